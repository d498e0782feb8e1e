//! The picture of a timeline: its labels lie apart and inside, it leaves nothing out, and it is
//! well-formed, readable XML whatever the texts in it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

#[path = "render_support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};

use pir::model::*;
use pir::report::{Area, Audience, Chart, Options, Report};
use pir::source::OneOrMany;
use proptest::prelude::*;
use support::{event, later, marks, report, text, when};

/// The drawn picture.
fn drawn(report: &Report) -> String {
    support::rendered_as("timeline.svg.j2", report)
}

/// How many minutes lie between an event and the one before.
type Spread = fn(usize) -> i64;

/// An incident of `count` events, with a lead-up, spans, times that are about right and times that
/// nobody knows.
fn incident(count: usize, spread: Spread) -> Incident {
    let lead_up = Event {
        kind: Some(Kind::Condition.into()),
        ..event(
            "lead",
            "2025-11-20",
            "third read replica removed; two of three left",
        )
    };
    let mut minutes = 0;
    let events = (1..count).map(|at| {
        minutes += spread(at);
        numbered((at, count), minutes)
    });
    let impact = Impact {
        what: text("checkout slow for all customers"),
        who: None,
        from: Some(when("10:02")),
        until: Some(when("11:38")),
        size: None,
        basis: None,
        visibility: None,
    };
    Incident {
        title: text("Checkout slow, then errors"),
        timezone: Some(text("Europe/Berlin")),
        date: Some(support::spanned(support::date("2026-03-12"))),
        impact: OneOrMany(vec![impact]),
        timeline: Timeline {
            events: std::iter::once(lead_up).chain(events).collect(),
            quick: None,
        },
        ..Incident::default()
    }
}

/// The event at `at` of `count`, so many minutes after ten.
fn numbered((at, count): (usize, usize), minutes: i64) -> Event {
    let parts = [
        "checkout",
        "db-replicas",
        "payments",
        "a-part-with-a-very-long-name",
    ];
    let words = [
        "asks",
        "restarts the workers by hand, as on every morning",
        "p95 above 4 s",
    ];
    let own = match at % 9 {
        3 => when(&format!(
            "~{:02}:{:02}",
            10 + minutes / 60 % 13,
            minutes % 60
        )),
        _ => later(minutes),
    };
    Event {
        at: Some(own).filter(|_| at % 17 != 5),
        until: Some(later(minutes + 7)).filter(|_| at % 11 == 4),
        kind: Some(Kind::ALL[at % Kind::ALL.len()].0.clone().into()),
        who: Some(text("morning on-call")),
        component: OneOrMany(vec![text(parts[at % parts.len()])]),
        mark: match at {
            1 => marks(&[Mark::Started]),
            _ if at == count / 3 => marks(&[Mark::Detected]),
            _ if at == count - 1 => marks(&[Mark::Mitigated, Mark::Resolved]),
            _ => OneOrMany::default(),
        },
        ..event(&format!("e{at}"), "10:00", words[at % words.len()])
    }
}

/// The pictures that every rule must hold for: few events and many, spread out and on one spot.
fn charts() -> Vec<(String, Chart)> {
    let mut all = Vec::new();
    for count in [1, 2, 5, 30, 120, 400] {
        let spreads: [(&str, Spread); 4] = [
            ("even", |_| 2),
            ("one spot", |_| 0),
            ("bursts", |at| if at % 20 == 0 { 25 } else { 0 }),
            ("growing", |at| i64::try_from(at % 40).unwrap()),
        ];
        for (name, spread) in spreads {
            let report = report(&incident(count, spread), &Review::default());
            all.push((format!("{count} {name}"), report.chart.unwrap()));
        }
    }
    all.push(("every field".to_owned(), support::full().chart.unwrap()));
    all
}

fn overlap(one: Area, other: Area) -> bool {
    let apart = |start: i64, length: i64, other: i64, other_length: i64| {
        start + length <= other || other + other_length <= start
    };
    !(apart(one.x, one.width, other.x, other.width)
        || apart(one.y, one.height, other.y, other.height))
}

#[test]
fn labels_never_overlap_and_never_leave_the_picture() {
    for (name, chart) in charts() {
        let sheet = Area {
            x: 0,
            y: 0,
            width: chart.width,
            height: chart.height,
        };
        let words: Vec<_> = chart.words().collect();
        for (at, one) in words.iter().enumerate() {
            let area = one.area();
            let inside = area.x >= 0
                && area.x + area.width <= sheet.width
                && area.y >= 0
                && area.y + area.height <= sheet.height;
            assert!(inside, "{name}: {one:?} leaves {sheet:?}");
            for other in &words[at + 1..] {
                assert!(
                    !overlap(area, other.area()),
                    "{name}: {one:?} over {other:?}"
                );
            }
        }
    }
}

#[test]
fn labels_never_cover_a_shape() {
    for (name, chart) in charts() {
        let spots: Vec<_> = chart.lanes.iter().flat_map(|lane| &lane.spots).collect();
        for spot in &spots {
            let shape = Area {
                x: spot.shape.x - 7,
                y: spot.shape.y - 7,
                width: 14,
                height: 14,
            };
            for words in chart.words() {
                assert!(
                    !overlap(shape, words.area()),
                    "{name}: {words:?} over {shape:?}"
                );
            }
            let others = spots.iter().filter(|other| !std::ptr::eq(**other, *spot));
            for other in others {
                let (dx, dy) = (other.shape.x - spot.shape.x, other.shape.y - spot.shape.y);
                assert!(
                    dx.abs() >= 14 || dy.abs() >= 14,
                    "{name}: {:?} over {:?}",
                    spot.shape,
                    other.shape
                );
            }
        }
    }
}

#[test]
fn every_event_is_in_the_picture_once_and_in_the_table_by_its_number() {
    for count in [5, 30, 120, 400] {
        let report = report(&incident(count, |_| 1), &Review::default());
        let chart = report.chart.as_ref().unwrap();
        let spots = chart.lanes.iter().flat_map(|lane| &lane.spots);
        let mut numbers: Vec<_> = spots.flat_map(|spot| spot.numbers.clone()).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=count).collect::<Vec<_>>());
        let review = support::rendered(&report);
        assert_eq!(chart.numbered, review.contains("| # | Time |"), "{count}");
        assert_eq!(chart.numbered, count > 100, "{count}");
        if chart.numbered {
            for number in numbers {
                assert!(review.contains(&format!("\n| {number} | ")), "{number}");
            }
        }
        assert!(review.contains("](timeline.svg)"));
    }
}

#[test]
fn the_height_fits_a_slide_whatever_the_number_of_events() {
    for (name, chart) in charts() {
        assert!(chart.height <= 1_200, "{name}: {}", chart.height);
    }
}

#[test]
fn places_follow_time_inside_each_lane_and_a_long_lead_up_is_folded() {
    for (name, chart) in charts() {
        let plot = chart.plot;
        for flag in &chart.flags {
            assert!((plot.x..=plot.x + plot.width).contains(&flag.x), "{name}");
        }
        let folded = !chart.folds.is_empty();
        let long = name != "1 even" && !name.starts_with("1 ") && !name.starts_with("2 ");
        assert!(folded || !long || name.contains("one spot"), "{name}");
    }
    let chart = report(&incident(30, |_| 2), &Review::default())
        .chart
        .unwrap();
    let first = chart.folds[0].x;
    let spots = || chart.lanes.iter().flat_map(|lane| &lane.spots);
    let lead = spots().find(|spot| spot.numbers == [1]).unwrap();
    assert!(
        lead.shape.x < first && spots().all(|spot| spot.numbers == [1] || spot.shape.x > first)
    );
    let mut by_number: Vec<_> = spots().filter(|spot| !spot.numbers.is_empty()).collect();
    by_number.sort_by_key(|spot| spot.numbers[0]);
    assert!(by_number.is_sorted_by_key(|spot| spot.shape.x));
}

/// The only spot of an incident with this event and one an hour later.
fn spot(event: Event) -> pir::report::Spot {
    let events = vec![event, support::event("later", "11:30", "later")];
    let timeline = Timeline {
        events,
        quick: None,
    };
    let chart = report(
        &Incident {
            timeline,
            ..support::bare()
        },
        &Review::default(),
    )
    .chart
    .unwrap();
    let mut spots = chart.lanes.into_iter().flat_map(|lane| lane.spots);
    spots.find(|spot| spot.numbers == [1]).unwrap()
}

#[test]
fn what_is_not_known_exactly_has_soft_edges() {
    assert_eq!(spot(event("a", "10:30", "x")).bar, None);
    let about = spot(event("a", "~10:30", "x"));
    let bar = about.bar.unwrap();
    assert!(
        bar.fade_left > 0 && bar.fade_right > 0 && !bar.lasted,
        "{bar:?}"
    );
    let middle = bar.area.x + bar.area.width / 2;
    assert!((middle - about.shape.x).abs() <= 1, "{about:?}");
    let before = spot(event("a", "before 10:30", "x"));
    let bar = before.bar.unwrap();
    assert!(bar.area.x + 20 < before.shape.x, "{before:?}");
    let span = spot(Event {
        until: Some(when("10:50")),
        ..event("a", "10:30", "x")
    });
    let bar = span.bar.unwrap();
    assert_eq!((bar.fade_left, bar.fade_right, bar.lasted), (0, 0, true));
    assert_eq!(bar.area.x, span.shape.x);
    let condition = spot(Event {
        kind: Some(Kind::Condition.into()),
        since: Some(when("2025-11-20")),
        ..event("a", "10:30", "x")
    });
    let bar = condition.bar.unwrap();
    assert!(
        bar.fade_left > 0 && bar.fade_right > 0 && bar.lasted,
        "{bar:?}"
    );
    assert!(bar.area.x < condition.shape.x, "from before");
}

#[test]
fn an_event_without_a_time_lies_between_its_neighbours() {
    let unknown = Event {
        at: None,
        ..event("b", "10:30", "x")
    };
    let events = vec![
        event("a", "10:00", "first"),
        unknown,
        event("c", "11:00", "last"),
    ];
    let timeline = Timeline {
        events,
        quick: None,
    };
    let chart = report(
        &Incident {
            timeline,
            ..support::bare()
        },
        &Review::default(),
    )
    .chart
    .unwrap();
    let spots: Vec<_> = chart.lanes.iter().flat_map(|lane| &lane.spots).collect();
    let at = |number: usize| spots.iter().find(|spot| spot.numbers == [number]).unwrap();
    let bar = at(2).bar.unwrap();
    assert!(bar.area.x <= at(1).shape.x && bar.area.x + bar.area.width >= at(3).shape.x);
    assert_eq!(at(2).words[0].lead, "time unknown");
}

#[test]
fn without_a_time_there_is_no_picture_and_no_link() {
    let events = vec![Event {
        at: None,
        ..event("a", "10:00", "x")
    }];
    let timeline = Timeline {
        events,
        quick: None,
    };
    for incident in [
        support::bare(),
        Incident {
            timeline,
            ..support::bare()
        },
    ] {
        let report = report(&incident, &Review::default());
        assert_eq!(report.chart, None);
        assert!(!support::rendered(&report).contains("timeline.svg"));
        roxmltree::Document::parse(&drawn(&report)).unwrap();
    }
}

#[test]
fn lanes_are_parts_else_roles_else_one() {
    let lanes = |change: fn(&mut Event)| {
        let mut incident = incident(12, |_| 5);
        incident.impact = OneOrMany::default();
        incident.timeline.events.iter_mut().for_each(change);
        let chart = report(&incident, &Review::default()).chart.unwrap();
        let names = chart.lanes.iter().map(|lane| {
            let lines: Vec<_> = lane.name.iter().map(|line| line.text.as_str()).collect();
            lines.concat()
        });
        names.collect::<Vec<_>>()
    };
    let parts = [
        "db-replicas",
        "payments",
        "a-part-with-a-very-long-name",
        "checkout",
        "Other",
    ];
    assert_eq!(lanes(|_| ()), parts);
    assert_eq!(
        lanes(|event| event.component = OneOrMany::default()),
        ["morning on-call", "No role named"]
    );
    let nothing = |event: &mut Event| {
        event.component = OneOrMany::default();
        event.who = None;
    };
    assert_eq!(lanes(nothing), [""]);
}

#[test]
fn the_legend_has_what_is_drawn_and_no_more() {
    let report = report(&incident(5, |_| 5), &Review::default());
    let chart = report.chart.unwrap();
    let spots = chart.lanes.iter().flat_map(|lane| &lane.spots);
    let drawn: BTreeSet<_> = spots
        .map(|spot| (spot.shape.path, spot.shape.line))
        .collect();
    let keys = chart.legend.iter().filter_map(|key| key.shape);
    let explained: BTreeSet<_> = keys.map(|shape| (shape.path, shape.line)).collect();
    assert_eq!(drawn, explained);
}

#[test]
fn the_picture_says_in_words_what_it_shows() {
    let svg = drawn(&support::full());
    let xml = roxmltree::Document::parse(&svg).unwrap();
    let root = xml.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    let named = root.attribute("aria-labelledby").unwrap().split(' ');
    let said: Vec<_> = named
        .map(|id| {
            root.children()
                .find(|node| node.attribute("id") == Some(id))
                .unwrap()
        })
        .map(|node| node.text().unwrap())
        .collect();
    assert_eq!(said[0], "Checkout slow, then errors");
    for words in [
        "8 events",
        "started ~09:41",
        "detected 10:31",
        "mitigated 11:38",
    ] {
        assert!(said[1].contains(words), "{}", said[1]);
    }
}

#[test]
fn a_public_picture_shows_nothing_internal_and_the_public_review_links_to_it() {
    let mut incident = incident(8, |_| 5);
    incident.timeline.events[2].what = text("a secret step");
    incident.timeline.events[2].component = OneOrMany(vec![text("a secret part")]);
    incident.timeline.events[2].visibility = Some(Visibility::Internal);
    let of = |audience| {
        let options = Options {
            audience,
            ..Options::new("2026-03-12-checkout-slow")
        };
        Report::new(&incident, &Review::default(), None, &options)
    };
    let (inside, outside) = (of(Audience::Internal), of(Audience::Public(&[])));
    assert!(drawn(&inside).contains("secret"));
    assert!(!drawn(&outside).contains("secret"));
    assert!(support::rendered(&inside).contains("](timeline.svg)"));
    let public = support::rendered(&outside);
    assert!(public.contains("](timeline.public.svg)") && !public.contains("](timeline.svg)"));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let [one, other] = [0, 1].map(|_| drawn(&report(&incident(120, |_| 3), &Review::default())));
    assert_eq!(one, other);
}

/// The colours of a scheme: class, property, colour.
fn colours(style: &str) -> BTreeMap<(String, String), String> {
    let mut all = BTreeMap::new();
    for rule in style.split('}') {
        let Some((names, body)) = rule.rsplit_once('{') else {
            continue;
        };
        let names = names.rsplit_once('{').map_or(names, |(_, names)| names);
        for (name, line) in names
            .split(',')
            .flat_map(|name| body.split(';').map(move |line| (name, line)))
        {
            let Some((property, colour)) = line.split_once(':') else {
                continue;
            };
            if colour.trim().starts_with('#') {
                all.insert(
                    (name.trim().to_owned(), property.trim().to_owned()),
                    colour.trim().to_owned(),
                );
            }
        }
    }
    all
}

/// How far two colours are apart, as the guidelines for web content count it: 1 to 21.
fn contrast(one: &str, other: &str) -> f64 {
    let light = |colour: &str| {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    };
    let (one, other) = (light(one), light(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn text_and_shapes_stand_out_from_every_ground_in_light_and_in_dark() {
    let svg = drawn(&support::full());
    let style = svg
        .split_once("<style>")
        .unwrap()
        .1
        .split_once("</style>")
        .unwrap()
        .0;
    let (light, dark) = style
        .split_once("@media (prefers-color-scheme: dark) {")
        .unwrap();
    let light = colours(light);
    let dark: BTreeMap<_, _> = light.clone().into_iter().chain(colours(dark)).collect();
    assert_eq!(light.len(), dark.len(), "dark sets what light does");
    let phases = ["before", "detection", "response", "after"];
    for scheme in [&light, &dark] {
        let colour = |name: &str, property: &str| &scheme[&(name.to_owned(), property.to_owned())];
        let grounds: Vec<_> = [".sheet".to_owned()]
            .into_iter()
            .chain(phases.map(|phase| format!(".{phase}")))
            .collect();
        for ground in &grounds {
            let ground = colour(ground, "fill");
            for name in ["text", ".lead", ".subtitle", ".axis"] {
                let found = contrast(colour(name, "fill"), ground);
                assert!(found >= 4.5, "{name} on {ground}: {found:.1}");
            }
            for tone in [
                "state", "sign", "thought", "step", "word", "relief", "other",
            ] {
                for (class, property) in [("full", "fill"), ("line", "stroke")] {
                    let found = contrast(colour(&format!(".{class}.{tone}"), property), ground);
                    assert!(found >= 4.5, "{tone} on {ground}: {found:.1}");
                }
            }
            assert!(contrast(colour(".mark", "stroke"), ground) >= 4.5);
        }
        for phase in phases {
            let found = contrast(
                colour("text", "fill"),
                colour(&format!(".strip .{phase}"), "fill"),
            );
            assert!(found >= 4.5, "the name of {phase}: {found:.1}");
        }
    }
}

/// Pieces that mean something in XML, or that XML cannot hold.
const PIECES: &[&str] = &[
    "<script>alert(1)</script>",
    "</text>",
    "</svg>",
    "]]>",
    "<![CDATA[x",
    "<!-- x",
    "--> x",
    "<?x ?>",
    "<!DOCTYPE x>",
    "&amp;",
    "&x;",
    "&#0;",
    "\" onload=\"alert(1)",
    "' x='",
    "\0",
    "\u{1b}[31m",
    "\u{7f}\u{85}\u{9b}",
    "\u{fffe}\u{ffff}",
    "\u{202e}x\u{2066}",
    "\u{feff}",
    "x\ny\r\nz\tw",
    "{{ x }}",
    "{% x %}",
    "javascript:alert(1)",
    "`x` **y**",
    "שלום العربية 日本語 👩‍👩‍👧 é",
    "a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j k l m n o p q r s t",
    "unbreakablyunbreakablyunbreakablyunbreakablyunbreakablyunbreakablyunbreakablyunbreakably",
    "",
    "   ",
];

/// The elements that the template draws with, and the attributes that it gives them.
fn is_ours(node: &roxmltree::Node<'_, '_>) -> bool {
    let elements = [
        "svg",
        "title",
        "desc",
        "style",
        "rect",
        "text",
        "tspan",
        "path",
        "g",
        "circle",
        "defs",
        "pattern",
        "mask",
        "linearGradient",
        "stop",
    ];
    elements.contains(&node.tag_name().name())
        && node
            .attributes()
            .all(|attribute| !attribute.name().starts_with("on") && attribute.name() != "href")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_escapes_from_its_place(picks in prop::collection::vec((0..PIECES.len(), 0..PIECES.len()), 1..40)) {
        let mut at = 0;
        let report = support::filled(&mut |_| {
            at += 1;
            let (one, other) = picks[at % picks.len()];
            format!("{}{}", PIECES[one], PIECES[other])
        });
        let svg = drawn(&report);
        let xml = roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
        for node in xml.descendants() {
            prop_assert!(!node.is_comment() && !node.is_pi(), "{svg}");
            prop_assert!(!node.is_element() || is_ours(&node), "{:?}", node);
        }
        let chart = report.chart.unwrap();
        let words: Vec<_> = chart.words().collect();
        for (at, one) in words.iter().enumerate() {
            prop_assert!(one.area().x >= 0 && one.area().x + one.area().width <= chart.width, "{one:?}");
            for other in &words[at + 1..] {
                prop_assert!(!overlap(one.area(), other.area()), "{one:?} over {other:?}");
            }
        }
    }
}
