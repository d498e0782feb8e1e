//! Real exports of tools, where they lie beside the project: how many events come of each, when the
//! first and the last of them begin, what is left out by which rule, and of which kinds they are. The
//! table holds numbers and no text of theirs; each was counted in the file by other means. Two files
//! hold a run of the same thing, 8 and 4 times, which is one event.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test may panic, and says when it is skipped"
)]

use std::collections::BTreeMap;
use std::path::Path;

use chrono::DateTime;
use pir::import::{self, Export, Imported, ImportedEvent};
use pir::model::Kind;

/// File, events, first time, last time, noise by rule, kinds.
type Row = (
    &'static str,
    usize,
    &'static str,
    &'static str,
    &'static [(&'static str, usize)],
    &'static [(&'static str, usize)],
);

const TABLE: &[Row] = &[
    (
        "alertmanager/alerts_openshift.json",
        8,
        "2022-01-04 10:03:09Z",
        "2022-01-04 14:49:16Z",
        &[("watchdog", 1)],
        &[("alert", 8)],
    ),
    (
        "alertmanager/webhook_v4.json",
        2,
        "2023-06-12 08:24:38Z",
        "2023-06-12 08:24:38Z",
        &[],
        &[("alert", 2)],
    ),
    (
        "alertmanager/webhook_v4_cpu_temp.json",
        2,
        "2020-02-06 00:17:58Z",
        "2020-02-06 00:17:58Z",
        &[],
        &[("alert", 2)],
    ),
    (
        "argocd/application_status.json",
        1,
        "2021-07-11 21:14:26Z",
        "2021-07-11 21:14:26Z",
        &[],
        &[("change", 1)],
    ),
    (
        "azure/service_health_activity_log_alert.json",
        1,
        "2017-10-18 23:49:25Z",
        "2017-10-18 23:49:25Z",
        &[],
        &[("communication", 1)],
    ),
    (
        "cloudtrail/lookup_events.jsonl",
        5,
        "2022-02-08 09:19:04+11:00",
        "2022-02-08 09:23:18+11:00",
        &[("read", 1)],
        &[("change", 5)],
    ),
    (
        "cloudtrail/trail_1205Z.json",
        9,
        "2023-07-10 12:00:23Z",
        "2023-07-10 12:03:24Z",
        &[("read", 17)],
        &[("change", 8), ("observation", 1)],
    ),
    (
        "discord/discordchatexporter.json",
        2,
        "2022-05-26 23:19:27-04:00",
        "2022-07-02 04:06:47Z",
        &[],
        &[("communication", 1), ("note", 1)],
    ),
    (
        "flux/events_list.json",
        1,
        "2023-08-22 20:24:06Z",
        "2023-08-22 20:24:06Z",
        &[("routine", 1)],
        &[("symptom", 1)],
    ),
    (
        "gcp_status/incidents_gcs.json",
        2,
        "2021-07-27 17:35:27Z",
        "2021-07-27 23:15:28Z",
        &[],
        &[("communication", 1), ("symptom", 1)],
    ),
    (
        "git/datahub_2022-01-20.iso.log",
        41,
        "2022-01-18 17:31:34-08:00",
        "2022-01-21 15:31:47-08:00",
        &[("merged", 11), ("sync-merge", 2)],
        &[("change", 41)],
    ),
    (
        "git/mybinder_2018-04-18.fuller.log",
        13,
        "2018-04-18 10:47:37+02:00",
        "2018-04-19 08:24:08-07:00",
        &[("merged", 12)],
        &[("change", 13)],
    ),
    (
        "git/mybinder_2018-04-18.medium.log",
        13,
        "2018-04-18 10:47:37+02:00",
        "2018-04-19 08:24:08-07:00",
        &[("merged", 12)],
        &[("change", 13)],
    ),
    (
        "git/mybinder_2018-04-18.oneline.tsv",
        25,
        "2018-04-18 10:47:37+02:00",
        "2018-04-19 08:24:08-07:00",
        &[],
        &[("change", 25)],
    ),
    (
        "github/deployment_statuses.json",
        1,
        "2012-07-20 01:19:13Z",
        "2012-07-20 01:19:13Z",
        &[],
        &[("change", 1)],
    ),
    (
        "github/issue_timeline.json",
        1,
        "2022-05-19 00:52:15Z",
        "2022-05-19 00:52:15Z",
        &[("housekeeping", 3)],
        &[("communication", 1)],
    ),
    (
        "github/releases.json",
        1,
        "2013-02-27 19:35:32Z",
        "2013-02-27 19:35:32Z",
        &[],
        &[("change", 1)],
    ),
    (
        "github/webhook_issue_comment.json",
        1,
        "2019-05-15 15:20:21Z",
        "2019-05-15 15:20:21Z",
        &[],
        &[("communication", 1)],
    ),
    (
        "github/webhook_workflow_job.json",
        1,
        "2021-06-15 19:22:27Z",
        "2021-06-15 19:22:27Z",
        &[],
        &[("change", 1)],
    ),
    (
        "github/workflow_runs.json",
        1,
        "2020-01-22 19:33:08Z",
        "2020-01-22 19:33:08Z",
        &[],
        &[("change", 1)],
    ),
    (
        "grafana/alert_webhook_v7.json",
        1,
        "2018-12-25 15:47:47Z",
        "2018-12-25 15:47:47Z",
        &[],
        &[("alert", 1)],
    ),
    (
        "grafana/alerting_webhook_legacy_single.json",
        1,
        "2018-12-25 15:47:47Z",
        "2018-12-25 15:47:47Z",
        &[],
        &[("alert", 1)],
    ),
    (
        "grafana/alerting_webhook_oncall.json",
        3,
        "2023-06-12 08:24:38Z",
        "2023-06-12 08:24:38Z",
        &[],
        &[("alert", 3)],
    ),
    (
        "grafana/annotations.json",
        2,
        "2017-10-06 04:45:11Z",
        "2017-10-06 05:06:35Z",
        &[],
        &[("note", 2)],
    ),
    (
        "incident_io/incident_updates.json",
        1,
        "2021-08-17 13:28:57Z",
        "2021-08-17 13:28:57Z",
        &[],
        &[("communication", 1)],
    ),
    (
        "incident_io/timeline_items.json",
        1,
        "2026-09-01 15:30:00Z",
        "2026-09-01 15:30:00Z",
        &[],
        &[("note", 1)],
    ),
    (
        "journald/no_rtc_boots.jsonl",
        67,
        "2022-10-24 00:00:01Z",
        "2022-10-24 04:00:51Z",
        &[("below-warning", 32)],
        &[("symptom", 67)],
    ),
    (
        "journald/short.log",
        8,
        "Oct 24 04:06:33",
        "Oct 24 04:07:13",
        &[],
        &[("note", 8)],
    ),
    (
        "kubernetes/events_minikube_coredns.json",
        2,
        "2024-11-17 10:19:49Z",
        "2024-11-17 10:19:49Z",
        &[("routine", 4)],
        &[("note", 1), ("symptom", 1)],
    ),
    (
        "kubernetes/events_openshift_compact.json",
        2,
        "2022-08-24 11:40:44+02:00",
        "2022-08-24 11:41:05+02:00",
        &[],
        &[("symptom", 2)],
    ),
    (
        "logs/cri.log",
        6,
        "2016-10-06T00:17:09.669Z",
        "2024-04-16T06:23:05.887Z",
        &[("probe", 11)],
        &[("note", 6)],
    ),
    (
        "logs/postgresql.log",
        17,
        "2022-04-12 00:16:05.526 UTC",
        "2022-07-15 23:04:27 AEST",
        &[],
        &[("note", 16), ("symptom", 1)],
    ),
    (
        "logs/syslog_syslog.log",
        11,
        "Jan 22 07:54:32",
        "Nov 18 08:31:20",
        &[("quiet", 2), ("cron", 3)],
        &[("note", 11)],
    ),
    (
        "logs/syslog_syslog_chromeos.log",
        3,
        "2016-10-25T12:37:24.987-07:00",
        "2016-10-25T12:37:25.007-07:00",
        &[("quiet", 5)],
        &[("note", 1), ("symptom", 2)],
    ),
    (
        "logs/syslog_syslog_cron.log",
        0,
        "",
        "",
        &[("cron", 9)],
        &[],
    ),
    (
        "logs/syslog_syslog_rsyslog.log",
        5,
        "2020-05-31T00:00:45.698+00:00",
        "2020-05-31T00:00:47.044+00:00",
        &[],
        &[("note", 5)],
    ),
    (
        "logs/syslog_syslog_rsyslog_ForwardFormat.log",
        1,
        "2021-03-06T04:07:33.196+00:00",
        "2021-03-06T04:07:33.196+00:00",
        &[("quiet", 8)],
        &[("symptom", 1)],
    ),
    (
        "logs/syslog_syslog_rsyslog_SyslogProtocol23Format.log",
        1,
        "2021-03-06T04:07:38.251+00:00",
        "2021-03-06T04:07:38.251+00:00",
        &[("quiet", 8)],
        &[("symptom", 1)],
    ),
    (
        "opsgenie/alert_logs.json",
        1,
        "2023-08-03 09:24:58Z",
        "2023-08-03 09:24:58Z",
        &[("viewed", 1)],
        &[("action", 1)],
    ),
    (
        "opsgenie/webhook_addnote.json",
        1,
        "2015-01-05 10:04:35Z",
        "2015-01-05 10:04:35Z",
        &[],
        &[("communication", 1)],
    ),
    (
        "otel/logs_example.json",
        1,
        "2018-12-13 14:51:00Z",
        "2018-12-13 14:51:00Z",
        &[],
        &[("note", 1)],
    ),
    (
        "other/datadog_event.json",
        1,
        "2012-08-31 21:41:38Z",
        "2012-08-31 21:41:38Z",
        &[],
        &[("note", 1)],
    ),
    (
        "pagerduty/alerts.json",
        1,
        "2015-10-06 21:30:42Z",
        "2015-10-06 21:30:42Z",
        &[],
        &[("alert", 1)],
    ),
    (
        "pagerduty/incident.json",
        1,
        "2015-10-06 21:30:42Z",
        "2015-10-06 21:30:42Z",
        &[],
        &[("alert", 1)],
    ),
    (
        "pagerduty/log_entries_12.json",
        5,
        "2013-03-06 20:28:46Z",
        "2013-03-06 21:33:15Z",
        &[("notification", 7)],
        &[
            ("action", 2),
            ("alert", 1),
            ("escalation", 1),
            ("recovery", 1),
        ],
    ),
    (
        "pagerduty/notes.json",
        2,
        "2013-03-06 15:28:42-05:00",
        "2013-03-06 15:28:51-05:00",
        &[],
        &[("communication", 2)],
    ),
    (
        "pagerduty/webhooks_v3_checkout.jsonl",
        5,
        "2026-04-01 02:08:04Z",
        "2026-04-01 02:21:54Z",
        &[],
        &[("communication", 2), ("escalation", 1), ("note", 2)],
    ),
    (
        "slack/export/everyone/2025-01-10.json",
        2,
        "2025-01-10 03:08:34Z",
        "2025-01-10 03:10:30Z",
        &[],
        &[("communication", 2)],
    ),
    (
        "slack/export/everyone/2025-01-11.json",
        9,
        "2025-01-11 00:19:06Z",
        "2025-01-11 08:02:04Z",
        &[("join", 1), ("tombstone", 1)],
        &[("communication", 9)],
    ),
    (
        "slack/export/everyone/2025-01-24.json",
        2,
        "2025-01-24 10:34:09Z",
        "2025-01-24 10:59:02Z",
        &[],
        &[("communication", 2)],
    ),
    (
        "slack/slackdump_dump_CHY5HUESG.json",
        14,
        "2025-01-10 03:08:34Z",
        "2025-01-24 10:59:02Z",
        &[("join", 1), ("tombstone", 1)],
        &[("communication", 13), ("note", 1)],
    ),
    (
        "slack/thread_with_broadcast_reply.json",
        2,
        "2015-06-12 19:58:22Z",
        "2015-06-12 19:58:23Z",
        &[("broadcast", 1)],
        &[("communication", 2)],
    ),
    (
        "statuspage/github_incidents_2024-09-16.json",
        12,
        "2024-09-16 13:29:47Z",
        "2024-09-16 22:08:39Z",
        &[],
        &[("communication", 12)],
    ),
    (
        "tables/dfds_PM2019-009.tsv",
        14,
        "2019-11-29 12:00 CET",
        "2019-12-05 12:00 CET",
        &[],
        &[("note", 14)],
    ),
    (
        "tables/dfds_PM2024-001.csv",
        27,
        "2024-03-13 10:01",
        "2024-03-14 09:20",
        &[("template-row", 1)],
        &[("note", 27)],
    ),
    (
        "tables/dfds_PM2024-001.md",
        27,
        "2024-03-13 10:01",
        "2024-03-14 09:20",
        &[("template-row", 1)],
        &[("note", 27)],
    ),
    (
        "tables/posthog_2026-01-17.md",
        10,
        "Jan 14 10:18 UTC",
        "Jan 19 16:04 UTC",
        &[],
        &[("note", 10)],
    ),
    (
        "teams/channel_messages.json",
        1,
        "2021-03-28 21:11:12Z",
        "2021-03-28 21:11:12Z",
        &[],
        &[("communication", 1)],
    ),
    (
        "writeups/2i2c/2020-10-28-memory-overload.md",
        6,
        "2020-08-28 20:52",
        "21:46",
        &[],
        &[("note", 6)],
    ),
    (
        "writeups/2i2c/2022-10-31-utoronto-500-errors-db-full.txt",
        11,
        "Oct 31 18:27..Oct 31 21:00",
        "22:01",
        &[],
        &[("note", 11)],
    ),
    (
        "writeups/2i2c/2022-11-14-lis-hub-zone-pool-resource-exhaustion.txt",
        7,
        "Nov 14 02:00..Nov 14 08:30",
        "06:13",
        &[],
        &[("note", 7)],
    ),
    (
        "writeups/2i2c/2025-05-12-earthscope-resource-provisioning-issue.md",
        25,
        "May 12 20:15 EEST",
        "May 16 11:00 EEST",
        &[],
        &[("note", 25)],
    ),
    (
        "writeups/2i2c/2025-08-12-leap-outage.md",
        17,
        "17:00",
        "21:16",
        &[],
        &[("note", 17)],
    ),
    (
        "writeups/2i2c/2026-03-12-LIS-hub-unreachable-after-ingress-migration.txt",
        4,
        "2026-03-12 15:51",
        "16:12",
        &[],
        &[("note", 4)],
    ),
    (
        "writeups/datahub/2017-02-09-datahub-db-outage.md",
        16,
        "2017-02-09 00:25..00:29",
        "11:19",
        &[],
        &[("note", 16)],
    ),
    (
        "writeups/datahub/2017-10-10-hung-nodes.md",
        9,
        "2017-05-09 10:45",
        "17:25",
        &[],
        &[("note", 9)],
    ),
    (
        "writeups/datahub/2019-02-25-k8s-api-server-down.md",
        13,
        "2019-02-25 11:21",
        "14:48",
        &[],
        &[("note", 13)],
    ),
    (
        "writeups/datahub/2022-01-20-package-dependency-upgrade-incident.md",
        8,
        "2022-01-20 14:00..14:30",
        "12:33",
        &[],
        &[("note", 8)],
    ),
    (
        "writeups/datahub/2024-core-node-incidents.md",
        20,
        "2024-03-05 15:12:00",
        "~19:00",
        &[],
        &[("note", 20)],
    ),
    (
        "writeups/dfds/PM2019-009-Kubernetes-network-infrastructure-IP-starvation.md",
        14,
        "2019-11-29 12:00 CET",
        "2019-12-05 12:00 CET",
        &[],
        &[("note", 14)],
    ),
    (
        "writeups/dfds/PM2019-011-Hellman-Kubernetes-IaC-accidentally-reverted.md",
        11,
        "2019-12-05 04:00 CET",
        "2019-12-05 12:40 CET",
        &[],
        &[("note", 11)],
    ),
    (
        "writeups/dfds/PM2021-009-All-services-returning-404-in-Kubernetes.md",
        13,
        "2021-09-01 11:34 UTC",
        "2021-09-06 09:20 UTC",
        &[],
        &[("note", 13)],
    ),
    (
        "writeups/dfds/PM2021-011-Log4Shell.md",
        26,
        "2021-12-10",
        "2022-01-04 11:03 UTC",
        &[],
        &[("note", 26)],
    ),
    (
        "writeups/dfds/PM2022-001-Prometheus-is-down-with-connection-refused-errors.md",
        18,
        "2022-01-25 10:21 UTC",
        "2022-01-26 09:36 UTC",
        &[],
        &[("note", 18)],
    ),
    (
        "writeups/dfds/PM2022-009-Bad-AWS-EKS-AMI-causing-Kubernetes-issues.md",
        20,
        "2022-10-29 01:02 UTC",
        "2022-11-02 14:40 UTC",
        &[],
        &[("note", 20)],
    ),
    (
        "writeups/dfds/PM2024-001-Two-Kubernetes-nodes-went-into-NotReady-state.md",
        27,
        "2024-03-13 10:01 UTC",
        "2024-03-14 09:20 UTC",
        &[("template-row", 1)],
        &[("note", 27)],
    ),
    (
        "writeups/dfds/PM2025-001-Node-system-resource-starvation-and-scheduling-capacity.md",
        19,
        "2025-02-27 19:32 UTC",
        "2025-03-03 20:24 UTC",
        &[],
        &[("note", 19)],
    ),
    (
        "writeups/moj/2020-02-25.md",
        4,
        "2020-02-25 07:32",
        "2020-02-25 17:07",
        &[],
        &[("note", 4)],
    ),
    (
        "writeups/moj/2022-01-22-some-dns-records-deleted.md",
        4,
        "2022-01-22 11:57",
        "2022-01-22 14:41",
        &[],
        &[("note", 4)],
    ),
    (
        "writeups/moj/2023-01-11-cluster-image-pull.md",
        22,
        "2022-01-11 14:40",
        "2023-01-11 16:50",
        &[],
        &[("note", 22)],
    ),
    (
        "writeups/moj/2023-02-02-cjs-dashboard-performance.md",
        13,
        "2023-02-02 10:14",
        "2023-02-02 11:36",
        &[],
        &[("note", 13)],
    ),
    (
        "writeups/moj/2023-06-06-user-services-down.md",
        8,
        "2023-06-06 10:23",
        "2023-06-06 13:11",
        &[],
        &[("note", 8)],
    ),
    (
        "writeups/moj/2023-07-25-prometheus-on-live-cluster-down.md",
        13,
        "2023-07-05 16:18",
        "2023-07-25 16:18",
        &[],
        &[("note", 13)],
    ),
    (
        "writeups/moj/2024-07-25-elasticsearch-logging.md",
        18,
        "2024-07-25 12:10",
        "2024-07-25 16:19",
        &[],
        &[("note", 18)],
    ),
    (
        "writeups/moj/2025-03-18-aws-eks-upgrade-to-1-30.md",
        12,
        "2025-03-18 09:36",
        "2025-03-20 12:09",
        &[],
        &[("note", 12)],
    ),
    (
        "writeups/moj/2025-07-23-multiple-secrets-leaked-to-public.md",
        21,
        "15:35",
        "12:34",
        &[],
        &[("note", 21)],
    ),
    (
        "writeups/mybinder/2017-10-17-cluster-full.md",
        9,
        "2017-10-17 07:42 PST",
        "11:29 PST",
        &[],
        &[("note", 9)],
    ),
    (
        "writeups/mybinder/2017-11-30-oom-proxy.md",
        11,
        "2017-11-30 16:22 PST",
        "17:21 PST",
        &[],
        &[("note", 11)],
    ),
    (
        "writeups/mybinder/2018-02-20-jupyterlab-announcement.md",
        40,
        "2018-02-20 14:17 GMT+1",
        "07:18 GMT+1",
        &[],
        &[("note", 40)],
    ),
    (
        "writeups/mybinder/2018-04-18-cull-flood.md",
        15,
        "2018-04-18 12:35 CEST",
        "11:58 CEST",
        &[],
        &[("note", 15)],
    ),
    (
        "writeups/mybinder/2018-07-30-jupyterlab-build-cpu-saturate.md",
        9,
        "~2018-07-30 11:20 UTC-7",
        "15:11 UTC-7",
        &[],
        &[("note", 9)],
    ),
    (
        "writeups/mybinder/2019-02-20-no-logs.md",
        6,
        "2019-02-20 08:03 CET",
        "13:30 CET",
        &[],
        &[("note", 6)],
    ),
    (
        "writeups/posthog/2025-09-29-flags-is-down.md",
        8,
        "16:58 UTC",
        "18:46 UTC",
        &[],
        &[("note", 8)],
    ),
    (
        "writeups/posthog/2025-10-21-feature-flags-recurring-outages.md",
        49,
        "Oct 21..2025-10-30",
        "Oct 29..Oct 30",
        &[],
        &[("note", 49)],
    ),
    (
        "writeups/posthog/2026-01-17-replay-sdk-fetch-wrapper-incident.md",
        10,
        "Jan 14 10:18 UTC",
        "Jan 19 16:04 UTC",
        &[],
        &[("note", 10)],
    ),
];

/// Files that hold no timeline, or not one whose times can be known, and what is said of them.
const REFUSED: &[(&str, &str)] = &[
    (
        "incident_io/follow_ups.json",
        "--map at=created_at,what=title,who=creator.user.name,id=id",
    ),
    (
        "kubernetes/kubectl_events.txt",
        "count from when it was printed",
    ),
    ("other/cloudwatch_alerts.json", "--map at=TIME,what=TEXT"),
    (
        "other/sentry_alerts.json",
        "--map at=payload.event.timestamp,what=payload.event.title",
    ),
    ("other/zabbix_webhook.json", "--map at=TIME,what=TEXT"),
    (
        "writeups/icco/00b7f759-21f8-4767-8803-f09d863005cd.md",
        "no timeline was found",
    ),
    (
        "writeups/icco/01494547-7ee9-4169-a0c0-d921fa309d83.md",
        "no timeline was found",
    ),
];

/// A commit and the row of the write-up of the same incident that tells of it: the log, the time of
/// the commit, the time of the row as it is imported and as it is meant, minutes between them.
type Pair = (&'static str, &'static str, &'static str, &'static str, i64);

const CULL: &str = "writeups/mybinder/2018-04-18-cull-flood.md";
const HUBS: &str = "writeups/datahub/2022-01-20-package-dependency-upgrade-incident.md";

const PAIRS: &[(&str, &[Pair])] = &[
    (
        CULL,
        &[
            // The deploy of what mends the culler, in each form of the log.
            (
                "git/mybinder_2018-04-18.fuller.log",
                "2018-04-18 15:36:57+02:00",
                "15:36 CEST",
                "2018-04-18 15:36:00+02:00",
                0,
            ),
            (
                "git/mybinder_2018-04-18.oneline.tsv",
                "2018-04-18 15:36:57+02:00",
                "15:36 CEST",
                "2018-04-18 15:36:00+02:00",
                0,
            ),
            // The deploy that failed, and what took it back.
            (
                "git/mybinder_2018-04-18.medium.log",
                "2018-04-18 19:48:49+02:00",
                "19:47 CEST",
                "2018-04-18 19:47:00+02:00",
                1,
            ),
            // The write-up rounds the one of the next morning to the hour.
            (
                "git/mybinder_2018-04-18.medium.log",
                "2018-04-19 10:51:36+02:00",
                "Apr 19 11:00 CEST",
                "2018-04-19 11:00:00+02:00",
                8,
            ),
        ],
    ),
    (
        HUBS,
        // The write-up says PM and means the morning: twelve hours lie between.
        &[(
            "git/datahub_2022-01-20.iso.log",
            "2022-01-20 15:48:42+05:30",
            "2022-01-20 14:00..14:30",
            "2022-01-20 14:00:00-08:00",
            701,
        )],
    ),
];

/// The folder of the real data; `None` where it is not there, which fails where it is required.
fn data() -> Option<&'static Path> {
    let data = Path::new("../shared/data");
    if data.is_dir() {
        return Some(data);
    }
    let required = std::env::var("PIR_TEST_SHARED").is_ok_and(|value| value == "required");
    assert!(!required, "{} is not there", data.display());
    eprintln!("skipped: {} is not there", data.display());
    None
}

/// What comes of a file.
fn read(data: &Path, file: &str) -> anyhow::Result<Imported> {
    let text = std::fs::read_to_string(data.join(file)).unwrap();
    let export = Export {
        name: file,
        text: &text,
    };
    import::read(&export, None)
}

#[test]
fn commits_agree_with_the_write_up_of_the_same_incident() {
    let Some(data) = data() else { return };
    for (write_up, pairs) in PAIRS {
        let rows = read(data, write_up).unwrap().events;
        for (log, commit, row, meant, minutes) in *pairs {
            let commits = read(data, log).unwrap().events;
            let holds = |events: &[ImportedEvent], at: &str| {
                events.iter().any(|event| event.at.as_deref() == Some(at))
            };
            let ats = |events: &[ImportedEvent]| {
                let ats = events.iter().filter_map(|event| event.at.clone());
                ats.collect::<Vec<_>>().join(", ")
            };
            assert!(holds(&commits, commit), "{commit}: {}", ats(&commits));
            assert!(holds(&rows, row), "{row}: {}", ats(&rows));
            let instant =
                |text: &str| DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%:z").unwrap();
            let between = (instant(commit) - instant(meant)).num_minutes().abs();
            assert_eq!(between, *minutes, "{commit} and {row}");
        }
    }
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    let Some(data) = data() else { return };
    for (file, said) in REFUSED {
        let error = read(data, file).unwrap_err().to_string();
        assert!(error.contains(said), "{file}: {error}");
    }
}

#[test]
fn real_exports_give_what_was_counted_in_them() {
    let Some(data) = data() else { return };
    let mut wrong = Vec::new();
    for (file, events, first, last, noise, kinds) in TABLE {
        let mut imported = read(data, file).unwrap();
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
        let ends = (*times.first().unwrap_or(&""), *times.last().unwrap_or(&""));
        let mut counts = BTreeMap::new();
        for event in &imported.events {
            let kind = event.kind.as_ref().map_or("note", Kind::word);
            *counts.entry(kind).or_insert(0) += 1;
        }
        let counts: Vec<_> = counts.into_iter().collect();
        let found = (
            imported.events.len(),
            ends,
            dropped.as_slice(),
            counts.as_slice(),
        );
        if found != (*events, (*first, *last), *noise, *kinds) {
            let (events, (first, last), noise, kinds) = found;
            wrong.push(format!(
                "({file:?}, {events}, {first:?}, {last:?}, &{noise:?}, &{kinds:?}),"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
