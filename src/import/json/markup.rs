//! Text in HTML, as status pages and chats export it: markup in, words out.

/// The entities that exports use, with what they stand for; `&amp;` last, since it may stand before
/// the others.
const ENTITIES: &[(&str, &str)] = &[
    ("&nbsp;", " "),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&#x27;", "'"),
    ("&apos;", "'"),
    ("&amp;", "&"),
];

/// The words without tags; what ends a line in HTML ends one here.
pub(super) fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        let Some((tag, after)) = after.split_once('>').filter(|_| is_tag) else {
            out.push('<');
            rest = after;
            continue;
        };
        let name = tag.trim_end_matches('/').trim();
        let ends = ["br", "/p", "/div", "/li", "/tr", "/h1", "/h2", "/h3"];
        if ends.contains(&name.to_ascii_lowercase().as_str()) {
            out.push('\n');
        }
        rest = after;
    }
    out.push_str(rest);
    let text = ENTITIES
        .iter()
        .fold(out, |text, (entity, word)| text.replace(entity, word));
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn markup_is_taken_off_and_lines_stay() {
        for (text, expected) in [
            ("one<br />two<br>three", "one\ntwo\nthree"),
            ("<div><p>a &amp;lt; b</p><p>c</p></div>", "a &lt; b\nc"),
            ("1 < 2 &gt; 0", "1 < 2 > 0"),
            ("hi <at id=\"0\">Jo</at>&nbsp;", "hi Jo"),
            ("a <b", "a <b"),
        ] {
            assert_eq!(words(text), expected);
        }
    }
}
