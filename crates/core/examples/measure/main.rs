//! Measurements inside the core, each beside its peer in the same run.
//!
//! `measure sales --book FILE --count N` records N sales one by one, in a new book where FILE is none; what it asks of
//! the disk is counted from outside. `measure recording --book FILE --folder FOLDER` times sales recorded in FILE. `measure goals --folder FOLDER --sales N` makes books in a scratch folder inside
//! FOLDER, measures, and prints one line `GOAL=NUMBER` for each goal; other lines are for people. `measure import
//! --folder FOLDER --sales N` does so for an import of N old sales, in a process of its own for its memory's sake.
//!
//! Where nothing else is said, works are run in turn, once to warm up and then [`ROUNDS`] times, and the median of each
//! is taken; books lie in the page cache.

#![allow(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    clippy::float_arithmetic,
    clippy::print_stdout,
    reason = "durations and their ratios are no money, and a measurement reads the clock and prints"
)]

mod import;
mod old_files;

use std::env;
use std::error::Error;
use std::fs::{self, File};
use std::io::{ErrorKind, Seek, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rasid_core::book::NewBook;
use rasid_core::catalog::{self, OfferInput, ProductInput, ProductKind};
use rasid_core::customers::{self, CustomerInput};
use rasid_core::demo::{self, Options};
use rasid_core::export::{self, Dataset, Dialect};
use rasid_core::ids::{CustomerId, ProductId};
use rasid_core::platforms::{self, AddPlatform, DepositInput};
use rasid_core::reports::{self, ProfitBy};
use rasid_core::sales::{self, CustomerChoice, PaymentInput, SaleInput, SaleLineInput, SaleStatus, SalesQuery};
use rasid_core::settings::{CASH, Language};
use rasid_core::time::Day;
use rasid_core::{Actor, Book, Caller};

/// What may fail here ends the run.
type Outcome<T> = Result<T, Box<dyn Error>>;

/// A work to be timed.
type Work<'w> = &'w mut dyn FnMut() -> Outcome<()>;

/// How often each work is timed.
const ROUNDS: usize = 5;
/// Sales recorded in each round.
const SALES_A_ROUND: usize = 300;
/// What a recorded sale is held against: so many bytes overwritten and written through.
const FLOOR_BYTES: usize = 36 * 1024;
/// The small book of the balances.
const SMALL_SALES: u32 = 10_000;
/// Readings of all balances in one timed work: one is too short to time.
const REPEATS: u32 = 100;
/// How long a call waits for the book.
const BUSY: Duration = Duration::from_secs(30);
/// Product, platform and customer of the recorded sales.
const NAME: &str = "Measured";

/// What the export is held against: every sale line with its sale, customer and product, as they stand in the book.
const DUMP: &str = "SELECT s.year, s.number, s.day, c.name, c.phone, p.name, l.kind, l.quantity, l.unit_price,
           l.discount, l.total, l.cost, l.fees
    FROM sales s JOIN sale_lines l ON l.sale_id = s.id JOIN products p ON p.id = l.product_id
    LEFT JOIN customers c ON c.id = s.customer_id ORDER BY s.id, l.id";

fn main() -> Outcome<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("sales") => {
            record_sales(Path::new(option(&arguments, "--book")?), option(&arguments, "--count")?.parse()?)
        }
        Some("goals") => goals(Path::new(option(&arguments, "--folder")?), option(&arguments, "--sales")?.parse()?),
        Some("recording") => {
            let scratch = tempfile::Builder::new().prefix("measure-").tempdir_in(option(&arguments, "--folder")?)?;
            measure_recording(&Book::open(Path::new(option(&arguments, "--book")?), BUSY)?, scratch.path())
        }
        Some("import") => {
            import::measure(Path::new(option(&arguments, "--folder")?), option(&arguments, "--sales")?.parse()?)
        }
        _ => Err("measure sales --book FILE --count N | recording --book FILE --folder FOLDER \
                  | goals --folder FOLDER --sales N | import --folder FOLDER --sales N"
            .into()),
    }
}

/// The value behind an option's name.
fn option<'a>(arguments: &'a [String], name: &str) -> Outcome<&'a str> {
    let place = arguments.iter().position(|argument| argument == name);
    let value = place.and_then(|place| arguments.get(place + 1));
    Ok(value.ok_or_else(|| format!("{name} is missing"))?)
}

/// Records sales one by one, as the counter does.
fn record_sales(file: &Path, count: usize) -> Outcome<()> {
    let book = if file.exists() { Book::open(file, BUSY)? } else { new_book(file)? };
    let counter = Counter::of(&book)?;
    for index in 0..count {
        counter.sell(index)?;
    }
    Ok(())
}

/// Makes the books and measures every goal in them; the sales are recorded last, for they change the book.
fn goals(folder: &Path, count: u32) -> Outcome<()> {
    let scratch = tempfile::Builder::new().prefix("measure-").tempdir_in(folder)?;
    let scratch = scratch.path();
    println!("measuring with {count} sales");
    let (large, seconds) = filled(&scratch.join("large.db"), count)?;
    answer("DEMO", f64::from(count) / seconds);
    let (tenth, _) = filled(&scratch.join("tenth.db"), (count / 10).max(1))?;
    let (small, _) = filled(&scratch.join("small.db"), SMALL_SALES)?;
    measure_export(&large, scratch)?;
    measure_reports(&large, &tenth)?;
    measure_balances(&large, &small)?;
    measure_pages(&large)?;
    measure_backup(&large, scratch)?;
    measure_recording(&large, scratch)?;
    import::measure_reading(&large, scratch, count)
}

/// One line of the answer.
fn answer(goal: &str, value: f64) {
    println!("{goal}={value:.4}");
}

/// G2 and G2b: a recorded sale in the large book, and beside each the same disk's time for a plain overwrite.
fn measure_recording(book: &Book, scratch: &Path) -> Outcome<()> {
    let counter = Counter::of(book)?;
    let mut floor = Floor::make(&scratch.join("floor"))?;
    let (mut middle, mut worst) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let (mut ours, mut peers) = (Vec::new(), Vec::new());
        for index in 0..SALES_A_ROUND {
            ours.push(seconds(&mut || counter.sell(round * SALES_A_ROUND + index))?);
            peers.push(seconds(&mut || floor.overwrite())?);
        }
        middle.push(percentile(&mut ours, 50) / percentile(&mut peers, 50));
        worst.push(percentile(&mut ours, 99) / percentile(&mut peers, 99));
        let (ours, peers) = (millis(percentile(&mut ours, 50)), millis(percentile(&mut peers, 50)));
        println!("  a sale: {ours:.3} ms, an overwrite: {peers:.3} ms");
    }
    answer("G2", percentile(&mut middle, 50));
    answer("G2b", percentile(&mut worst, 50));
    Ok(())
}

/// G4: the exact export, written through, and the same book's lines dumped by the database's own program, which does
/// not write through; what it left is brought to the disk outside both times.
fn measure_export(book: &Book, scratch: &Path) -> Outcome<()> {
    if !has_dumper()? {
        println!("G4 is not measured: no sqlite3 on the path");
        return Ok(());
    }
    let (file, dump) = (scratch.join("export.csv"), scratch.join("dump.csv"));
    let caller = caller()?;
    let [ours, peer, _] = medians([
        &mut || Ok(export::write(book, &caller, Dataset::Sales, Dialect::International, None, None, &file).map(drop)?),
        &mut || dump_lines(book.path(), &dump),
        &mut || Ok(File::open(&dump)?.sync_all()?),
    ])?;
    println!("  export: {:.1} ms, {} bytes", millis(ours), fs::metadata(&file)?.len());
    println!("  dump: {:.1} ms, {} bytes", millis(peer), fs::metadata(&dump)?.len());
    answer("G4", ours / peer);
    Ok(())
}

/// G5 and G5c: profit of everything by platform and by month, the slower of the two, held against a bare sum, and
/// against a book of a tenth.
fn measure_reports(large: &Book, tenth: &Book) -> Outcome<()> {
    let [sum, platform, month, tenth_platform, tenth_month] = medians([
        &mut || bare_sum(large),
        &mut || profit(large, ProfitBy::Platform),
        &mut || profit(large, ProfitBy::Month),
        &mut || profit(tenth, ProfitBy::Platform),
        &mut || profit(tenth, ProfitBy::Month),
    ])?;
    let [sum_ms, platform_ms, month_ms] = [sum, platform, month].map(millis);
    println!("  sum: {sum_ms:.1} ms, profit by platform: {platform_ms:.1} ms, by month: {month_ms:.1} ms");
    answer("G5", platform.max(month) / sum);
    answer("G5c", (platform / tenth_platform).max(month / tenth_month));
    Ok(())
}

/// G6: all balances, in the large book and in the small one. LIST: the platforms as they are shown, with the days that
/// their credit lasts, for which the last month's lines are added up, in milliseconds.
fn measure_balances(large: &Book, small: &Book) -> Outcome<()> {
    let [of_large, of_small, list] =
        medians([&mut || all_balances(large), &mut || all_balances(small), &mut || list_platforms(large)])?;
    let [large_ms, small_ms] = [of_large, of_small].map(|time| millis(time) / f64::from(REPEATS));
    println!("  balances: {large_ms:.3} ms in the large book, {small_ms:.3} ms in the small one");
    answer("G6", of_large / of_small);
    answer("LIST", millis(list));
    Ok(())
}

/// PAGE: the newest hundred sales of each status, in milliseconds; the slowest status answers.
fn measure_pages(book: &Book) -> Outcome<()> {
    let all = [SaleStatus::Paid, SaleStatus::Partial, SaleStatus::Unpaid, SaleStatus::Cancelled];
    let mut slowest: f64 = 0.0;
    for status in all {
        let query = SalesQuery { status: Some(status), limit: 100, ..SalesQuery::default() };
        let rows = book.read(|connection| Ok(sales::page(connection, &query)?.rows.len()))?;
        let [time] = medians([&mut || Ok(book.read(|c| sales::page(c, &query).map(drop))?)])?;
        println!("  a page of {status:?}: {:.3} ms, {rows} rows", millis(time));
        slowest = slowest.max(millis(time));
    }
    answer("PAGE", slowest);
    Ok(())
}

/// G11: a verified backup, and a plain copy written through.
fn measure_backup(book: &Book, scratch: &Path) -> Outcome<()> {
    let (kept, copy) = (scratch.join("backup.db"), scratch.join("copy.db"));
    let [ours, peer] = medians([&mut || Ok(book.backup(&kept).map(drop)?), &mut || copy_through(book.path(), &copy)])?;
    println!("  backup: {:.1} ms, copy: {:.1} ms", millis(ours), millis(peer));
    answer("G11", ours / peer);
    fs::remove_file(&kept)?;
    Ok(fs::remove_file(&copy)?)
}

/// Reports the profit of everything.
fn profit(book: &Book, by: ProfitBy) -> Outcome<()> {
    Ok(book.read(|connection| reports::profit(connection, by, None, None).map(drop))?)
}

/// The least that a report over all lines must read.
fn bare_sum(book: &Book) -> Outcome<()> {
    let sql = "SELECT sum(total - cost) FROM sale_lines";
    Ok(book.read(|connection| Ok(connection.query_row(sql, [], |row| row.get::<_, i64>(0)).map(drop)?))?)
}

/// Reads what each platform holds, several times.
fn all_balances(book: &Book) -> Outcome<()> {
    let sql = "SELECT (SELECT balance_after FROM movements WHERE platform_id = p.id ORDER BY seq DESC LIMIT 1)
               FROM platforms p";
    for _ in 0..REPEATS {
        book.read(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let balances = statement.query_map([], |row| row.get::<_, Option<i64>>(0))?;
            Ok(balances.collect::<Result<Vec<_>, _>>().map(drop)?)
        })?;
    }
    Ok(())
}

/// The platforms as a screen shows them.
fn list_platforms(book: &Book) -> Outcome<()> {
    let caller = caller()?;
    Ok(book.read(|connection| platforms::list(connection, &caller).map(drop))?)
}

/// Whether the database's own program is there.
fn has_dumper() -> Outcome<bool> {
    match Command::new("sqlite3").arg("-version").stdout(Stdio::null()).status() {
        Ok(status) => Ok(status.success()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Dumps the lines as CSV with the database's own program.
fn dump_lines(book: &Path, target: &Path) -> Outcome<()> {
    let mut command = Command::new("sqlite3");
    command.args(["-readonly", "-csv"]).arg(book).arg(DUMP).stdout(File::create(target)?);
    if command.status()?.success() { Ok(()) } else { Err("sqlite3 failed".into()) }
}

/// A plain copy that is on the disk.
fn copy_through(from: &Path, to: &Path) -> Outcome<()> {
    fs::copy(from, to)?;
    Ok(File::options().write(true).open(to)?.sync_all()?)
}

/// A new empty book.
fn new_book(file: &Path) -> Outcome<Book> {
    let new = NewBook {
        name: NAME.into(),
        currency: "DZD".into(),
        timezone: "Africa/Algiers".into(),
        language: Language::Fr,
        demo: true,
    };
    Ok(Book::create(file, &new, BUSY)?)
}

/// A book filled with so many sales over three years, and the seconds that filling took, measured once.
fn filled(file: &Path, sales: u32) -> Outcome<(Book, f64)> {
    let (book, caller) = (new_book(file)?, caller()?);
    let seconds = seconds(&mut || Ok(demo::fill(&book, caller, Options { sales, seed: 1, years: 3 }).map(drop)?))?;
    println!("  {sales} sales filled in {seconds:.2} s, {} bytes", fs::metadata(file)?.len());
    Ok((book, seconds))
}

/// Always the same moment and day: the same book in every run.
fn caller() -> Outcome<Caller> {
    let today = Day::from_ymd(2026, 6, 30).ok_or("no such day")?;
    let now = rasid_core::time::Instant::from_millis(1_782_806_400_000);
    Ok(Caller { actor: Actor::CommandLine, now, today })
}

/// Where sales are recorded: one product of a well-filled platform, one customer.
struct Counter<'b> {
    book: &'b Book,
    caller: Caller,
    product: ProductId,
    customer: CustomerId,
    /// Sales that the book held before: no key is used twice.
    before: i64,
}

impl<'b> Counter<'b> {
    /// Finds what is sold and who buys, or makes them.
    fn of(book: &'b Book) -> Outcome<Self> {
        let caller = caller()?;
        if book.read(|connection| catalog::find(connection, NAME)).is_err() {
            stock(book, caller)?;
        }
        let product = book.read(|connection| catalog::find(connection, NAME))?;
        let of_name = "SELECT id, (SELECT count(*) FROM sales) FROM customers WHERE name = ?1";
        let found = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let (customer, before) = book.read(|connection| Ok(connection.query_row(of_name, [NAME], found)?))?;
        Ok(Self { book, caller, product, customer, before })
    }

    /// Records one paid sale of one subscription, under a key of its own.
    fn sell(&self, index: usize) -> Outcome<()> {
        let line = SaleLineInput {
            product_id: self.product,
            platform_id: None,
            quantity: String::new(),
            unit_price: None,
            discount: String::new(),
            renews: None,
            in_place_of: None,
            without_codes: false,
        };
        let input = SaleInput {
            date: None,
            customer: Some(CustomerChoice::Known { id: self.customer }),
            lines: vec![line],
            payments: vec![PaymentInput { method_id: CASH, amount: String::new() }],
            note: String::new(),
            allow_overdraft: None,
            allow_below_cost: false,
            allow_unnamed_debt: false,
            keep_change: false,
            cheapest: false,
        };
        let key = format!("measure-{}-{index}", self.before);
        Ok(sales::record(self.book, self.caller, Some(&key), input).map(drop)?)
    }
}

/// Makes the platform, its large deposit, the product and the customer.
fn stock(book: &Book, caller: Caller) -> Outcome<()> {
    let platform = AddPlatform { name: NAME.into(), unit: "EUR".into(), decimals: 2, low: None, critical: None };
    let platform_id = platforms::add(book, caller, platform)?.id;
    let deposit = DepositInput {
        platform_id,
        credit: "10000000".into(),
        bonus: String::new(),
        cost: "100000000".into(),
        paid: None,
        method_id: None,
        date: None,
        note: String::new(),
    };
    platforms::deposit(book, caller, None, deposit)?;
    let product = ProductInput {
        name: NAME.into(),
        kind: ProductKind::Subscription,
        category: String::new(),
        price: "1000".into(),
        term_months: Some(12),
        term_days: None,
        note: String::new(),
        offers: vec![OfferInput { platform_id, credit: "1.5".into(), is_default: true }],
    };
    catalog::add(book, caller, product)?;
    customers::add(book, caller, CustomerInput { name: NAME.into(), ..CustomerInput::default() })?;
    Ok(())
}

/// The file that is overwritten beside each recorded sale.
struct Floor {
    file: File,
    bytes: Vec<u8>,
}

impl Floor {
    /// A file already as long as what is written to it.
    fn make(path: &Path) -> Outcome<Self> {
        let mut floor = Self { file: File::create(path)?, bytes: vec![0xA5; FLOOR_BYTES] };
        floor.overwrite()?;
        Ok(floor)
    }

    /// Overwrites it whole and waits for the disk.
    fn overwrite(&mut self) -> Outcome<()> {
        self.file.rewind()?;
        self.file.write_all(&self.bytes)?;
        Ok(self.file.sync_all()?)
    }
}

/// Runs the works in turn, once to warm up and then timed; the median seconds of each.
fn medians<const COUNT: usize>(mut works: [Work<'_>; COUNT]) -> Outcome<[f64; COUNT]> {
    let mut times = [const { Vec::new() }; COUNT];
    for round in 0..=ROUNDS {
        for (work, times) in works.iter_mut().zip(&mut times) {
            let time = seconds(*work)?;
            if round > 0 {
                times.push(time);
            }
        }
    }
    Ok(times.map(|mut times| percentile(&mut times, 50)))
}

/// How long one work takes.
fn seconds(work: Work<'_>) -> Outcome<f64> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed().as_secs_f64())
}

/// The smallest time that so many of a hundred do not exceed; zero of none.
fn percentile(times: &mut [f64], part: usize) -> f64 {
    times.sort_by(f64::total_cmp);
    let rank = (times.len() * part).div_ceil(100).saturating_sub(1);
    times.get(rank).copied().unwrap_or_default()
}

/// Seconds as milliseconds.
fn millis(seconds: f64) -> f64 {
    seconds * 1000.0
}
