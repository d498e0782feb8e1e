//! How far a walk has come: a sign for each question, group by group; where there are too many, a
//! sign for each group.

use ratatui::text::{Line, Span};

use super::theme::Theme;
use crate::walk::overview::{Row, Standing};

/// What stands for a question: the one asked now, one that was dealt with, and one to come.
const HERE: &str = "◉";
const DEALT: &str = "●";
const OPEN: &str = "○";

/// What stands for a group of which some questions were dealt with.
const PART: &str = "◐";

/// The sign of a question.
pub(super) fn sign(row: &Row<'_>) -> &'static str {
    match row.standing {
        _ if row.here => HERE,
        _ if is_open(row) => OPEN,
        _ => DEALT,
    }
}

/// The signs of all questions with a gap between groups, or those of all groups.
pub(super) fn line(rows: &[Row<'_>], width: usize, theme: Theme) -> Line<'static> {
    let groups: Vec<&[Row<'_>]> = rows
        .chunk_by(|one, two| one.question.title() == two.question.title())
        .collect();
    let whole = rows.len() + groups.len() <= width;
    let mut spans: Vec<Span<'static>> = Vec::new();
    for group in groups {
        let signs: Vec<_> = if whole {
            group.iter().map(|row| (sign(row), row.here)).collect()
        } else {
            vec![of_group(group)]
        };
        for (sign, here) in signs {
            let style = if here { theme.accent } else { theme.quiet };
            spans.push(Span::styled(sign, style));
        }
        spans.push(Span::raw(" "));
    }
    Line::from(spans)
}

/// The sign of a group, and whether it is asked now.
fn of_group(group: &[Row<'_>]) -> (&'static str, bool) {
    let dealt = group.iter().filter(|row| !is_open(row)).count();
    let here = group.iter().any(|row| row.here);
    let sign = match dealt {
        _ if here => HERE,
        0 => OPEN,
        dealt if dealt == group.len() => DEALT,
        _ => PART,
    };
    (sign, here)
}

fn is_open(row: &Row<'_>) -> bool {
    matches!(row.standing, Standing::Open | Standing::Later)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::walk::trial::{reviewed, session};

    #[test]
    fn questions_have_a_sign_each_and_groups_where_there_is_no_room() {
        let start = reviewed("luck: [It was a Thursday.]\nasked: {coord-forming: later}");
        let only = [
            "luck-fortune",
            "luck-near-miss",
            "adapt-recovery",
            "coord-forming",
        ];
        let walk = session(&start, &only);
        let at = |width| line(&walk.overview(), width, Theme::new(false)).to_string();
        assert_eq!(at(78).trim_end(), "\u{25c9} \u{25cb} \u{25cb}\u{25cf}");
        assert_eq!(at(5).trim_end(), "\u{25c9} \u{25cb} \u{25d0}");
    }
}
