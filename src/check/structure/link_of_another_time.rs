//! A link that holds a time of its own, which is not that of the event beside it.

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};

use crate::check::{Check, Finder, Subject};
use crate::diagnostic::{Group, Level, Rule};
use crate::model::Event;
use crate::source::Span;

/// The rule with its function.
pub(super) static CHECK: Check = Check {
    rule: &Rule {
        code: "link-of-another-time",
        group: Group::Timeline,
        level: Level::Warning,
        summary: "a link holds a time that is not the time of its event",
        why: "The permalink of a Slack message holds when it was sent, and the link of a graph the stretch that it shows. A time that was typed beside one and is another is a slip often enough, an hour where a zone was mixed up.",
        help: "correct the time or the link; where the link tells of it later, give that its own event",
        bad: &[
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n- at: \"10:38\"\n  what: told the channel\n  evidence: https://chat.example/archives/C0123ABC/p1773308300120000\n",
            "title: T\ndate: 2026-03-12\ntimezone: Europe/Berlin\ntimeline: |\n  12:38 errors rise, https://graphs.example/d/lag?from=1773306000000&to=1773309600000\n",
        ],
        good: &[
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n- at: \"09:38\"\n  what: told the channel\n  evidence: https://chat.example/archives/C0123ABC/p1773308300120000\n",
            "title: T\ndate: 2026-03-12\ntimezone: UTC\ntimeline:\n- at: \"09:00..11:00\"\n  what: told the channel\n  evidence: https://chat.example/archives/C0123ABC/p1773308300120000\n- at: \"09:20\"\n  what: errors rise\n  evidence: [https://graphs.example/d/lag?from=1773306000000&to=1773309600000, https://graphs.example/d/lag?from=now-6h&to=now]\n",
        ],
    },
    find,
};

/// How far apart the times may be: people write the minute in which they saw it.
const TOLERANCE: TimeDelta = TimeDelta::minutes(1);

/// The first and the last moment that a link holds.
type Stretch = (DateTime<Utc>, DateTime<Utc>);

fn find(subject: &Subject<'_>, finder: &mut Finder) {
    let incident = subject.incident;
    for event in &incident.value.timeline.events {
        let Some((start, end)) = stretch(event) else {
            continue;
        };
        // In Markdown a link may stand twice, as its own words.
        let mut said_of: Vec<Stretch> = Vec::new();
        let texts = std::iter::once(&event.what).chain(event.source.iter());
        for text in texts.chain(event.evidence.iter()) {
            for (at, link) in links(incident.source.slice(text.span)) {
                let held = slack(link).or_else(|| graph(link));
                let apart = |held: &Stretch| held.1 < start.to_utc() - TOLERANCE || held.0 > end;
                let fresh = |held: &Stretch| !said_of.contains(held);
                let Some(held) = held.filter(apart).filter(fresh) else {
                    continue;
                };
                said_of.push(held);
                let span = Span::new(at, at + link.len()).shifted(text.span.start);
                let message = said(held, start);
                finder.add(incident.source, span, message);
            }
        }
    }
}

/// From when to when an event was, to the end of its last minute and the tolerance; `None` where its
/// time is open.
fn stretch(event: &Event) -> Option<(DateTime<FixedOffset>, DateTime<Utc>)> {
    let start = event.time().filter(|time| time.is_exact())?;
    let end = match &event.until {
        Some(until) => until.time.as_ref()?.latest()?,
        None => start.latest()?,
    };
    Some((start.anchor, end + TimeDelta::seconds(59) + TOLERANCE))
}

/// The links in a text, with the byte at which each begins.
fn links(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let ends = |sign: char| sign.is_whitespace() || "<>()[]|\"'`,;".contains(sign);
    let mut at = 0;
    let words = text.split_inclusive(ends).map(move |word| {
        at += word.len();
        (at - word.len(), word.trim_end_matches(ends))
    });
    words.filter(|(_, word)| word.contains("://"))
}

/// When a message of Slack was sent: the microseconds since 1970 behind `/archives/<channel>/p`.
fn slack(link: &str) -> Option<Stretch> {
    let (_, path) = link.split_once("/archives/")?;
    let (_, name) = path.split_once("/p")?;
    let end = name.find(|sign: char| !sign.is_ascii_digit());
    let digits = &name[..end.unwrap_or(name.len())];
    let micros = Some(digits).filter(|digits| digits.len() == 16)?;
    let at = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
    Some((at, at))
}

/// What a graph shows: `from=` and `to=` in milliseconds since 1970.
fn graph(link: &str) -> Option<Stretch> {
    let (_, query) = link.split_once('?')?;
    let moment = |name: &str| {
        let fields = query.split(['&', '#']);
        let fields = fields.filter_map(|field| field.trim_start_matches("amp;").split_once('='));
        let mut own = fields.filter(|(own, value)| *own == name && value.len() == 13);
        DateTime::from_timestamp_millis(own.next()?.1.parse().ok()?)
    };
    moment("from")
        .zip(moment("to"))
        .filter(|(from, to)| from <= to)
}

/// Both times, in the zone of the event.
fn said((from, to): Stretch, at: DateTime<FixedOffset>) -> String {
    let shown = |moment: DateTime<Utc>| {
        let local = moment.with_timezone(at.offset());
        let form = if local.date_naive() == at.date_naive() {
            "%H:%M:%S"
        } else {
            "%Y-%m-%d %H:%M:%S"
        };
        local.format(form).to_string()
    };
    let event = at.format("%Y-%m-%d %H:%M");
    if from == to {
        format!("the link is of {}, the event of {event}", shown(from))
    } else {
        let (from, to) = (shown(from), shown(to));
        format!("the link shows {from} to {to}, the event was {event}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_say_when() {
        let sent = |link: &str| slack(link).map(|(at, _)| at.to_rfc3339());
        let link = "https://a.example/archives/C01/p1773308300120000";
        assert_eq!(sent(link).as_deref(), Some("2026-03-12T09:38:20.120+00:00"));
        let reply = format!("{link}?thread_ts=1773300000.000100&cid=C01");
        assert_eq!(sent(&reply), sent(link));
        for other in [
            "https://a.example/archives/C01",
            "https://a.example/archives/C01/p177330830012000",
            "https://a.example/archives/p1773308300120000",
            "https://a.example/p1773308300120000",
        ] {
            assert_eq!(sent(other), None, "{other}");
        }
        let shows = |query: &str| graph(&format!("https://g.example/d/x?{query}")).is_some();
        assert!(shows(
            "orgId=1&from=1773306000000&to=1773309600000&viewPanel=2"
        ));
        assert!(shows("to=1773309600000&amp;from=1773306000000#top"));
        for other in [
            "from=now-6h&to=now",
            "from=1773306000000&to=now",
            "from=1773309600000&to=1773306000000",
            "from=1773306000&to=1773309600",
            "xfrom=1773306000000&to=1773309600000",
        ] {
            assert!(!shows(other), "{other}");
        }
    }

    #[test]
    fn links_stand_where_they_begin() {
        let text = "see <https://a.example/b>, (https://c.example)";
        let found: Vec<_> = links(text).collect();
        assert_eq!(
            found,
            [(5, "https://a.example/b"), (28, "https://c.example")]
        );
    }
}
