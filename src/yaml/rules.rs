//! What can be wrong with the form of a YAML file: one value for each, and the table of all.

use crate::diagnostic::{Group, Level, Rule};

/// Everything that this folder finds, in the order of the codes.
pub static RULES: &[&Rule] = &[
    &BAD_YAML,
    &DUPLICATE_KEY,
    &EMPTY_VALUE,
    &MISSING_FIELD,
    &SEVERAL_DOCUMENTS,
    &SWALLOWED_COMMENT,
    &SWALLOWED_TAG,
    &TOO_LARGE,
    &UNKNOWN_FIELD,
    &UNKNOWN_WORD,
    &WRONG_TYPE,
];

/// A small incident that is right; the examples change one line of it.
const GOOD: &str = "\
pir: 1
title: Checkout slow, then errors
date: 2026-03-12
timezone: Europe/Berlin
status: draft
timeline:
  - at: 10:31
    kind: observation
    what: on-call reads the support message
";

/// The file cannot be read as YAML.
pub static BAD_YAML: Rule = Rule {
    code: "bad-yaml",
    group: Group::Structure,
    level: Level::Error,
    summary: "the file cannot be read as YAML",
    why: "Nothing after such a place can be read, so nothing else can be said about the file.",
    help: "put text with special characters in quotes, or after `|` on lines of its own",
    bad: &[
        "pir: 1\ntitle: \"Checkout slow\nstatus: draft\n",
        "pir: 1\ntitle: Checkout slow\ntimeline:\n\t- at: 10:31\n\t  what: lag rises\n",
        "pir: 1\ntitle: db: down\n",
        "pir: 1\ntitle: Checkout slow\nreferences: [https://status.example/1\n",
        "pir: 1\ntitle: *checkout* slow\n",
    ],
    good: &[
        GOOD,
        "pir: 1\ntitle: \"db: down\"\ndate: 2026-03-12\ntimezone: UTC\nstatus: draft\ntimeline: []\n",
    ],
};

/// A change that cannot be made safely. The example shows where a new text for `timeline[1].what`
/// is refused.
pub static CANNOT_EDIT: Rule = Rule {
    code: "cannot-edit",
    group: Group::Structure,
    level: Level::Error,
    summary: "a change cannot be made without touching more than it means",
    why: "A value with an anchor stands in several places at once, and some layouts cannot be followed; \
          rather than guess, the file is left as it is.",
    help: "make the change by hand, then run the command again",
    bad: &[
        "pir: 1\ntitle: Checkout slow\ndate: 2026-03-12\ntimezone: UTC\nstatus: draft\ntimeline:\n  - what: &lag lag rises\n  - what: *lag\n",
    ],
    good: &[
        "pir: 1\ntitle: Checkout slow\ndate: 2026-03-12\ntimezone: UTC\nstatus: draft\ntimeline:\n  - what: lag rises\n  - what: lag rises\n",
    ],
};

/// A key stands twice in a mapping.
pub static DUPLICATE_KEY: Rule = Rule {
    code: "duplicate-key",
    group: Group::Structure,
    level: Level::Error,
    summary: "a key stands twice",
    why: "Readers of YAML disagree about which of the two counts, so one of them would be lost.",
    help: "keep one of the two, or put both texts under one key",
    bad: &[
        "pir: 1\ntitle: Checkout slow\ntitle: Checkout errors\ndate: 2026-03-12\ntimezone: UTC\nstatus: draft\ntimeline: []\n",
    ],
    good: &[GOOD],
};

/// A key without a value.
pub static EMPTY_VALUE: Rule = Rule {
    code: "empty-value",
    group: Group::Structure,
    level: Level::Error,
    summary: "there is no value where one is needed",
    why: "A key without a value looks answered and is not.",
    help: "write the value, or take the line out",
    bad: &["pir: 1\ntitle:\ndate: 2026-03-12\ntimezone: UTC\nstatus: draft\ntimeline: []\n"],
    good: &[GOOD],
};

/// A field that must be there is not.
pub static MISSING_FIELD: Rule = Rule {
    code: "missing-field",
    group: Group::Structure,
    level: Level::Error,
    summary: "a field that must be there is not",
    why: "Without it the rest cannot be told.",
    help: "add the field",
    bad: &[
        "pir: 1\ntitle: Checkout slow\ndate: 2026-03-12\ntimezone: UTC\nstatus: draft\ntimeline:\n  - at: 10:31\n    kind: observation\n",
    ],
    good: &[GOOD],
};

/// More than one document in a file.
pub static SEVERAL_DOCUMENTS: Rule = Rule {
    code: "several-documents",
    group: Group::Structure,
    level: Level::Error,
    summary: "the file holds more than one document",
    why: "A file of pir is one document; what follows a second `---` would be left out without a word.",
    help: "take the second `---` out, or put what follows it into a file of its own",
    bad: &[
        "pir: 1\ntitle: Checkout slow\ndate: 2026-03-12\ntimezone: UTC\nstatus: draft\ntimeline: []\n---\ntitle: Another\n",
    ],
    good: &[GOOD],
};

/// A comment that was meant as text.
pub static SWALLOWED_COMMENT: Rule = Rule {
    code: "swallowed-comment",
    group: Group::Structure,
    level: Level::Warning,
    summary: "the text after ` #` is read as a comment",
    why: "In YAML a `#` after a space starts a comment, so the rest of the line is lost.",
    help: "put the whole text in quotes, or a space after the `#` when a comment is meant",
    bad: &[
        "pir: 1\ntitle: Checkout slow\ndate: 2026-03-12\ntimezone: UTC\nstatus: draft\ntimeline:\n  - at: 10:31\n    kind: communication\n    what: told #ask-platform\n",
    ],
    good: &[
        "pir: 1\ntitle: Checkout slow\ndate: 2026-03-12\ntimezone: UTC\nstatus: draft\ntimeline:\n  - at: 10:31\n    kind: communication\n    what: \"told #ask-platform\"\n",
        "pir: 1\ntitle: Checkout slow # working title\ndate: 2026-03-12\ntimezone: UTC\nstatus: draft\ntimeline: []\n",
    ],
};

/// A word that was meant as text.
pub static SWALLOWED_TAG: Rule = Rule {
    code: "swallowed-tag",
    group: Group::Structure,
    level: Level::Warning,
    summary: "a word with `!` before it is read as a YAML tag",
    why: "In YAML a `!word` at the start of a value is a tag, so the word is lost.",
    help: "put the whole text in quotes",
    bad: &[
        "pir: 1\ntitle: !important checkout slow\ndate: 2026-03-12\ntimezone: UTC\nstatus: draft\ntimeline: []\n",
    ],
    good: &[
        "pir: 1\ntitle: \"!important checkout slow\"\ndate: 2026-03-12\ntimezone: UTC\nstatus: draft\ntimeline: []\n",
    ],
};

/// A limit on size was passed. The examples are too large to be shown.
pub static TOO_LARGE: Rule = Rule {
    code: "too-large",
    group: Group::Structure,
    level: Level::Error,
    summary: "the file is larger or deeper than any that is read",
    why: "Limits keep a broken or hostile file from using up the machine.",
    help: "split the file, or take the deepest part out",
    bad: &[
        "a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n",
    ],
    good: &[GOOD],
};

/// A field that no form of `pir` has.
pub static UNKNOWN_FIELD: Rule = Rule {
    code: "unknown-field",
    group: Group::Structure,
    level: Level::Error,
    summary: "there is no field of this name",
    why: "A field that is not known is not read, so what stands in it would be lost.",
    help: "use one of the known fields",
    bad: &[
        "pir: 1\ntitle: Checkout slow\ndate: 2026-03-12\ntime_zone: UTC\nstatus: draft\ntimeline: []\n",
    ],
    good: &[GOOD],
};

/// A value that is none of the words that a field knows.
pub static UNKNOWN_WORD: Rule = Rule {
    code: "unknown-word",
    group: Group::Structure,
    level: Level::Error,
    summary: "the field does not know this word",
    why: "The field takes one of a few words, and each means something to what comes after.",
    help: "use one of the known words",
    bad: &[
        "pir: 1\ntitle: Checkout slow\ndate: 2026-03-12\ntimezone: UTC\nstatus: drafted\ntimeline: []\n",
    ],
    good: &[GOOD],
};

/// A value of another kind than the field takes.
pub static WRONG_TYPE: Rule = Rule {
    code: "wrong-type",
    group: Group::Structure,
    level: Level::Error,
    summary: "the value is of another kind than the field takes",
    why: "A list where text belongs, or text where a number belongs, cannot be read as what was meant.",
    help: "write the value as the field takes it",
    bad: &[
        "pir: 1\ntitle: [Checkout, slow]\ndate: 2026-03-12\ntimezone: UTC\nstatus: draft\ntimeline: []\n",
    ],
    good: &[GOOD],
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::yaml::Tree;

    #[test]
    fn codes_are_sorted_and_unique() {
        assert!(RULES.windows(2).all(|pair| pair[0].code < pair[1].code));
    }

    #[test]
    fn the_parser_finds_what_the_examples_show() {
        // The other rules need a typed reading; `read` tests them.
        let own = [
            &BAD_YAML,
            &DUPLICATE_KEY,
            &SEVERAL_DOCUMENTS,
            &SWALLOWED_COMMENT,
            &SWALLOWED_TAG,
            &TOO_LARGE,
        ];
        for rule in own {
            for text in rule.bad {
                let (_, findings) = Tree::parse(&Source::new("incident.yaml", *text));
                assert!(
                    findings.iter().any(|finding| finding.rule == rule),
                    "{}: {text}",
                    rule.code
                );
            }
        }
        for rule in RULES {
            for text in rule.good {
                let (tree, findings) = Tree::parse(&Source::new("incident.yaml", *text));
                assert!(
                    tree.is_some() && findings.is_empty(),
                    "{}: {text} {findings:?}",
                    rule.code
                );
            }
        }
    }
}
