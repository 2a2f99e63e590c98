//! How a table is written.

use std::io::Write;

use chrono_tz::Asia::Shanghai;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};
use serde_json::{Map, Value};

use super::{Cell, Table};

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file or the connection.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The CSV.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// The workbook.
    #[error(transparent)]
    Xlsx(#[from] XlsxError),
    /// The JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

/// Comma-separated values in UTF-8. The mark at the beginning lets Excel read Chinese; a text that a
/// spreadsheet would take for a formula is written with an apostrophe before it.
///
/// # Errors
/// When the output refuses.
pub fn csv(table: &Table, mut to: impl Write) -> Result<(), ExportError> {
    to.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::Writer::from_writer(to);
    writer.write_record(&table.head)?;
    for row in &table.rows {
        writer.write_record(row.iter().map(as_text))?;
    }
    writer.flush()?;
    Ok(())
}

/// Several tables one after another, each under a line with its title.
///
/// # Errors
/// When a row cannot be written.
pub fn csv_sheets(tables: &[Table]) -> Result<Vec<u8>, ExportError> {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for (i, table) in tables.iter().enumerate() {
        if i > 0 {
            writer.write_record([""])?;
        }
        writer.write_record([harmless(&table.title)])?;
        writer.write_record(table.head.iter().map(|h| harmless(h)))?;
        for row in &table.rows {
            writer.write_record(row.iter().map(as_text))?;
        }
    }
    writer
        .into_inner()
        .map_err(|fault| ExportError::Io(fault.into_error()))
}

/// What a sheet may be called: 31 characters, none of those that addresses use.
fn sheet_name(title: &str) -> String {
    title
        .chars()
        .filter(|c| !"[]:*?/\\'".contains(*c))
        .take(31)
        .collect()
}

fn as_text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => harmless(text),
        Cell::Json(value) => harmless(&value.to_string()),
        Cell::Number(_) | Cell::Flag(_) | Cell::Time(_) => match cell.json() {
            Value::String(text) => text,
            other => other.to_string(),
        },
    }
}

/// What a spreadsheet may take for the beginning of a formula; in full width too, where its owner writes Chinese.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(FORMULA) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// A workbook with one sheet a table: bold head, frozen, with a filter; times are dates that can be sorted and reckoned
/// with, in Asia/Shanghai.
///
/// # Errors
/// When a sheet's name is taken or a text is longer than a cell can hold.
pub fn xlsx(tables: &[Table]) -> Result<Vec<u8>, ExportError> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let time = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    for table in tables {
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(&table.title))?;
        for (col, name) in (0_u16..).zip(&table.head) {
            sheet.write_string_with_format(0, col, name, &bold)?;
        }
        for (row, cells) in (1_u32..).zip(&table.rows) {
            for (col, cell) in (0_u16..).zip(cells) {
                match cell {
                    Cell::Empty => {}
                    Cell::Text(text) => {
                        sheet.write_string(row, col, text)?;
                    }
                    Cell::Number(n) => {
                        #[allow(
                            clippy::cast_precision_loss,
                            reason = "a workbook holds doubles; counts stay far below 2^53"
                        )]
                        sheet.write_number(row, col, *n as f64)?;
                    }
                    Cell::Flag(flag) => {
                        sheet.write_boolean(row, col, *flag)?;
                    }
                    Cell::Time(at) => {
                        let local = at.with_timezone(&Shanghai).naive_local();
                        let local = ExcelDateTime::from_timestamp(local.and_utc().timestamp())?;
                        sheet.write_datetime_with_format(row, col, &local, &time)?;
                    }
                    Cell::Json(value) => {
                        sheet.write_string(row, col, value.to_string())?;
                    }
                }
            }
        }
        let last_row = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
        let last_col = u16::try_from(table.head.len().saturating_sub(1)).unwrap_or(u16::MAX);
        sheet.set_freeze_panes(1, 0)?;
        if last_row > 0 {
            sheet.autofilter(0, 0, last_row, last_col)?;
        }
        for (col, width) in (0_u16..).zip(widths(table)) {
            sheet.set_column_width(col, width)?;
        }
    }
    Ok(book.save_to_buffer()?)
}

/// How wide the columns are, in characters: the widest cell and no less than the head with its filter's button; a Chinese
/// character is as wide as two others. A date that did not fit would be shown as a row of #.
fn widths(table: &Table) -> Vec<u16> {
    const MOST: u16 = 60;
    let wide = |text: &str| -> u16 {
        let signs = text.chars().map(|c| if c < '\u{1100}' { 1 } else { 2 });
        signs.fold(0, u16::saturating_add)
    };
    let mut widths: Vec<u16> = table.head.iter().map(|h| wide(h) + 4).collect();
    for row in &table.rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            let own = match cell {
                Cell::Empty => 0,
                Cell::Time(_) => 18,
                Cell::Text(text) => wide(text) + 2,
                Cell::Number(_) | Cell::Flag(_) | Cell::Json(_) => wide(&as_text(cell)) + 2,
            };
            *width = own.max(*width);
        }
    }
    widths.into_iter().map(|w| w.min(MOST)).collect()
}

fn object(table: &Table, row: &[Cell]) -> Value {
    let fields: Map<String, Value> = table
        .head
        .iter()
        .cloned()
        .zip(row.iter().map(Cell::json))
        .collect();
    Value::Object(fields)
}

/// A JSON array of objects.
///
/// # Errors
/// When the output refuses.
pub fn json(table: &Table, mut to: impl Write) -> Result<(), ExportError> {
    let rows: Vec<Value> = table.rows.iter().map(|row| object(table, row)).collect();
    serde_json::to_writer_pretty(&mut to, &rows)?;
    to.write_all(b"\n")?;
    Ok(())
}

/// One JSON object a line.
///
/// # Errors
/// When the output refuses.
pub fn ndjson(table: &Table, mut to: impl Write) -> Result<(), ExportError> {
    for row in &table.rows {
        serde_json::to_writer(&mut to, &object(table, row))?;
        to.write_all(b"\n")?;
    }
    Ok(())
}
