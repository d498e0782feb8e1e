//! What the words of an event say: undoing, work by hand, and how alike two events are worded.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex_automata::meta::Regex;

/// Words of a step that takes something back.
const REVERT: &str = r"(?i)\b(roll(ed|s|ing)?[ -]?back|revert(ed|s|ing)?|undo(ne)?|undid|taken back|back to the (old|previous)|restored (the )?(old|previous))\b";

/// Words of work that people do by hand, or again and again.
const BY_HAND: &str = r"(?i)\b(by hand|manual(ly)?|every (morning|day|night|week)|as usual|work-?around|babysit\w*|nudg\w+|kick(ed|s)?)\b";

/// Words that say nothing about a step.
const FILLERS: &[&str] = &["the", "and", "again", "for"];

/// A pattern that is not built before a text holds one of the beginnings that all of its matches
/// have: most timelines hold none.
struct Pattern {
    /// In lower case.
    stems: &'static [&'static str],
    regex: LazyLock<Option<Regex>>,
}

static IS_REVERT: Pattern = Pattern {
    stems: &[
        "roll",
        "revert",
        "undo",
        "undid",
        "taken back",
        "back to the ",
        "restored ",
    ],
    regex: LazyLock::new(|| Regex::new(REVERT).ok()),
};
static IS_BY_HAND: Pattern = Pattern {
    stems: &[
        "by hand", "manual", "every ", "as usual", "work", "babysit", "nudg", "kick",
    ],
    regex: LazyLock::new(|| Regex::new(BY_HAND).ok()),
};

impl Pattern {
    fn is_in(&self, text: &str) -> bool {
        // Letters outside ASCII may be those of a stem in another case.
        let lower = text.to_ascii_lowercase();
        let may_be = !text.is_ascii() || self.stems.iter().any(|stem| lower.contains(stem));
        may_be && (self.regex.as_ref()).is_some_and(|regex| regex.is_match(text))
    }
}

/// Whether `text` tells of something taken back.
pub(super) fn takes_back(text: &str) -> bool {
    IS_REVERT.is_in(text)
}

/// Whether `text` tells of work by hand.
pub(super) fn by_hand(text: &str) -> bool {
    IS_BY_HAND.is_in(text)
}

/// Whether at least half of the words of both texts are in both.
pub(super) fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    let (both, either) = (a.intersection(&b).count(), a.union(&b).count());
    either > 0 && both * 2 >= either
}

/// The words of three letters and more that say something, in lower case.
fn words(text: &str) -> BTreeSet<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().count() >= 3 && !FILLERS.contains(word))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undoing_is_told_by_whole_words() {
        for text in [
            "rolled back the release",
            "Rollback done",
            "provider switch taken back",
            "config UNDONE",
            "undid it",
            "Reverts the flag",
            "Back to the old one",
            "RE\u{17f}TORED OLD",
            "restored old settings",
        ] {
            assert!(takes_back(text), "{text}");
        }
        for text in ["trollback", "backup restored", "fallback", "undoing", ""] {
            assert!(!takes_back(text), "{text}");
        }
    }

    #[test]
    fn work_by_hand_is_told_by_whole_words() {
        for text in [
            "restarted by hand",
            "a manual run",
            "Every Night at two",
            "workaround",
            "babysitting the queue",
            "kicks the job",
            "as usual",
            "nudged the leader",
        ] {
            assert!(by_hand(text), "{text}");
        }
        for text in ["manuals", "kicking", "every hour", "second-hand"] {
            assert!(!by_hand(text), "{text}");
        }
    }

    #[test]
    fn words_count_as_alike_from_one_half_on() {
        assert!(alike("restart the workers", "Workers: restart again"));
        assert!(alike("restart workers", "restart"));
        assert!(!alike("restart workers now please", "restart"));
        assert!(!alike("", ""));
        assert!(!alike("go on", "go on"));
    }
}
