//! How many links a reader sees, and where they lead.

use std::{collections::HashSet, ops::Range};

use url::Url;

use super::{Draft, Opinion};
use crate::{
    domain::text::{characters, email, markdown::Shown},
    model::HoldReason,
};

/// Endings of host names by which a bare `cheap-pills.com` is known for one. Of the
/// countries without those that are words, such as `.me` and `.it`, which would make links of
/// forgotten spaces: these count where a path follows.
const ENDINGS: &[&str] = &[
    "app", "asia", "au", "bet", "bid", "biz", "blog", "br", "buzz", "ca", "casino", "cc", "cf",
    "ch", "cl", "click", "cloud", "club", "cn", "co", "com", "cyou", "cz", "de", "dev", "dk", "es",
    "eu", "fi", "fr", "ga", "gq", "guru", "hu", "icu", "ie", "info", "io", "jp", "kr", "link",
    "loan", "lol", "ltd", "ml", "mobi", "monster", "mx", "net", "nl", "nz", "online", "org", "ph",
    "pl", "pro", "pt", "pw", "quest", "ro", "ru", "sbs", "se", "shop", "site", "sk", "store",
    "stream", "su", "tech", "tk", "top", "tr", "tv", "ua", "uk", "vip", "vn", "website", "wiki",
    "win", "ws", "xyz", "рф",
];

/// Markdown links, automatic ones, bare host names, and addresses of mail: each time they occur.
pub fn count(shown: &Shown) -> usize {
    shown.links.len() + bare(shown).count()
}

/// Each host once, in the order of the text, without `www.`; that of an address of mail too.
/// Names with other than ASCII letters in the form `xn--…`.
pub fn hosts(shown: &Shown) -> Vec<String> {
    let links = shown.links.iter();
    let links = links.filter_map(|link| Some((link.range.start, host_of(&link.href)?)));
    let mut found: Vec<_> = links.chain(bare(shown)).collect();
    found.sort();
    let mut seen = HashSet::new();
    found
        .into_iter()
        .map(|(_, host)| host.trim_start_matches("www.").to_owned())
        .filter(|host| seen.insert(host.clone()))
        .collect()
}

fn host_of(href: &str) -> Option<String> {
    match href.strip_prefix("mailto:") {
        Some(address) => address.rsplit_once('@').map(|(_, host)| ascii(host)),
        None => Url::parse(href).ok()?.host_str().map(str::to_owned),
    }
}

/// As it is where it cannot be the name of a host.
fn ascii(host: &str) -> String {
    let url = Url::parse(&format!("http://{host}/")).ok();
    let ascii = url.as_ref().and_then(Url::host_str);
    ascii.map_or_else(|| host.to_lowercase(), str::to_owned)
}

/// What is typed like a host name or an address outside of links: where, and its host.
fn bare(shown: &Shown) -> impl Iterator<Item = (usize, String)> {
    let text = shown.text.as_str();
    outside(shown).flat_map(move |range| {
        let start = range.start;
        tokens(&text[range]).filter_map(move |(at, token)| Some((start + at, host_in(token)?)))
    })
}

fn outside(shown: &Shown) -> impl Iterator<Item = Range<usize>> {
    let ends = shown.links.iter().map(|link| link.range.end);
    let starts = shown.links.iter().map(|link| link.range.start);
    let starts = starts.chain([shown.text.len()]);
    [0].into_iter()
        .chain(ends)
        .zip(starts)
        .map(|(from, to)| from..to)
}

/// What stands between white space, brackets and the like, and where.
fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_end = |c: char| c.is_whitespace() || "<>()[]{}\"'`,;|*«»“”‘’„…、，；".contains(c);
    let mut at = 0;
    text.split_inclusive(is_end).map(move |token| {
        let start = at;
        at += token.len();
        (start, token.trim_end_matches(is_end))
    })
}

/// The host that the token leads to, where it is typed like a link.
fn host_in(token: &str) -> Option<String> {
    if !token.contains(['.', '．', '。', '｡']) {
        return None;
    }
    let seen = token.chars().filter(|&c| !characters::is_invisible(c));
    let seen: String = seen
        .map(|c| if "．。｡".contains(c) { '.' } else { c })
        .collect();
    let seen = seen.trim_matches(|c: char| ".:!?-_~=>#".contains(c));
    let seen = seen.strip_prefix("mailto:").unwrap_or(seen);
    if seen.contains('@') {
        let address = email::email(seen).ok()?;
        return host_of(&format!("mailto:{address}"));
    }
    let host_ends = seen.find(['/', '?', '#', ':']).unwrap_or(seen.len());
    let (host, rest) = seen.split_at(host_ends);
    let has_path = rest.starts_with('/') && rest.len() > 1;
    is_host(host, has_path).then(|| ascii(host))
}

fn is_host(host: &str, has_path: bool) -> bool {
    let is_label = |label: &str| {
        let chars = || label.chars();
        chars().all(|c| c.is_alphanumeric() || c == '-') && chars().any(char::is_alphanumeric)
    };
    let Some((name, ending)) = host.rsplit_once('.') else {
        return false;
    };
    // A new sentence after a forgotten space: `the end.So`.
    let is_sentence = ending.starts_with(char::is_uppercase) && name.contains(char::is_lowercase);
    let lower = ending.to_lowercase();
    let is_country = lower.len() == 2 && lower.bytes().all(|b| b.is_ascii_alphabetic());
    let is_ending = ENDINGS.binary_search(&lower.as_str()).is_ok() || (has_path && is_country);
    is_ending
        && !is_sentence
        && name.contains(char::is_alphabetic)
        && (has_path || name.chars().nth(1).is_some())
        && host.split('.').all(is_label)
}

pub(super) fn phase(draft: &Draft<'_>) -> Option<Opinion> {
    let most = draft.book.rules.links_max?;
    let links = i32::try_from(draft.reading.links).unwrap_or(i32::MAX);
    (links > most).then_some(Opinion::Hold(HoldReason::Links))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::markdown::shown;

    #[test]
    fn links_are_counted_as_a_reader_sees_them() {
        for (markdown, expect) in [
            ("no link at all", 0),
            ("[a](https://a.example) and [b](https://a.example)", 2),
            ("<https://a.example> https://b.example www.c.example", 3),
            ("![a picture](https://a.example/p.png)", 1),
            ("[a]\n\n[a]: https://a.example", 1),
            ("[a](javascript:alert) [b](/c)", 0),
            ("<ana@mail.example>", 1),
            ("[write](mailto:ana@mail.example) or ana@mail.example", 2),
            ("buy at cheap-pills.com!", 1),
            ("(cheap-pills.com/a?b=c), pills.co.uk: CHEAP.COM.", 3),
            ("**cheap**-pills.com and `cheap-pills.ru`", 2),
            ("bit.ly/abc, t.me/pills and youtu.be/x", 3),
            ("cheap．com cheap\u{200B}-pills.com пример.рф", 3),
            ("[cheap-pills.com](https://a.example)", 1),
            ("https://a.example/cheap.com", 1),
            ("<a href='https://a.example'>b</a>", 1),
            // False friends.
            ("See e.g. node.js, README.md, main.rs, v1.2.3 and 3.14.", 0),
            ("I liked it.So did he.It was good.me too", 0),
            ("the end.Top of the list. and/or, w/o, 10.30/11.30", 0),
            ("a.m. or p.m., U.S.A., Ph.D., …com, .com, com.", 0),
            ("@ana and ana@home said so", 0),
        ] {
            assert_eq!(count(&shown(markdown)), expect, "{markdown}");
        }
    }

    #[test]
    fn hosts_are_told_once_in_one_form() {
        for (markdown, expect) in [
            ("no link", ""),
            (
                "www.B.example cheap.com [x](https://a.example:8080/p) b.example/ HTTPS://B.EXAMPLE",
                "b.example cheap.com a.example",
            ),
            ("<Ana@Mail.example> bob@cheap.ru", "mail.example cheap.ru"),
            (
                "https://bücher.example bücher.de",
                "xn--bcher-kva.example xn--bcher-kva.de",
            ),
            ("http://127.0.0.1/x", "127.0.0.1"),
        ] {
            assert_eq!(hosts(&shown(markdown)).join(" "), expect, "{markdown}");
        }
    }

    #[test]
    fn endings_are_in_order() {
        assert!(ENDINGS.is_sorted());
    }

    #[test]
    fn more_links_than_the_site_lets_stand_are_held() {
        use super::super::tests::{Case, verdict};
        let of = |body, rules: fn(&mut crate::model::Rules)| {
            verdict(&Case {
                body,
                rules,
                ..Case::default()
            })
        };
        let (two, three) = (
            "https://a.example and www.b.example",
            "[a](https://a.example) https://b.example cheap.com",
        );
        assert_eq!(of(two, |_| {}), "Approved []");
        assert_eq!(of(three, |_| {}), "Pending [Links]");
        assert_eq!(
            of(two, |rules| rules.links_max = Some(0)),
            "Pending [Links]"
        );
        assert_eq!(of(three, |rules| rules.links_max = None), "Approved []");
    }
}
