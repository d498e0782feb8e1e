//! The pages of `docs/` on a terminal: a section in, plain text out.

use unicode_width::UnicodeWidthStr as _;

/// The text below the heading `title`, up to the next one of its level or above.
pub(super) fn section(page: &str, title: &str) -> String {
    let level = |line: &str| line.bytes().take_while(|byte| *byte == b'#').count();
    let mut lines = page
        .lines()
        .skip_while(|line| level(line) == 0 || line.trim_start_matches('#').trim() != title);
    let own = lines.next().map_or(0, level);
    let text: Vec<_> = lines
        .take_while(|line| !(1..=own).contains(&level(line)))
        .collect();
    text.join("\n").trim().to_owned()
}

/// Prose wrapped to `width` columns, tables in columns, code indented.
pub(super) fn plain(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with("```") {
            for code in lines.by_ref().take_while(|line| !line.starts_with("```")) {
                out += &format!("  {code}\n");
            }
        } else if line.starts_with('|') {
            let mut rows = vec![cells(line)];
            while let Some(row) = lines.next_if(|line| line.starts_with('|')) {
                rows.push(cells(row));
            }
            out += &table(&rows, width);
        } else {
            let mut paragraph = line.to_owned();
            let ends = |line: &str| {
                ["|", "```", "- ", "#"]
                    .iter()
                    .any(|mark| line.starts_with(mark))
            };
            let goes_on = |more: &str| !line.is_empty() && !more.is_empty() && !ends(more);
            while let Some(more) = lines.next_if(|more| goes_on(more)) {
                paragraph += " ";
                paragraph += more.trim_start();
            }
            let item = if line.starts_with("- ") { "  " } else { "" };
            out += &textwrap::fill(
                &paragraph,
                textwrap::Options::new(width).subsequent_indent(item),
            );
            out.push('\n');
        }
    }
    out
}

fn cells(row: &str) -> Vec<String> {
    let cells = row.trim_matches('|').split('|');
    cells.map(|cell| cell.trim().to_owned()).collect()
}

/// Rows with the last column wrapped; a name that is long has a line of its own. The head and the
/// line below it say what a reader sees.
fn table(rows: &[Vec<String>], width: usize) -> String {
    let line = |row: &Vec<String>| row.iter().all(|cell| cell.chars().all(|c| c == '-'));
    let body = rows.iter().position(line).map_or(0, |at| at + 1);
    let first = |row: &Vec<String>| row.first().map_or(0, |cell| cell.width());
    let short = |width_of: &usize| *width_of <= width / 3;
    let column = rows[body..]
        .iter()
        .map(first)
        .filter(short)
        .max()
        .unwrap_or(0);
    let mut out = String::new();
    for row in &rows[body..] {
        let name = row.first().map_or("", String::as_str);
        let indent = " ".repeat(column + 4);
        let head = if let Some(gap) = column.checked_sub(name.width()) {
            format!("  {name}{}  ", " ".repeat(gap))
        } else {
            out += &format!("  {name}\n");
            indent.clone()
        };
        let options = textwrap::Options::new(width)
            .initial_indent(&head)
            .subsequent_indent(&indent);
        out += &textwrap::fill(&row[1..].join("  "), options);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{plain, section};

    #[test]
    fn a_section_ends_at_the_next_heading_of_its_level() {
        let page = "# a\nx\n## b\ny\n### c\nz\n## d\nw\n";
        assert_eq!(section(page, "b"), "y\n### c\nz");
        assert_eq!(section(page, "d"), "w");
        assert_eq!(section(page, "e"), "");
    }

    #[test]
    fn a_table_becomes_columns_and_prose_is_wrapped() {
        let text = "one two\nthree\n\n| a | b |\n| --- | --- |\n| `x` | one two three |\n| too long | a |\n\n```yaml\nk: v\n```\n- item\n  more\n";
        let shown = "one two three\n\n  `x`  one two\n       three\n  too long\n       a\n\n  k: v\n- item more\n";
        assert_eq!(plain(text, 15), shown);
    }
}
