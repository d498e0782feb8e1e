//! Verbs that leave open when something is done: what is to be done in, a gentle question out.

/// Words that may stand before the verb.
const BEFORE: &[&str] = &[
    "also",
    "could",
    "have",
    "i",
    "just",
    "let",
    "let's",
    "lets",
    "let\u{2019}s",
    "must",
    "need",
    "ought",
    "please",
    "should",
    "they",
    "to",
    "us",
    "we",
    "will",
];

/// How such a follow-up begins, and what to ask.
const VAGUE: &[(&str, &str)] = &[
    (
        "ensure",
        "what makes it so on a day when nobody thinks of it?",
    ),
    ("improve", "what will be different, and who could tell?"),
    (
        "investigate",
        "what will be known then, and where will it be written?",
    ),
    (
        "look into",
        "what will be known then, and where will it be written?",
    ),
    (
        "make sure",
        "what makes it so on a day when nobody thinks of it?",
    ),
    (
        "monitor",
        "who or what looks, at what, and what happens then?",
    ),
    ("remind", "what helps on the day when nobody remembers?"),
    (
        "train",
        "what will people be able to do, and what would make it easier to do?",
    ),
];

/// The verb that `what` begins with and that has no end that one could see, with a question that may
/// find one.
pub fn vague(what: &str) -> Option<(&'static str, &'static str)> {
    let words = what.split_whitespace().map(|word| {
        let word = word.trim_matches(|letter: char| letter.is_ascii_punctuation());
        word.to_lowercase()
    });
    let words = words.skip_while(|word| BEFORE.contains(&word.as_str()));
    let words: Vec<_> = words.collect();
    VAGUE.iter().copied().find(|(verb, _)| begins(&words, verb))
}

/// Whether words begin with a verb, as it is or in -ing.
fn begins(words: &[String], verb: &str) -> bool {
    let mut parts = verb.split(' ');
    let first = parts.next().unwrap_or_default();
    let ing = format!("{}ing", first.strip_suffix('e').unwrap_or(first));
    let mut own = words.iter();
    own.next().is_some_and(|own| *own == first || *own == ing)
        && parts.all(|part| own.next().is_some_and(|own| own == part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_verb_is_asked_about_whatever_stands_before_it() {
        for (what, verb) in [
            ("We should improve docs", "improve"),
            ("Monitoring the queue", "monitor"),
            ("let's investigate.", "investigate"),
            ("Please, we need to look into it", "look into"),
            ("Making sure that it holds", "make sure"),
        ] {
            assert_eq!(vague(what).map(|row| row.0), Some(verb), "{what}");
        }
    }

    #[test]
    fn only_a_verb_at_the_beginning_is_asked_about() {
        assert_eq!(
            vague("Make  sure that it holds").map(|row| row.0),
            Some("make sure")
        );
        assert_eq!(vague("monitor the lag").map(|row| row.0), Some("monitor"));
        for fine in [
            "Make room",
            "Page when the monitor is silent",
            "Trains of the day",
            "We should page when training begins",
            "",
        ] {
            assert_eq!(vague(fine), None, "{fine}");
        }
        for (verb, question) in VAGUE {
            assert!(question.ends_with('?'), "{verb}");
        }
    }
}
