//! Suppliers as they were typed, and the platforms that they become: spellings of one key are one, and a person may
//! put a spelling elsewhere.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::values::plain;
use crate::error::{Error, ErrorCode, Result};
use crate::text;

/// The platform of sales whose supplier nobody knows.
pub const TO_SORT: &str = "À classer";

/// A spelling that belongs to a platform of another name.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Merge {
    /// As it stands in the files, but for white space: other spellings of the same key stay where they are.
    pub spelling: String,
    /// The platform's name.
    pub platform: String,
}

/// A platform to be, with the spellings that mean it.
#[derive(Debug)]
pub struct Group {
    /// By what it is known.
    pub key: String,
    /// The name that a merge gave it.
    named: Option<String>,
    /// Its spellings with how often each stands there.
    spellings: BTreeMap<String, (u32, usize)>,
}

/// All suppliers of a batch.
#[derive(Debug, Default)]
pub struct Suppliers {
    /// In the order in which they were met.
    pub groups: Vec<Group>,
    by_key: HashMap<String, usize>,
    by_spelling: HashMap<String, usize>,
    merges: Vec<(Merge, bool)>,
    met: usize,
}

impl Suppliers {
    /// Suppliers with what a person merged or split.
    pub fn new(merges: Vec<Merge>) -> Self {
        Self { merges: merges.into_iter().map(|merge| (merge, false)).collect(), ..Self::default() }
    }

    /// The group of a supplier's cell, as it stands in the file.
    pub fn place(&mut self, cell: &str) -> usize {
        self.met += 1;
        let group = match self.by_spelling.get(cell) {
            Some(group) => *group,
            None => {
                let group = self.group_of(cell);
                self.by_spelling.insert(cell.to_owned(), group);
                group
            }
        };
        let met = self.met;
        if let Some(group) = self.groups.get_mut(group) {
            group.spellings.entry(cell.to_owned()).or_insert((0, met)).0 += 1;
        }
        group
    }

    /// A group by name, without a spelling in the files.
    pub fn named(&mut self, name: &str) -> usize {
        let group = self.group(name);
        if let Some(group) = self.groups.get_mut(group) {
            group.named.get_or_insert_with(|| text::clean(name));
        }
        group
    }

    fn group_of(&mut self, cell: &str) -> usize {
        let spelling = text::clean(plain(cell));
        let found = self.merges.iter().position(|(m, _)| text::clean(&m.spelling) == spelling);
        match found.and_then(|at| self.merges.get_mut(at)) {
            Some((merge, used)) => {
                *used = true;
                let platform = merge.platform.clone();
                self.named(&platform)
            }
            None => self.group(&spelling),
        }
    }

    fn group(&mut self, name: &str) -> usize {
        let key = text::key(name);
        if let Some(group) = self.by_key.get(&key) {
            return *group;
        }
        self.groups.push(Group { key: key.clone(), named: None, spellings: BTreeMap::new() });
        self.by_key.insert(key, self.groups.len() - 1);
        self.groups.len() - 1
    }

    /// The group of a name, if there is one.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.by_key.get(&text::key(name)).copied()
    }

    /// Refuses a merge whose spelling stands nowhere: a slip of the keyboard must not pass in silence.
    pub fn check_merges(&self) -> Result<()> {
        match self.merges.iter().find(|(_, used)| !used) {
            Some((merge, _)) => {
                Err(Error::new(ErrorCode::UnknownPlatform).with("field", "merges").with("value", &merge.spelling))
            }
            None => Ok(()),
        }
    }
}

impl Group {
    /// The platform's name: the one a merge gave it, else the spelling met most often, else the one met first.
    pub fn name(&self) -> String {
        if let Some(name) = &self.named {
            return name.clone();
        }
        let most = self.spellings.iter().max_by_key(|(_, (count, met))| (*count, std::cmp::Reverse(*met)));
        most.map_or_else(|| self.key.clone(), |(spelling, _)| text::clean(plain(spelling)))
    }

    /// Its spellings as they stand in the files.
    pub fn spellings(&self) -> Vec<String> {
        self.spellings.keys().cloned().collect()
    }
}
