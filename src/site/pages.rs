//! The pages of a site: a table of names and of what stands on each.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::kept::Kept;
use super::numbers::{self, counted};
use super::register;
use super::rows::Rows;
use super::table::{Links, review};
use super::{Body, Card, Section};
use crate::archive::actions::Action;
use crate::archive::register::{CAUTION, Register};
use crate::archive::row::Row;
use crate::archive::stats::interval::{self, Interval};
use crate::archive::stats::{ByDepth, SELECTION, Stats};
use crate::model::{Family, FollowUpStatus};
use crate::render::{Frame, Link};

/// How many reviews stand on the start page as cards.
const RECENT: usize = 12;

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
            href: register::PAGE,
            label: "Register",
        },
        body: register::page,
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
        body: numbers::page,
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

/// The last line of a review, which says nothing that ages.
pub const FOOT: &str = "Made by pir from the reviews; nothing here is edited by hand.";

/// The frame of the page at `here`, which lies in the folder of the site or one below it.
pub fn frame<'a>((site, here): (&'a str, &'a str), foot: &'a str) -> Frame<'a> {
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
        foot,
    }
}

impl Archive {
    /// The last line of every other page: ages and what is due change from day to day.
    pub fn foot(&self) -> String {
        let today = self.today;
        format!("Made by pir from the reviews, as of {today}; nothing here is edited by hand.")
    }

    /// What ids lead to on every page.
    pub fn links(&self) -> Links<'_> {
        Links {
            incidents: self.incidents.iter().map(|kept| kept.id.as_str()).collect(),
            register: &self.register,
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
            Section::view("now", "What is degraded now"),
            Section::view("due", "What is due"),
            Section::listed(("all", "All reviews"), "", Rows::By(all)),
        ],
    }
}

/// Every review.
fn all(archive: &Archive) -> Vec<Row> {
    let all = archive.incidents.iter().map(|kept| {
        Row::default()
            .with("review", kept.id.clone())
            .with("title", kept.title.clone())
            .with("severity", kept.severity.clone())
            .with("status", kept.status)
            .with("components", kept.components.clone())
    });
    all.collect()
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
            .with(
                "with_95%",
                interval::wilson(own, of).map(Interval::as_share),
            )
            .with(
                "factors",
                usize::try_from(factors.count).unwrap_or(usize::MAX),
            );
        row.with("by_depth_of_review", factors.by_depth.map(ByDepth::words))
    });
    let rows = Rows::Made(rows.collect());
    let kept = archive.stats.kept_working().iter().map(counted);
    let kept = Rows::Made(kept.collect());
    let factors = format!(
        "Over {of} reviews. A family that is not named in a short review was perhaps not looked for."
    );
    Body {
        title: "Patterns".to_owned(),
        caution: Some(SELECTION),
        sections: vec![
            Section::listed(
                ("factors", "Contributing factors by family"),
                &factors,
                rows,
            ),
            Section::view("met", "Which weaknesses met"),
            Section::view("hidden", "What hid them"),
            Section::listed(
                ("kept-working", "What kept it working"),
                "What made up for what was missing?",
                kept,
            ),
            Section::view("held", "What kept incidents smaller"),
        ],
    }
}

fn people(_: &Archive) -> Body {
    Body {
        title: "People keep it working".to_owned(),
        caution: Some(CAUTION),
        sections: vec![Section::view("people", "What people do")],
    }
}

fn actions(_: &Archive) -> Body {
    let part = |id: &str, title: &str, rows| Section::listed((id, title), "", Rows::By(rows));
    Body {
        title: "Actions".to_owned(),
        caution: None,
        sections: vec![
            part("overdue", "Past their day", |archive| {
                chosen(archive, |action| action.is_overdue(archive.today))
            }),
            part("open", "Open", |archive| {
                chosen(archive, |action| {
                    action.is_open() && !action.is_overdue(archive.today)
                })
            }),
            part("declined", "Not done, for a reason", |archive| {
                chosen(archive, |action| action.is(FollowUpStatus::Declined))
            }),
            part("done", "Done", |archive| {
                chosen(archive, |action| action.is(FollowUpStatus::Done))
            }),
        ],
    }
}

/// The actions that are `wanted`.
fn chosen(archive: &Archive, wanted: impl Fn(&Action) -> bool) -> Vec<Row> {
    let all = archive.incidents.iter();
    let all = all.flat_map(|kept| kept.actions.iter().map(move |action| (kept, action)));
    let rows = all.filter(|(_, action)| wanted(action));
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
    rows.collect()
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
