//! What the files hold, row by row, before anything is posted.

use std::collections::{HashMap, HashSet};

use chrono_tz::Tz;
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

use super::cells::Cells;
use super::kept_rows::RowFate;
use super::records::Record;
use super::sections::Section;
use super::suppliers::Suppliers;
use super::totals::is_total;
use super::verdicts::{Finding, Severity, Verdict};
use crate::error::{Error, Result};
use crate::money::Money;
use crate::time::Day;

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It came in.
    Accepted,
    /// It came in as history without effect.
    Kept,
    /// It was there already.
    Duplicate,
    /// It cannot come in.
    Refused,
    /// It is a sum below the table: no row of it, but kept like one.
    LeftOut,
}

impl Fate {
    /// As it stands in the book.
    pub const fn kept_as(self) -> RowFate {
        match self {
            Self::Accepted => RowFate::Accepted,
            Self::Kept | Self::LeftOut => RowFate::Kept,
            Self::Duplicate => RowFate::Duplicate,
            Self::Refused => RowFate::Refused,
        }
    }
}

/// A row's place: which table, and which of its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct At {
    /// Table.
    pub section: usize,
    /// Row.
    pub row: usize,
}

/// What is known of a row besides its cells.
#[derive(Debug)]
pub struct RowState {
    /// The line on which it starts, from 1.
    pub line: u32,
    /// Its place among the file's records, from 1.
    pub record: u32,
    /// Its fate.
    pub fate: Fate,
    /// What it became: a table of the book and a row there. Of a duplicate of an earlier import, what that became.
    pub entity: Option<(&'static str, i64)>,
    /// It came in with an earlier import.
    pub earlier: bool,
    /// By what the old system told rows apart; empty where a row is none.
    pub key: String,
    /// A hash of what matters in it.
    pub content: [u8; 32],
}

/// By what a row is known again, in whatever format its file was saved.
#[derive(Debug)]
pub struct Identity {
    id: String,
    content: [u8; 32],
    whole: [u8; 32],
}

impl Identity {
    /// `content` is what must be equal for two rows of one id to be the same: days, amounts, quantities, statuses and
    /// references; of a sale's debtor without an id what every editor keeps of his name. `names` are free texts: an
    /// editor that lost the Arabic letters changed no money. They tell rows without an id apart.
    pub fn of(id: &str, content: &[String], names: &[&str]) -> Self {
        let print = |parts: &mut dyn Iterator<Item = &str>| -> [u8; 32] {
            let mut hasher = Sha256::new();
            for part in parts {
                hasher.update((part.len() as u64).to_be_bytes());
                hasher.update(part.as_bytes());
            }
            hasher.finalize().into()
        };
        let keys: Vec<String> = names.iter().map(|name| crate::text::key(name)).collect();
        Self {
            id: id.to_owned(),
            content: print(&mut content.iter().map(String::as_str)),
            whole: print(&mut content.iter().chain(&keys).map(String::as_str)),
        }
    }
}

/// How much was paid, as the old system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paid {
    /// All of it.
    Whole,
    /// A part.
    Part,
    /// Nothing.
    Nothing,
    /// Nothing that is understood stands there.
    Unknown,
}

impl Paid {
    /// From a payment status.
    pub fn of(status: &str) -> Self {
        match crate::text::key(status).as_str() {
            "paid" | "paye" | "payee" => Self::Whole,
            "partial" | "partiel" | "partielle" => Self::Part,
            "pending" | "unpaid" | "en attente" => Self::Nothing,
            _ => Self::Unknown,
        }
    }

    /// For comparing rows.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Whole => "paid",
            Self::Part => "partial",
            Self::Nothing => "pending",
            Self::Unknown => "",
        }
    }
}

/// A purchase.
#[derive(Debug)]
pub struct Purchase {
    pub at: At,
    pub product_id: String,
    pub product_name: String,
    pub supplier: usize,
    pub quantity: i64,
    pub total: Money,
    pub day: Day,
    pub method: &'static str,
    pub paid: Paid,
    pub invoice: String,
    pub notes: String,
}

/// A sale.
#[derive(Debug)]
pub struct Sale {
    pub at: At,
    pub product_id: String,
    pub product_name: String,
    pub subscriber_id: String,
    pub customer_name: String,
    pub customer_phone: String,
    pub quantity: i64,
    pub unit: Option<Decimal>,
    pub total: Money,
    pub day: Day,
    pub method: &'static str,
    pub paid: Paid,
    pub platform_id: String,
    pub platform_price: Option<Decimal>,
    pub duration: String,
    pub starts_on: Option<Day>,
    pub ends_on: Option<Day>,
    pub notes: String,
}

/// A product.
#[derive(Debug)]
pub struct Product {
    pub at: At,
    pub name: String,
    pub category: String,
    pub duration: String,
    pub description: String,
    pub average_cost: Option<Decimal>,
    pub price: Money,
    pub platform_id: String,
    pub platform_price: Option<Decimal>,
}

/// A subscriber.
#[derive(Debug)]
pub struct Subscriber {
    pub at: At,
    pub name: String,
    pub phone: String,
    pub email: String,
    pub wilaya: String,
    pub note: String,
}

/// A payment of a sale.
#[derive(Debug)]
pub struct Payment {
    pub at: At,
    pub sale_id: String,
    pub amount: Money,
    pub day: Day,
    pub method: &'static str,
}

/// A platform of the old system.
#[derive(Debug)]
pub struct Platform {
    pub at: At,
    pub supplier: usize,
}

/// Everything that the files hold.
#[derive(Debug, Default)]
pub struct Batch {
    pub sections: Vec<Section>,
    /// What was left aside, with the reason.
    pub passed_over: Vec<Error>,
    /// The state of each row of each section.
    pub rows: Vec<Vec<RowState>>,
    pub findings: Vec<(At, Finding)>,
    pub suppliers: Suppliers,
    pub platforms: Vec<Platform>,
    pub products: Vec<Product>,
    pub subscribers: Vec<Subscriber>,
    pub purchases: Vec<Purchase>,
    pub sales: Vec<Sale>,
    pub payments: Vec<Payment>,
    /// Rows of tables without effect, with the supplier's group of which they tell, where a person said it.
    pub history: Vec<(At, Option<usize>)>,
}

/// What reading cells depends on.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// The shop's time zone.
    pub zone: Tz,
    /// Decimals of its currency.
    pub decimals: u8,
}

impl Batch {
    /// A row's state.
    pub fn state(&self, at: At) -> Option<&RowState> {
        self.rows.get(at.section)?.get(at.row)
    }

    /// A row's state, to change.
    pub fn state_mut(&mut self, at: At) -> Option<&mut RowState> {
        self.rows.get_mut(at.section)?.get_mut(at.row)
    }

    /// It comes in, as far as is known by now.
    pub fn is_accepted(&self, at: At) -> bool {
        self.state(at).is_some_and(|row| row.fate == Fate::Accepted)
    }

    /// Gives a row its fate.
    pub fn decide(&mut self, at: At, fate: Fate) {
        if let Some(row) = self.state_mut(at) {
            row.fate = fate;
        }
    }

    /// Notes what a row became.
    pub fn became(&mut self, at: At, table: &'static str, id: i64) {
        if let Some(row) = self.state_mut(at) {
            row.entity = Some((table, id));
        }
    }

    /// A row's key in the old system.
    pub fn key(&self, at: At) -> &str {
        self.state(at).map_or("", |row| row.key.as_str())
    }

    /// Refuses a row for what usually is a warning only.
    pub fn refuse(&mut self, at: At, column: &str, value: &str, code: Verdict) {
        self.note(at, column, value, code);
        if let Some((_, finding)) = self.findings.last_mut() {
            finding.severity = Severity::Error;
        }
        self.decide(at, Fate::Refused);
    }

    /// Lets rows in that an earlier import could only keep.
    pub fn revive(&mut self, rows: &HashSet<At>) {
        for at in rows {
            self.decide(*at, Fate::Accepted);
        }
        self.findings.retain(|(at, finding)| finding.code != Verdict::Duplicate || !rows.contains(at));
    }

    /// Notes a verdict that only shows beside other rows.
    pub fn note(&mut self, at: At, column: &str, value: &str, code: Verdict) {
        let shown = self.sections.get(at.section).and_then(|s| {
            let (_, place, _) = s.evidence.iter().find(|(field, _, _)| field.name == column)?;
            s.header.get((*place)?)
        });
        let column = shown.map_or(column, String::as_str);
        let finding = Finding::new(column, value, code);
        self.findings.push((at, finding));
    }

    /// Reads a section's rows; those that can be read come back.
    pub fn read_rows<T>(
        &mut self,
        index: usize,
        section: &Section,
        setting: Setting,
        mut read: impl FnMut(&mut Cells<'_>, At) -> Option<(T, Identity)>,
    ) -> Result<Vec<T>> {
        let [id] = section.columns(["id"]);
        let (mut states, mut typed) = (Vec::new(), Vec::new());
        let mut occurrences: HashMap<[u8; 32], u32> = HashMap::new();
        section.each_row(|record, place| {
            let at = At { section: index, row: states.len() };
            let mut state = RowState {
                line: record.line,
                record: place,
                fate: Fate::Refused,
                entity: None,
                earlier: false,
                key: String::new(),
                content: [0; 32],
            };
            if is_total(section, record) {
                state.fate = Fate::LeftOut;
                states.push(state);
                return Ok(());
            }
            if record.damaged || !section.fits(record) {
                self.findings.push((at, wrong_columns(record)));
                states.push(state);
                return Ok(());
            }
            let mut cells = Cells::of(record, setting.zone, setting.decimals);
            state.key = cells.text(&id).to_owned();
            let found = read(&mut cells, at);
            let refused = cells.refused();
            match found {
                Some((row, identity)) if !refused => {
                    state.fate = Fate::Accepted;
                    state.key = identity.key(&mut occurrences);
                    state.content = identity.content;
                    typed.push(row);
                }
                _ if !refused => self.findings.push((at, wrong_columns(record))),
                _ => {}
            }
            self.findings.extend(cells.findings.into_iter().map(|finding| (at, finding)));
            states.push(state);
            Ok(())
        })?;
        self.rows.push(states);
        Ok(typed)
    }
}

impl Identity {
    /// The old id; where there is none, the row's hash and which of the equal rows of its file it is.
    pub fn key(&self, occurrences: &mut HashMap<[u8; 32], u32>) -> String {
        if !self.id.is_empty() {
            return self.id.clone();
        }
        let count = occurrences.entry(self.whole).or_default();
        *count = count.saturating_add(1);
        let hash: String = self.whole.iter().map(|b| format!("{b:02x}")).collect();
        format!("#{hash}:{count}")
    }
}

fn wrong_columns(record: &Record) -> Finding {
    Finding::new("", record.len().to_string(), Verdict::WrongColumns)
}
