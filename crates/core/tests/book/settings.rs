//! What a shop sets: what stands on its papers, and its ways to pay.

use rasid_core::ids::MethodId;
use rasid_core::sales::{self, PaymentInput};
use rasid_core::settings::{
    self, BookInfo, CUSTOMER_CREDIT, Language, Letterhead, Method, MethodInput, Theme, UpdateSettings,
};
use rasid_core::{Error, ErrorCode, Result, receipts, till};
use rusqlite::Connection;

use crate::shop::{BARIDIMOB, CASH, Shop, on, sale_of};

fn set(shop: &Shop, letterhead: Option<Letterhead>) -> Result<BookInfo> {
    let input = UpdateSettings {
        name: "Boutique Rasid".into(),
        language: Language::Fr,
        theme: Theme::System,
        country: None,
        letterhead,
    };
    settings::update(&shop.book, on("2026-02-01"), input)
}

fn head(address: &str, phone: &str, line: &str) -> Letterhead {
    Letterhead { address: address.into(), phone: phone.into(), line: line.into() }
}

/// The newest entry of the journal of changes: what was done to what, before and after.
fn newest_change(shop: &Shop) -> [String; 4] {
    let file = Connection::open(&shop.path).unwrap();
    let sql = "SELECT action, entity || ' ' || entity_id, before, after FROM audit ORDER BY id DESC LIMIT 1";
    file.query_row(sql, [], |r| Ok([r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?])).unwrap()
}

fn refused<T: std::fmt::Debug>(outcome: Result<T>) -> (ErrorCode, String) {
    let Error { code, details, .. } = outcome.unwrap_err();
    (code, details.get("field").cloned().unwrap_or_default())
}

#[test]
fn the_letterhead_is_kept_stands_on_receipts_and_its_change_in_the_journal() {
    let shop = Shop::new();
    assert_eq!(set(&shop, None).unwrap().letterhead, Letterhead::default());
    let typed = head(" 12, rue Didouche Mourad\nAlger ", "0550 12 34 56", " RC 16/00-1234567  NIF 0016 ");
    let kept = head("12, rue Didouche Mourad\nAlger", "+213550123456", "RC 16/00-1234567 NIF 0016");
    assert_eq!(set(&shop, Some(typed)).unwrap().letterhead, kept);
    let [action, entity, before, after] = newest_change(&shop);
    assert_eq!((action.as_str(), entity.as_str()), ("update", "book 1"));
    assert!(before.contains(r#""address":"","#) && before.contains(r#""phone":"""#), "{before}");
    assert!(after.contains("Didouche") && after.contains("+213550123456") && after.contains("NIF 0016"), "{after}");
    assert_eq!(set(&shop, None).unwrap().letterhead, kept, "nothing said: it stays");

    let platform = shop.platform("Panel", "USD", 2).id;
    shop.deposit(platform, "100", "24000", "2026-01-01").unwrap();
    let product = shop.product("IPTV", platform, "2", "4500", Some(1));
    let customer = Some(shop.customer("Amine", ""));
    let sale = shop.sell(sale_of(&product, "1", customer, &[(CASH, "1000")]), "2026-02-01").unwrap();
    let of_sale = shop.book.read(|c| receipts::of_sale(c, &on("2026-02-01"), sale.row.id)).unwrap();
    let of_payment = shop.book.read(|c| receipts::of_payment(c, sale.payments[0].id)).unwrap();
    assert_eq!((of_sale.head.letterhead, of_payment.head.letterhead), (kept.clone(), kept));
    shop.expect_sound();
}

#[test]
fn a_letterhead_that_does_not_fit_is_refused_and_nothing_is_changed() {
    let shop = Shop::new();
    let longest = head(&"é".repeat(300), "", &"é".repeat(200));
    assert_eq!(set(&shop, Some(longest.clone())).unwrap().letterhead, longest);
    for (typed, field) in [
        (head(&"é".repeat(301), "", ""), "address"),
        (head("", "rue 12", ""), "phone"),
        (head("", "12", ""), "phone"),
        (head("", "", &"é".repeat(201)), "line"),
    ] {
        assert_eq!(refused(set(&shop, Some(typed))), (ErrorCode::OutOfRange, field.to_owned()));
    }
    assert_eq!(set(&shop, None).unwrap().letterhead, longest);
}

fn input(name: &str, fee_rate: &str) -> MethodInput {
    MethodInput { name: name.into(), fee_rate: fee_rate.into() }
}

impl Shop {
    fn add_method(&self, name: &str, fee_rate: &str) -> Result<Method> {
        settings::add_method(&self.book, on("2026-02-01"), input(name, fee_rate))
    }

    fn change_method(&self, id: MethodId, name: &str, fee_rate: &str) -> Result<Method> {
        settings::update_method(&self.book, on("2026-02-01"), id, input(name, fee_rate))
    }

    fn archive_method(&self, id: MethodId, archived: bool) -> Result<Method> {
        settings::archive_method(&self.book, on("2026-02-01"), id, archived)
    }

    fn codes(&self) -> Vec<String> {
        self.book.read(settings::methods).unwrap().into_iter().map(|method| method.code).collect()
    }
}

#[test]
fn a_changed_rate_is_that_of_later_payments_alone() {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "USD", 2).id;
    shop.deposit(platform, "100", "24000", "2026-01-01").unwrap();
    let product = shop.product("IPTV", platform, "2", "4500", Some(1));
    let customer = Some(shop.customer("Amine", ""));
    let sale = shop.sell(sale_of(&product, "1", customer, &[(BARIDIMOB, "1000")]), "2026-02-01").unwrap();
    assert_eq!(sale.payments[0].fee.to_string(), "15.00");
    let (profit, at_1_50) = (sale.row.profit.to_string(), sale.row.fees.to_string());
    let method = shop.change_method(BARIDIMOB, "", "2,25 %").unwrap();
    assert_eq!(method.fee_rate.to_string(), "2.25");
    let same = shop.sale(sale.row.id);
    assert_eq!(same.payments, sale.payments);
    assert_eq!((same.row.profit.to_string(), same.row.fees.to_string()), (profit, at_1_50));
    let later = PaymentInput { method_id: BARIDIMOB, amount: "1000".into() };
    let paid = sales::pay(&shop.book, on("2026-02-02"), None, sale.row.id, later).unwrap();
    assert_eq!(paid.payments.iter().map(|p| p.fee.to_string()).collect::<Vec<_>>(), ["15.00", "22.50"]);
    shop.expect_sound();
}

#[test]
fn a_shop_adds_a_way_to_pay_renames_it_and_puts_it_aside() {
    let shop = Shop::new();
    let added = shop.add_method(" PayPal ", "3.40").unwrap();
    assert_eq!(
        (added.name.as_str(), added.code.as_str(), added.own, added.archived),
        ("PayPal", "paypal", true, false)
    );
    let [action, entity, before, after] = newest_change(&shop);
    assert_eq!(
        [action.as_str(), &entity, &before, &after],
        ["add", "method 7", "", r#"{"fee_rate":"3.40","name":"PayPal"}"#]
    );
    assert_eq!(shop.codes(), ["cash", "baridimob", "ccp", "transfer", "other", "paypal"]);
    let renamed = shop.change_method(added.id, "PayPal EUR", "").unwrap();
    assert_eq!((renamed.code.as_str(), renamed.fee_rate.to_string()), ("paypal", "0.00".to_owned()));
    assert_eq!(newest_change(&shop)[2..], [after, r#"{"fee_rate":"0.00","name":"PayPal EUR"}"#.to_owned()]);
    // The code stays, and is no other's name.
    assert_eq!(refused(shop.add_method("PayPal", "")), (ErrorCode::NameTaken, "name".into()));
    let long = shop.add_method(&"x y ".repeat(15), "").unwrap();
    assert_eq!((long.code.as_str(), long.name.chars().count()), ("method_8", 59));
    assert_eq!(shop.add_method("ويسترن يونيون", "").unwrap().code, "ويسترن_يونيون");
    let find = |name: &str| shop.book.read(|c| settings::find_method(c, name));
    assert_eq!(find("paypal eur").unwrap(), added.id);
    assert_eq!((find("Virement").unwrap(), find("cash").unwrap()), (MethodId(4), CASH));
    assert_eq!(refused(find("")), (ErrorCode::UnknownMethod, "method".into()));

    let platform = shop.platform("Panel", "USD", 2).id;
    shop.deposit(platform, "100", "24000", "2026-01-01").unwrap();
    let product = shop.product("IPTV", platform, "2", "4500", Some(1));
    let sell = || shop.sell(sale_of(&product, "1", None, &[(added.id, "")]), "2026-02-01");
    sell().unwrap();
    shop.archive_method(added.id, true).unwrap();
    let refusal = sell().unwrap_err();
    assert_eq!((refusal.code, refusal.details["value"].as_str()), (ErrorCode::Archived, "PayPal EUR"));
    assert_eq!(newest_change(&shop)[2..], ["in use".to_owned(), "archived".to_owned()]);
    // What it holds has to be counted still.
    let till = shop.book.read(|c| till::till(c, &on("2026-02-01"), None)).unwrap();
    let line = till.lines.iter().find(|line| line.method_id == added.id).unwrap();
    assert_eq!(line.expected.to_string(), "4500.00");
    shop.archive_method(added.id, false).unwrap();
    sell().unwrap();
    shop.expect_sound();
}

#[test]
fn a_name_means_one_way_to_pay_in_whatever_language_it_is_read() {
    let shop = Shop::new();
    let added = shop.add_method("PayPal", "").unwrap();
    let taken = (ErrorCode::NameTaken, "name".to_owned());
    assert_eq!(refused(shop.add_method("PAYPAL", "")), taken);
    assert_eq!(refused(shop.change_method(BARIDIMOB, "paypal", "")), taken);
    shop.archive_method(added.id, true).unwrap();
    assert_eq!(refused(shop.add_method("Paypal", "")), taken, "put aside it still has its name");
    assert_eq!(refused(shop.add_method("ccp", "")), taken);
    for language in ["fr", "ar", "en"] {
        let path = format!("{}/../../ui/src/locales/{language}/common.json", env!("CARGO_MANIFEST_DIR"));
        let texts: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let usual = texts["methods"].as_object().unwrap();
        assert_eq!(usual.len(), 6);
        for (code, name) in usual {
            let name = name.as_str().unwrap();
            assert_eq!(refused(shop.add_method(name, "")), taken, "{language}: {name}");
            // Its own usual name is no other's.
            let id = shop.book.read(|c| settings::find_method(c, name)).unwrap();
            assert_eq!(shop.book.read(|c| settings::method(c, id)).unwrap().code, *code);
            if id != CUSTOMER_CREDIT {
                shop.change_method(id, name, "").unwrap();
            }
        }
    }
}

#[test]
fn what_is_no_way_to_pay_is_refused() {
    let shop = Shop::new();
    let own = shop.add_method("PayPal", "").unwrap().id;
    let (range, missing) = (ErrorCode::OutOfRange, ErrorCode::MissingRequired);
    for (name, fee, code, field) in [
        ("", "", missing, "name"),
        ("x".repeat(61).as_str(), "", range, "name"),
        ("Wise", "-1", range, "fee_rate"),
        ("Wise", "100.01", range, "fee_rate"),
        ("Wise", "1.505", ErrorCode::TooPrecise, "fee_rate"),
        ("Wise", "un", ErrorCode::BadNumber, "fee_rate"),
    ] {
        assert_eq!(refused(shop.add_method(name, fee)), (code, field.to_owned()), "{name} {fee}");
        assert_eq!(refused(shop.change_method(own, name, fee)), (code, field.to_owned()), "{name} {fee}");
    }
    assert_eq!(shop.change_method(own, "PayPal", "100").unwrap().fee_rate.to_string(), "100.00");
    // Those that the program comes with go back to their usual names; cash stays, and credit is nobody's to change.
    assert_eq!(shop.change_method(CASH, "Caisse", "").unwrap().name, "Caisse");
    assert_eq!(shop.change_method(CASH, "", "").unwrap().name, "");
    assert_eq!(shop.archive_method(CASH, true).unwrap_err().code, ErrorCode::MethodNeeded);
    assert!(shop.archive_method(MethodId(5), true).unwrap().archived);
    for id in [CUSTOMER_CREDIT, MethodId(99)] {
        assert_eq!(shop.change_method(id, "Avoir", "").unwrap_err().code, ErrorCode::UnknownMethod);
        assert_eq!(shop.archive_method(id, true).unwrap_err().code, ErrorCode::UnknownMethod);
    }
    // One that nobody added through the program shows.
    shop.expect_sound();
    let file = Connection::open(&shop.path).unwrap();
    let smuggled = "INSERT INTO methods (code, name, fee_rate, position) VALUES ('x', 'X', 0, 9)";
    file.execute(smuggled, []).unwrap();
    let report = shop.book.verify().unwrap();
    assert_eq!(report.checks.iter().filter(|c| !c.ok).map(|c| c.name.as_str()).collect::<Vec<_>>(), ["audit"]);
}
