//! Logs of containers as the runtime of a Kubernetes node writes them.

use std::sync::LazyLock;

use regex_automata::meta::Regex;

use super::Log;
use crate::import::{Format, Noise, Reading};

/// The format.
pub(in crate::import) static CRI: Format = Format {
    name: "cri",
    what: "CRI: logs of containers on a Kubernetes node",
    get: "the files below `/var/log/containers` on the node",
    becomes: &[
        ("a line that says ERROR or graver", "symptom"),
        ("any other line", "note; the parts of a long line are one"),
    ],
    noise: &[&PROBE, &super::QUIET],
    reader: Reading::Text {
        detect: |export| LOG.is(export),
        read: |export| Ok(LOG.read(export.text.lines())),
    },
};

static PROBE: Noise = Noise {
    name: "probe",
    what: "requests by which something asks whether the service is well",
};

/// What probes call themselves.
const PROBES: &[&str] = &["kube-probe/", "ELB-HealthChecker/", "GoogleHC/"];

/// How many bytes of a time are its day.
const DAY: usize = "2026-03-12".len();

static LOG: Log = Log {
    starts: LazyLock::new(|| {
        Regex::new(
            r"^(?<at>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})) (?<flow>stdout|stderr) (?<part>[PF])(?::[A-Z])* ?(?<text>.*)$",
        )
        .ok()
    }),
    sure: |_| true,
    open: |_| false,
    // `P` says that a line was cut there; its other part is of the same moment.
    goes_on: |above, record| {
        let is_cut = above.part.as_deref() == Some("P") && above.flow == record.flow;
        (is_cut && above.at.get(..DAY) == record.at.get(..DAY)).then_some("")
    },
    noise: |record| {
        let is_probe = PROBES.iter().any(|probe| record.text.contains(probe));
        is_probe.then_some(&PROBE)
    },
};
