//! Chance that repeats: every draw follows from the seed.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A source of draws.
#[derive(Debug)]
pub struct Chance(ChaCha8Rng);

impl Chance {
    /// Draws that follow from `seed`.
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A number from 0 to `limit` less one. The slight bias of the remainder does not matter for a demonstration.
    pub fn below(&mut self, limit: i64) -> i64 {
        let draw = i64::from(self.0.next_u32());
        draw % limit.max(1)
    }

    /// A place in a list of `length`.
    pub fn index(&mut self, length: usize) -> usize {
        self.0.next_u32() as usize % length.max(1)
    }
}
