//! Calendars (RFC 5545), for whoever keeps the sessions of a street beside their own dates. Times are those of
//! Asia/Shanghai, which has no summer time.

use std::fmt::Write;

use chrono::{DateTime, Utc};
use chrono_tz::Asia::Shanghai;

/// The most bytes of a line before it is folded.
const LINE: usize = 75;

const ZONE: &str = "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\nBEGIN:STANDARD\r\nDTSTART:19910915T000000\r\n\
                    TZOFFSETFROM:+0800\r\nTZOFFSETTO:+0800\r\nTZNAME:CST\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

/// A calendar.
#[derive(Debug, Clone)]
pub struct Agenda {
    /// Its name.
    pub name: String,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// What is in it.
    pub dates: Vec<Date>,
}

/// Something that has a time and a place.
#[derive(Debug, Clone)]
pub struct Date {
    /// Stays the same for ever, unlike any other in the world.
    pub uid: String,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// One line.
    pub title: String,
    /// Where.
    pub place: String,
    /// More of it, as plain text; may be empty.
    pub text: String,
    /// Absolute address of its page.
    pub page: String,
    /// It does not take place.
    pub cancelled: bool,
}

/// The calendar as text.
#[must_use]
pub fn ics(agenda: &Agenda) -> String {
    let mut to = String::from(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Yishi//Yishi//ZH\r\nCALSCALE:GREGORIAN\r\n",
    );
    put(&mut to, "X-WR-CALNAME", &escaped(&agenda.name));
    to.push_str(ZONE);
    let stamp = agenda.at.format("%Y%m%dT%H%M%SZ").to_string();
    for date in &agenda.dates {
        let local = |at: DateTime<Utc>| at.with_timezone(&Shanghai).format("%Y%m%dT%H%M%S");
        to.push_str("BEGIN:VEVENT\r\n");
        put(&mut to, "UID", &date.uid);
        put(&mut to, "DTSTAMP", &stamp);
        for (name, at) in [("DTSTART", date.starts_at), ("DTEND", date.ends_at)] {
            let _ = write!(to, "{name};TZID=Asia/Shanghai:{}\r\n", local(at));
        }
        put(&mut to, "SUMMARY", &escaped(&date.title));
        for (name, text) in [("LOCATION", &date.place), ("DESCRIPTION", &date.text)] {
            if !text.is_empty() {
                put(&mut to, name, &escaped(text));
            }
        }
        put(&mut to, "URL", &date.page);
        let status = if date.cancelled {
            "CANCELLED"
        } else {
            "CONFIRMED"
        };
        put(&mut to, "STATUS", status);
        to.push_str("END:VEVENT\r\n");
    }
    to.push_str("END:VCALENDAR\r\n");
    to
}

/// A text in which no character means anything but itself.
fn escaped(text: &str) -> String {
    let mut to = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => to.extend(['\\', c]),
            '\n' => to.push_str("\\n"),
            c if c.is_control() => {}
            c => to.push(c),
        }
    }
    to
}

/// A line, folded between characters where it is long: what goes on begins with a space.
fn put(to: &mut String, name: &str, value: &str) {
    let mut bytes = 0;
    for c in format!("{name}:{value}").chars() {
        if bytes + c.len_utf8() > LINE {
            to.push_str("\r\n ");
            bytes = 1;
        }
        to.push(c);
        bytes += c.len_utf8();
    }
    to.push_str("\r\n");
}
