//! Forms that carry files: the texts go into memory within bounds, each file into a temporary file without
//! a name; what it is, `service::photos` finds out later.

use std::fs::File;
use std::io::{Seek, Write};
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{HeaderMap, header};
use multer::{Constraints, Field, Multipart, SizeLimit};
use tokio::time::timeout;

use super::error::PageError;
use super::pipeline::FORM_BYTES;
use crate::domain::fields::Raw;
use crate::domain::photos::{BYTES, Fault, MOST, Names};
use crate::kit::files::Files;

/// The most bytes of a whole form with files: past it nothing more is read.
const WHOLE: u64 = 12 * BYTES;

/// How long a form with files may take to come, over a slow line.
const TIME: Duration = Duration::from_secs(300);

/// How long it may stop coming.
const PAUSE: Duration = Duration::from_secs(20);

/// Files of a row in their order: what each is called, and what came whole, or why it was left out.
type Row = Vec<(String, Result<File, Fault>)>;

/// Files of a form by the row of pictures that they belong to: each row with what came.
#[derive(Debug, Default)]
pub struct Uploaded(pub Vec<(&'static Names, Row)>);

impl Uploaded {
    /// Nothing was sent.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|(_, row)| row.is_empty())
    }

    /// The row of these names; it begins empty.
    fn row(&mut self, names: &'static Names) -> &mut Row {
        let at = self.0.iter().position(|(n, _)| *n == names);
        let at = at.unwrap_or_else(|| {
            self.0.push((names, Row::default()));
            self.0.len() - 1
        });
        &mut self.0[at].1
    }
}

/// The boundary of a form with files; none for any other request.
pub(super) fn boundary(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    multer::parse_boundary(kind).ok()
}

/// Reads a form with files. Where `files` is none, what it carries is passed over.
///
/// # Errors
/// [`PageError::TooLarge`]; [`PageError::Broken`] where the line broke off or stood still.
pub(super) async fn read(
    body: Body,
    boundary: String,
    files: Option<&Files>,
) -> Result<(Raw, Uploaded), PageError> {
    let until = Instant::now() + TIME;
    let limit = SizeLimit::new().whole_stream(WHOLE);
    let limits = Constraints::new().size_limit(limit);
    let mut form = Multipart::with_constraints(body.into_data_stream(), boundary, limits);
    let (mut raw, mut sent) = (Raw::default(), Uploaded::default());
    let mut texts = 0;
    while let Some(mut field) = next(until, form.next_field()).await? {
        let name = field.name().unwrap_or_default().to_owned();
        if field.file_name().is_none() {
            let text = text(&mut field, until, FORM_BYTES.saturating_sub(texts)).await?;
            texts += name.len() + text.len();
            raw.add(name, text);
        } else if let (Some(names), Some(files)) = (Names::of(&name), files) {
            file(&mut field, until, files, sent.row(names)).await?;
        } else {
            while next(until, field.chunk()).await?.is_some() {}
        }
    }
    Ok((raw, sent))
}

async fn next<T>(
    until: Instant,
    part: impl Future<Output = Result<Option<T>, multer::Error>>,
) -> Result<Option<T>, PageError> {
    if Instant::now() > until {
        return Err(PageError::Broken);
    }
    match timeout(PAUSE, part).await {
        Ok(Ok(part)) => Ok(part),
        Ok(Err(multer::Error::StreamSizeExceeded { .. })) => Err(PageError::TooLarge),
        Ok(Err(_)) | Err(_) => Err(PageError::Broken),
    }
}

async fn text(field: &mut Field<'_>, until: Instant, most: usize) -> Result<String, PageError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = next(until, field.chunk()).await? {
        if bytes.len() + chunk.len() > most {
            return Err(PageError::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// One file; past its bounds the rest is read and dropped, so that the other fields still come.
async fn file(
    field: &mut Field<'_>,
    until: Instant,
    files: &Files,
    sent: &mut Row,
) -> Result<(), PageError> {
    let name = field.file_name().unwrap_or_default().to_owned();
    let full = sent.iter().filter(|(_, f)| f.is_ok()).count() >= MOST;
    let mut kept: Option<File> = None;
    let mut size = 0_u64;
    while let Some(chunk) = next(until, field.chunk()).await? {
        size += u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        if size > BYTES || full {
            kept = None;
            continue;
        }
        // A chunk is some kilobytes, and the file is a page of memory that the disk gets later.
        let written = match kept.take() {
            Some(file) => Ok(file),
            None => files.scratch(),
        }
        .and_then(|mut file| file.write_all(&chunk).map(|()| file));
        kept = Some(written.map_err(|why| PageError::fault(format!("upload: {why}")))?);
    }
    match kept {
        // A browser sends an empty file without a name where none was chosen; it can come as a chunk of no
        // bytes. One with a name was chosen: words that follow are its own.
        None | Some(_) if size == 0 && name.is_empty() => {}
        None | Some(_) if full => sent.push((name, Err(Fault::TooMany))),
        None | Some(_) if size == 0 => sent.push((name, Err(Fault::Damaged))),
        None => sent.push((name, Err(Fault::TooLarge))),
        Some(mut file) => {
            file.rewind().map_err(PageError::fault)?;
            sent.push((name, Ok(file)));
        }
    }
    Ok(())
}
