//! The allow-list over the final HTML: whatever the rules before it let through by mistake.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ammonia::{Builder, UrlRelative};

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
