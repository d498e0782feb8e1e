//! What `pir` says about a place in a file: a rule and a span in, a [`Diagnostic`] out. The output
//! forms lie beside this file, one each; a diagnostic knows nothing of them.

pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod junit;
pub mod placed;
pub mod sarif;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::source::{Source, Span};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Worth knowing; never more.
    Note,
    /// A suggestion about wording.
    Hint,
    /// Probably not what was meant.
    Warning,
    /// The file cannot be used as it is.
    Error,
}

impl Level {
    /// The level in a word, as printed and as written in `pir.yaml`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Hint => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// The form of the files.
    Structure,
    /// The times and their order.
    Timeline,
    /// The words.
    Language,
}

impl Group {
    /// The group in a word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Structure => "structure",
            Self::Timeline => "timeline",
            Self::Language => "language",
        }
    }
}

/// Something that `pir` can find, whoever finds it: the value behind a code.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Stable name in kebab-case, which reads well after "allow".
    pub code: &'static str,
    /// What it is about.
    pub group: Group,
    /// Its weight where `pir.yaml` says nothing else.
    pub level: Level,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// Why that is worth saying.
    pub why: &'static str,
    /// What to do about it, where a finding has nothing better to say.
    pub help: &'static str,
    /// Files in which it is found: an `incident.yaml`, or what a first line as `# review.yaml` says.
    pub bad: &'static [&'static str],
    /// The same files, put right.
    pub good: &'static [&'static str],
}

/// One finding at one place.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// What was found.
    pub rule: &'static Rule,
    /// Its weight here.
    pub level: Level,
    /// What is so at this place, in lower case and without a full stop.
    pub message: String,
    /// The file.
    pub source: Arc<Source>,
    /// The place in the file.
    pub span: Span,
    /// What to do; the rule's help where there is none of its own.
    pub help: Option<String>,
    /// Where one can read on about it, on the web.
    pub link: Option<&'static str>,
    /// Another place in the same file that belongs to it, with a word on how.
    pub related: Option<(Span, String)>,
}

impl Diagnostic {
    /// A finding of `rule` at `span`, at the rule's own level.
    pub fn new(
        rule: &'static Rule,
        source: &Arc<Source>,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            level: rule.level,
            message: message.into(),
            source: Arc::clone(source),
            span,
            help: None,
            link: None,
            related: None,
        }
    }

    /// Says what to do in the words of this case.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Points at a second place in the same file.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related = Some((span, label.into()));
        self
    }

    /// What to do, from the finding or from its rule.
    pub fn advice(&self) -> &str {
        self.help.as_deref().unwrap_or(self.rule.help)
    }
}

/// The known name closest to `word`, when one is close enough to have been meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // To hold a long text against every name takes long, and no name is like it.
    let word = Some(word).filter(|word| word.len() <= 64)?;
    let word = word.to_lowercase().replace('_', "-");
    known
        .into_iter()
        .map(|name| {
            (
                strsim::jaro_winkler(&word, &name.to_lowercase().replace('_', "-")),
                name,
            )
        })
        .filter(|(likeness, _)| *likeness >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

/// The words `; did you mean ...?` with the known name closest to `word`; nothing where none is close.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let near = nearest(word, known);
    near.map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn nearest_offers_what_was_meant_and_nothing_far() {
        let known = ["timeline", "title", "timezone"];
        assert_eq!(nearest("time_line", known), Some("timeline"));
        assert_eq!(nearest("tilte", known), Some("title"));
        assert_eq!(nearest("weather", known), None);
    }
}
