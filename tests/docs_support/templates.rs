//! `docs/templates.md`: the filters, the built-in templates and the fields of the report in, a
//! page out.

use std::collections::{BTreeMap, BTreeSet};

use pir::render::{FILTERS, Templates};

use super::fields::{Shape, shapes};
use super::{row, title};

/// The page.
pub(crate) fn page() -> String {
    let shapes = shapes();
    [
        INTRODUCTION,
        &built_in(),
        ESCAPING,
        &filters(),
        ENGINE_FILTERS,
        &engine_filters(),
        PARTS,
        &macros(),
        ERRORS,
        &fields(&shapes),
    ]
    .concat()
}

/// The built-in templates.
fn built_in() -> String {
    let mut table = row(&["template", "writes", "is"]) + &row(&["---", "---", "---"]);
    for listed in Templates::new(Vec::new()).unwrap().list() {
        let file = listed.name.trim_end_matches(".j2");
        table += &row(&[
            &format!("[`{}`](gallery/{file})", listed.short()),
            &format!("`{file}`"),
            &cell(&listed.about),
        ]);
    }
    table
}

/// Filters of the engine that templates use most: name, what it does, a template, what comes out.
pub(crate) const ENGINE: &[(&str, &str, &str, &str)] = &[
    ("length", "how many there are", "{{ [1, 2] | length }}", "2"),
    (
        "join",
        "a list as one text",
        "{{ ['a', 'b'] | join(', ') }}",
        "a, b",
    ),
    ("first", "the first one", "{{ ['a', 'b'] | first }}", "a"),
    ("last", "the last one", "{{ ['a', 'b'] | last }}", "b"),
    (
        "map",
        "one field of each",
        "{{ [{'id': 'a'}, {'id': 'b'}] | map(attribute='id') | join(' ') }}",
        "a b",
    ),
    (
        "selectattr",
        "those in which a field is true, or equal",
        "{{ [{'id': 'a'}, {'id': 'b'}] | selectattr('id', 'equalto', 'b') | length }}",
        "1",
    ),
    (
        "rejectattr",
        "the others",
        "{{ [{'id': ''}, {'id': 'b'}] | rejectattr('id') | length }}",
        "1",
    ),
    (
        "unique",
        "each once",
        "{{ ['a', 'b', 'a'] | unique | join(' ') }}",
        "a b",
    ),
    (
        "sort",
        "in order",
        "{{ ['b', 'a'] | sort | join(' ') }}",
        "a b",
    ),
    (
        "reverse",
        "the other way round",
        "{{ ['a', 'b'] | reverse | join(' ') }}",
        "b a",
    ),
    (
        "capitalize",
        "a capital at the start",
        "{{ 'no effect' | capitalize }}",
        "No effect",
    ),
    ("upper", "capitals", "{{ 'sev2' | upper }}", "SEV2"),
    (
        "replace",
        "one text for another",
        "{{ 'a-b' | replace('-', ' ') }}",
        "a b",
    ),
    (
        "trim",
        "without space at both ends",
        "{{ ' a ' | trim }}",
        "a",
    ),
    (
        "default",
        "a text for a name that is not there",
        "{{ nothing | default('a') }}",
        "a",
    ),
];

/// The same as a table.
fn engine_filters() -> String {
    let mut table = row(&["filter", "gives", "in a template", "comes out as"])
        + &row(&["---", "---", "---", "---"]);
    for (name, doc, template, out) in ENGINE {
        table += &row(&[
            &format!("`{name}`"),
            &cell(doc),
            &code(template),
            &code(out),
        ]);
    }
    table
}

/// The macros of `_parts.md.j2` with the comments above them.
fn macros() -> String {
    let text = std::fs::read_to_string("templates/_parts.md.j2").unwrap();
    let mut table = row(&["macro", "prints"]) + &row(&["---", "---"]);
    let mut comment = String::new();
    for line in text.lines() {
        let inside = |start: &str, end: &str| line.strip_prefix(start)?.strip_suffix(end);
        if let Some(said) = inside("{# ", " #}") {
            said.clone_into(&mut comment);
        } else if let Some(head) = line.strip_prefix("{% macro ") {
            let head = head.trim_end_matches(['-', '%', '}', ' ']);
            table += &row(&[&format!("`{head}`"), &cell(&comment)]);
        }
    }
    table
}

/// The filters with their examples.
fn filters() -> String {
    let mut table = row(&["filter", "gives", "in a template", "comes out as"])
        + &row(&["---", "---", "---", "---"]);
    for filter in FILTERS {
        let (template, out) = filter.example;
        let lines: Vec<_> = out.lines().map(code).collect();
        table += &row(&[
            &format!("`{}`", filter.name),
            &cell(filter.doc),
            &code(&template.replace('\n', "\\n")),
            &lines.join("<br>"),
        ]);
    }
    table
}

/// The fields of the report, then those of every type in it.
fn fields(shapes: &BTreeMap<String, Shape>) -> String {
    let reached = reached(shapes);
    let mut page = table(&shapes["Report"]);
    page += "\n## What the lists and mappings hold\n";
    for name in reached {
        let shape = &shapes[&name];
        page += &format!("\n### {name}\n\n{}\n\n{}", shape.doc, table(shape));
    }
    page
}

/// The names of all types that a report leads to.
fn reached(shapes: &BTreeMap<String, Shape>) -> BTreeSet<String> {
    let (mut reached, mut open) = (BTreeSet::new(), vec!["Report"]);
    while let Some(name) = open.pop() {
        for inner in shapes[name].fields.iter().filter_map(|f| f.kind.shape()) {
            if reached.insert(inner.to_owned()) {
                open.push(inner);
            }
        }
    }
    reached
}

fn table(shape: &Shape) -> String {
    let mut table = row(&["field", "is", "holds"]) + &row(&["---", "---", "---"]);
    for field in &shape.fields {
        assert!(!field.doc.is_empty(), "{} says nothing", field.name);
        table += &row(&[
            &format!("`{}`", field.name),
            &field.kind.words(),
            &cell(&field.doc),
        ]);
    }
    table
}

/// Text in a cell. A tag in it is shown, not meant.
fn cell(text: &str) -> String {
    title(text.trim_end_matches('.'))
        .replace('|', "\\|")
        .replace("<br>", "`<br>`")
}

/// A code span in a cell; nothing for an empty line.
fn code(line: &str) -> String {
    let line = line.replace('|', "\\|");
    let longest = line.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if longest > 0 { " " } else { "" };
    if line.is_empty() {
        return line;
    }
    format!("{fence}{space}{line}{space}{fence}")
}

const INTRODUCTION: &str = "\
# Templates

`pir render` fills a template with a report of the incident. The list of filters and fields below is
written by a test from the source.

## Your own template

Start from a built-in one. A file in the folder `templates/` beside `pir.yaml` whose name ends in
`.j2` is a template; one that has the name of a built-in template stands in its place.

```sh
mkdir -p templates
pir template show brief > templates/brief.md.j2    # in place of the built-in one
pir template show brief > templates/ours.md.j2     # beside it
pir template list
pir render --template ours -o -                    # look at it
pir render --template ours                         # write ours.md beside incident.yaml
pir render --template ours --check                 # in CI: is ours.md what its sources give?
```

`template: ours` in `pir.yaml` makes it the one that `pir render` takes. A file whose name begins
with `_` is a part of others: `{% import \"_parts.md.j2\" as parts %}` brings in its macros. The first
comment of a template, `{# What it is for. #}`, is what `pir template list` says of it.

Templates are written in the language of [Jinja](https://jinja.palletsprojects.com/templates/), as
[minijinja](https://github.com/mitsuhiko/minijinja) has it. A line that holds only a `{% ... %}` leaves no line
behind.

```jinja
{# Who saw what, and what stays open. #}
# {{ title | heading }}

{% for item in accounts %}
- {{ item.role }}: {{ item.account | labelled }}
{% else %}
Nobody has given an account yet.
{% endfor %}

{% if severity is not none %}
Severity {{ severity }}.
{% endif %}
```

Templates read no other files, know no clock and reach no network: the same incident gives the same
bytes. A Markdown document ends with a comment that names its sources and seals its text, so that a
later `pir render` sees when somebody has edited it.

## Where a rendering goes, and for whom

Every template writes a file of its own beside `incident.yaml`, so that none takes the place of another:
`ours.md.j2` writes `ours.md`. `--audience public` leaves out what is internal
([what that is](formats.md#who-may-see-what)) before the template sees anything, so no template can
show it; the file is then `ours.public.md`.

A template whose name ends in `public` before what it writes, as `public.md.j2` or
`status-page.public.md.j2`, is for the public always and keeps its name. `audience` tells a template
for whom it is filled.

These are built in; each links to what it makes of one example:

";

const ESCAPING: &str = "
## Text of people stays in its place

The name of a template says what it writes. In `.md.j2`, a value becomes one line of inline Markdown:
code, emphasis and harmless links stay, and nothing in it can begin a heading, a list, a table cell or
HTML. For any other place there is a filter. Only a filter that does not fit its place (`block` in a
table) and `safe`, which takes all care away, can break the document. In `.html.j2` and `.svg.j2` a value is escaped for HTML. In a
template of any other name nothing is escaped.

A value that is none prints as `not recorded`, so that what is missing is seen; ask
`{% if x is not none %}` where it is to be left out. An empty list is false.

";

const ENGINE_FILTERS: &str = "
The filters of minijinja are there as well; these are used most. What they make of a text is a text
again, and is escaped when it is printed.

";

const PARTS: &str = "
## Parts to borrow

`{% import \"_parts.md.j2\" as parts %}` brings in the macros below. `_timeline.md.j2` is included whole; it
takes the marks of a heading below its own from `below`:

```jinja
{# The timeline alone, with what users noticed above it. #}
{% import \"_parts.md.j2\" as parts %}
# {{ title | heading }}

{{ parts.noticed(impact) }}

## Timeline

{% set below = \"###\" %}
{% include \"_timeline.md.j2\" %}
```

";

const ERRORS: &str = "
## When something is wrong

A template never leaves a silent hole. A name that does not exist is an error that points to its
place and says which name is near; so are a filter that does not exist, a list where a text belongs,
an `{% include %}` of a file that is not among the templates, and a loop that does not end. Nothing
is written then, and `pir render` ends with 2.

```text
error[template-error]: `titel` is undefined
 --> templates/ours.md.j2:2:6
  |
2 | # {{ titel }}
  |      ^^^^^
  |
  = help: did you mean `title`? run `pir render --context` to see what a template is given
```

## What a template sees

`pir render --context` prints all of it as JSON, filled from an incident. Words like the kind of an
event come with their meaning. Lists keep the order of the files, and the timeline that of time.

";
