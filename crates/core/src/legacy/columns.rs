//! What a whole column says about its format. One cell rarely tells `14.000` from fourteen thousand or the third of
//! April from the fourth of March; its neighbours do. Where they don't, the column is a question, never a guess.

use chrono_tz::Tz;
use rust_decimal::Decimal;

use super::choices::DecimalSign;
use super::shapes::Kind;
use super::values::{DateOrder, Dated, Reading, plain};
use crate::time::Day;

/// Cells that are shown as examples of what a column leaves open.
const EXAMPLES: usize = 3;
/// Characters of such a cell.
const SHOWN: usize = 40;

/// Why a cell has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// It is no number or no date.
    Bad,
    /// It says two things, and its column doesn't tell which.
    Ambiguous,
}

/// The formats that a column's cells prove, and a cell that they leave open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The file tells numbers from texts: its own numbers always have a point and prove nothing about its texts.
    typed: bool,
    point: bool,
    comma: bool,
    day_first: bool,
    month_first: bool,
    /// What a person said of the file, for what no cell proves.
    said: (Option<DecimalSign>, Option<DateOrder>),
    open: Vec<String>,
}

impl Evidence {
    /// Of a column of which nothing was seen yet.
    pub fn of(typed: bool) -> Self {
        Self { typed, ..Self::default() }
    }

    /// With what a person said of cells that the column leaves open.
    pub fn said(self, decimal: Option<DecimalSign>, dates: Option<DateOrder>) -> Self {
        Self { said: (decimal, dates), ..self }
    }

    /// Takes one more cell into account.
    pub fn observe(&mut self, kind: Kind, cell: &str) {
        let cell = plain(cell);
        match kind {
            _ if cell.is_empty() => {}
            Kind::Text => {}
            Kind::Number => self.observe_number(cell),
            Kind::Date => self.observe_date(cell),
        }
    }

    fn observe_number(&mut self, cell: &str) {
        if cell.bytes().all(|b| b.is_ascii_digit()) {
            return;
        }
        match Reading::of(cell) {
            Reading { point: Some(_), comma: None } => self.point |= !self.typed || !is_bare(cell),
            Reading { point: None, comma: Some(_) } => self.comma = true,
            Reading { point: Some(point), comma: Some(comma) } if point != comma => self.leave_open(cell),
            _ => {}
        }
    }

    fn observe_date(&mut self, cell: &str) {
        let Some(date) = Dated::of(cell) else { return };
        match date.proves() {
            Some(DateOrder::DayFirst) => self.day_first = true,
            Some(DateOrder::MonthFirst) => self.month_first = true,
            None if date.is_ambiguous() => self.leave_open(cell),
            None => {}
        }
    }

    fn leave_open(&mut self, cell: &str) {
        if self.open.len() < EXAMPLES && !self.open.iter().any(|known| known == cell) {
            self.open.push(cell.chars().take(SHOWN).collect());
        }
    }

    /// A cell that stays open, as a question.
    pub fn question(&self, kind: Kind) -> Option<&str> {
        let decided = match kind {
            Kind::Text => true,
            Kind::Number => self.sign().is_some(),
            Kind::Date => self.order(None).is_some(),
        };
        if decided { None } else { self.open.first().map(String::as_str) }
    }

    /// Cells that say two things, as examples.
    pub fn open(&self) -> &[String] {
        &self.open
    }

    /// The decimal sign that the column's cells prove.
    pub fn proved_sign(&self) -> Option<DecimalSign> {
        match (self.point, self.comma) {
            (true, false) => Some(DecimalSign::Point),
            (false, true) => Some(DecimalSign::Comma),
            _ => None,
        }
    }

    /// The order of days that the column's cells prove.
    pub fn proved_order(&self) -> Option<DateOrder> {
        match (self.day_first, self.month_first) {
            (true, false) => Some(DateOrder::DayFirst),
            (false, true) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }

    /// The decimal sign: what the cells prove, else what a person said.
    pub fn sign(&self) -> Option<DecimalSign> {
        self.proved_sign().or(self.said.0)
    }

    /// The order of days: what the cells prove, else what a person said, else `usual`, the order of the file's kind;
    /// that one says nothing where the cells contradict each other.
    pub fn order(&self, usual: Option<DateOrder>) -> Option<DateOrder> {
        let mixed = self.day_first && self.month_first;
        self.proved_order().or(self.said.1).or(usual.filter(|_| !mixed))
    }

    /// A number of this column. A cell that reads only one way is read so; one that reads two ways, as its column says.
    pub fn number(&self, cell: &str) -> Result<Decimal, Unread> {
        match Reading::of(cell) {
            Reading { point: None, comma: None } => Err(Unread::Bad),
            Reading { point: Some(only), comma: None } | Reading { point: None, comma: Some(only) } => Ok(only),
            Reading { point: Some(point), comma: Some(comma) } if point == comma => Ok(point),
            Reading { point: Some(point), comma: Some(comma) } => match self.sign() {
                Some(DecimalSign::Point) => Ok(point),
                Some(DecimalSign::Comma) => Ok(comma),
                None => Err(Unread::Ambiguous),
            },
        }
    }

    /// A day of this column, in the shop's time zone. `usual` is the order of the file's kind, where it has one and the
    /// column proves none.
    pub fn day(&self, cell: &str, usual: Option<DateOrder>, zone: Tz) -> Result<Day, Unread> {
        let date = Dated::of(cell).ok_or(Unread::Bad)?;
        let order = match date.proves() {
            Some(order) => order,
            None if !date.is_ambiguous() => DateOrder::DayFirst,
            None => self.order(usual).ok_or(Unread::Ambiguous)?,
        };
        date.day(order, zone).ok_or(Unread::Bad)
    }
}

/// Digits, one point and a sign: as a program writes a number.
fn is_bare(cell: &str) -> bool {
    cell.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn column(kind: Kind, cells: &[&str]) -> Evidence {
        let mut evidence = Evidence::default();
        for cell in cells {
            evidence.observe(kind, cell);
        }
        evidence
    }

    #[test]
    fn a_column_decides_what_one_cell_cannot() {
        let number =
            |cells: &[&str], cell: &str| column(Kind::Number, cells).number(cell).map(|d| d.normalize().to_string());
        assert_eq!(number(&["14.000"], "14.000"), Err(Unread::Ambiguous));
        assert_eq!(number(&["14.000", "450.50"], "14.000"), Ok("14".into()));
        assert_eq!(number(&["14.000", "450,50"], "14.000"), Ok("14000".into()));
        assert_eq!(number(&["14.000", "1.234.567"], "14.000"), Ok("14000".into()));
        assert_eq!(number(&["14.000", "450.50", "450,50"], "14.000"), Err(Unread::Ambiguous));
        assert_eq!(number(&["14.000", "450.50", "450,50"], "450,50"), Ok("450.5".into()));
        assert_eq!(number(&[], "1 234 567,5 DA"), Ok("1234567.5".into()));
        assert_eq!(number(&[], "1\u{202F}234\u{A0}567,5 DZD"), Ok("1234567.5".into()));
        assert_eq!(number(&[], "١٢٣٤٫٥"), Ok("1234.5".into()));
        assert_eq!(number(&[], "0.500"), Ok("0.5".into()));
        for bad in ["abc", "1e5", "12.", ".", "1,2,3", "--5", "1 23", "5-"] {
            assert_eq!(number(&[], bad), Err(Unread::Bad), "{bad}");
        }
    }

    #[test]
    fn what_a_person_says_decides_only_what_no_cell_proves() {
        let zone = chrono_tz::Africa::Algiers;
        let said = |cells: &[&str], kind, decimal, dates| {
            let mut evidence = Evidence::default().said(decimal, dates);
            cells.iter().for_each(|cell| evidence.observe(kind, cell));
            evidence
        };
        let number = |cells: &[&str], sign| said(cells, Kind::Number, Some(sign), None).number("14.000");
        assert_eq!(number(&["14.000"], DecimalSign::Comma), Ok(Decimal::from(14_000)));
        assert_eq!(number(&["14.000"], DecimalSign::Point), Ok(Decimal::from(14)));
        assert_eq!(number(&["14.000", "450.50"], DecimalSign::Comma), Ok(Decimal::from(14)));
        let day = |cells: &[&str], order| {
            let evidence = said(cells, Kind::Date, None, Some(order));
            evidence.day("03/04/2025", Some(DateOrder::DayFirst), zone).map(|d| d.to_string())
        };
        assert_eq!(day(&["03/04/2025"], DateOrder::MonthFirst), Ok("2025-03-04".into()));
        assert_eq!(day(&["03/04/2025", "19/06/2025"], DateOrder::MonthFirst), Ok("2025-04-03".into()));
        assert_eq!(day(&["19/06/2025", "06/19/2025"], DateOrder::MonthFirst), Ok("2025-03-04".into()));
        assert_eq!(said(&["03/04/2025"], Kind::Date, None, Some(DateOrder::DayFirst)).question(Kind::Date), None);
    }

    #[test]
    fn numbers_of_a_workbook_prove_nothing_about_its_texts() {
        let mut evidence = Evidence::of(true);
        for cell in ["10.5", "14.000"] {
            evidence.observe(Kind::Number, cell);
        }
        assert_eq!(evidence.number("14.000"), Err(Unread::Ambiguous));
        assert_eq!(evidence.question(Kind::Number), Some("14.000"));
        assert_eq!(evidence.number("10.5"), Ok(Decimal::new(105, 1)));
        evidence.observe(Kind::Number, "1 250,50");
        assert_eq!(evidence.number("14.000"), Ok(Decimal::from(14_000)));
        assert_eq!(evidence.number("1.2340"), Ok(Decimal::new(1234, 3)));
    }

    #[test]
    fn a_column_of_days_decides_the_order() {
        let zone = chrono_tz::Africa::Algiers;
        let day =
            |cells: &[&str], usual| column(Kind::Date, cells).day("03/04/2025", usual, zone).map(|d| d.to_string());
        assert_eq!(day(&["03/04/2025"], None), Err(Unread::Ambiguous));
        assert_eq!(day(&["03/04/2025"], Some(DateOrder::DayFirst)), Ok("2025-04-03".into()));
        assert_eq!(day(&["03/04/2025", "19/06/2025"], None), Ok("2025-04-03".into()));
        assert_eq!(day(&["03/04/2025", "06/19/2025"], Some(DateOrder::DayFirst)), Ok("2025-03-04".into()));
        assert_eq!(day(&["19/06/2025", "06/19/2025"], Some(DateOrder::DayFirst)), Err(Unread::Ambiguous));
        assert_eq!(column(Kind::Date, &["03/04/2025"]).question(Kind::Date), Some("03/04/2025"));
        assert_eq!(column(Kind::Date, &["01/01/2025"]).question(Kind::Date), None);
    }

    /// A number as one of the usual programs writes it.
    fn written(cents: u64, decimal: char, group: Option<char>) -> String {
        let digits = (cents / 100).to_string();
        let mut whole = String::new();
        for (i, c) in digits.chars().enumerate() {
            if i > 0
                && (digits.len() - i).is_multiple_of(3)
                && let Some(group) = group
            {
                whole.push(group);
            }
            whole.push(c);
        }
        format!("{whole}{decimal}{:02}", cents % 100)
    }

    proptest! {
        #[test]
        fn a_columns_numbers_come_back_exactly_in_every_format(
            cents in proptest::collection::vec(0_u64..100_000_000_000, 1..20),
            format in 0_usize..7,
        ) {
            let formats = [
                ('.', None), (',', None), ('.', Some(',')), (',', Some('.')), (',', Some(' ')), (',', Some('\u{202F}')),
                ('.', Some('\'')),
            ];
            let (decimal, group) = formats[format];
            let cells: Vec<String> = cents.iter().map(|c| written(*c, decimal, group)).collect();
            let evidence = column(Kind::Number, &cells.iter().map(String::as_str).collect::<Vec<_>>());
            for (cell, cents) in cells.iter().zip(&cents) {
                prop_assert_eq!(evidence.number(cell), Ok(Decimal::from(*cents) / Decimal::from(100)));
            }
        }

        #[test]
        fn no_cell_is_ever_read_too_big(cells in proptest::collection::vec("[0-9]{1,6}[.,][0-9]{1,4}", 1..12)) {
            let evidence = column(Kind::Number, &cells.iter().map(String::as_str).collect::<Vec<_>>());
            for cell in &cells {
                let Some((whole, fraction)) = cell.split_once(['.', ',']) else { continue };
                let decimal = Decimal::from_str_exact(&format!("{whole}.{fraction}")).unwrap();
                match evidence.number(cell) {
                    // Only a group of three may make it a thousand times bigger, and only where a neighbour proves it.
                    Ok(value) if value != decimal => {
                        prop_assert_eq!(fraction.len(), 3);
                        prop_assert_eq!(value, Decimal::from_str_exact(&format!("{whole}{fraction}")).unwrap());
                        let other = if cell.contains('.') { ',' } else { '.' };
                        prop_assert!(cells.iter().any(|c| c.contains(other)));
                    }
                    _ => {}
                }
            }
        }

        #[test]
        fn any_text_is_read_or_refused_without_a_panic(text in "\\PC{0,40}") {
            let mut evidence = Evidence::default();
            evidence.observe(Kind::Number, &text);
            evidence.observe(Kind::Date, &text);
            let _number = evidence.number(&text);
            let _day = evidence.day(&text, None, chrono_tz::Africa::Algiers);
        }
    }
}
