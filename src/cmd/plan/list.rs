//! The ideas of a review, and what became of them.

use serde::Serialize;

use super::Format;
use crate::cmd::talk;
use crate::context::{Context, Exit};
use crate::model::{FollowUpStatus, Helps};
use crate::planning::Idea;
use crate::source::one_line;

/// An idea, as JSON has it.
#[derive(Serialize)]
struct Row {
    id: String,
    idea: String,
    from: Option<String>,
    helps: Option<&'static str>,
    side_effects: Option<String>,
    /// What the plan says; null while nobody has decided.
    decided: Option<Decided>,
}

#[derive(Serialize)]
struct Decided {
    status: Option<&'static str>,
    what: String,
    because: Option<String>,
    due: Option<String>,
}

impl Row {
    fn of((id, idea): &(String, Idea<'_>)) -> Self {
        let parked = idea.parked;
        let words = |text: Option<&crate::source::Text>| text.map(|text| one_line(text));
        let decided = idea.decided.map(|own| Decided {
            status: own
                .status
                .as_ref()
                .map(|status| FollowUpStatus::word(status.value)),
            what: one_line(&own.what),
            because: words(own.because.as_ref()),
            due: own.due.map(|due| due.to_string()),
        });
        Self {
            id: id.clone(),
            idea: one_line(&parked.idea),
            from: words(parked.from.as_ref()),
            helps: parked.helps.map(Helps::word),
            side_effects: words(parked.side_effects.as_ref()),
            decided,
        }
    }

    /// What became of it, in a few words.
    fn standing(&self) -> String {
        let Some(decided) = &self.decided else {
            return "parked".to_owned();
        };
        let status = decided.status.unwrap_or("in the plan");
        // What is declined, or done, waits for no day.
        let waits = !matches!(decided.status, Some("declined" | "done"));
        let due = decided.due.iter().filter(|_| waits);
        let due = due.map(|due| format!(", due {due}"));
        let because = decided.because.iter().map(|why| format!(": {why}"));
        [status.to_owned()]
            .into_iter()
            .chain(due)
            .chain(because)
            .collect()
    }
}

pub(super) fn print(
    cx: &mut Context<'_>,
    ideas: &[(String, Idea<'_>)],
    format: Format,
) -> anyhow::Result<Exit> {
    let rows: Vec<_> = ideas.iter().map(Row::of).collect();
    match format {
        Format::Json => writeln!(cx.stdout, "{}", serde_json::to_string_pretty(&rows)?)?,
        Format::Text => {
            if rows.is_empty() {
                talk::note(cx, "no idea is parked in this review")?;
            }
            let width = cx.terminal.width.clamp(40, 100);
            for row in &rows {
                let standing = format!("{}  {}", row.id, row.standing());
                let standing = talk::filled(&standing, width, ["", "  "]);
                let idea = talk::filled(&row.idea, width, ["    ", "    "]);
                writeln!(cx.stdout, "{standing}\n{idea}")?;
            }
        }
    }
    Ok(Exit::Fine)
}
