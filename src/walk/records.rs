//! The records that the walk can make, as tables.

use super::form::Form;
use super::record::{Field, Record};
use crate::model::{
    CATEGORIES, Checked, Confidence, DegradedStatus, EntryStatus, FoundBy, Helps, Hiding,
    Influence, KeptBy, Kind, KnownForm, LatentStatus, Mark, Outcome, PlayedPart, Relation,
    Reporter, SurpriseKind, Trend, Visibility, Worth,
};

/// The words of a vocabulary with their meanings, as [`Form::Word`] takes them.
macro_rules! word {
    ($name:ident) => {
        Form::Word(|| {
            $name::ALL
                .iter()
                .map(|word| (word.word(), word.meaning()))
                .collect()
        })
    };
}

const CATEGORY_TAGS: Form =
    Form::Tags(|| CATEGORIES.iter().map(|row| (row.tag, row.ask)).collect());
const KINDS: Form = Form::Word(|| Kind::ALL.iter().map(|row| (row.1, row.2)).collect());

/// What is asked where other reviews have entries that a record may be about.
const SAME: &str = "Is it one that other reviews have? Its number gives this record the same id; your \
                    words stay.";

/// A contributing factor.
pub(super) static FACTOR: Record = Record {
    name: "contributing factor",
    fields: &[
        Field::required("statement", Form::Text, "Which condition was there?"),
        Field::asked(
            "categories",
            CATEGORY_TAGS,
            "Which one to three of these does it belong to?",
        ),
        Field::asked(
            "influence",
            word!(Influence),
            "What did it do to the course of the incident?",
        ),
        Field::asked("shown_by", Form::Names, "Which events or evidence show it?"),
        Field::asked("confidence", word!(Confidence), "How is it known?"),
        Field::asked("present_since", Form::Line, "Since when has it been so?"),
        Field::known("id", Form::Id),
        Field::known("latent_failures", Form::Names),
        Field::known("degraded_conditions", Form::Names),
        Field::known("visibility", word!(Visibility)),
    ],
};

/// A latent failure.
pub(super) static LATENT: Record = Record {
    name: "latent failure",
    fields: &[
        Field::required("what", Form::Text, "Which weakness was there before?"),
        Field::asked(
            "component",
            Form::Names,
            "Which parts of the system have it?",
        ),
        Field::asked(
            "categories",
            CATEGORY_TAGS,
            "Which one to three of these does it belong to?",
        ),
        Field::asked(
            "played_part",
            word!(PlayedPart),
            "Did it take part in this incident?",
        ),
        Field::proposed("id", Form::Id, SAME),
        Field::known("found", Form::One(&FOUND)),
        Field::known("present_since", Form::One(&INTERVAL)),
        Field::known("how_it_came", Form::Text),
        Field::known("hidden_by", Form::Many(&HIDDEN_BY)),
        Field::known("known_to", Form::Many(&KNOWN_TO)),
        Field::known("also_touches", Form::Many(&ALSO_TOUCHES)),
        Field::known("interacts_with", Form::Names),
        Field::known("seen_in", Form::Names),
        Field::known("status", word!(LatentStatus)),
        Field::known("mitigated", Form::One(&MITIGATED)),
        Field::known("accepted", Form::One(&ACCEPTED)),
        Field::known("resolved", Form::One(&RESOLVED)),
        Field::known("history", Form::Many(&HISTORY)),
        Field::known("visibility", word!(Visibility)),
    ],
};

/// An entry of the register that took part again: its id alone.
pub(super) static SEEN_AGAIN: Record = Record {
    name: "entry of the register",
    fields: &[
        Field::required("id", Form::Id, "Which id does it have there?"),
        Field::known("what", Form::Text),
        Field::known("played_part", word!(PlayedPart)),
        Field::known("status", word!(LatentStatus)),
    ],
};

/// How long a latent failure has been there, and how it came in.
pub(super) static SINCE: Record = Record {
    name: "start",
    fields: &[
        Field::asked("how_it_came", Form::Text, "How did it come in?"),
        Field::asked(
            "at_latest",
            Form::Date,
            "By which date was it there for certain?",
        )
        .under("present_since"),
        Field::asked(
            "at_earliest",
            Form::Date,
            "Before which date can it not have been there?",
        )
        .under("present_since"),
        Field::asked("how_known", Form::Line, "How is that known?").under("present_since"),
    ],
};

/// Terms on which a weakness is lived with.
pub(super) static LIVE_WITH: Record = Record {
    name: "agreement to live with it",
    fields: &[
        Field::required("by_role", Form::Line, "Which role agrees to live with it?")
            .under("accepted"),
        Field::required(
            "look_again",
            Form::Date,
            "On which date will you look again?",
        )
        .under("accepted"),
        Field::asked("bearable_because", Form::Text, "What makes it bearable?").under("accepted"),
        Field::asked(
            "because",
            Form::Text,
            "For which reason is it left as it is?",
        )
        .under("accepted"),
        Field::asked("sooner_if", Form::Text, "What would change minds sooner?").under("accepted"),
        Field::known("on", Form::Date).under("accepted"),
        Field::known("status", word!(LatentStatus)),
    ],
};

static FOUND: Record = Record {
    name: "finding",
    fields: &[
        Field::asked("by", word!(FoundBy), "How did it come to light?"),
        Field::known("on", Form::Date),
        Field::known("ref", Form::Line),
    ],
};

static INTERVAL: Record = Record {
    name: "start",
    fields: &[
        Field::asked("how_known", Form::Line, "How is that known?"),
        Field::known("at_earliest", Form::Date),
        Field::known("at_latest", Form::Date),
    ],
};

/// Something that kept a weakness out of sight.
pub(super) static HIDDEN_BY: Record = Record {
    name: "cover",
    fields: &[
        Field::asked("note", Form::Text, "What kept it out of sight?"),
        Field::required("how", word!(Hiding), "Which sort of cover is that?"),
    ],
};

pub(super) static KNOWN_TO: Record = Record {
    name: "role that knew",
    fields: &[
        Field::required("role", Form::Line, "Who knew?"),
        Field::asked("form", word!(KnownForm), "Where did that knowledge live?"),
    ],
};

/// Another part that may have the same weakness.
pub(super) static ALSO_TOUCHES: Record = Record {
    name: "other place",
    fields: &[
        Field::required("component", Form::Line, "Which part?"),
        Field::asked("checked", word!(Checked), "Has somebody looked?"),
    ],
};

static MITIGATED: Record = Record {
    name: "mitigation",
    fields: &[
        Field::required("how", Form::Text, "What was done?"),
        Field::required("what_remains", Form::Text, "What remains?"),
        Field::known("on", Form::Date),
    ],
};

static ACCEPTED: Record = Record {
    name: "agreement to live with it",
    fields: &[
        Field::required("by_role", Form::Line, "Which role agrees?"),
        Field::required(
            "look_again",
            Form::Date,
            "On which date will you look again?",
        ),
        Field::known("on", Form::Date),
        Field::known("because", Form::Text),
        Field::known("bearable_because", Form::Text),
        Field::known("sooner_if", Form::Text),
    ],
};

static RESOLVED: Record = Record {
    name: "resolution",
    fields: &[
        Field::required("how_shown", Form::Text, "How was that shown?"),
        Field::known("on", Form::Date),
        Field::known("evidence", Form::Lines),
        Field::known("side_effects_watched", Form::Text),
    ],
};

static HISTORY: Record = Record {
    name: "change of status",
    fields: &[
        Field::required("to", word!(EntryStatus), "To which status?"),
        Field::known("on", Form::Date),
        Field::known("from", word!(EntryStatus)),
        Field::known("ref", Form::Line),
        Field::known("note", Form::Text),
    ],
};

/// A degraded-mode condition.
pub(super) static DEGRADED: Record = Record {
    name: "degraded-mode condition",
    fields: &[
        Field::required("what", Form::Text, "What runs, and how reduced?"),
        Field::asked(
            "component",
            Form::Names,
            "Which parts of the system are in this state?",
        ),
        Field::asked("at_latest", Form::Date, "Since which date, at the latest?").under("since"),
        Field::asked(
            "relation",
            word!(Relation),
            "How does it lie in time to this incident?",
        ),
        Field::proposed("id", Form::Id, SAME),
        Field::known("since", Form::One(&INTERVAL)),
        Field::known("noticed", Form::One(&NOTICED)),
        Field::known("kept_working_by", Form::Many(&KEPT)),
        Field::known("known_to", Form::Many(&KNOWN_TO)),
        Field::known("unknown_to", Form::Many(&KNOWN_TO)),
        Field::known("margin", Form::One(&MARGIN)),
        Field::known("normalised", Form::Text),
        Field::known("status", word!(DegradedStatus)),
        Field::known("last_checked", Form::One(&NOTICED)),
        Field::known("accepted", Form::One(&ACCEPTED)),
        Field::known("history", Form::Many(&HISTORY)),
        Field::known("visibility", word!(Visibility)),
    ],
};

static NOTICED: Record = Record {
    name: "look at it",
    fields: &[
        Field::asked("by_role", Form::Line, "Which role?"),
        Field::known("on", Form::Date),
    ],
};

/// Something, or somebody, that keeps a reduced thing working.
pub(super) static KEPT: Record = Record {
    name: "support",
    fields: &[
        Field::asked("what", Form::Text, "What keeps it working?"),
        Field::required("kind", word!(KeptBy), "Which sort of support is that?"),
        Field::asked("role", Form::Line, "Which role does it?").only_if("kind", "people"),
        Field::asked("how_often", Form::Line, "How often?").only_if("kind", "people"),
        Field::asked("known_to_n", Form::Count, "How many people know how?")
            .only_if("kind", "people"),
        Field::asked("effort", Form::Line, "What does it cost them?").only_if("kind", "people"),
    ],
};

/// Who knew of a state, and who relied on it without knowing.
pub(super) static KNOWERS: Record = Record {
    name: "knowledge of it",
    fields: &[
        Field::asked("known_to", Form::Roles, "Which roles knew?"),
        Field::asked(
            "unknown_to",
            Form::Roles,
            "Which roles relied on it without knowing?",
        ),
    ],
};

/// How much room is left.
pub(super) static MARGIN: Record = Record {
    name: "margin",
    fields: &[
        Field::asked("text", Form::Text, "How much room was left?"),
        Field::asked("measure", Form::Line, "What is measured?"),
        Field::asked("value", Form::Line, "How much of it was left?"),
        Field::asked("as_of", Form::Date, "When was that so?"),
        Field::asked("trend", word!(Trend), "Where is it going?"),
        Field::asked("used_up_by", Form::Line, "What would use it up at once?"),
    ],
};

/// A role whose account is wanted.
pub(super) static VOICE: Record = Record {
    name: "role",
    fields: &[
        Field::required("role", Form::Line, "Which role?"),
        Field::known("account", Form::Text),
        Field::known("differs", Form::Text),
        Field::known("visibility", word!(Visibility)),
    ],
};

/// How it looked to somebody at some moment.
pub(super) static SENSE: Record = Record {
    name: "moment",
    fields: &[
        Field::asked("believed", Form::Text, "What did they take to be going on?"),
        Field::asked("saw", Form::Text, "What did they have in front of them?"),
        Field::known("event", Form::Id),
        Field::known("role", Form::Line),
        Field::known("goal", Form::Text),
        Field::known("options", Form::Text),
        Field::known("uncertainty", Form::Text),
        Field::known("guidance", Form::Text),
        Field::known("automation", Form::Text),
        Field::known("changed_by", Form::Text),
        Field::known("visibility", word!(Visibility)),
    ],
};

/// A signal, and what it was worth.
pub(super) static SIGNAL: Record = Record {
    name: "signal",
    fields: &[
        Field::required("signal", Form::Text, "Which signal?"),
        Field::asked("worth", word!(Worth), "What was it worth that day?"),
        Field::asked("note", Form::Text, "What else is there to say about it?"),
        Field::known("visibility", word!(Visibility)),
    ],
};

/// What the response cost people.
pub(super) static RESPONSE_COST: Record = Record {
    name: "cost of the response",
    fields: &[
        Field::asked("toll", Form::Text, "What did it take out of people?"),
        Field::asked("people", Form::Count, "How many people worked on it?"),
        Field::asked(
            "person_hours",
            Form::Amount,
            "How many hours, summed over people?",
        ),
        Field::asked(
            "out_of_hours",
            Form::Bool,
            "Did it fall outside working hours?",
        ),
        Field::asked("displaced", Form::Lines, "What was put aside for it?"),
        Field::known("tools_affected", Form::Lines),
        Field::known("visibility", word!(Visibility)),
    ],
};

/// Something that people did outside the plan.
pub(super) static ADAPTATION: Record = Record {
    name: "adaptation",
    fields: &[
        Field::required("what", Form::Text, "What did people do?"),
        Field::asked("role", Form::Line, "Which role?"),
        Field::asked("made_possible_by", Form::Text, "What made it possible?"),
        Field::asked("strain", Form::Text, "Whose room did it stretch?"),
        Field::known("visibility", word!(Visibility)),
    ],
};

/// Something that almost happened.
pub(super) static NEAR_MISS: Record = Record {
    name: "near miss",
    fields: &[
        Field::required("what", Form::Text, "What came close?"),
        Field::asked("stopped_by", Form::Text, "What stopped it?"),
        Field::known("visibility", word!(Visibility)),
    ],
};

/// Something that was not expected.
pub(super) static SURPRISE: Record = Record {
    name: "surprise",
    fields: &[
        Field::required("found", Form::Text, "What was surprising?"),
        Field::asked("expected", Form::Text, "What had been expected?"),
        Field::asked("kind", word!(SurpriseKind), "Of which kind was it?"),
        Field::asked("role", Form::Line, "Whose surprise was it?"),
        Field::known("visibility", word!(Visibility)),
    ],
};

/// What this has in common with other incidents.
pub(super) static PATTERN: Record = Record {
    name: "pattern",
    fields: &[
        Field::required("theme", Form::Text, "What comes to mind?"),
        Field::asked(
            "other_incidents",
            Form::Names,
            "Which incidents, by their ids?",
        ),
        Field::asked("alike", Form::Text, "What is alike?"),
        Field::asked("different", Form::Text, "What is different?"),
        Field::known("visibility", word!(Visibility)),
    ],
};

/// Something understood now that was not before.
pub(super) static KNOWLEDGE: Record = Record {
    name: "piece of knowledge",
    fields: &[
        Field::required("now_known", Form::Text, "What is known now?"),
        Field::known("audience", Form::Text),
        Field::known("form", Form::Text),
        Field::known("visibility", word!(Visibility)),
    ],
};

/// Who else needs a piece of knowledge.
pub(super) static READERS: Record = Record {
    name: "readers",
    fields: &[
        Field::required(
            "audience",
            Form::Text,
            "Who else would work differently if they knew?",
        ),
        Field::asked("form", Form::Line, "In which form would it reach them?"),
    ],
};

/// A question left open on purpose.
pub(super) static OPEN_QUESTION: Record = Record {
    name: "open question",
    fields: &[
        Field::required("question", Form::Text, "Which question?"),
        Field::asked("curious", Form::Line, "Who would like to follow it?"),
        Field::known("visibility", word!(Visibility)),
    ],
};

/// An idea for change.
pub(super) static PARKED: Record = Record {
    name: "idea",
    fields: &[
        Field::required("idea", Form::Text, "Which idea?"),
        Field::asked("helps", word!(Helps), "What would it help with?"),
        Field::known("from", Form::Line),
        Field::known("side_effects", Form::Text),
    ],
};

/// An event of the timeline.
pub(super) static EVENT: Record = Record {
    name: "event",
    fields: &[
        Field::required(
            "what",
            Form::Text,
            "What would a camera or a log have shown?",
        ),
        Field::asked("at", Form::Time, "When was it?"),
        Field::asked(
            "who",
            Form::Line,
            "Which role, or which machine (`automation:its-name`)?",
        ),
        Field::asked("kind", KINDS, "What sort of event is it?"),
        Field::known("id", Form::Id),
        Field::known("until", Form::Time),
        Field::known("to", Form::Line),
        Field::known("component", Form::Names),
        Field::known(
            "mark",
            Form::Tags(|| {
                Mark::ALL
                    .iter()
                    .map(|word| (word.word(), word.meaning()))
                    .collect()
            }),
        ),
        Field::known("evidence", Form::Lines),
        Field::known("quote", Form::Text),
        Field::known("known", Form::Text),
        Field::known("hindsight", Form::Text),
        Field::known("reverts", Form::Id),
        Field::known("responds_to", Form::Id),
        Field::known("resolves", Form::Id),
        Field::known("outcome", word!(Outcome)),
        Field::known("reporter", word!(Reporter)),
        Field::known("since", Form::Time),
        Field::known("visibility", word!(Visibility)),
    ],
};
