//! The import of the sample shops, to the centime; and of files that no one would wish for.

mod formats;
mod hostile;
mod later;
mod samples;
mod shop;
mod totals;
mod trouble;
