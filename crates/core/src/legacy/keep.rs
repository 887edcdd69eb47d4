//! Every row of every file is kept word for word with what became of it; the keys keep it from coming in twice.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{Transaction, params};

use super::batch::{At, Batch, Fate, RowState};
use super::choices::FileChoice;
use super::decoding::sha256_of;
use super::mapping;
use super::records::Record;
use super::report::{ImportMode, ImportReport, RefusedRow};
use super::sections::Section;
use super::verdicts::{Finding, Severity};
use crate::book::journal::Journal;
use crate::book::posting::Posting;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::new_uuid;
use crate::time::Instant;

type Findings<'b> = HashMap<At, Vec<&'b Finding>>;

/// Reads the files once more and keeps their rows; a dry run only gathers the refused ones.
pub fn keep(posting: &mut Posting<'_>, batch: &Batch, mode: ImportMode, report: &mut ImportReport) -> Result<()> {
    let mut findings: Findings<'_> = HashMap::new();
    for (at, finding) in &batch.findings {
        findings.entry(*at).or_default().push(finding);
    }
    if report.dry_run {
        return each_row(batch, |at, section, record, state| {
            report.refused.extend(refused(at, section, record, state, &findings));
            Ok(())
        });
    }
    let (tx, caller) = (posting.tx, posting.caller);
    let uuid = new_uuid();
    tx.execute(
        "INSERT INTO legacy_batches (uuid, mode, day, report, actor, recorded_at) VALUES (?1, ?2, ?3, '', ?4, ?5)",
        params![uuid, mode.code(), caller.today, caller.actor.code(), caller.now],
    )?;
    let id = tx.last_insert_rowid();
    let files =
        batch.sections.iter().map(|section| keep_file(tx, id, section, caller.now)).collect::<Result<Vec<i64>>>()?;
    each_row(batch, |at, section, record, state| {
        let file = files.get(at.section).copied().ok_or_else(|| Error::bug("a file vanished"))?;
        keep_row(posting, file, section, record, state, findings.get(&at))?;
        report.refused.extend(refused(at, section, record, state, &findings));
        Ok(())
    })?;
    report.batch = Some(uuid::Uuid::from_bytes(uuid).to_string());
    let text = serde_json::to_string(report).map_err(Error::bug)?;
    tx.execute("UPDATE legacy_batches SET report = ?2 WHERE id = ?1", params![id, text])?;
    Ok(())
}

/// Goes through the rows of all files with their states, and refuses a file that changed since it was first read.
fn each_row(batch: &Batch, mut work: impl FnMut(At, &Section, &Record, &RowState) -> Result<()>) -> Result<()> {
    for (index, section) in batch.sections.iter().enumerate() {
        let changed = || {
            let refused = Error::new(ErrorCode::ImportRefused).with("file", &section.name);
            refused.with("detail", "the file changed while it was being read")
        };
        if sha256_of(&section.path)? != section.facts.sha256 {
            return Err(changed());
        }
        let mut row = 0;
        section.each_row(|record, _| {
            let at = At { section: index, row };
            let state = batch.state(at).filter(|state| state.line == record.line).ok_or_else(changed)?;
            row += 1;
            work(at, section, record, state)
        })?;
    }
    Ok(())
}

fn keep_file(tx: &Transaction<'_>, batch: i64, section: &Section, now: Instant) -> Result<i64> {
    let header = serde_json::to_string(&section.header).map_err(Error::bug)?;
    tx.prepare_cached(
        "INSERT INTO legacy_files (batch_id, name, sha256, shape, encoding, delimiter, header)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        batch,
        section.name,
        section.facts.sha256,
        section.shape_name(),
        section.facts.label,
        section.delimiter_text(),
        header
    ])?;
    let file = tx.last_insert_rowid();
    keep_reading(tx, file, section, now)?;
    Ok(file)
}

/// What a person said of a file is kept with it, for its rows are read again when later files come; what its columns
/// stand for is remembered for the next file of that header.
fn keep_reading(tx: &Transaction<'_>, file: i64, section: &Section, now: Instant) -> Result<()> {
    let choice = FileChoice { mapping: section.mapping.clone(), ..section.choice.clone() };
    if choice == FileChoice::default() {
        return Ok(());
    }
    let text = serde_json::to_string(&choice).map_err(Error::bug)?;
    tx.execute("INSERT INTO legacy_readings (file_id, choice) VALUES (?1, ?2)", params![file, text])?;
    match &section.mapping {
        Some(mapping) => mapping::remember(tx, &section.header, mapping, now),
        None => Ok(()),
    }
}

fn keep_row(
    posting: &mut Posting<'_>,
    file: i64,
    section: &Section,
    record: &Record,
    state: &RowState,
    findings: Option<&Vec<&Finding>>,
) -> Result<()> {
    let issues = match findings {
        Some(findings) => serde_json::to_string(findings).map_err(Error::bug)?,
        None => "[]".to_owned(),
    };
    let (table, entity) = (state.entity.map(|(table, _)| table), state.entity.map(|(_, id)| id));
    let values = params![file, record.line, record.raw(), state.fate.kept_as(), table, entity, issues];
    let row = posting.append(Journal::LegacyRows, values)?;
    if matches!(state.fate, Fate::Accepted | Fate::Kept) {
        let statement = posting.tx.prepare_cached(
            "INSERT INTO legacy_keys (source, key, content, row_id, entity_id) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (source, key) DO UPDATE SET row_id = excluded.row_id, entity_id = excluded.entity_id",
        );
        statement?.execute(params![section.shape_name(), state.key, state.content, row, entity])?;
    }
    Ok(())
}

fn refused(
    at: At,
    section: &Section,
    record: &Record,
    state: &RowState,
    findings: &Findings<'_>,
) -> Option<RefusedRow> {
    if state.fate != Fate::Refused {
        return None;
    }
    let said = findings.get(&at).map_or(&[][..], Vec::as_slice);
    let errors = said.iter().filter(|f| f.severity == Severity::Error);
    let reasons: Vec<String> = errors
        .map(|f| match f.column.as_str() {
            "" => f.code.code().to_owned(),
            column => format!("{}: {column} = {}", f.code.code(), f.value),
        })
        .collect();
    Some(RefusedRow {
        file: section.name.clone(),
        line: state.line,
        header: Arc::from(section.header.as_slice()),
        cells: record.cells().map(str::to_owned).collect(),
        reason: reasons.join(", "),
    })
}
