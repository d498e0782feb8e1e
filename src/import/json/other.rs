//! Tools of which one or two lines of a table say all.

use serde_json::Value;

use super::{PLAIN, Recipe, get, is_one, markup, text};
use crate::import::{Format, Noise, Reading};
use crate::model::Kind;

/// Argo CD.
pub(in crate::import) static ARGO_CD: Format = Format {
    name: "argo-cd",
    what: "Argo CD: the history of an application",
    get: "`argocd app get APP -o json`, or `kubectl get application APP -o json`",
    becomes: &[(
        "an entry of the history",
        "change, from start to end, by who began it",
    )],
    noise: &[],
    reader: Reading::Json(&[Recipe {
        source: "argo-cd",
        records: "status.history[]",
        has: &["revision", "deployedAt"],
        at: &["deployStartedAt", "deployedAt"],
        until: &["deployedAt"],
        person: &["initiatedBy.username"],
        what: &[
            &["source.path", "revision"],
            &["source.chart", "revision"],
            &["revision"],
        ],
        kind: |_| Some(Kind::Change),
        ..PLAIN
    }]),
};

static READ: Noise = Noise {
    name: "read",
    what: "calls that read and change nothing",
};

/// AWS `CloudTrail`.
pub(in crate::import) static CLOUDTRAIL: Format = Format {
    name: "cloudtrail",
    what: "AWS CloudTrail: files of a trail, events by lookup",
    get: "the files of the trail in its bucket, or `aws cloudtrail lookup-events --output json`",
    becomes: &[
        (
            "a call that changes something",
            "change, of the service called, by the user",
        ),
        (
            "a call that was refused",
            "observation, with the code of the error",
        ),
    ],
    noise: &[&READ],
    reader: Reading::Json(&[
        Recipe {
            records: "Records[]",
            ..CALL
        },
        CALL,
        Recipe {
            records: "Events[]",
            ..LOOKED_UP
        },
        LOOKED_UP,
    ]),
};

const CALL: Recipe = Recipe {
    source: "cloudtrail",
    has: &["eventName", "eventTime", "eventSource"],
    at: &["eventTime"],
    person: &["userIdentity.userName"],
    machine: &["userIdentity.invokedBy"],
    what: &[&["eventName", "errorCode"], &["eventName"]],
    kind: |call| Some(kind_of_call(get(call, "errorCode").is_some())),
    component: &["eventSource"],
    id: &["eventID"],
    noise: |call| {
        let reads = get(call, "readOnly").and_then(Value::as_bool) == Some(true);
        (reads && get(call, "errorCode").is_none()).then_some(&READ)
    },
    ..PLAIN
};

/// Its outer time is the right one, in the zone of who asked.
const LOOKED_UP: Recipe = Recipe {
    source: "cloudtrail",
    has: &["EventName", "EventTime", "EventSource"],
    at: &["EventTime"],
    person: &["Username"],
    what: &[&["EventName"]],
    kind: |_| Some(kind_of_call(false)),
    component: &["EventSource"],
    id: &["EventId"],
    noise: |call| is_one(call, "ReadOnly", &["true"]).then_some(&READ),
    ..PLAIN
};

const fn kind_of_call(refused: bool) -> Kind {
    if refused {
        Kind::Observation
    } else {
        Kind::Change
    }
}

/// Azure.
pub(in crate::import) static AZURE: Format = Format {
    name: "azure",
    what: "Azure: alerts of the activity log and of Service Health",
    get: "`az monitor activity-log list -o json`, or the body of an alert's webhook",
    becomes: &[
        ("an operation of the activity log", "change, by its caller"),
        (
            "a message of Service Health",
            "communication, of the service",
        ),
    ],
    noise: &[],
    reader: Reading::Json(&[
        Recipe {
            records: "data.context.activityLog",
            ..ACTIVITY
        },
        ACTIVITY,
    ]),
};

const ACTIVITY: Recipe = Recipe {
    source: "azure",
    has: &["eventTimestamp", "eventDataId"],
    at: &["eventTimestamp"],
    person: &["caller"],
    what: &[
        &["properties.title", "properties.communication"],
        &["operationName.localizedValue", "status.localizedValue"],
        &["description"],
        &["operationName"],
    ],
    kind: |entry| {
        let health = is_one(entry, "eventSource", &["ServiceHealth"]);
        Some(if health {
            Kind::Communication
        } else {
            Kind::Change
        })
    },
    component: &["properties.service", "resourceId"],
    id: &["eventDataId"],
    plain: markup::words,
    ..PLAIN
};

static QUIET: Noise = Noise {
    name: "below-warning",
    what: "log lines below the level of a warning",
};

/// The journal of systemd.
pub(in crate::import) static JOURNALD: Format = Format {
    name: "journald",
    what: "journald: entries as JSON",
    get: "`journalctl -o json --since TIME --until TIME`",
    becomes: &[
        (
            "an entry of the severity error or graver",
            "symptom, of its unit",
        ),
        ("any other entry", "note"),
    ],
    noise: &[&QUIET],
    reader: Reading::Json(&[Recipe {
        source: "journald",
        has: &["__REALTIME_TIMESTAMP", "__CURSOR"],
        at: &["__REALTIME_TIMESTAMP"],
        machine: &["_SYSTEMD_UNIT", "SYSLOG_IDENTIFIER"],
        what: &[&["MESSAGE"]],
        kind: |entry| is_one(entry, "PRIORITY", &["0", "1", "2", "3"]).then_some(Kind::Symptom),
        component: &["_SYSTEMD_UNIT", "SYSLOG_IDENTIFIER"],
        id: &["__CURSOR"],
        noise: |entry| is_one(entry, "PRIORITY", &["5", "6", "7"]).then_some(&QUIET),
        ..PLAIN
    }]),
};

/// Logs of OpenTelemetry.
pub(in crate::import) static OTLP: Format = Format {
    name: "otlp",
    what: "OpenTelemetry: logs in the JSON of OTLP",
    get: "the file exporter of a collector",
    becomes: &[
        ("a record of the severity error or graver", "symptom"),
        ("any other record", "note"),
    ],
    noise: &[&QUIET],
    reader: Reading::Json(&[Recipe {
        source: "otlp",
        records: "resourceLogs[].scopeLogs[].logRecords[]",
        has: &["body"],
        // From 1, `TRACE`, in steps of four: 13 is a warning, 17 an error.
        kind: |record| (severity(record)? >= 17).then_some(Kind::Symptom),
        noise: |record| (severity(record)? < 13).then_some(&QUIET),
        at: &["timeUnixNano", "observedTimeUnixNano"],
        what: &[&["severityText", "body.stringValue"], &["body.stringValue"]],
        ..PLAIN
    }]),
};

/// The number of the severity; `None` where it is 0, which is unknown.
fn severity(record: &Value) -> Option<u64> {
    let number = text(record, "severityNumber")?.parse().ok()?;
    (number > 0).then_some(number)
}

static SYSTEM: Noise = Noise {
    name: "system-message",
    what: "what the chat says of itself: calls, members, names",
};

/// Microsoft Teams.
pub(in crate::import) static TEAMS: Format = Format {
    name: "teams",
    what: "Microsoft Teams: messages of a channel, as Graph gives them",
    get: "`GET /teams/ID/channels/ID/messages`, and `/replies` of each",
    becomes: &[("a message", "communication, by its author")],
    noise: &[&SYSTEM],
    reader: Reading::Json(&[Recipe {
        source: "teams",
        records: "value[]",
        has: &["messageType", "createdDateTime"],
        at: &["createdDateTime"],
        person: &["from.user.displayName"],
        named: &[
            "mentions[].mentioned.user.displayName",
            "mentions[].mentionText",
        ],
        machine: &["from.application.displayName"],
        what: &[&["subject", "body.content"], &["body.content"]],
        kind: |_| Some(Kind::Communication),
        evidence: &["webUrl"],
        id: &["id"],
        noise: |message| (!is_one(message, "messageType", &["message"])).then_some(&SYSTEM),
        plain: markup::words,
        ..PLAIN
    }]),
};

/// Discord.
pub(in crate::import) static DISCORD: Format = Format {
    name: "discord",
    what: "Discord: channels by DiscordChatExporter",
    get: "`DiscordChatExporter.Cli export -c CHANNEL -f Json`",
    becomes: &[
        ("a message of a person", "communication, by its author"),
        ("a message of a bot", "note, by the machine"),
    ],
    noise: &[],
    reader: Reading::Json(&[Recipe {
        source: "discord",
        records: "messages[]",
        has: &["timestamp", "author.name"],
        at: &["timestamp"],
        human: |message| get(message, "author.isBot").and_then(Value::as_bool) != Some(true),
        person: &["author.nickname", "author.name"],
        named: &["mentions[].nickname", "mentions[].name"],
        what: &[
            &["content"],
            &["embeds.0.title", "embeds.0.description"],
            &["embeds.0.title"],
        ],
        kind: |message| {
            let bot = get(message, "author.isBot").and_then(Value::as_bool) == Some(true);
            (!bot && text(message, "content").is_some()).then_some(Kind::Communication)
        },
        id: &["id"],
        ..PLAIN
    }]),
};
