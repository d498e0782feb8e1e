//! Who acts in a clause: a sentence and the place of a verb in, the agent out. No grammar of
//! English, but what it takes to tell a person from a part of the system.

use std::ops::Range;

use super::lexicon::Class;
use super::words::{Sentence, Word};

/// Who or what does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Agent {
    /// Somebody who could have done otherwise.
    Person,
    /// `they`: people or things.
    They,
    /// People on the receiving end.
    Users,
    /// Work that people do together, or a defence that they have put up.
    Practice,
    /// A part of the system.
    Component,
    /// A noun of which nothing is known.
    Unknown,
    /// Nobody is named.
    Elided,
}

/// How many words an agent may stand away from its verb.
const REACH: usize = 14;
/// Hours of a shift of people; other shifts are of traffic or of a bit.
const HOURS: &[&str] = &[
    "day", "night", "late", "early", "morning", "evening", "weekend",
];
/// Words of amount: who is meant stands after `of`.
const AMOUNTS: &[&str] = &[
    "one", "none", "some", "all", "most", "many", "few", "several", "any", "each", "both", "part",
    "majority", "number", "group", "couple", "rest", "half", "neither", "either",
];

impl<'t> Sentence<'t> {
    /// The word at `index`.
    pub(super) fn word(&self, index: usize) -> Option<&Word<'t>> {
        self.words.get(index)
    }

    /// Whether the word at `index` is one of `words`.
    pub(super) fn is(&self, index: usize, words: &[&str]) -> bool {
        self.word(index).is_some_and(|word| word.is(words))
    }

    /// Whether the words from `index` on are `words`.
    pub(super) fn reads(&self, index: usize, words: &[&str]) -> bool {
        words
            .iter()
            .enumerate()
            .all(|(at, word)| self.is(index + at, &[word]))
    }

    /// The first place from `index` on that holds none of `classes`.
    pub(super) fn skip(&self, index: usize, classes: Class) -> usize {
        let mut rest = index..self.words.len();
        rest.find(|at| !self.class(*at).any(classes))
            .unwrap_or(index.max(self.words.len()))
    }

    /// The place before `index` where words of `classes` end that lead up to it: `was not yet` before
    /// a verb is the place of `was`.
    pub(super) fn skip_back(&self, index: usize, classes: Class) -> usize {
        let before = 0..self.words.get(..index).map_or(0, <[_]>::len);
        let skipped = before
            .rev()
            .take_while(|at| self.class(*at).any(classes))
            .count();
        (index - skipped).saturating_sub(1)
    }

    /// Whether one of `words` stands within `reach` words before `index`.
    pub(super) fn before(&self, index: usize, reach: usize, words: &[&str]) -> bool {
        (index.saturating_sub(reach)..index).any(|at| self.is(at, words))
    }

    /// Whether one of `words` stands at `index` or within `reach` words after it.
    pub(super) fn after(&self, index: usize, reach: usize, words: &[&str]) -> bool {
        (index..index + reach).any(|at| self.is(at, words))
    }

    /// Whether a word of `classes` stands in `range`.
    pub(super) fn holds(&self, range: Range<usize>, classes: Class) -> bool {
        range.into_iter().any(|at| self.class(at).any(classes))
    }

    /// Whether a clause begins at `index`.
    pub(super) fn opens(&self, index: usize) -> bool {
        index == 0
            || self.word(index).is_some_and(|word| word.after_stop)
            || self.class(index - 1).any(Class::BREAK)
    }

    /// The first place after `index` where another clause begins.
    pub(super) fn clause_end(&self, index: usize) -> usize {
        let later = (index + 1)..self.words.len();
        later
            .into_iter()
            .find(|at| {
                self.word(*at).is_some_and(|word| word.after_stop)
                    || (self.class(*at).any(Class::BREAK) && !self.is(*at, &["or", "and"]))
            })
            .unwrap_or(self.words.len())
    }

    /// Who does what the verb at `verb` says.
    pub(super) fn agent(&self, verb: usize) -> Agent {
        match self.subject(verb) {
            Some(head) => self.kind(head),
            None => Agent::Elided,
        }
    }

    /// What a noun is.
    pub(super) fn kind(&self, head: usize) -> Agent {
        let class = self.class(head);
        // The `+` operator, the Prometheus operator.
        let program = self.is(head, &["operator", "operators"])
            && head > 0
            && (self.class(head - 1).any(Class::CODE | Class::COMPONENT) || self.is_name(head - 1));
        let shift = self.is(head, &["shift", "shifts"]) && head > 0 && self.is(head - 1, HOURS);
        if program {
            Agent::Component
        } else if shift || class.any(Class::HUMAN) {
            Agent::Person
        } else if class.any(Class::THEY) {
            Agent::They
        } else if class.any(Class::USER) {
            Agent::Users
        } else if class.any(Class::DEFENCE | Class::PRACTICE) {
            Agent::Practice
        } else if class.any(Class::COMPONENT | Class::CODE | Class::INCIDENT) {
            Agent::Component
        } else {
            Agent::Unknown
        }
    }

    /// Whether the word at `index` is a name: a capital where no sentence begins.
    fn is_name(&self, index: usize) -> bool {
        index > 0
            && self
                .word(index)
                .is_some_and(|word| word.text.starts_with(char::is_uppercase))
    }

    /// The head of the subject of the verb at `verb`.
    pub(super) fn subject(&self, verb: usize) -> Option<usize> {
        let mut end = verb;
        let fresh = |at: usize| self.word(at).is_some_and(|word| word.fresh);
        while end > 0 && self.class(end - 1).any(Class::ADVERB) && !fresh(end) {
            end -= 1;
        }
        let mut start = end;
        while start > 0
            && end - start < REACH
            && !self.class(start - 1).any(Class::BREAK)
            && !self
                .word(start)
                .is_some_and(|word| start < self.words.len() && word.after_stop)
        {
            start -= 1;
        }
        if start < end {
            return Some(self.head(start, end));
        }
        self.shared_subject(end)
    }

    /// The subject of a verb that has none in its own clause: `who did not ...`, `and forgot ...`.
    fn shared_subject(&self, verb: usize) -> Option<usize> {
        let before = verb.checked_sub(1)?;
        if self.word(verb).is_some_and(|word| word.fresh) {
            return None;
        }
        if self.is(before, &["who"]) {
            let users = before > 0 && self.class(before - 1).any(Class::USER);
            return Some(if users { before - 1 } else { before });
        }
        if self.is(before, &["that", "which"]) {
            return before.checked_sub(1);
        }
        // An insertion between commas (`the team, while busy, forgot`) belongs to the same clause,
        // and so does a second verb (`the team saw it but forgot`).
        let first = self.opening();
        (first < before).then(|| self.head(first, self.verb_after(first, verb)))
    }

    /// Where the main clause begins: behind an opening `when ..., ` or `during ..., `.
    fn opening(&self) -> usize {
        if !self
            .class(0)
            .any(Class::BREAK | Class::PREPOSITION | Class::ING)
        {
            return 0;
        }
        let stop = |at: &usize| self.word(*at).is_some_and(|word| word.after_stop);
        (1..self.words.len()).find(stop).unwrap_or(0)
    }

    /// The first word from `start` on that looks like a verb or an end.
    fn verb_after(&self, start: usize, end: usize) -> usize {
        let verbs =
            Class::BE | Class::HAVE | Class::MODAL | Class::PAST | Class::BREAK | Class::ADVERB;
        let stops = |at: &usize| {
            self.class(*at).any(verbs) || self.word(*at).is_some_and(|word| word.after_stop)
        };
        (start + 1..end).find(stops).unwrap_or(end)
    }

    /// The head of the noun phrase in `start..end`, which is not empty.
    fn head(&self, start: usize, end: usize) -> usize {
        let from = self.skip(start, Class::PREPOSITION).min(end - 1);
        // An opening phrase (`during the night the team`) leaves its subject at the end.
        let cut = if from > start {
            end
        } else {
            let stops = |at: &usize| self.class(*at).any(Class::PREPOSITION);
            (from + 1..end).find(stops).unwrap_or(end)
        };
        let mut head = cut - 1;
        if self.is(head, AMOUNTS) && self.is(cut, &["of"]) && cut + 1 < end {
            return self.head(cut + 1, end);
        }
        // What follows a noun to tell it from others: `the change made (by us)`.
        if head > from
            && self.class(head).any(Class::PAST)
            && self.class(head - 1) != Class::DETERMINER
        {
            head -= 1;
        }
        head
    }

    /// Who `by` names after a participle.
    pub(super) fn by(&self, participle: usize) -> Option<Agent> {
        let end = self.clause_end(participle).min(participle + 7);
        let by = (participle + 1..end).find(|at| self.is(*at, &["by"]))?;
        let stops = |at: &usize| self.class(*at).any(Class::PREPOSITION | Class::PAST);
        let stop = (by + 2..end).find(stops).unwrap_or(end);
        (by + 1 < stop).then(|| self.kind(stop - 1))
    }

    /// Whether a person is named in `range`.
    pub(super) fn names_person(&self, range: Range<usize>) -> bool {
        self.holds(range, Class::HUMAN)
    }

    /// Whether what is said at `index` is said not to be so, or only to be possible.
    pub(super) fn is_denied(&self, index: usize) -> bool {
        const DENIES: &[&str] = &[
            "no", "not", "n't", "never", "without", "neither", "nor", "than", "rather", "if",
            "unless", "whether",
        ];
        self.before(index, 4, DENIES)
    }

    /// Whether what is said at `index` is what somebody wants to prevent, or could still come.
    pub(super) fn is_ahead(&self, index: usize) -> bool {
        const AHEAD: &[&str] = &[
            "prevent",
            "prevents",
            "preventing",
            "avoid",
            "avoiding",
            "avoids",
            "against",
            "risk",
            "guard",
            "reduce",
            "reduces",
            "protect",
            "protects",
            "protection",
            "can",
            "cannot",
            "ca",
            "could",
            "may",
            "might",
            "would",
            "will",
            "should",
            "must",
            "potential",
            "possible",
            "impossible",
            "less",
            "likely",
            "easy",
            "harder",
        ];
        self.before(index, 6, AHEAD) || self.reads(index.wrapping_sub(1), &["to"])
    }
}
