use super::*;
use crate::yaml::Value;

const TROUBLE: &[(&str, &str)] = &[
    (
        "a: \"open\nb: 1\n",
        "1:4 bad-yaml this quote is opened and not closed",
    ),
    (
        "a: it's\nb: 'open\nc: d\n",
        "2:4 bad-yaml this quote is opened and not closed",
    ),
    (
        "a: 1 # it's\nb: \"open",
        "2:4 bad-yaml this quote is opened and not closed",
    ),
    (
        "a:\n\tb: 1\n",
        "2:1 bad-yaml a tab stands where YAML takes spaces only",
    ),
    (
        "a:\n  - b: 10:38\n\tc: 1\n",
        "3:1 bad-yaml a tab stands where YAML takes spaces only",
    ),
    (
        "a: b: c\n",
        "1:5 bad-yaml a second `: ` on the line makes this a key again",
    ),
    (
        "a: [\n  1,\n]\nb: @c\n",
        "4:4 bad-yaml a text without quotes cannot start with `@`",
    ),
    (
        "a: \"x\ny\"\nb: @c\n",
        "3:4 bad-yaml a text without quotes cannot start with `@`",
    ),
    (
        "a: \"open\nb: 1\nc: \"x\"\n",
        "1:4 bad-yaml this quote is opened and not closed",
    ),
    (
        "a: [{b: 1]\nc: 2\n",
        "1:5 bad-yaml a bracket is opened and not closed",
    ),
    (
        "a: @b\n",
        "1:4 bad-yaml a text without quotes cannot start with `@`",
    ),
    (
        "a: [1, 2\nb: 3\n",
        "1:4 bad-yaml a bracket is opened and not closed",
    ),
    (
        "a: [1, 2\n",
        "1:4 bad-yaml a bracket is opened and not closed",
    ),
    (
        "a: \"b\" c\n",
        "1:8 bad-yaml text goes on after the closing quote",
    ),
    ("a: 1\nfoo\nb: 2\n", "2:1 bad-yaml this line has no `key:`"),
    (
        "a: 1\n- b\n",
        "2:1 bad-yaml a list item stands among `key: value` lines",
    ),
    (
        "a: \"\\d\"\n",
        "1:4 bad-yaml a `\\` in this text is not followed by an escape that YAML knows",
    ),
    (
        "a: b\u{1}c\n",
        "1:5 bad-yaml the control character U+0001 cannot stand in YAML",
    ),
    (
        "a: b\0c\n",
        "1:5 bad-yaml the control character U+0000 cannot stand in YAML",
    ),
    (
        "a: *b*\n",
        "1:4 bad-yaml `*b*` refers to an `&b*` that does not stand above it",
    ),
    (
        "a: &x [*x]\n",
        "1:8 bad-yaml `*x` stands inside the value that it refers to",
    ),
    (
        "a: | b\n",
        "1:4 bad-yaml after `|` or `>` the text starts on the next line",
    ),
    (
        "a: 1\n---\nb: 2\n",
        "2:1 several-documents a second document starts here",
    ),
    (
        "a: told #ask\n",
        "1:9 swallowed-comment `#ask` is read as a comment and is not part of the text",
    ),
    (
        "a:  #ask\n",
        "1:5 swallowed-comment `#ask` is read as a comment and is not part of the text",
    ),
    (
        "a: !skip it\n",
        "1:4 swallowed-tag `!skip` is read as a YAML tag and is not part of the text",
    ),
];

fn findings(text: &str) -> Vec<String> {
    let source = Source::new("a.yaml", text);
    let (_, findings) = Tree::parse(&source);
    let line = |finding: &Diagnostic| {
        let place = source.place(finding.span.start);
        format!(
            "{}:{} {} {}",
            place.line, place.column, finding.rule.code, finding.message
        )
    };
    findings.iter().map(line).collect()
}

fn value(text: &str) -> Value {
    let (tree, found) = Tree::parse(&Source::new("a.yaml", text));
    let tree = tree.unwrap_or_else(|| panic!("{text:?}: {found:?}"));
    tree.value(tree.root())
}

#[test]
fn trouble_is_told_in_plain_words_at_its_place() {
    for (text, expected) in TROUBLE {
        assert_eq!(findings(text), [*expected], "{text:?}");
    }
}

#[test]
fn all_doubled_keys_are_found_and_the_first_counts() {
    let text = "a: 1\nb: {x: 1, x: 2}\n\"a\": 3\na: 4\n";
    let places = ["2:11", "3:1", "4:1"];
    for (finding, place) in findings(text).iter().zip(places) {
        assert!(
            finding.starts_with(&format!("{place} duplicate-key")),
            "{finding}"
        );
    }
    let (tree, found) = Tree::parse(&Source::new("a.yaml", text));
    assert_eq!(found.len(), 3);
    assert_eq!(
        found[2].related.as_ref().map(|(span, _)| span.start),
        Some(0)
    );
    assert_eq!(
        tree.unwrap().get(&["a".into()]),
        Some(Value::Number("1".into()))
    );
    let many: Vec<_> = (0..40).map(|n| format!("k{}: 1\n", n % 30)).collect();
    assert_eq!(findings(&many.concat()).len(), 10);
}

#[test]
fn odd_but_good_files_read() {
    let a = |value: Value| Value::map([("a", value)]);
    let one = || Value::Number("1".into());
    assert_eq!(value(""), Value::Null);
    assert_eq!(value("# only\n"), Value::Null);
    assert_eq!(value("---\n# only\n...\n"), Value::Null);
    assert_eq!(value("\u{feff}a: 1\r\n"), a(one()));
    assert_eq!(value("a: 1"), a(one()));
    assert_eq!(value("%YAML 1.2\n---\na: 1\n...\n"), a(one()));
    assert_eq!(value("a: [\n  1,\n]\n"), a(Value::list([one()])));
    assert_eq!(value("a: |\r\n  x\r\n  y\r\n"), a("x\ny\n".into()));
    assert_eq!(value("? a\n: 1\n"), a(one()));
    assert_eq!(value("a: told # it\n"), a("told".into()));
    assert_eq!(value("<<: {a: 1}\n"), a(one()));
}

#[test]
fn places_are_those_of_the_source() {
    let text = "a: &x 'q'\nb:\n  - c: >-\n      long\n      text\n\n  - {d: e}\nf:\n";
    let (tree, _) = Tree::parse(&Source::new("a.yaml", text));
    let tree = tree.unwrap();
    let at = |path: &[crate::yaml::Step]| &text[tree.span_at(path).unwrap().range()];
    assert_eq!(at(&["a".into()]), "'q'");
    assert_eq!(
        at(&["b".into()]),
        "- c: >-\n      long\n      text\n\n  - {d: e}"
    );
    assert_eq!(at(&["b".into(), 0.into(), "c".into()]), "long\n      text");
    assert_eq!(at(&["b".into(), 1.into()]), "{d: e}");
    assert_eq!(tree.span_at(&["f".into()]), Some(Span::at(text.len() - 1)));
    assert_eq!(&text[tree.key_span_at(&["b".into()]).unwrap().range()], "b");
    let node = tree.find(&["b".into(), 1.into(), "d".into()]).unwrap();
    assert_eq!(crate::yaml::dotted(&tree.path(node)), "b[1].d");
}

#[test]
fn hostile_files_are_refused() {
    let code = |text: &str| {
        findings(text)
            .first()
            .map(|line| line.split(' ').nth(1).unwrap().to_owned())
    };
    let again = |n: usize| {
        format!(
            "a{n}: &a{n} [{}]\n",
            vec![format!("*a{}", n - 1); 9].join(", ")
        )
    };
    let bomb: Vec<_> = (1..9).map(again).collect();
    let bomb = format!("a0: &a0 [x]\n{}", bomb.concat());
    assert_eq!(code(&bomb).as_deref(), Some("too-large"));
    let wide = format!(
        "a: &a \"{}\"\nb:\n{}",
        "x".repeat(200_000),
        "- *a\n".repeat(20_000)
    );
    assert_eq!(code(&wide).as_deref(), Some("too-large"));
    assert_eq!(code(&"[".repeat(10_000)).as_deref(), Some("too-large"));
    assert_eq!(code(&"- ".repeat(10_000)).as_deref(), Some("too-large"));
    let deep: Vec<_> = (0..10_000)
        .map(|n| format!("{}k:\n", " ".repeat(n % 200)))
        .collect();
    assert!(code(&deep.concat()).is_some());
    let nested: Vec<_> = (1..90)
        .map(|n| format!("a{n}: &a{n} [[[*a{}]]]\n", n - 1))
        .collect();
    assert_eq!(
        code(&format!("a0: &a0 1\n{}", nested.concat())).as_deref(),
        Some("too-large")
    );
    assert_eq!(
        code(&"x".repeat(MAX_BYTES + 1)).as_deref(),
        Some("too-large")
    );
    assert_eq!(
        code(&format!("[{}]", "x,".repeat(MAX_NODES))).as_deref(),
        Some("too-large")
    );
}
