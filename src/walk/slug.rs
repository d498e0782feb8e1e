//! Ids of records: a sentence and the ids there are in, a short id in plain letters out.

/// Words that say nothing about what a sentence is about.
const SMALL: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "for", "from", "had",
    "has", "have", "in", "into", "is", "it", "its", "of", "on", "or", "our", "so", "still", "that",
    "the", "their", "them", "then", "there", "they", "this", "to", "was", "we", "were", "when",
    "which", "with",
];

/// Words of an id at most.
const WORDS: usize = 6;

/// Characters of a word at most.
const LONGEST: usize = 24;

/// Letters outside ASCII that have a near likeness in it.
const PLAIN: &[(&str, &str)] = &[
    ("àáâãåāăą", "a"),
    ("äæ", "ae"),
    ("çćčĉċ", "c"),
    ("ďđð", "d"),
    ("èéêëēėęě", "e"),
    ("ğĝġģ", "g"),
    ("ìíîïīįı", "i"),
    ("ķ", "k"),
    ("łĺľļ", "l"),
    ("ñńňņ", "n"),
    ("òóôõøōő", "o"),
    ("öœ", "oe"),
    ("ŕřŗ", "r"),
    ("śšşș", "s"),
    ("ß", "ss"),
    ("ťţț", "t"),
    ("þ", "th"),
    ("ùúûūůűų", "u"),
    ("ü", "ue"),
    ("ýÿ", "y"),
    ("źžż", "z"),
];

/// The id that `sentence` gives: up to six words of its first clause, in ASCII; empty where it
/// holds no letter that ASCII has.
pub fn slug(sentence: &str) -> String {
    let plain = ascii(sentence);
    let words = |all: bool| {
        plain
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty() && (all || !SMALL.contains(word)))
            .map(|word| &word[..word.len().min(LONGEST)])
            .take(WORDS)
            .collect::<Vec<_>>()
            .join("-")
    };
    match words(false) {
        short if short.is_empty() => words(true),
        short => short,
    }
}

/// The id that `sentence` gives, with a number where `taken` has it, and `otherwise` where the
/// sentence gives none.
pub(super) fn unique(sentence: &str, otherwise: &str, taken: &[String]) -> String {
    let start = match slug(sentence) {
        none if none.is_empty() => otherwise.to_owned(),
        start => start,
    };
    let free = |id: &String| !taken.contains(id);
    std::iter::once(start.clone())
        .chain((2..=taken.len() + 2).map(|number| format!("{start}-{number}")))
        .find(free)
        .unwrap_or(start)
}

/// A slug for each sentence, with a number where two are alike.
pub fn slugs<'s>(sentences: impl IntoIterator<Item = &'s str>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for sentence in sentences {
        let id = unique(sentence, "entry", &all);
        all.push(id);
    }
    all
}

/// The sentence in small ASCII letters, marks gone, apostrophes closed up, its first clause only.
fn ascii(sentence: &str) -> String {
    let clause = sentence
        .split([';', '.', '\n'])
        .find(|clause| clause.chars().any(char::is_alphabetic))
        .unwrap_or(sentence);
    let mut out = String::new();
    for letter in clause.chars().flat_map(char::to_lowercase) {
        match PLAIN.iter().find(|row| row.0.contains(letter)) {
            Some(row) => out.push_str(row.1),
            None if matches!(letter, '\'' | '’') => {}
            None if letter.is_ascii() => out.push(letter),
            None => out.push(' '),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_says_what_the_sentence_is_about() {
        for (sentence, id) in [
            (
                "Batch jobs and checkout share read replicas with no limit per client.",
                "batch-jobs-checkout-share-read-replicas",
            ),
            (
                "Two of three replicas; on-call restarts workers",
                "two-three-replicas",
            ),
            ("Größere Bündel", "groessere-buendel"),
            ("the on-call's page", "calls-page"),
            ("It is so.", "it-is-so"),
            ("監視なし", ""),
        ] {
            assert_eq!(slug(sentence), id, "{sentence}");
        }
    }

    #[test]
    fn ids_are_unique_and_never_empty() {
        let taken = ["weakness".to_owned(), "weakness-2".to_owned()];
        assert_eq!(unique("監視なし", "weakness", &taken), "weakness-3");
        assert_eq!(unique("No limit", "weakness", &taken), "no-limit");
    }
}
