//! Tools of which one or two lines of a table say all.

use serde_json::Value;

use super::{PLAIN, Recipe, get, is_one, markup, text};
use crate::import::{Format, Noise, Reading};
use crate::model::Kind;

/// incident.io.
pub(in crate::import) static INCIDENT_IO: Format = Format {
    name: "incident-io",
    what: "incident.io: timeline items, updates",
    get: "the public API: `GET /v2/incident_updates`, and the items of a timeline",
    noise: &[],
    reader: Reading::Json(&[
        Recipe {
            source: "incident-io",
            records: "incident_timeline_items[]",
            has: &["timestamp", "title"],
            at: &["timestamp"],
            person: &["creator.user.name"],
            machine: &["creator.workflow.name", "creator.alert.title"],
            what: &[&["title", "description"], &["title"]],
            id: &["id"],
            ..PLAIN
        },
        Recipe {
            source: "incident-io",
            records: "incident_updates[]",
            has: &["message", "updater"],
            at: &["created_at"],
            person: &["updater.user.name"],
            machine: &["updater.workflow.name"],
            what: &[&["message"]],
            kind: |_| Some(Kind::Communication),
            id: &["id"],
            ..PLAIN
        },
    ]),
};

/// Argo CD.
pub(in crate::import) static ARGO_CD: Format = Format {
    name: "argo-cd",
    what: "Argo CD: the history of an application",
    get: "`argocd app get APP -o json`, or `kubectl get application APP -o json`",
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

/// Datadog.
pub(in crate::import) static DATADOG: Format = Format {
    name: "datadog",
    what: "Datadog: events",
    get: "`GET /api/v1/events?start=S&end=S`",
    noise: &[],
    reader: Reading::Json(&[
        Recipe {
            records: "events[]",
            ..DATADOG_EVENT
        },
        Recipe {
            records: "event",
            ..DATADOG_EVENT
        },
        DATADOG_EVENT,
    ]),
};

const DATADOG_EVENT: Recipe = Recipe {
    source: "datadog",
    has: &["date_happened", "title"],
    at: &["date_happened"],
    machine: &["source"],
    what: &[&["title", "text"], &["title"]],
    kind: |event| is_one(event, "alert_type", &["error", "warning"]).then_some(Kind::Alert),
    component: &["host"],
    evidence: &["url"],
    id: &["id"],
    ..PLAIN
};

/// Sentry.
pub(in crate::import) static SENTRY: Format = Format {
    name: "sentry",
    what: "Sentry: alerts of issues",
    get: "the body of an alert's webhook",
    noise: &[],
    reader: Reading::Json(&[Recipe {
        source: "sentry",
        has: &["project", "culprit", "event.timestamp"],
        at: &["event.timestamp"],
        what: &[&["event.title", "culprit"], &["message"]],
        kind: |_| Some(Kind::Alert),
        component: &["project_slug", "project"],
        evidence: &["url"],
        id: &["event.event_id", "id"],
        ..PLAIN
    }]),
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
    noise: &[],
    reader: Reading::Json(&[Recipe {
        source: "otlp",
        records: "resourceLogs[].scopeLogs[].logRecords[]",
        has: &["body"],
        at: &["timeUnixNano", "observedTimeUnixNano"],
        what: &[&["severityText", "body.stringValue"], &["body.stringValue"]],
        ..PLAIN
    }]),
};

static SYSTEM: Noise = Noise {
    name: "system-message",
    what: "what the chat says of itself: calls, members, names",
};

/// Microsoft Teams.
pub(in crate::import) static TEAMS: Format = Format {
    name: "teams",
    what: "Microsoft Teams: messages of a channel, as Graph gives them",
    get: "`GET /teams/ID/channels/ID/messages`, and `/replies` of each",
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
