//! A realistic shop, the same for the same seed and day: to try the program on, and to measure it with.
//!
//! Everything is posted by the code of the counter and of the import, in one transaction, so every rule of a book holds
//! in it. Nobody in it exists.

mod cast;
mod chance;

use chrono_tz::Tz;
use rusqlite::Transaction;
use serde::Serialize;

use crate::book::Book;
use crate::book::posting::Posting;
use crate::catalog;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{CustomerId, MethodId, SaleId};
use crate::money::{Credit, MAX_TYPED, Money, ONE};
use crate::platforms::{DepositEntry, post_deposit};
use crate::sales::pay::post_payment;
use crate::sales::posting::{NewLine, NewPayment, NewSale, Take, post_sale};
use crate::settings::{self, Language, Method};
use crate::time::{Caller, Day};

use cast::{Cast, DemoPlatform, DemoProduct};
use chance::Chance;

/// How large a demo book is to be.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Sales.
    pub sales: u32,
    /// The same seed makes the same book.
    pub seed: u64,
    /// Years up to the business day.
    pub years: u32,
}

/// What was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DemoReport {
    /// Sales.
    pub sales: u32,
    /// Entries of the platforms' ledgers.
    pub movements: u32,
}

/// The demo shop's name.
pub fn shop_name(language: Language) -> &'static str {
    match language {
        Language::Fr => "Boutique de démonstration",
        Language::Ar => "متجر تجريبي",
        Language::En => "Demonstration shop",
    }
}

/// Fills an empty book; one that holds anything is refused.
pub fn fill(book: &Book, caller: Caller, options: Options) -> Result<DemoReport> {
    let years = i64::from(options.years.clamp(1, 20));
    let zone = book.timezone();
    book.write_many(options.sales.into(), move |tx| {
        refuse_used(tx)?;
        let mut chance = Chance::new(options.seed);
        let start = caller.today.plus_days(-365 * years + 1)?;
        // What stands in the book follows from the seed and the day alone: it is recorded at each day's beginning.
        let opening = Caller { now: start.start_in(zone)?, ..caller };
        Posting::run(tx, opening, |posting| {
            let cast = Cast::make(posting, &mut chance, start)?;
            let methods = settings::methods(tx)?;
            Season { posting, cast, chance, methods, debts: Vec::new() }.run(options.sales, zone, caller.today)
        })?;
        let count = |table: &str| tx.query_row(&format!("SELECT count(*) FROM {table}"), [], |r| r.get(0));
        Ok(DemoReport { sales: count("sales")?, movements: count("movements")? })
    })
}

/// How much is sold on each day from `start` to `today`, as shares of their sum: trade grows to three times what it
/// was, rests on Fridays, and is livelier in summer and at the year's end.
fn shares(start: Day, today: Day) -> Result<Vec<(Day, u128)>> {
    const MONTHS: [u128; 12] = [10, 9, 11, 10, 9, 10, 12, 12, 10, 10, 11, 13];
    let friday = Day::from_ymd(2021, 1, 1).ok_or_else(Error::overflow)?;
    let days = today.days_since(start) + 1;
    (0..days)
        .map(|index| {
            let day = start.plus_days(index)?;
            let month = MONTHS[(day.to_int() / 100 % 100 - 1) as usize];
            let week = if day.days_since(friday).rem_euclid(7) == 0 { 6 } else { 10 };
            Ok((day, (days + 2 * index) as u128 * month * week))
        })
        .collect()
}

fn refuse_used(tx: &Transaction<'_>) -> Result<()> {
    let used: bool = tx.query_row(
        "SELECT EXISTS (SELECT 1 FROM platforms) OR EXISTS (SELECT 1 FROM products)
             OR EXISTS (SELECT 1 FROM customers) OR EXISTS (SELECT 1 FROM sales)",
        [],
        |r| r.get(0),
    )?;
    if used { Err(Error::new(ErrorCode::BookNotEmpty)) } else { Ok(()) }
}

/// A debt that will be paid on a later day.
struct Debt {
    due: Day,
    sale: SaleId,
    customer: Option<CustomerId>,
    method: MethodId,
    amount: Money,
}

/// The years being lived through.
struct Season<'p, 't> {
    posting: &'p mut Posting<'t>,
    cast: Cast,
    chance: Chance,
    methods: Vec<Method>,
    debts: Vec<Debt>,
}

impl Season<'_, '_> {
    fn run(mut self, sales: u32, zone: Tz, today: Day) -> Result<()> {
        let shares = shares(self.cast.start, today)?;
        let all: u128 = shares.iter().map(|(_, share)| share).sum();
        let (mut sold, mut reached) = (0_u128, 0_u128);
        for (day, share) in shares {
            self.posting.caller.now = day.start_in(zone)?;
            self.pay_debts(day)?;
            // Counted from the beginning, so that the whole comes out exact.
            reached += share;
            let until = u128::from(sales) * reached / all;
            while sold < until {
                self.sell(day)?;
                sold += 1;
            }
        }
        Ok(())
    }

    fn sell(&mut self, day: Day) -> Result<()> {
        let count = match self.chance.below(100) {
            0..92 => 1,
            92..98 => 2,
            _ => 3,
        };
        let mut lines = Vec::with_capacity(count);
        let mut total = Money::ZERO;
        for _ in 0..count {
            let line = self.line(day)?;
            total = total.plus(line.total()?)?;
            lines.push(line);
        }
        let customer = self.customer();
        let payments = self.payments(customer, total, day)?;
        let sale = NewSale {
            day,
            customer,
            note: String::new(),
            overdraft_reason: String::new(),
            below_cost: false,
            corrects: None,
            codes: Vec::new(),
            legacy_number: None,
        };
        let id = post_sale(self.posting, &sale, &lines, &payments)?;
        let paid = Money::sum(payments.iter().map(|p| p.amount))?;
        let owed = total.minus(paid)?;
        // Nine debts in ten are paid within ten weeks; the others stay.
        if owed > Money::ZERO && self.chance.below(10) < 9 {
            let due = day.plus_days(3 + self.chance.below(70))?;
            let method = self.method();
            self.debts.push(Debt { due, sale: id, customer, method, amount: owed });
        }
        Ok(())
    }

    fn line(&mut self, day: Day) -> Result<NewLine> {
        // Some products sell far better than others: the smaller of two draws.
        let product = self.chance.index(self.cast.products.len()).min(self.chance.index(self.cast.products.len()));
        let DemoProduct { id, platform, credit, price, term } = self.cast.products[product];
        let quantity = if self.chance.below(20) == 0 { 2 + self.chance.below(2) } else { 1 };
        let credit = credit.times(quantity)?;
        self.top_up(platform, credit, day)?;
        let discount = if self.chance.below(25) == 0 { Money::from_raw(50 * ONE) } else { Money::ZERO };
        let term = term.map(|term| day.plus_term(term)).transpose()?.map(|end| (day, end));
        Ok(NewLine {
            product: id,
            platform: Some(self.cast.platforms[platform].id),
            quantity,
            unit_price: price,
            discount,
            take: Take::Credit(credit),
            term,
            renews: None,
            codes: false,
        })
    }

    /// Deposits where the credit no longer suffices, at the day's drifting rate, sometimes with a bonus or on account.
    fn top_up(&mut self, platform: usize, needed: Credit, day: Day) -> Result<()> {
        let DemoPlatform { id, rate, deposit, drift } = self.cast.platforms[platform];
        let kept = self.cast.spent.entry(platform).or_insert(Credit::ZERO);
        *kept = kept.minus(needed)?;
        if *kept >= Credit::ZERO {
            return Ok(());
        }
        let size = deposit.times(1 + self.chance.below(4))?.max(needed.times(2)?).min(Credit::from_raw(MAX_TYPED));
        let bonus =
            if self.chance.below(8) == 0 { Credit::from_raw(size.raw() / 20 / ONE * ONE) } else { Credit::ZERO };
        *kept = kept.plus(size)?.plus(bonus)?;
        let elapsed = day.days_since(self.cast.start);
        let rate = Money::from_raw((rate.raw() + drift * elapsed + self.chance.below(rate.raw() / 50 + 1)) / 100 * 100);
        let due = Money::from_raw(whole(i128::from(rate.raw()) * i128::from(size.raw()) / i128::from(ONE))?);
        let on_account = self.chance.below(12) == 0;
        let entry = DepositEntry {
            platform: id,
            day,
            credit: size,
            bonus,
            due,
            paid: if on_account { Money::from_raw(due.raw() / 2 / ONE * ONE) } else { due },
            method: settings::CASH,
            note: String::new(),
            legacy_number: None,
        };
        post_deposit(self.posting, &entry).map(drop)
    }

    fn customer(&mut self) -> Option<CustomerId> {
        if self.chance.below(100) < 20 {
            return None;
        }
        let many = self.cast.customers.len();
        let regular = self.chance.index(many).min(self.chance.index(many));
        self.cast.customers.get(regular).copied()
    }

    fn method(&mut self) -> MethodId {
        let index = match self.chance.below(100) {
            0..60 => 0,
            60..85 => 1,
            85..95 => 2,
            _ => 3,
        };
        self.methods[index % self.methods.len()].id
    }

    fn payments(&mut self, customer: Option<CustomerId>, total: Money, day: Day) -> Result<Vec<NewPayment>> {
        let draw = if customer.is_none() { 99 } else { self.chance.below(100) };
        let amount = match draw {
            0..6 => Money::ZERO,
            6..15 => Money::from_raw(total.raw() / 2 / (100 * ONE) * 100 * ONE),
            _ => total,
        };
        if amount.is_zero() {
            return Ok(Vec::new());
        }
        let id = self.method();
        let decimals = self.posting.decimals;
        let method = self.methods.iter().find(|m| m.id == id).ok_or_else(|| Error::bug("no method"))?;
        Ok(vec![NewPayment::with_fee_of(method, amount, day, decimals)?])
    }

    fn pay_debts(&mut self, day: Day) -> Result<()> {
        let (due, later) = std::mem::take(&mut self.debts).into_iter().partition(|debt: &Debt| debt.due <= day);
        self.debts = later;
        for debt in due {
            let method = self.methods.iter().find(|m| m.id == debt.method).ok_or_else(|| Error::bug("no method"))?;
            post_payment(self.posting, debt.sale, debt.customer, method, debt.amount, day)?;
        }
        Ok(())
    }
}

fn whole(raw: i128) -> Result<i64> {
    i64::try_from(raw / i128::from(ONE) * i128::from(ONE)).map_err(|_| Error::overflow())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::book::NewBook;
    use crate::time::{Actor, Instant};

    fn book(folder: &std::path::Path, name: &str) -> Book {
        let new = NewBook {
            name: "Essai".into(),
            currency: "DZD".into(),
            timezone: "Africa/Algiers".into(),
            language: Language::Fr,
            demo: true,
        };
        Book::create(&folder.join(name), &new, Duration::from_secs(5)).unwrap()
    }

    fn caller() -> Caller {
        let today = Day::parse_iso("2026-06-30").unwrap();
        Caller { actor: Actor::CommandLine, now: Instant::from_millis(1_782_806_400_000), today }
    }

    fn heads(book: &Book) -> Vec<(String, i64, [u8; 32])> {
        book.read(|c| {
            let mut statement = c.prepare("SELECT name, length, head FROM chains ORDER BY name")?;
            let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
        .unwrap()
    }

    #[test]
    fn what_was_sold_was_recorded_on_its_day_and_not_after_today() {
        let folder = tempfile::tempdir().unwrap();
        let one = book(folder.path(), "one");
        fill(&one, caller(), Options { sales: 400, seed: 3, years: 1 }).unwrap();
        let (first, last, disorder): (Day, Day, i64) = one
            .read(|c| {
                let sql = "SELECT min(day), max(day), (SELECT count(*) FROM sales a JOIN sales b ON b.id = a.id + 1
                           WHERE b.day < a.day OR b.recorded_at < a.recorded_at OR b.recorded_at > ?1) FROM sales";
                Ok(c.query_row(sql, [caller().now], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?)
            })
            .unwrap();
        assert!(first > caller().today.plus_days(-366).unwrap());
        assert_eq!((last, disorder), (caller().today, 0));
    }

    #[test]
    fn the_same_seed_makes_the_same_sound_book() {
        let folder = tempfile::tempdir().unwrap();
        let options = Options { sales: 600, seed: 7, years: 2 };
        let (one, two) = (book(folder.path(), "one"), book(folder.path(), "two"));
        let report = fill(&one, caller(), options).unwrap();
        assert_eq!(report.sales, 600);
        // Whenever that day it is made.
        let later = Instant::from_millis(caller().now.millis() + 3_600_000);
        fill(&two, Caller { now: later, ..caller() }, options).unwrap();
        assert_eq!(heads(&one), heads(&two));
        let other = book(folder.path(), "other");
        fill(&other, caller(), Options { seed: 8, ..options }).unwrap();
        assert_ne!(heads(&one), heads(&other));
        let verified = one.verify().unwrap();
        assert!(verified.ok, "{verified:?}");
        let wrong: i64 = one
            .read(|c| {
                let sums = "SELECT count(*) FROM platforms p WHERE EXISTS (
                        SELECT 1 FROM movements WHERE platform_id = p.id AND (balance_after < 0 OR value_after < 0))
                    OR (SELECT sum(credit) FROM movements WHERE platform_id = p.id) IS NOT
                       (SELECT balance_after FROM movements WHERE platform_id = p.id ORDER BY seq DESC LIMIT 1)";
                Ok(c.query_row(sums, [], |r| r.get(0))?)
            })
            .unwrap();
        assert_eq!(wrong, 0);
        assert_eq!(fill(&one, caller(), options).unwrap_err().code, ErrorCode::BookNotEmpty);
    }
}
