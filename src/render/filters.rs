//! The filters of templates: a table from names to functions.

use minijinja::value::Value;
use minijinja::{Environment, Error, ErrorKind};

use super::markdown;

/// A filter for templates.
#[derive(Debug)]
pub struct Filter {
    /// Its name in a template.
    pub name: &'static str,
    /// What it does, in one line.
    pub doc: &'static str,
    /// A template that uses it, and what comes out.
    pub example: (&'static str, &'static str),
    /// What it does: the text, and the arguments behind the name.
    apply: fn(&str, &[Value]) -> Result<String, Error>,
}

/// Every filter that `pir` adds to those of the template engine. All of them give Markdown that
/// is printed as it is.
pub static FILTERS: &[Filter] = &[
    Filter {
        name: "inline",
        doc: "one line of inline Markdown: code, emphasis and harmless links stay; the same as no filter",
        example: ("{{ '# *a* <b>' | inline }}", "\\# *a* \\<b>"),
        apply: |text, _| Ok(markdown::inline(text)),
    },
    Filter {
        name: "cell",
        doc: "one line for a table cell: line ends become <br>",
        example: ("{{ 'a | b\nc' | cell }}", "a \\| b<br>c"),
        apply: |text, _| Ok(markdown::cell(text)),
    },
    Filter {
        name: "heading",
        doc: "one line for a heading",
        example: ("{{ 'C #' | heading }}", "C \\#"),
        apply: |text, _| Ok(markdown::heading(text)),
    },
    Filter {
        name: "block",
        doc: "paragraphs, lists, code, tables; `block(2)` puts headings in it below one of level 2",
        example: ("{{ '# a\n\n~~~\nb' | block(2) }}", "### a\n\n```\nb\n```"),
        apply: |text, arguments| {
            let section = number(arguments, 6)?;
            Ok(markdown::block(text, u8::try_from(section).unwrap_or(6)))
        },
    },
    Filter {
        name: "item",
        doc: "the same inside a list item; `item(4)` indents the lines after the first by four",
        example: ("- {{ 'a\n\nb' | item }}", "- a\n\n  b"),
        apply: |text, arguments| Ok(markdown::item(text, number(arguments, 2)?.min(16))),
    },
    Filter {
        name: "labelled",
        doc: "the same behind a label: code, lists and tables start below it",
        example: (
            "- A: {{ '~~~\nb' | labelled }}",
            "- A: \n\n  ```\n  b\n  ```",
        ),
        apply: |text, arguments| Ok(markdown::labelled(text, number(arguments, 2)?.min(16))),
    },
    Filter {
        name: "quote",
        doc: "a block quote: one line as inline Markdown, several lines as they are",
        example: ("{{ '# a\n* b' | quote }}", "> ```\n> # a\n> * b\n> ```"),
        apply: |text, _| Ok(markdown::quote(text)),
    },
    Filter {
        name: "code",
        doc: "a code span, for ids and names",
        example: ("{{ 'a`b' | code }}", "``a`b``"),
        apply: |text, _| Ok(markdown::code(text)),
    },
    Filter {
        name: "link",
        doc: "a link with the text as its label: `label | link(url)`",
        example: (
            "{{ 'graph' | link('https://g.example/?a=1') }}",
            "[graph](https://g.example/?a=1)",
        ),
        apply: |text, arguments| {
            let address = arguments
                .first()
                .and_then(Value::as_str)
                .unwrap_or_default();
            Ok(markdown::link(text, address))
        },
    },
];

/// The number that a filter is given, or `otherwise`.
fn number(arguments: &[Value], otherwise: usize) -> Result<usize, Error> {
    match arguments.first() {
        None => Ok(otherwise),
        Some(value) => value.clone().try_into(),
    }
}

/// What stands for a field that is empty.
const MISSING: &str = "not recorded";

/// Gives every filter to `environment`.
pub(super) fn add(environment: &mut Environment<'_>) {
    for filter in FILTERS {
        let apply = move |value: &Value, arguments: minijinja::value::Rest<Value>| {
            let text = text(value, filter.name)?;
            (filter.apply)(&text, &arguments).map(Value::from_safe_string)
        };
        environment.add_filter(filter.name, apply);
    }
}

/// The text that a value stands for.
pub(super) fn text(value: &Value, place: &str) -> Result<String, Error> {
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    if value.is_none() {
        return Ok(MISSING.to_owned());
    }
    if value.as_object().is_some() {
        let message = format!("`{place}` takes text, and this is a list or a mapping");
        return Err(Error::new(ErrorKind::InvalidOperation, message));
    }
    Ok(value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_gives_what_it_says() {
        let mut environment = Environment::new();
        add(&mut environment);
        for filter in FILTERS {
            let (template, out) = filter.example;
            let given = environment.render_str(template, ()).unwrap();
            assert_eq!(given, out, "{}", filter.name);
        }
    }
}
