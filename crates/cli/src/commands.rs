//! One function per command: parse, call the core, show what it answers.

mod book;
mod catalog;
mod customers;
mod legacy;
mod platforms;
mod reports;
mod sales;
mod settings;
mod subscriptions;
mod till;

use std::collections::BTreeMap;

use rasid_core::Result;

use crate::args::{Command, Customer, Legacy, Method, Platform, Product, Report, Sale, Subscription, Till};
use crate::context::Context;
use crate::output::Answer;

/// Runs a command.
pub fn run(context: &Context, command: Command) -> Result<Answer> {
    context.today()?;
    match command {
        Command::Init(init) => book::init(context, init),
        Command::Demo(demo) => book::demo(context, &demo),
        Command::Verify => book::verify(context),
        Command::Backup { file } => book::backup(context, &file),
        Command::Restore { file } => book::restore(context, &file),
        Command::Platform(command) => match command {
            Platform::Add { name, unit, decimals, low, critical } => {
                let input = rasid_core::platforms::AddPlatform { name, unit, decimals, low, critical };
                platforms::add(context, input)
            }
            Platform::List => platforms::list(context),
            Platform::Deposit(deposit) => platforms::deposit(context, deposit),
            Platform::Adjust { name, balance, reason, key } => {
                platforms::adjust(context, &name, balance, reason, key.as_deref())
            }
            Platform::Pay { name, amount, method, note, key } => {
                platforms::pay(context, &name, amount, &method, note, key.as_deref())
            }
            Platform::Movements { name, period } => platforms::movements(context, &name, &period),
        },
        Command::Product(command) => match command {
            Product::Add(product) => catalog::add(context, product),
            Product::List { search } => catalog::list(context, &search),
            Product::Codes { product, import: None } => catalog::codes(context, &product),
            Product::Codes { product, import: Some(file) } => catalog::import_codes(context, &product, &file),
        },
        Command::Customer(command) => match command {
            Customer::Add { name, phone } => customers::add(context, name, phone),
            Customer::List { search } => customers::list(context, search),
            Customer::Statement { customer, out: None, .. } => customers::statement(context, &customer),
            Customer::Statement { customer, out: Some(file), dialect } => {
                customers::statement_file(context, &customer, &file, dialect)
            }
            Customer::Duplicates => customers::duplicates(context),
            Customer::Merge { from, into } => customers::merge(context, &from, &into),
            Customer::Pay(payment) => customers::pay(context, payment),
            Customer::GiveBack { customer, amount, method, key } => {
                customers::give_back(context, &customer, amount, &method, key.as_deref())
            }
            Customer::Promise { customer, on, note } => customers::promise(context, &customer, on.as_deref(), note),
        },
        Command::Sale(command) => match command {
            Sale::Record(sale) => sales::record(context, sale),
            Sale::Cancel(cancellation) => sales::cancel(context, cancellation),
            Sale::Correct(correction) => sales::correct(context, correction),
            Sale::Codes { number } => sales::codes(context, &number),
            Sale::Receipt { number } => sales::receipt(context, &number),
            Sale::Pay { number, amount, method, key } => sales::pay(context, &number, amount, &method, key.as_deref()),
        },
        Command::Subscription(command) => match command {
            Subscription::List { state, within } => subscriptions::list(context, state, within),
            Subscription::Renew(renewal) => subscriptions::renew(context, renewal),
            Subscription::Pause { id, reason } => subscriptions::pause(context, &id, reason),
            Subscription::Resume { id } => subscriptions::resume(context, &id),
            Subscription::Cancel { id, reason } => subscriptions::cancel(context, &id, reason),
            Subscription::Transfer { id, customer, reason } => subscriptions::transfer(context, &id, &customer, reason),
        },
        Command::Till(command) => match command {
            Till::Show { date } => till::show(context, date.as_deref()),
            Till::Close(closing) => till::close(context, closing),
            Till::List { period } => till::list(context, &period),
        },
        Command::Methods => settings::methods(context),
        Command::Method(command) => match command {
            Method::Add { name, fee } => settings::add_method(context, name, fee),
            Method::Set { method, name, fee } => settings::set_method(context, &method, name, fee),
            Method::Archive { method, undo } => settings::archive_method(context, &method, !undo),
        },
        Command::Settings(typed) => settings::settings(context, typed),
        Command::Report(Report::Profit { by, period }) => reports::profit(context, by, &period),
        Command::Report(Report::Debts { on }) => reports::debts(context, on.as_deref()),
        Command::Export(export) => reports::export(context, &export),
        Command::Legacy(Legacy::Inspect { paths }) => legacy::inspect(context, &paths),
        Command::Legacy(Legacy::Import(import)) => legacy::import(context, import),
        Command::Legacy(Legacy::List) => legacy::list(context),
        Command::Legacy(Legacy::Undo { batch, dry_run: true, key: _ }) => legacy::undo_quote(context, &batch),
        Command::Legacy(Legacy::Undo { batch, dry_run: false, key }) => legacy::undo(context, &batch, key.as_deref()),
    }
}

/// A document with one field.
fn named<T>(name: &'static str, value: T) -> BTreeMap<&'static str, T> {
    BTreeMap::from([(name, value)])
}
