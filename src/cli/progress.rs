//! What a long command shows while it works; nothing where standard error is not a terminal.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar of so many steps.
#[must_use]
pub fn bar(len: u64, what: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg} ({eta})")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(len).with_style(style).with_message(what)
}

/// A count without a known end.
#[must_use]
pub fn spinner(what: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{spinner} {pos} {msg}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner());
    ProgressBar::no_length()
        .with_style(style)
        .with_message(what)
}
