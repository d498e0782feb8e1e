//! The site in a real browser: `tests/browser/check.mjs`. Skipped where node, a Chromium or the two
//! packages are missing; `npm install --prefix target/browser puppeteer-core axe-core` brings them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test may panic, and says when it is skipped"
)]

#[path = "files_support/mod.rs"]
mod files;

use std::fs;
use std::path::Path;
use std::process::Command;

use files::copy;

/// Where `.ci/run` installs the packages.
const MODULES: &str = "target/browser/node_modules";

/// Texts that would run where a page took them for more than text.
const INJECTIONS: &[&str] = &[
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    "\"><svg onload=window.pwned=1>",
    "' onfocus=window.pwned=1 autofocus='",
    "[x](javascript:window.pwned=1)",
    "[x](data:text/html,<script>window.pwned=1</script>)",
    "![x](https://elsewhere.example/x.png)",
    "</script><script>window.pwned=1</script>",
    "</style></title><script>window.pwned=1</script>",
    "<a href=\"javascript:window.pwned=1\" autofocus>x</a>",
    "<iframe srcdoc=\"<script>parent.pwned=1</script>\"></iframe>",
    "`</code><script>window.pwned=1</script>`",
    "\u{2028}<script>window.pwned=1</script>",
    "--><script>window.pwned=1</script>",
    "| <script>window.pwned=1</script> |",
    "{{ 7 * 7 }}{% if x %}",
    "javascript:window.pwned=1",
    // No tag, but wider than a page.
    "DonaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaftDonaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaftDonaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft https://elsewhere.example/a-very-long-way-to-a-page/a-very-long-way-to-a-page/a-very-long-way-to-a-page/a-very-long-way-to-a-page/a-very-long-way-to-a-page/",
];

fn chromium() -> Option<&'static str> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    names.into_iter().find(|name| {
        let version = Command::new(name).arg("--version").output();
        version.is_ok_and(|output| output.status.success())
    })
}

/// An incident with such texts in every field that takes words.
fn hostile(number: usize, text: &str, reviews: &Path) {
    let folder = reviews.join(format!("2026-11-{:02}-hostile-{number}", number + 1));
    fs::create_dir(&folder).unwrap();
    let said = serde_json::to_string(text).unwrap();
    let incident = format!(
        "title: {said}\ndate: 2026-11-{:02}\ntimezone: UTC\nseverity: {said}\ncomponents: [{said}]\nroles: {{{said}: {said}}}\n\
         summary: {said}\nimpact:\n  - {{what: {said}, who: {said}, from: \"10:00\", until: \"11:00\", size: {said}}}\n\
         timeline:\n  - {{at: \"10:00\", kind: symptom, mark: started, what: {said}, component: {said}, evidence: [{said}], known: {said}, quote: {said}, hindsight: {said}}}\n\
         \x20 - {{at: \"10:05\", kind: alert, mark: detected, who: {said}, to: {said}, what: {said}}}\n\
         \x20 - {{at: \"11:00\", kind: {said}, mark: [mitigated, resolved], what: {said}}}\nreferences: [{said}]\n",
        number + 1
    );
    let review = format!(
        "objectives: [{said}]\nnormal_work: {said}\nperspectives:\n  - {{role: {said}, account: {said}}}\n\
         contributing_factors:\n  - {{statement: {said}, categories: [{said}]}}\n\
         latent_failures:\n  - {{id: hostile-{number}, what: {said}, component: {said}, also_touches: [{{component: {said}, checked: no}}]}}\n\
         degraded_conditions:\n  - {{id: limping-{number}, what: {said}, component: {said}, known_to: [{{role: {said}}}], unknown_to: [{{role: {said}}}]}}\n\
         open_questions:\n  - {{question: {said}}}\nanswers:\n  orient-purpose: {said}\n"
    );
    let plan = format!(
        "follow_ups:\n  - {{what: {said}, owner: {said}, done_when: {said}, because: {said}, link: {said}, status: declined}}\n"
    );
    fs::write(folder.join("incident.yaml"), incident).unwrap();
    fs::write(folder.join("review.yaml"), review).unwrap();
    fs::write(folder.join("plan.yaml"), plan).unwrap();
}

/// A site in `site` whose list of reviews goes on on a further page.
fn large(archive: &Path, site: &Path) {
    for number in 0..510 {
        let folder = archive.join(format!("reviews/2026-01-01-{number:03}"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(
            folder.join("incident.yaml"),
            format!("title: The one of number {number}\ndate: 2026-01-01\n"),
        )
        .unwrap();
    }
    fs::write(archive.join("pir.yaml"), "").unwrap();
    let made = Command::new(env!("CARGO_BIN_EXE_pir"))
        .arg("-C")
        .arg(archive)
        .args(["site", "-o"])
        .arg(site)
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
}

#[test]
fn the_site_holds_in_a_browser() {
    let node = Command::new("node").arg("--version").output();
    let there = |name: &str| Path::new(MODULES).join(name).is_dir();
    let missing = match (node, chromium()) {
        (Err(_), _) => "node is not installed",
        (_, None) => "there is no Chromium",
        _ if !there("puppeteer-core") || !there("axe-core") => {
            "the packages are not in target/browser"
        }
        _ => "",
    };
    if !missing.is_empty() {
        let required = std::env::var("PIR_TEST_BROWSER").is_ok_and(|value| value == "required");
        assert!(!required, "{missing}");
        eprintln!("skipped: {missing}");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let archive = home.path().join("archive");
    copy(Path::new("demo"), &archive);
    for (number, text) in INJECTIONS.iter().enumerate() {
        hostile(number, text, &archive.join("reviews"));
    }
    let site = home.path().join("site");
    let made = Command::new(env!("CARGO_BIN_EXE_pir"))
        .env("SOURCE_DATE_EPOCH", "1795435200")
        .arg("-C")
        .arg(&archive)
        .args(["site", "--title", INJECTIONS[0], "-o"])
        .arg(&site)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&made.stderr);
    assert!(made.status.success(), "{told}");
    large(&home.path().join("large"), &site.join("large"));
    let tried = Command::new("node")
        .args(["tests/browser/check.mjs", MODULES])
        .arg(&site)
        .arg(chromium().unwrap())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&tried.stderr);
    assert!(tried.status.success(), "{said}");
}
