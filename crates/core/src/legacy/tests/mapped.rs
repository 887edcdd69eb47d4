//! Files of no known table: columns proposed, said, remembered; and files left aside.

use super::shop::{Shop, caller, choice, request, shop};
use crate::error::ErrorCode;
use crate::legacy::{
    FileChoice, ImportMode, ImportRequest, InspectedFile, MappedColumn, Mapping, Verdict, import, inspect_for,
    write_rejects,
};

const SALES: &str = "Cahier de la boutique;;;;\nDate;Client;Produit;Tél;Montant (DA)\n\
    19/06/2025;Sara Ben;IPTV 12 mois;0550123456;4 500,00\n\
    20/06/2025;Karim;Netflix;0661123456;1 200,50\n";

fn mapping(table: &str, columns: &[(&str, u32)]) -> Mapping {
    let columns = columns.iter().map(|(field, column)| MappedColumn { field: (*field).into(), column: *column });
    Mapping { table: table.into(), columns: columns.collect() }
}

fn seen(shop: &Shop, said: &FileChoice) -> InspectedFile {
    inspect_for(&shop.book, &[said.path.clone().into()], std::slice::from_ref(said)).unwrap().files.remove(0)
}

fn with(said: FileChoice) -> ImportRequest {
    ImportRequest { choices: vec![said.clone()], ..request(said.path, ImportMode::Opening) }
}

fn best(shop: &Shop, name: &str, text: &str) -> (String, Vec<(String, u32)>, bool) {
    let path = shop.file(name, text);
    let proposal = seen(shop, &choice(&path)).proposals.remove(0);
    let columns = proposal.mapping.columns.into_iter().map(|mapped| (mapped.field, mapped.column)).collect();
    (proposal.mapping.table, columns, proposal.likely)
}

#[test]
fn a_table_is_proposed_by_names_in_three_languages_and_by_values() {
    let shop = shop();
    let has = |columns: &[(String, u32)], field: &str, at: u32| columns.contains(&(field.to_owned(), at));
    let (table, columns, likely) = best(&shop, "fr.csv", SALES);
    assert!(likely && table == "stock_sales", "{table}");
    for (field, at) in
        [("sale_date", 0), ("customer_name", 1), ("product_name", 2), ("customer_phone", 3), ("total_price", 4)]
    {
        assert!(has(&columns, field, at), "{field} {columns:?}");
    }
    let (table, columns, likely) =
        best(&shop, "ar.csv", "التاريخ,المورد,المنتج,الكمية,المبلغ\n2025-06-19,أطلس,بطاقة,2,900.50\n");
    assert!(likely && table == "stock_purchases", "{table}");
    assert!(has(&columns, "supplier", 1) && has(&columns, "total_cost", 4) && has(&columns, "quantity", 3));
    let (table, columns, _) = best(&shop, "en.csv", "Full name|Phone|City\nSara|0550123456|Oran\n");
    assert_eq!(table, "subscribers");
    assert!(has(&columns, "name", 0) && has(&columns, "phone", 1) && has(&columns, "wilaya", 2), "{columns:?}");
    // Names say nothing of the last three columns; what stands there does.
    let text = "Produit,Client,A,B,C\nIPTV,Sara,2025-06-19,0550123456,4500.50\nIPTV,Ali,2025-06-20,0661123456,99.50\n";
    let (table, columns, _) = best(&shop, "values.csv", text);
    assert_eq!(table, "stock_sales");
    assert!(has(&columns, "sale_date", 2) && has(&columns, "customer_phone", 3) && has(&columns, "total_price", 4));
}

#[test]
fn nothing_comes_in_before_a_person_says_what_the_columns_are() {
    let shop = shop();
    let path = shop.file("cahier.csv", SALES);
    let file = seen(&shop, &choice(&path));
    assert_eq!((file.shape.as_str(), file.header_line, file.rows, file.mapping), ("unknown", 2, 2, None));
    let error = import(&shop.book, caller(), request(&path, ImportMode::Opening)).unwrap_err();
    assert_eq!(error.code, ErrorCode::FileUnrecognised);

    let said = |mapping| FileChoice { mapping: Some(mapping), ..choice(&path) };
    let half = seen(&shop, &said(mapping("stock_sales", &[("sale_date", 0), ("product_name", 2)])));
    assert_eq!(
        (half.shape.as_str(), half.missing),
        ("stock_sales", vec![vec!["total_price".to_owned(), "unit_price".into()]])
    );
    let whole =
        mapping("stock_sales", &[("sale_date", 0), ("customer_name", 1), ("product_name", 2), ("total_price", 4)]);
    let file = seen(&shop, &said(whole.clone()));
    assert!(file.missing.is_empty());
    assert_eq!(file.preview[1].cells[4].read.as_deref(), Some("1200.5"));
    let report = shop.import(with(said(whole)));
    assert_eq!((report.files[0].shape.as_str(), report.files[0].accepted), ("stock_sales", 2), "{:?}", report.issues);
    assert_eq!(report.totals.sales.revenue.to_string(), "5700.50");
    shop.sound();
}

#[test]
fn whether_all_is_paid_is_said_where_no_column_says_it() {
    let shop = shop();
    let path = shop.file("cahier.csv", SALES);
    let columns = [("sale_date", 0), ("customer_name", 1), ("product_name", 2), ("total_price", 4)];
    let said = |all_paid| FileChoice { mapping: Some(mapping("stock_sales", &columns)), all_paid, ..choice(&path) };
    assert!(seen(&shop, &said(None)).asks_paid);
    // Nothing said, all is due, with a warning on each row; said, none is needed.
    for (all_paid, debt, warnings) in [(None, "5700.50", 2), (Some(false), "5700.50", 0), (Some(true), "0.00", 0)] {
        let report = shop.import(ImportRequest { dry_run: true, ..with(said(all_paid)) });
        let unknown = report.issues.iter().filter(|issue| issue.code == Verdict::PaidAmountUnknown).count();
        assert_eq!((report.totals.sales.debt.to_string().as_str(), unknown), (debt, warnings), "{all_paid:?}");
    }
    // The same rows under another answer are the same rows.
    shop.import(with(said(Some(true))));
    assert_eq!(shop.import(with(said(Some(false)))).files[0].duplicates, 2);
    let mut columns = columns.to_vec();
    columns.push(("payment_status", 3));
    let decided = FileChoice { mapping: Some(mapping("stock_sales", &columns)), all_paid: Some(true), ..choice(&path) };
    assert!(!seen(&shop, &decided).asks_paid);
    // A column that says it is not overruled.
    let report = super::shop::shop().import(ImportRequest { dry_run: true, ..with(decided) });
    assert_eq!(report.totals.sales.debt.to_string(), "5700.50");
}

#[test]
fn a_mapping_is_remembered_for_the_next_file_and_for_the_refused_rows() {
    let shop = shop();
    let path = shop.file("cahier.csv", format!("{SALES}31/02/2025;Ali;IPTV;;5,00\n"));
    let whole =
        mapping("stock_sales", &[("sale_date", 0), ("customer_name", 1), ("product_name", 2), ("total_price", 4)]);
    let said = FileChoice { mapping: Some(whole), ..choice(&path) };
    // A rehearsal remembers nothing.
    shop.import(ImportRequest { dry_run: true, ..with(said.clone()) });
    assert_eq!(seen(&shop, &choice(&path)).mapping, None);
    let report = shop.import(with(said));
    assert_eq!((report.files[0].accepted, report.files[0].refused), (2, 1));

    // Other order, other case, other delimiter: the same columns.
    let next = "montant (da),PRODUIT,Client,Tél,date\n900.50,Netflix,Sara,,2025-07-01\n";
    let next = shop.file("juillet.csv", next);
    let file = seen(&shop, &choice(&next));
    assert_eq!((file.shape.as_str(), file.remembered, file.delimiter.as_str()), ("stock_sales", true, ","));
    let report = shop.import(request(&next, ImportMode::Opening));
    assert_eq!((report.files[0].accepted, report.totals.sales.revenue.to_string()), (1, "900.50".into()));

    let rejects = shop.folder.path().join("rejets.csv");
    let again = shop.import(request(&path, ImportMode::Opening));
    assert_eq!((again.files[0].duplicates, again.files[0].refused), (2, 1));
    write_rejects(&again.refused, &rejects).unwrap();
    let mended = std::fs::read_to_string(&rejects).unwrap().replace(";31/02/2025;", ";28/02/2025;");
    std::fs::write(&rejects, mended).unwrap();
    let report = shop.import(request(&rejects, ImportMode::Opening));
    assert_eq!((report.files[0].accepted, report.files[0].refused), (1, 0), "{:?}", report.issues);
    shop.sound();
}

#[test]
fn purchases_of_a_mapped_file_are_read_again_for_later_sales() {
    let shop = shop();
    let path = shop.file("recharges.csv", "Jour,Panneau,Article,Coût\n2025-03-01,Atlas,IPTV,14.50\n");
    let said =
        mapping("stock_purchases", &[("purchase_date", 0), ("supplier", 1), ("product_name", 2), ("total_cost", 3)]);
    shop.import(with(FileChoice { mapping: Some(said), ..choice(&path) }));
    let sale = "id,product_name,quantity,total_price,sale_date,payment_status\ns,IPTV,1,20,2025-06-01,paid\n";
    shop.import(request(shop.file("sales.csv", sale), ImportMode::Opening));
    assert_eq!(shop.text("SELECT p.name FROM sale_lines l JOIN platforms p ON p.id = l.platform_id"), "Atlas");
    assert_eq!(shop.count("SELECT cost FROM sale_lines"), 145_000);
}

#[test]
fn a_mapping_to_nothing_is_refused() {
    let shop = shop();
    let path = shop.file("a.csv", SALES);
    for wrong in [
        mapping("platforms", &[("name", 0)]),
        mapping("nowhere", &[]),
        mapping("stock_sales", &[("colour", 0)]),
        mapping("stock_sales", &[("sale_date", 0), ("sale_date", 1)]),
    ] {
        let asked = with(FileChoice { mapping: Some(wrong), ..choice(&path) });
        assert_eq!(import(&shop.book, caller(), asked).unwrap_err().code, ErrorCode::OutOfRange);
    }
    // A column that is not there leaves its cells empty: each row is refused, none guessed.
    let beyond = mapping("stock_sales", &[("sale_date", 0), ("product_name", 2), ("total_price", 99)]);
    assert_eq!(shop.import(with(FileChoice { mapping: Some(beyond), ..choice(&path) })).files[0].refused, 2);
}

#[test]
fn a_file_left_aside_does_not_refuse_the_others() {
    let shop = shop();
    let known = shop.file("achats.csv", "id,supplier,quantity,total_cost,purchase_date\na,X,1,5.50,2025-01-20\n");
    let unknown = shop.file("notes.csv", "a,b\n1,2\n");
    let both = |choices| ImportRequest {
        paths: vec![known.clone(), unknown.clone()],
        choices,
        ..request("", ImportMode::Opening)
    };
    assert_eq!(import(&shop.book, caller(), both(vec![])).unwrap_err().code, ErrorCode::FileUnrecognised);
    let aside = FileChoice { aside: true, ..choice(&unknown) };
    let report = shop.import(both(vec![aside.clone()]));
    assert_eq!((report.files.len(), report.files[0].accepted), (1, 1));
    let [left] = report.passed_over.as_slice() else { panic!("{:?}", report.passed_over) };
    assert_eq!(left.code, ErrorCode::FileLeftAside);
    assert!(left.details["file"].ends_with("notes.csv"));
    // Nothing else being there, there is nothing to import.
    let alone = ImportRequest { choices: vec![aside], ..request(&unknown, ImportMode::Opening) };
    assert_eq!(import(&shop.book, caller(), alone).unwrap_err().code, ErrorCode::FileLeftAside);
}
