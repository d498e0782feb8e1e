//! Reads the incidents of an archive on all cores, and keeps of each what the caller asks for.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Error;
use chrono::{DateTime, NaiveDate, Utc};

use crate::diagnostic::{Diagnostic, Level};
use crate::load::{self, Loaded};
use crate::model::{Incident, Plan, Review, RoughDate, Zone};
use crate::parallel;
use crate::source::Source;
use crate::store::{self, Folder, names};
use crate::yaml;

/// What reading needs to know besides the files.
#[derive(Debug)]
pub struct Reader<'a> {
    /// The folder that paths are shown from.
    pub cwd: &'a Path,
    /// The moment that counts as now.
    pub now: DateTime<Utc>,
    /// The zone of times that state none, where an incident declares none.
    pub zone: Option<Zone>,
}

/// The files of one incident, without those that have errors.
#[derive(Debug)]
pub struct Record {
    /// The id of the incident.
    pub id: Arc<str>,
    /// What happened.
    pub incident: Option<Incident>,
    /// What was understood.
    pub review: Option<Review>,
    /// The text of what was understood.
    pub review_text: Option<Arc<Source>>,
    /// What will be done.
    pub plan: Option<Plan>,
}

impl Record {
    /// The day of the incident: as it says, else that of its first dated event, else that with
    /// which its id begins.
    pub fn day(&self) -> Option<NaiveDate> {
        let incident = self.incident.as_ref();
        let stated = incident.and_then(|incident| incident.date.as_ref());
        let events = incident.map(|incident| incident.timeline.events.as_slice());
        let event = || Some(events?.iter().find_map(|event| event.time())?.date());
        let named = || RoughDate::parse(self.id.get(..10)?);
        stated
            .map(|date| date.earliest())
            .or_else(event)
            .or_else(|| named().map(RoughDate::earliest))
    }
}

/// Why a file of the archive was left out.
#[derive(Debug)]
pub enum Trouble {
    /// Its text is wrong: the first error in it.
    Text(Box<Diagnostic>),
    /// It could not be read.
    World(Error),
}

/// Reads `folders` on all cores and hands on what `keep` makes of each incident, in their order,
/// with the files of it that have errors and were left out. The first error of `take` ends it.
pub fn each<T: Send, E>(
    folders: &[Folder],
    reader: &Reader<'_>,
    keep: impl Fn(Record) -> T + Sync,
    mut take: impl FnMut(T, Vec<Trouble>) -> Result<(), E>,
) -> Result<(), E> {
    let read = |folder: &Folder| {
        let (record, troubles) = reader.read(folder);
        (keep(record), troubles)
    };
    parallel::in_order(folders, read, |(one, troubles)| take(one, troubles))
}

impl Reader<'_> {
    /// The files of one incident, and what is wrong with those that are left out.
    fn read(&self, folder: &Folder) -> (Record, Vec<Trouble>) {
        let troubles = &mut Vec::new();
        let incident = |source: &Arc<Source>| load::incident(source, self.now, self.zone.as_ref());
        let path = folder.file(names::INCIDENT);
        let mut review_text = None;
        let review = |source: &Arc<Source>| {
            review_text = Some(Arc::clone(source));
            load::review(source)
        };
        let record = Record {
            id: folder.id().into(),
            incident: self.file(&path, incident, troubles),
            review: self.file(&folder.file(names::REVIEW), review, troubles),
            review_text,
            plan: self.file(&folder.file(names::PLAN), load::plan, troubles),
        };
        if record.incident.is_none() && !path.exists() {
            let missing = load::no_incident(self.shown(&path)).findings.into_iter();
            troubles.extend(missing.map(|finding| Trouble::Text(Box::new(finding))));
        }
        (record, std::mem::take(troubles))
    }

    /// The value of the file at `path`; none where there is no file, or one with errors.
    pub fn file<T>(
        &self,
        path: &Path,
        load: impl FnOnce(&Arc<Source>) -> Loaded<T>,
        troubles: &mut Vec<Trouble>,
    ) -> Option<T> {
        let bytes = match store::read_if_there(path) {
            Ok(bytes) => bytes?,
            Err(error) => {
                troubles.push(Trouble::World(error));
                return None;
            }
        };
        let loaded = match yaml::decode(self.shown(path), bytes) {
            Ok(source) => load(&source),
            Err(finding) => {
                troubles.push(Trouble::Text(finding));
                return None;
            }
        };
        let mut findings = loaded.findings.into_iter();
        match findings.find(|finding| finding.level == Level::Error) {
            Some(error) => {
                troubles.push(Trouble::Text(Box::new(error)));
                None
            }
            None => loaded.value,
        }
    }

    fn shown(&self, path: &Path) -> PathBuf {
        path.strip_prefix(self.cwd).unwrap_or(path).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::fs;

    use super::*;

    #[test]
    fn a_broken_file_is_told_of_and_the_rest_is_kept_in_order() {
        let dir = tempfile::tempdir().unwrap();
        for (name, review) in [
            ("2026-01-02-a", "objectives: [see]\n"),
            ("2026-01-03-b", "nonsense: [\n"),
            ("2026-01-04-c", "objectives: [learn]\n"),
        ] {
            let folder = dir.path().join(name);
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join(names::INCIDENT), "title: T\n").unwrap();
            fs::write(folder.join(names::REVIEW), review).unwrap();
        }
        let folders = Folder::all_in(dir.path()).unwrap();
        let reader = Reader {
            cwd: dir.path(),
            now: "2026-04-01T00:00:00Z".parse().unwrap(),
            zone: None,
        };
        let keep = |record: Record| (record.day().unwrap().to_string(), record.review.is_some());
        let (mut kept, mut troubles) = (Vec::new(), Vec::new());
        let Ok(()) = each(&folders, &reader, keep, |one, more| {
            kept.push(one);
            troubles.extend(more);
            Ok::<(), Infallible>(())
        });
        let kept = kept.iter();
        let kept: Vec<_> = kept.map(|(day, review)| (day.as_str(), *review)).collect();
        assert_eq!(
            kept,
            [
                ("2026-01-02", true),
                ("2026-01-03", false),
                ("2026-01-04", true)
            ]
        );
        let [Trouble::Text(finding)] = troubles.as_slice() else {
            panic!("one file is broken");
        };
        assert_eq!(finding.source.path(), Path::new("2026-01-03-b/review.yaml"));
    }
}
