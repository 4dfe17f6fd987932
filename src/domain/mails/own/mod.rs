//! A site's own words for a mail. They are the site's, but accounts are the installation's: whoever
//! writes a template must not learn what a mail carries. So a template is text with names in it,
//! its link goes nowhere else, and its HTML loads nothing.
use super::{
    kinds,
    languages::Language,
    render::{self, Rendered, Values},
};
use crate::model::MailKind;
use ammonia::{Builder, UrlRelative};
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

/// Subject, text and HTML, as admins write them.
#[derive(Clone, Copy)]
pub(super) struct Sources<'a> {
    pub(super) subject: &'a str,
    pub(super) text: &'a str,
    pub(super) html: &'a str,
}

/// Of all three together, in bytes.
const MAX: usize = 20_000;

/// What samples are filled in for.
const LINK: &str = "https://comments.example/account/confirm?token=rjm_sample";
const CODE: &str = "123456";

const TAGS: [&str; 20] = [
    "a",
    "b",
    "blockquote",
    "br",
    "div",
    "em",
    "h1",
    "h2",
    "h3",
    "hr",
    "i",
    "li",
    "ol",
    "p",
    "small",
    "span",
    "strong",
    "u",
    "ul",
    "wbr",
];

/// What a template of this kind may name.
pub(super) fn names(kind: MailKind) -> Vec<&'static str> {
    let mut names = vec!["site"];
    names.extend(kinds::has_link(kind).then_some("link"));
    names.extend(kinds::has_code(kind).then_some("code"));
    names.extend(kinds::has_good_for(kind).then_some("good_for"));
    names.extend(kinds::more(kind).map(|more| more.name));
    names.extend(kinds::has_day(kind).then_some("day"));
    names
}

/// What is wrong with a template, by field.
pub(super) fn check(
    language: &Language,
    kind: MailKind,
    sources: Sources<'_>,
) -> Result<(), (&'static str, String)> {
    let all = sources.subject.len() + sources.text.len() + sources.html.len();
    if all > MAX {
        let message = format!("must have at most {MAX} bytes together with subject and text");
        return Err(("html", message));
    }
    let known = names(kind);
    // A link to where one signs in may be left out: the mail says what it has to without it.
    let is_needed = |name: &&&str| is_secret(name) && !kinds::leads_to_account(kind);
    for (field, source, delimiters) in [
        ("subject", sources.subject, ""),
        ("text", sources.text, ""),
        ("html", sources.html, "<>\"'"),
    ] {
        let named = read(source, &known, delimiters).map_err(|message| (field, message))?;
        let secret = known.iter().filter(is_needed);
        if field == "subject" {
            if named.iter().any(|name| is_secret(name)) {
                let message = "must not say {{ link }} or {{ code }}: others see subjects";
                return Err((field, message.to_owned()));
            }
        } else if let Some(missing) = secret.into_iter().find(|name| !named.contains(*name)) {
            return Err((field, format!("must say {{{{ {missing} }}}}")));
        }
    }
    let values = Values {
        site: "The Harbour Lamp",
        link: known.contains(&"link").then_some(LINK),
        code: known.contains(&"code").then_some(CODE),
        good_for: known.contains(&"good_for").then_some("24 hours"),
        more: kinds::more(kind).map(|more| (more.name, more.sample)),
        day: known.contains(&"day").then_some("5 December 2026"),
    };
    let rendered = rendered(language, sources, &values)
        .map_err(|fault| ("html", format!("cannot be filled in: {fault}")))?;
    if let Some(link) = values.link
        && !kinds::leads_to_account(kind)
        && !rendered.html.contains(&format!("<a href=\"{link}\""))
    {
        let message = "must have the link as <a href=\"{{ link }}\">…</a>";
        return Err(("html", message.to_owned()));
    }
    Ok(())
}

/// As it is sent.
pub(super) fn rendered(
    language: &Language,
    sources: Sources<'_>,
    values: &Values<'_>,
) -> Result<Rendered, minijinja::Error> {
    let subject = render::fill(sources.subject, values, false)?;
    let text = render::fill(sources.text, values, false)?;
    let html = clean(&render::fill(sources.html, values, true)?, values);
    let html = render::shell(language, &subject, &html)?;
    Ok(Rendered {
        subject,
        text,
        html,
    })
}

fn is_secret(name: &str) -> bool {
    matches!(name, "link" | "code")
}

/// The names in a template, which is text with `{{ name }}` in it and nothing else.
fn read<'a>(
    source: &'a str,
    known: &[&'static str],
    delimiters: &str,
) -> Result<Vec<&'a str>, String> {
    let mut named = Vec::new();
    let mut at = 0;
    while let Some(found) = source[at..].find('{') {
        let open = at + found;
        let rest = &source[open..];
        if rest.starts_with("{%") || rest.starts_with("{#") {
            return Err("understands {{ name }} only, no {% and no {#".to_owned());
        }
        let Some(inside) = rest.strip_prefix("{{") else {
            at = open + 1;
            continue;
        };
        let length = inside.find("}}").ok_or("has a {{ without its }}")?;
        let name = inside[..length].trim();
        if !known.contains(&name) {
            let name: String = name.chars().take(40).collect();
            let known = known.join(", ");
            return Err(format!("cannot say {name:?}: there is {known}"));
        }
        let end = open + 2 + length + 2;
        if is_secret(name) && !stands_alone((&source[..open], &source[end..]), delimiters) {
            return Err(format!(
                "must have a space on either side of {{{{ {name} }}}}: it must not become a part of an address"
            ));
        }
        named.push(name);
        at = end;
    }
    Ok(named)
}

/// Whether what touches a name could make an address of it.
fn stands_alone((before, after): (&str, &str), delimiters: &str) -> bool {
    let ends = |c: char| c.is_whitespace() || delimiters.contains(c);
    let before = before.rsplit(ends).next().unwrap_or_default();
    let after = after.split(ends).next().unwrap_or_default();
    let binds = |c: char| c.is_ascii_alphanumeric() || "/\\@?=&%#{}_~+$".contains(c);
    !before.contains(binds) && !after.contains(binds)
}

/// Only what cannot load anything or lead elsewhere with what the mail carries.
fn clean(html: &str, values: &Values<'_>) -> String {
    let link = values.link.map(str::to_owned);
    let secrets: Vec<String> = [values.link, values.code]
        .into_iter()
        .flatten()
        .map(str::to_owned)
        .collect();
    let is_harmless = move |value: &str| {
        let elsewhere = value.starts_with("https://") || value.starts_with("mailto:");
        let is_free = !secrets.iter().any(|secret| value.contains(secret.as_str()));
        link.as_deref() == Some(value) || (elsewhere && is_free)
    };
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(TAGS))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"]))]))
        .generic_attributes(HashSet::from(["dir", "lang"]))
        .clean_content_tags(HashSet::from(["script", "style"]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(None)
        .attribute_filter(move |_, name, value| {
            (name != "href" || is_harmless(value)).then_some(Cow::Borrowed(value))
        });
    builder.clean(html).to_string()
}

#[cfg(test)]
mod tests;
