//! What no file of a review may hold: keys, tokens, addresses and numbers of people. Text in, the
//! same text with a mask in their place out.

use std::sync::LazyLock;

use regex_automata::meta::Regex;

/// What is masked, with its pattern: what stands in its group, else all of it. Forms that services
/// document for their keys, words beside a value that say that it is a secret, and the forms of
/// addresses and numbers.
fn patterns() -> [(&'static str, String); 10] {
    let prefixes = PREFIXES.join("|");
    let prefixes = prefixes.replace('.', r"\.").replace('~', r"\x7e");
    let services = SERVICES.join("|");
    let said = "key|secret|token|passw(?:or)?d|passwd|pwd|credentials?|creds|auth|access|api|client.?id|cookie|session";
    let is = r#"[\s'"]{0,3}(?:=>|\|\||[:?]{0,3}=|:{1,3}|>|,)[ \t='"\x60]{0,5}"#;
    [
        (
            "private key",
            r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----(?s:.*?)(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|$)".to_owned(),
        ),
        ("key", format!(r"(?i:(?-u:\b)(?:{prefixes}))[0-9A-Za-z_~.=/+%|-]{{12,}}")),
        ("key", SHAPES.join("|")),
        (
            "token",
            r"(?i:(?-u:\b)(?:bearer|basic)\s+)([0-9A-Za-z._~+/-]{16,}=*)".to_owned(),
        ),
        (
            "secret",
            format!(r"(?i:(?-u:\b)[\w.-]{{0,40}}(?:{said}|{services})[ \t\w.-]{{0,20}}{is})([0-9A-Za-z_.=~/+@-]{{10,}})"),
        ),
        (
            "password",
            r#"(?i:(?-u:\b)[\w.-]{0,20}(?:password|passwd|pwd|secret|api[_-]?key|access[_-]?token)['"]?\s{0,2}[=:]\s{0,2}['"]?)([^\s"',;:\x60][^\s"',;\x60]{5,})"#.to_owned(),
        ),
        (
            "password",
            r"(?-u:\b)[a-z][a-z0-9+.-]*://[^\s/:@]*:([^\s/@]+)@".to_owned(),
        ),
        (
            "address of a webhook",
            r"(?-u:\b)(?:hooks\.slack\.com/(?:services|workflows|triggers)/|[a-z0-9.-]+\.webhook\.office\.com/webhook|discord(?:app)?\.com/api/webhooks/)([0-9A-Za-z_/@.-]{20,})".to_owned(),
        ),
        (
            "e-mail address",
            r"(?-u:\b)[0-9A-Za-z._%+-]+@[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*\.[A-Za-z]{2,}(?-u:\b)".to_owned(),
        ),
        (
            "phone number",
            r"\+[1-9][0-9]{0,2}[ .()-]*(?:[0-9][ .()-]*){7,12}[0-9](?-u:\b)".to_owned(),
        ),
    ]
}

/// How the keys of services begin, as they document it.
const PREFIXES: &[&str] = &[
    "AGE-SECRET-KEY-1",
    "AKCp",
    "api_org_",
    "atlasv1.",
    "ATATT3",
    "bedrock-api-key-",
    "CLOJARS_",
    "cmVmd",
    "dapi",
    "doo_v1_",
    "dop_v1_",
    "dor_v1_",
    "dp.pt.",
    "dt0c01.",
    "duffel_live_",
    "duffel_test_",
    "EAAA",
    "EAAC",
    "EAAM",
    "EZAK",
    "EZTK",
    "fio-u-",
    "FLWPUBK_TEST-",
    "FLWSECK_TEST-",
    "fm1a_",
    "fm1r_",
    "fm2_",
    "fo1_",
    "GOCSPX-",
    "gho_",
    "ghp_",
    "ghr_",
    "ghs_",
    "ghu_",
    "github_pat_",
    "gitlab_session=",
    "glagent-",
    "glc_",
    "glcbt-",
    "gldt-",
    "glffct-",
    "glft-",
    "glimt-",
    "gloas-",
    "glpat-",
    "glptt-",
    "glrt-",
    "glrtr-",
    "glsa_",
    "glsoat-",
    "GR1348941",
    "hf_",
    "HRKU-",
    "hvb.",
    "hvs.",
    "ico-",
    "lin_api_",
    "live_pub_",
    "lsv2_",
    "NRAK-",
    "npm_",
    "ntn_",
    "ops_ey",
    "p8e-",
    "phc_",
    "phx_",
    "PMAK-",
    "pnu_",
    "pplx-",
    "pscale_oauth_",
    "pscale_pw_",
    "pscale_tkn_",
    "pul-",
    "pypi-",
    "rdme_",
    "rk_live_",
    "rk_prod_",
    "rk_test_",
    "rubygems_",
    "s-s4t2af-",
    "s-s4t2ud-",
    "secret_",
    "SG.",
    "sgp_",
    "sha256~",
    "shippo_live_",
    "shippo_test_",
    "shpat_",
    "shpca_",
    "shppa_",
    "shpss_",
    "sk-",
    "sk_live_",
    "sk_prod_",
    "sk_test_",
    "sm_aat_",
    "sm_pat_",
    "sm_sat_",
    "sntrys_",
    "sntryu_",
    "sq0atp-",
    "sq0csp-",
    "test_pub_",
    "tfp_",
    "tk-us-",
    "tvly-",
    "whsec_",
    "xapp-",
    "xkeysib-",
    "xoxa-",
    "xoxb-",
    "xoxe",
    "xoxo-",
    "xoxp-",
    "xoxr-",
    "xoxs-",
];

/// Keys that more than their beginning tells.
const SHAPES: &[&str] = &[
    // Amazon.
    r"(?-u:\b)(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?-u:\b)",
    // Alibaba.
    r"(?-u:\b)LTAI[0-9A-Za-z]{20}(?-u:\b)",
    // 1Password.
    r"(?-u:\b)A3-[A-Z0-9]{6}(?:-[A-Z0-9]{5,11}){3,4}(?-u:\b)",
    // Airtable.
    r"(?-u:\b)pat[0-9A-Za-z]{14}\.[a-f0-9]{64}(?-u:\b)",
    // Authress.
    r"(?-u:\b)(?:sc|ext|scauth|authress)_[0-9A-Za-z]{5,30}\.[0-9A-Za-z]{4,6}\.acc[_-][0-9A-Za-z.+/_=-]{40,}",
    // Azure.
    r"(?-u:\b)[0-9A-Za-z_~.]{3}[0-9]Q~[0-9A-Za-z_~.-]{31,34}",
    // ClickHouse.
    r"(?-u:\b)4b1d[0-9A-Za-z]{38}(?-u:\b)",
    // Facebook.
    r"(?-u:\b)[0-9]{15,16}[|%][0-9A-Za-z_-]{27,40}",
    // Google.
    r"(?-u:\b)AIza[0-9A-Za-z_-]{35}",
    // Grafana, and all JSON web tokens.
    r"(?-u:\b)eyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z/\\_-]{8,}\.?[0-9A-Za-z/\\_=-]*",
    r"(?-u:\b)(?:eyJ|ZXlK)[0-9A-Za-z+/]{50,}={0,2}",
    r"(?-u:\b)ey[0-9A-Za-z]{17,}\.ey[0-9A-Za-z/\\_-]{17,}\.?[0-9A-Za-z/\\_=-]*",
    // Harness.
    r"(?-u:\b)(?:pat|sat)\.[0-9A-Za-z_-]{22}\.[0-9A-Za-z]{24}\.[0-9A-Za-z]{20}",
    // HashiCorp.
    r"(?-u:\b)[0-9A-Za-z]{14}\.atlasv1\.[0-9A-Za-z_=-]{60,}",
    r"(?-u:\b)s\.[0-9A-Za-z]{24}(?-u:\b)",
    // MaxMind.
    r"(?-u:\b)[0-9A-Za-z]{6}_[0-9A-Za-z]{29}_mmk",
    // Octopus.
    r"(?-u:\b)API-[A-Z0-9]{26}(?-u:\b)",
    // Telegram.
    r"(?-u:\b)[0-9]{8,10}:A[0-9A-Za-z_-]{34}",
    // Twilio.
    r"(?-u:\b)SK[0-9a-fA-F]{32}(?-u:\b)",
];

/// Services whose keys have no form of their own: a value beside such a name is one.
const SERVICES: &[&str] = &[
    "adafruit",
    "adobe",
    "airtable",
    "algolia",
    "alibaba",
    "asana",
    "atlassian",
    "beamer",
    "bitbucket",
    "bittrex",
    "cloudflare",
    "codecov",
    "cohere",
    "coinbase",
    "confluence",
    "confluent",
    "contentful",
    "contribsys",
    "datadog",
    "deepseek",
    "discord",
    "droneci",
    "dropbox",
    "etsy",
    "facebook",
    "fastly",
    "finicity",
    "finnhub",
    "flickr",
    "freshbooks",
    "gitter",
    "gocardless",
    "heroku",
    "hubspot",
    "intercom",
    "jira",
    "kraken",
    "kucoin",
    "launchdarkly",
    "linear",
    "linked.?in",
    "lob",
    "looker",
    "mailchimp",
    "mailgun",
    "mapbox",
    "mattermost",
    "message.?bird",
    "netlify",
    "new.?relic",
    "nytimes",
    "okta",
    "openai",
    "pagerduty",
    "plaid",
    "rapidapi",
    "sendbird",
    "sendgrid",
    "sentry",
    "snyk",
    "squarespace",
    "stripe",
    "sumo",
    "telegram",
    "travis",
    "trello",
    "twilio",
    "twitch",
    "twitter",
    "typeform",
    "yandex",
    "zendesk",
];

/// All patterns at once: most texts hold none, and one pass tells.
static ANY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let patterns: Vec<_> = patterns().into_iter().map(|row| row.1).collect();
    Regex::new_many(&patterns).ok()
});

static REGEXES: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
    let built = patterns().into_iter();
    built
        .filter_map(|(name, pattern)| Some((name, Regex::new(&pattern).ok()?)))
        .collect()
});

/// Ends of names of units, which look like addresses.
const UNITS: &[&str] = &[
    ".service", ".slice", ".scope", ".timer", ".socket", ".mount",
];

/// Masks what may not be written; says what it was, in the order of the patterns.
pub(super) fn mask(text: &mut String) -> Vec<&'static str> {
    let mut found = Vec::new();
    if !ANY.as_ref().is_some_and(|any| any.is_match(text.as_str())) {
        return found;
    }
    for (name, regex) in REGEXES.iter() {
        let mut places = Vec::new();
        for captures in regex.captures_iter(text.as_str()) {
            let whole = captures.get_match().map(|place| place.range());
            let place = captures.get_group(1).map(|group| group.range());
            places.extend(place.or(whole));
        }
        for place in places.into_iter().rev() {
            let said = &text[place.clone()];
            let unit = UNITS.iter().any(|unit| said.ends_with(unit));
            if unit
                || (*name == "secret" && !is_random(said))
                || text[place.end..].starts_with(" masked]")
            {
                continue;
            }
            text.replace_range(place, &format!("[{name} masked]"));
            found.push(*name);
        }
    }
    found
}

/// Whether a value looks like drawn by chance, as keys are: a name, a version, a time or a path that
/// stands beside a word like `key` is none.
fn is_random(value: &str) -> bool {
    let mixed = |part: &str| {
        let digit = part.bytes().any(|byte| byte.is_ascii_digit());
        let letter = part.bytes().any(|byte| byte.is_ascii_alphabetic());
        part.len() >= 8 && digit && letter
    };
    // The rest of a link is told by its slashes.
    let link = value.starts_with("//");
    !link && value.split(['-', '_', '.', '/']).any(mixed) && bits(value) >= 3.0
}

/// How many bits a character of the text tells (its entropy after Shannon).
fn bits(text: &str) -> f64 {
    let mut counts = [0_u32; 256];
    text.bytes().for_each(|byte| counts[usize::from(byte)] += 1);
    let all = f64::from(counts.iter().sum::<u32>());
    let seen = counts.iter().filter(|count| **count > 0);
    seen.map(|count| f64::from(*count) / all)
        .map(|share| -share * share.log2())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_one() {
        assert_eq!(REGEXES.len(), patterns().len());
        assert!(ANY.is_some());
    }

    #[test]
    fn keys_and_addresses_are_masked_and_nothing_else() {
        let secret = "x".repeat(40);
        for (text, name) in [
            (format!("key ghp_{secret} leaked"), "key"),
            ("key AKIAABCDEFGHIJKLMNOP leaked".to_owned(), "key"),
            (format!("password={secret}"), "password"),
            (format!("postgres://app:{secret}@db/x"), "password"),
            (format!("xoxb-{secret}"), "key"),
            (
                format!("hooks.slack.com/services/{secret}"),
                "address of a webhook",
            ),
            (format!("Authorization: Bearer {secret}"), "token"),
            ("algolia_id = 'q7w8e9r0t1y2u3i4o5p6'".to_owned(), "secret"),
            ("the client secret: q7w8e9r0t1y2u3i4".to_owned(), "secret"),
            (
                "mail jo.doe+x@mail.example.org now".to_owned(),
                "e-mail address",
            ),
            ("call +49 170 1234 5678".to_owned(), "phone number"),
        ] {
            let mut masked = text.clone();
            assert_eq!(mask(&mut masked), [name], "{text}");
            assert!(masked.contains(&format!("[{name} masked]")), "{masked}");
            assert!(!masked.contains(&secret), "{masked}");
            assert!(!masked.contains("q7w8"), "{masked}");
        }
        for text in [
            "@on-call: rolled back to v2.3.1 at 10:02+02:00",
            "user@1000.service failed",
            "from 200 to 2000, +12 pods, 2026-03-12 10:00:00",
            "the password was rotated",
            "git@host: fetch of a1b2c3d4e5f6",
            "rolled back to 0c4f21d9b6a7e8f0123456789abcdef012345678",
            "the keys in https://wiki.example/Page-2024-11-07-a1b2c3d4",
            "cache key: checkout-2026-03-12-v2, api: 10.2.33.104:8080",
            "`User::gecos` and `libc::passwd::pw_gecos`",
        ] {
            let mut kept = text.to_owned();
            assert!(mask(&mut kept).is_empty(), "{kept}");
        }
    }
}
