//! The pages that are written from tables are what the tables say, and the tables of pages name
//! what is there. `SNAPSHOTS=overwrite cargo test` writes the pages.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use clap::CommandFactory as _;
use pir::diagnostic::Group;

#[test]
fn cli_page_is_the_help_of_every_command() {
    let mut page = String::from("# Commands\n\nWritten by a test from the help texts.\n");
    let mut root = pir::cli::Cli::command().term_width(96);
    root.build();
    section(&mut page, &mut root, "pir");
    same("docs/cli.md", &page);
}

fn section(page: &mut String, command: &mut clap::Command, name: &str) {
    let help = command.render_long_help().to_string();
    let help = help
        .lines()
        .map(str::trim_end)
        .collect::<Vec<_>>()
        .join("\n");
    let _ = write!(page, "\n## {name}\n\n```text\n{}\n```\n", help.trim_end());
    let below: Vec<_> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    for sub in below.into_iter().filter(|sub| sub != "help") {
        section(
            page,
            command.find_subcommand_mut(&sub).unwrap(),
            &format!("{name} {sub}"),
        );
    }
}

#[test]
fn rules_page_is_the_table_of_rules() {
    let mut page = String::from(
        "# What `pir check` finds\n\nWritten by a test from the table of rules. `pir explain CODE` shows one of them.\n\n\
         Levels can be set in `pir.yaml`: `check: {levels: {one-factor: off}}`.\n",
    );
    for group in [Group::Structure, Group::Timeline] {
        let _ = write!(page, "\n## {}\n", title(group.word()));
        let mut rules: Vec<_> = pir::cmd::rules()
            .filter(|rule| rule.group == group)
            .collect();
        rules.sort_by_key(|rule| rule.code);
        for rule in rules {
            let (code, level) = (rule.code, rule.level.word());
            let _ = write!(
                page,
                "\n### {code} ({level})\n\n{}.\n\n",
                title(rule.summary)
            );
            let _ = write!(
                page,
                "*Why.* {}\n\n*What to do.* {}\n",
                rule.why,
                title(rule.help)
            );
            if let (Some(bad), Some(good)) = (rule.bad.first(), rule.good.first()) {
                let _ = write!(
                    page,
                    "\nFound in:\n\n```yaml\n{}\n```\n\nPut right:\n\n```yaml\n{}\n```\n",
                    bad.trim_end(),
                    good.trim_end()
                );
            }
        }
    }
    same("docs/rules.md", &page);
}

#[test]
fn every_path_of_the_contributing_table_is_there() {
    let page = fs::read_to_string("CONTRIBUTING.md").unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| "));
    let paths: Vec<_> = rows
        .flat_map(|row| row.split('`').skip(1).step_by(2))
        .filter(|word| word.contains('/'))
        .collect();
    assert!(paths.len() > 8, "{paths:?}");
    for path in paths {
        assert!(Path::new(path).exists(), "CONTRIBUTING.md names {path}");
    }
}

#[test]
fn every_local_link_of_the_pages_leads_somewhere() {
    let mut pages = vec![
        "README.md".into(),
        "CONTRIBUTING.md".into(),
        "examples/README.md".into(),
    ];
    for folder in ["docs", "docs/decisions"] {
        let entries = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        pages.extend(
            entries.filter(|path| path.extension().is_some_and(|extension| extension == "md")),
        );
    }
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let file = link.split('#').next().unwrap_or_default();
            if file.is_empty() || link.contains("://") {
                continue;
            }
            let target = page.parent().unwrap().join(file);
            assert!(target.exists(), "{} links to {link}", page.display());
        }
    }
}

#[test]
fn the_readme_lists_every_command() {
    let readme = fs::read_to_string("README.md").unwrap();
    for command in pir::cli::Cli::command().get_subcommands() {
        let name = command.get_name();
        assert!(
            readme.contains(&format!("| `pir {name}` |")),
            "README.md does not list {name}"
        );
    }
}

fn title(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

fn same(path: &str, page: &str) {
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        fs::write(path, page).unwrap();
    }
    let written = fs::read_to_string(path).unwrap_or_default();
    let diff = similar::TextDiff::from_lines(written.as_str(), page);
    assert!(written == page, "{path}:\n{}", diff.unified_diff());
}
