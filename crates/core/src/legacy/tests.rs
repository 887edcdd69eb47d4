//! The import of the sample shops, to the centime; and of files that no one would wish for.

mod choices;
mod converted;
mod formats;
mod hostile;
mod hostile_formats;
mod kept_rows;
mod later;
mod mapped;
mod samples;
mod shop;
mod totals;
mod trouble;
