//! What a decision says, as a table: which field it goes to, how it is asked for, how it is read.

use chrono::NaiveDate;

use crate::diagnostic::nearest;
use crate::model::{Helps, RoughDate};
use crate::yaml::Value;

/// What can be decided about an idea.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It will be done.
    Do,
    /// It will be tried, and looked at on its day.
    Try,
    /// Nothing is changed, by decision, until somebody looks again.
    LiveWith,
    /// It will not be done.
    Drop,
}

impl Verdict {
    /// Every verdict, with its word and what it means.
    pub const ALL: &[(Self, &'static str, &'static str)] = &[
        (Self::Do, "do", "somebody does it"),
        (Self::Try, "try", "try it out, and look at it on a day"),
        (
            Self::LiveWith,
            "live-with",
            "live with the weakness, in the open, until a day",
        ),
        (Self::Drop, "drop", "leave it, and say for which reason"),
    ];

    /// Whether words are the beginning of a verdict, though perhaps of several.
    pub fn begins(words: &str) -> bool {
        let words = words.trim().to_lowercase().replace(' ', "-");
        !words.is_empty() && Self::ALL.iter().any(|row| row.1.starts_with(&words))
    }

    /// The verdict of a word, or of a beginning that only one of them has.
    pub fn find(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase().replace(' ', "-");
        let mut fitting = Self::ALL.iter().filter(|row| row.1.starts_with(&word));
        let found = fitting.next().filter(|_| !word.is_empty())?;
        let exact = Self::ALL.iter().find(|row| row.1 == word);
        match (exact, fitting.next()) {
            (Some(exact), _) => Some(exact.0),
            (None, None) => Some(found.0),
            (None, Some(_)) => None,
        }
    }
}

/// A field of a decision.
#[derive(Debug)]
pub struct Field {
    /// Its name, in an answers file and in what is written.
    pub name: &'static str,
    /// The verdicts that have it.
    pub of: &'static [Verdict],
    /// How it is asked for.
    pub ask: &'static str,
    /// How what is said is read.
    pub form: Form,
    /// Whether the verdict cannot be without it.
    pub needed: bool,
}

/// How what is said is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Words.
    Words,
    /// What a change would help with.
    Helps,
    /// An entry of the register.
    Entry,
    /// Entries of the register.
    Entries,
    /// A day, a month or a year.
    Day,
    /// The same, and not past.
    DayAhead,
}

/// Entries of the register, by id.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Those that were shown with a number, from 1.
    pub numbered: &'a [String],
    /// All that are not over.
    pub all: &'a [String],
    /// Those that are over: resolved, or cleared.
    pub over: &'a [String],
    /// The day that counts as today.
    pub today: NaiveDate,
}

const CHANGE: &[Verdict] = &[Verdict::Do, Verdict::Try];
const LIVE: &[Verdict] = &[Verdict::LiveWith];

/// Every field, in the order in which it is asked for.
pub const FIELDS: &[Field] = &[
    Field {
        name: "what",
        of: CHANGE,
        ask: "What is it? A verb, and a bounded scope.",
        form: Form::Words,
        needed: false,
    },
    Field {
        name: "helps",
        of: CHANGE,
        ask: "What would it help with: see, cope, recover or remove?",
        form: Form::Helps,
        needed: false,
    },
    Field {
        name: "touches",
        of: CHANGE,
        ask: "Which entries does it touch? Numbers or ids, with a space between.",
        form: Form::Entries,
        needed: false,
    },
    Field {
        name: "done_when",
        of: &[Verdict::Do],
        ask: "How can one tell that it is done?",
        form: Form::Words,
        needed: false,
    },
    Field {
        name: "done_when",
        of: &[Verdict::Try],
        ask: "What will tell whether it helped?",
        form: Form::Words,
        needed: false,
    },
    Field {
        name: "owner",
        of: CHANGE,
        ask: "Which team or role does it?",
        form: Form::Words,
        needed: false,
    },
    Field {
        name: "due",
        of: &[Verdict::Do],
        ask: "By when? A day, a month or a year.",
        form: Form::Day,
        needed: false,
    },
    Field {
        name: "due",
        of: &[Verdict::Try],
        ask: "When do we look at how it went? A day, a month or a year.",
        form: Form::DayAhead,
        needed: true,
    },
    Field {
        name: "link",
        of: CHANGE,
        ask: "Where is the work tracked?",
        form: Form::Words,
        needed: false,
    },
    Field {
        name: "entry",
        of: LIVE,
        ask: "Which entry do we live with? Its number or id.",
        form: Form::Entry,
        needed: true,
    },
    Field {
        name: "by_role",
        of: LIVE,
        ask: "Who agrees to that, by role?",
        form: Form::Words,
        needed: true,
    },
    Field {
        name: "bearable_because",
        of: LIVE,
        ask: "What makes it bearable?",
        form: Form::Words,
        needed: true,
    },
    Field {
        name: "look_again",
        of: LIVE,
        ask: "When do we look again? A day, a month or a year.",
        form: Form::DayAhead,
        needed: true,
    },
    Field {
        name: "sooner_if",
        of: LIVE,
        ask: "What would make us look sooner?",
        form: Form::Words,
        needed: false,
    },
    Field {
        name: "because",
        of: &[Verdict::Drop],
        ask: "What made us drop it?",
        form: Form::Words,
        needed: true,
    },
];

impl Form {
    /// The value that `said` stands for, or what is wrong with it, in a phrase.
    pub fn read(self, said: &str, known: Known<'_>) -> Result<Value, String> {
        let said = said.trim();
        match self {
            Self::Words => Ok(Value::text(said)),
            Self::Helps => {
                let word = said.to_lowercase();
                let found = Helps::ALL.iter().find(|helps| helps.word() == word);
                let found = found.map(|helps| Value::text(helps.word()));
                found.ok_or_else(|| format!("`{said}` is not see, cope, recover or remove"))
            }
            Self::Day | Self::DayAhead => match RoughDate::parse(said) {
                Some(date) => match past(said, known.today) {
                    Some(wrong) if self == Self::DayAhead => Err(wrong),
                    _ => Ok(Value::text(date.to_string())),
                },
                None => Err(format!(
                    "`{said}` is no date like 2026-12-01, 2026-12 or 2026"
                )),
            },
            Self::Entry => entry(said, known).map(Value::text),
            Self::Entries => {
                let words = said.split([' ', ',']).filter(|word| !word.is_empty());
                let ids = words.map(|word| entry(word, known).map(Value::text));
                Ok(Value::list(ids.collect::<Result<Vec<_>, _>>()?))
            }
        }
    }
}

/// What to say of a date where it is past.
pub fn past(said: &str, today: NaiveDate) -> Option<String> {
    let date = RoughDate::parse(said).filter(|date| date.latest() < today)?;
    Some(format!("{date} is past; today is {today}"))
}

/// The id that a word or the number of a row stands for.
fn entry(said: &str, known: Known<'_>) -> Result<String, String> {
    let by_number = said.parse::<usize>().ok();
    let by_number = by_number.and_then(|number| known.numbered.get(number.checked_sub(1)?));
    let found = known.all.iter().find(|id| *id == said).or(by_number);
    if let Some(id) = found {
        return Ok(id.clone());
    }
    if known.over.iter().any(|id| id == said) {
        return Err(format!(
            "`{said}` is over; `pir register set {said} --to ...` opens it again"
        ));
    }
    Err(match nearest(said, known.all.iter().map(String::as_str)) {
        Some(near) => format!("no review has `{said}`; did you mean `{near}`?"),
        None => format!("no review has `{said}`; `pir register open` and `now` show ids"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_is_known_by_a_beginning_that_only_it_has() {
        assert_eq!(Verdict::find("l"), Some(Verdict::LiveWith));
        assert_eq!(Verdict::find("Live with"), Some(Verdict::LiveWith));
        assert_eq!(Verdict::find("do"), Some(Verdict::Do));
        // Both `do` and `drop` begin so.
        assert_eq!(Verdict::find("d"), None);
        assert_eq!(Verdict::find("dr"), Some(Verdict::Drop));
        assert_eq!(Verdict::find(""), None);
        assert_eq!(Verdict::find("dropped"), None);
        assert!(Verdict::begins("d") && Verdict::begins("Live with") && Verdict::begins("drop"));
        assert!(!Verdict::begins("dropped calls ring twice") && !Verdict::begins(""));
    }

    #[test]
    fn entries_are_read_by_number_and_by_id() {
        let all = ["shared-limit", "one-replica", "elsewhere"].map(str::to_owned);
        let known = Known {
            numbered: &all[..2],
            all: &all,
            over: &["gone".to_owned()],
            today: NaiveDate::default(),
        };
        let read = Form::Entries.read(" 2, shared-limit", known).unwrap();
        let ids = ["one-replica", "shared-limit"];
        assert_eq!(read, Value::list(ids.map(Value::text)));
        assert!(Form::Entry.read("elsewhere", known).is_ok());
        let wrong = Form::Entry.read("shared-limits", known).unwrap_err();
        assert!(wrong.contains("did you mean `shared-limit`?"), "{wrong}");
        assert!(Form::Entry.read("0", known).is_err());
        let over = Form::Entry.read("gone", known).unwrap_err();
        assert!(over.contains("is over"), "{over}");
        // It has no number, since it was not shown.
        assert!(Form::Entry.read("3", known).is_err());
    }

    #[test]
    fn what_cannot_be_read_is_told_with_what_can() {
        let none = Known {
            numbered: &[],
            all: &[],
            over: &[],
            today: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(),
        };
        assert_eq!(
            Form::Day.read("2026-12", none).unwrap(),
            Value::text("2026-12")
        );
        assert!(
            Form::Day
                .read("soon", none)
                .unwrap_err()
                .contains("2026-12-01")
        );
        assert!(
            Form::Helps
                .read("fix", none)
                .unwrap_err()
                .contains("recover")
        );
        assert_eq!(Form::Helps.read("See", none).unwrap(), Value::text("see"));
    }
}
