//! Random days in the shop against a naive model: deposits, sales, sales beyond the balance, payments, cancellations
//! and corrections, in any order. The model knows one platform's pool and nothing of chains, lines or SQL.

use proptest::prelude::*;
use rasid_core::ids::SaleId;
use rasid_core::sales::{self, PaymentInput};

use crate::shop::{BARIDIMOB, CASH, Shop, on, sale_of};

#[derive(Debug, Clone)]
enum Step {
    Deposit { credit: i64, cost: i64 },
    Sell { quantity: i64, beyond: bool, paid: i64 },
    Pay { which: usize, percent: i64 },
    Cancel { which: usize },
    Adjust { balance: i64 },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (1_i64..40_000, 0_i64..9_000_000).prop_map(|(credit, cost)| Step::Deposit { credit, cost }),
        6 => (1_i64..9, any::<bool>(), 0_i64..=100).prop_map(|(quantity, beyond, paid)| Step::Sell { quantity, beyond, paid }),
        2 => (0_usize..40, 1_i64..=100).prop_map(|(which, percent)| Step::Pay { which, percent }),
        2 => (0_usize..40).prop_map(|which| Step::Cancel { which }),
        1 => (0_i64..30_000).prop_map(|balance| Step::Adjust { balance }),
    ]
}

/// Hundredths on both sides. A sale's cost is what it took; what it took beyond the balance is owed by it.
#[derive(Debug, Default)]
struct Model {
    credit: i128,
    value: i128,
    unit: (i128, i128),
    sales: Vec<Sold>,
    deposited: i128,
    written_off: i128,
}

#[derive(Debug)]
struct Sold {
    id: SaleId,
    credit: i128,
    cost: i128,
    owed_credit: i128,
    owed_cost: i128,
    total: i128,
    paid: i128,
    cancelled: bool,
}

/// n/d rounded half to even, written out the slow way.
fn rounded(n: i128, d: i128) -> i128 {
    let (n, d) = if d < 0 { (-n, -d) } else { (n, d) };
    let floor = n.div_euclid(d);
    let rest = n.rem_euclid(d);
    if rest * 2 > d || (rest * 2 == d && floor % 2 != 0) { floor + 1 } else { floor }
}

impl Model {
    fn unit_cost(&self) -> (i128, i128) {
        if self.credit != 0 { (self.value, self.credit) } else { self.unit }
    }

    fn share(value: i128, part: i128, whole: i128) -> i128 {
        if part == whole { value } else { rounded(value * part, whole) }
    }

    /// Credit comes in and pays first what sales owe, the oldest first, at the price it came for.
    fn arrive(&mut self, credit: i128, value: i128, but: Option<SaleId>) {
        let (mut used, mut used_value) = (0, 0);
        for sold in self.sales.iter_mut().filter(|s| s.owed_credit > 0 && Some(s.id) != but) {
            let part = sold.owed_credit.min(credit - used);
            if part <= 0 {
                break;
            }
            used += part;
            let up_to = Self::share(value, used, credit);
            let provisional = Self::share(sold.owed_cost, part, sold.owed_credit);
            let difference = up_to - used_value - provisional;
            used_value = up_to;
            sold.owed_credit -= part;
            sold.owed_cost -= provisional;
            sold.cost += difference;
            self.value -= difference;
        }
    }

    fn move_by(&mut self, credit: i128, value: i128) {
        self.credit += credit;
        self.value += value;
        if credit != 0 {
            self.unit = (value, credit);
        }
    }

    /// What a sale of `credit` costs, and how much of it lies beyond the balance.
    fn take(&self, credit: i128) -> (i128, i128, i128) {
        let there = self.credit.max(0);
        if credit <= there {
            return (Self::share(self.value, credit, self.credit), 0, 0);
        }
        let unit = self.unit_cost();
        let beyond = credit - there;
        let beyond_cost = Self::share(unit.0, beyond, unit.1);
        (if there > 0 { self.value } else { 0 } + beyond_cost, beyond, beyond_cost)
    }
}

fn text(hundredths: i128) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
}

/// 7.35 of credit a piece, sold at 1 234.50.
const PIECE: i128 = 735;
const PRICE: i128 = 123_450;

fn run(steps: &[Step]) {
    let shop = Shop::new();
    let platform = shop.platform("Panel", "USD", 2);
    let product = shop.product("Produit", platform.id, "7.35", "1234.50", Some(1));
    let customer = shop.customer("Client", "");
    let mut model = Model { unit: (0, 1), ..Model::default() };
    for (index, step) in steps.iter().enumerate() {
        let date = format!("2026-{:02}-{:02}", 1 + index / 28, 1 + index % 28);
        match step {
            Step::Deposit { credit, cost } => {
                let (credit, cost) = (i128::from(*credit), i128::from(*cost));
                shop.deposit(platform.id, &text(credit), &text(cost), &date).unwrap();
                model.arrive(credit, cost, None);
                model.move_by(credit, cost);
                model.deposited += cost;
            }
            Step::Sell { quantity, beyond, paid } => {
                let quantity = i128::from(*quantity);
                let (cost, beyond_credit, beyond_cost) = model.take(quantity * PIECE);
                let total = quantity * PRICE;
                let paid = total * i128::from(*paid) / 100;
                let mut input = sale_of(&product, &quantity.to_string(), Some(customer), &[(BARIDIMOB, &text(paid))]);
                input.allow_below_cost = true;
                input.allow_overdraft = beyond.then(|| "plus tard".to_owned());
                let outcome = shop.sell(input, &date);
                if beyond_credit > 0 && !beyond {
                    assert!(outcome.is_err(), "sold beyond the balance unasked");
                    continue;
                }
                let sale = outcome.unwrap();
                assert_eq!(sale.row.cost.to_string(), text(cost), "step {index} {step:?}");
                model.move_by(-quantity * PIECE, -cost);
                model.sales.push(Sold {
                    id: sale.row.id,
                    credit: quantity * PIECE,
                    cost,
                    owed_credit: beyond_credit,
                    owed_cost: beyond_cost,
                    total,
                    paid,
                    cancelled: false,
                });
            }
            Step::Pay { which, percent } => {
                let count = model.sales.len().max(1);
                let Some(sold) = model.sales.get_mut(which % count) else { continue };
                let amount = (sold.total - sold.paid) * i128::from(*percent) / 100;
                let input = PaymentInput { method_id: CASH, amount: text(amount) };
                let outcome = sales::pay(&shop.book, on(&date), None, sold.id, input);
                assert_eq!(outcome.is_ok(), !sold.cancelled && amount > 0, "step {index} {step:?}");
                if outcome.is_ok() {
                    sold.paid += amount;
                }
            }
            Step::Cancel { which } => {
                let count = model.sales.len().max(1);
                let Some(sold) = model.sales.get_mut(which % count) else { continue };
                let outcome = sales::cancel(&shop.book, on(&date), None, sold.id, "erreur".into());
                assert_eq!(outcome.is_ok(), !sold.cancelled, "step {index} {step:?}");
                if sold.cancelled {
                    continue;
                }
                let (id, credit, cost) = (sold.id, sold.credit, sold.cost);
                let (own_credit, own_cost) = (sold.owed_credit, sold.owed_cost);
                (sold.owed_credit, sold.owed_cost) = (0, 0);
                (sold.cancelled, sold.total, sold.paid, sold.cost) = (true, 0, 0, 0);
                model.arrive(credit - own_credit, cost - own_cost, Some(id));
                model.move_by(credit, cost);
            }
            Step::Adjust { balance } => {
                let target = i128::from(*balance);
                let credit = target - model.credit;
                let outcome = shop.adjust(platform.id, &text(target), &date);
                assert_eq!(outcome.is_ok(), credit != 0, "step {index} {step:?}");
                if credit == 0 {
                    continue;
                }
                let unit = model.unit_cost();
                let value = if credit == -model.credit { -model.value } else { Model::share(unit.0, credit, unit.1) };
                model.arrive(credit, value, None);
                model.move_by(credit, value);
                model.written_off -= value;
            }
        }
        assert_eq!(shop.pool(platform.id), (text(model.credit), text(model.value)), "step {index} {step:?}");
    }
    let cost: i128 = model.sales.iter().map(|s| s.cost).sum();
    assert_eq!(model.deposited, cost + model.value + model.written_off, "the model itself loses nothing");
    for sold in &model.sales {
        let sale = shop.sale(sold.id);
        assert_eq!(sale.row.cost.to_string(), text(sold.cost));
        assert_eq!(sale.row.debt.to_string(), text(sold.total - sold.paid));
    }
    shop.expect_sound();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_operations_agrees_with_the_naive_model(steps in proptest::collection::vec(step(), 1..40)) {
        run(&steps);
    }
}
