//! Zabbix: events and problems of its API, and what people said when they acknowledged them.

use super::{PLAIN, Recipe, is_one};
use crate::import::{Format, Noise, Reading};
use crate::model::Kind;

/// The format.
pub(in crate::import) static ZABBIX: Format = Format {
    name: "zabbix",
    what: "Zabbix: events and problems, with acknowledgements",
    get: "the API: `event.get` with `selectHosts` and `select_acknowledges`, or `problem.get`",
    becomes: &[
        ("a problem", "alert, of its host"),
        ("its end", "recovery"),
        (
            "an acknowledgement with words",
            "communication, by its author",
        ),
    ],
    noise: &[&INFORMATION],
    reader: Reading::Json(&[
        Recipe {
            records: "result[]",
            ..EVENT
        },
        EVENT,
        Recipe {
            records: "result[].acknowledges[]",
            ..SAID
        },
        Recipe {
            records: "acknowledges[]",
            ..SAID
        },
    ]),
};

static INFORMATION: Noise = Noise {
    name: "information",
    what: "problems of the severity `information`",
};

const EVENT: Recipe = Recipe {
    source: "zabbix",
    has: &["eventid", "objectid", "clock", "name"],
    at: &["clock"],
    until: &["r_clock"],
    what: &[&["name", "opdata"], &["name"]],
    kind: |event| {
        let over = is_one(event, "value", &["0"]);
        Some(if over { Kind::Recovery } else { Kind::Alert })
    },
    component: &["hosts.0.name", "hosts.0.host"],
    id: &["eventid"],
    noise: |event| is_one(event, "severity", &["1"]).then_some(&INFORMATION),
    ..PLAIN
};

/// An act without words says nothing, and is counted as such.
const SAID: Recipe = Recipe {
    source: "zabbix-said",
    has: &["acknowledgeid", "clock", "message"],
    at: &["clock"],
    person: &["username", "alias", "userid"],
    what: &[&["message"]],
    kind: |_| Some(Kind::Communication),
    id: &["acknowledgeid"],
    ..PLAIN
};
