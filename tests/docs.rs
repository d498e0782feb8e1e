//! The pages that are written from tables are what the tables say, and the tables of pages name
//! what is there. `SNAPSHOTS=overwrite cargo test` writes the pages.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

#[path = "docs_support/mod.rs"]
mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use clap::CommandFactory as _;
use pir::check::language;
use pir::diagnostic::Group;
use pir::report::Report;
use support::fields::{Kind, shapes};
use support::title;

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
    // Below a command clap adds a help of its own.
    let own = |sub: &String| sub != "help" || name == "pir";
    for sub in below.into_iter().filter(own) {
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
         Levels can be set in `pir.yaml`: `check: {levels: {one-factor: off}}`.\n\n\
         What is no error can be allowed in its place, with a reason: `# pir: allow CODE: reason` in YAML,\n\
         `<!-- pir: allow CODE: reason -->` in Markdown. At the end of a line that is about the line; on a\n\
         line of its own about what follows: the next field of YAML, the next paragraph of Markdown.\n",
    );
    for group in [Group::Structure, Group::Timeline, Group::Language] {
        let _ = write!(page, "\n## {}\n{}", title(group.word()), note(group));
        let mut rules: Vec<_> = pir::cmd::rules()
            .filter(|rule| rule.group == group)
            .collect();
        rules.sort_by_key(|rule| rule.code);
        for rule in rules {
            let off = language::is_opt_in(rule);
            let level = if off { "off" } else { rule.level.word() };
            let code = rule.code;
            let _ = write!(
                page,
                "\n### {code} ({level})\n\n{}.\n\n",
                title(rule.summary)
            );
            let words = group == Group::Language;
            let (act, form, right, shown) = if words {
                ("Ask", "text", "Not found in", 3)
            } else {
                ("What to do", "yaml", "Put right", 1)
            };
            let _ = write!(
                page,
                "*Why.* {}\n\n*{act}.* {}\n",
                rule.why,
                title(rule.help)
            );
            for (name, examples) in [("Found in", rule.bad), (right, rule.good)] {
                let examples: Vec<_> = examples
                    .iter()
                    .take(shown)
                    .map(|text| text.trim_end())
                    .collect();
                if !examples.is_empty() {
                    let examples = examples.join("\n");
                    let _ = write!(page, "\n{name}:\n\n```{form}\n{examples}\n```\n");
                }
            }
        }
    }
    page += &support::asks::page();
    same("docs/rules.md", &page);
}

/// What is to be said of the rules of a group together.
fn note(group: Group) -> &'static str {
    match group {
        Group::Structure | Group::Timeline => "",
        Group::Language => {
            "\nHints and notes about words that end the search for what can be learned. They look who acts in\n\
             a clause, so that \"the pod failed to start\" is left alone. Code, links, headings, quotations,\n\
             chat, `known`, evidence, the parking lot and plans are never looked at (`try-harder` looks at\n\
             plans). The roles and components of an incident are known as people and as parts of the system;\n\
             `check: {people: [...], components: [...]}` in `pir.yaml` says more of them.\n"
        }
    }
}

#[test]
fn prompts_page_is_the_catalogue() {
    let page = support::prompts::page();
    assert_eq!(page.matches("\n### ").count(), 60);
    same("docs/prompts.md", &page);
}

#[test]
fn walk_page_is_the_keys_and_the_screen() {
    same("docs/walk.md", &support::walk::page());
    same("docs/walk.svg", &support::walk::picture());
}

#[test]
fn the_prompts_on_the_prompts_page_can_be_used() {
    let page = support::prompts::page();
    let blocks: Vec<_> = page
        .split("```yaml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    let [settings, prompts] = blocks[..] else {
        panic!("{blocks:?}");
    };
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("pir.yaml"), settings).unwrap();
    fs::write(home.path().join("prompts.yaml"), prompts).unwrap();
    let example = Path::new("examples/2026-03-12-checkout-slow");
    let example = example.canonicalize().unwrap();
    let only = ["--only", "sense-handbook", "--only", "luck-fortune"];
    let output = Command::new(env!("CARGO_BIN_EXE_pir"))
        .current_dir(home.path())
        .args(["questions", "--role", "database on-call"])
        .args(only)
        .arg(&example)
        .output()
        .unwrap();
    let asked = String::from_utf8_lossy(&output.stdout);
    for words in ["Which page of our handbook", "without anybody having"] {
        assert!(asked.contains(words), "{words}: {output:?}");
    }
}

#[test]
fn import_page_is_the_table_of_formats() {
    let mut page = String::from(
        "# What `pir import` reads\n\nWritten by a test from the table of formats. The format is told from what a file holds;\n\
         `--from NAME` forces one. `pir new --import` takes the same.\n\n\
         Times keep the zone that the export states and go to the second. People become roles: `--people FILE`\n\
         maps names, ids and logins to roles (`--people-template` writes such a file), everybody else is\n\
         `person-1` and so on, and who that is goes to standard error alone. Keys, tokens, e-mail addresses\n\
         and phone numbers are masked. Every event keeps a `source` that names it, so that importing again\n\
         adds nothing twice. The same thing three times or more in a row is one event with a count and a span.\n\n\
         JSON and JSON Lines of any other tool: `--map at=PATH,what=PATH`, with these fields:\n\n",
    );
    for (name, what) in pir::import::FIELDS {
        let _ = writeln!(page, "- `{name}`: {what}");
    }
    for format in pir::import::FORMATS {
        let (name, what, get) = (format.name, format.what, format.get);
        let _ = write!(page, "\n## {name}\n\n{what}.\n\nHow to get it: {get}.\n");
        page += "\n| what it holds | what it becomes |\n| --- | --- |\n";
        for (thing, becomes) in format.becomes {
            let _ = writeln!(page, "| {thing} | {becomes} |");
        }
        if !format.noise.is_empty() {
            page += "\nLeft out, unless `--keep-noise` is given:\n\n";
        }
        for noise in format.noise {
            let _ = writeln!(page, "- `{}`: {}", noise.name, noise.what);
        }
    }
    same("docs/import.md", &page);
}

#[test]
fn export_page_is_the_table_of_columns() {
    same("docs/export.md", &support::export::page());
}

#[test]
fn the_query_of_the_readme_is_the_one_that_is_run() {
    let readme = fs::read_to_string("README.md").unwrap();
    for fence in support::export::query() {
        assert!(readme.contains(&fence), "README.md lacks\n{fence}");
    }
}

#[test]
fn templates_page_is_the_filters_and_the_fields_of_the_report() {
    same("docs/templates.md", &support::templates::page());
}

#[test]
fn settings_page_is_the_schema_and_the_variables() {
    same("docs/settings.md", &support::settings::page());
}

#[test]
fn every_variable_that_the_code_looks_at_is_on_the_settings_page() {
    let page = support::settings::page();
    let mut folders = vec![Path::new("src").to_owned()];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            for quoted in text
                .split('"')
                .filter(|word| word.starts_with("PIR_") && !word.starts_with("PIR_TEST_"))
            {
                let name = |c: char| c.is_ascii_uppercase() || c == '_';
                if quoted.len() > 4 && quoted.chars().all(name) {
                    assert!(
                        page.contains(&format!("`{quoted}`")),
                        "{}: {quoted}",
                        path.display()
                    );
                    seen += 1;
                }
            }
        }
    }
    assert!(seen >= 5, "{seen}");
}

#[test]
fn the_templates_on_the_templates_page_can_be_used() {
    let page = support::templates::page();
    let templates: Vec<_> = page.split("```jinja\n").skip(1).collect();
    let expected: [&[&str]; 2] = [
        &["\n- database on-call: ", "\nSeverity "],
        &[
            "\n## Timeline\n",
            "\n### Response\n",
            "  - Who: all customers\n",
        ],
    ];
    assert_eq!(templates.len(), expected.len());
    for (template, expected) in templates.iter().zip(expected) {
        let template = template.split("```").next().unwrap();
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("templates")).unwrap();
        fs::write(home.path().join("pir.yaml"), "template: ours\n").unwrap();
        fs::write(home.path().join("templates/ours.md.j2"), template).unwrap();
        let example = Path::new("examples/2026-03-12-checkout-slow");
        let output = Command::new(env!("CARGO_BIN_EXE_pir"))
            .current_dir(home.path())
            .args(["render", "-o", "-"])
            .arg(example.canonicalize().unwrap())
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        for words in expected {
            assert!(text.contains(words), "{words}: {output:?}");
        }
    }
}

#[test]
fn the_filters_of_the_engine_do_what_the_templates_page_says() {
    for (name, _, template, out) in support::templates::ENGINE {
        assert!(template.contains(&format!("| {name}")), "{name}");
        let source = pir::source::Source::new("ours.md.j2", *template);
        let templates = pir::render::Templates::new(vec![("ours.md.j2".to_owned(), source)]);
        let text = templates.unwrap().render("ours.md.j2", &Report::default());
        let text = text.unwrap_or_else(|found| panic!("{name}: {}", found.message));
        assert_eq!(text.trim_end(), *out, "{name}");
    }
}

#[test]
fn the_fields_on_the_templates_page_are_those_that_a_template_sees() {
    let shapes = shapes();
    let mut seen = 0;
    for example in fs::read_dir("examples").unwrap() {
        let example = example.unwrap().path();
        if !example.is_dir() {
            continue;
        }
        let output = Command::new(env!("CARGO_BIN_EXE_pir"))
            .args(["render", "--context"])
            .arg(&example)
            .output()
            .unwrap();
        let context = serde_json::from_slice(&output.stdout).unwrap();
        seen += Kind::Shape("Report".to_owned()).fits(&context, &shapes);
    }
    assert!(seen > 1000, "{seen}");
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
        // What a transcript prints is no link of the page.
        let prose: String = text.split("\n```").step_by(2).collect();
        for link in prose
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
fn the_help_of_every_command_has_examples() {
    for command in pir::cli::Cli::command().get_subcommands_mut() {
        let help = command.render_long_help().to_string();
        let examples = help.split_once("Examples:").map(|(_, examples)| examples);
        let name = command.get_name();
        assert!(
            examples.is_some_and(|examples| examples.contains(&format!("pir {name}"))),
            "{name}"
        );
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

fn same(path: &str, page: &str) {
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        fs::write(path, page).unwrap();
    }
    let written = fs::read_to_string(path).unwrap_or_default();
    let diff = similar::TextDiff::from_lines(written.as_str(), page);
    assert!(written == page, "{path}:\n{}", diff.unified_diff());
}
