//! Tables for people who work in Excel and for programs: the same rows as CSV, workbook or JSON.

mod archive;
mod atom;
mod ics;
mod qr;
mod write;

pub use archive::Zip;
pub use atom::{Item, News, atom};
pub use ics::{Agenda, Date, ics};
pub use qr::qr_svg;
pub use write::{ExportError, csv, csv_sheets, json, ndjson, xlsx};

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::domain::audit::utc_text;

/// A value of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// A moment: UTC text for programs, Asia/Shanghai in a workbook.
    Time(DateTime<Utc>),
    /// A structure: kept as such in JSON, as its text elsewhere.
    Json(Value),
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

    /// As JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        match self {
            Self::Empty => Value::Null,
            Self::Text(text) => Value::String(text.clone()),
            Self::Number(n) => Value::from(*n),
            Self::Flag(flag) => Value::Bool(*flag),
            Self::Time(at) => Value::String(utc_text(*at)),
            Self::Json(value) => value.clone(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(n: i64) -> Self {
        Self::Number(n)
    }
}

impl From<i16> for Cell {
    fn from(n: i16) -> Self {
        Self::Number(i64::from(n))
    }
}

impl From<i32> for Cell {
    fn from(n: i32) -> Self {
        Self::Number(i64::from(n))
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<DateTime<Utc>> for Cell {
    fn from(at: DateTime<Utc>) -> Self {
        Self::Time(at)
    }
}

impl From<Value> for Cell {
    fn from(value: Value) -> Self {
        Self::Json(value)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// A table: the names of its columns, and its rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The title: a sheet's name in a workbook, a line above the table in [`csv_sheets`].
    pub title: String,
    /// The names of the columns.
    pub head: Vec<String>,
    /// The rows, each as long as `head`.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// An empty table.
    #[must_use]
    pub fn new(title: &str, head: &[&str]) -> Self {
        Self {
            title: title.to_owned(),
            head: head.iter().map(|c| (*c).to_owned()).collect(),
            rows: Vec::new(),
        }
    }
}
