//! Text as a reader sees it in, the places of the network that it names out: addresses with any
//! scheme, `//host`, `www.host`, e-mail addresses, and names that are those of machines.

/// What a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Named<'a> {
    /// The words that name it.
    pub(crate) words: &'a str,
    /// The host, without port; none where there is none, as in `tel:`, or where somebody's name or
    /// password stands before it.
    pub(crate) host: Option<&'a str>,
    /// Whether the end was cut off, as the labels of long links are.
    pub(crate) is_cut: bool,
}

impl<'a> Named<'a> {
    /// What `words` name.
    const fn new(words: &'a str, host: Option<&'a str>) -> Self {
        let is_cut = false;
        Self {
            words,
            host,
            is_cut,
        }
    }

    /// Whether it leads to one of `hosts`.
    pub(crate) fn is_to(&self, hosts: &[&str]) -> bool {
        let Some(host) = self.host else { return false };
        hosts
            .iter()
            .any(|own| own.eq_ignore_ascii_case(host) || (self.is_cut && begins(own, host)))
    }
}

/// Schemes that lead somewhere without `//` behind them.
const BARE_SCHEMES: &[&str] = &[
    "mailto:", "tel:", "sms:", "sip:", "sips:", "xmpp:", "callto:", "skype:",
];

/// Ends of names that stand for machines inside an organisation; two labels are enough.
const INSIDE: &[&str] = &[
    "corp",
    "example",
    "home",
    "internal",
    "intranet",
    "lan",
    "local",
    "localdomain",
    "private",
];

/// Ends of names that anybody may reach. Two labels (`Name.com`) may well be the name of a firm.
const OUTSIDE: &[&str] = &["app", "cloud", "com", "dev", "info", "io", "net", "org"];

/// Signs that stand around an address in prose, and in none.
const AROUND: &[char] = &[
    '<', '>', '"', '\'', '`', '(', ')', '[', ']', '{', '}', '|', ',', ';', '“', '”', '„', '‘', '’',
    '«', '»', '*',
];

/// Everything that `text` names, in order.
pub(crate) fn named(text: &str) -> impl Iterator<Item = Named<'_>> {
    let is_between = |c: char| c.is_whitespace() || AROUND.contains(&c);
    text.split(is_between).flat_map(|word| {
        let whole = word.trim_end_matches(['.', ':', '!', '?', '…', '_', '~']);
        let is_cut = word.ends_with('…');
        let found = in_word(whole).into_iter();
        found.map(move |named| Named { is_cut, ..named })
    })
}

/// What one word names: each `//host` in it (a redirect has two), else the whole word.
fn in_word(word: &str) -> Vec<Named<'_>> {
    let slashes: Vec<_> = after_slashes(word).collect();
    if !slashes.is_empty() {
        let host = |start: usize| authority(&word[start..]);
        return slashes
            .into_iter()
            .map(|start| Named::new(word, host(start)))
            .collect();
    }
    let bare = BARE_SCHEMES.iter().find(|scheme| begins(word, scheme));
    let rest = bare.map_or(word, |scheme| &word[scheme.len()..]);
    let host = mail_host(rest);
    let found = match (bare, host) {
        (Some(_), host) if !rest.is_empty() => Some(host),
        (None, Some(host)) => Some(Some(host)),
        _ => machine(word).map(Some),
    };
    let named = found.map(|host| Named::new(word, host));
    named.into_iter().collect()
}

/// Where the text behind each `//` of a word starts, as far as a host may stand there: `https://`,
/// `?to=//`, and `\\` as Windows has it, but not `a//b`.
fn after_slashes(word: &str) -> impl Iterator<Item = usize> {
    let doubled = word.match_indices("//").chain(word.match_indices("\\\\"));
    doubled.filter_map(|(at, slashes)| {
        let before = word[..at].chars().next_back();
        let behind = word[at + slashes.len()..].chars().next()?;
        let inside = before.is_some_and(|c| c.is_alphanumeric() || c == '/' || c == '\\');
        (!inside && behind.is_alphanumeric()).then_some(at + slashes.len())
    })
}

/// The host at the start of what stands behind `//`; none where an `@` stands in front of it.
fn authority(rest: &str) -> Option<&str> {
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or(rest);
    if authority.contains('@') {
        return None;
    }
    Some(authority.split(':').next().unwrap_or(authority))
}

/// The host of an e-mail address.
fn mail_host(word: &str) -> Option<&str> {
    let (local, rest) = word.split_once('@')?;
    let host = rest.split(['?', '/', ':']).next().unwrap_or(rest);
    let (_, end) = host.rsplit_once('.')?;
    let is_end = end.len() > 1 && end.bytes().all(|byte| byte.is_ascii_alphabetic());
    (!local.is_empty() && is_end && is_name(host)).then_some(host)
}

/// The host of a word that is the name or the number of a machine, with or without port and path.
fn machine(word: &str) -> Option<&str> {
    let host = word.split(['/', ':', '?', '#']).next().unwrap_or(word);
    if !is_name(host) {
        return None;
    }
    let labels: Vec<_> = host.split('.').collect();
    let end = labels.last().copied().unwrap_or_default();
    let is = |list: &[&str]| list.iter().any(|own| end.eq_ignore_ascii_case(own));
    let is_number = labels.len() == 4 && labels.iter().all(|label| label.parse::<u8>().is_ok());
    let has_path = word[host.len()..].starts_with('/');
    let short = end.len() == 2 && end.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_machine = match labels.len() {
        0 | 1 => false,
        _ if is_number || is(INSIDE) || begins(host, "www.") => true,
        2 => has_path && (is(OUTSIDE) || short),
        _ => is(OUTSIDE) || (has_path && short),
    };
    is_machine.then_some(host)
}

/// Whether a text is labels with dots between them.
fn is_name(text: &str) -> bool {
    let is_label = |label: &str| {
        let fits = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        !label.is_empty() && !label.starts_with('-') && label.chars().all(fits)
    };
    text.split('.').all(is_label)
}

/// Whether `text` begins with `start`, in whatever case.
fn begins(text: &str, start: &str) -> bool {
    text.get(..start.len())
        .is_some_and(|own| own.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_somewhere_is_named() {
        for (text, host) in [
            ("see https://a.example/x.", Some("a.example")),
            ("HTTP://b.example:8080", Some("b.example")),
            ("ftp://files", Some("files")),
            ("//graphs/x", Some("graphs")),
            ("\\\\share\\x", Some("share")),
            ("www.a.test", Some("www.a.test")),
            ("mailto:x@a.example", Some("a.example")),
            ("ask (me@a.example)", Some("a.example")),
            ("tel:+491", None),
            ("https://me:secret@a.example", None),
            ("db1.prod.internal", Some("db1.prod.internal")),
            ("nas.local:5000", Some("nas.local")),
            ("graphs.firm.com", Some("graphs.firm.com")),
            ("graphs.firm.de/d/1", Some("graphs.firm.de")),
            ("10.0.12.7", Some("10.0.12.7")),
        ] {
            let found: Vec<_> = named(text).map(|named| named.host).collect();
            assert_eq!(found, [host], "{text}");
        }
        let text = "https://a.example/?to=https://b.example";
        let found: Vec<_> = named(text).filter_map(|named| named.host).collect();
        assert_eq!(found, ["a.example", "b.example"]);
    }

    #[test]
    fn other_words_name_nothing() {
        for text in [
            "review.md, pir.yaml:3 and src/main.rs:12",
            "java.lang.NullPointerException at com.firm.Pool",
            "spring.datasource.url and/or v1.2.3, left-pad@1.3.0",
            "Name.com; ASP.NET; e.g. 5//3; a//b // note: this",
            "10:38..10:52 p99.9 @oncall 120.0.6099.109 mailto: sip",
            "",
        ] {
            assert_eq!(named(text).count(), 0, "{text}: {:?}", named(text).next());
        }
    }
}
