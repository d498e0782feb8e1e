//! Text of the user never breaks the document: hostile texts in every field, read back by a
//! Markdown parser and compared with the same document made of harmless ones.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

#[path = "render_support/mod.rs"]
mod support;

use pir::render::markdown;
use proptest::prelude::*;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// Pieces that mean something in Markdown, HTML or a template. Words of the form `w1` stand where
/// a reader has to see them; `hh` stands in headings.
const PIECES: &[&str] = &[
    "w1 | w2 | w3",
    "| w1 | w2 |\n| --- | --- |\n| w3 | w4 |",
    "w1\nw2\r\nw3\rw4",
    "```\nw1",
    "````rust\nw1 ``` w2\n",
    "~~~ w\nw1",
    "# hh w1",
    "###### hh w1 ######",
    "hh w1\n===",
    "hh w1\n---",
    "---",
    "===",
    "***",
    "<script>w1</script>",
    "<pre>w1\n\nw2",
    "<!-- w1",
    "<!-- w1 -->",
    "<?w1",
    "<!w1",
    "<![CDATA[w1",
    "<details>\n\nw1",
    "<div\nw1>",
    "</w1>",
    "<w1 a=\"b\">",
    "<a@w1.example>",
    "<https://w1.example>",
    "{{ w1 }}",
    "{% w1 %}{# w2 #}",
    "{% endif %}",
    "[w1](https://a.example)",
    "[w1](javascript:w2)",
    "[w1](<java\tscript:w2>)",
    "[w1](data:text/html,w2)",
    "[w1](VBScript:w2)",
    "![w1](data:image/png,w2)",
    "![w1](b.png)",
    "[w1](&#106;avascript:w2)",
    "[b]: c\n",
    "[a]\n\n[a]: https://a.example\n",
    "[a]\n\n[a]: https://a.example\n[c]: d\n",
    "w1 [x][a]\n\n[a]: javascript:b\n",
    "[^w1]\n\n[^w1]: w2",
    "- w1\n  - w2\n\n    w3",
    "* * *",
    "+ w1\n\n      w2",
    "1. w1\n7) w2",
    "999999999. w1\n999999999. w2",
    "- [ ] w1\n- [x] w2",
    "> w1\nw2",
    "> > > w1",
    "> ```\n> w1",
    "\tw1",
    "    w1",
    "`w1",
    "`` w1 ` w2 ``",
    "`w1 | w2`",
    "`w1 \\| w2`",
    "`````",
    "\u{1b}[31mw1\u{7}",
    "w1\\",
    "\\| w1 \\\\| w2",
    "&lt;script&gt; &amp;amp; &#60;w1&#62;",
    "&copy; w1 &",
    "\0w1",
    "\u{202e}w1\u{2066}",
    "\u{2028}w1\u{85}",
    "*w1* **w2** ***w3*** ~~w4~~ __w5__ _w6_",
    "*w1 **w2* w3**",
    "a*w1*b a_w2_c ~w3~",
    "**",
    "~~",
    "[",
    "]",
    "](",
    "!",
    "|",
    "\\",
    "<",
    "&",
    "$w1$ $$w2$$",
    "https://w1.example/a_b*c*?d|e)",
    "http://",
    "<br>",
    "--> w1",
    "<!-- pir: made from w1; sha256 00 -->",
    "\u{a0}w1\u{3000}",
    ": w1",
    "w1  \nw2\\\nw3",
];

fn parse(text: &str) -> Parser<'_> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    Parser::new_ext(text, options)
}

/// The text that a reader sees; the language of code counts, as it may be a word of a sentence.
fn visible(text: &str) -> String {
    let shown = parse(text).map(|event| match event {
        Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
            text.into_string()
        }
        Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
        | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {
            String::new()
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => language.into_string(),
        _ => " ".to_owned(),
    });
    shown.collect()
}

/// The marks of a text: `w` and a digit, wherever they stand.
fn marked(text: &str) -> Vec<String> {
    let digit = |at: usize| text[at + 1..].chars().next().filter(char::is_ascii_digit);
    let marks = text.match_indices('w').filter_map(|(at, _)| digit(at));
    marks.map(|digit| format!("w{digit}")).collect()
}

/// The names of fields in a text: words of `f` and digits.
fn fields(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| {
            let number = word.strip_prefix('f').unwrap_or_default();
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        })
}

/// What must hold of any document that holds text of a user.
fn assert_harmless(document: &str) {
    for event in parse(document) {
        match event {
            Event::Html(html) => panic!("HTML {html:?} in\n{document}"),
            Event::InlineHtml(html) if &*html != "<br>" => panic!("HTML {html:?} in\n{document}"),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let address = dest_url.to_lowercase();
                let bad = ["javascript", "data", "vbscript"];
                let scheme = address.split(':').next().unwrap_or_default();
                assert!(
                    !bad.iter().any(|bad| scheme.contains(bad)),
                    "{address} in\n{document}"
                );
            }
            _ => {}
        }
    }
    for c in document.chars() {
        assert!(
            !c.is_control() || c == '\n' || c == '\t',
            "{c:?} in\n{document}"
        );
    }
}

/// A filter in a place of its own, with text that has to stay what it is behind it.
type Use = (&'static str, fn(&str) -> String);

/// Every filter in the place it is for.
const USES: &[Use] = &[
    ("inline", |text| format!("{}\n", markdown::inline(text))),
    ("inline-label", |text| {
        format!("- **{}**: x\n", markdown::inline(text))
    }),
    ("inline-row", |text| {
        format!("| a |\n| --- |\n| {} |\n", markdown::inline(text))
    }),
    ("cell", |text| {
        format!("| a |\n| --- |\n| {} |\n", markdown::cell(text))
    }),
    ("heading", |text| {
        format!("## {}\n", markdown::heading(text))
    }),
    ("block", |text| format!("{}\n", markdown::block(text, 2))),
    ("quote", |text| format!("{}\n", markdown::quote(text))),
    ("item", |text| {
        format!("- {}\n- x\n", markdown::item(text, 2))
    }),
    ("nested", |text| {
        format!("- x\n  - {}\n  - x\n", markdown::item(text, 4))
    }),
    ("labelled", |text| {
        format!("- A: {}\n- x\n", markdown::labelled(text, 2))
    }),
    ("code", |text| {
        format!("| a |\n| --- |\n| {} |\n", markdown::code(text))
    }),
    ("link", |text| {
        format!("{}\n", markdown::link(text, "https://a.example/?a|b"))
    }),
];

/// Puts `text` into every place and reads it back.
fn assert_stays(text: &str) {
    for (name, place) in USES {
        let document = format!("# top\n\n{}\n\n## end\n\nlast w9\n", place(text));
        assert_harmless(&document);
        let shown = visible(&document);
        let expected = [marked(text), vec!["w9".to_owned()]].concat();
        assert_eq!(
            marked(&shown),
            expected,
            "{name} of {text:?} gives\n{document}"
        );
        let outline = outline(&document);
        assert_eq!(
            outline.first(),
            Some(&(1, "top".to_owned())),
            "{name} of {text:?}"
        );
        assert_eq!(
            outline.last(),
            Some(&(2, "end".to_owned())),
            "{name}: {document}"
        );
    }
}

/// The headings of a document, without those that a user wrote.
fn outline(document: &str) -> Vec<(u8, String)> {
    let (mut all, mut inside) = (Vec::new(), false);
    for event in parse(document) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                all.push((level as u8, String::new()));
                inside = true;
            }
            Event::End(TagEnd::Heading(_)) => inside = false,
            Event::Text(text) | Event::Code(text) if inside => {
                if let Some((_, heading)) = all.last_mut() {
                    heading.push_str(&text);
                }
            }
            _ => {}
        }
    }
    all
}

/// Where the marked words of the fields stand: for each the section above, and the row and cell of
/// the table around it where it is one of the template's.
fn places(document: &str) -> Vec<(String, String, usize, usize)> {
    let mut found = Vec::new();
    let (mut section, mut heading) = (String::new(), false);
    let (mut table, mut header) = (String::new(), false);
    let (mut row, mut cell) = (0, 0);
    for event in parse(document) {
        match event {
            Event::Start(Tag::Heading { level, .. }) if level as u8 <= 2 => {
                section.clear();
                heading = true;
            }
            Event::End(TagEnd::Heading(_)) => heading = false,
            Event::Start(Tag::Table(_)) => {
                table.clear();
                row = 0;
            }
            Event::Start(Tag::TableHead) => header = true,
            Event::End(TagEnd::TableHead) => header = false,
            Event::Start(Tag::TableRow) => row += 1,
            Event::End(TagEnd::TableRow) => cell = 0,
            Event::Start(Tag::TableCell) => cell += 1,
            Event::End(TagEnd::Table) => (row, cell) = (0, 0),
            Event::Text(text) | Event::Code(text) => {
                if heading {
                    section.push_str(&text);
                }
                if header {
                    table.push_str(&text);
                }
                let section = if section.starts_with('f') {
                    "title"
                } else {
                    &section
                };
                for word in fields(&text) {
                    let known = [
                        "TimeUTC",
                        "TimeFrom",
                        "TimeWho",
                        "Milestone",
                        "From, to",
                        "Who",
                    ];
                    let ours = known.iter().any(|start| table.starts_with(start));
                    let (row, cell) = if ours { (row, cell) } else { (0, 0) };
                    found.push((word.to_owned(), section.to_owned(), row, cell));
                }
            }
            _ => {}
        }
    }
    found
}

/// Renders `template` with `hostile` in every field and compares it with the harmless one.
fn assert_whole(template: &str, hostile: &str) {
    let mut number = 0;
    // A long quote stands below its table, so the harmless one has to be as long.
    let has_fence = hostile.contains("```") || hostile.contains("~~~");
    let is_long = hostile.trim().contains('\n') || has_fence || hostile.len() > 100;
    let mut harmless = |_: &str| {
        number += 1;
        format!("f{number}{}", if is_long { "\nx" } else { "" })
    };
    let expected = support::rendered_as(template, &support::filled(&mut harmless));
    let mut number = 0;
    let mut say = |_: &str| {
        number += 1;
        format!("f{number} {hostile}")
    };
    let document = support::rendered_as(template, &support::filled(&mut say));
    assert_harmless(&document);
    let levels = |document: &str| -> Vec<(u8, String)> {
        let own = outline(document)
            .into_iter()
            .filter(|(level, _)| *level <= 2);
        own.map(|(level, text)| (level, if level == 1 { String::new() } else { text }))
            .collect()
    };
    assert_eq!(
        levels(&document),
        levels(&expected),
        "{template}: {hostile:?} gives\n{document}"
    );
    let unplaced = |document: &str| {
        let mut all = places(document);
        all.sort();
        all
    };
    let (got, wanted) = (unplaced(&document), unplaced(&expected));
    for (one, other) in got.iter().zip(&wanted) {
        assert_eq!(one, other, "{template}: {hostile:?} gives\n{document}");
    }
    assert_eq!(got.len(), wanted.len(), "{template}: {hostile:?}");
}

#[test]
fn every_piece_stays_in_its_place() {
    for piece in PIECES {
        assert_stays(piece);
        assert_stays(&format!("w1 {piece} w2"));
        assert_stays(&format!("w1\n{piece}\nw2"));
        assert_stays(&format!("w1\n\n{piece}\n\nw2"));
    }
}

/// The block quotes of a document that hold code and nothing else, and what each holds.
fn quoted_code(document: &str) -> Vec<String> {
    let (mut all, mut before) = (Vec::new(), None);
    let mut inside = false;
    for event in parse(document) {
        match &event {
            Event::Start(Tag::CodeBlock(_)) => {
                inside = matches!(before, Some(Event::Start(Tag::BlockQuote(_))));
                all.extend(inside.then(String::new));
            }
            Event::End(TagEnd::CodeBlock) => inside = false,
            Event::Text(text) if inside => all.last_mut().unwrap().push_str(text),
            _ => {}
        }
        before = Some(event);
    }
    all
}

/// What is quoted of a terminal; each sign means something there and something else in Markdown.
const LOGS: &[&str] = &[
    "$ sudo -i\n# cat /etc/motd\n* * * * * /usr/bin/true\n\n\n1) one\n    two_a_ | three",
    "    at com.example.Pool.get(Pool.java:4)\n    at <init>",
    "say\n```\n# cat\n```\nmore",
    "say ``` # cat",
    "a\n~~~\nb\n`````\nc",
    "[a]\n\n[a]: https://a.example\n> x\n<b>y</b> &amp; \\*",
];

#[test]
fn log_lines_are_quoted_as_they_are_through_every_template() {
    for log in LOGS {
        let quoted = quoted_code(&format!("x\n\n{}\n\ny\n", markdown::quote(log)));
        assert_eq!(quoted, [format!("{log}\n")], "{log:?}");
        let mut incident = support::bare();
        let mut event = support::event("log", "10:02", "the board turns red");
        event.quote = Some(support::text(*log));
        incident.timeline.events = vec![event];
        let report = support::report(&incident, &pir::model::Review::default());
        for template in ["review.md.j2", "sre.md.j2", "howie.md.j2"] {
            let document = support::rendered_as(template, &report);
            let quoted = quoted_code(&document);
            assert_eq!(quoted, [format!("{log}\n")], "{template}:\n{document}");
        }
    }
}

#[test]
fn one_line_that_was_said_stays_a_line() {
    assert_eq!(markdown::quote("# cat *now*\n"), "> \\# cat *now*");
    assert_eq!(markdown::quote("- 1. a"), "> \\- 1. a");
}

#[test]
fn every_piece_leaves_the_review_whole() {
    for piece in PIECES {
        assert_whole("review.md.j2", piece);
        assert_whole("review.md.j2", &format!("w\n\n{piece}\n\nw"));
    }
}

#[test]
fn every_piece_leaves_the_other_templates_whole() {
    let templates = support::markdown_templates();
    assert!(templates.len() >= 6, "{templates:?}");
    for template in templates.iter().filter(|name| *name != "review.md.j2") {
        for piece in PIECES {
            assert_whole(template, &format!("w\n\n{piece}\n\nw"));
        }
    }
}

#[test]
fn a_definition_that_no_link_uses_is_seen() {
    for text in [
        "[note]: later",
        "x\n\n> [note]: later\n\ny",
        "[^1]\n\n[^1]: later",
    ] {
        assert!(
            visible(&markdown::block(text, 2)).contains("later"),
            "{text}"
        );
    }
}

#[test]
fn deep_nesting_becomes_text() {
    for (piece, times) in [
        ("> ", 20_000),
        ("- ", 2_000),
        ("*a **b ", 2_000),
        ("[", 20_000),
    ] {
        let text = format!("{}w1", piece.repeat(times));
        assert_stays(&text);
    }
}

prop_compose! {
    fn hostile()(
        parts in prop::collection::vec((prop::sample::select(PIECES), "\n\n|\n| ||\n    |\n> |\n- "), 1..6),
    ) -> String {
        parts.into_iter().flat_map(|(piece, gap)| [piece.to_owned(), gap]).collect()
    }
}

proptest! {
    #[test]
    fn pieces_together_stay_in_their_place(text in hostile()) {
        assert_stays(&text);
    }

    #[test]
    fn lines_that_are_quoted_stay_as_they_are(
        text in "[#a] {0,2}[`~#*>|<&\\\\ a\\[\\]:-]{0,12}(\n[`~#*>|<&\\\\ a\\[\\]:-]{0,12}){1,4}\n?x"
    ) {
        let document = format!("x\n\n{}\n\ny\n", markdown::quote(&text));
        let quoted = quoted_code(&document);
        prop_assert_eq!(quoted, vec![format!("{text}\n")], "{}", document);
    }

    #[test]
    fn any_characters_stay_in_their_place(text in "[ \\n\\t|`*_~\\[\\]()<>#&;!+=.0-9a\\\\{}$:\"'-]{0,40}") {
        assert_stays(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn pieces_together_leave_the_review_whole(text in hostile()) {
        assert_whole("review.md.j2", &text);
    }
}
