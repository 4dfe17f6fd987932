//! Which links a comment may hold, and which bare text becomes one.

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};
use url::Url;

use crate::domain::text::{characters, email, url as urls};

/// Links to http, https and mailto, each in normal form; `None` for everything else: other
/// schemes, relative links, user names before the host, what browsers would only guess.
pub(in crate::domain::text) fn href(destination: &str) -> Option<String> {
    let destination = destination.trim();
    if destination.len() > urls::MAX_BYTES
        || destination
            .chars()
            .any(|c| c.is_control() || characters::is_bidi_control(c))
    {
        return None;
    }
    if let Some((scheme, rest)) = destination.split_once(':')
        && scheme.eq_ignore_ascii_case("mailto")
    {
        // What follows the question mark could fill in copies and text.
        let address = rest.split('?').next().unwrap_or("");
        return email::email(address)
            .ok()
            .map(|address| format!("mailto:{address}"));
    }
    let authority = urls::authority(destination);
    let is_plain = |c: char| !characters::is_invisible(c) && c != '@' && c != '%';
    let path = destination.split(['?', '#']).next().unwrap_or("");
    // A backslash is a slash to browsers and none to readers.
    if !urls::is_http(destination) || path.contains('\\') || !authority.chars().all(is_plain) {
        return None;
    }
    let url = Url::parse(destination).ok()?;
    let href = String::from(url);
    // Whatever the parser made of it: nothing before the host, and not much longer.
    (!urls::authority(&href).contains('@') && href.len() <= 3 * urls::MAX_BYTES).then_some(href)
}

/// An inline link without a title.
pub(super) fn tag<'a>(href: String) -> Tag<'a> {
    Tag::Link {
        link_type: LinkType::Inline,
        dest_url: href.into(),
        title: CowStr::Borrowed(""),
        id: CowStr::Borrowed(""),
    }
}

/// The names of languages kept as a class: `rust`, `c++`, `objective-c`.
pub(in crate::domain::text) fn is_language(word: &str) -> bool {
    (1..=30).contains(&word.len())
        && word
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+#-_.".contains(&b))
}

/// Pushes `text` with its bare `http://`, `https://` and `www.` addresses as links. E-mail
/// addresses are not linked: that would only serve their collectors. Linear in the text.
pub(super) fn autolink(text: &str, out: &mut Vec<Event<'_>>) {
    let mut plain_from = 0;
    let mut at = 0;
    while let Some(start) = next_candidate(text, at) {
        let end = start + address_length(&text[start..]);
        at = end.max(start + 1);
        let address = &text[start..end];
        let is_bare_host = address
            .get(..4)
            .is_some_and(|www| www.eq_ignore_ascii_case("www."));
        let target = if is_bare_host {
            format!("https://{address}")
        } else {
            address.to_owned()
        };
        if let Some(href) = href(&target).filter(|_| !is_bare_host || address[4..].contains('.')) {
            push_text(&text[plain_from..start], out);
            out.push(Event::Start(tag(href)));
            push_text(address, out);
            out.push(Event::End(TagEnd::Link));
            plain_from = end;
        }
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    push_text(&text[plain_from..], out);
}

/// Whether the text of a link is nothing but an address, as [`autolink`] makes them.
pub(super) fn is_address(text: &str) -> bool {
    next_candidate(text, 0) == Some(0) && address_length(text) == text.len()
}

fn push_text(text: &str, out: &mut Vec<Event<'_>>) {
    if !text.is_empty() {
        out.push(Event::Text(text.to_owned().into()));
    }
}

/// Where the next address begins, not within a word.
fn next_candidate(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let begins = |at: usize| {
        ["https://", "http://", "www."].iter().any(|start| {
            bytes
                .get(at..at + start.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(start.as_bytes()))
        })
    };
    (from..bytes.len())
        .filter(|&at| matches!(bytes[at], b'h' | b'H' | b'w' | b'W') && begins(at))
        .find(|&at| {
            let before = text[..at].chars().next_back();
            before.is_none_or(|c| !(c.is_ascii_alphanumeric() || "@/_-.".contains(c)))
        })
}

/// Up to white space, quotes or full-width punctuation, without the sentence's own marks at the
/// end and without brackets that were opened before it.
fn address_length(text: &str) -> usize {
    let stops = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '<' | '>' | '"' | '`' | '«' | '»' | '“' | '”' | '…')
            || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}')
    };
    let address = &text[..text.find(stops).unwrap_or(text.len())];
    let surplus = |open: char, close: char| {
        address
            .matches(close)
            .count()
            .saturating_sub(address.matches(open).count())
    };
    let mut surplus = [
        (')', surplus('(', ')')),
        (']', surplus('[', ']')),
        ('}', surplus('{', '}')),
    ];
    let trimmed = address.trim_end_matches(|c: char| {
        if "?!.,:;*_~'’|".contains(c) {
            return true;
        }
        surplus
            .iter_mut()
            .find(|(close, left)| *close == c && *left > 0)
            .map(|(_, left)| *left -= 1)
            .is_some()
    });
    trimmed.len()
}
