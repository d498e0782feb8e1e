//! The bytes of a file as text: bytes in, a [`Source`] out, or what is wrong with them.

use std::path::PathBuf;
use std::sync::Arc;

use super::rules::BAD_YAML;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

/// Takes the bytes of a file as UTF-8 text; the finding points at the first byte that is not.
///
/// The source in the finding shows the text with a replacement character for each bad byte.
pub fn decode(path: impl Into<PathBuf>, bytes: Vec<u8>) -> Result<Arc<Source>, Box<Diagnostic>> {
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Source::new(path, text)),
        Err(error) => error,
    };
    let good = error.utf8_error().valid_up_to();
    let bytes = error.as_bytes();
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let shown = String::from_utf8_lossy(bytes).into_owned();
    let mark = shown[good..].chars().next().map_or(0, char::len_utf8);
    let source = Source::new(path, shown);
    let message = if utf16 {
        "this file is UTF-16, and only UTF-8 is read".to_owned()
    } else {
        let byte = bytes.get(good).copied().unwrap_or_default();
        format!("the byte 0x{byte:02x} here is not UTF-8 text")
    };
    let finding = Diagnostic::new(&BAD_YAML, &source, Span::new(good, good + mark), message);
    Err(Box::new(finding.help("save the file as UTF-8")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_byte_is_pointed_at() {
        let finding = decode("a.yaml", b"a: 1\nb: caf\xe9!\n".to_vec()).unwrap_err();
        assert_eq!(finding.source.slice(finding.span), "\u{fffd}");
        assert_eq!(finding.source.place(finding.span.start).line, 2);
        assert!(finding.message.contains("0xe9"));
        assert!(decode("a.yaml", "a: café".into()).is_ok());
        let finding = decode("a.yaml", b"\xff\xfea\0".to_vec()).unwrap_err();
        assert!(finding.message.contains("UTF-16"));
    }
}
