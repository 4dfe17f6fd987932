//! The allow-list over the final HTML: whatever the rules before it let through by mistake.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::Event;

use super::links;

pub(super) const TAGS: [&str; 12] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "ul",
];
pub(super) const SCHEMES: [&str; 3] = ["http", "https", "mailto"];
pub(super) const REL: &str = "nofollow ugc noopener";

static ALLOW_LIST: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(TAGS))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("code", HashSet::from(["class"])),
            ("ol", HashSet::from(["start"])),
        ]))
        .generic_attributes(HashSet::new())
        .clean_content_tags(HashSet::from(["script", "style"]))
        .url_schemes(HashSet::from(SCHEMES))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some(REL))
        .attribute_filter(attribute);
    builder
});

/// Bytes of text that the serialiser of html5ever gets in one node. For every `&` (and every
/// character of U+0080 to U+00BF) it looks through the rest of its node: time grows with the
/// square of a node's length.
const PIECE: usize = 512;

/// Long text in several nodes, apart by empty comments, which [`clean`] takes out.
pub(super) fn in_pieces(event: Event<'_>) -> Vec<Event<'_>> {
    match event {
        Event::Text(text) if text.len() > PIECE => pieces(&text),
        Event::Code(code) if code.len() > PIECE => {
            let mut events = vec![Event::InlineHtml("<code>".into())];
            events.extend(pieces(&code));
            events.push(Event::InlineHtml("</code>".into()));
            events
        }
        event => vec![event],
    }
}

fn pieces<'a>(text: &str) -> Vec<Event<'a>> {
    let mut events = Vec::with_capacity(2 * text.len() / PIECE + 2);
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, more) = rest.split_at(rest.floor_char_boundary(PIECE));
        events.push(Event::Text(piece.to_owned().into()));
        events.push(Event::InlineHtml("<!---->".into()));
        rest = more;
    }
    events
}

pub(super) fn clean(html: &str) -> String {
    ALLOW_LIST.clean(html).to_string().trim_end().to_owned()
}

/// Narrows the values of attributes that are allowed by name.
fn attribute<'v>(element: &str, name: &str, value: &'v str) -> Option<Cow<'v, str>> {
    let keep = match (element, name) {
        ("a", "href") => links::href(value).as_deref() == Some(value),
        ("code", "class") => value
            .strip_prefix("language-")
            .is_some_and(links::is_language),
        ("ol", "start") => {
            (1..=9).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit())
        }
        _ => true,
    };
    keep.then_some(Cow::Borrowed(value))
}
