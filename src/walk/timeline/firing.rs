//! One firing of a rule: what it is bound to, and the words that go into its question.

use chrono::TimeDelta;

use super::facts::{Fact, Facts, Moment, Point};
use super::rule::Variant;
use crate::config::Length;

/// A rule that has something to ask about an incident.
pub(super) struct Firing<'f> {
    /// Which variant of the rule it is.
    pub(super) variant: &'static Variant,
    /// Ids of the events it is bound to, the leading one first.
    pub(super) events: Vec<String>,
    /// The stretch of time it is bound to.
    pub(super) window: Option<(Point, Point)>,
    /// The earliest moment it is bound to.
    pub(super) moment: Option<Moment>,
    /// The word behind the `@` of its key, where that is not the leading event.
    pub(super) word: Option<String>,
    /// A question that fits better than that of the variant.
    pub(super) ask: Option<&'static str>,
    /// Whether times are too approximate to be sure of it.
    pub(super) unsure: bool,
    facts: &'f Facts<'f>,
    words: Vec<(String, String)>,
}

impl<'f> Firing<'f> {
    /// A firing that is bound to nothing yet.
    pub(super) fn new(facts: &'f Facts<'f>, variant: &'static Variant) -> Self {
        Self {
            variant,
            events: Vec::new(),
            window: None,
            moment: None,
            word: None,
            ask: None,
            unsure: false,
            facts,
            words: Vec::new(),
        }
    }

    /// Binds an event, known as `name` in the texts.
    pub(super) fn event(mut self, name: &str, fact: &Fact) -> Self {
        self.events.push(fact.event.key.clone());
        self.bound(fact.moment());
        self.mention(name, fact)
    }

    /// Binds several events.
    pub(super) fn events<'e>(self, facts: impl IntoIterator<Item = &'e Fact<'e>>) -> Self {
        facts.into_iter().fold(self, |mut firing, fact| {
            firing.events.push(fact.event.key.clone());
            firing.bound(fact.moment());
            firing
        })
    }

    /// Names an event in the texts without binding it.
    pub(super) fn mention(self, name: &str, fact: &Fact) -> Self {
        let time = match &fact.at {
            Some(at) => self.facts.clock(at),
            None => "an unknown time".to_owned(),
        };
        let to = fact.event.to.as_ref().map(|to| to.trim());
        let to = to.filter(|to| !to.is_empty());
        self.say(&format!("{name}.text"), fact.text())
            .say(&format!("{name}.time"), time)
            .say(&format!("{name}.actor"), actor(fact))
            .say(&format!("{name}.to"), to.unwrap_or("somebody else"))
    }

    /// Binds the stretch from `from` to `to`.
    pub(super) fn window(mut self, from: &Point, to: &Point) -> Self {
        self.bound(Some(from.at));
        self.window = Some((from.clone(), to.clone()));
        self
    }

    /// Names a moment in the texts.
    pub(super) fn at(self, name: &str, point: &Point) -> Self {
        let clock = self.facts.clock(point);
        self.say(name, clock)
    }

    /// Names a word in the texts.
    pub(super) fn say(mut self, name: &str, words: impl Into<String>) -> Self {
        self.words.push((name.to_owned(), words.into()));
        self
    }

    /// The stretch between has to last `least`: with times that are too approximate for that,
    /// nothing is sure.
    pub(super) fn lasting(mut self, from: &Point, to: &Point, least: TimeDelta) -> Self {
        self.unsure |= (to.at - from.at) - from.off - to.off < least;
        self
    }

    /// The stretch between has to end within `most`.
    pub(super) fn within(mut self, from: &Point, to: &Point, most: Length) -> Self {
        self.unsure |= (to.at - from.at) + from.off + to.off > most.0;
        self
    }

    /// Takes another question than that of the variant.
    pub(super) fn asking(mut self, ask: &'static str) -> Self {
        self.ask = Some(ask);
        self
    }

    /// Takes another word behind the `@` of its key.
    pub(super) fn about(mut self, word: impl Into<String>) -> Self {
        self.word = Some(word.into());
        self
    }

    /// The question.
    pub(super) fn question(&self) -> String {
        let ask = self.ask.unwrap_or(self.variant.ask);
        if !self.unsure {
            return self.filled(ask);
        }
        let before = self.variant.unsure;
        let ask = if before.is_empty() {
            lowered(ask)
        } else {
            format!("{before} {ask}")
        };
        self.filled(&format!("The times are approximate; it looks as if {ask}"))
    }

    /// `text` with the words of this firing. Words of people are put in as they are.
    pub(super) fn filled(&self, text: &str) -> String {
        fill(text, |name| {
            let word = self.words.iter().find(|row| row.0 == name);
            word.map(|row| row.1.clone())
        })
    }

    fn bound(&mut self, moment: Option<Moment>) {
        self.moment = match (self.moment, moment) {
            (Some(own), Some(other)) => Some(own.min(other)),
            (own, other) => own.or(other),
        };
    }
}

/// `text` with every `{name}` for which `word` knows one; others stay as they are.
pub(super) fn fill(text: &str, word: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        out += before;
        let Some((name, after)) = behind.split_once('}') else {
            out.push('{');
            rest = behind;
            continue;
        };
        match word(name) {
            Some(word) => out += &word,
            None => out += &format!("{{{name}}}"),
        }
        rest = after;
    }
    out + rest
}

/// Who acted, in words.
fn actor(fact: &Fact) -> String {
    match fact.actor() {
        None => "somebody".to_owned(),
        Some(who) => who
            .strip_prefix("automation:")
            .unwrap_or(who)
            .trim()
            .to_owned(),
    }
}

/// A sentence that goes on where another began. Names keep their writing.
fn lowered(ask: &str) -> String {
    let mut chars = ask.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}
