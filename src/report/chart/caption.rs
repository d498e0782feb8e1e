//! What the picture says of itself in words: a report in, a line below the title and the text for
//! those who do not see the picture out.

use super::flag;
use super::text::clean;
use crate::report::{Milestone, Report, Row};

/// The line below the title: day, zone, number of events.
pub(super) fn subtitle(report: &Report, rows: &[&Row]) -> String {
    let zone = report.zone.as_ref().map(|zone| format!("times in {zone}"));
    let said = [report.date.clone(), zone, Some(count(rows.len(), "event"))];
    let said: Vec<_> = said.into_iter().flatten().collect();
    clean(&said.join(" · "))
}

/// What the picture shows: events, lanes, first and last time, milestones.
pub(super) fn description(
    report: &Report,
    rows: &[&Row],
    (lanes, numbered): (&[&str], bool),
) -> String {
    let events = count(rows.len(), "event");
    let names: Vec<_> = lanes
        .iter()
        .copied()
        .filter(|name| !name.is_empty())
        .collect();
    let lanes = match names.as_slice() {
        [] => String::new(),
        names => format!(" in {}: {}", count(lanes.len(), "lane"), names.join(", ")),
    };
    let timed = |row: &&&Row| row.at.as_ref().is_some_and(|at| at.time.is_some());
    let ends = [rows.iter().find(timed), rows.iter().rfind(timed)];
    let ends = ends.map(|row| {
        row.and_then(|row| row.at.as_ref())
            .map(|at| at.long.as_str())
    });
    let ends = match ends {
        [Some(first), Some(last)] => format!("; from {first} to {last}"),
        _ => String::new(),
    };
    let milestones = match milestones(&report.milestones).as_str() {
        "" => String::new(),
        said => format!(" Milestones: {said}."),
    };
    let table = if numbered {
        "Numbers are those of the timeline in the review."
    } else {
        "The timeline in the review says the same as a table."
    };
    format!("{events}{lanes}{ends}.{milestones} {table}")
}

/// The same, short.
pub(super) fn alternative(report: &Report, rows: &[&Row]) -> String {
    let milestones = match milestones(&report.milestones).as_str() {
        "" => String::new(),
        said => format!("; {said}"),
    };
    format!(
        "Picture of the timeline: {}{milestones}",
        count(rows.len(), "event")
    )
}

/// The milestones that have a time: `started 10:02, detected 10:31`.
fn milestones(stones: &[Milestone]) -> String {
    let said =
        flag::moments(stones).map(|(stone, _)| format!("{} {}", stone.mark, clean(&stone.time)));
    said.collect::<Vec<_>>().join(", ")
}

fn count(count: usize, thing: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{plural}")
}
