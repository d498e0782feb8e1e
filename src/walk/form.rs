//! What kind of answer a field takes: words of a person, or a value of an answers file, in; the
//! value for the file, or what is wrong with it, out.

use super::record::Record;
use super::tree::{scalar, text};
use crate::diagnostic::did_you_mean;
use crate::model::RoughDate;
use crate::source::one_line;
use crate::yaml::Value;

/// Words to choose from, each with its meaning.
pub type Words = fn() -> Vec<(&'static str, &'static str)>;

/// What kind of answer a field takes.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// Prose, of one or several lines.
    Text,
    /// One line, such as a role.
    Line,
    /// A name without blanks.
    Id,
    /// A time of the timeline, as people write times.
    Time,
    /// A day, a month or a year.
    Date,
    /// Yes or no.
    Bool,
    /// A whole number.
    Count,
    /// A number.
    Amount,
    /// One of some words.
    Word(Words),
    /// Several of some words; local ones begin with `x-`.
    Tags(Words),
    /// Several texts, an answer each.
    Texts,
    /// Several texts, a line each.
    Lines,
    /// Several names, with commas between.
    Names,
    /// Several roles, with commas between, each of which becomes a record.
    Roles,
    /// A record.
    One(&'static Record),
    /// Several records.
    Many(&'static Record),
}

impl Form {
    /// Whether an answer may have several lines.
    pub const fn is_prose(self) -> bool {
        matches!(
            self,
            Self::Text | Self::Texts | Self::Lines | Self::One(_) | Self::Many(_)
        )
    }

    /// Whether a further answer comes beside the ones before, and does not take their place.
    pub const fn is_list(self) -> bool {
        matches!(
            self,
            Self::Tags(_) | Self::Texts | Self::Lines | Self::Names | Self::Roles | Self::Many(_)
        )
    }

    /// The words to choose from; none where the answer is free.
    pub fn words(self) -> Vec<(&'static str, &'static str)> {
        match self {
            Self::Word(words) | Self::Tags(words) => words(),
            Self::Bool => vec![("yes", ""), ("no", "")],
            _ => Vec::new(),
        }
    }

    /// How to write an answer, in a phrase; empty for prose.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Text | Self::Texts | Self::Line | Self::Id | Self::One(_) | Self::Many(_) => "",
            Self::Time => {
                "a time, such as `10:38`, on the day of the incident, `~10:38`, `2026-03-12 10:38`"
            }
            Self::Date => "a date, such as 2026-03-12, 2026-03 or 2026",
            Self::Bool | Self::Word(_) => "one of these words, or its number",
            Self::Count => "a number, such as 7",
            Self::Amount => "a number, such as 19 or 2.5",
            Self::Tags(_) => "some of these words, with commas between",
            Self::Lines => "one a line",
            Self::Names | Self::Roles => "several with commas between",
        }
    }
}

/// The value that the words `answer` of a person stand for.
pub(super) fn read(form: Form, answer: &str) -> Result<Value, String> {
    let answer = answer.trim();
    match form {
        Form::Text | Form::One(_) | Form::Many(_) => Ok(text(answer)),
        Form::Line | Form::Time => Ok(text(one_line(answer))),
        Form::Id => id(answer),
        Form::Date => date(answer),
        Form::Bool => word(&form.words(), answer).map(|word| Value::Bool(word == "yes")),
        Form::Count => number::<u32>(answer, "a whole number, such as 7"),
        Form::Amount => amount(answer),
        Form::Word(words) => word(&words(), answer).map(text),
        Form::Tags(words) => tags(answer)
            .map(|tag| tagged(&words(), tag))
            .collect::<Result<_, _>>()
            .map(Value::List),
        Form::Texts => Ok(Value::List(vec![text(answer)])),
        Form::Lines => Ok(Value::List(split(answer, &['\n']).map(text).collect())),
        Form::Names => Ok(Value::List(split(answer, &[',', '\n']).map(text).collect())),
        Form::Roles => Ok(Value::List(split(answer, &[',', '\n']).map(role).collect())),
    }
}

/// The value that `given` of an answers file stands for; lists and records are not read here.
pub(super) fn accept(form: Form, given: &Value) -> Result<Value, String> {
    match (form, given) {
        (Form::Lines | Form::Names, one) => match scalar(one) {
            Some(line) => Ok(Value::List(vec![text(line)])),
            None => Err("a list of texts belongs here".to_owned()),
        },
        (Form::Bool, Value::Bool(_)) => Ok(given.clone()),
        (form, given) => match scalar(given) {
            Some("") | None => Err(wanted(form)),
            Some(words) => read(form, words),
        },
    }
}

fn wanted(form: Form) -> String {
    match form.hint() {
        "" => "a text belongs here".to_owned(),
        hint => format!("{hint} belongs here"),
    }
}

fn split<'a>(answer: &'a str, at: &'a [char]) -> impl Iterator<Item = &'a str> {
    answer
        .split(at)
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// The words of an answer that is several words.
pub(super) fn tags(answer: &str) -> impl Iterator<Item = &str> {
    split(answer, &[',', '\n', ' '])
}

fn role(name: &str) -> Value {
    Value::Map(vec![("role".to_owned(), text(name))])
}

fn id(answer: &str) -> Result<Value, String> {
    if answer.contains(char::is_whitespace) {
        return Err(format!("`{answer}` is not an id: an id has no blanks"));
    }
    Ok(text(answer))
}

fn date(answer: &str) -> Result<Value, String> {
    match RoughDate::parse(answer) {
        Some(date) => Ok(text(date.to_string())),
        None => Err(format!(
            "`{answer}` is not a date; write 2026-03-12, 2026-03 or 2026"
        )),
    }
}

fn number<T: std::str::FromStr + ToString>(answer: &str, wanted: &str) -> Result<Value, String> {
    match answer.parse::<T>() {
        Ok(number) => Ok(Value::Number(number.to_string())),
        Err(_) => Err(format!("`{answer}` is not {wanted}")),
    }
}

fn amount(answer: &str) -> Result<Value, String> {
    match answer.parse::<f64>() {
        Ok(number) if number.is_finite() && number >= 0.0 => Ok(Value::Number(number.to_string())),
        _ => Err(format!("`{answer}` is not a number, such as 19 or 2.5")),
    }
}

/// The word meant by `answer`: itself, its number in the list, or a beginning that only it has.
fn word(words: &[(&'static str, &'static str)], answer: &str) -> Result<&'static str, String> {
    let asked = answer.to_lowercase().replace([' ', '_'], "-");
    let known = || words.iter().map(|row| row.0);
    if let Some(word) = known().find(|word| *word == asked) {
        return Ok(word);
    }
    if let Ok(number) = asked.parse::<usize>()
        && let Some(word) = number.checked_sub(1).and_then(|at| known().nth(at))
    {
        return Ok(word);
    }
    let starts: Vec<_> = known().filter(|word| word.starts_with(&asked)).collect();
    if let [only] = starts[..]
        && !asked.is_empty()
    {
        return Ok(only);
    }
    let meant = did_you_mean(&asked, known());
    let known = known().collect::<Vec<_>>().join(", ");
    Err(format!("`{answer}` is not one of {known}{meant}"))
}

fn tagged(words: &[(&'static str, &'static str)], answer: &str) -> Result<Value, String> {
    if answer.starts_with("x-") {
        return Ok(text(answer));
    }
    word(words, answer).map(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREND: Form = Form::Word(|| vec![("shrinking", ""), ("steady", ""), ("growing", "")]);

    #[test]
    fn a_word_may_be_cut_numbered_or_written_loosely() {
        for answer in ["shrinking", "Shrinking", "sh", "1"] {
            assert_eq!(read(TREND, answer), Ok(text("shrinking")), "{answer}");
        }
        let message = read(TREND, "growin up").unwrap_err();
        assert!(message.contains("did you mean `growing`"), "{message}");
        assert!(read(TREND, "s").is_err(), "two words begin so");
        assert!(read(TREND, "0").is_err());
    }

    #[test]
    fn numbers_dates_and_ids_are_what_they_say() {
        assert_eq!(read(Form::Count, "7"), Ok(Value::Number("7".into())));
        assert!(read(Form::Count, "seven").is_err());
        assert!(read(Form::Amount, "NaN").is_err());
        assert_eq!(read(Form::Date, "2026-03"), Ok(text("2026-03")));
        assert!(read(Form::Date, "soon").is_err());
        assert!(read(Form::Id, "two words").is_err());
        assert_eq!(read(Form::Bool, "n"), Ok(Value::Bool(false)));
    }

    #[test]
    fn lists_are_split_and_taken_as_lists() {
        let three = Value::List(vec![text("a b"), text("c")]);
        assert_eq!(read(Form::Names, "a b, c,"), Ok(three.clone()));
        assert_eq!(
            accept(Form::Names, &text("a, b")),
            Ok(Value::List(vec![text("a, b")]))
        );
        assert_eq!(read(Form::Lines, "a b\n\nc"), Ok(three));
        assert!(accept(Form::Text, &Value::List(vec![])).is_err());
    }
}
