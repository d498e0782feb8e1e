//! Who may read a record.

use super::words::words;

words! {
    /// Who may read a record.
    Visibility {
        Internal = "internal": "for the organisation alone",
        Public = "public": "for everybody; the same as none",
    }
}
