//! Topics: the list, the form of a new one, the public page with its record, the work page of step 1,
//! and what can be done at any step.

pub mod announcing;
pub mod api;
pub mod author;
pub mod calls;
pub mod contact;
pub mod feed;
mod fields;
mod filters;
mod intake;
mod links;
mod list;
pub mod lock;
pub mod merging;
pub mod more;
mod origin;
mod own;
mod page;
mod papers;
mod record;
mod sent;
mod slip;
pub mod synonyms;
mod timeline;
mod waits;
mod why;
pub mod wizard;

pub use intake::solicitation;
pub use list::list;
pub use more::{more, to_step};
pub use page::topic;
pub use record::record;
pub use sent::{qr, sent};
pub use slip::slip;

/// A point as people read and copy it: `31.98, 120.89`, north and east.
fn point(latitude_e6: i32, longitude_e6: i32) -> String {
    format!("{}, {}", degrees(latitude_e6), degrees(longitude_e6))
}

/// Degrees as people type them: `31.98`.
fn degrees(e6: i32) -> String {
    let text = format!("{}.{:06}", (e6 / 1_000_000).abs(), (e6 % 1_000_000).abs());
    let sign = if e6 < 0 { "-" } else { "" };
    format!("{sign}{}", text.trim_end_matches('0').trim_end_matches('.'))
}
