//! Times that count from when they were printed, like `5m ago` and the ages of `kubectl get events`: a
//! text in, what to do instead out. Nobody can tell afterwards when such a thing was.

use anyhow::{Result, bail};

use super::Export;

/// Units of an age, with their other writings.
const UNITS: &[&str] = &[
    "s", "sec", "secs", "second", "seconds", "m", "min", "mins", "minute", "minutes", "h", "hr",
    "hrs", "hour", "hours", "d", "day", "days", "w", "week", "weeks", "month", "months", "year",
    "years",
];

/// The heads of columns in which a table of Kubernetes has ages.
const HEADS: &[&str] = &["LAST SEEN", "AGE", "Age", "FIRST SEEN"];

/// Refuses a text whose times are ages.
pub(super) fn refuse(export: &Export<'_>) -> Result<()> {
    let lines = || export.text.lines().map(str::trim);
    let of_kubernetes = lines().any(|line| {
        let mut cells = line.split("  ").map(str::trim);
        cells.any(|cell| HEADS.contains(&cell))
    });
    let age = |line: &str| -> Option<String> {
        let cells = line.split(['\t', '|', ',']).map(str::trim);
        let cell = cells.filter(|cell| !cell.is_empty()).find_map(ago);
        let bare = || line.split_whitespace().find(|word| is_age(word));
        cell.or_else(|| bare().filter(|_| of_kubernetes).map(str::to_owned))
    };
    let Some(age) = lines().find_map(age) else {
        return Ok(());
    };
    let way = if of_kubernetes {
        "`kubectl get events --all-namespaces -o json` tells the times themselves"
    } else {
        "export it with the times themselves, as JSON or with dates"
    };
    bail!(
        "the times of {} count from when it was printed, like `{age}`, so they cannot be known; {way}",
        export.name
    )
}

/// The age that a text begins with: `5m ago`, `2 hours ago`.
fn ago(text: &str) -> Option<String> {
    let text = text.trim_start_matches(['-', '*', '[', '(', ' ']);
    let mut words = text.split_whitespace();
    let first = words.next()?;
    let second = words.next()?.trim_end_matches([':', ')', ']', '.']);
    if second == "ago" && is_age(first) {
        return Some(format!("{first} ago"));
    }
    let third = words.next()?.trim_end_matches([':', ')', ']', '.']);
    let number = first.bytes().all(|byte| byte.is_ascii_digit());
    (number && third == "ago" && UNITS.contains(&second)).then(|| format!("{first} {second} ago"))
}

/// Whether a word is a length of time, like `58m` and `3h15m`.
fn is_age(word: &str) -> bool {
    let mut rest = word;
    while !rest.is_empty() {
        let unit = rest.trim_start_matches(|sign: char| sign.is_ascii_digit());
        let end = unit.find(|sign: char| sign.is_ascii_digit());
        let (unit, next) = unit.split_at(end.unwrap_or(unit.len()));
        if !rest.starts_with(|sign: char| sign.is_ascii_digit()) || !UNITS.contains(&unit) {
            return false;
        }
        rest = next;
    }
    !word.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_refused_with_the_way_out() {
        let said = |text: &str| {
            let export = Export { name: "x", text };
            refuse(&export).err().map(|error| error.to_string())
        };
        for (text, parts) in [
            (
                "LAST SEEN   TYPE     REASON   OBJECT\n58m         Normal   Pulled   pod/a",
                ["`58m`", "-o json"],
            ),
            (
                "  Type     Reason   Age                 From     Message\n  Warning  BackOff  34m (x3 over 154m)  kubelet  no",
                ["`34m`", "-o json"],
            ),
            ("5m ago restarted it", ["`5m ago`", "with dates"]),
            (
                "- 2 hours ago: restarted it",
                ["`2 hours ago`", "with dates"],
            ),
            ("| 3h15m ago | a |", ["`3h15m ago`", "with dates"]),
        ] {
            let said = said(text).unwrap();
            assert!(parts.iter().all(|part| said.contains(part)), "{said}");
        }
        for text in [
            "it took 58m",
            "long ago it was quiet",
            "5 apples ago",
            "AGE of things\n58m",
            "",
        ] {
            assert_eq!(said(text), None, "{text}");
        }
    }
}
