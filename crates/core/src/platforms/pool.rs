//! What credit costs: the weighted average of the pool (CUMP).
//!
//! A pool is credit Q worth V dinars. Taking q costs V·q/Q, rounded half to even to the coin; taking all that is left
//! costs all of V, so that nothing is ever lost to rounding.

use crate::error::{Error, ErrorCode, Result};
use crate::money::{Credit, MAX_LINE, Money};

/// Credit and what it is worth. Both are below zero while more was sold than there was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pool {
    /// Q.
    pub credit: Credit,
    /// V.
    pub value: Money,
}

/// What taking credit cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// The whole cost.
    pub cost: Money,
    /// Of it, what was taken beyond the balance, at a provisional cost.
    pub beyond: Option<Beyond>,
}

/// Credit taken beyond the balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beyond {
    /// How much.
    pub credit: Credit,
    /// At what provisional cost.
    pub cost: Money,
}

/// A unit cost as an exact ratio: so many dinars for so much credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitCost {
    /// Dinars.
    pub value: Money,
    /// Credit, not zero.
    pub credit: Credit,
}

impl UnitCost {
    /// The cost of `credit`, rounded half to even to the coin; nothing where the ratio has no credit.
    pub fn of_round_half_even(self, credit: Credit, decimals: u8) -> Result<Money> {
        self.value.share_round_half_even(credit.raw(), self.credit.raw(), decimals)
    }
}

impl Pool {
    /// The pool's own unit cost, if it holds or owes anything.
    pub fn unit_cost(self) -> Option<UnitCost> {
        (!self.credit.is_zero()).then_some(UnitCost { value: self.value, credit: self.credit })
    }

    /// Whether it can give back so much at just this cost: then some of both is left, or nothing of either.
    pub fn gives(self, credit: Credit, cost: Money) -> bool {
        self.credit > credit && self.value >= cost || self.credit == credit && self.value == cost
    }

    /// What is missing to take `credit`.
    pub fn missing(self, credit: Credit) -> Result<Credit> {
        let left = self.credit.max(Credit::ZERO);
        Ok(credit.minus(left)?.max(Credit::ZERO))
    }

    /// What taking `credit` costs. Beyond the balance the missing part costs `last_known` per unit.
    pub fn take(self, credit: Credit, last_known: UnitCost, decimals: u8) -> Result<Taken> {
        if credit.is_negative() {
            return Err(Error::new(ErrorCode::OutOfRange).with("value", credit).with("min", 0));
        }
        let missing = self.missing(credit)?;
        if missing.is_zero() {
            let cost = self.value.share_round_half_even(credit.raw(), self.credit.raw(), decimals)?;
            return Ok(Taken { cost: recordable(cost, credit)?, beyond: None });
        }
        let own = if self.credit > Credit::ZERO { self.value } else { Money::ZERO };
        let beyond = Beyond { credit: missing, cost: last_known.of_round_half_even(missing, decimals)? };
        Ok(Taken { cost: recordable(own.plus(beyond.cost)?, credit)?, beyond: Some(beyond) })
    }

    /// What a correction by `credit` (up or down) moves of the value: in proportion; where the pool holds nothing to be
    /// in proportion to, at the last known unit cost.
    pub fn correction(self, credit: Credit, last_known: UnitCost, decimals: u8) -> Result<Money> {
        if credit.negated()? == self.credit {
            return self.value.negated();
        }
        if self.credit > Credit::ZERO {
            return self.value.share_round_half_even(credit.raw(), self.credit.raw(), decimals);
        }
        recordable(last_known.of_round_half_even(credit, decimals)?, credit)
    }

    /// The pool with so much more credit and value.
    pub fn with(self, credit: Credit, value: Money) -> Result<Self> {
        Ok(Self { credit: self.credit.plus(credit)?, value: self.value.plus(value)? })
    }
}

/// A cost beyond what one line of the book can hold is refused, naming the credit that would cost it.
fn recordable(cost: Money, credit: Credit) -> Result<Money> {
    if cost.raw().abs() <= MAX_LINE {
        return Ok(cost);
    }
    Err(Error::new(ErrorCode::OutOfRange).with("field", "credit").with("value", credit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::ONE;
    use proptest::prelude::*;

    fn credit(hundredths: i64) -> Credit {
        Credit::from_raw(hundredths * 100)
    }

    fn money(cents: i64) -> Money {
        Money::from_raw(cents * 100)
    }

    const NO_COST: UnitCost = UnitCost { value: Money::ZERO, credit: Credit::from_raw(ONE) };

    #[test]
    fn the_golden_example() {
        let pool = Pool::default().with(credit(10_000), money(2_400_000)).unwrap();
        let pool = pool.with(credit(20_000), money(5_000_000)).unwrap();
        let taken = pool.take(credit(1_250), NO_COST, 2).unwrap();
        assert_eq!(taken.cost.to_string(), "3083.33");
        let left = pool.with(credit(-1_250), taken.cost.negated().unwrap()).unwrap();
        assert_eq!((left.credit.to_string(), left.value.to_string()), ("287.50".into(), "70916.67".into()));
    }

    #[test]
    fn a_correction_moves_value_in_proportion() {
        let pool = Pool { credit: credit(9_000), value: money(1_800_000) };
        assert_eq!(pool.correction(credit(-250), NO_COST, 2).unwrap(), money(-50_000));
        assert_eq!(pool.correction(credit(-9_000), NO_COST, 2).unwrap(), money(-1_800_000));
    }

    #[test]
    fn beyond_the_balance_costs_the_last_known() {
        let pool = Pool { credit: credit(500), value: money(100_000) };
        let last = pool.unit_cost().unwrap();
        let taken = pool.take(credit(800), last, 2).unwrap();
        assert_eq!(taken.beyond, Some(Beyond { credit: credit(300), cost: money(60_000) }));
        assert_eq!(taken.cost, money(160_000));
    }

    #[test]
    fn a_cost_that_no_line_can_hold_is_refused() {
        let dear = UnitCost { value: Money::from_raw(MAX_LINE), credit: credit(100) };
        assert!(Pool::default().take(credit(100), dear, 2).is_ok());
        let refused = Pool::default().take(credit(101), dear, 2).unwrap_err();
        assert_eq!(refused.code, ErrorCode::OutOfRange);
        assert!(Pool::default().correction(credit(101), dear, 2).is_err());
    }

    proptest! {
        #[test]
        fn taking_everything_in_parts_costs_exactly_the_value(
            total in 1_i64..1_000_000, value in 0_i64..100_000_000,
            cuts in proptest::collection::vec(1_i64..100_000, 1..30),
        ) {
            let mut pool = Pool { credit: credit(total), value: money(value) };
            let mut spent = Money::ZERO;
            for cut in cuts {
                let take = credit(cut).min(pool.credit);
                let cost = pool.take(take, NO_COST, 2).unwrap().cost;
                prop_assert!(!cost.is_negative() && cost <= pool.value && cost.fits(2));
                spent = spent.plus(cost).unwrap();
                pool = pool.with(take.negated().unwrap(), cost.negated().unwrap()).unwrap();
            }
            spent = spent.plus(pool.take(pool.credit, NO_COST, 2).unwrap().cost).unwrap();
            prop_assert_eq!(spent, money(value));
        }
    }
}
