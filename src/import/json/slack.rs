//! Slack: day files of a workspace export, threads, and channels as slackdump writes them.

use serde_json::Value;

use super::{PLAIN, Recipe, get, is_one, text};
use crate::import::{Format, Noise, Reading};
use crate::model::Kind;

/// The format.
pub(in crate::import) static SLACK: Format = Format {
    name: "slack",
    what: "Slack: day files of a workspace export, threads, channels by slackdump",
    get: "a workspace export (Settings, Import/Export data): the files `CHANNEL/YYYY-MM-DD.json`; or `slackdump dump CHANNEL`; name `users.json` beside them so that people have names",
    becomes: &[
        (
            "a message of a person",
            "communication, by its author; an answer in a thread too",
        ),
        ("a message of a bot or an app", "note, by the machine"),
        (
            "an attachment of a bot",
            "the words, where the message has none",
        ),
    ],
    noise: &[&JOIN, &REPEATED, &REMOVED],
    reader: Reading::Json(RECIPES),
};

static JOIN: Noise = Noise {
    name: "join",
    what: "who came into a channel or left it, and other changes of the channel itself",
};
static REPEATED: Noise = Noise {
    name: "broadcast",
    what: "answers of a thread that were shown in the channel too",
};
static REMOVED: Noise = Noise {
    name: "tombstone",
    what: "messages that were taken back",
};

const MESSAGE: Recipe = Recipe {
    source: "slack",
    has: &["ts"],
    at: &["ts"],
    person: &[
        "user_profile.display_name",
        "user_profile.real_name",
        "user",
    ],
    machine: &["bot_profile.name", "username", "bot_id"],
    what: &[
        &["text"],
        &["attachments.0.title", "attachments.0.text"],
        &["attachments.0.fallback"],
        &["attachments.0.text"],
        &["files.0.title"],
    ],
    kind: |message| (!is_bot(message)).then_some(Kind::Communication),
    evidence: &["permalink"],
    id: &["ts"],
    noise,
    plain,
    ..PLAIN
};

const RECIPES: &[Recipe] = &[
    Recipe {
        has: &["ts", "type"],
        ..MESSAGE
    },
    Recipe {
        has: &["ts", "thread_ts"],
        ..MESSAGE
    },
    Recipe {
        records: "messages[]",
        ..MESSAGE
    },
    Recipe {
        records: "messages[].slackdump_thread_replies[]",
        ..MESSAGE
    },
];

fn is_bot(message: &Value) -> bool {
    get(message, "bot_id").is_some() || is_one(message, "subtype", &["bot_message"])
}

fn noise(message: &Value) -> Option<&'static Noise> {
    let subtype = text(message, "subtype")?;
    Some(match subtype.as_str() {
        "channel_join" | "channel_leave" | "channel_topic" | "channel_purpose" | "channel_name"
        | "channel_archive" | "group_join" | "group_leave" | "pinned_item" => &JOIN,
        "thread_broadcast" | "reply_broadcast" => &REPEATED,
        "tombstone" => &REMOVED,
        _ => return None,
    })
}

/// The words of a message: `<url|label>` as its label and address, `<#C1|name>` and `<@U1|name>` as
/// names, and the entities of HTML.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let Some((tag, after)) = after.split_once('>') else {
            out.push('<');
            rest = after;
            continue;
        };
        let (target, label) = match tag.split_once('|') {
            Some((target, label)) => (target, Some(label)),
            None => (tag, None),
        };
        match (target.split_at_checked(1), label) {
            (Some(("@", id)), label) => out.push_str(&format!("@{}", label.unwrap_or(id))),
            (Some(("#", id)), label) => out.push_str(&format!("#{}", label.unwrap_or(id))),
            (Some(("!", word)), label) => {
                let name = label.unwrap_or(word);
                out.push_str(&format!("@{}", name.trim_start_matches('@')));
            }
            (_, Some(label)) if label != target => out.push_str(&format!("{label} ({target})")),
            _ => out.push_str(target),
        }
        rest = after;
    }
    out.push_str(rest);
    out.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn markup_becomes_words() {
        for (text, expected) in [
            (
                "see <https://a.example/b|the board>",
                "see the board (https://a.example/b)",
            ),
            ("<https://a.example/b>", "https://a.example/b"),
            ("<@U1> in <#C1|ops>, <!here>", "@U1 in #ops, @here"),
            ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
            ("1 < 2", "1 < 2"),
            ("<!subteam^S1|@db>", "@db"),
        ] {
            assert_eq!(plain(text), expected);
        }
    }
}
