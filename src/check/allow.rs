//! Allow comments: findings and the texts they were found in, in; the findings that nobody has
//! allowed out, with those about the comments themselves.
//!
//! `# pir: allow CODE: reason` in YAML, `<!-- pir: allow CODE: reason -->` in Markdown. At the end of
//! a line it is about that line. On a line of its own it is about what follows: in YAML the next
//! line with all that is indented deeper, in Markdown the next paragraph.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Group, Level, Rule, nearest};
use crate::source::{Source, Span};

/// An allow comment that nothing is found for.
pub static UNUSED_ALLOW: Rule = Rule {
    code: "unused-allow",
    group: Group::Structure,
    level: Level::Warning,
    summary: "nothing is found here that this comment allows",
    why: "A comment that outlives what it was for hides what somebody writes there next.",
    help: "take the comment out",
    bad: &[
        "pir: 1\ntitle: T\n# pir: allow should-have: the words of the vendor\nsummary: It broke.\n",
    ],
    good: &[
        "pir: 1\ntitle: T\n# pir: allow should-have: the words of the vendor\nsummary: We should have tested it.\n",
    ],
};

/// An allow comment without a reason.
pub static ALLOW_WITHOUT_REASON: Rule = Rule {
    code: "allow-without-reason",
    group: Group::Structure,
    level: Level::Warning,
    summary: "this comment allows something and does not say why",
    why: "The next reader can only tell by the reason whether it still holds.",
    help: "write `pir: allow CODE: reason`",
    bad: &["pir: 1\ntitle: T\n# pir: allow should-have\nsummary: We should have tested it.\n"],
    good: &[
        "pir: 1\ntitle: T\n# pir: allow should-have: the words of the vendor\nsummary: We should have tested it.\n",
    ],
};

/// How an allow comment begins.
const MARK: &str = "pir: allow ";

/// An allow comment.
struct Allow<'s> {
    /// The codes that it names, each with its place and whether it was of use.
    codes: Vec<(&'s str, Span, bool)>,
    /// Whether it gives a reason.
    reason: bool,
    /// The comment, from its mark to the end of what it says.
    span: Span,
    /// The bytes that it is about.
    about: Range<usize>,
}

/// The findings without those that a comment in their text allows, with what is wrong with the
/// comments. Errors cannot be allowed. `known` has the codes that there are.
pub fn settle(
    sources: &[&Arc<Source>],
    findings: Vec<Diagnostic>,
    known: &[&'static str],
) -> Vec<Diagnostic> {
    let mut kept = findings;
    for source in sources.iter().filter(|source| source.text().contains(MARK)) {
        let mut allows = allows(source);
        kept.retain(|finding| {
            let here = Arc::ptr_eq(&finding.source, source) && finding.level < Level::Error;
            !(here && is_allowed(finding, &mut allows))
        });
        for allow in &allows {
            kept.extend(wrong(source, allow, known));
        }
    }
    kept
}

/// Whether a comment allows the finding; it is then of use.
fn is_allowed(finding: &Diagnostic, allows: &mut [Allow<'_>]) -> bool {
    let mut allowed = false;
    let about = allows
        .iter_mut()
        .filter(|allow| allow.reason && allow.about.contains(&finding.span.start));
    for (code, _, used) in about.flat_map(|allow| &mut allow.codes) {
        if *code == finding.rule.code {
            *used = true;
            allowed = true;
        }
    }
    allowed
}

/// What is wrong with a comment.
fn wrong(source: &Arc<Source>, allow: &Allow<'_>, known: &[&'static str]) -> Vec<Diagnostic> {
    if !allow.reason {
        let rule = &ALLOW_WITHOUT_REASON;
        return vec![Diagnostic::new(rule, source, allow.span, rule.summary)];
    }
    let unused = allow.codes.iter().filter(|(_, _, used)| !used);
    let findings = unused.map(|(code, span, _)| {
        let rule = &UNUSED_ALLOW;
        if known.contains(code) {
            return Diagnostic::new(rule, source, *span, format!("`{code}` is not found here"));
        }
        let finding = Diagnostic::new(rule, source, *span, format!("nothing is called `{code}`"));
        match nearest(code, known.iter().copied()) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding.help("`pir explain` lists what there is"),
        }
    });
    findings.collect()
}

/// The allow comments of a text.
fn allows(source: &Source) -> Vec<Allow<'_>> {
    let marks = source.text().match_indices(MARK);
    let mut lines: Vec<_> = marks.map(|(at, _)| source.place(at).line).collect();
    lines.dedup();
    let allows = lines.into_iter().filter_map(|line| allow(source, line));
    allows.collect()
}

/// The allow comment on a line.
fn allow(source: &Source, line: usize) -> Option<Allow<'_>> {
    let span = source.line(line);
    let text = source.slice(span);
    let mark = text.find(MARK)?;
    let before = text[..mark].trim_end();
    let (opening, closing) = match before {
        before if before.ends_with("<!--") => ("<!--", "-->"),
        before if before.ends_with('#') => ("#", ""),
        _ => return None,
    };
    let alone = before[..before.len() - opening.len()].trim().is_empty();
    let said = &text[mark + MARK.len()..];
    let said = said
        .split_once(closing)
        .filter(|_| !closing.is_empty())
        .map_or(said, |(said, _)| said);
    let (names, reason) = said.split_once(':').unwrap_or((said, ""));
    let base = span.start + mark + MARK.len();
    let mut codes = Vec::new();
    let mut at = 0;
    for name in names.split(',') {
        let code = name.trim();
        let start = base + at + (name.len() - name.trim_start().len());
        if !code.is_empty() {
            codes.push((code, Span::new(start, start + code.len()), false));
        }
        at += name.len() + 1;
    }
    let about = match (alone, opening) {
        (false, _) => span.range(),
        (true, "#") => below_in_yaml(source, line),
        (true, _) => below_in_markdown(source, line),
    };
    Some(Allow {
        codes,
        reason: !reason.trim().is_empty(),
        span: Span::new(span.start + mark, base + said.trim_end().len()),
        about,
    })
}

/// The next line that is no comment, with all below it that is indented deeper.
fn below_in_yaml(source: &Source, line: usize) -> Range<usize> {
    let text = |line: usize| source.slice(source.line(line));
    let says = |line: &usize| {
        let text = text(*line).trim();
        !text.is_empty() && !text.starts_with('#')
    };
    let Some(first) = (line + 1..=source.line_count()).find(says) else {
        return 0..0;
    };
    let indent = |line: usize| text(line).len() - text(line).trim_start().len();
    let ends = |line: &usize| !text(*line).trim().is_empty() && indent(*line) <= indent(first);
    let end = (first + 1..=source.line_count()).find(ends);
    let end = end.map_or(source.text().len(), |end| source.line(end).start);
    source.line(first).start..end
}

/// The next paragraph.
fn below_in_markdown(source: &Source, line: usize) -> Range<usize> {
    let blank = |line: &usize| source.slice(source.line(*line)).trim().is_empty();
    let lines = line + 1..=source.line_count();
    let Some(first) = lines.clone().find(|line| !blank(line)) else {
        return 0..0;
    };
    let end = (first..=*lines.end()).find(blank);
    let end = end.map_or(source.text().len(), |end| source.line(end).start);
    source.line(first).start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(text: &str) -> Vec<String> {
        let source = Source::new("x", text);
        allows(&source)
            .iter()
            .map(|allow| text[allow.about.clone()].trim_end().to_owned())
            .collect()
    }

    #[test]
    fn a_comment_is_about_its_line_or_what_follows() {
        let yaml = "a: one # pir: allow x: so\n# pir: allow x: so\n# more\nb: |\n  two\n\n  three\nc: four\n";
        assert_eq!(
            about(yaml),
            ["a: one # pir: allow x: so", "b: |\n  two\n\n  three"]
        );
        let list = "- at: 1\n  # pir: allow x: so\n  what: >\n    two\n  known: three\n";
        assert_eq!(about(list), ["  what: >\n    two"]);
        let markdown = "<!-- pir: allow x: so -->\n\none\ntwo\n\nthree\n";
        assert_eq!(about(markdown), ["one\ntwo"]);
    }

    #[test]
    fn several_codes_have_their_places() {
        let text = "a: b # pir: allow one, two: why not";
        let source = Source::new("x", text);
        let allow = allows(&source).remove(0);
        let codes: Vec<_> = allow
            .codes
            .iter()
            .map(|(code, span, _)| (*code, &text[span.range()]))
            .collect();
        assert_eq!(codes, [("one", "one"), ("two", "two")]);
        assert!(allow.reason);
    }
}
