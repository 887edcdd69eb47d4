//! Codes in stock: each comes in once, is sold once, and whoever sees it leaves a trace.

use std::sync::Arc;

use rasid_core::ErrorCode;
use rasid_core::catalog::{self, Product};
use rasid_core::codes::{self, CodeEventKind, CodeRefusal, CodeRow, CodeState, CodesImported, CodesInput, CodesQuery};
use rasid_core::messages;
use rasid_core::sales::{self, CancelInput, SaleInput};

use crate::shop::{CASH, Shop, on, sale_of};

fn with_product() -> (Shop, Product) {
    let shop = Shop::new();
    let platform = shop.platform("Cartes", "EUR", 2).id;
    shop.deposit(platform, "1000", "240000", "2026-01-01").unwrap();
    let product = shop.product("Carte 10 EUR", platform, "10", "3000", None);
    (shop, product)
}

fn import(shop: &Shop, product: &Product, text: &str) -> rasid_core::Result<CodesImported> {
    codes::import(&shop.book, on("2026-02-01"), CodesInput { product_id: product.id, text: text.into() })
}

fn rows(shop: &Shop, product: &Product) -> Vec<CodeRow> {
    let query = CodesQuery { product_id: product.id, state: None, after: None, limit: 100 };
    shop.book.read(|c| codes::page(c, &query)).unwrap().rows
}

fn sell(shop: &Shop, product: &Product, quantity: &str) -> rasid_core::Result<sales::Sale> {
    shop.sell(sale_of(product, quantity, None, &[(CASH, "")]), "2026-02-02")
}

#[test]
fn a_code_comes_in_once_and_the_others_of_its_list_do() {
    let (shop, product) = with_product();
    let first = import(&shop, &product, "AAAA-1111-2222\n\nBBBB-1111-3333\n").unwrap();
    assert_eq!((first.added, first.free, first.refused.len()), (2, 2, 0));
    let long = "x".repeat(1001);
    let text = format!("  CCCC-1111-4444 \r\naaaa-1111-2222\nAAAA 1111 2222\nCCCC11114444\n{long}\n");
    let second = import(&shop, &product, &text).unwrap();
    let refused: Vec<_> = second.refused.iter().map(|r| (r.line, r.masked.as_str(), r.reason)).collect();
    assert_eq!(
        refused,
        [
            (3, "••••2222", CodeRefusal::Known),
            (4, "••••4444", CodeRefusal::Repeated),
            (5, "••••xxxx", CodeRefusal::Unreadable)
        ]
    );
    assert_eq!((second.added, second.free), (2, 4));
    assert_eq!(import(&shop, &product, " \n\n").unwrap_err().code, ErrorCode::MissingRequired);
    let shown = shop.book.read(|c| catalog::list(c, &on("2026-02-01"), false)).unwrap();
    assert_eq!(shown[0].codes, Some(4));
    shop.expect_sound();
}

#[test]
fn the_oldest_free_codes_go_to_the_line_that_sells_them() {
    let (shop, product) = with_product();
    import(&shop, &product, "AAAA-0001\nAAAA-0002\nAAAA-0003").unwrap();
    let sale = sell(&shop, &product, "2").unwrap();
    let got: Vec<_> = sale.lines[0].codes.iter().map(|code| code.masked.as_str()).collect();
    assert_eq!(got, ["••••0001", "••••0002"]);
    let short = sell(&shop, &product, "2").unwrap_err();
    assert_eq!((short.code, short.details["available"].as_str()), (ErrorCode::CodesShort, "1"));
    assert_eq!(short.details["field"], "lines.0.quantity");
    // Two lines of one sale see each other's codes.
    let mut two = sale_of(&product, "1", None, &[(CASH, "")]);
    two.lines.push(two.lines[0].clone());
    let quote = sales::quote(&shop.book, on("2026-02-02"), &two).unwrap();
    assert_eq!(quote.lines.iter().map(|l| l.codes).collect::<Vec<_>>(), [Some(1), Some(0)]);
    assert_eq!(quote.problems[0].details["field"], "lines.1.quantity");
    two.lines[1].without_codes = true;
    let sale = shop.sell(two, "2026-02-02").unwrap();
    assert_eq!(sale.lines.iter().map(|l| l.codes.len()).collect::<Vec<_>>(), [1, 0]);
    assert_eq!(rows(&shop, &product).iter().filter(|row| row.state == CodeState::Free).count(), 0);
    shop.expect_sound();
}

#[test]
fn who_sees_a_code_leaves_a_trace_and_nothing_else_shows_it() {
    let (shop, product) = with_product();
    import(&shop, &product, "SECRET-CODE-0001").unwrap();
    let sale = sell(&shop, &product, "1").unwrap();
    assert!(!serde_json::to_string(&sale).unwrap().contains("SECRET"), "a sale shows it masked");
    let id = sale.lines[0].codes[0].id;
    assert!(!sale.lines[0].codes[0].revealed);
    assert_eq!(codes::reveal(&shop.book, on("2026-02-02"), id).unwrap().content, "SECRET-CODE-0001");
    let message = messages::of_access(&shop.book, on("2026-02-03"), sale.row.id).unwrap().remove(0);
    assert!(message.text.contains("SECRET-CODE-0001"), "{}", message.text);
    let history = shop.book.read(|c| codes::history(c, id)).unwrap();
    let kinds: Vec<_> = history.iter().map(|event| event.kind).collect();
    assert_eq!(kinds, [CodeEventKind::Import, CodeEventKind::Sell, CodeEventKind::Reveal, CodeEventKind::Reveal]);
    assert_eq!(history[1].sale, sale.row.number);
    assert!(shop.sale(sale.row.id).lines[0].codes[0].revealed);
    shop.expect_sound();
}

#[test]
fn a_cancellation_frees_what_nobody_has_seen() {
    let (shop, product) = with_product();
    import(&shop, &product, "AAAA-0001\nAAAA-0002").unwrap();
    let sale = sell(&shop, &product, "2").unwrap();
    codes::reveal(&shop.book, on("2026-02-02"), sale.lines[0].codes[0].id).unwrap();
    let input = CancelInput { reason: "erreur".into(), ..CancelInput::default() };
    sales::cancel_as(&shop.book, on("2026-02-02"), None, sale.row.id, input).unwrap();
    let states: Vec<_> = rows(&shop, &product).iter().map(|row| (row.masked.clone(), row.state)).collect();
    assert_eq!(states, [("••••0001".into(), CodeState::Sold), ("••••0002".into(), CodeState::Free)]);
    // Sold again, unseen again: what was seen of an earlier sale does not count for this one.
    let again = sell(&shop, &product, "1").unwrap();
    assert_eq!(again.lines[0].codes[0].masked, "••••0002");
    assert!(!again.lines[0].codes[0].revealed);
    shop.expect_sound();
}

#[test]
fn a_withdrawn_code_is_never_sold_and_a_sold_one_never_withdrawn() {
    let (shop, product) = with_product();
    import(&shop, &product, "AAAA-0001\nAAAA-0002").unwrap();
    let [first, second] = rows(&shop, &product).try_into().unwrap();
    let withdraw = |id, reason: &str| codes::withdraw(&shop.book, on("2026-02-02"), id, reason.into());
    assert_eq!(withdraw(first.id, " ").unwrap_err().code, ErrorCode::MissingRequired);
    assert_eq!(withdraw(first.id, "déjà utilisé").unwrap().state, CodeState::Withdrawn);
    let sale = sell(&shop, &product, "1").unwrap();
    assert_eq!(sale.lines[0].codes[0].id, second.id);
    assert_eq!(withdraw(second.id, "x").unwrap_err().code, ErrorCode::CodeNotFree);
    assert_eq!(sell(&shop, &product, "1").unwrap_err().code, ErrorCode::CodesShort);
    shop.expect_sound();
}

#[test]
fn a_product_that_never_had_codes_sells_without() {
    let (shop, product) = with_product();
    let sale = sell(&shop, &product, "3").unwrap();
    assert!(sale.lines[0].codes.is_empty());
    let quote = sales::quote(&shop.book, on("2026-02-02"), &sale_of(&product, "1", None, &[(CASH, "")])).unwrap();
    assert_eq!(quote.lines[0].codes, None);
}

#[test]
fn two_sales_at_once_never_get_the_same_code() {
    let (shop, product) = with_product();
    let list: Vec<String> = (0..10).map(|n| format!("CODE-{n:04}")).collect();
    import(&shop, &product, &list.join("\n")).unwrap();
    let shop = Arc::new(shop);
    let input: SaleInput = sale_of(&product, "1", None, &[(CASH, "")]);
    let sold: Vec<_> = (0..20)
        .map(|_| {
            let (shop, input) = (Arc::clone(&shop), input.clone());
            std::thread::spawn(move || shop.sell(input, "2026-02-02"))
        })
        .collect::<Vec<_>>()
        .into_iter()
        .map(|sale| sale.join().unwrap())
        .collect();
    let mut got: Vec<_> = sold.iter().flatten().map(|sale| sale.lines[0].codes[0].id).collect();
    got.sort();
    got.dedup();
    assert_eq!(got.len(), 10, "ten sales, ten codes");
    assert!(sold.iter().filter_map(|sale| sale.as_ref().err()).all(|error| error.code == ErrorCode::CodesShort));
    shop.expect_sound();
}

#[test]
fn the_database_itself_keeps_a_code_with_its_line() {
    let (shop, product) = with_product();
    import(&shop, &product, "AAAA-0001").unwrap();
    let first = sell(&shop, &product, "1").unwrap();
    let mut other = sale_of(&product, "1", None, &[(CASH, "")]);
    other.lines[0].without_codes = true;
    let second = shop.sell(other, "2026-02-02").unwrap();
    let (code, line) = (first.lines[0].codes[0].id, second.lines[0].id);
    let moved = shop.book.write(move |tx| {
        tx.execute("UPDATE codes SET sale_line_id = ?2 WHERE id = ?1", [code.0, line.0])?;
        Ok(())
    });
    assert!(moved.unwrap_err().message.contains("sold once"));
}

#[test]
fn a_corrected_sale_keeps_the_codes_that_were_seen() {
    let (shop, product) = with_product();
    import(&shop, &product, "AAAA-0001\nAAAA-0002\nAAAA-0003").unwrap();
    let sale = sell(&shop, &product, "2").unwrap();
    for code in &sale.lines[0].codes {
        codes::reveal(&shop.book, on("2026-02-02"), code.id).unwrap();
    }
    let correct = |id, quantity: &str| {
        let mut input = shop.book.read(|c| sales::correction(c, &on("2026-02-03"), id)).unwrap().input;
        input.lines[0].unit_price = Some("2900".into());
        input.lines[0].quantity = quantity.into();
        sales::correct(&shop.book, on("2026-02-03"), None, id, "prix".into(), input).unwrap()
    };
    let same = correct(sale.row.id, "2");
    let shown =
        |sale: &sales::Sale| sale.lines[0].codes.iter().map(|c| (c.masked.clone(), c.revealed)).collect::<Vec<_>>();
    assert_eq!(shown(&same), [("••••0001".into(), true), ("••••0002".into(), true)]);
    // One piece less: its code is gone, for the customer has seen it.
    let fewer = correct(same.row.id, "1");
    assert_eq!(shown(&fewer), [("••••0001".into(), true)]);
    let states: Vec<_> = rows(&shop, &product).iter().map(|row| row.state).collect();
    assert_eq!(states, [CodeState::Sold, CodeState::Withdrawn, CodeState::Free]);
    shop.expect_sound();
}

#[test]
fn a_code_that_came_back_elsewhere_does_not_take_the_place_of_the_customers_own() {
    let (shop, product) = with_product();
    import(&shop, &product, "AAAA-0001\nAAAA-0002").unwrap();
    let first = sell(&shop, &product, "1").unwrap();
    let second = sell(&shop, &product, "1").unwrap();
    codes::reveal(&shop.book, on("2026-02-02"), second.lines[0].codes[0].id).unwrap();
    sales::cancel(&shop.book, on("2026-02-02"), None, first.row.id, "x".into()).unwrap();
    let mut input = shop.book.read(|c| sales::correction(c, &on("2026-02-03"), second.row.id)).unwrap().input;
    input.lines[0].unit_price = Some("2900".into());
    let after = sales::correct(&shop.book, on("2026-02-03"), None, second.row.id, "prix".into(), input).unwrap();
    assert_eq!(after.lines[0].codes[0].masked, "••••0002");
    let states: Vec<_> = rows(&shop, &product).iter().map(|row| row.state).collect();
    assert_eq!(states, [CodeState::Free, CodeState::Sold]);
    shop.expect_sound();
}

#[test]
fn of_two_codes_the_one_that_was_seen_stays() {
    let (shop, product) = with_product();
    import(&shop, &product, "AAAA-0001\nAAAA-0002").unwrap();
    let sale = sell(&shop, &product, "2").unwrap();
    codes::reveal(&shop.book, on("2026-02-02"), sale.lines[0].codes[1].id).unwrap();
    let mut input = shop.book.read(|c| sales::correction(c, &on("2026-02-03"), sale.row.id)).unwrap().input;
    input.lines[0].quantity = "1".into();
    let after = sales::correct(&shop.book, on("2026-02-03"), None, sale.row.id, "un seul".into(), input).unwrap();
    assert_eq!(after.lines[0].codes[0].masked, "••••0002");
    let states: Vec<_> = rows(&shop, &product).iter().map(|row| row.state).collect();
    assert_eq!(states, [CodeState::Free, CodeState::Sold]);
    shop.expect_sound();
}
