//! The page for people: by itself whole, without a script, in their language.
//!
//! All that anybody has written is escaped where it is put in. What the words say is ours.
mod fields;
mod words;

pub(super) use words::{Words, nearest};

use super::{reader::Piece, section::Section};
use crate::domain::text::dates;
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use fields::{Field, escaped};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{fmt::Write as _, sync::LazyLock};
use words::Of;

const STYLE: &str = include_str!("style.css");

/// Nothing is run, fetched or sent, wherever the page is opened.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let style = STANDARD.encode(Sha256::digest(STYLE));
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
});

/// What is said in a language of a link that gives nothing any more.
pub struct Said {
    pub title: &'static str,
    pub over: &'static str,
}

pub fn said(language: &str) -> Said {
    let words = nearest(language);
    Said {
        title: words.download,
        over: words.over,
    }
}

/// Up to where the pieces come.
pub(super) fn start(words: &Words, site: &str) -> String {
    let title = words.title.replace("{site}", &escaped(site));
    format!(
        "<!doctype html>\n<html lang=\"{tag}\" dir=\"{direction}\">\n<head>\n\
         <meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1>{title}</h1>\n",
        tag = words.tag,
        direction = words.direction,
        policy = *POLICY,
    )
}

pub(super) const TAIL: &str = "</main>\n</body>\n</html>\n";

/// What stands beside the files.
pub(super) fn readme(words: &Words, site: &str, now: DateTime<Utc>) -> String {
    let title = words.title.replace("{site}", site);
    let made = made(words, now);
    format!("{title}\n{made}\n\n{}\n", words.readme)
}

fn made(words: &Words, now: DateTime<Utc>) -> String {
    words.made.replace("{when}", &dates::moment(words.tag, now))
}

pub(super) fn text(words: &Words, pieces: &[Piece]) -> String {
    let mut page = String::new();
    for piece in pieces {
        match piece {
            Piece::Head(head) => put_head(&mut page, words, head),
            Piece::Begin(section) => {
                let name = section.name();
                let heading = words.heading(name);
                put(
                    &mut page,
                    &format!("<section id=\"{name}\">\n<h2>{heading}</h2>\n"),
                );
            }
            Piece::Row { of, row, is_first } => put_row(&mut page, words, (*of, row, *is_first)),
            Piece::End { of, is_empty } => {
                let end = match (*is_empty, layout(*of)) {
                    (true, _) => format!("<p class=\"none\">{}</p>\n", words.nothing),
                    (false, Layout::Table) => "</tbody>\n</table>\n".to_owned(),
                    (false, Layout::Cards | Layout::Comments) => String::new(),
                };
                put(&mut page, &end);
                put(&mut page, "</section>\n");
            }
        }
    }
    page
}

fn put(page: &mut String, text: &str) {
    page.push_str(text);
}

/// Site, account and member, and where to find the rest.
fn put_head(page: &mut String, words: &Words, head: &Value) {
    let made_at = head["exportedAt"].as_str().and_then(|at| at.parse().ok());
    if let Some(at) = made_at {
        put(page, &format!("<p>{}</p>\n", escaped(&made(words, at))));
    }
    put(
        page,
        &format!("<nav aria-label=\"{}\">\n<ul>\n", words.contents),
    );
    let lists = Section::ALL.iter().map(|section| section.name());
    for name in ["account", "member"].into_iter().chain(lists) {
        let heading = words.heading(name);
        put(
            page,
            &format!("<li><a href=\"#{name}\">{heading}</a></li>\n"),
        );
    }
    put(page, "</ul>\n</nav>\n");
    for (name, fields) in [("account", fields::ACCOUNT), ("member", fields::MEMBER)] {
        let heading = words.heading(name);
        put(
            page,
            &format!("<section id=\"{name}\">\n<h2>{heading}</h2>\n"),
        );
        let mut all = head[name].clone();
        // Flat, as they are shown.
        for (inner, key, flat) in fields::NESTED {
            if let Some(value) = head[name][inner].get(key) {
                all[flat] = value.clone();
            }
        }
        put_list(page, words, (fields, &all));
        put(page, "</section>\n");
    }
}

#[derive(Clone, Copy)]
enum Layout {
    /// Of short fields.
    Table,
    Cards,
    Comments,
}

fn layout(section: Section) -> Layout {
    match section {
        Section::Comments => Layout::Comments,
        Section::Reports | Section::GuestComments => Layout::Cards,
        _ => Layout::Table,
    }
}

fn put_row(page: &mut String, words: &Words, (section, row, is_first): (Section, &Value, bool)) {
    let fields = fields::of(section);
    match layout(section) {
        Layout::Table => {
            if is_first {
                put(page, "<table>\n<thead>\n<tr>");
                for field in fields {
                    let label = words.label(field.label);
                    put(page, &format!("<th scope=\"col\">{label}</th>"));
                }
                put(page, "</tr>\n</thead>\n<tbody>\n");
            }
            put(page, "<tr>");
            for field in fields {
                let (label, value) = (words.label(field.label), field.value(words, row));
                let value = value.unwrap_or_else(|| "–".to_owned());
                // Where there is no room for a table the label stands beside each value.
                put(page, &format!("<td data-label=\"{label}\">{value}</td>"));
            }
            put(page, "</tr>\n");
        }
        Layout::Cards => {
            put(page, "<article>\n");
            put_list(page, words, (fields, row));
            put(page, "</article>\n");
        }
        Layout::Comments => put_comment(page, words, row),
    }
}

/// What is not known is not told.
fn put_list(page: &mut String, words: &Words, (fields, row): (&[Field], &Value)) {
    put(page, "<dl>\n");
    for field in fields {
        if let Some(value) = field.value(words, row) {
            let label = words.label(field.label);
            put(
                page,
                &format!("<div><dt>{label}</dt><dd>{value}</dd></div>\n"),
            );
        }
    }
    put(page, "</dl>\n");
}

fn put_comment(page: &mut String, words: &Words, row: &Value) {
    let text = |key: &str| escaped(row[key].as_str().unwrap_or_default());
    let title = text("episodeTitle");
    let url = row["episodeUrl"].as_str().filter(|url| is_web(url));
    let title = match url {
        Some(url) => format!(
            "<a href=\"{}\" rel=\"noreferrer\">{title}</a>",
            escaped(url)
        ),
        None => title,
    };
    put(
        page,
        &format!(
            "<article id=\"{}\">\n<h3 dir=\"auto\">{title}</h3>\n",
            text("id")
        ),
    );
    put_list(page, words, (fields::COMMENT, row));
    let body = row["bodyMarkdown"].as_str().unwrap_or_default();
    if !body.is_empty() {
        put_words(page, body);
    }
    let texts = row["revisions"].as_array().map_or(&[][..], Vec::as_slice);
    let earlier: Vec<_> = texts
        .iter()
        .filter(|text| {
            text["bodyMarkdown"]
                .as_str()
                .is_some_and(|text| !text.is_empty() && text != body)
        })
        .collect();
    if !earlier.is_empty() {
        put(page, &format!("<h4>{}</h4>\n", words.label("revisions")));
    }
    for text in earlier {
        let at = Field::moment("createdAt").value(words, text);
        let _ = writeln!(page, "<p class=\"at\">{}</p>", at.unwrap_or_default());
        put_words(page, text["bodyMarkdown"].as_str().unwrap_or_default());
    }
    let decisions = row["decisions"].as_array().map_or(&[][..], Vec::as_slice);
    if !decisions.is_empty() {
        put(
            page,
            &format!("<h4>{}</h4>\n<ul>\n", words.label("decisions")),
        );
    }
    for decision in decisions {
        let at = Field::moment("createdAt").value(words, decision);
        let action = Field::name("action", Of::Action).value(words, decision);
        let (at, action) = (at.unwrap_or_default(), action.unwrap_or_default());
        let _ = writeln!(page, "<li>{at}: {action}</li>");
    }
    if !decisions.is_empty() {
        put(page, "</ul>\n");
    }
    put(page, "</article>\n");
}

/// As it was typed.
fn put_words(page: &mut String, text: &str) {
    let _ = writeln!(
        page,
        "<div class=\"words\" dir=\"auto\">{}</div>",
        escaped(text)
    );
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

#[cfg(test)]
mod tests;
