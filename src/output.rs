//! Standard output that says what it is where it cannot be written: a full disk has no name of its own.

use std::io::{self, Write};

/// A stream whose errors say that it is standard output.
#[derive(Debug)]
pub(crate) struct Output<W> {
    inner: W,
    /// Whether an error was handed to whoever wrote.
    failed: bool,
}

impl<W: Write> Output<W> {
    pub(crate) const fn new(inner: W) -> Self {
        Self {
            inner,
            failed: false,
        }
    }

    /// Writes what is left; the error, where nobody was handed one before.
    pub(crate) fn end(&mut self) -> Option<io::Error> {
        let told = self.failed;
        self.flush().err().filter(|_| !told)
    }

    fn named<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        done.map_err(|error| {
            self.failed = true;
            let message = format!("cannot write to standard output: {error}");
            io::Error::new(error.kind(), message)
        })
    }
}

impl<W: Write> Write for Output<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.inner.write(bytes);
        self.named(done)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.inner.flush();
        self.named(done)
    }
}
