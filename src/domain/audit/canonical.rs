//! The one way to write a content down: RFC 8785 JSON, UTF-8 in NFC, integers only, times as UTC
//! text at microseconds. What is written so has one hash, whoever computes it.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Map, Value};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::{Hash, sha256};

/// The largest whole number that every JSON reader keeps exact (2^53 - 1).
const EXACT: u64 = (1 << 53) - 1;

/// Why a value has no canonical form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotCanonical {
    /// A number with a fraction, or too large to be exact everywhere.
    #[error("{0} is not a whole number that every reader keeps exact")]
    Number(String),
    /// Two names of one object are the same in NFC.
    #[error("the name {0:?} stands twice in one object")]
    Twice(String),
    /// The value cannot be written as JSON.
    #[error("cannot be written as JSON: {0}")]
    Json(String),
}

/// The canonical text of a JSON value.
///
/// # Errors
/// [`NotCanonical`] for fractions, numbers beyond 2^53 - 1, and names that fall together in NFC.
pub fn canonical(value: &Value) -> Result<String, NotCanonical> {
    let normal = normalise(value)?;
    serde_json_canonicalizer::to_string(&normal)
        .map_err(|fault| NotCanonical::Json(fault.to_string()))
}

/// The canonical text of anything that can be written as JSON.
///
/// # Errors
/// As [`canonical`], and when the value cannot be written as JSON.
pub fn canonical_of<T: Serialize>(value: &T) -> Result<String, NotCanonical> {
    let value =
        serde_json::to_value(value).map_err(|fault| NotCanonical::Json(fault.to_string()))?;
    canonical(&value)
}

/// The SHA-256 of a content's canonical form: what a signature on a plan, an opinion or minutes
/// binds to. Any change of the content changes it, and so voids the signature.
///
/// # Errors
/// As [`canonical_of`].
pub fn content_hash<T: Serialize>(value: &T) -> Result<Hash, NotCanonical> {
    canonical_of(value).map(|text| sha256(text.as_bytes()))
}

/// A moment as it stands in the record: UTC at microseconds, always six figures.
pub fn utc_text(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

fn normalise(value: &Value) -> Result<Value, NotCanonical> {
    Ok(match value {
        Value::Null | Value::Bool(_) => value.clone(),
        Value::Number(number) => {
            let whole = number
                .as_i64()
                .map(i64::unsigned_abs)
                .or_else(|| number.as_u64());
            if whole.is_none_or(|n| n > EXACT) {
                return Err(NotCanonical::Number(number.to_string()));
            }
            value.clone()
        }
        Value::String(text) => Value::String(nfc(text)),
        Value::Array(items) => Value::Array(items.iter().map(normalise).collect::<Result<_, _>>()?),
        Value::Object(fields) => {
            let mut normal = Map::new();
            for (name, field) in fields {
                let name = nfc(name);
                if normal.contains_key(&name) {
                    return Err(NotCanonical::Twice(name));
                }
                normal.insert(name, normalise(field)?);
            }
            Value::Object(normal)
        }
    })
}

fn nfc(text: &str) -> String {
    if is_nfc(text) {
        text.to_owned()
    } else {
        text.nfc().collect()
    }
}
