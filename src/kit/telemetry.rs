//! The log: readable sentences with dotted fields, on standard error.

use std::io::{IsTerminal, stderr};

use tracing_subscriber::EnvFilter;

use super::config::LogFormat;

/// Starts the log. A second call, as in tests, does nothing.
pub fn start(filter: &str, format: LogFormat) {
    let builder = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(filter))
        .with_writer(stderr)
        .with_ansi(stderr().is_terminal())
        .with_target(false)
        // What cannot be written is not written: complaining of it on the same closed stream would panic,
        // and leave the embedded database running.
        .log_internal_errors(false);
    // The only fault is a log that was started before.
    let _ = match format {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
}
