//! What single words are: the lists in `lexicon/` and the words of a team in, the classes of a word
//! out.

use std::collections::HashMap;
use std::ops::BitOr;
use std::sync::LazyLock;

/// The classes that a word belongs to. A word may be in several: `review` is a practice, a defence
/// and a verb.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Class(u32);

/// Declares the classes with the list that fills each.
macro_rules! classes {
    ($($bit:literal $name:ident $verbs:literal $file:literal;)+) => {
        impl Class {
            $(pub(super) const $name: Self = Self(1 << $bit);)+
        }

        /// Every list: its class, whether it holds verbs, its lines.
        const LISTS: &[(Class, bool, &str)] = &[
            $((Class::$name, $verbs, include_str!(concat!("lexicon/", $file, ".txt"))),)+
        ];
    };
}

classes! {
    0 PERSON false "people";
    1 PRONOUN false "pronouns";
    2 THEY false "they";
    3 USER false "users";
    4 PRACTICE false "practices";
    5 DEFENCE false "defences";
    6 RESOURCE false "resources";
    7 COMPONENT false "components";
    8 MIND true "mind";
    9 WORK true "work";
    10 MACHINE true "machine";
    11 OUTCOME true "outcome";
    12 PERCEIVE true "perceive";
    13 HARM true "harm";
    14 INCIDENT false "incident";
    15 BETTER false "better";
    16 CAUSAL false "causal";
    17 ADVERB false "adverbs";
    18 PREPOSITION false "prepositions";
    19 DETERMINER false "determiners";
    20 BREAK false "breaks";
    21 BE false "be";
    22 HAVE false "have";
    23 MODAL false "modals";
    24 NOT false "not";
    25 ATTACKER false "attackers";
    26 PAST false "irregular";
    27 PLAIN false "adjectives";
    28 DEED true "deeds";
}

impl Class {
    /// The form of a verb in `-ing`.
    pub(super) const ING: Self = Self(1 << 31);
    /// A handle: `@ana`.
    pub(super) const HANDLE: Self = Self(1 << 29);
    /// Code, a link, a number: nothing that could act.
    pub(super) const CODE: Self = Self(1 << 30);
    /// A human being who could have acted, as far as the word alone tells.
    pub(super) const HUMAN: Self = Self(1 | 1 << 1 | 1 << 29);

    /// Whether the word is in one of the classes of `other`.
    pub(super) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The classes without those of `other`.
    const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl BitOr for Class {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Letters of a word that is looked up without a copy.
const SHORT: usize = 40;

/// The built-in lists as one.
static BUILT_IN: LazyLock<HashMap<String, Class>> = LazyLock::new(|| {
    let mut words: HashMap<String, Class> = HashMap::new();
    let mut put = |word: &str, class: Class| {
        let known = words.entry(word.to_owned()).or_default();
        *known = *known | class;
    };
    for (class, verbs, text) in LISTS {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let forms: Vec<&str> = line.split_whitespace().collect();
            match forms.as_slice() {
                [base] if *verbs => {
                    for (form, kind) in inflected(base) {
                        put(&form, *class | kind);
                    }
                }
                forms if *verbs => {
                    for (at, form) in forms.iter().enumerate() {
                        put(form, *class | kind_of(form, at));
                    }
                }
                forms => forms.iter().for_each(|form| put(form, *class)),
            }
        }
    }
    words
});

/// The form that the `at`th word of a line of irregular forms is.
fn kind_of(form: &str, at: usize) -> Class {
    if at == 0 {
        Class::default()
    } else if form.ends_with("ing") {
        Class::ING
    } else if form.ends_with('s') && at == 1 {
        Class::default()
    } else {
        Class::PAST
    }
}

/// The forms of a regular verb.
fn inflected(base: &str) -> [(String, Class); 4] {
    let soft = base.ends_with(['s', 'x', 'z']) || base.ends_with("ch") || base.ends_with("sh");
    let stem_y = base
        .strip_suffix('y')
        .filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    let stem_e = base.strip_suffix('e').filter(|stem| !stem.ends_with('e'));
    let third = match stem_y {
        Some(stem) => format!("{stem}ies"),
        None if soft => format!("{base}es"),
        None => format!("{base}s"),
    };
    let past = match (stem_y, stem_e) {
        (Some(stem), _) => format!("{stem}ied"),
        (_, Some(stem)) => format!("{stem}ed"),
        _ => format!("{base}ed"),
    };
    let ing = format!("{}ing", stem_e.unwrap_or(base));
    [
        (base.to_owned(), Class::default()),
        (third, Class::default()),
        (past, Class::PAST),
        (ing, Class::ING),
    ]
}

/// The words that are people or parts of the system here, beside the built-in lists.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    own: HashMap<String, Class>,
}

impl Lexicon {
    /// Takes the last word of a role or of another name of people as a person.
    pub fn person(&mut self, name: &str) {
        self.put(name, Class::PERSON, Class::COMPONENT | Class::USER);
    }

    /// Takes the last word of a name of a part of the system as none.
    pub fn component(&mut self, name: &str) {
        let people = Class::HUMAN | Class::THEY | Class::USER | Class::PRACTICE | Class::DEFENCE;
        self.put(name, Class::COMPONENT, people);
    }

    fn put(&mut self, name: &str, class: Class, without: Class) {
        let Some(word) = name.split_whitespace().next_back() else {
            return;
        };
        let word = word.to_lowercase();
        let known = self.class(&word).without(without);
        self.own.insert(word, known | class);
    }

    /// What a word is, as it is written.
    pub(super) fn class_of(&self, word: &str) -> Class {
        // Nearly every word is short and has plain letters alone; those are not copied.
        let mut letters = [0; SHORT];
        let plain = letters.get_mut(..word.len()).filter(|_| word.is_ascii());
        if let Some(lower) = plain {
            lower.copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            return std::str::from_utf8(lower).map_or(Class::default(), |word| self.class(word));
        }
        self.class(&word.to_lowercase().replace('\u{2019}', "'"))
    }

    /// What a word in lower case is.
    fn class(&self, word: &str) -> Class {
        let known = self.own.get(word).or_else(|| BUILT_IN.get(word)).copied();
        let known = known.unwrap_or_default();
        known | by_ending(word, known)
    }
}

/// What the ending of a word tells where the lists do not say.
fn by_ending(word: &str, known: Class) -> Class {
    if word.len() < 5 || known.any(Class::PLAIN | Class::PREPOSITION | Class::DETERMINER) {
        Class::default()
    } else if word.ends_with(['r', 's']) && known == Class::default() && is_doer(word) {
        Class::COMPONENT
    } else if word.ends_with("ly") {
        Class::ADVERB
    } else if word.ends_with("ed") {
        Class::PAST
    } else if word.ends_with("ing") {
        Class::ING
    } else {
        Class::default()
    }
}

/// Whether a word that no list holds is named after what it does: `parser`, `balancers`. Those who
/// are people are listed.
fn is_doer(word: &str) -> bool {
    let word = word.strip_suffix('s').unwrap_or(word);
    word.ends_with("er") || word.ends_with("or")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_known_in_all_their_forms() {
        let words = Lexicon::default();
        for word in [
            "verify",
            "verifies",
            "verified",
            "verifying",
            "noticing",
            "rehearsed",
        ] {
            assert!(words.class(word).any(Class::MIND | Class::WORK), "{word}");
        }
        assert!(words.class("noticed").any(Class::PAST));
        assert!(words.class("caught").any(Class::PAST));
        assert!(!words.class("catch").any(Class::PAST));
    }

    #[test]
    fn what_an_incident_declares_wins() {
        let mut words = Lexicon::default();
        words.component("prometheus operator");
        words.person("watchdog");
        assert!(!words.class("operator").any(Class::HUMAN));
        assert!(words.class("watchdog").any(Class::HUMAN));
    }
}
