//! HTML of a Markdown document that was rendered: nothing of the user can be a tag in it, whatever
//! stands in the Markdown. Raw HTML becomes text, links go only where [`link::is_allowed`] lets them,
//! and pictures from elsewhere become links, so that a page asks nobody for anything.

mod table;

use std::collections::BTreeMap;

use pulldown_cmark::{
    Alignment, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
};

use self::table::{MANY, Table};
use super::markdown::link;

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// The HTML of `markdown`, to stand inside a page. `picture` is put in place of pictures with one of
/// these `names`.
pub fn of(markdown: &str, (names, picture): (&[&str], Option<&str>)) -> String {
    let events: Vec<_> = Parser::new_ext(markdown, OPTIONS).collect();
    let mut writer = Writer {
        picture: (names, picture),
        words: headings(&events).into_iter(),
        ids: Ids::default(),
        out: Vec::with_capacity(events.len()),
        dropped: Vec::new(),
        heading: None,
        table: None,
    };
    for event in events {
        writer.event(event);
    }
    let mut body = String::with_capacity(markdown.len() * 2);
    pulldown_cmark::html::push_html(&mut body, writer.out.into_iter());
    body
}

/// The words of a document, each part on one line.
#[derive(Debug)]
pub struct Words {
    /// Those before the first heading of a part.
    pub before: String,
    /// Those from there on.
    pub text: String,
}

/// The words of `markdown`.
pub fn words(markdown: &str) -> Words {
    let (mut before, mut words) = (None, String::with_capacity(markdown.len()));
    for event in Parser::new_ext(markdown, OPTIONS) {
        if let Event::Start(Tag::Heading { level, .. }) = &event
            && *level == HeadingLevel::H2
            && before.is_none()
        {
            before = Some(std::mem::take(&mut words));
        }
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            // The end of what is emphasised or linked may stand in the middle of a word.
            Event::SoftBreak | Event::HardBreak | Event::InlineHtml(_) => words.push(' '),
            Event::Start(tag) if !is_inline(tag.to_end()) => words.push(' '),
            Event::End(end) if !is_inline(end) => words.push(' '),
            _ => {}
        }
    }
    let line = |words: String| words.split_whitespace().collect::<Vec<_>>().join(" ");
    Words {
        before: line(before.unwrap_or_default()),
        text: line(words),
    }
}

/// Whether this stands inside a line.
fn is_inline(end: TagEnd) -> bool {
    use TagEnd::{Emphasis, Image, Link, Strikethrough, Strong};
    matches!(end, Emphasis | Image | Link | Strikethrough | Strong)
}

/// The words of each heading, in order.
fn headings(events: &[Event<'_>]) -> Vec<String> {
    let (mut all, mut inside) = (Vec::new(), None);
    for event in events {
        match event {
            Event::Start(Tag::Heading { .. }) => inside = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => all.extend(inside.take()),
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => {
                if let Some(words) = &mut inside {
                    words.push_str(text);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(words) = &mut inside {
                    words.push(' ');
                }
            }
            _ => {}
        }
    }
    all
}

/// The ids that were given to headings, and how often each.
#[derive(Default)]
struct Ids(BTreeMap<String, usize>);

impl Ids {
    /// An id for a heading, which no other has.
    fn id(&mut self, words: &str) -> String {
        let plain = words.chars().map(|letter| {
            let kept = letter.is_alphanumeric();
            if kept { letter } else { '-' }
        });
        let plain: String = plain.flat_map(char::to_lowercase).collect();
        let parts = plain.split('-').filter(|part| !part.is_empty());
        let slug = parts.collect::<Vec<_>>().join("-");
        let slug = if slug.is_empty() { "part" } else { &slug };
        let count = self.0.entry(slug.to_owned()).or_default();
        *count += 1;
        match *count {
            1 => slug.to_owned(),
            // No slug ends in two dashes and a number.
            count => format!("{slug}--{count}"),
        }
    }
}

/// Writes the events of a document as those of a harmless one.
struct Writer<'a, 'p> {
    picture: (&'p [&'p str], Option<&'p str>),
    /// The words of the headings that are still to come.
    words: std::vec::IntoIter<String>,
    ids: Ids,
    out: Vec<Event<'a>>,
    /// Links and pictures that are open, each with whether its end is left out.
    dropped: Vec<bool>,
    /// The id of the last heading.
    heading: Option<String>,
    /// The table that is being written, where it has many columns.
    table: Option<Table>,
}

impl<'a> Writer<'a, '_> {
    fn event(&mut self, event: Event<'a>) {
        match event {
            Event::Html(text) | Event::InlineHtml(text) => self.raw(text),
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
            Event::Start(Tag::Heading { level, .. }) => {
                let words = self.words.next().unwrap_or_default();
                let id = self.ids.id(&words);
                self.heading = Some(id.clone());
                self.out.push(Event::Start(Tag::Heading {
                    level,
                    id: Some(id.into()),
                    classes: Vec::new(),
                    attrs: Vec::new(),
                }));
            }
            Event::Start(Tag::Table(columns)) => self.open(columns),
            Event::End(TagEnd::Table) => {
                self.tag(Event::End(TagEnd::Table));
                self.table = None;
                self.out.push(Event::Html("</div>\n".into()));
            }
            Event::Start(Tag::Link { dest_url, .. }) => self.link(dest_url),
            Event::Start(Tag::Image { dest_url, .. }) => self.image(dest_url),
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if !self.dropped.pop().unwrap_or(true) {
                    self.out.push(Event::End(TagEnd::Link));
                }
            }
            event => self.tag(event),
        }
    }

    /// The beginning of a table, in what moves by itself and by keys where the page is too narrow.
    fn open(&mut self, columns: Vec<Alignment>) {
        // No letter of an id needs escaping.
        let name = match &self.heading {
            Some(id) => format!("aria-labelledby=\"{id}\""),
            None => "aria-label=\"Table\"".to_owned(),
        };
        let open = format!("<div class=\"wide\" role=\"group\" {name} tabindex=\"0\">\n");
        self.out.push(Event::Html(open.into()));
        self.table = (columns.len() >= MANY).then(|| Table::new(columns.clone()));
        self.tag(Event::Start(Tag::Table(columns)));
    }

    /// What needs no other form, but for the tags of a table of many columns.
    fn tag(&mut self, event: Event<'a>) {
        let Some(table) = &mut self.table else {
            return self.out.push(event);
        };
        if let Event::Text(words) | Event::Code(words) = &event {
            table.words(words);
        }
        let tag = table.tag(&event);
        self.out
            .push(tag.map_or(event, |tag| Event::Html(tag.into())));
    }

    /// HTML in the Markdown: the line ends that cells have, and comments; all else is text.
    fn raw(&mut self, text: CowStr<'a>) {
        let bare = text.trim();
        if bare == "<br>" {
            self.out.push(Event::HardBreak);
        } else if !(bare.starts_with("<!--") && bare.ends_with("-->")) {
            self.tag(Event::Text(text));
        }
    }

    /// A link where the address may be one; else its words alone.
    fn link(&mut self, dest_url: CowStr<'a>) {
        let allowed = link::is_allowed(&dest_url);
        self.dropped.push(!allowed);
        if allowed {
            self.out.push(Event::Start(Tag::Link {
                link_type: LinkType::Inline,
                dest_url,
                title: CowStr::Borrowed(""),
                id: CowStr::Borrowed(""),
            }));
        }
    }

    /// A picture: our own in its place, any other as a link to it.
    fn image(&mut self, dest_url: CowStr<'a>) {
        let (names, picture) = self.picture;
        match picture.filter(|_| names.contains(&&*dest_url)) {
            Some(picture) => {
                self.out.push(Event::InlineHtml(picture.to_owned().into()));
                self.dropped.push(true);
            }
            None => self.link(dest_url),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(markdown: &str) -> String {
        of(markdown, (&["timeline.svg"], Some("<svg></svg>")))
    }

    #[test]
    fn nothing_of_the_text_is_a_tag() {
        for text in [
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)> b",
            "<iframe src=\"https://x.example\"></iframe>\n\ntext",
            "<!-- a --><script>x</script>",
            "<br onload=alert(1)>",
            "`<script>`",
            "| <script>x</script> |\n| --- |\n| <b>c</b> |",
        ] {
            let body = body(text);
            for tag in ["<script", "<img", "<iframe", "<br o", "<b>"] {
                assert!(!body.contains(tag), "{text}: {body}");
            }
        }
    }

    #[test]
    fn links_go_where_they_may_and_pictures_are_links() {
        let body = body(
            "[a](javascript:alert(1)) [b](https://b.example) ![c](https://c.example/x.png) ![d](timeline.svg)",
        );
        assert!(!body.contains("javascript"), "{body}");
        assert!(
            body.contains("<a href=\"https://b.example\">b</a>"),
            "{body}"
        );
        assert!(
            body.contains("<a href=\"https://c.example/x.png\">c</a>"),
            "{body}"
        );
        assert!(body.contains("<svg></svg>"), "{body}");
        assert!(!body.contains("<img"), "{body}");
    }

    #[test]
    fn words_are_those_that_are_read() {
        let markdown = "# A\n\n| b **c**d | [e](https://x.example) |\n|--|--|\n| f<br>g | `h` |\n\n## i\n- 1 \\* 2\n  - y\n- z\n<!-- no -->\n## j\n";
        let Words { before, text } = words(markdown);
        assert_eq!(before, "A b cd e f g h");
        assert_eq!(text, "i 1 * 2 y z j");
        assert_eq!(words("k").text, "k");
    }

    #[test]
    fn headings_have_ids_of_their_own() {
        let html = of(
            "# T\n\n## A `b`!\n\n## A b\n\n### é\n\n## <x>\n",
            (&[], None),
        );
        for id in ["t", "a-b", "a-b--2", "é", "x"] {
            assert_eq!(html.matches(&format!(" id=\"{id}\">")).count(), 1, "{html}");
        }
    }
}
