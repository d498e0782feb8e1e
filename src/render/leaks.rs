//! A rendering for the public in, what in it leads to hosts that are not for everybody out. The
//! document is read as its readers will see it, so no way of writing a link hides one.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::markdown::hosts::named;
use super::markdown::link;
use crate::report::Report;

/// Something in a public text that leads to a host that is not for everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leak {
    /// What leads there, as readers see it: `https://graphs.example/x`, `me@firm.example`.
    pub link: String,
    /// Where it stands in the text, in bytes from its start: the link, or the words before it.
    pub at: usize,
}

/// What a Markdown text shows that leads to none of `hosts`: targets of links and images, bare
/// addresses, e-mail addresses and names of machines, in order, each once.
pub fn leaks(markdown: &str, hosts: &[&str]) -> Vec<Leak> {
    let mut reader = Reader {
        hosts,
        ..Reader::default()
    };
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        reader.event(event, range.start);
    }
    reader.flush();
    reader.found
}

/// The same for all that a template which does not write Markdown may show.
pub fn leaks_of_report(report: &Report, hosts: &[&str]) -> Vec<Leak> {
    // A report holds only what JSON can say.
    let mut all = serde_json::to_value(report).unwrap_or_default();
    if let Some(fields) = all.as_object_mut() {
        // The picture says again what stands elsewhere in the report.
        fields.remove("chart");
    }
    let mut found: Vec<Leak> = Vec::new();
    let mut open = vec![&all];
    while let Some(value) = open.pop() {
        match value {
            serde_json::Value::String(text) => found.extend(leaks(text, hosts)),
            serde_json::Value::Array(items) => open.extend(items.iter().rev()),
            serde_json::Value::Object(fields) => {
                let fields: Vec<_> = fields.values().collect();
                open.extend(fields.into_iter().rev());
            }
            _ => {}
        }
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|leak| seen.insert(leak.link.clone()));
    found
}

/// What has been read of a document.
#[derive(Default)]
struct Reader<'a> {
    hosts: &'a [&'a str],
    /// The text of the block at hand, and where it starts.
    text: String,
    start: usize,
    found: Vec<Leak>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                self.target(&dest_url, at);
            }
            // Marks and links inside a word do not end it.
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
            | Event::End(
                TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image,
            ) => {}
            Event::Text(text) | Event::Code(text) => self.say(&text, at),
            Event::Html(text) | Event::InlineHtml(text) => {
                self.say(if &*text == "<br>" { " " } else { &text }, at);
            }
            Event::SoftBreak | Event::HardBreak => self.say(" ", at),
            _ => self.flush(),
        }
    }

    fn say(&mut self, text: &str, at: usize) {
        if self.text.is_empty() {
            self.start = at;
        }
        self.text.push_str(text);
    }

    /// Looks at the text of a block that has ended.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        self.look(&text, self.start);
    }

    /// Looks at what a link leads to.
    fn target(&mut self, address: &str, at: usize) {
        let web = ["http://", "https://", "mailto:"];
        let is_web = web.iter().any(|start| {
            let own = address.get(..start.len());
            own.is_some_and(|own| own.eq_ignore_ascii_case(start))
        });
        if link::scheme(address).is_none() || is_web {
            self.look(address, at);
        } else {
            self.put(address, at);
        }
    }

    fn look(&mut self, text: &str, at: usize) {
        for named in named(text) {
            if !named.is_to(self.hosts) {
                self.put(named.words, at);
            }
        }
    }

    fn put(&mut self, link: &str, at: usize) {
        if self.found.iter().all(|leak| leak.link != link) {
            let link = link.to_owned();
            self.found.push(Leak { link, at });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(markdown: &str) -> Vec<String> {
        let found = leaks(markdown, &["open.example"]);
        found.into_iter().map(|leak| leak.link).collect()
    }

    #[test]
    fn no_way_of_writing_hides_a_link() {
        for (text, link) in [
            ("https&#58;//graphs.example/x", "https://graphs.example/x"),
            ("https\\://graphs.example/x", "https://graphs.example/x"),
            ("htt**ps**://graphs.example/x", "https://graphs.example/x"),
            ("[a](//graphs.example)", "//graphs.example"),
            ("![a](ftp://files)", "ftp://files"),
            ("[a](ssh:db1)", "ssh:db1"),
            ("[a](https:/graphs.example)", "https:/graphs.example"),
            (
                "[a][b]\n\n[b]: https://graphs.example",
                "https://graphs.example",
            ),
            ("<me@graphs.example>", "me@graphs.example"),
            ("| a |\n| --- |\n| www.a.test |", "www.a.test"),
            ("`curl db1.internal`", "db1.internal"),
            ("```\nnc 10.0.0.7 22\n```", "10.0.0.7"),
            (
                "<a href=\"https://graphs.example\">",
                "https://graphs.example",
            ),
        ] {
            assert_eq!(links(text), [link], "{text}");
        }
    }

    #[test]
    fn what_is_listed_and_what_leads_nowhere_passes() {
        let text = "<https://Open.example/x>, [a](HTTP://open.example:8080), [b](#part), \
            ![c](timeline.public.svg), help@open.example, [d](mailto:help@open.example)";
        assert_eq!(links(text), [""; 0]);
    }
}
