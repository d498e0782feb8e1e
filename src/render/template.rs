//! The templates: those in the binary and those of the user, found by name, filled with a report.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use anyhow::Context as _;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, Output, State, UndefinedBehavior};
use serde::Serialize;

use super::{digest, filters, markdown};
use crate::diagnostic::{Diagnostic, Group, Level, Rule, nearest};
use crate::report::Report;
use crate::source::{Source, Span};

/// The templates in the binary: name and text.
static BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// How much work one document may take; an endless loop in a template stops here.
const FUEL: u64 = 20_000_000;

/// How Markdown templates are told from others inside the engine.
const MARKDOWN: &str = "markdown";

/// How XML templates are.
const XML: &str = "xml";

/// A template is wrong, or asks for something that is not there.
pub static TEMPLATE_ERROR: Rule = Rule {
    code: "template-error",
    group: Group::Structure,
    level: Level::Error,
    summary: "a template cannot be used",
    why: "A name that is not there would otherwise leave a hole in the document that nobody sees.",
    help: "run `pir render --context` to see what a template is given",
    bad: &[],
    good: &[],
};

/// Where a template comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It is in the binary.
    BuiltIn,
    /// The user wrote it.
    User,
    /// The user wrote it, and it stands before the built-in one of the same name.
    Replaces,
}

/// A template, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The name of its file: `review.md.j2`.
    pub name: String,
    /// Where it comes from.
    pub origin: Origin,
    /// The first line of its first comment.
    pub about: String,
}

impl Listed {
    /// The name as people say it, by which [`Templates::find`] finds it.
    pub fn short(&self) -> &str {
        short(&self.name)
    }
}

/// Every template there is.
#[derive(Debug)]
pub struct Templates {
    all: BTreeMap<String, (Origin, Arc<Source>)>,
    /// The engine that knows them, made when it is first asked for: over an archive most time would
    /// go into reading the same templates again.
    engine: OnceLock<Environment<'static>>,
}

impl Templates {
    /// The built-in templates and those of the user, of which each stands before a built-in one of
    /// the same name. A name is its path below the folder of templates, with `/`.
    pub fn new(user: Vec<(String, Arc<Source>)>) -> anyhow::Result<Self> {
        let built_in = BUILT_IN.iter().map(|&(name, text)| {
            let source = Source::new(format!("built-in/{name}"), text);
            (name.to_owned(), (Origin::BuiltIn, source))
        });
        let mut all: BTreeMap<_, _> = built_in.collect();
        for (name, source) in user {
            check(&name)?;
            let origin = match all.get(&name) {
                // A copy changes nothing; it stands in the repo of `pir` itself.
                Some((_, own)) if own.text() == source.text() => continue,
                Some(_) => Origin::Replaces,
                None => Origin::User,
            };
            all.insert(name, (origin, source));
        }
        Ok(Self {
            all,
            engine: OnceLock::new(),
        })
    }

    /// Every template, by name; a name that starts with `_` is a part of others and left out.
    pub fn list(&self) -> Vec<Listed> {
        let whole = self.all.iter().filter(|(name, _)| !name.starts_with('_'));
        let listed = whole.map(|(name, (origin, source))| Listed {
            name: name.clone(),
            origin: *origin,
            about: about(source.text()),
        });
        listed.collect()
    }

    /// The full name behind a short one: `review`, `review.md` and `review.md.j2` are the same.
    pub fn find(&self, name: &str) -> anyhow::Result<&str> {
        check(name)?;
        let ends = ["", ".j2", ".md.j2", ".html.j2", ".svg.j2"];
        let found = ends
            .iter()
            .find_map(|end| self.all.get_key_value(&format!("{name}{end}")));
        found.map(|(name, _)| name.as_str()).with_context(|| {
            let listed = self.list();
            let names: Vec<_> = listed.iter().map(Listed::short).collect();
            let hint = match nearest(name, names.iter().copied()) {
                Some(name) => format!("did you mean `{name}`? "),
                None => String::new(),
            };
            let names = names.join(", ");
            format!("there is no template `{name}`; {hint}there are: {names}")
        })
    }

    /// The text of a template; `name` as [`Templates::find`] takes it.
    pub fn source(&self, name: &str) -> anyhow::Result<&Arc<Source>> {
        let name = self.find(name)?;
        let (_, source) = self
            .all
            .get(name)
            .with_context(|| format!("no template `{name}`"))?;
        Ok(source)
    }

    /// Whether template `name` (in full), or one that it pulls in, may use `field` of the report:
    /// what takes long to work out need not be there for a template that never asks.
    pub fn may_use(&self, name: &str, field: &str) -> bool {
        let mut seen = BTreeSet::from([name]);
        let mut open = vec![name];
        while let Some((_, source)) = open.pop().and_then(|name| self.all.get(name)) {
            let text = source.text();
            if text.contains(field) || text.contains("debug(") || pulls_in_unnamed(text) {
                return true;
            }
            let named = self.all.keys().filter(|name| text.contains(*name));
            open.extend(named.map(String::as_str).filter(|name| seen.insert(name)));
        }
        false
    }

    /// The document that template `name` (in full) makes of `report`.
    pub fn render(&self, name: &str, report: &Report) -> Result<String, Box<Diagnostic>> {
        self.fill(name, report)
    }

    /// The document that template `name` (in full) makes of any values.
    pub fn fill(&self, name: &str, values: &impl Serialize) -> Result<String, Box<Diagnostic>> {
        let context = Value::from(Serde(values));
        let text = self
            .engine
            .get_or_init(|| self.environment())
            .get_template(name)
            .and_then(|template| template.render(context.clone()))
            .map_err(|error| Box::new(self.diagnostic(name, &error, &context)))?;
        Ok(if extension(name) == "md" {
            markdown::tidy(&text)
        } else {
            text
        })
    }

    /// The same, and where it is Markdown, with the seal that names the sources of the report, the
    /// template, and the digest of the text.
    pub fn document(&self, name: &str, report: &Report) -> Result<String, Box<Diagnostic>> {
        let text = self.render(name, report)?;
        if extension(name) != "md" {
            return Ok(text);
        }
        let template = format!("template {}", short(name));
        let sources = report.sources.iter().map(String::as_str);
        let sources: Vec<_> = sources.chain([template.as_str()]).collect();
        Ok(digest::seal(&text, &sources))
    }

    /// The engine, which knows these templates and nothing of the disk.
    fn environment(&self) -> Environment<'static> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(FUEL));
        environment.set_debug(true);
        let syntax = SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build();
        // The delimiters are those of the engine, which cannot be refused.
        if let Ok(syntax) = syntax {
            environment.set_syntax(syntax);
        }
        environment.set_auto_escape_callback(escape);
        environment.set_formatter(format_value);
        filters::add(&mut environment);
        let texts: BTreeMap<String, String> = self
            .all
            .iter()
            .map(|(name, (_, source))| (name.clone(), source.text().to_owned()))
            .collect();
        environment.set_loader(move |name| Ok(texts.get(name).cloned()));
        environment
    }

    /// What went wrong, and where in which template.
    fn diagnostic(&self, name: &str, error: &Error, context: &Value) -> Diagnostic {
        let error = innermost(error);
        let name = error.name().unwrap_or(name);
        let source = match self.all.get(name) {
            Some((_, source)) => Arc::clone(source),
            None => Source::new(name, ""),
        };
        let span = match (error.range(), error.line()) {
            (Some(range), _) if range.end <= source.text().len() => {
                Span::new(range.start, range.end)
            }
            (_, Some(line)) => source.line(line),
            _ => Span::default(),
        };
        let message = error
            .detail()
            .map_or_else(|| error.kind().to_string(), str::to_owned);
        let found = Diagnostic::new(&TEMPLATE_ERROR, &source, span, message);
        let word = source
            .slice(span)
            .rsplit('.')
            .next()
            .unwrap_or_default()
            .trim();
        let undefined = error.kind() == minijinja::ErrorKind::UndefinedError;
        // The same name may be there at another place, and is no help here.
        let others = names(context).into_iter().filter(|name| name != word);
        let others: Vec<_> = others.collect();
        let help = undefined
            .then(|| nearest(word, others.iter().map(String::as_str)))
            .flatten();
        match help {
            Some(name) => found.help(format!("did you mean `{name}`? {}", TEMPLATE_ERROR.help)),
            None => found,
        }
    }
}

/// Whether a template pulls in another that it does not name outright.
fn pulls_in_unnamed(text: &str) -> bool {
    let tags = text.split("{%").skip(1);
    let mut tags = tags.map(|tag| tag.trim_start_matches(['-', '+']).trim_start());
    tags.any(|tag| {
        let pulls = ["include", "extends", "import", "from"].iter();
        let mut rest = pulls.filter_map(|word| tag.strip_prefix(word)?.strip_prefix([' ', '\n']));
        rest.any(|rest| !rest.trim_start().starts_with(['"', '\'']))
    })
}

/// The error at the bottom of a chain that still says where it is.
fn innermost(error: &Error) -> &Error {
    let mut at = error;
    while let Some(next) = std::error::Error::source(at).and_then(|next| next.downcast_ref()) {
        at = next;
    }
    at
}

/// The names of the report and of what lies in its lists and mappings, once each.
fn names(context: &Value) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut open = vec![(context.clone(), 0)];
    while let Some((value, depth)) = open.pop() {
        let is_map = value.kind() == minijinja::value::ValueKind::Map;
        // One entry stands for its list: all have the same fields.
        let most = if is_map { usize::MAX } else { 1 };
        for key in value.try_iter().into_iter().flatten().take(most) {
            let inner = if is_map {
                value.get_item(&key).unwrap_or_default()
            } else {
                key.clone()
            };
            if let Some(name) = key.as_str().filter(|_| is_map) {
                names.insert(name.to_owned());
            }
            if depth < 8 && inner.as_object().is_some() {
                open.push((inner, depth + 1));
            }
        }
    }
    names
}

/// Whether a template (by its full name) is for everybody, whatever audience is asked for:
/// `public.md.j2`, and any other with `.public` before what it writes, as `status.public.md.j2`.
pub fn is_public(name: &str) -> bool {
    let file = file(name);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    stem == "public" || stem.ends_with(".public")
}

/// The file that a template (by its full name) is written to: `review.md`, and `review.public.md`
/// where a template for the organisation is filled for everybody, so that neither overwrites the
/// other.
pub fn file_name(name: &str, public: bool) -> String {
    let file = file(name);
    match file.rsplit_once('.') {
        Some((stem, extension)) if public && !is_public(name) => {
            format!("{stem}.public.{extension}")
        }
        None if public && !is_public(name) => format!("{file}.public"),
        _ => file.to_owned(),
    }
}

/// The name of what a template writes.
fn file(name: &str) -> &str {
    name.strip_suffix(".j2").unwrap_or(name)
}

/// The name of a template as people say it.
fn short(name: &str) -> &str {
    let name = file(name);
    name.strip_suffix(".md").unwrap_or(name)
}

/// The first line of the first comment of a template.
fn about(text: &str) -> String {
    let comment = text
        .trim_start()
        .strip_prefix("{#")
        .and_then(|rest| rest.split_once("#}"));
    let comment = comment.map_or("", |(comment, _)| comment);
    let comment = comment.trim_matches('-').trim();
    comment.lines().next().unwrap_or_default().trim().to_owned()
}

/// Refuses a name that is no plain path below the folder of templates.
fn check(name: &str) -> anyhow::Result<()> {
    let plain = |part: &str| !part.is_empty() && part != "." && part != "..";
    let is_plain = name.split('/').all(plain) && !name.contains(['\\', ':', '\0']);
    anyhow::ensure!(
        is_plain,
        "`{}` is no name of a template; give the name of a file in `templates/`, as `review` or `review.md.j2`",
        name.escape_debug()
    );
    Ok(())
}

/// What a template writes: the extension before `.j2`.
fn extension(name: &str) -> &str {
    file(name)
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension)
}

/// How values are escaped in a template, by its extension.
fn escape(name: &str) -> AutoEscape {
    match extension(name) {
        "md" => AutoEscape::Custom(MARKDOWN.into()),
        "html" | "htm" => AutoEscape::Html,
        "svg" | "xml" => AutoEscape::Custom(XML.into()),
        _ => AutoEscape::None,
    }
}

/// Writes a value: in Markdown, text of the user becomes one safe line; in XML and HTML, text without
/// the characters that they cannot hold.
fn format_value(
    out: &mut Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), Error> {
    match state.auto_escape() {
        AutoEscape::Custom(_) if value.is_safe() => out.write_str(&value.to_string())?,
        AutoEscape::Custom(form) if form == XML => {
            out.write_str(&xml(&filters::text(value, "{{ ... }}")?))?;
        }
        AutoEscape::Custom(_) => {
            let text = filters::text(value, "{{ ... }}")?;
            out.write_str(&markdown::inline(&text))?;
        }
        AutoEscape::Html if !value.is_safe() => match value.as_str() {
            Some(text) => out.write_str(&xml(text))?,
            None => return minijinja::escape_formatter(out, state, value),
        },
        _ => return minijinja::escape_formatter(out, state, value),
    }
    Ok(())
}

/// `text` as it stands between tags or in quotes of XML or HTML.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if c.is_control() => {}
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_may_use_what_those_use_that_it_pulls_in() {
        let user = [
            ("plain.md.j2", "{{ title }} {% set from_here = 1 %}"),
            ("own.md.j2", "{{ chart.width }}"),
            ("one.md.j2", "{% include 'two.md.j2' %}"),
            (
                "two.md.j2",
                "{%- extends \"review.md.j2\" %} {% include 'one.md.j2' %}",
            ),
            ("any.md.j2", "{% include title ~ '.md.j2' %}"),
            ("list.md.j2", "{% include ['plain.md.j2'] %}"),
            ("all.md.j2", "{{ debug() }}"),
        ];
        let user = user.map(|(name, text)| (name.to_owned(), Source::new(name, text)));
        let templates = Templates::new(user.into()).unwrap();
        let names = ["own", "one", "two", "any", "list", "all", "plain", "agenda"];
        let may = |name: &&str| templates.may_use(templates.find(name).unwrap(), "chart");
        let found: Vec<_> = names.into_iter().filter(may).collect();
        assert_eq!(found, ["own", "one", "two", "any", "list", "all"]);
    }

    #[test]
    fn the_name_says_who_a_template_is_for_and_where_it_is_written() {
        for (name, is_for_all, inside, outside) in [
            ("review.md.j2", false, "review.md", "review.public.md"),
            ("public.md.j2", true, "public.md", "public.md"),
            (
                "ours.public.html.j2",
                true,
                "ours.public.html",
                "ours.public.html",
            ),
            (
                "public.notes.md.j2",
                false,
                "public.notes.md",
                "public.notes.public.md",
            ),
            ("republic.md.j2", false, "republic.md", "republic.public.md"),
            ("bare.j2", false, "bare", "bare.public"),
        ] {
            assert_eq!(is_public(name), is_for_all, "{name}");
            assert_eq!(file_name(name, false), inside);
            assert_eq!(file_name(name, true), outside);
        }
    }
}
