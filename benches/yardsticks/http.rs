//! As much of an HTTP client as is needed to log in and to keep an answer byte by byte.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::Context;

/// A request.
#[derive(Debug, Clone)]
pub struct Request {
    /// GET or POST.
    pub method: &'static str,
    /// Path and query.
    pub path: String,
    /// The cookie, or nothing.
    pub cookie: String,
    /// The posted form; empty for GET.
    pub body: String,
}

impl Request {
    /// A page read by nobody in particular.
    pub fn get(path: &str) -> Self {
        Self {
            method: "GET",
            path: path.to_owned(),
            cookie: String::new(),
            body: String::new(),
        }
    }

    /// A form that is posted.
    pub fn post(path: &str, form: &[(&str, &str)]) -> Self {
        Self {
            method: "POST",
            body: form
                .iter()
                .map(|(name, value)| format!("{name}={}", encoded(value)))
                .collect::<Vec<_>>()
                .join("&"),
            ..Self::get(path)
        }
    }

    /// With the log-in of this cookie.
    pub fn with(mut self, cookie: &str) -> Self {
        cookie.clone_into(&mut self.cookie);
        self
    }

    /// The headers that every generator sends, but for the address that the reader comes from.
    pub fn headers(&self) -> Vec<(&'static str, String)> {
        let mut headers = vec![("Accept-Language", "zh-CN".to_owned())];
        if !self.cookie.is_empty() {
            headers.push(("Cookie", self.cookie.clone()));
        }
        if self.method == "POST" {
            let form = "application/x-www-form-urlencoded".to_owned();
            headers.push(("Content-Type", form));
        }
        headers
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                char::from(b).to_string()
            }
            _ => format!("%{b:02X}"),
        })
        .collect()
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its headers, as they came.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's value; the first of its name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(n, _)| n.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// Asks and waits for the whole answer.
pub fn ask(address: &str, request: &Request, from: &str) -> anyhow::Result<Answer> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let Request {
        method, path, body, ..
    } = request;
    let mut text = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nX-Forwarded-For: {from}\r\n"
    );
    for (name, value) in request.headers() {
        text += &format!("{name}: {value}\r\n");
    }
    if *method == "POST" {
        text += &format!("Content-Length: {}\r\n", body.len());
    }
    write!(stream, "{text}\r\n{body}")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer
        .windows(4)
        .position(|w| w == b"\r\n\r\n")
        .context("an answer without an end of its headers")?;
    let head = std::str::from_utf8(&answer[..end])?;
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|l| l.split(' ').nth(1));
    let status = status.context("an answer without a status")?.parse()?;
    let headers: Vec<(String, String)> = lines
        .filter_map(|l| l.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect();
    let answer = Answer {
        status,
        headers,
        body: answer[end + 4..].to_vec(),
    };
    let chunked = answer.header("transfer-encoding") == Some("chunked");
    Ok(if chunked {
        Answer {
            body: joined(&answer.body).context("a chunk that does not end")?,
            ..answer
        }
    } else {
        answer
    })
}

/// A body out of its chunks.
fn joined(mut chunks: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = chunks.windows(2).position(|w| w == b"\r\n")?;
        let size = std::str::from_utf8(&chunks[..end]).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        body.extend(chunks.get(end + 2..end + 2 + size)?);
        chunks = chunks.get(end + size + 4..)?;
    }
}
