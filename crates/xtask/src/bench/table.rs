//! Figures, their limits, and the table that shows them side by side.

use std::fmt;

use anyhow::{Result, bail};

/// A measured number, in thousandths: exact, like everything in this house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Thousandths(pub i64);

impl Thousandths {
    /// A whole number.
    pub fn whole(number: i64) -> Self {
        Self(number.saturating_mul(1000))
    }

    /// `above ÷ below`, rounded down; nothing when `below` is zero.
    pub fn ratio(above: u128, below: u128) -> Option<Self> {
        let thousandths = above.checked_mul(1000)?.checked_div(below)?;
        i64::try_from(thousandths).ok().map(Self)
    }

    /// Reads `12`, `-1.5` or `0.0375` (further digits are cut off).
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        if !plain(whole) || !plain(part) {
            return None;
        }
        let part: String = part.chars().chain("000".chars()).take(3).collect();
        let whole: i64 = whole.parse().ok()?;
        let value = whole.checked_mul(1000)?.checked_add(part.parse().ok()?)?;
        Some(Self(if negative { -value } else { value }))
    }
}

impl fmt::Display for Thousandths {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / 1000, self.0.unsigned_abs() % 1000);
        let text = if part == 0 {
            format!("{sign}{}", grouped(whole))
        } else {
            let part = format!("{part:03}");
            format!("{sign}{}.{}", grouped(whole), part.trim_end_matches('0'))
        };
        formatter.pad(&text)
    }
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    digits
        .char_indices()
        .flat_map(|(index, digit)| {
            let gap = index > 0 && index % 3 == first;
            gap.then_some(' ').into_iter().chain([digit])
        })
        .collect()
}

/// What a figure must keep to.
#[derive(Clone, Copy, Debug)]
pub enum Limit {
    /// Not more than this.
    AtMost(Thousandths),
    /// Not less than this.
    AtLeast(Thousandths),
    /// Neither less nor more.
    Between(Thousandths, Thousandths),
    /// Shown for comparison only.
    None,
}

impl Limit {
    fn keeps(self, value: Thousandths) -> bool {
        match self {
            Self::AtMost(most) => value <= most,
            Self::AtLeast(least) => value >= least,
            Self::Between(least, most) => least <= value && value <= most,
            Self::None => true,
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::AtMost(most) => format!("≤ {most}"),
            Self::AtLeast(least) => format!("≥ {least}"),
            Self::Between(least, most) => format!("{least} … {most}"),
            Self::None => String::new(),
        };
        formatter.pad(&text)
    }
}

/// One line of the table.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The goal's short name.
    pub goal: &'static str,
    /// What is measured, with its unit.
    pub what: String,
    /// The result, or why there is none.
    pub value: Result<Thousandths, String>,
    /// Its limit.
    pub limit: Limit,
}

/// All figures of a run.
#[derive(Clone, Debug, Default)]
pub struct Table(Vec<Figure>);

impl Table {
    /// Adds a figure, showing it at once: a run is long.
    pub fn add(&mut self, figure: Figure) {
        println!("  {}", line(&figure));
        self.0.push(figure);
    }

    /// An error that names the figures over their limits and those that could not be measured.
    pub fn verdict(&self) -> Result<()> {
        let failed: Vec<&str> = self
            .0
            .iter()
            .filter(|figure| verdict(figure) != "ok" && !verdict(figure).is_empty())
            .map(|figure| figure.goal)
            .collect();
        if failed.is_empty() { Ok(()) } else { bail!("over the limit or not measured: {}", failed.join(", ")) }
    }
}

fn verdict(figure: &Figure) -> &'static str {
    match (&figure.value, figure.limit) {
        (_, Limit::None) => "",
        (Err(_), _) => "NOT MEASURED",
        (Ok(value), limit) if limit.keeps(*value) => "ok",
        (Ok(_), _) => "OVER",
    }
}

fn line(figure: &Figure) -> String {
    let value = match &figure.value {
        Ok(value) => value.to_string(),
        Err(why) => why.clone(),
    };
    let text = format!("{:<5} {:<58} {value:>14}  {:<14} {}", figure.goal, figure.what, figure.limit, verdict(figure));
    text.trim_end().to_owned()
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{:<5} {:<58} {:>14}  {:<14} verdict", "goal", "what", "measured", "limit")?;
        for figure in &self.0 {
            writeln!(formatter, "{}", line(figure))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_and_shown_exactly() {
        for (text, shown) in [("1.03", "1.03"), ("80000", "80 000"), ("-0.5", "-0.5")] {
            assert_eq!(Thousandths::parse(text).unwrap().to_string(), shown);
        }
        assert_eq!(Thousandths::parse("0.0379"), Some(Thousandths(37)));
        assert_eq!(Thousandths::parse("1.+5"), None);
        assert_eq!(Thousandths::parse(""), None);
        assert_eq!(Thousandths::ratio(206, 200), Some(Thousandths(1030)));
        assert_eq!(Thousandths::ratio(1, 0), None);
        assert_eq!(Thousandths::whole(1_234_567).to_string(), "1 234 567");
    }

    #[test]
    fn limits_include_their_ends() {
        let one = Thousandths::whole(1);
        assert!(Limit::AtMost(one).keeps(one) && Limit::AtLeast(one).keeps(one));
        assert!(!Limit::AtMost(one).keeps(Thousandths(1001)));
        assert!(!Limit::Between(one, one).keeps(Thousandths(999)));
    }

    #[test]
    fn a_figure_over_its_limit_or_missing_is_named() {
        let figure = |goal, value, limit| Figure { goal, what: "something".to_owned(), value, limit };
        let limit = Limit::AtMost(Thousandths::whole(1));
        let mut table = Table::default();
        table.add(figure("A", Ok(Thousandths(999)), limit));
        table.add(figure("B", Ok(Thousandths(999)), Limit::None));
        assert!(table.verdict().is_ok());
        table.add(figure("C", Ok(Thousandths(1001)), limit));
        table.add(figure("D", Err("no strace".to_owned()), limit));
        let error = table.verdict().unwrap_err().to_string();
        assert!(error.ends_with("C, D"), "{error}");
    }
}
