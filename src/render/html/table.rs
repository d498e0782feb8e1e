//! Tags of a table in, HTML out in which every cell says what column it stands in, so that the rows
//! can be cards on a page that has no room for the columns.

use minijinja::HtmlEscape;
use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

/// From how many columns on a table is written like this.
pub(super) const MANY: usize = 4;

/// A table that is being written.
pub(super) struct Table {
    columns: Vec<Alignment>,
    /// The words of its head.
    labels: Vec<String>,
    in_head: bool,
    /// The column of the next cell.
    column: usize,
}

impl Table {
    pub(super) fn new(columns: Vec<Alignment>) -> Self {
        Self {
            columns,
            labels: Vec::new(),
            in_head: false,
            column: 0,
        }
    }

    /// The HTML of `event` where it is a tag of the table. The roles are said since cards would lose
    /// them.
    pub(super) fn tag(&mut self, event: &Event<'_>) -> Option<String> {
        let html = match event {
            Event::Start(Tag::Table(_)) => "<table class=\"stack\" role=\"table\">",
            Event::Start(Tag::TableHead) => {
                self.in_head = true;
                "<thead role=\"rowgroup\"><tr role=\"row\">"
            }
            Event::End(TagEnd::TableHead) => {
                self.in_head = false;
                "</tr></thead><tbody role=\"rowgroup\">\n"
            }
            Event::Start(Tag::TableRow) => {
                self.column = 0;
                "<tr role=\"row\">"
            }
            Event::End(TagEnd::TableRow) => "</tr>\n",
            Event::End(TagEnd::Table) => "</tbody></table>\n",
            Event::Start(Tag::TableCell) => return Some(self.cell()),
            Event::End(TagEnd::TableCell) if self.in_head => "</th>",
            Event::End(TagEnd::TableCell) => "</td>",
            _ => return None,
        };
        Some(html.to_owned())
    }

    /// Takes words of a cell: those of the head are the labels of the others.
    pub(super) fn words(&mut self, words: &str) {
        if let Some(label) = self.labels.last_mut().filter(|_| self.in_head) {
            label.push_str(words);
        }
    }

    fn cell(&mut self) -> String {
        let align = match self.columns.get(self.column) {
            Some(Alignment::Left) => " style=\"text-align: left\"",
            Some(Alignment::Center) => " style=\"text-align: center\"",
            Some(Alignment::Right) => " style=\"text-align: right\"",
            Some(Alignment::None) | None => "",
        };
        if self.in_head {
            self.labels.push(String::new());
            self.column += 1;
            return format!("<th role=\"columnheader\" scope=\"col\"{align}>");
        }
        let label = self.labels.get(self.column).map_or("", String::as_str);
        self.column += 1;
        format!(
            "<td role=\"cell\" data-label=\"{}\"{align}>",
            HtmlEscape(label)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::of;

    #[test]
    fn cells_of_many_columns_say_where_they_stand() {
        let html = of(
            "# T\n\n| \"><b> | `b` | c | d |\n| --- | ---: | --- | --- |\n| 1 | 2 | 3 | 4 |\n",
            (&[], None),
        );
        for part in [
            "<div class=\"wide\" role=\"group\" aria-labelledby=\"t\" tabindex=\"0\">",
            "<table class=\"stack\" role=\"table\">",
            "<th role=\"columnheader\" scope=\"col\" style=\"text-align: right\"><code>b</code></th>",
            "<td role=\"cell\" data-label=\"&quot;&gt;&lt;b&gt;\">1</td>",
            "<td role=\"cell\" data-label=\"b\" style=\"text-align: right\">2</td>",
        ] {
            assert!(html.contains(part), "{part} is not in {html}");
        }
    }

    #[test]
    fn few_columns_stay_a_table() {
        let html = of("| a | b |\n| --- | --- |\n| 1 | 2 |\n", (&[], None));
        assert!(html.contains("<td>1</td>"), "{html}");
        assert!(html.contains("aria-label=\"Table\""), "{html}");
    }
}
