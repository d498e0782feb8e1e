//! Real exports of tools, where they lie beside the project: how many events come of each, when the
//! first and the last of them begin, and what is left out by which rule. The table holds numbers and
//! no text of theirs; each was counted in the file by other means. Two files hold a run of the same
//! thing, 8 and 4 times, which is one event.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test may panic, and says when it is skipped"
)]

use std::path::Path;

use pir::import::{self, Export};

/// File, format, events, first time, last time, noise by rule.
type Row = (
    &'static str,
    usize,
    &'static str,
    &'static str,
    &'static [(&'static str, usize)],
);

const TABLE: &[Row] = &[
    (
        "alertmanager/alerts_openshift.json",
        8,
        "2022-01-04 10:03:09Z",
        "2022-01-04 14:49:16Z",
        &[("watchdog", 1)],
    ),
    (
        "alertmanager/webhook_v4.json",
        2,
        "2023-06-12 08:24:38Z",
        "2023-06-12 08:24:38Z",
        &[],
    ),
    (
        "argocd/application_status.json",
        1,
        "2021-07-11 21:14:26Z",
        "2021-07-11 21:14:26Z",
        &[],
    ),
    (
        "azure/service_health_activity_log_alert.json",
        1,
        "2017-10-18 23:49:25Z",
        "2017-10-18 23:49:25Z",
        &[],
    ),
    (
        "cloudtrail/trail_1205Z.json",
        9,
        "2023-07-10 12:00:23Z",
        "2023-07-10 12:03:24Z",
        &[("read", 17)],
    ),
    (
        "cloudtrail/lookup_events.jsonl",
        5,
        "2022-02-08 09:19:04+11:00",
        "2022-02-08 09:23:18+11:00",
        &[("read", 1)],
    ),
    (
        "discord/discordchatexporter.json",
        2,
        "2022-05-26 23:19:27-04:00",
        "2022-07-02 04:06:47Z",
        &[],
    ),
    (
        "flux/events_list.json",
        1,
        "2023-08-22 20:24:06Z",
        "2023-08-22 20:24:06Z",
        &[("routine", 1)],
    ),
    (
        "gcp_status/incidents_gcs.json",
        2,
        "2021-07-27 17:35:27Z",
        "2021-07-27 23:15:28Z",
        &[],
    ),
    (
        "github/issue_timeline.json",
        1,
        "2022-05-19 00:52:15Z",
        "2022-05-19 00:52:15Z",
        &[("housekeeping", 3)],
    ),
    (
        "github/workflow_runs.json",
        1,
        "2020-01-22 19:33:08Z",
        "2020-01-22 19:33:08Z",
        &[],
    ),
    (
        "grafana/alerting_webhook_oncall.json",
        3,
        "2023-06-12 08:24:38Z",
        "2023-06-12 08:24:38Z",
        &[],
    ),
    (
        "grafana/annotations.json",
        2,
        "2017-10-06 04:45:11Z",
        "2017-10-06 05:06:35Z",
        &[],
    ),
    (
        "incident_io/incident_updates.json",
        1,
        "2021-08-17 13:28:57Z",
        "2021-08-17 13:28:57Z",
        &[],
    ),
    (
        "journald/no_rtc_boots.jsonl",
        67,
        "2022-10-24 00:00:01Z",
        "2022-10-24 04:00:51Z",
        &[("below-warning", 32)],
    ),
    (
        "kubernetes/events_minikube_coredns.json",
        2,
        "2024-11-17 10:19:49Z",
        "2024-11-17 10:19:49Z",
        &[("routine", 4)],
    ),
    (
        "kubernetes/events_openshift_compact.json",
        2,
        "2022-08-24 11:40:44+02:00",
        "2022-08-24 11:41:05+02:00",
        &[],
    ),
    (
        "opsgenie/alert_logs.json",
        1,
        "2023-08-03 09:24:58Z",
        "2023-08-03 09:24:58Z",
        &[("viewed", 1)],
    ),
    (
        "opsgenie/webhook_addnote.json",
        1,
        "2015-01-05 10:04:35Z",
        "2015-01-05 10:04:35Z",
        &[],
    ),
    (
        "otel/logs_example.json",
        1,
        "2018-12-13 14:51:00Z",
        "2018-12-13 14:51:00Z",
        &[],
    ),
    (
        "other/datadog_event.json",
        1,
        "2012-08-31 21:41:38Z",
        "2012-08-31 21:41:38Z",
        &[],
    ),
    (
        "pagerduty/log_entries_12.json",
        5,
        "2013-03-06 20:28:46Z",
        "2013-03-06 21:33:15Z",
        &[("notification", 7)],
    ),
    (
        "pagerduty/notes.json",
        2,
        "2013-03-06 15:28:42-05:00",
        "2013-03-06 15:28:51-05:00",
        &[],
    ),
    (
        "pagerduty/webhooks_v3_checkout.jsonl",
        5,
        "2026-04-01 02:08:04Z",
        "2026-04-01 02:21:54Z",
        &[],
    ),
    (
        "slack/export/everyone/2025-01-10.json",
        2,
        "2025-01-10 03:08:34Z",
        "2025-01-10 03:10:30Z",
        &[],
    ),
    (
        "slack/export/everyone/2025-01-11.json",
        9,
        "2025-01-11 00:19:06Z",
        "2025-01-11 08:02:04Z",
        &[("join", 1), ("tombstone", 1)],
    ),
    (
        "slack/slackdump_dump_CHY5HUESG.json",
        14,
        "2025-01-10 03:08:34Z",
        "2025-01-24 10:59:02Z",
        &[("join", 1), ("tombstone", 1)],
    ),
    (
        "slack/thread_with_broadcast_reply.json",
        2,
        "2015-06-12 19:58:22Z",
        "2015-06-12 19:58:23Z",
        &[("broadcast", 1)],
    ),
    (
        "statuspage/github_incidents_2024-09-16.json",
        12,
        "2024-09-16 13:29:47Z",
        "2024-09-16 22:08:39Z",
        &[],
    ),
    (
        "teams/channel_messages.json",
        1,
        "2021-03-28 21:11:12Z",
        "2021-03-28 21:11:12Z",
        &[],
    ),
    (
        "git/datahub_2022-01-20.iso.log",
        41,
        "2022-01-18 17:31:34-08:00",
        "2022-01-21 15:31:47-08:00",
        &[("merged", 11), ("sync-merge", 2)],
    ),
    (
        "git/mybinder_2018-04-18.fuller.log",
        13,
        "2018-04-18 10:47:37+02:00",
        "2018-04-19 08:24:08-07:00",
        &[("merged", 12)],
    ),
    (
        "git/mybinder_2018-04-18.medium.log",
        13,
        "2018-04-18 10:47:37+02:00",
        "2018-04-19 08:24:08-07:00",
        &[("merged", 12)],
    ),
    (
        "git/mybinder_2018-04-18.oneline.tsv",
        25,
        "2018-04-18 10:47:37+02:00",
        "2018-04-19 08:24:08-07:00",
        &[],
    ),
    (
        "journald/short.log",
        8,
        "Oct 24 04:06:33",
        "Oct 24 04:07:13",
        &[],
    ),
    (
        "logs/cri.log",
        6,
        "2016-10-06T00:17:09.669Z",
        "2024-04-16T06:23:05.887Z",
        &[("probe", 11)],
    ),
    (
        "logs/postgresql.log",
        17,
        "2022-04-12 00:16:05.526 UTC",
        "2022-07-15 23:04:27 AEST",
        &[],
    ),
    (
        "logs/syslog_syslog.log",
        11,
        "Jan 22 07:54:32",
        "Nov 18 08:31:20",
        &[("quiet", 2), ("cron", 3)],
    ),
    (
        "logs/syslog_syslog_chromeos.log",
        3,
        "2016-10-25T12:37:24.987-07:00",
        "2016-10-25T12:37:25.007-07:00",
        &[("quiet", 5)],
    ),
    (
        "logs/syslog_syslog_rsyslog.log",
        5,
        "2020-05-31T00:00:45.698+00:00",
        "2020-05-31T00:00:47.044+00:00",
        &[],
    ),
    (
        "logs/syslog_syslog_rsyslog_ForwardFormat.log",
        1,
        "2021-03-06T04:07:33.196+00:00",
        "2021-03-06T04:07:33.196+00:00",
        &[("quiet", 8)],
    ),
    (
        "logs/syslog_syslog_rsyslog_SyslogProtocol23Format.log",
        1,
        "2021-03-06T04:07:38.251+00:00",
        "2021-03-06T04:07:38.251+00:00",
        &[("quiet", 8)],
    ),
];

#[test]
fn real_exports_give_what_was_counted_in_them() {
    let data = Path::new("../shared/data");
    if !data.is_dir() {
        let required = std::env::var("PIR_TEST_SHARED").is_ok_and(|value| value == "required");
        assert!(!required, "{} is not there", data.display());
        eprintln!("skipped: {} is not there", data.display());
        return;
    }
    let mut wrong = Vec::new();
    for (file, events, first, last, noise) in TABLE {
        let text = std::fs::read_to_string(data.join(file)).unwrap();
        let export = Export {
            name: file,
            text: &text,
        };
        let mut imported = import::read(&export, None).unwrap();
        let dropped = imported.drop_noise();
        let dropped: Vec<_> = dropped
            .iter()
            .map(|(rule, count)| (rule.name, *count))
            .collect();
        let times = imported
            .events
            .iter()
            .filter_map(|event| event.at.as_deref());
        let times: Vec<_> = times.collect();
        let ends = (*times.first().unwrap(), *times.last().unwrap());
        let found = (imported.events.len(), ends, dropped.as_slice());
        if found != (*events, (*first, *last), *noise) {
            wrong.push(format!("{file}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
