//! The one writing of a time that `pir` itself uses: 24 hours, ISO dates, `..` for ranges. It says
//! what was written, no more and no less.

use std::fmt::{Display, Formatter, Result};

use super::{About, Point, Stated};
use crate::model::time::{Precision, short};

impl Display for Stated {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::At(point, None) => point.fmt(f),
            Self::At(point, Some(About { margin: None })) => write!(f, "~{point}"),
            Self::At(
                point,
                Some(About {
                    margin: Some(margin),
                }),
            ) => {
                write!(f, "~{point} ±{}", short(*margin))
            }
            Self::Range { from, to, about } => write!(f, "{}{from}..{to}", tilde(*about)),
            Self::Before(point) => write!(f, "before {point}"),
            Self::After(point) => write!(f, "after {point}"),
            Self::Later { by, about, .. } => write!(f, "{}+{}", tilde(*about), short(*by)),
        }
    }
}

/// `~` where it was written.
const fn tilde(about: bool) -> &'static str {
    if about { "~" } else { "" }
}

impl Display for Point {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let zone = self.zone.as_ref().map_or("", |zone| zone.value.as_str());
        let offset = zone.starts_with(['+', '-', '\u{2212}']) || zone.eq_ignore_ascii_case("z");
        // The day alone says the same as the day with `??:??`.
        let alone = self.precision == Precision::Day && self.zone.is_none();
        if let Some(day) = self.day {
            let joint = match (alone, offset && day.year.is_some()) {
                (true, _) => "",
                (false, true) => "T",
                (false, false) => " ",
            };
            write!(f, "{day}{joint}")?;
        }
        if self.day.is_none() || !alone {
            write!(f, "{}", self.clock())?;
        }
        match zone.chars().next() {
            None => Ok(()),
            // A minus sign after a bare clock time reads as a range.
            Some('-' | '\u{2212}') if self.day.is_none_or(|day| day.year.is_none()) => {
                write!(f, " UTC{}", zone.replace('\u{2212}', "-"))
            }
            Some(_) if offset => write!(f, "{}", zone.replace('\u{2212}', "-").to_uppercase()),
            Some(_) => write!(f, " {zone}"),
        }
    }
}

impl Point {
    /// The clock time on 24 hours, to the unit that was written.
    fn clock(&self) -> String {
        let written = |form: &str| self.time.format(form).to_string();
        match self.precision {
            Precision::Day => "??:??".to_owned(),
            Precision::Hour => written("%H:??"),
            Precision::Minute => written("%H:%M"),
            Precision::Second => written("%H:%M:%S"),
            Precision::Millisecond => {
                let nanos = written("%H:%M:%S.%9f");
                nanos[..nanos.len() - 9 + self.digits.min(9)].to_owned()
            }
        }
    }
}
