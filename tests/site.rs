//! The static site where files are broken, runs end early, and reviews name questions.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const SOUND: &str = "reviews/2026-03-12-checkout-slow";
const BROKEN: &str = "reviews/2026-04-01-nobody-can-read-it";

/// A repo with a sound incident, whose review names a question of the timeline.
fn repo() -> tempfile::TempDir {
    let repo = tempfile::tempdir().unwrap();
    fs::create_dir_all(repo.path().join(SOUND)).unwrap();
    fs::write(repo.path().join("pir.yaml"), "").unwrap();
    let write = |name: &str, text: &str| {
        fs::write(repo.path().join(SOUND).join(name), text).unwrap();
    };
    write(
        "incident.yaml",
        "title: Checkout slow\ndate: 2026-03-12\ntimezone: UTC\ntimeline: |\n  10:00 lag rises !started\n  11:00 lag falls !resolved\n",
    );
    write(
        "review.yaml",
        "degraded_conditions:\n  - {id: one-replica, what: One replica carries all reads., since: {at_earliest: 2025-11-20}}\nasked:\n  tl-condition-predates@one-replica: later\n",
    );
    repo
}

fn site(repo: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pir"))
        .args(["site", "-o", "out"])
        .current_dir(repo)
        .output()
        .unwrap()
}

#[test]
fn a_question_of_the_timeline_has_the_wording_that_render_gives_it() {
    let repo = repo();
    let made = site(repo.path());
    assert!(made.status.success(), "{made:?}");
    let page = repo
        .path()
        .join("out/reviews/2026-03-12-checkout-slow.html");
    let page = fs::read_to_string(page).unwrap();
    assert!(page.contains("had been so since 2025-11-20"), "{page}");
}

#[test]
fn pages_with_ages_say_as_of_which_day_and_reviews_do_not() {
    let repo = repo();
    assert!(site(repo.path()).status.success());
    let page = |name: &str| fs::read_to_string(repo.path().join("out").join(name)).unwrap();
    for name in ["index.html", "register.html", "actions.html", "stats.html"] {
        assert!(page(name).contains("from the reviews, as of 20"), "{name}");
    }
    assert!(!page("reviews/2026-03-12-checkout-slow.html").contains("as of"));
}

#[test]
fn an_incident_that_cannot_be_read_is_on_no_page_and_the_rest_is() {
    let repo = repo();
    let broken = repo.path().join(BROKEN);
    fs::create_dir(&broken).unwrap();
    fs::write(broken.join("incident.yaml"), "title: [\n").unwrap();
    fs::write(
        broken.join("review.yaml"),
        "latent_failures:\n  - {id: shared-limit, what: Two jobs share one limit.}\n",
    )
    .unwrap();
    let made = site(repo.path());
    assert_eq!(made.status.code(), Some(2), "{made:?}");
    let page = |name: &str| fs::read_to_string(repo.path().join("out").join(name)).unwrap();
    assert!(!page("index.html").contains("nobody-can-read-it.html"));
    assert!(!page("search/1.js").contains("nobody-can-read-it"));
    assert!(!page(".pir-site").contains("nobody-can-read-it"));
    // Its review could be read.
    assert!(page("register.html").contains("Two jobs share one limit."));
}

#[test]
fn what_a_run_that_ended_early_left_is_taken_up_by_the_next() {
    let repo = repo();
    let templates = repo.path().join("templates");
    fs::create_dir(&templates).unwrap();
    // The pages that come after the reviews end the run.
    fs::write(templates.join("_site.html.j2"), "{{ nothing.of.the.kind }}").unwrap();
    let cut = site(repo.path());
    assert_eq!(cut.status.code(), Some(2), "{cut:?}");
    assert!(repo.path().join("out/reviews").exists());
    fs::remove_dir_all(&templates).unwrap();
    let made = site(repo.path());
    assert!(made.status.success(), "{made:?}");
}

#[test]
fn a_page_that_an_older_run_wrote_goes_when_its_incident_does() {
    let repo = repo();
    assert!(site(repo.path()).status.success());
    fs::rename(
        repo.path().join(SOUND),
        repo.path().join("reviews/2026-03-13-renamed"),
    )
    .unwrap();
    assert!(site(repo.path()).status.success());
    let names = fs::read_dir(repo.path().join("out/reviews")).unwrap();
    let names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["2026-03-13-renamed.html"]);
}

#[test]
fn a_table_of_many_rows_goes_on_on_further_pages_until_it_has_few() {
    let repo = repo();
    let reviews = repo.path().join("reviews");
    for number in 0..510 {
        let folder = reviews.join(format!("2026-01-01-{number:03}"));
        fs::create_dir(&folder).unwrap();
        fs::write(
            folder.join("incident.yaml"),
            format!("title: The one of number {number}\ndate: 2026-01-01\n"),
        )
        .unwrap();
    }
    let entry = |number| format!("- {{id: entry-{number:03}, what: Limit {number} is shared.}}\n");
    let entries: String = (0..510).map(entry).collect();
    fs::write(
        reviews.join("2026-01-01-000/review.yaml"),
        format!("latent_failures:\n{entries}"),
    )
    .unwrap();
    let made = site(repo.path());
    assert!(made.status.success(), "{made:?}");
    let out = repo.path().join("out");
    let page = |name: &str| fs::read_to_string(out.join(name)).unwrap();
    let title = "The one of number";
    let rows = |text: &str| text.matches("<tr role").count();
    let start = page("index.html");
    let (_, all) = start.split_once("id=\"all\"").unwrap();
    // With that of the headings.
    assert_eq!([rows(all), rows(&page("index-all-2.html"))], [501, 12]);
    assert!(page("index.html").contains("href=\"index-all-2.html\">501 to 511</a>"));
    assert!(page("index-all-2.html").contains("href=\"index.html#all\""));
    assert!(page("index-all-2.html").contains("as of 20"));
    let listed = page("index.html") + &page("index-all-2.html");
    for number in 0..510 {
        assert!(listed.contains(&format!("{title} {number}<")), "{number}");
    }
    assert!(page(".pir-site").contains("\nindex-all-2.html\n"));
    // The last entry is not on the page of the register itself, and is led to from there.
    let anchor = "entry-entry-509";
    let href = format!("href=\"register-every-2.html#{anchor}\"");
    assert!(page("register-open-2.html").contains(&href));
    assert!(page("register-every-2.html").contains(&format!("id=\"{anchor}\"")));
    let first = "href=\"register.html#entry-entry-000\"";
    assert!(page("register.html").contains(first));
    assert!(page("register.html").contains("id=\"entry-entry-000\""));

    for number in 0..20 {
        fs::remove_dir_all(reviews.join(format!("2026-01-01-{number:03}"))).unwrap();
    }
    assert!(site(repo.path()).status.success());
    for name in ["index-all-2.html", "register-every-2.html"] {
        assert!(!out.join(name).exists(), "{name}");
        assert!(!page(".pir-site").contains(name));
    }
    assert!(!page("index.html").contains("further pages"));
}

#[test]
fn a_file_that_no_run_wrote_is_neither_written_over_nor_taken_away() {
    let repo = repo();
    assert!(site(repo.path()).status.success());
    let theirs = repo.path().join("out/reviews/2026-03-13-new.html");
    fs::write(&theirs, "theirs").unwrap();
    let sound = repo.path().join(SOUND);
    let new = repo.path().join("reviews/2026-03-13-new");
    fs::create_dir(&new).unwrap();
    fs::copy(sound.join("incident.yaml"), new.join("incident.yaml")).unwrap();
    let made = site(repo.path());
    assert_eq!(made.status.code(), Some(2), "{made:?}");
    let said = String::from_utf8_lossy(&made.stderr).into_owned();
    assert!(said.contains("2026-03-13-new.html is there"), "{said}");
    fs::remove_dir_all(&new).unwrap();
    assert!(site(repo.path()).status.success());
    assert_eq!(fs::read_to_string(&theirs).unwrap(), "theirs");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    use std::os::unix::fs::symlink;

    for (name, is_folder) in [
        ("stats.html", false),
        (".pir-site", false),
        ("reviews", true),
    ] {
        let repo = repo();
        assert!(site(repo.path()).status.success());
        let ours = repo.path().join("out").join(name);
        let theirs = repo.path().join("theirs");
        if is_folder {
            fs::remove_dir_all(&ours).unwrap();
            fs::create_dir(&theirs).unwrap();
        } else {
            fs::remove_file(&ours).unwrap();
            fs::write(&theirs, "theirs").unwrap();
        }
        symlink(&theirs, &ours).unwrap();
        let made = site(repo.path());
        assert_eq!(made.status.code(), Some(2), "{made:?}");
        if is_folder {
            assert_eq!(fs::read_dir(&theirs).unwrap().count(), 0);
        } else {
            assert_eq!(fs::read_to_string(&theirs).unwrap(), "theirs");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_name_of_two_lines_is_one_name() {
    let repo = repo();
    assert!(site(repo.path()).status.success());
    fs::write(repo.path().join("out/mine.html"), "mine").unwrap();
    let odd = repo.path().join("reviews/a\nmine");
    fs::create_dir(&odd).unwrap();
    let sound = repo.path().join(SOUND);
    fs::copy(sound.join("incident.yaml"), odd.join("incident.yaml")).unwrap();
    assert!(site(repo.path()).status.success());
    let page = repo.path().join("out/reviews/a\nmine.html");
    assert!(page.exists());
    fs::remove_dir_all(&odd).unwrap();
    assert!(site(repo.path()).status.success());
    assert!(!page.exists());
    assert!(repo.path().join("out/mine.html").exists());
}
