//! People of an export become roles: names and a map in, events that name roles alone out.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{ImportedEvent, Who};

/// Who has no role and did nothing, and is spoken of.
const SOMEBODY: &str = "somebody";

/// Who is which role, by name, id, login or address; and the names behind the ids of a chat.
#[derive(Debug, Clone, Default)]
pub struct People {
    roles: BTreeMap<String, String>,
    names: BTreeMap<String, String>,
}

impl People {
    /// The people of these roles.
    pub fn new(roles: impl IntoIterator<Item = (String, String)>) -> Self {
        let roles = roles.into_iter().map(|(name, role)| (folded(&name), role));
        Self {
            roles: roles.collect(),
            names: BTreeMap::new(),
        }
    }

    /// Takes in the names behind ids.
    pub fn name(&mut self, names: impl IntoIterator<Item = (String, String)>) {
        self.names.extend(names);
    }

    /// The role of somebody, by name or by the name behind an id.
    fn role(&self, person: &str) -> Option<&String> {
        let by_id = self.roles.get(&folded(person));
        by_id.or_else(|| self.roles.get(&folded(self.names.get(person)?)))
    }

    /// What somebody is called.
    fn called<'a>(&'a self, person: &'a str) -> &'a str {
        self.names.get(person).map_or(person, String::as_str)
    }

    /// Puts roles in place of people, in what they said too. People without a role become
    /// `person-1` and so on, in the order in which they appear; who became what is the answer, and
    /// is for nobody's file.
    pub fn assign(&self, events: &mut [ImportedEvent]) -> Vec<(String, String)> {
        let mut roles: BTreeMap<String, String> = BTreeMap::new();
        let mut unknown = Vec::new();
        let taken: BTreeSet<&String> = self.roles.values().collect();
        let mut spare = (1..).map(|number| format!("person-{number}"));
        for event in events.iter_mut() {
            let Some(Who::Person(person)) = &event.who else {
                continue;
            };
            let role = roles.entry(person.clone()).or_insert_with(|| {
                if let Some(role) = self.role(person) {
                    return role.clone();
                }
                let role = spare.find(|role| !taken.contains(role));
                let role = role.unwrap_or_else(|| "person".to_owned());
                unknown.push((self.called(person).to_owned(), role.clone()));
                role
            });
            event.who = Some(Who::Role(role.clone()));
        }
        let spoken_of: BTreeSet<String> = events
            .iter_mut()
            .flat_map(|event| std::mem::take(&mut event.named))
            .filter(|name| !roles.contains_key(name))
            .collect();
        for name in spoken_of {
            let role = self.role(&name).cloned();
            roles.insert(name, role.unwrap_or_else(|| SOMEBODY.to_owned()));
        }
        let mut words: Vec<(String, String)> = Vec::new();
        let mapped = self
            .roles
            .iter()
            .map(|(name, role)| (name.clone(), role.clone()));
        for (name, role) in mapped.chain(roles) {
            let called = folded(self.called(&name));
            let ids = self
                .names
                .iter()
                .filter(|(_, own)| folded(own) == folded(&name));
            words.extend(ids.map(|(id, _)| (folded(id), role.clone())));
            words.push((called, role.clone()));
            words.push((folded(&name), role));
        }
        // Somebody who only was spoken of has a name all the same.
        let silent = self.names.keys().filter(|id| self.role(id).is_none());
        words.extend(silent.map(|id| (folded(id), SOMEBODY.to_owned())));
        let words = Words::new(words);
        for event in events.iter_mut() {
            for text in std::iter::once(&mut event.what).chain(&mut event.quote) {
                words.replace(text);
            }
        }
        unknown
    }
}

/// Names with their roles, to be found by their first word: a long export names many people in many
/// messages.
struct Words {
    /// The names as they are folded, the longest first, since a short one may be a part of a long one.
    all: Vec<(String, String)>,
    /// The numbers of the names by their first word.
    by_word: HashMap<String, Vec<usize>>,
}

impl Words {
    fn new(mut all: Vec<(String, String)>) -> Self {
        all.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, (name, _)) in all.iter().enumerate() {
            if let Some(first) = words(name).next() {
                by_word.entry(first.to_owned()).or_default().push(number);
            }
        }
        Self { all, by_word }
    }

    /// Puts roles in place of the names in a text.
    fn replace(&self, text: &mut String) {
        let lower = text.to_lowercase();
        let found = words(&lower).filter_map(|word| self.by_word.get(word));
        let numbers: BTreeSet<usize> = found.flatten().copied().collect();
        for number in numbers {
            let (name, role) = &self.all[number];
            *text = replaced(text, name, role);
        }
    }
}

/// The words of a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|sign: char| !sign.is_alphanumeric());
    words.filter(|word| !word.is_empty())
}

/// The text with a role in place of a name: wherever it stands as words of its own where the name
/// has several, or behind `@`.
fn replaced(text: &str, name: &str, role: &str) -> String {
    let lower = text.to_lowercase();
    // Where folding changes lengths, places are not the same in both.
    if name.len() < 2 || lower.len() != text.len() || !lower.contains(name) {
        return text.to_owned();
    }
    let several = name.contains(' ');
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (at, found) in lower.match_indices(name) {
        let (before, after) = (&lower[..at], &lower[at + found.len()..]);
        let mentioned = before.ends_with('@');
        let bounded = !before.ends_with(char::is_alphanumeric)
            && !after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        if at < from || !bounded || !(several || mentioned) {
            continue;
        }
        out.push_str(&text[from..at]);
        out.push_str(role);
        from = at + found.len();
    }
    out.push_str(&text[from..]);
    out
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(who: &str, what: &str) -> ImportedEvent {
        ImportedEvent {
            who: Some(Who::Person(who.to_owned())),
            what: what.to_owned(),
            ..ImportedEvent::default()
        }
    }

    #[test]
    fn people_become_roles_in_words_too() {
        let mut people = People::new([("Ana Silva".to_owned(), "on-call".to_owned())]);
        people.name([
            ("U1".to_owned(), "Ana Silva".to_owned()),
            ("U2".to_owned(), "Bo".to_owned()),
            ("U3".to_owned(), "Cy".to_owned()),
        ]);
        let mut events = [
            event("U1", "@U2 and @U3: about the bob-job?"),
            event("U2", "ana silva knows, @U1"),
        ];
        let unknown = people.assign(&mut events);
        assert_eq!(unknown, [("Bo".to_owned(), "person-1".to_owned())]);
        assert_eq!(events[0].who, Some(Who::Role("on-call".to_owned())));
        assert_eq!(
            events[0].what,
            "@person-1 and @somebody: about the bob-job?"
        );
        assert_eq!(events[1].what, "on-call knows, @on-call");
    }
}
