//! Amazon `CloudWatch`: what happened to alarms, their changes of state as events, log events.

use super::{PLAIN, Recipe, is_one, text};
use crate::import::{Format, Noise, Reading};
use crate::model::Kind;

/// The format.
pub(in crate::import) static CLOUDWATCH: Format = Format {
    name: "cloudwatch",
    what: "Amazon CloudWatch: history of alarms, state changes by EventBridge or SNS, log events",
    get: "`aws cloudwatch describe-alarm-history --output json`; `aws logs filter-log-events --output json`; or what a rule of EventBridge delivers",
    becomes: &[
        ("an alarm that goes off", "alert, with its reason"),
        ("an alarm that is well again", "recovery"),
        ("an alarm whose settings changed", "change"),
        ("a log event", "note, of its stream"),
    ],
    noise: &[&NOTIFIED],
    reader: Reading::Json(RECIPES),
};

static NOTIFIED: Noise = Noise {
    name: "alarm-action",
    what: "what an alarm set off when it changed: messages sent, policies run",
};

const HISTORY: Recipe = Recipe {
    source: "cloudwatch",
    has: &["AlarmName", "HistoryItemType", "HistorySummary"],
    at: &["Timestamp"],
    what: &[&["AlarmName", "HistorySummary"]],
    kind: |item| {
        if is_one(item, "HistoryItemType", &["ConfigurationUpdate"]) {
            return Some(Kind::Change);
        }
        let summary = text(item, "HistorySummary")?;
        let (_, states) = summary.split_once(" from ")?;
        let (old, new) = states.split_once(" to ")?;
        kind_of_change(old, new)
    },
    noise: |item| is_one(item, "HistoryItemType", &["Action"]).then_some(&NOTIFIED),
    ..PLAIN
};

const RECIPES: &[Recipe] = &[
    Recipe {
        records: "AlarmHistoryItems[]",
        ..HISTORY
    },
    HISTORY,
    Recipe {
        source: "cloudwatch",
        has: &["detail-type", "detail.alarmName", "detail.state.value"],
        at: &["detail.state.timestamp", "time"],
        what: &[
            &[
                "detail.alarmName",
                "detail.state.value",
                "detail.state.reason",
            ],
            &["detail.alarmName", "detail.state.value"],
        ],
        kind: |event| {
            let old = text(event, "detail.previousState.value")?;
            kind_of_change(&old, &text(event, "detail.state.value")?)
        },
        id: &["id"],
        ..PLAIN
    },
    Recipe {
        source: "cloudwatch",
        has: &["AlarmName", "NewStateValue", "StateChangeTime"],
        at: &["StateChangeTime"],
        what: &[
            &["AlarmName", "NewStateValue", "NewStateReason"],
            &["AlarmName", "NewStateValue"],
        ],
        kind: |alarm| {
            let old = text(alarm, "OldStateValue")?;
            kind_of_change(&old, &text(alarm, "NewStateValue")?)
        },
        ..PLAIN
    },
    Recipe {
        source: "cloudwatch-logs",
        records: "events[]",
        has: &["timestamp", "message", "ingestionTime"],
        at: &["timestamp"],
        what: &[&["message"]],
        component: &["logStreamName"],
        id: &["eventId"],
        ..PLAIN
    },
];

/// An alarm calls where it comes to `ALARM`, and is over where it comes from there to `OK`; one
/// whose data began to come, or no longer came, is neither.
fn kind_of_change(old: &str, new: &str) -> Option<Kind> {
    match (old, new) {
        (_, "ALARM") => Some(Kind::Alert),
        ("ALARM", "OK") => Some(Kind::Recovery),
        _ => None,
    }
}
