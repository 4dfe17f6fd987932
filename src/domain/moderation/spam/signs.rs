//! What the form of a comment tells, apart from its words: tokens that begin with `~`.

use std::collections::BTreeMap;

use unicode_script::{Script, UnicodeScript};

use super::fold::MAX_BYTES;
use crate::domain::text::markdown::Reading;

/// Before each sign; no word has it.
pub(super) const PREFIX: char = '~';

/// Hosts kept of one comment.
const MAX_HOSTS: usize = 10;

/// Characters besides bare addresses under which a comment with a link is little more than its link.
const SHORT: usize = 60;

/// The signs of a text as it is shown.
pub(super) fn signs(reading: &Reading) -> Vec<String> {
    let words = reading.words.as_str();
    let links = links(reading.links.len());
    let mut signs: Vec<String> = vec![links.into()];
    let is_short = words.chars().count() < SHORT;
    let when = |holds: bool, sign: &'static str| holds.then_some(sign);
    let found = [
        when(is_short && !reading.links.is_empty(), "~short:link"),
        when(words.split_whitespace().any(is_email), "~email"),
        when(has_phone_number(words), "~phone"),
        money(words),
        exclaims(words),
        capitals(words),
    ];
    signs.extend(found.into_iter().flatten().map(str::to_owned));
    signs.extend(script(words));
    signs.extend(hosts(&reading.links));
    signs
}

/// Whether a display name is, or holds, the address of a web site.
pub(super) fn is_address(name: &str) -> bool {
    name.split_whitespace().any(|word| {
        let word = word.to_lowercase();
        let (host, top) = word.rsplit_once('.').unwrap_or_default();
        let is_host = host.len() > 2
            && host
                .chars()
                .all(|c| c.is_alphanumeric() || "-.".contains(c));
        let is_top = top.len() > 1 && top.chars().all(char::is_alphabetic);
        word.contains("://") || word.starts_with("www.") || (is_host && is_top)
    })
}

fn links(number: usize) -> &'static str {
    match number {
        0 => "~links:0",
        1 => "~links:1",
        2 => "~links:2",
        3..=5 => "~links:3+",
        _ => "~links:6+",
    }
}

fn hosts(links: &[String]) -> Vec<String> {
    let mut hosts: Vec<String> = links.iter().filter_map(|link| host(link)).collect();
    hosts.sort_unstable();
    hosts.dedup();
    hosts.truncate(MAX_HOSTS);
    hosts
}

/// `https://www.example.org/a` → `~host:example.org`; of a long host its end, which is what its
/// owner had to register.
fn host(link: &str) -> Option<String> {
    let url = url::Url::parse(link).ok()?;
    let host = url.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let room = MAX_BYTES - "~host:".len();
    let end = &host[host.ceil_char_boundary(host.len().saturating_sub(room))..];
    Some(format!("~host:{end}"))
}

fn is_email(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && domain.contains('.') && !domain.starts_with('.')
    })
}

/// Ten to fifteen digits in few pieces, or nine after a plus; not years in a row, times, or the
/// numbers of books, which begin with 978 or 979.
fn has_phone_number(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || " +-()/.".contains(c);
    text.split(|c| !is_part(c)).any(|run| {
        let run = run.trim_matches([' ', '-', '.', '/']);
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        let is_book = digits.starts_with("978") || digits.starts_with("979");
        let mut pieces = run.split(|c: char| !c.is_ascii_digit());
        let is_years = pieces.all(|piece| matches!(piece.len(), 0 | 4));
        let least = if run.starts_with('+') { 9 } else { 10 };
        (least..=15).contains(&digits.len()) && !is_book && !is_years
    })
}

/// Currency signs beside a digit.
fn money(text: &str) -> Option<&'static str> {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_sign = |c: char| matches!(c, '$' | '€' | '£' | '¥' | '₽' | '₹' | '₺' | '₩' | '₿');
    let is_price = |pair: &&[char]| {
        let digit = |c: char| c.is_ascii_digit();
        (is_sign(pair[0]) && digit(pair[1])) || (digit(pair[0]) && is_sign(pair[1]))
    };
    match chars.windows(2).filter(is_price).count() {
        0 => None,
        1 | 2 => Some("~money"),
        _ => Some("~money:3+"),
    }
}

fn exclaims(text: &str) -> Option<&'static str> {
    match text.chars().filter(|c| matches!(c, '!' | '！')).count() {
        0..=2 => None,
        3..=5 => Some("~exclaims:3+"),
        _ => Some("~exclaims:6+"),
    }
}

/// Of a text with at least 20 letters in scripts that have capitals.
fn capitals(text: &str) -> Option<&'static str> {
    let upper = text.chars().filter(|c| c.is_uppercase()).count();
    let lower = text.chars().filter(|c| c.is_lowercase()).count();
    match (upper + lower, upper * 100 / (upper + lower).max(1)) {
        (0..20, _) | (_, 0..30) => None,
        (_, 30..60) => Some("~capitals:many"),
        _ => Some("~capitals:most"),
    }
}

/// The script of most letters, as in ISO 15924: `~script:Latn`. Shipped priors know none, and
/// `score` lets it weigh little: nobody is held for a language.
fn script(text: &str) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        let script = c.script();
        if !matches!(script, Script::Common | Script::Inherited | Script::Unknown) {
            *counts.entry(script.short_name()).or_default() += 1;
        }
    }
    let (name, _) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    Some(format!("~script:{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::markdown;

    fn of(body: &str) -> String {
        signs(&markdown::reading(body)).join(" ")
    }

    #[test]
    fn each_sign_is_seen_where_it_is() {
        for (body, expect) in [
            ("A quiet remark", "~links:0 ~script:Latn"),
            ("...", "~links:0"),
            (
                "https://www.Example.org/a",
                "~links:1 ~short:link ~host:example.org",
            ),
            (
                "[here](http://b.example) and [there](http://a.example/x), which is where all of the old pictures are kept",
                "~links:2 ~script:Latn ~host:a.example ~host:b.example",
            ),
            (
                "write to Ann <ann@mail.example>",
                "~links:0 ~email ~script:Latn",
            ),
            ("call +1 (555) 010-0123", "~links:0 ~phone ~script:Latn"),
            ("for $500 or 20 €", "~links:0 ~money ~script:Latn"),
            ("$1 $2 $3", "~links:0 ~money:3+"),
            ("Wow!!!", "~links:0 ~exclaims:3+ ~script:Latn"),
            ("Wow!!！！!!", "~links:0 ~exclaims:6+ ~script:Latn"),
            (
                "WHO WOULD HAVE THOUGHT THAT",
                "~links:0 ~capitals:most ~script:Latn",
            ),
            ("OK", "~links:0 ~script:Latn"),
            ("Хорошо, ok", "~links:0 ~script:Cyrl"),
        ] {
            assert_eq!(of(body), expect, "{body}");
        }
        let many = "http://a.example ".repeat(7);
        assert_eq!(of(&many), "~links:6+ ~short:link ~host:a.example");
    }

    #[test]
    fn numbers_that_are_no_telephones_are_left_alone() {
        for (text, expect) in [
            ("0155 5010 0123 x", false),
            ("01555 010 0123", true),
            ("+44 7700 900123", true),
            ("978-3-16-148410-0", false),
            ("1990 1991 1992", false),
            ("from 2019-12-31 to 2020-01-02", false),
            ("at 1:02:33", false),
            ("1,000,000,000", false),
            ("12345678901234567890", false),
        ] {
            assert_eq!(has_phone_number(text), expect, "{text}");
        }
    }

    #[test]
    fn hosts_are_few_and_end_with_what_is_registered() {
        let links: Vec<String> = (10..40)
            .map(|n| format!("https://h{n}.example/{n}"))
            .collect();
        assert_eq!(hosts(&links).len(), MAX_HOSTS);
        let long = format!("https://{}.example.org/", "a".repeat(60));
        let kept = host(&long).unwrap();
        assert_eq!(kept.len(), MAX_BYTES);
        assert!(kept.ends_with("a.example.org"));
        assert_eq!(host("mailto:ann@mail.example"), None);
    }

    #[test]
    fn a_name_with_an_address_is_told_from_initials() {
        for (name, expect) in [
            ("casino.example", true),
            ("Best www.shop", true),
            ("https://x", true),
            ("shop-24.example", true),
            ("Paul K.", false),
            ("J.R. Smith", false),
            ("Dr. Weber", false),
            ("Anna", false),
            ("", false),
        ] {
            assert_eq!(is_address(name), expect, "{name}");
        }
    }
}
