//! Closing the till: every payment is covered once, and a gap says why.

use proptest::prelude::*;
use rasid_core::catalog::Product;
use rasid_core::ids::{MethodId, SaleId};
use rasid_core::sales::{self, PaymentInput, SaleInput};
use rasid_core::till::{self, Closing, ClosingInput, CountInput, Till, TillLine};
use rasid_core::{Actor, Caller, ErrorCode, Result};

use crate::shop::{BARIDIMOB, CASH, Shop, day, on, sale_of};

fn with_product() -> (Shop, Product) {
    let shop = Shop::new();
    let platform = shop.platform("NetPanel", "USD", 2).id;
    shop.deposit(platform, "1000", "1000", "2026-01-01").unwrap();
    let product = shop.product("IPTV 1 mois", platform, "1", "1000", None);
    (shop, product)
}

fn sell(shop: &Shop, product: &Product, method: MethodId, date: &str, recorded: &str) -> SaleId {
    let mut input = sale_of(product, "1", None, &[(method, "")]);
    input.date = Some(day(date));
    shop.sell(input, recorded).unwrap().row.id
}

fn state(shop: &Shop, date: &str) -> Till {
    shop.book.read(|c| till::till(c, &on(date), None)).unwrap()
}

fn of(till: &Till, method: MethodId) -> TillLine {
    till.lines.iter().find(|line| line.method_id == method).unwrap().clone()
}

fn figures(line: &TillLine) -> [String; 5] {
    [line.opening, line.received, line.paid_out, line.fees, line.expected].map(|amount| amount.to_string())
}

fn counts(till: &Till, counted: &[(MethodId, &str)]) -> Vec<CountInput> {
    let typed = |line: &TillLine| CountInput {
        method_id: line.method_id,
        opening: None,
        seen: line.expected.to_string(),
        counted: counted.iter().find(|(id, _)| *id == line.method_id).map_or("", |(_, text)| text).into(),
        kept: None,
        comment: String::new(),
    };
    till.lines.iter().map(typed).collect()
}

fn close(shop: &Shop, date: &str, counts: Vec<CountInput>) -> Result<Closing> {
    till::close(&shop.book, on(date), None, ClosingInput { counts, ..ClosingInput::default() })
}

#[test]
fn a_day_is_opened_by_what_the_day_before_left() {
    let (shop, product) = with_product();
    // Before the first closing nothing was ever in this till: its own day counts alone.
    sell(&shop, &product, CASH, "2026-02-01", "2026-02-01");
    sell(&shop, &product, CASH, "2026-02-02", "2026-02-02");
    sell(&shop, &product, BARIDIMOB, "2026-02-02", "2026-02-02");
    let before = state(&shop, "2026-02-02");
    assert_eq!(figures(&of(&before, CASH)), ["0.00", "1000.00", "0.00", "0.00", "1000.00"]);
    assert_eq!(figures(&of(&before, BARIDIMOB)), ["0.00", "1000.00", "0.00", "15.00", "985.00"]);
    let mut typed = counts(&before, &[(CASH, "5950")]);
    let cash = typed.iter_mut().find(|count| count.method_id == CASH).unwrap();
    (cash.opening, cash.kept) = (Some("5000".into()), Some("2000".into()));
    let refused = close(&shop, "2026-02-02", typed.clone()).unwrap_err();
    assert_eq!((refused.code, refused.details["gap"].as_str()), (ErrorCode::GapUnexplained, "-50.00"));
    typed.iter_mut().find(|count| count.method_id == CASH).unwrap().comment = "pièce perdue".into();
    let closed = close(&shop, "2026-02-02", typed).unwrap();
    assert_eq!((closed.gap.to_string(), closed.lines[0].kept.to_string()), ("-50.00".into(), "2000.00".into()));
    let id = sell(&shop, &product, CASH, "2026-02-03", "2026-02-03");
    sales::cancel(&shop.book, on("2026-02-03"), None, id, "x".into()).unwrap();
    let next = state(&shop, "2026-02-03");
    assert_eq!(figures(&of(&next, CASH)), ["2000.00", "1000.00", "1000.00", "0.00", "2000.00"]);
    // What was not counted goes on with the book's figure.
    assert_eq!(of(&next, BARIDIMOB).opening.to_string(), "985.00");
    shop.expect_sound();
}

#[test]
fn what_comes_late_belongs_to_the_next_closing_and_nothing_is_counted_twice() {
    let (shop, product) = with_product();
    sell(&shop, &product, CASH, "2026-02-02", "2026-02-02");
    // Closed the morning after, when the next day has begun already.
    sell(&shop, &product, CASH, "2026-02-03", "2026-02-03");
    let yesterday = shop.book.read(|c| till::till(c, &on("2026-02-03"), Some(day("2026-02-02")))).unwrap();
    assert_eq!(of(&yesterday, CASH).received.to_string(), "1000.00");
    let input = ClosingInput { date: Some(day("2026-02-02")), counts: counts(&yesterday, &[]), note: String::new() };
    till::close(&shop.book, on("2026-02-03"), None, input).unwrap();
    // Dated on the closed day, recorded behind it.
    sell(&shop, &product, CASH, "2026-02-02", "2026-02-03");
    let today = state(&shop, "2026-02-03");
    assert_eq!((of(&today, CASH).received.to_string(), today.late), ("2000.00".into(), 1));
    close(&shop, "2026-02-03", counts(&today, &[(CASH, "3000")])).unwrap();
    let again = state(&shop, "2026-02-03");
    assert_eq!(figures(&of(&again, CASH)), ["3000.00", "0.00", "0.00", "0.00", "3000.00"]);
    let back = shop.book.read(|c| till::till(c, &on("2026-02-03"), Some(day("2026-02-01")))).unwrap_err();
    assert_eq!((back.code, back.details["closed"].as_str()), (ErrorCode::DayClosed, "2026-02-03"));
}

#[test]
fn a_day_that_is_closed_says_so_and_which_comes_next() {
    let (shop, product) = with_product();
    let asked = |today: &str, date: &str| shop.book.read(|c| till::till(c, &on(today), Some(day(date)))).unwrap();
    let open = asked("2026-02-02", "2026-02-02");
    assert_eq!((open.closed, open.next), (None, None));
    sell(&shop, &product, CASH, "2026-02-02", "2026-02-02");
    let made = close(&shop, "2026-02-02", counts(&state(&shop, "2026-02-02"), &[(CASH, "1000")])).unwrap();
    let closed = asked("2026-02-02", "2026-02-02");
    // Tomorrow is to come yet.
    assert_eq!((closed.closed.as_ref(), closed.next, closed.late), (Some(&made), None, 0));
    sell(&shop, &product, CASH, "2026-02-02", "2026-02-04");
    let later = asked("2026-02-04", "2026-02-02");
    assert_eq!((later.closed.as_ref(), later.next, later.late), (Some(&made), Some(day("2026-02-03")), 1));
    assert_eq!(of(&later, CASH).received.to_string(), "1000.00");
    assert_eq!(asked("2026-02-04", "2026-02-04").closed, None);
}

#[test]
fn a_till_that_moved_while_it_was_counted_is_not_closed() {
    let (shop, product) = with_product();
    let seen = counts(&state(&shop, "2026-02-02"), &[(CASH, "0")]);
    let id = sell(&shop, &product, CASH, "2026-02-02", "2026-02-02");
    let refused = close(&shop, "2026-02-02", seen).unwrap_err();
    assert_eq!((refused.code, refused.details["expected"].as_str()), (ErrorCode::TillMoved, "1000.00"));
    assert!(shop.book.read(|c| till::closings(c, None, None)).unwrap().is_empty(), "nothing half done");
    let now = state(&shop, "2026-02-02");
    let mut wrong = counts(&now, &[(CASH, "-1")]);
    let below = close(&shop, "2026-02-02", wrong.clone()).unwrap_err();
    assert_eq!((below.code, below.details["field"].as_str()), (ErrorCode::OutOfRange, "counts.0.counted"));
    let mut twice = counts(&now, &[]);
    twice.push(twice[0].clone());
    assert_eq!(close(&shop, "2026-02-02", twice).unwrap_err().code, ErrorCode::UnknownMethod);
    wrong[0].counted = "abc".into();
    let bad = close(&shop, "2026-02-02", wrong.clone()).unwrap_err();
    assert_eq!((bad.code, bad.details["field"].as_str()), (ErrorCode::BadNumber, "counts.0.counted"));
    wrong[0].counted = "1000".into();
    wrong[0].kept = Some("1000.01".into());
    assert_eq!(close(&shop, "2026-02-02", wrong).unwrap_err().details["field"], "counts.0.kept");
    let key = |key| {
        let counts = counts(&now, &[(CASH, "1000")]);
        till::close(&shop.book, on("2026-02-02"), Some(key), ClosingInput { counts, ..ClosingInput::default() })
    };
    let closed = key("k").unwrap();
    assert_eq!(key("k").unwrap().id, closed.id, "pressed twice, closed once");
    // A later payment of the same sale's other method does not touch what was closed.
    let paid = sales::pay(&shop.book, on("2026-02-03"), None, id, PaymentInput { method_id: CASH, amount: "1".into() });
    assert_eq!(paid.unwrap_err().code, ErrorCode::Overpaid);
    let mut second = counts(&state(&shop, "2026-02-03"), &[]);
    second[0].opening = Some("5".into());
    assert_eq!(close(&shop, "2026-02-03", second).unwrap_err().details["field"], "counts.0.opening");
}

#[test]
fn what_was_imported_never_lay_in_this_till() {
    let (shop, product) = with_product();
    close(&shop, "2026-02-01", counts(&state(&shop, "2026-02-01"), &[])).unwrap();
    let imported = Caller { actor: Actor::Import, ..on("2026-02-02") };
    let old = SaleInput { date: Some(day("2025-06-01")), ..sale_of(&product, "1", None, &[(CASH, "")]) };
    sales::record(&shop.book, imported, None, old).unwrap();
    let till = state(&shop, "2026-02-02");
    assert_eq!((of(&till, CASH).received.to_string(), till.late), ("0.00".into(), 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is recorded when and dated when: the closings together cover each payment exactly once.
    #[test]
    fn every_payment_is_covered_once(
        steps in prop::collection::vec((0_u32..3, 0_u32..3, any::<bool>()), 1..12)
    ) {
        let (shop, product) = with_product();
        let mut today = 10;
        close(&shop, "2026-02-01", counts(&state(&shop, "2026-02-01"), &[])).unwrap();
        let mut sold = 0_u32;
        for (forward, back, closes) in steps {
            today += forward;
            let now = format!("2026-02-{today:02}");
            sell(&shop, &product, CASH, &format!("2026-02-{:02}", today - back), &now);
            sold += 1;
            if closes {
                let asked = Some(day(&format!("2026-02-{:02}", today - back.min(1))));
                // An earlier day than the newest closing's is refused, which changes nothing.
                if let Ok(till) = shop.book.read(|c| till::till(c, &on(&now), asked)) {
                    let counts = counts(&till, &[]);
                    till::close(&shop.book, on(&now), None, ClosingInput { date: asked, counts, note: String::new() })
                        .unwrap();
                }
            }
        }
        let last = state(&shop, "2026-02-28");
        prop_assert_eq!(of(&last, CASH).expected.to_string(), format!("{}.00", sold * 1000));
        close(&shop, "2026-02-28", counts(&last, &[])).unwrap();
        let received: i64 = shop.book.read(|c| {
            let sql = "SELECT sum(received) FROM closing_lines WHERE method_id = 1";
            Ok(c.query_row(sql, [], |r| r.get(0))?)
        }).unwrap();
        prop_assert_eq!(received, i64::from(sold) * 1000 * 10_000);
        shop.expect_sound();
    }
}
