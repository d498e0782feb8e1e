//! Verbs that leave open when something is done: what is to be done in, a gentle question out.

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

/// The beginning of `what` that has no end that one could see, with a question that may find one.
pub fn vague(what: &str) -> Option<(&'static str, &'static str)> {
    let words: Vec<_> = what.split_whitespace().map(str::to_lowercase).collect();
    let begins = |verb: &str| {
        let mut own = words.iter();
        verb.split(' ')
            .all(|word| own.next().is_some_and(|own| own == word))
    };
    VAGUE.iter().copied().find(|(verb, _)| begins(verb))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            "",
        ] {
            assert_eq!(vague(fine), None, "{fine}");
        }
        for (verb, question) in VAGUE {
            assert!(question.ends_with('?'), "{verb}");
        }
    }
}
