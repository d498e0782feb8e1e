//! The pages of a site: a table of names and of what stands on each.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::bars::Bars;
use super::dots::{Dots, NAMED};
use super::kept::Kept;
use super::lives::Lives;
use super::table::{Links, Table, address, review, row_id};
use super::{Body, Card, Section};
use crate::archive::EntryKind;
use crate::archive::actions::Action;
use crate::archive::register::{CAUTION, Register, View};
use crate::archive::row::Row;
use crate::archive::stats::interval::{self, Interval};
use crate::archive::stats::{ByDepth, Count, SELECTION, Section as Numbers, Share, Stats, Strip};
use crate::model::{Family, FollowUpStatus};
use crate::render::{Frame, Link};

/// How many reviews stand on the start page as cards.
const RECENT: usize = 12;

/// How many incidents are named below a picture that has no room for names.
const HIGHEST: usize = 10;

/// What is said of such a picture.
const CLOSE: &str = "In order, each incident at a height of its own; the highest are named below.";

/// What the pages are made of.
#[derive(Debug)]
pub struct Archive {
    /// Every incident, the newest first.
    pub incidents: Vec<Kept>,
    /// The register.
    pub register: Register,
    /// The statistics.
    pub stats: Stats,
    /// The day that counts as today.
    pub today: NaiveDate,
    /// How many scripts the search goes through.
    pub searched: usize,
}

/// A page.
#[derive(Debug)]
pub struct Page {
    /// Its file, and its name in the navigation.
    pub link: Link,
    /// What stands on it.
    pub body: fn(&Archive) -> Body,
}

/// Every page but the reviews.
pub const PAGES: &[Page] = &[
    Page {
        link: Link {
            href: "index.html",
            label: "Reviews",
        },
        body: start,
    },
    Page {
        link: Link {
            href: "register.html",
            label: "Register",
        },
        body: register,
    },
    Page {
        link: Link {
            href: "patterns.html",
            label: "Patterns",
        },
        body: patterns,
    },
    Page {
        link: Link {
            href: "people.html",
            label: "People keep it working",
        },
        body: people,
    },
    Page {
        link: Link {
            href: "actions.html",
            label: "Actions",
        },
        body: actions,
    },
    Page {
        link: Link {
            href: "stats.html",
            label: "Statistics",
        },
        body: stats,
    },
    Page {
        link: Link {
            href: "search.html",
            label: "Search",
        },
        body: search,
    },
];

const LINKS: [Link; PAGES.len()] = {
    let mut links = [PAGES[0].link; PAGES.len()];
    let mut index = 0;
    while index < PAGES.len() {
        links[index] = PAGES[index].link;
        index += 1;
    }
    links
};

/// The frame of the page at `here`, which lies in the folder of the site or one below it.
pub fn frame<'a>(site: &'a str, here: &'a str) -> Frame<'a> {
    let scripts: &[&str] = match here {
        "search.html" => &["search.js"],
        _ => &["page.js"],
    };
    Frame {
        site: Some(site),
        home: if here.contains('/') { "../" } else { "" },
        here,
        nav: &LINKS,
        scripts,
        foot: "Made by pir from the reviews; nothing here is edited by hand.",
    }
}

impl Archive {
    fn links(&self) -> Links<'_> {
        let entries = self.register.entries.iter();
        Links {
            incidents: self.incidents.iter().map(|kept| kept.id.as_str()).collect(),
            entries: entries.map(|entry| entry.id.as_str()).collect(),
        }
    }

    /// A view of the register as a part of a page.
    fn view(&self, name: &str, title: &str) -> Section {
        let rows = View::find(name).map(|view| view.of(&self.register));
        let (question, rows) = rows.map_or(("", Vec::new()), |shown| (shown.question, shown.rows));
        self.section((name, title), question, &rows)
    }

    /// Rows as a part of a page, with what they answer.
    fn section(&self, (id, title): (&str, &str), note: &str, rows: &[Row]) -> Section {
        let empty = if rows.is_empty() {
            " Nothing is recorded."
        } else {
            ""
        };
        Section {
            title: title.to_owned(),
            id: address(id),
            note: Some(format!("{note}{empty}")),
            table: (!rows.is_empty()).then(|| Table::of(title, rows, &self.links())),
            ..Section::default()
        }
    }
}

fn start(archive: &Archive) -> Body {
    let recent = archive.incidents.iter().take(RECENT);
    let cards = recent.map(|kept| Card {
        title: kept.title.clone(),
        href: review(&kept.id),
        about: kept.about(),
        summary: kept.summary.clone(),
    });
    let all = archive.incidents.iter().map(|kept| {
        Row::default()
            .with("review", kept.id.clone())
            .with("title", kept.title.clone())
            .with("severity", kept.severity.clone())
            .with("status", kept.status)
            .with("components", kept.components.clone())
    });
    let all: Vec<_> = all.collect();
    Body {
        title: "What we learned from incidents".to_owned(),
        caution: None,
        sections: vec![
            Section {
                title: "Recent reviews".to_owned(),
                id: "recent".to_owned(),
                cards: cards.collect(),
                ..Section::default()
            },
            archive.view("now", "What is degraded now"),
            archive.view("due", "What is due"),
            archive.section(("all", "All reviews"), "", &all),
        ],
    }
}

fn register(archive: &Archive) -> Body {
    let mixture = View::find("mixture").map(|view| view.of(&archive.register));
    let rows = mixture.map(|shown| shown.rows).unwrap_or_default();
    let lives = Lives::of(&archive.register);
    Body {
        title: "The register".to_owned(),
        caution: Some(CAUTION),
        sections: vec![
            Section {
                title: "The mixture over time".to_owned(),
                id: "mixture".to_owned(),
                note: Some(MIXTURE.to_owned()),
                bars: Bars::of(&rows),
                ..Section::default()
            },
            archive.view("open", "What we live with"),
            archive.view("now", "Degraded conditions"),
            archive.view("due", "What is due"),
            archive.view("again", "What comes back"),
            archive.view("spread", "Where it might be as well"),
            archive.view("seams", "Known to some, relied on by others"),
            archive.section(
                ("months", "The months in numbers"),
                "What came in, and what became of it.",
                &rows,
            ),
            Section {
                title: "How long they have been there".to_owned(),
                id: "lives".to_owned(),
                note: Some(how_long(lives.as_ref())),
                lives,
                ..Section::default()
            },
            every_entry(archive),
        ],
    }
}

/// What is said of the mixture.
const MIXTURE: &str = "Entries known and not over at the end of each month; one with categories of \
                       several families counts in that of the first. How does the mixture change?";

/// What is said of the picture of lives.
fn how_long(lives: Option<&Lives>) -> String {
    let Some(lives) = lives else {
        return "Nothing is recorded.".to_owned();
    };
    let left_out = match lives.left_out {
        0 => String::new(),
        left_out => format!(" {left_out} others are in the table below alone."),
    };
    format!(
        "A bar is an entry while it was there for certain, broken where it was over; a dot is an \
         incident that it was seen in. Before the bar, dashes reach back to when it may have begun, \
         and to the edge where nobody knows.{left_out}"
    )
}

/// Every entry, with a row that links lead to.
fn every_entry(archive: &Archive) -> Section {
    let register = &archive.register;
    let rows = register.entries.iter().map(|entry| {
        let sort = match entry.kind {
            EntryKind::LatentFailure => "latent failure",
            EntryKind::DegradedCondition => "degraded condition",
        };
        Row::default()
            .with("id", entry.id.as_str())
            .with("what", entry.what.clone())
            .with("sort", sort)
            .with("component", entry.components.clone())
            .with("status", entry.status(register.today))
            .with("seen_in", entry.seen_in.iter().cloned().collect::<Vec<_>>())
    });
    let rows: Vec<_> = rows.collect();
    let mut section = archive.section(("every", "Every entry"), "", &rows);
    if let Some(table) = &mut section.table {
        let mut seen = BTreeSet::new();
        for (line, entry) in table.rows.iter_mut().zip(&register.entries) {
            // Of two sorts under one id, the first has the row that is led to.
            line.id = seen.insert(&entry.id).then(|| row_id(&entry.id));
        }
    }
    section
}

fn patterns(archive: &Archive) -> Body {
    let reviewed = archive.incidents.iter().filter(|kept| kept.reviewed);
    let mut reviews: BTreeMap<&str, u32> = BTreeMap::new();
    let mut of = 0;
    for kept in reviewed {
        of += 1;
        for family in kept.families.iter().copied().collect::<BTreeSet<_>>() {
            *reviews.entry(family).or_default() += 1;
        }
    }
    let factors = archive.stats.factors().iter().zip(Family::ALL);
    let rows = factors.map(|(factors, family)| {
        let own = reviews.get(family.word()).copied().unwrap_or_default();
        let row = Row::default()
            .with("family", factors.what.clone())
            .with("reviews", format!("{own} of {of}"))
            .with("with_95%", with_95(interval::wilson(own, of)))
            .with(
                "factors",
                usize::try_from(factors.count).unwrap_or(usize::MAX),
            );
        row.with("by_depth_of_review", factors.by_depth.map(ByDepth::words))
    });
    let rows: Vec<_> = rows.collect();
    let kept: Vec<_> = archive.stats.kept_working().iter().map(counted).collect();
    let factors = format!(
        "Over {of} reviews. A family that is not named in a short review was perhaps not looked for."
    );
    Body {
        title: "Patterns".to_owned(),
        caution: Some(SELECTION),
        sections: vec![
            archive.section(
                ("factors", "Contributing factors by family"),
                &factors,
                &rows,
            ),
            archive.view("met", "Which weaknesses met"),
            archive.view("hidden", "What hid them"),
            archive.section(
                ("kept-working", "What kept it working"),
                "What made up for what was missing?",
                &kept,
            ),
            archive.view("held", "What kept incidents smaller"),
        ],
    }
}

fn people(archive: &Archive) -> Body {
    Body {
        title: "People keep it working".to_owned(),
        caution: Some(CAUTION),
        sections: vec![archive.view("people", "What people do")],
    }
}

fn actions(archive: &Archive) -> Body {
    let all = archive.incidents.iter();
    let all: Vec<_> = all
        .flat_map(|kept| kept.actions.iter().map(move |action| (kept, action)))
        .collect();
    let part = |id: &str, title: &str, wanted: &dyn Fn(&Action) -> bool| {
        let rows = all.iter().filter(|(_, action)| wanted(action));
        let rows = rows.map(|(kept, action)| {
            let due = action.due.map(|due| due.to_string());
            Row::default()
                .with("review", kept.id.clone())
                .with("what", action.what.clone())
                .with("status", action.status)
                .with("owner", action.owner.clone())
                .with("helps", action.helps)
                .with("touches", action.touches.clone())
                .with("due", due)
                .with("because", action.because.clone())
        });
        let rows: Vec<_> = rows.collect();
        archive.section((id, title), "", &rows)
    };
    let today = archive.today;
    Body {
        title: "Actions".to_owned(),
        caution: None,
        sections: vec![
            part("overdue", "Past their day", &|action| {
                action.is_overdue(today)
            }),
            part("open", "Open", &|action| {
                action.is_open() && !action.is_overdue(today)
            }),
            part("declined", "Not done, for a reason", &|action| {
                action.is(FollowUpStatus::Declined)
            }),
            part("done", "Done", &|action| action.is(FollowUpStatus::Done)),
        ],
    }
}

fn stats(archive: &Archive) -> Body {
    let numbers = &archive.stats;
    let mut counted = numbers.head();
    counted.push(
        "In the pictures, each incident is a dot on a log axis, or a bar where its ends are not exact"
            .to_owned(),
    );
    counted.push("There is no mean: it says nothing about a few incidents".to_owned());
    let counted: Vec<_> = counted.iter().map(|said| sentence(said) + ".").collect();
    let about = Section {
        note: Some(counted.join(" ")),
        ..Section::default()
    };
    let sections = numbers
        .sections
        .iter()
        .flat_map(|own| measures(archive, own));
    Body {
        title: "Statistics".to_owned(),
        caution: Some(SELECTION),
        sections: std::iter::once(about).chain(sections).collect(),
    }
}

/// Numbers that belong together: a table of shares, one of each tally, a picture of every strip.
fn measures(archive: &Archive, own: &Numbers) -> Vec<Section> {
    let shares: Vec<_> = own.shares.iter().map(share).collect();
    let mut parts = vec![Section {
        title: own.title.to_owned(),
        id: own.name.to_owned(),
        note: own.note.map(str::to_owned),
        table: (!shares.is_empty()).then(|| Table::of(own.title, &shares, &archive.links())),
        ..Section::default()
    }];
    for (index, tally) in own.tallies.iter().enumerate() {
        let rows: Vec<_> = tally.counts.iter().map(counted).collect();
        let id = format!("{}-counts-{index}", own.name);
        let title = sentence(tally.what);
        parts.push(Section {
            below: true,
            ..archive.section((&id, &title), "", &rows)
        });
    }
    let strips = own.dots.iter().enumerate();
    parts.extend(strips.map(|(index, strip)| {
        let id = format!("{}-{index}", own.name);
        dots(archive, id, strip)
    }));
    parts
}

/// A picture with what can be said of it; of many incidents the highest by name.
fn dots(archive: &Archive, id: String, strip: &Strip) -> Section {
    let known = strip.dots.len();
    let mut note = vec![format!("Known of {known} of {}.", known + strip.unknown)];
    note.extend(strip.together().iter().map(|said| sentence(said) + "."));
    let highest = (known > NAMED).then(|| {
        note.push(CLOSE.to_owned());
        let highest = strip.dots.iter().rev().take(HIGHEST);
        let rows = highest.map(|dot| {
            Row::default()
                .with("id", dot.id.clone())
                .with("what", dot.words.clone())
        });
        let rows: Vec<_> = rows.collect();
        Table::of(strip.what, &rows, &archive.links())
    });
    Section {
        title: sentence(strip.what),
        below: true,
        id,
        note: Some(note.join(" ")),
        dots: Dots::of(strip),
        table: highest,
        ..Section::default()
    }
}

fn share(share: &Share) -> Row {
    let count = format!("{} of {} {}", share.count, share.of, share.unit.word());
    Row::default()
        .with("what", share.what)
        .with("count", count)
        .with("with_95%", with_95(share.interval))
}

/// What a share leaves open.
fn with_95(interval: Option<Interval>) -> Option<String> {
    interval.map(Interval::as_share)
}

fn counted(count: &Count) -> Row {
    Row::default()
        .with("what", count.what.clone())
        .with("count", usize::try_from(count.count).unwrap_or(usize::MAX))
        .with("by_depth_of_review", count.by_depth.map(ByDepth::words))
        .with("which", count.list.clone())
}

/// Words as a heading.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn search(archive: &Archive) -> Body {
    Body {
        title: "Search".to_owned(),
        caution: None,
        sections: vec![Section {
            search: Some(archive.searched),
            ..Section::default()
        }],
    }
}
