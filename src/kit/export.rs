//! What a page shows, as a file: the same tables as CSV and as a workbook.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Text.
    Text(String),
    /// A number.
    Number(i64),
    /// Nothing.
    Empty,
}

impl Cell {
    /// A text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number, or nothing.
    #[must_use]
    pub fn maybe(n: Option<i64>) -> Self {
        n.map_or(Self::Empty, Self::Number)
    }

    fn csv(&self) -> String {
        match self {
            Self::Text(text) => harmless(text),
            Self::Number(n) => n.to_string(),
            Self::Empty => String::new(),
        }
    }
}

/// A table with its title and the names of its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The title: a line in a CSV file, a sheet's name in a workbook.
    pub title: String,
    /// Names of the columns.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// Why a file was not made: a fault of the program.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// CSV.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// XLSX.
    #[error(transparent)]
    Xlsx(#[from] XlsxError),
    /// The buffer.
    #[error("the file was not flushed: {0}")]
    Flush(String),
}

/// The tables one after another, in UTF-8 with the mark by which Excel knows it.
///
/// # Errors
/// Never for text; kept for the caller's `?`.
pub fn csv(tables: &[Table]) -> Result<Vec<u8>, ExportError> {
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
            writer.write_record(row.iter().map(Cell::csv))?;
        }
    }
    writer
        .into_inner()
        .map_err(|fault| ExportError::Flush(fault.to_string()))
}

/// A workbook with a sheet for each table.
///
/// # Errors
/// When a sheet cannot be written: a fault of the program.
pub fn xlsx(tables: &[Table]) -> Result<Vec<u8>, ExportError> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    for table in tables {
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(&table.title))?;
        for (column, head) in (0_u16..).zip(&table.head) {
            sheet.write_string_with_format(0, column, head, &bold)?;
        }
        for (line, row) in (1_u32..).zip(&table.rows) {
            for (column, cell) in (0_u16..).zip(row) {
                match cell {
                    Cell::Text(text) => sheet.write_string(line, column, text)?,
                    Cell::Number(n) => sheet.write_number(line, column, exact(*n))?,
                    Cell::Empty => continue,
                };
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.autofit();
    }
    Ok(book.save_to_buffer()?)
}

/// A text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// What a sheet may be called: 31 characters, none of those that addresses use.
fn sheet_name(title: &str) -> String {
    title
        .chars()
        .filter(|c| !"[]:*?/\\'".contains(*c))
        .take(31)
        .collect()
}

/// A count as workbooks hold numbers; counts are far below 2^53.
#[allow(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
const fn exact(n: i64) -> f64 {
    n as f64
}
