//! A ZIP that is written while it is sent: only what was written since the last look lies in memory.

use std::io::{self, Write};
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

/// A ZIP in the making.
pub struct Zip {
    writer: ZipWriter<StreamWriter<Drain>>,
    drain: Drain,
}

/// What was written and not yet taken.
#[derive(Debug, Clone, Default)]
struct Drain(Arc<Mutex<Vec<u8>>>);

impl Write for Drain {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut lying = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lying.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Default for Zip {
    fn default() -> Self {
        let drain = Drain::default();
        Self {
            writer: ZipWriter::new_stream(drain.clone()),
            drain,
        }
    }
}

impl Zip {
    /// Begins a text file, which is packed.
    ///
    /// # Errors
    /// When the name cannot stand in a ZIP, or stands there already.
    pub fn text(&mut self, name: &str) -> io::Result<()> {
        self.begin(name, CompressionMethod::Deflated)
    }

    /// Begins a picture, which is small already and stored as it is.
    ///
    /// # Errors
    /// As [`Zip::text`].
    pub fn picture(&mut self, name: &str) -> io::Result<()> {
        self.begin(name, CompressionMethod::Stored)
    }

    fn begin(&mut self, name: &str, how: CompressionMethod) -> io::Result<()> {
        let options = SimpleFileOptions::default().compression_method(how);
        Ok(self.writer.start_file(name, options)?)
    }

    /// Adds to the file begun last.
    ///
    /// # Errors
    /// When none was begun.
    pub fn add(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.writer.write_all(bytes)
    }

    /// What can be sent by now.
    pub fn take(&mut self) -> Vec<u8> {
        self.drain.take()
    }

    /// Ends the ZIP and gives the rest of it.
    ///
    /// # Errors
    /// When the last file cannot be ended.
    pub fn end(self) -> io::Result<Vec<u8>> {
        let Self { writer, drain } = self;
        writer.finish()?;
        Ok(drain.take())
    }
}

impl Drain {
    fn take(&self) -> Vec<u8> {
        mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
