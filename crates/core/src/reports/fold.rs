//! Sums by group, with checked arithmetic and nothing allocated per line.

use std::collections::HashMap;

use crate::error::{Error, Result};

/// The group of what has none: row ids start at 1.
pub(super) const NONE: i64 = 0;

/// Keys below this find their group through a table, others through a map.
const DENSE: usize = 1 << 22;

/// What a line adds to its group; amounts in raw steps.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Figures {
    pub sale: i64,
    /// Above zero for a line sold, below for one that ends its sale, zero for what changes no count.
    pub counts: i64,
    /// The same for its group of the sale's lines.
    pub counts_here: i64,
    pub quantity: i64,
    pub total: i64,
    pub cost: i64,
    pub fees: i64,
}

/// Counts distinct sales without remembering them: the lines of one sale are posted together, and so are those of its
/// whole cancellation, so that in the order of posting or of sales they follow one another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Count {
    sold: i64,
    returned: i64,
    net: i64,
}

impl Default for Count {
    fn default() -> Self {
        Self { sold: i64::MIN, returned: i64::MIN, net: 0 }
    }
}

impl Count {
    /// Notes one line of a sale.
    pub fn see(&mut self, sale: i64, sold: i64) {
        if sold > 0 && self.sold != sale {
            self.sold = sale;
            self.net += 1;
        } else if sold < 0 && self.returned != sale {
            self.returned = sale;
            self.net -= 1;
        }
    }

    /// Sales sold less sales returned.
    pub fn net(&self) -> i64 {
        self.net
    }
}

/// Sums of one group; amounts in raw steps.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    pub sales: i64,
    pub quantity: i64,
    pub revenue: i64,
    pub cost: i64,
    pub fees: i64,
    count: Count,
}

impl Sums {
    /// Adds a line; a sum that no longer fits is an error.
    pub fn add(&mut self, line: &Figures) -> Result<()> {
        self.count.see(line.sale, line.counts_here);
        self.sales = self.count.net;
        self.try_add([line.quantity, line.total, line.cost, line.fees]).ok_or_else(Error::overflow)
    }

    /// Adds another group's amounts; its sales are left out, for they may be the same.
    pub fn join(&mut self, other: &Self) -> Result<()> {
        self.try_add([other.quantity, other.revenue, other.cost, other.fees]).ok_or_else(Error::overflow)
    }

    fn try_add(&mut self, [quantity, total, cost, fees]: [i64; 4]) -> Option<()> {
        self.quantity = self.quantity.checked_add(quantity)?;
        self.revenue = self.revenue.checked_add(total)?;
        self.cost = self.cost.checked_add(cost)?;
        self.fees = self.fees.checked_add(fees)?;
        Some(())
    }
}

/// Numbers keys in the order in which they are first seen, from 0.
#[derive(Debug, Default)]
pub(super) struct Slots {
    /// Slot + 1 by key; 0: not seen.
    dense: Vec<u32>,
    sparse: HashMap<i64, usize>,
    seen: usize,
}

impl Slots {
    /// The key's slot; one that was never seen gets the next.
    pub fn slot(&mut self, key: i64) -> usize {
        let near = usize::try_from(key).unwrap_or(usize::MAX);
        match self.dense.get(near) {
            Some(&slot) if slot > 0 => slot as usize - 1,
            _ => self.find_or_number(key, near),
        }
    }

    #[cold]
    fn find_or_number(&mut self, key: i64, near: usize) -> usize {
        if near >= DENSE {
            let next = self.seen;
            let slot = *self.sparse.entry(key).or_insert(next);
            self.seen += usize::from(slot == next);
            return slot;
        }
        if near >= self.dense.len() {
            self.dense.resize(near + 1, 0);
        }
        self.seen += 1;
        // Fewer keys than DENSE and those of the map: a u32 holds them as long as memory holds their sums.
        self.dense[near] = u32::try_from(self.seen).unwrap_or(u32::MAX);
        self.seen - 1
    }
}

/// Sums by key.
#[derive(Debug, Default)]
pub(super) struct Groups {
    slots: Slots,
    groups: Vec<(i64, Sums)>,
}

impl Groups {
    /// The key's sums, zeros at first.
    pub fn of(&mut self, key: i64) -> &mut Sums {
        let slot = self.slots.slot(key);
        if slot == self.groups.len() {
            self.groups.push((key, Sums::default()));
        }
        &mut self.groups[slot].1
    }

    /// All groups in the order of their keys.
    pub fn in_order(&self) -> Vec<(i64, &Sums)> {
        let mut groups: Vec<(i64, &Sums)> = self.groups.iter().map(|(key, sums)| (*key, sums)).collect();
        groups.sort_by_key(|(key, _)| *key);
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_and_far_keys_find_their_own_group() {
        let mut groups = Groups::default();
        for key in [3, i64::MAX, 0, 3, -7, i64::MAX, 5_000_000, 0] {
            groups.of(key).add(&Figures { total: 1, ..Figures::default() }).unwrap();
        }
        let counted: Vec<(i64, i64)> = groups.in_order().iter().map(|(key, sums)| (*key, sums.revenue)).collect();
        assert_eq!(counted, [(-7, 1), (0, 2), (3, 2), (5_000_000, 1), (i64::MAX, 2)]);
    }

    #[test]
    fn a_sum_that_does_not_fit_is_an_error() {
        let mut sums = Sums::default();
        let half = Figures { total: i64::MAX / 2 + 1, ..Figures::default() };
        sums.add(&half).unwrap();
        assert!(sums.add(&half).is_err());
    }
}
