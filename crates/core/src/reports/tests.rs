//! Reports against what one adds up by hand, and against a naive sum over the sales.

pub(crate) mod shop;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::scan::Source;
use super::*;
use crate::ids::{ProductId, SaleId};
use crate::sales::{self, LineKind, Sale};
use shop::{BARIDIMOB, CASH, Shop, day, line, on};

fn report(shop: &Shop, by: ProfitBy, from: Option<&str>, to: Option<&str>) -> ProfitReport {
    shop.book.read(|c| profit(c, by, from.map(day), to.map(day))).unwrap()
}

/// Key, sales, quantity, revenue, cost, fees, profit.
fn shown(rows: &[ProfitRow]) -> Vec<String> {
    let cells = |r: &ProfitRow| {
        let margin = r.margin.map_or("-".to_owned(), |m| m.to_string());
        format!(
            "{}|{}|{}|{}|{}|{}|{}|{}|{margin}",
            r.key, r.label, r.sales, r.quantity, r.revenue, r.cost, r.fees, r.profit
        )
    };
    rows.iter().map(cells).collect()
}

/// Two platforms, three products, sales on both sides of a month's end, one cancelled in the next month.
fn small_shop() -> Shop {
    let shop = Shop::new();
    let gold = shop.platform("IPTV Gold", "USD");
    let keys = shop.platform("Clés", "EUR");
    shop.deposit("2026-01-02", gold, "100", "24000");
    shop.deposit("2026-01-02", keys, "50", "14000");
    let iptv = shop.product("IPTV 1 mois", "IPTV", "4500", Some((gold, "10")));
    let office = shop.product("Office", "Logiciels", "5000", Some((keys, "5")));
    let setup = shop.product("Installation", "", "1000", None);
    let ali = shop.customer("Ali", "0550123456");
    shop.sell("2026-01-31", Some(ali), vec![line(iptv, 2, ""), line(setup, 1, "")], &[(BARIDIMOB, "10000")]).unwrap();
    let second = shop.sell("2026-01-31", Some(ali), vec![line(office, 1, "500")], &[(CASH, "1500")]).unwrap();
    let third = shop.sell("2026-02-01", None, vec![line(iptv, 1, "")], &[(CASH, "4500")]).unwrap();
    shop.pay("2026-02-28", second, BARIDIMOB, "2000").unwrap();
    shop.cancel("2026-03-01", third).unwrap();
    shop
}

#[test]
fn a_line_counts_on_its_own_day() {
    let shop = small_shop();
    let months = report(&shop, ProfitBy::Month, None, None);
    insta::assert_debug_snapshot!(shown(&months.rows), @r#"
    [
        "2026-01|2026-01|2|4|14500.00|6200.00|150.00|8150.00|56.21",
        "2026-02|2026-02|1|1|4500.00|2400.00|30.00|2070.00|46.00",
        "2026-03|2026-03|-1|-1|-4500.00|-2400.00|0.00|-2100.00|-",
    ]
    "#);
    insta::assert_debug_snapshot!(shown(&[months.total]), @r#"
    [
        "||2|4|14500.00|6200.00|180.00|8120.00|56.00",
    ]
    "#);
}

#[test]
fn every_cut_of_a_small_book() {
    let shop = small_shop();
    for by in [ProfitBy::Platform, ProfitBy::Product, ProfitBy::Category, ProfitBy::Customer, ProfitBy::Day] {
        insta::assert_debug_snapshot!(by.code(), shown(&report(&shop, by, None, None).rows));
    }
}

#[test]
fn a_line_is_split_over_the_methods_of_its_sale() {
    let shop = small_shop();
    insta::assert_debug_snapshot!(shown(&report(&shop, ProfitBy::Method, None, None).rows), @r#"
    [
        "baridimob|baridimob|2|4|12000.00|5422.22|180.00|6397.78|53.31",
        "cash|cash|1|0|1500.00|466.67|0.00|1033.33|68.89",
        "unpaid|unpaid|1|0|1000.00|311.11|0.00|688.89|68.89",
    ]
    "#);
    // The sale that was cancelled in March was paid in cash: it stands there in February, and against it in March.
    insta::assert_debug_snapshot!(shown(&report(&shop, ProfitBy::Method, Some("2026-03-01"), None).rows), @r#"
    [
        "cash|cash|-1|-1|-4500.00|-2400.00|0.00|-2100.00|-",
    ]
    "#);
}

#[test]
fn both_days_of_a_period_are_in_it() {
    let shop = small_shop();
    let revenue = |from, to| report(&shop, ProfitBy::Platform, from, to).total.revenue.to_string();
    assert_eq!(revenue(Some("2026-01-31"), Some("2026-01-31")), "14500.00");
    assert_eq!(revenue(Some("2026-01-31"), Some("2026-02-01")), "19000.00");
    assert_eq!(revenue(None, Some("2026-01-30")), "0.00");
    assert_eq!(revenue(None, Some("2026-01-31")), "14500.00");
    assert_eq!(revenue(Some("2026-02-01"), None), "0.00");
    assert_eq!(revenue(Some("2026-03-01"), Some("2026-03-31")), "-4500.00");
    let day = |text| Day::parse_iso(text);
    let reversed = shop.book.read(|c| profit(c, ProfitBy::Platform, day("2026-02-01"), day("2026-01-31")));
    assert_eq!(reversed.unwrap_err().code, crate::ErrorCode::OutOfRange);
    assert!(report(&shop, ProfitBy::Day, Some("2027-01-01"), None).rows.is_empty());
}

#[test]
fn an_empty_book_has_an_empty_report() {
    let shop = Shop::new();
    for by in ProfitBy::ALL {
        let report = report(&shop, by, None, Some("2026-01-31"));
        assert!(report.rows.is_empty() && report.total.sales == 0 && report.total.margin.is_none());
        assert_eq!(ProfitBy::from_code(by.code()), Some(by));
    }
}

#[test]
fn a_short_period_reads_the_index_and_a_long_one_the_table() {
    let shop = small_shop();
    let source = |from, to| shop.book.read(|c| Source::of(c, Some(day(from)), Some(day(to)))).unwrap();
    assert_eq!(source("2026-01-31", "2026-03-01"), Source::All);
    assert_eq!(source("2025-01-01", "2026-02-28"), Source::Scan(20_260_131, 20_260_228));
    assert_eq!(source("2026-02-28", "2026-03-01"), Source::Index(20_260_228, 20_260_301));
}

#[test]
fn platforms_by_month_sum_to_both() {
    let shop = small_shop();
    let cells = shop.book.read(|c| profit_by_platform_and_month(c, None, None)).unwrap();
    let months = report(&shop, ProfitBy::Month, None, None);
    for month in &months.rows {
        let of_month = cells.iter().filter(|cell| cell.month == month.key).map(|cell| cell.row.profit);
        assert_eq!(Money::sum(of_month).unwrap(), month.profit);
    }
    for platform in &report(&shop, ProfitBy::Platform, None, None).rows {
        let of_platform = cells.iter().filter(|cell| cell.row.key == platform.key).map(|cell| cell.row.profit);
        assert_eq!(Money::sum(of_platform).unwrap(), platform.profit);
    }
}

#[derive(Debug, Clone)]
enum Step {
    Sell { lines: Vec<(usize, u32)>, cash: u32, mobile: u32 },
    Cancel(usize),
    CancelLine(usize, usize),
    Pay { sale: usize, coins: u32, mobile: bool },
}

fn step() -> impl Strategy<Value = Step> {
    let sell = (proptest::collection::vec((0..3_usize, 1..4_u32), 1..4), 0..700_000_u32, 0..700_000_u32);
    prop_oneof![
        4 => sell.prop_map(|(lines, cash, mobile)| Step::Sell { lines, cash, mobile }),
        1 => (0..20_usize).prop_map(Step::Cancel),
        2 => (0..20_usize, 0..3_usize).prop_map(|(sale, line)| Step::CancelLine(sale, line)),
        2 => (0..20_usize, 1..500_000_u32, any::<bool>())
            .prop_map(|(sale, coins, mobile)| Step::Pay { sale, coins, mobile }),
    ]
}

/// Plays the steps, three a day, behind a sale of long before; what the rules refuse is passed by.
fn play(shop: &Shop, products: &[ProductId], steps: &[Step]) -> Vec<Sale> {
    let mut sales: Vec<SaleId> = Vec::new();
    let dinars = |coins: u32| format!("{}.{:02}", coins / 100, coins % 100);
    sales.extend(shop.sell("2025-02-01", None, vec![line(products[2], 1, "")], &[(CASH, "100")]));
    let first = day("2026-01-25");
    for (step, after) in steps.iter().zip(0..) {
        let today = first.plus_days(after / 3).unwrap().to_string();
        match step {
            Step::Sell { lines, cash, mobile } => {
                let lines = lines.iter().map(|(p, quantity)| line(products[*p], *quantity, "")).collect();
                let (cash, mobile) = (dinars(*cash), dinars(*mobile));
                let payments = [(CASH, cash.as_str()), (BARIDIMOB, mobile.as_str())];
                sales.extend(shop.sell(&today, None, lines, &payments));
            }
            Step::Cancel(sale) => drop(sales.get(*sale).map(|sale| shop.cancel(&today, *sale))),
            Step::CancelLine(sale, line) => drop(sales.get(*sale).map(|sale| shop.cancel_line(&today, *sale, *line))),
            Step::Pay { sale, coins, mobile } => {
                let method = if *mobile { BARIDIMOB } else { CASH };
                drop(sales.get(*sale).map(|sale| shop.pay(&today, *sale, method, &dinars(*coins))));
            }
        }
    }
    let get = |sale| shop.book.read(|c| sales::get(c, &on("2026-12-31"), sale)).unwrap();
    sales.into_iter().map(get).collect()
}

/// Sales, quantity, revenue, cost, fees of the lines of a period, by a key, summed one by one.
type Naive = BTreeMap<String, (i64, i64, i64, i64, i64)>;

/// A sale counts where it was sold, and against where the last of its lines of one `part` came back.
fn naive(
    sales: &[Sale],
    from: Day,
    to: Day,
    key: fn(&sales::SaleLine) -> String,
    part: fn(&sales::SaleLine) -> String,
) -> Naive {
    let mut sums = Naive::new();
    let mut sold = BTreeSet::new();
    let lines = sales.iter().flat_map(|sale| sale.lines.iter().map(move |line| (sale, line)));
    for (sale, line) in lines.filter(|(_, line)| line.date >= from && line.date <= to) {
        let of_part = |kind| sale.lines.iter().filter(move |l| l.kind == kind && part(l) == part(line));
        let all_back = of_part(LineKind::Sale).count() == of_part(LineKind::Return).count();
        let last = of_part(LineKind::Return).map(|l| l.id).max();
        let key = key(line);
        let counted = match line.kind {
            LineKind::Sale => i64::from(sold.insert((key.clone(), sale.row.id))),
            LineKind::Return => -i64::from(all_back && last == Some(line.id)),
            LineKind::Fee | LineKind::Cost => 0,
        };
        let sum = sums.entry(key).or_default();
        sum.0 += counted;
        sum.1 += line.quantity;
        sum.2 += line.total.raw();
        sum.3 += line.cost.raw();
        sum.4 += line.fees.raw();
    }
    sums
}

fn folded(rows: &[ProfitRow]) -> Naive {
    let figures = |r: &ProfitRow| (r.sales, r.quantity, r.revenue.raw(), r.cost.raw(), r.fees.raw());
    rows.iter().map(|r| (r.key.clone(), figures(r))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn reports_equal_the_naive_sums(steps in proptest::collection::vec(step(), 1..25), span in (0_i64..30, 0_i64..30)) {
        let shop = Shop::new();
        let gold = shop.platform("Gold", "USD");
        let keys = shop.platform("Keys", "EUR");
        shop.deposit("2026-01-02", gold, "333.33", "77777.77");
        shop.deposit("2026-01-02", keys, "100", "27123.45");
        let products = [
            shop.product("A", "x", "1999.99", Some((gold, "3.33"))),
            shop.product("B", "x", "1500", Some((keys, "7"))),
            shop.product("C", "y", "100", None),
        ];
        let sales = play(&shop, &products, &steps);
        let from = day("2026-01-25").plus_days(span.0).unwrap();
        let to = from.plus_days(span.1).unwrap();
        for (from, to) in [(None, None), (Some(from), Some(to)), (Some(from), None), (None, Some(from))] {
            let (first, last) = (from.unwrap_or(day("1900-01-01")), to.unwrap_or(day("9999-12-31")));
            let whole = naive(&sales, first, last, |_| String::new(), |_| String::new());
            for by in ProfitBy::ALL {
                let report = shop.book.read(|c| profit(c, by, from, to)).unwrap();
                let total = folded(std::slice::from_ref(&report.total));
                prop_assert_eq!(total.get("").copied(), Some(whole.get("").copied().unwrap_or_default()));
                let sum = |of: fn(&ProfitRow) -> Money| Money::sum(report.rows.iter().map(of)).unwrap();
                prop_assert_eq!(sum(|r| r.revenue), report.total.revenue);
                prop_assert_eq!(sum(|r| r.cost), report.total.cost);
                prop_assert_eq!(sum(|r| r.fees), report.total.fees);
                prop_assert_eq!(sum(|r| r.profit), report.total.profit);
                prop_assert_eq!(report.rows.iter().map(|r| r.quantity).sum::<i64>(), report.total.quantity);
                let key: fn(&sales::SaleLine) -> String = match by {
                    ProfitBy::Platform => |l| l.platform_id.map_or(String::new(), |p| p.to_string()),
                    ProfitBy::Product => |l| l.product_id.to_string(),
                    ProfitBy::Category => |l| if l.product == "C" { "y".into() } else { "x".into() },
                    ProfitBy::Customer => |_| String::new(),
                    ProfitBy::Day => |l| l.date.to_string(),
                    ProfitBy::Month => |l| l.date.month_key(),
                    ProfitBy::Method => continue,
                };
                let part = match by {
                    ProfitBy::Platform | ProfitBy::Product | ProfitBy::Category => key,
                    _ => |_: &sales::SaleLine| String::new(),
                };
                prop_assert_eq!(folded(&report.rows), naive(&sales, first, last, key, part));
            }
        }
    }
}
