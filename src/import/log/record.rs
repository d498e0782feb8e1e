//! One record of a log: a line in, its parts out.

use regex_automata::meta::Regex;

/// The groups of a pattern.
pub(super) const PARTS: [&str; 8] = ["at", "pri", "level", "host", "tag", "flow", "part", "text"];

/// What a line that begins a record holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// When, as it is written.
    pub(super) at: String,
    /// Facility and severity in a number.
    pub(super) priority: Option<u8>,
    /// The word for the severity.
    pub(super) level: Option<String>,
    /// The machine.
    pub(super) host: Option<String>,
    /// The program.
    pub(super) tag: Option<String>,
    /// What records have in common that belong together: a process, a stream.
    pub(super) flow: Option<String>,
    /// Whether it is whole, in the words of the log.
    pub(super) part: Option<String>,
    /// The rest, with the lines below it that belong to it.
    pub(super) text: String,
}

impl Record {
    /// The record that a line begins.
    pub(super) fn read(starts: &Regex, line: &str) -> Option<Self> {
        let mut found = starts.create_captures();
        starts.captures(line, &mut found);
        if !found.is_match() {
            return None;
        }
        let [at, priority, level, host, tag, flow, part, text] = PARTS.map(|name| {
            let span = found.get_group_by_name(name)?;
            line.get(span.start..span.end)
        });
        let word = |part: Option<&str>| {
            let word = part?.trim();
            (!word.is_empty() && word != "-").then(|| word.to_owned())
        };
        Some(Self {
            at: word(at)?,
            priority: priority.and_then(|number| number.parse().ok()),
            level: word(level),
            host: word(host),
            tag: word(tag),
            flow: word(flow),
            part: word(part),
            // With its blanks, which count where a record goes on with it.
            text: text.unwrap_or_default().to_owned(),
        })
    }

    /// Adds to its text.
    pub(super) fn add(&mut self, between: &str, text: &str) {
        self.text.push_str(between);
        self.text.push_str(text);
    }

    /// Takes in the record that goes on with it.
    pub(super) fn follow(&mut self, between: &str, next: Self) {
        self.add(between, &next.text);
        self.part = next.part;
    }

    /// The parts of the system that it is about: the program, by the last part of its path, and
    /// the machine.
    pub(super) fn parts(&self) -> Vec<String> {
        let program = self.tag.as_deref().and_then(|tag| tag.rsplit('/').next());
        let host = self.host.as_deref().filter(|host| *host != "localhost");
        program.into_iter().chain(host).map(str::to_owned).collect()
    }
}
