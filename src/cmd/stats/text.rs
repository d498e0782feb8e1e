//! The statistics for reading on a terminal.

use crate::archive::stats::{Count, Dot, Section, Share, Stats, Strip, Unit};
use crate::cmd::talk::filled;
use crate::source::visible;

/// The fewest columns of an axis beside an id and words. Where no more are left, it has a line of its
/// own: an id is never cut.
const AXIS: usize = 16;

/// Words of a length, and what stands for them beside an axis.
const SHORT: &[(&str, &str)] = &[
    (" minutes", " min"),
    (" minute", " min"),
    (" hours", " h"),
    (" hour", " h"),
    (" seconds", " s"),
    (" second", " s"),
];

/// All of it in lines of `width`, made as they are taken: many incidents have many lines.
pub(super) fn all(numbers: &Stats, width: usize) -> impl Iterator<Item = String> {
    let first = [
        Some(filled(numbers.selection, width, ["", ""])),
        Some(head(numbers, width)),
        numbers
            .no_mean
            .map(|reason| filled(reason, width, ["", ""])),
    ];
    let sections = numbers.sections.iter().filter(|_| numbers.incidents > 0);
    let sections = sections.flat_map(move |own| {
        let gap = std::iter::once(String::new());
        gap.chain(section(own, width))
    });
    let first: Vec<_> = first.into_iter().flatten().collect();
    std::iter::once(first.join("\n\n")).chain(sections)
}

/// What was counted, in which period, and what that leaves open.
fn head(numbers: &Stats, width: usize) -> String {
    let lines = numbers.head();
    let lines = lines.iter().map(|line| filled(line, width, ["", "  "]));
    lines.collect::<Vec<_>>().join("\n")
}

/// Numbers that belong together, under their heading.
fn section(section: &Section, width: usize) -> impl Iterator<Item = String> {
    let mut lines = vec![section.title.to_owned()];
    lines.extend(section.note.map(|note| filled(note, width, ["  ", "  "])));
    lines.extend(section.shares.iter().map(|own| share(own, width)));
    for tally in section.tallies.iter().filter(|own| !own.counts.is_empty()) {
        lines.push(filled(&format!("{}:", tally.what), width, ["  ", "    "]));
        lines.extend(tally.counts.iter().map(|own| count(own, width)));
    }
    let above = lines.len() > 1;
    let strips = section.dots.iter().enumerate();
    let strips = strips.flat_map(move |(index, own)| {
        let gap = (above || index > 0).then(String::new);
        gap.into_iter().chain(strip(own, width))
    });
    lines.into_iter().chain(strips)
}

fn share(share: &Share, width: usize) -> String {
    let (what, count, of, unit) = (share.what, share.count, share.of, share.unit.word());
    let interval = share.interval.map(|own| format!("; {}", own.as_share()));
    let line = format!(
        "{what}: {count} of {of} {unit}{}",
        interval.unwrap_or_default()
    );
    filled(&line, width, ["  ", "    "])
}

fn count(count: &Count, width: usize) -> String {
    let depths = count.by_depth.map(|own| format!(" ({})", own.words()));
    let list = match count.list.as_slice() {
        [] => String::new(),
        list => format!(": {}", list.join(", ")),
    };
    let line = format!(
        "{}: {}{}{list}",
        count.what,
        count.count,
        depths.unwrap_or_default()
    );
    filled(&line, width, ["    ", "      "])
}

/// Every incident as a dot, then what can be said of them together.
fn strip(strip: &Strip, width: usize) -> impl Iterator<Item = String> {
    let known = strip.dots.len();
    let (axis, stacks, lines) = match strip.unit {
        Unit::Number => ("an incident a dot", stacked(strip, width), None),
        Unit::Minutes | Unit::Days | Unit::PersonHours => {
            ("log axis", Vec::new(), Some(along(strip, width)))
        }
    };
    let lines = stacks.into_iter().chain(lines.into_iter().flatten());
    let of = known + strip.unknown;
    let head = format!("{}: known of {known} of {of} ({axis})", strip.what);
    let head = filled(&head, width, ["  ", "    "]);
    let together = strip.together().into_iter();
    let together = together.map(move |said| filled(&said, width, ["  ", "    "]));
    std::iter::once(head).chain(lines).chain(together)
}

/// The incidents on a log axis, one a line; each above its axis where they leave too little room.
fn along(strip: &Strip, width: usize) -> impl Iterator<Item = String> {
    let ends = strip.dots.iter().flat_map(|dot| [dot.least, dot.most]);
    let highest = ends.flatten().fold(1.0_f64, f64::max);
    let rows = || {
        let rows = strip.dots.iter();
        rows.map(|dot| (dot, visible(&dot.id), short(&dot.words)))
    };
    let longest = |lengths: &mut dyn Iterator<Item = usize>| lengths.max().unwrap_or(0);
    let name = longest(&mut rows().map(|row| row.1.chars().count()));
    let words = longest(&mut rows().map(|row| row.2.chars().count()));
    let beside = width.saturating_sub(name + words + 4);
    let line = move |(dot, id, words): (&Dot, _, _)| {
        if beside >= AXIS {
            return format!("  {id:<name$} {} {words}", bar(dot, highest, beside));
        }
        let above = filled(&format!("{id} {words}"), width, ["  ", "    "]);
        let columns = width.saturating_sub(4).max(AXIS);
        format!("{above}\n    {}", bar(dot, highest, columns))
    };
    rows().map(line)
}

fn short(words: &str) -> String {
    SHORT.iter().fold(words.to_owned(), |words, (long, short)| {
        words.replace(long, short)
    })
}

/// The incidents stacked by their number, a dot each.
fn stacked(strip: &Strip, width: usize) -> Vec<String> {
    let name = strip.dots.iter().map(|dot| dot.words.len());
    let name = name.max().unwrap_or(0);
    let mut lines = Vec::new();
    for same in strip.dots.chunk_by(|one, other| one.words == other.words) {
        let mut number = &*same[0].words;
        for dots in same.chunks(width.saturating_sub(name + 3)) {
            lines.push(format!("  {number:>name$} {}", "●".repeat(dots.len())));
            number = "";
        }
    }
    lines
}

/// A dot at its place, or a bar where it is inexact, whose ends may have one place.
fn bar(dot: &Dot, highest: f64, columns: usize) -> String {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a column of a terminal"
    )]
    let place = |number: f64| {
        let share = (1.0 + number.max(0.0)).ln() / (1.0 + highest).ln();
        (share * (columns - 1) as f64).round() as usize
    };
    let from = dot.least.map_or(0, place);
    let to = dot.most.map_or(columns - 1, place);
    let mark = |column: usize| match column {
        _ if from == to && column == from => {
            if dot.least == dot.most {
                '●'
            } else {
                '┼'
            }
        }
        _ if column == from => {
            if dot.least.is_some() {
                '├'
            } else {
                '<'
            }
        }
        _ if column == to => {
            if dot.most.is_some() {
                '┤'
            } else {
                '>'
            }
        }
        _ if from < column && column < to => '─',
        _ => '·',
    };
    (0..columns).map(mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::stats::Each;

    fn of(unit: Unit, dots: &[(&str, f64, &str)]) -> Strip {
        let dot = |(incident, number, words): &(&str, f64, &str)| Dot {
            id: (*incident).into(),
            least: Some(*number),
            most: Some(*number),
            words: (*words).into(),
        };
        Strip {
            what: "what",
            unit,
            each: Each::Incident,
            dots: dots.iter().map(dot).collect(),
            unknown: 0,
            median: None,
            tail: None,
        }
    }

    #[test]
    fn an_id_is_never_cut() {
        for length in [10, 40, 49] {
            let id = "i".repeat(length);
            let words = "3 hours 12 minutes";
            let strip = of(Unit::Minutes, &[(&id, 192.0, words)]);
            let lines: Vec<_> = along(&strip, 80).collect();
            assert!(lines[0].contains(&format!("{id} ·")), "{}", lines[0]);
            assert!(lines[0].ends_with(" 3 h 12 min"), "{}", lines[0]);
            assert_eq!(lines[0].chars().count(), 80, "{length}");
        }
    }

    #[test]
    fn where_there_is_no_room_beside_an_id_the_axis_has_its_own_line() {
        for (length, width) in [(30, 50), (30, 40), (60, 80), (120, 80)] {
            let id = "i".repeat(length);
            let strip = of(Unit::Minutes, &[(&id, 192.0, "3 hours 12 minutes")]);
            let lines = along(&strip, width).next().unwrap();
            let lines: Vec<_> = lines.lines().collect();
            assert_eq!(lines[0].trim().split(' ').next(), Some(id.as_str()));
            let axis = lines.last().unwrap();
            assert_eq!(axis.chars().count(), width, "{axis}");
            let said = lines.iter().map(|line| line.trim());
            let said = said.collect::<Vec<_>>().join(" ");
            assert!(said.contains(&format!("{id} 3 h 12 min ·")), "{said}");
        }
    }

    #[test]
    fn what_is_inexact_is_no_dot_though_its_ends_are_in_one_column() {
        for (most, sign) in [(192.0, '●'), (193.0, '┼')] {
            let dot = Dot {
                id: "a".into(),
                least: Some(192.0),
                most: Some(most),
                words: "3 hours".into(),
            };
            let drawn = bar(&dot, 1000.0, 20);
            assert_eq!(
                drawn.chars().filter(|own| *own != '·').collect::<String>(),
                sign.to_string()
            );
        }
    }

    #[test]
    fn incidents_of_a_number_are_stacked_and_go_on_in_the_next_line() {
        let dots: Vec<_> = (0..70)
            .map(|_| ("a", 2.0, "2"))
            .chain([("b", 10.0, "10")])
            .collect();
        let lines = stacked(&of(Unit::Number, &dots), 65);
        let full = format!("   2 {}", "●".repeat(60));
        let rest = format!("     {}", "●".repeat(10));
        assert_eq!(lines, [full.as_str(), rest.as_str(), "  10 ●"]);
    }
}
