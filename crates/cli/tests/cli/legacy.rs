//! The old system's files through the command line.

use std::fs;

use serde_json::Value;

use crate::harness::Shop;

const PURCHASES: &str = "\
id,product_id,product_name,supplier,quantity,unit_cost,total_cost,purchase_date,payment_method,payment_status,invoice_number,notes,created_at
a1b2c3d4e,p1,IPTV 12 mois,IPTV Gold,10,1500.00,15000.00,2025-03-01 00:00:00,cash,paid,,,2025-03-01 09:00:00
b2c3d4e5f,p1,IPTV 12 mois,IPTV-GOLD,5,1600.00,8000.00,2025-04-01 00:00:00,cash,paid,,,2025-04-01 09:00:00
c3d4e5f6g,p2,Carte 10,CardHub,4,900.00,3600.00,2025-04-02 00:00:00,cash,paid,,,2025-04-02 09:00:00
d4e5f6g7h,p2,Carte 10,Card Hub SARL,1,900.00,900.00,2025-02-31 00:00:00,cash,paid,,,2025-04-02 09:00:00
e5f6g7h8i,p2,Carte 10,Card Hub SARL,1,950.00,950.00,2025-05-02 00:00:00,cash,paid,,,2025-05-02 09:00:00
";

fn shop() -> Shop {
    let shop = Shop::new();
    fs::write(shop.file("achats.csv"), PURCHASES).unwrap();
    shop
}

fn balances(report: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let platforms = report["platforms"].as_array().unwrap();
    platforms.iter().map(|p| (text(&p["name"]), text(&p["balance"]))).collect()
}

#[test]
fn files_are_told_apart_without_a_book() {
    let shop = Shop::nothing();
    fs::write(shop.file("achats.csv"), PURCHASES).unwrap();
    let found = shop.json(&["legacy", "inspect", "achats.csv"]).done();
    let file = &found["files"][0];
    assert_eq!((&file["path"], &file["shape"]), (&"achats.csv".into(), &"stock_purchases".into()));
    assert_eq!((&file["delimiter"], &file["rows"]), (&",".into(), &5.into()));
    assert_eq!(file["columns"].as_array().unwrap().len(), 13);
    assert!(file["encoding"].is_string() && file["questions"].is_array());
    assert!(!shop.book().exists());
    assert!(shop.say(&["legacy", "inspect", "."]).out.contains("stock_purchases"));
    shop.json(&["legacy", "inspect", "absent.csv"]).refused(1, "file_missing");
    fs::write(shop.file("vide.csv"), "").unwrap();
    shop.json(&["legacy", "inspect", "vide.csv"]).refused(1, "file_empty");
}

#[test]
fn a_folder_says_what_it_leaves_aside() {
    let shop = shop();
    let folder = shop.file("anciens");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("achats.csv"), PURCHASES).unwrap();
    fs::write(folder.join("vide.csv"), "").unwrap();
    fs::write(folder.join("package.json"), "{}").unwrap();
    let found = shop.json(&["legacy", "inspect", "anciens"]).done();
    let codes: Vec<&Value> = found["passed_over"].as_array().unwrap().iter().map(|reason| &reason["code"]).collect();
    assert_eq!(codes, ["file_without_table", "file_empty"]);
    let said = shop.say(&["legacy", "inspect", "anciens"]).out;
    assert!(said.contains("Le fichier est vide") && said.contains("vide.csv"), "{said}");
    let report = shop.json(&["legacy", "import", "anciens", "--mode", "opening"]).done();
    assert_eq!(
        (report["files"][0]["accepted"].as_u64(), &report["passed_over"][1]["code"]),
        (Some(4), &"file_empty".into())
    );
    let said = shop.say(&["legacy", "import", "anciens", "--mode", "opening", "--dry-run"]).out;
    assert!(said.contains("package.json"), "{said}");
}

#[test]
fn what_a_file_leaves_open_is_said_on_the_line() {
    let shop = shop();
    let history = "Date;Type;Description;Amount;Previous Balance;New Balance;Reference\n\
        19/06/2025;Vente;x;-5,5;10;4,5;s1\n";
    fs::write(shop.file("credit.csv"), history).unwrap();
    fs::write(shop.file("notes.csv"), "a,b\n1,2\n").unwrap();
    fs::write(shop.file("ouvert.csv"), "supplier,quantity,total_cost,purchase_date\nX,1,14.000,03/04/2025\n").unwrap();
    let found = shop.json(&["legacy", "inspect", "credit.csv"]).done();
    assert_eq!(found["files"][0]["questions"][0], "platform");
    let import = |words: &[&str]| {
        let words = [&["legacy", "import", "--mode", "opening"], words].concat();
        shop.json(&words)
    };
    import(&["credit.csv"]).refused(1, "file_without_platform");
    import(&["credit.csv", "--platform", "credits.csv=Atlas"]).refused(1, "file_missing");
    import(&["credit.csv", "--platform", "Atlas"]).refused(2, "wrong_usage");
    let report = import(&["credit.csv", "notes.csv", "--platform", "credit.csv=Atlas", "--aside", "notes.csv"]).done();
    assert_eq!((&report["files"][0]["accepted"], &report["platforms"][0]["name"]), (&1.into(), &"Atlas".into()));
    assert_eq!(report["passed_over"][0]["code"], "file_left_aside");
    import(&["ouvert.csv", "--decimal", "ouvert.csv=dot"]).refused(2, "wrong_usage");
    let said = ["ouvert.csv", "--decimal", "ouvert.csv=comma", "--date-order", "ouvert.csv=day_first"];
    assert_eq!(import(&said).done()["totals"]["purchases"]["amount"], "14000.00");
}

#[test]
fn a_dry_run_changes_nothing() {
    let shop = shop();
    let before = fs::read(shop.book()).unwrap();
    let report = shop.json(&["legacy", "import", "achats.csv", "--mode", "replay", "--dry-run"]).done();
    assert_eq!((&report["dry_run"], &report["batch"]), (&true.into(), &Value::Null));
    assert_eq!(report["files"][0]["accepted"], 4);
    assert_eq!(fs::read(shop.book()).unwrap(), before);
    assert_eq!(shop.json(&["platform", "list"]).done()["platforms"].as_array().unwrap().len(), 0);
    let said = shop.say(&["legacy", "import", "achats.csv", "--mode", "replay", "--dry-run"]);
    assert!(said.out.trim_end().ends_with("rien n’a changé dans le livre."), "{}", said.out);
}

#[test]
fn an_import_is_reconciled_and_comes_in_once() {
    let shop = shop();
    let call = [
        "legacy",
        "import",
        "achats.csv",
        "--mode",
        "opening",
        "--balance",
        "IPTV Gold=2500,50",
        "--balance",
        "CardHub=100",
        "--merge",
        "Card Hub SARL=CardHub",
        "--rejects",
        "refus.csv",
    ];
    let report = shop.json(&call).done();
    assert!(report["batch"].is_string());
    assert_eq!((&report["mode"], &report["dry_run"]), (&"opening".into(), &false.into()));
    assert_eq!(report["totals"]["purchases"]["amount"], "27550.00");
    assert_eq!(report["reconciliation"]["difference"], "0.00");
    let mut found = balances(&report);
    found.sort();
    assert_eq!(found, [("CardHub".into(), "100.00".into()), ("IPTV Gold".into(), "2500.50".into())]);
    let issue = &report["issues"][0];
    assert_eq!((&issue["row"], &issue["column"]), (&5.into(), &"purchase_date".into()));
    assert_eq!((&issue["code"], &issue["severity"]), (&"bad_date".into(), &"error".into()));
    let rejects = fs::read_to_string(shop.file("refus.csv")).unwrap();
    assert!(rejects.contains("d4e5f6g7h") && rejects.contains("bad_date"), "{rejects}");
    assert_eq!(shop.json(&["verify"]).done()["ok"], true);

    let again = shop.json(&["legacy", "import", "achats.csv", "--mode", "opening"]).done();
    assert_eq!((&again["files"][0]["accepted"], &again["files"][0]["duplicates"]), (&0.into(), &4.into()));
    assert!(shop.say(&["platform", "movements", "CardHub"]).out.contains("deposit"));
}

#[test]
fn slips_are_refused_before_anything_comes_in() {
    let shop = shop();
    let import =
        |words: &[&str]| shop.json(&[&["legacy", "import", "achats.csv", "--mode", "opening"], words].concat());
    import(&["--balance", "Panneau inconnu=3"]).refused(1, "unknown_platform");
    import(&["--balance", "CardHub=beaucoup"]).refused(1, "bad_number");
    import(&["--balance", "CardHub=-1"]).refused(1, "out_of_range");
    import(&["--merge", "Jamais vu=CardHub"]).refused(1, "unknown_platform");
    // An archive posts nothing: the figure would be lost.
    let archive = ["legacy", "import", "achats.csv", "--mode", "archive", "--balance", "CardHub=3"];
    shop.json(&archive).refused(1, "import_refused");
    import(&["--rejects", "nulle-part/refus.csv"]).refused(1, "file_write_failed");
    import(&["--rejects", "."]).refused(1, "file_write_failed");
    shop.json(&["legacy", "import", "absent.csv", "--mode", "opening"]).refused(1, "file_missing");
    assert_eq!(shop.json(&["platform", "list"]).done()["platforms"].as_array().unwrap().len(), 0);
}

#[test]
fn sales_that_come_later_know_their_cost() {
    let shop = shop();
    shop.json(&["legacy", "import", "achats.csv", "--mode", "opening"]).done();
    let sold = "id,product_id,product_name,quantity,unit_price,total_price,sale_date,payment_status\n\
        s1,p1,IPTV 12 mois,2,2500.00,5000.00,2025-03-15 00:00:00,partial\n\
        ,,TOTAL,2,,5000.00,,\n";
    fs::write(shop.file("ventes.csv"), sold).unwrap();
    let report = shop.json(&["legacy", "import", "ventes.csv", "--mode", "opening"]).done();
    assert_eq!((&report["files"][0]["rows"], &report["files"][0]["accepted"]), (&1.into(), &1.into()));
    let codes: Vec<&Value> = report["issues"].as_array().unwrap().iter().map(|issue| &issue["code"]).collect();
    assert_eq!(codes, ["paid_amount_unknown"]);
    assert_eq!(shop.json(&["report", "profit", "--by", "platform"]).done()["rows"][0]["cost"], "3000.00");

    fs::write(shop.file("paiements.csv"), "id,sale_id,amount,date\n1,s1,1200.00,2025-03-20\n").unwrap();
    let report = shop.json(&["legacy", "import", "paiements.csv", "--mode", "opening"]).done();
    let sales = &report["totals"]["sales"];
    assert_eq!((&sales["paid"], &sales["debt"]), (&"1200.00".into(), &"-1200.00".into()));
    assert_eq!(shop.json(&["verify"]).done()["ok"], true);
}

#[test]
fn an_import_is_found_and_taken_back() {
    let shop = shop();
    let batch = |report: &Value| report["batch"].as_str().unwrap().to_owned();
    let first = shop.json(&["legacy", "import", "achats.csv", "--mode", "replay"]).done();
    let listed = shop.json(&["legacy", "list"]).done();
    let listed = &listed["imports"][0];
    assert_eq!(
        (&listed["batch"], &listed["mode"], &listed["undone"]),
        (&first["batch"], &"replay".into(), &Value::Null)
    );
    assert_eq!((&listed["rows"], &listed["accepted"], &listed["refused"]), (&5.into(), &4.into(), &1.into()));
    assert!(shop.say(&["legacy", "list"]).out.contains(&batch(&first)));

    let quoted = shop.json(&["legacy", "undo", &batch(&first), "--dry-run"]).done();
    assert_eq!((&quoted["undone"], &quoted["way"]), (&false.into(), &"backup".into()));
    let undone = shop.json(&["legacy", "undo", &batch(&first)]).done();
    assert_eq!((&undone["undone"], &undone["kept"]), (&true.into(), &Value::Array(vec![])));
    assert_eq!(shop.json(&["platform", "list"]).done()["platforms"].as_array().unwrap().len(), 0);
    shop.json(&["legacy", "undo", &batch(&first)]).refused(1, "unknown_import");

    let second = shop.json(&["legacy", "import", "achats.csv", "--mode", "replay"]).done();
    shop.json(&["platform", "deposit", "CardHub", "--credit", "100", "--cost", "90"]).done();
    let undone = shop.json(&["legacy", "undo", &batch(&second), "--key", "k"]).done();
    assert_eq!((&undone["undone"], &undone["way"]), (&true.into(), &"entries".into()));
    let kept = &undone["kept"][0];
    assert_eq!(
        (&kept["kind"], &kept["name"], &kept["why"]),
        (&"platform".into(), &"CardHub".into(), &"moved_since".into())
    );
    assert_eq!(shop.json(&["legacy", "undo", &batch(&second), "--key", "k"]).done(), undone);
    shop.json(&["legacy", "undo", &batch(&second)]).refused(1, "import_undone");
    let said = shop.say(&["legacy", "list"]).out;
    assert!(said.lines().count() == 2 && !said.trim_end().ends_with('-'), "{said}");
    let third = shop.json(&["legacy", "import", "achats.csv", "--mode", "replay"]).done();
    assert_eq!((&third["totals"], &third["files"]), (&second["totals"], &second["files"]));
    shop.json(&["verify"]).done();
}
