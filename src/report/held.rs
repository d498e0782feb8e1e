//! How the review was held, in one sentence.

use serde::Serialize;

use super::parts::{Word, text, word};
use crate::model::{Form, Held};

/// How the review was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeldForm {
    /// Everything below in one sentence.
    pub sentence: String,
    /// When.
    pub on: Option<String>,
    /// In which form.
    pub form: Option<Word>,
    /// For how long, in minutes.
    pub minutes: Option<u32>,
    /// The facilitator's role.
    pub facilitator: Option<String>,
    /// Whether the facilitator took part in the response; none where nobody said.
    pub facilitator_responded: Option<bool>,
    /// Days from the incident to the review, where both days are known.
    pub days_after: Option<i64>,
}

impl HeldForm {
    /// How `held` reads, `days_after` days after the incident.
    pub(super) fn new(held: &Held, days_after: Option<i64>) -> Self {
        let facilitator = text(held.facilitator_role.as_ref());
        let mut form = Self {
            sentence: String::new(),
            on: held.on.map(|on| on.to_string()),
            form: held.form.map(|form| word!(form)),
            minutes: held.minutes,
            facilitator,
            facilitator_responded: held.facilitator_responded,
            days_after,
        };
        form.sentence = form.in_words(held.form) + &survey(held).unwrap_or_default();
        form
    }

    /// The sentence.
    fn in_words(&self, form: Option<Form>) -> String {
        let opening = match form {
            Some(Form::Written) => "Written without a meeting".to_owned(),
            Some(form) => format!("Held as {}", form.meaning()),
            None => "Held in a form that is not recorded".to_owned(),
        };
        let on = self.on.as_ref().map(|on| format!(" on {on}"));
        let after = self.days_after.map(|days| match days {
            0 => ", the day of the incident".to_owned(),
            1 => ", a day after the incident".to_owned(),
            _ => format!(", {days} days after the incident"),
        });
        let minutes = self
            .minutes
            .map(|minutes| format!(", for {minutes} minutes"));
        let took_part = match self.facilitator_responded {
            Some(true) => ", who took part in the response",
            Some(false) => ", who did not take part in the response",
            None => "",
        };
        let led = self.facilitator.as_ref();
        let led = led.map(|role| format!(", facilitator: {role}{took_part}"));
        let rest = [on, after, minutes, led].into_iter().flatten();
        std::iter::once(opening)
            .chain(rest)
            .chain([".".to_owned()])
            .collect()
    }
}

/// What people said at the end, as far as it was counted; nothing without the number of answers.
fn survey(held: &Held) -> Option<String> {
    let survey = held.survey?;
    let answers = survey.answers?;
    let told = [
        (survey.learned, "learned something that changes their work"),
        (survey.again, "would come again"),
    ];
    let told = told
        .iter()
        .filter_map(|(number, what)| Some(format!("{} {what}", (*number)?)));
    let told: Vec<_> = told.collect();
    (!told.is_empty()).then(|| {
        format!(
            " Of {answers} who answered at its end, {}.",
            told.join(" and ")
        )
    })
}
