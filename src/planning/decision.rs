//! Decisions: what people say, or an answers file, in; what goes into the files out.

use chrono::NaiveDate;

use super::field::{FIELDS, Field, Form, Known, Verdict, past};
use super::idea::Idea;
use crate::diagnostic::nearest;
use crate::model::{FollowUpStatus, Helps, vague};
use crate::walk::{Fault, Part};
use crate::yaml::{Step, Value};

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The id of the idea that it is about; none for one that came up in the meeting.
    pub idea: Option<String>,
    /// How the change might make another day harder, where that was said.
    pub side_effects: Option<String>,
    /// What becomes of it.
    pub verdict: Verdict,
    said: Vec<(&'static str, Value)>,
}

impl Decision {
    /// A decision with nothing more to it yet.
    pub fn new(verdict: Verdict, idea: Option<String>) -> Self {
        Self {
            idea,
            side_effects: None,
            verdict,
            said: Vec::new(),
        }
    }

    /// The fields that it has, in the order in which they are asked for.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> + use<> {
        let verdict = self.verdict;
        FIELDS.iter().filter(move |row| row.of.contains(&verdict))
    }

    /// Notes what was said of a field.
    pub fn say(&mut self, field: &Field, value: Value) {
        self.said.retain(|row| row.0 != field.name);
        self.said.push((field.name, value));
    }

    /// The same with words for the field of that name.
    #[must_use]
    pub fn with(mut self, name: &str, words: &str) -> Self {
        if let Some(field) = self.fields().find(|field| field.name == name) {
            self.say(field, Value::text(words));
        }
        self
    }

    /// Everything that was said, with the names of the fields.
    pub fn said(&self) -> String {
        let words = |value: &Value| match value {
            Value::Text(text) => text.clone(),
            Value::List(items) => items
                .iter()
                .filter_map(as_text)
                .collect::<Vec<_>>()
                .join(" "),
            _ => String::new(),
        };
        let rows = self.said.iter();
        let rows = rows.map(|(name, value)| format!("{name}: {}", words(value)));
        rows.collect::<Vec<_>>().join("; ")
    }

    /// The words that were said of a field.
    pub fn text(&self, name: &str) -> Option<&str> {
        as_text(self.value(name)?)
    }

    /// What one may want to say otherwise, each in a phrase: a verb that has no end that one could see,
    /// and a day that is past.
    pub fn hints(&self, idea: Option<&Idea<'_>>, today: NaiveDate) -> Vec<String> {
        if !matches!(self.verdict, Verdict::Do | Verdict::Try) {
            return Vec::new();
        }
        let parked = idea.map(|idea| idea.parked.idea.as_str());
        let verb = self.text("what").or(parked).and_then(vague);
        let verb = verb.map(|(verb, question)| format!("\u{201c}{verb}\u{201d}: {question}"));
        let due = self.text("due").and_then(|due| past(due, today));
        verb.into_iter().chain(due).collect()
    }

    fn value(&self, name: &str) -> Option<&Value> {
        let row = self.said.iter().find(|row| row.0 == name)?;
        Some(&row.1)
    }

    /// The first field that the verdict cannot be without and that nothing was said of.
    pub fn missing(&self) -> Option<&'static Field> {
        self.fields()
            .find(|field| field.needed && self.value(field.name).is_none())
    }

    /// The follow-up that stands for it in `plan.yaml`; none for an entry that people live with
    /// where nobody had an idea for change.
    pub fn follow_up(&self, idea: Option<&Idea<'_>>) -> Option<Value> {
        let parked = idea.map(|idea| idea.parked);
        let own_words = parked.map(|parked| parked.idea.value.trim());
        let what = self.text("what").or(own_words)?;
        let helps = parked.and_then(|parked| parked.helps).map(Helps::word);
        let entry = self.value("entry").cloned();
        let status = match self.verdict {
            Verdict::Do => FollowUpStatus::Committed,
            Verdict::Try => FollowUpStatus::Trial,
            Verdict::LiveWith | Verdict::Drop => FollowUpStatus::Declined,
        };
        let said = |name| self.value(name).cloned();
        let fields = [
            ("what", Some(Value::text(what))),
            ("idea", self.idea.as_ref().map(Value::text)),
            ("helps", said("helps").or(helps.map(Value::text))),
            (
                "touches",
                said("touches").or(entry.map(|id| Value::list([id]))),
            ),
            ("done_when", said("done_when")),
            ("owner", said("owner")),
            ("due", said("due")),
            ("status", Some(Value::text(status.word()))),
            ("because", said("because").or(self.lived_with())),
            ("link", said("link")),
        ];
        let fields = fields.into_iter();
        Some(Value::map(
            fields.filter_map(|(name, value)| Some((name, value?))),
        ))
    }

    /// For which reason an idea is left where people live with an entry in its place: which entry, until
    /// when, and by whom, so that nobody takes it for a refusal.
    fn lived_with(&self) -> Option<Value> {
        let [entry, day, role, why] =
            ["entry", "look_again", "by_role", "bearable_because"].map(|name| self.text(name));
        let (entry, day, role, why) = (entry?, day?, role?, why?);
        let words = format!("we live with {entry} until {day} (agreed by {role}): {why}");
        Some(Value::text(words))
    }
}

fn as_text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// What an answers file may name.
#[derive(Debug, Clone, Copy)]
pub struct There<'a> {
    /// The ideas of the review.
    pub ideas: &'a [(String, Idea<'a>)],
    /// The entries of the register.
    pub known: Known<'a>,
}

/// The decisions of an answers file, a list of them, or everything that is wrong with it.
pub fn decisions(file: &Value, there: There<'_>) -> Result<Vec<Decision>, Vec<Fault>> {
    let Value::List(items) = file else {
        let fault = fault(&[], Part::Value, "a list of decisions is wanted here");
        return Err(vec![fault.help(
            "`- {idea: ID, decide: do}`; `pir plan --list` shows the ids",
        )]);
    };
    let mut faults = Vec::new();
    let mut all: Vec<Decision> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        match decision((&[Step::Index(at)], item), there) {
            Ok(decision) => {
                let twice =
                    decision.idea.is_some() && all.iter().any(|own| own.idea == decision.idea);
                if twice {
                    let path = [Step::Index(at), Step::from("idea")];
                    faults.push(fault(&path, Part::Value, "this idea is decided twice"));
                }
                all.push(decision);
            }
            Err(more) => faults.extend(more),
        }
    }
    if faults.is_empty() {
        Ok(all)
    } else {
        Err(faults)
    }
}

/// The fields that every decision may have.
const COMMON: [&str; 3] = ["decide", "idea", "side_effects"];

fn decision((path, item): (&[Step], &Value), there: There<'_>) -> Result<Decision, Vec<Fault>> {
    let Value::Map(entries) = item else {
        let fault = fault(path, Part::Value, "a decision has fields");
        return Err(vec![fault.help("`- {idea: ID, decide: do}`")]);
    };
    let below = |name: &str| [path, &[Step::from(name)]].concat();
    let word = scalar(item, "decide").unwrap_or_default();
    let exact = Verdict::ALL.iter().find(|row| row.1 == word);
    let Some((verdict, word, _)) = exact.copied() else {
        let at = if item.get("decide").is_some() {
            below("decide")
        } else {
            path.to_vec()
        };
        return Err(vec![fault(
            &at,
            Part::Value,
            "`decide` is do, try, live-with or drop",
        )]);
    };
    let mut decision = Decision::new(verdict, scalar(item, "idea").map(str::to_owned));
    let mut faults = Vec::new();
    decision.side_effects = scalar(item, "side_effects").map(str::to_owned);
    for (name, value) in entries
        .iter()
        .filter(|row| !COMMON.contains(&row.0.as_str()))
    {
        match decision.fields().find(|field| field.name == name) {
            None => faults.push(unknown(&below(name), (name, word), &decision)),
            Some(field) => match read(field.form, value, there.known) {
                Ok(value) => decision.say(field, value),
                Err(message) => faults.push(fault(&below(name), Part::Value, message)),
            },
        }
    }
    if let Some(message) = wrong_idea(&decision, there) {
        let named = decision.idea.as_ref().map(|_| below("idea"));
        let at = named.unwrap_or_else(|| path.to_vec());
        faults.push(fault(&at, Part::Value, message));
    }
    // What is there and wrong, or called otherwise, is told of already.
    let told = |field: &&Field| {
        let mut names = entries.iter().map(|row| row.0.as_str());
        names.any(|name| nearest(name, [field.name]).is_some())
    };
    if let Some(field) = decision.missing().filter(|field| !told(field)) {
        let message = format!("`{word}` asks for `{}`: {}", field.name, field.ask);
        faults.push(fault(path, Part::Value, message));
    }
    if faults.is_empty() {
        Ok(decision)
    } else {
        Err(faults)
    }
}

/// What is wrong with the idea that a decision names, or with it naming none.
fn wrong_idea(decision: &Decision, there: There<'_>) -> Option<String> {
    let Some(id) = &decision.idea else {
        let stands_alone = match decision.verdict {
            Verdict::Do | Verdict::Try => decision.text("what").is_some(),
            Verdict::LiveWith => true,
            Verdict::Drop => false,
        };
        let which = "which idea? name it in `idea`; `pir plan --list` shows the ids";
        return (!stands_alone).then(|| which.to_owned());
    };
    let ids = there.ideas.iter().map(|(id, _)| id.as_str());
    match there.ideas.iter().find(|(own, _)| own == id) {
        Some((_, idea)) if idea.decided.is_some() => {
            Some(format!("`{id}` is decided already, in plan.yaml"))
        }
        Some((_, idea))
            if idea.parked.side_effects.is_some() && decision.side_effects.is_some() =>
        {
            Some(format!(
                "`{id}` has its side effects in review.yaml already"
            ))
        }
        Some(_) => None,
        None => Some(match nearest(id, ids) {
            Some(near) => format!("no idea is called `{id}`; did you mean `{near}`?"),
            None => format!("no idea is called `{id}`; `pir plan --list` shows the ids"),
        }),
    }
}

fn unknown(at: &[Step], (name, verdict): (&str, &str), decision: &Decision) -> Fault {
    let fault = fault(at, Part::Key, format!("`{verdict}` has no field `{name}`"));
    let known: Vec<_> = decision.fields().map(|field| field.name).collect();
    fault.help(match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("it has {}", [&COMMON[..], &known].concat().join(", ")),
    })
}

/// The value of a field of the file: a word, or a list of them.
fn read(form: Form, value: &Value, known: Known<'_>) -> Result<Value, String> {
    match value {
        Value::Text(text) | Value::Number(text) if !text.trim().is_empty() => {
            form.read(text, known)
        }
        Value::List(items) if form == Form::Entries => {
            let one = |item: &Value| match item {
                Value::Text(id) => Form::Entry.read(id, known),
                _ => Err("an id is wanted here".to_owned()),
            };
            items
                .iter()
                .map(one)
                .collect::<Result<_, _>>()
                .map(Value::List)
        }
        _ => Err("words are wanted here".to_owned()),
    }
}

/// The words of a field, where it has some.
fn scalar<'v>(item: &'v Value, name: &str) -> Option<&'v str> {
    match item.get(name)? {
        Value::Text(text) | Value::Number(text) if !text.trim().is_empty() => Some(text.trim()),
        _ => None,
    }
}

fn fault(path: &[Step], part: Part, message: impl Into<String>) -> Fault {
    let fault = Fault::new(path, message).of(part);
    fault.help("`pir help plan` shows a file of decisions")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load;
    use crate::model::{Plan, Review};
    use crate::planning::ideas;
    use crate::source::Source;
    use crate::yaml::Tree;

    const REVIEW: &str = "parking_lot:\n\
        - {idea: Page on results, helps: see}\n\
        - {idea: Hold back a feed, side_effects: the yearly timetable is far off too}\n\
        - {idea: A board more}\n";

    fn review() -> Review {
        load::review(&Source::new("review.yaml", REVIEW))
            .value
            .unwrap()
    }

    /// What comes of an answers file: the follow-ups, or what is wrong.
    fn taken(file: &str) -> Result<Vec<Option<Value>>, Vec<String>> {
        let (review, plan) = (review(), Plan::default());
        let ideas = ideas(&review, &plan);
        let known = Known {
            numbered: &[],
            all: &["import-takes-all".to_owned()],
            over: &[],
            today: NaiveDate::default(),
        };
        let there = There {
            ideas: &ideas,
            known,
        };
        let tree = Tree::parse(&Source::new("answers.yaml", file)).0.unwrap();
        let decisions = decisions(&tree.value(tree.root()), there);
        let of = |decision: &Decision| {
            let idea = ideas
                .iter()
                .find(|row| Some(&row.0) == decision.idea.as_ref());
            decision.follow_up(idea.map(|row| &row.1))
        };
        match decisions {
            Ok(all) => Ok(all.iter().map(of).collect()),
            Err(faults) => Err(faults.into_iter().map(|fault| fault.message).collect()),
        }
    }

    fn text(value: &Value, name: &str) -> String {
        scalar(value, name).unwrap_or_default().to_owned()
    }

    #[test]
    fn a_decision_becomes_a_follow_up_with_what_the_idea_said() {
        let taken = taken(
            "- {idea: page-results, decide: do, owner: travel team, touches: [import-takes-all], due: 2026}\n\
             - {idea: board-more, decide: drop, because: nobody looks at the ones there are}\n\
             - {idea: hold-back-feed, decide: live-with, entry: import-takes-all, by_role: head, bearable_because: rare, look_again: 2027-01}\n\
             - {decide: try, what: Count trains each morning, due: 2027}\n\
             - {decide: live-with, entry: import-takes-all, by_role: head, bearable_because: rare, look_again: 2027-01}\n",
        );
        let taken = taken.unwrap();
        let row = |at: usize, name: &str| text(taken[at].as_ref().unwrap(), name);
        assert_eq!(row(0, "what"), "Page on results");
        assert_eq!(row(0, "helps"), "see");
        assert_eq!(row(0, "status"), "committed");
        assert_eq!(row(0, "due"), "2026");
        assert_eq!(row(1, "status"), "declined");
        assert_eq!(row(1, "because"), "nobody looks at the ones there are");
        assert_eq!(
            row(2, "because"),
            "we live with import-takes-all until 2027-01 (agreed by head): rare"
        );
        let entry = taken[2].as_ref().and_then(|row| row.get("touches"));
        assert_eq!(entry, Some(&Value::list([Value::text("import-takes-all")])));
        assert_eq!(row(3, "status"), "trial");
        // Nobody had an idea for change.
        assert_eq!(taken[4], None);
    }

    #[test]
    fn everything_that_is_wrong_is_told_in_one_go() {
        let wrong = taken(
            "- {idea: page-result, decide: do}\n\
             - {decide: drop, because: why not}\n\
             - {idea: board-more, decide: drop}\n\
             - {idea: board-more, decide: drop, becuase: nobody looks}\n\
             - {idea: board-more, decide: later}\n\
             - {idea: page-results, decide: do, ownr: x, due: soon, touches: [no-such]}\n\
             - {idea: hold-back-feed, decide: try, side_effects: more, due: 2027}\n\
             - words\n",
        );
        let wrong = wrong.unwrap_err();
        let expected = [
            "no idea is called `page-result`; did you mean `page-results`?",
            "which idea? name it in `idea`",
            "`drop` asks for `because`: What made us drop it?",
            "`drop` has no field `becuase`",
            "`decide` is do, try, live-with or drop",
            "`do` has no field `ownr`",
            "`soon` is no date",
            "no review has `no-such`",
            "`hold-back-feed` has its side effects in review.yaml already",
            "a decision has fields",
        ];
        assert_eq!(wrong.len(), expected.len(), "{wrong:#?}");
        for (wrong, expected) in wrong.iter().zip(expected) {
            assert!(wrong.contains(expected), "{wrong} is not {expected}");
        }
        let twice = taken("- {idea: board-more, decide: do}\n- {idea: board-more, decide: do}\n");
        assert_eq!(twice.unwrap_err(), ["this idea is decided twice"]);
        assert_eq!(
            taken("{}").unwrap_err(),
            ["a list of decisions is wanted here"]
        );
    }
}
