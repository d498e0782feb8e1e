//! Words over everything that people wrote about incidents: a query and files in, ranked hits with
//! their places out.
//!
//! Every word of a query has to be in the incident. An incident ranks by how rare each word is among
//! the incidents, how often it stands there, and where: words in a title or a factor tell more.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use aho_corasick::AhoCorasick;
use anyhow::{Context as _, Result};
use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::source::{Source, one_line};
use crate::yaml::{NodeId, Tree};

/// How much a hit counts by the field that it is in; in any other 1, and less in that of an id.
const WEIGHTS: &[(&str, f64)] = &[
    ("title", 6.0),
    ("summary", 3.0),
    ("contributing_factors.statement", 3.0),
    ("latent_failures.what", 3.0),
    ("degraded_conditions.what", 3.0),
];

/// Fields that hold ids and references, by their whole or their last name. People read the sentence that
/// an id stands for, so a hit in an id comes after all prose.
const IDS: &[&str] = &[
    "id",
    "event",
    "follow_ups.idea",
    "responds_to",
    "reverts",
    "resolves",
    "shown_by",
    "touches",
    "latent_failures",
    "degraded_conditions",
    "interacts_with",
    "other_incidents",
    "ref",
    "seen_in",
];

/// How much a hit in such a field counts.
const IN_AN_ID: f64 = 0.2;

/// Fields that hold words of the format, and no prose.
const NO_PROSE: &[&str] = &[
    "pir", "status", "kind", "mark", "date", "timezone", "at", "until",
];

/// What is looked for.
#[derive(Debug, Clone)]
pub struct Query {
    /// Words, or several in a row, in lower case.
    terms: Vec<Vec<String>>,
    /// Finds the first word of each, so that a file without them is not parsed.
    first: AhoCorasick,
    /// The last name of the field to look in.
    field: Option<String>,
}

/// A place where a word of the query stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// The field: `timeline.what`.
    pub field: String,
    /// The file.
    pub path: PathBuf,
    /// Its line there, from 1.
    pub line: usize,
    /// The text of the field, on one line.
    pub text: String,
    /// Which terms stand in it.
    #[serde(skip)]
    terms: Vec<usize>,
    #[serde(skip)]
    weight: f64,
}

/// An incident in which all of the query stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// Its id.
    pub id: String,
    /// How well it fits; a number to sort by, and nothing else.
    pub score: f64,
    /// The hits, the most telling first.
    pub hits: Vec<Hit>,
}

impl Found {
    /// An incident with its hits.
    pub fn new(id: String, score: f64, mut hits: Vec<Hit>) -> Self {
        let telling = |hit: &Hit| hit.weight * count(hit.terms.len());
        hits.sort_by(|one, other| telling(other).total_cmp(&telling(one)));
        Self { id, score, hits }
    }
}

impl Query {
    /// The words of `text`; several in quotes stand in a row. With `field`, only in fields of that
    /// name. An error where it has no word.
    pub fn parse(texts: &[String], field: Option<&str>) -> Result<Self> {
        let text = texts.join(" ");
        let mut terms = Vec::new();
        for (index, part) in text.split('"').enumerate() {
            let words = words(part).map(|word| word.lower);
            if index % 2 == 1 {
                terms.push(words.collect());
            } else {
                terms.extend(words.map(|word| vec![word]));
            }
        }
        terms.retain(|term| !term.is_empty());
        anyhow::ensure!(
            !terms.is_empty(),
            "what is looked for? `pir search replica lag`"
        );
        let first = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(terms.iter().map(|term| term[0].as_str()))
            .context("the query is too long")?;
        Ok(Self {
            terms,
            first,
            field: field.map(str::to_owned),
        })
    }

    /// The hits in a file; what is wrong with one that holds a word and is no YAML.
    pub fn hits(&self, source: &Arc<Source>) -> Result<Vec<Hit>, Box<Diagnostic>> {
        // Letters beyond ASCII have other forms in capitals; then only reading tells.
        let plain = self.terms.iter().all(|term| term[0].is_ascii());
        if plain && !self.first.is_match(source.text()) {
            return Ok(Vec::new());
        }
        let (tree, findings) = Tree::parse(source);
        match (tree, findings.into_iter().next()) {
            (Some(tree), _) => {
                let leaves = tree.leaves().into_iter();
                let leaves = leaves.filter(|(field, _)| self.looks_in(field));
                Ok(leaves
                    .filter_map(|(field, node)| self.hit((source, &tree), field, node))
                    .collect())
            }
            (None, Some(finding)) => Err(Box::new(finding)),
            (None, None) => Ok(Vec::new()),
        }
    }

    /// Whether a field is one to look in.
    fn looks_in(&self, field: &str) -> bool {
        let last = field.rsplit('.').next().unwrap_or_default();
        let wanted = self.field.as_deref();
        !NO_PROSE.contains(&last) && wanted.is_none_or(|own| own == last || own == field)
    }

    /// The hit in a field; none where no term stands in it.
    fn hit(
        &self,
        (source, tree): (&Arc<Source>, &Tree),
        field: String,
        node: NodeId,
    ) -> Option<Hit> {
        let text = tree.text(node)?;
        let matches = self.matches(text);
        let (_, first) = matches.first()?;
        // Where the text has the lines of the file, the hit has its own.
        let below = if tree.keeps_lines(node) {
            text[..first.start].matches('\n').count()
        } else {
            0
        };
        Some(Hit {
            path: source.path().to_owned(),
            line: source.place(tree.span(node).start).line + below,
            text: one_line(text),
            weight: weight(&field),
            field,
            terms: matches.into_iter().map(|(term, _)| term).collect(),
        })
    }

    /// Where each term stands in a text, as a range of bytes, in order. The last word of a term may
    /// go on.
    fn matches(&self, text: &str) -> Vec<(usize, Range<usize>)> {
        let words: Vec<_> = words(text).collect();
        let mut found = Vec::new();
        for at in 0..words.len() {
            for (index, term) in self.terms.iter().enumerate() {
                let Some(here) = words.get(at..at + term.len()) else {
                    continue;
                };
                let last = term.len() - 1;
                let fits = |(place, (word, wanted)): (usize, (&Word, &String))| {
                    let own = &word.lower;
                    own == wanted || (place == last && own.starts_with(wanted.as_str()))
                };
                if here.iter().zip(term).enumerate().all(fits) {
                    found.push((index, here[0].place.start..here[last].place.end));
                }
            }
        }
        found
    }

    /// How much the hits of an incident tell of each term of the query; nothing of one that is not
    /// there. This is all that ranking keeps of an incident.
    pub fn weigh(&self, hits: &[Hit]) -> Vec<f64> {
        let terms = 0..self.terms.len();
        terms
            .map(|term| hits.iter().map(|hit| hit.weight * times(hit, term)).sum())
            .collect()
    }

    /// Of incidents with such weights, those with all of the query, the best first, each with its
    /// score; of `all` incidents.
    pub fn rank<T>(&self, incidents: Vec<(T, Vec<f64>)>, all: usize) -> Vec<(T, f64)> {
        let rarity: Vec<f64> = (0..self.terms.len())
            .map(|term| {
                let with = incidents.iter().filter(|(_, often)| often[term] > 0.0);
                (1.0 + count(all) / count(with.count().max(1))).ln()
            })
            .collect();
        let whole = incidents
            .into_iter()
            .filter(|(_, often)| often.iter().all(|own| *own > 0.0));
        let mut found: Vec<_> = whole
            .map(|(incident, often)| {
                let own = often.into_iter().zip(&rarity);
                // The tenth hit tells less than the first.
                let own = own.map(|(often, rarity)| rarity * often / (often + 1.5));
                (incident, own.sum::<f64>())
            })
            .collect();
        // Of two alike, the later one of the archive.
        found.reverse();
        found.sort_by(|one, other| other.1.total_cmp(&one.1));
        found
    }

    /// The places of the query in a text, as ranges of bytes, in order; none lies in another.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        let mut places: Vec<Range<usize>> = Vec::new();
        for (_, place) in self.matches(text) {
            match places.last_mut() {
                Some(last) if place.start < last.end => last.end = last.end.max(place.end),
                _ => places.push(place),
            }
        }
        places
    }
}

/// How much a hit in that field counts.
fn weight(field: &str) -> f64 {
    let last = field.rsplit('.').next().unwrap_or_default();
    if IDS.contains(&field) || IDS.contains(&last) {
        return IN_AN_ID;
    }
    let own = WEIGHTS.iter().find(|row| row.0 == field);
    own.map_or(1.0, |row| row.1)
}

/// How often a term stands in a hit.
fn times(hit: &Hit, term: usize) -> f64 {
    count(hit.terms.iter().filter(|own| **own == term).count())
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// A word of a text.
struct Word {
    lower: String,
    place: Range<usize>,
}

/// The words of a text.
fn words(text: &str) -> impl Iterator<Item = Word> {
    let mut end = 0;
    let parts = text.split_inclusive(|letter: char| !letter.is_alphanumeric());
    let words = parts.map(move |part| {
        let start = end;
        end += part.len();
        let word = part.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        Word {
            lower: word.to_lowercase(),
            place: start..start + word.len(),
        }
    });
    words.filter(|word| !word.lower.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(text: &str) -> Query {
        Query::parse(&[text.to_owned()], None).unwrap()
    }

    fn hits(query: &Query, text: &str) -> Vec<(String, usize)> {
        let source = Source::new("incident.yaml", text);
        let hits = query.hits(&source).unwrap().into_iter();
        hits.map(|hit| (hit.field, hit.line)).collect()
    }

    #[test]
    fn a_word_is_found_in_any_case_and_with_any_ending_at_its_place() {
        let text = "title: Replicas behind\ntimeline:\n- at: \"10:00\"\n  kind: symptom\n  what: |\n    the REPLICA lags\nreferences: [no replic]\n";
        let found = hits(&query("replica"), text);
        assert_eq!(
            found,
            [("title".to_owned(), 1), ("timeline.what".to_owned(), 6)]
        );
        let quick = "title: T\ntimeline: |\n  10:00 symptom: a\n  10:05 note: the replica lags\n";
        assert_eq!(hits(&query("replica"), quick), [("timeline".to_owned(), 4)]);
        assert_eq!(hits(&query("\"the replica\""), text).len(), 1);
        assert!(hits(&query("\"replica the\""), text).is_empty());
        // The words of the format are no prose.
        assert!(hits(&query("symptom"), text).is_empty());
    }

    #[test]
    fn all_words_have_to_be_there_and_rare_ones_and_titles_come_first() {
        let query = query("lag queue");
        let of = |id: &'static str, text: &str| {
            let hits = query.hits(&Source::new("i.yaml", text));
            (id, query.weigh(&hits.unwrap()))
        };
        let incidents = vec![
            of("a", "summary: lag of the queue\n"),
            of("b", "title: Queue lag\n"),
            of("c", "title: Queue\nsummary: queue queue\n"),
            of("d", "timeline: [{what: lag}, {what: queue}]\n"),
        ];
        let found = query.rank(incidents, 4);
        let ids: Vec<_> = found.iter().map(|found| found.0).collect();
        assert_eq!(ids, ["b", "a", "d"]);
    }

    #[test]
    fn prose_comes_before_ids() {
        let query = query("retry");
        let text = "timeline:\n- {id: retry-1, what: a}\n- {id: e2, responds_to: retry-1, what: the retry begins}\n";
        let hits = query.hits(&Source::new("i.yaml", text)).unwrap();
        let plan =
            "follow_ups:\n- {what: One retry., idea: one-retry, touches: [retry-without-end]}\n";
        let more = query.hits(&Source::new("plan.yaml", plan)).unwrap();
        let found = Found::new("a".to_owned(), 1.0, [hits, more].concat());
        let fields: Vec<_> = found.hits.iter().map(|hit| hit.field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "timeline.what",
                "follow_ups.what",
                "timeline.id",
                "timeline.responds_to",
                "follow_ups.idea",
                "follow_ups.touches"
            ]
        );
    }

    #[test]
    fn the_places_of_a_query_are_those_of_its_words() {
        let places = query("lag").places("Lag, lags; flag");
        assert_eq!(places, [0..3, 5..9]);
        // Of words in a row, both; one of them alone is none.
        let pool = query("\"connection pool\"");
        let places = pool.places("the pool, a Connection pool; connection pools");
        assert_eq!(places, [12..27, 29..45]);
        // Where one term lies in another, the longer.
        let both = query("\"connection pool\" pool").places("connection pool, pool");
        assert_eq!(both, [0..15, 17..21]);
    }

    #[test]
    fn a_broken_file_is_told_of_where_it_holds_a_word() {
        let broken = Source::new("incident.yaml", "title: [replica\n");
        let query = query("replica");
        assert!(query.hits(&broken).is_err());
        let other = Source::new("incident.yaml", "title: [queue\n");
        assert_eq!(query.hits(&other).unwrap(), []);
    }
}
