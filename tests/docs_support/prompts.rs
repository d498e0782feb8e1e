//! `docs/prompts.md`: the catalogue in, a page out.

use std::fmt::Write as _;

use pir::walk::{Audience, Catalogue, Depth, GROUPS, Group, Per, Prompt};

use super::row;

/// The page.
pub(crate) fn page() -> String {
    let catalogue = Catalogue::built_in().unwrap();
    let mut page = INTRODUCTION.to_owned();
    page += &overview(&catalogue);
    page += OWN;
    for (group, word, title, _) in GROUPS {
        let _ = write!(page, "\n## {title} (`{word}`)\n");
        for prompt in of(&catalogue, *group) {
            page += &entry(prompt);
        }
    }
    page
}

/// The prompts of a group, in the order in which they are asked.
fn of(catalogue: &Catalogue, group: Group) -> impl Iterator<Item = &Prompt> {
    let prompts = catalogue.prompts().iter();
    prompts.filter(move |prompt| prompt.group == group)
}

/// How many questions each group has at each depth.
fn overview(catalogue: &Catalogue) -> String {
    let mut table = row(&["group", "is about", "quick", "standard", "deep"]);
    table += &row(&["---", "---", "--:", "--:", "--:"]);
    let mut sums = [0; 3];
    for (group, word, title, _) in GROUPS {
        let counts = Depth::ALL.iter().map(|(depth, _)| {
            let asked = |prompt: &&Prompt| prompt.depth <= *depth;
            of(catalogue, *group).filter(asked).count()
        });
        let counts: Vec<_> = counts.collect();
        for (sum, count) in sums.iter_mut().zip(&counts) {
            *sum += count;
        }
        table += &line(&format!("`{word}`"), title, &counts);
    }
    table + &line("all", "", &sums)
}

fn line(group: &str, title: &str, counts: &[usize]) -> String {
    let counts: Vec<_> = counts.iter().map(ToString::to_string).collect();
    let mut cells = vec![group, title];
    cells.extend(counts.iter().map(String::as_str));
    row(&cells)
}

/// One prompt, with everything that the walk has to say about it.
fn entry(prompt: &Prompt) -> String {
    let mut text = format!("\n### {}\n\n**{}**\n\n", prompt.id, prompt.ask);
    let _ = write!(text, "*Why.* {}\n\n*More to ask.*\n\n", prompt.why);
    for probe in &prompt.probes {
        let _ = writeln!(text, "- {probe}");
    }
    if let Some(example) = &prompt.example {
        let _ = write!(text, "\n*For example.* {example}\n");
    }
    let kept = match &prompt.field {
        Some(field) => format!("The answer goes to `{field}`."),
        None => "The answer is private and never written.".to_owned(),
    };
    let _ = write!(text, "\n{} {kept}\n", asked(prompt));
    text
}

/// When, how often and of whom a prompt is asked.
fn asked(prompt: &Prompt) -> String {
    let depth = match prompt.depth {
        Depth::Quick => "Asked at every depth",
        Depth::Standard => "Asked from `--depth standard` on",
        Depth::Deep => "Asked with `--depth deep`",
    };
    let per = match prompt.per {
        Per::Incident => "once",
        Per::Person => "once for every role",
        Per::Event => "once for every pivotal event",
        Per::LatentFailure => "once for every latent failure",
        Per::DegradedCondition => "once for every degraded-mode condition",
        Per::ParkedIdea => "once for every parked idea",
    };
    let audience = match prompt.audience {
        Audience::Everybody => "",
        Audience::Facilitator => ", only with `--audience facilitator`",
        Audience::Planning => ", only with `--audience planning`",
    };
    format!("{depth}, {per}{audience}.")
}

const INTRODUCTION: &str = "\
# The questions of the walk

Written by a test from the catalogue. `pir walk` asks these questions one at a time, `pir questions`
lists those that it would ask of an incident, and `pir explain ID` shows one of them.

No question asks for a culprit or for a single cause; what is asked for is how things looked, what
made sense, and what was different that day. Every question can be skipped, put off, or answered
with \"don't know\". In brackets behind each reason stands where it comes from.

`--depth quick` asks the few that no review should be without, `--depth standard` those of a whole
review, `--depth deep` all of them; `--minutes N` chooses as many as fit. A pivotal event is one at
which the incident turned: the first mitigation, the first escalation, a decision; at most five.
After each group comes one more question, whether there is anything that the list did not ask;
its answer is kept under `answers`.

An answer goes to a field of the files (`docs/formats.md` has them all): `review.objectives[]` is a
further entry of the list `objectives` in `review.yaml`, `review.sensemaking[].saw` the field `saw`
of the entry that belongs to the event or role in question, and `events[]` a further event in the
timeline of `incident.yaml`. The lists `parking_lot[]` and `latent_failures[]` are in `review.yaml`.

";

/// How to write prompts; the test of this page loads the file in it.
const OWN: &str = r#"
## Your own questions

`pir.yaml` names files of questions, from its own folder:

```yaml
prompts: [prompts.yaml]
```

Such a file holds a list. A question with an id that is known takes the place of the built-in one,
whole; a new one comes at the end of its group.

```yaml
prompts:
  - id: sense-handbook
    group: sense-making
    depth: quick
    per: person
    ask: "Which page of our handbook were you on, and what did it leave to you?"
    why: "Our handbook is being rewritten, and what it leaves out shows on such days (platform team)."
    probes:
      - "Which step did you already know by heart?"
    example: "The page on failover. It says what to type and leaves open how long to wait."
  - id: luck-fortune
    group: near-misses
    ask: "What went our way that day without anybody having planned it?"
    field: review.luck[]
```

| field | holds | left out |
| --- | --- | --- |
| `id` | the name under which the answer is kept; begin it with a word of its group | has to be there |
| `group` | one of the groups above | has to be there |
| `ask` | the question; "how" and "what" serve better than "why" | has to be there |
| `depth` | `quick`, `standard` or `deep`: from which depth on it is asked | `standard` |
| `per` | `incident`, `person`, `event`, `latent-failure`, `degraded-condition` or `parked-idea`: for each of which it is asked | `incident` |
| `audience` | `everybody`, `facilitator` or `planning` | `everybody` |
| `why` | what it is asked for, with its source in brackets; `?` in the walk | nothing is said |
| `probes` | questions that help on; `m` in the walk | none |
| `example` | a good answer; `e` in the walk | none |
| `field` | where the answer goes: a field that a question below names; `null` for an answer that is never written | under `answers`, by the id of the question |

A field of the file that is not known, or a word that is none of these, is an error with its place.
"#;
