//! Invented incidents for measuring: a seed and a size in, YAML out. The same seed gives the same
//! bytes.

use std::fmt::Write as _;

use fastrand::Rng;

/// Parts of the invented system.
const PARTS: &[&str] = &[
    "checkout",
    "payments",
    "db-replicas",
    "price-sync",
    "search",
    "mail-queue",
    "image-proxy",
    "login",
    "stock-feed",
    "dashboards",
];
/// Who appears.
const ROLES: &[&str] = &[
    "morning on-call",
    "database on-call",
    "support lead",
    "platform team",
    "automation:autoscaler",
];
/// Kinds of events, the common ones more than once.
const KINDS: &[&str] = &[
    "observation",
    "observation",
    "action",
    "action",
    "alert",
    "symptom",
    "communication",
    "decision",
    "hypothesis",
    "mitigation",
    "join",
    "change",
    "note",
];
/// Openings of what happened.
const OPENINGS: &[&str] = &[
    "queue length passes 12,000",
    "opens the board for the read side",
    "restarts the workers by hand",
    "asks in the team channel whether anybody changed the batch size",
    "p95 latency above 4 s",
    "finds the same error text as on 3 February",
    "rolls the configuration back to the one of Monday",
    "posts on the status page that orders are delayed",
    "sees nine of ten heavy queries from one client",
];
/// What follows an opening.
const ENDINGS: &[&str] = &[
    "",
    "; the graph is flat again after two minutes",
    " – réplica 2 still lags",
    " (`deploy-5521`)",
    ", while the backlog goes on growing",
    "; nobody else is in the channel yet",
];
/// Sentences of prose.
const SENTENCES: &[&str] = &[
    "The alert fires about twice a week without consequence, which meant that it read as background.",
    "Two of three replicas carried the load, and the room that was left was about fifteen percent.",
    "People on call restart the workers each morning; three of them know how.",
    "The board that showed it is kept by another team and needs access that on-call does not hold.",
    "It came back after the job was paused, and the backlog took three more hours to drain.",
    "Nobody outside the database team knew that the third replica had been removed in November.",
];

/// An `incident.yaml` with `events` events.
pub(crate) fn incident(seed: u64, events: usize) -> String {
    let rng = &mut Rng::with_seed(seed);
    let (month, day) = (1 + seed % 12, 1 + seed % 28);
    let mut text = format!(
        "pir: 1\ntitle: {} slow, then errors ({seed})\nstatus: {}\nseverity: SEV{}\n\
         date: 2025-{month:02}-{day:02}\ntimezone: Europe/Berlin\n\
         components: [{}]\nroles:\n  morning on-call: carries the pager\n\
         summary: |\n  {}\n  {}\n\
         impact:\n  - {{what: errors at the till, who: all customers, from: \"10:02\", until: \"11:38\", size: about 900 orders}}\n\
         timeline:\n",
        pick(rng, PARTS),
        pick(rng, &["draft", "in-review", "published"]),
        rng.u8(1..4),
        PARTS.join(", "),
        pick(rng, SENTENCES),
        pick(rng, SENTENCES),
    );
    // Events spread over ten hours, so that the clock never passes midnight.
    for index in 0..events {
        let second = 8 * 3600 + index * 36_000 / events.max(1);
        event(&mut text, rng, (index, second));
    }
    text
}

/// One event of the list form; some with prose, evidence or what was known.
fn event(text: &mut String, rng: &mut Rng, (index, second): (usize, usize)) {
    let about = if rng.u8(0..5) == 0 { "~" } else { "" };
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let _ = write!(
        text,
        "  - id: a{index}\n    at: \"{about}{hour:02}:{minute:02}:{second:02}\"\n    kind: {}\n    who: {}\n    component: {}\n    what: \"{}{}\"\n",
        pick(rng, KINDS),
        pick(rng, ROLES),
        pick(rng, PARTS),
        pick(rng, OPENINGS),
        pick(rng, ENDINGS),
    );
    let mark = match index {
        0 => "started",
        2 => "detected",
        5 => "mitigated",
        _ => "",
    };
    if !mark.is_empty() {
        let _ = writeln!(text, "    mark: {mark}");
    }
    if rng.u8(0..3) == 0 {
        let _ = writeln!(
            text,
            "    evidence: [https://graphs.example/d/{}?from={}]",
            rng.u16(..),
            rng.u32(..)
        );
    }
    if rng.u8(0..4) == 0 {
        let _ = write!(
            text,
            "    known: |\n      {}\n      {}\n",
            pick(rng, SENTENCES),
            pick(rng, SENTENCES)
        );
    }
}

/// A `review.yaml` to go with it.
pub(crate) fn review(seed: u64) -> String {
    let rng = &mut Rng::with_seed(seed ^ 0x5eed);
    let (first, second) = (rng.usize(..PARTS.len()), rng.usize(..PARTS.len()));
    // Entries are come upon again for a while, and then there are others.
    let while_of = seed / 8;
    format!(
        "pir: 1\nheld: {{on: 2025-12-28, form: meeting, minutes: 60}}\n\
         objectives:\n- {}\nnormal_work: |\n  {}\n  {}\n\
         perspectives:\n- role: morning on-call\n  account: |\n    {}\n    {}\n\
         contributing_factors:\n\
         - id: cf-1\n  statement: \"{}\"\n  categories: [capacity, detection]\n  influence: set-the-stage\n  shown_by: [a0]\n\
         - id: cf-2\n  statement: \"{}\"\n  categories: [knowledge]\n  influence: hid\n\
         latent_failures:\n- id: {}-without-limit-{while_of}\n  what: \"{}\"\n  component: {}\n  status: open\n\
         degraded_conditions:\n- id: {}-on-two-of-three-{while_of}\n  what: \"{}\"\n  relation: predates\n  kept_working_by:\n  - {{kind: people, what: restart by hand, how_often: daily, known_to_n: 3}}\n\
         knowledge:\n- now_known: \"{}\"\n\
         open_questions:\n- question: Why did it clear by itself at 10:11?\n",
        pick(rng, SENTENCES),
        pick(rng, SENTENCES),
        pick(rng, SENTENCES),
        pick(rng, SENTENCES),
        pick(rng, SENTENCES),
        pick(rng, SENTENCES),
        pick(rng, SENTENCES),
        PARTS[first],
        pick(rng, SENTENCES),
        PARTS[first],
        PARTS[second],
        pick(rng, SENTENCES),
        pick(rng, SENTENCES),
    )
}

fn pick<'a>(rng: &mut Rng, from: &[&'a str]) -> &'a str {
    from[rng.usize(..from.len())]
}
