//! The shell of a page of our own, and the page in its place where there can be none.
use super::words::{self, Words};
use crate::{
    http::{language::Language, window},
    model::Site,
};
use askama::Template;

/// Addresses of what the shell loads.
pub(super) struct Files<'a> {
    pub(super) script: &'a str,
    pub(super) style: &'a str,
    pub(super) icon: &'a str,
}

/// Why there is no page.
#[derive(Clone, Copy)]
pub(super) enum Problem {
    UnknownSite,
    /// Browsers keep no secure cookie of this service.
    NeedsHttps,
    /// The service was built without what is made from `web/`.
    NotBuilt,
    Unavailable,
}

#[derive(Template)]
#[template(path = "shell.html")]
struct Shell<'a> {
    site: &'a Site,
    language: &'a Language,
    files: &'a Files<'a>,
    title: &'static str,
    no_script: &'static str,
}

#[derive(Template)]
#[template(path = "refusal.html")]
struct Refusal<'a> {
    language: &'a Language,
    style: &'a str,
    icon: &'a str,
    title: &'static str,
    advice: &'static str,
}

pub(super) fn account(site: &Site, files: &Files<'_>, language: &Language) -> String {
    let words = words::of(language);
    rendered(&Shell {
        site,
        language,
        files,
        title: words.account,
        no_script: words.no_script,
    })
}

/// Its style is the sign-in window's, which is there even where nothing was built.
pub(super) fn refusal(problem: Problem, language: &Language) -> String {
    let words = words::of(language);
    rendered(&Refusal {
        language,
        style: &window::style(),
        icon: &window::icon(),
        title: words.account,
        advice: advice(problem, words),
    })
}

fn advice(problem: Problem, words: &Words) -> &'static str {
    match problem {
        Problem::UnknownSite => words.unknown_site,
        Problem::NeedsHttps => words.needs_https,
        Problem::NotBuilt => words.not_built,
        Problem::Unavailable => words.unavailable,
    }
}

/// Rendering into a string fails only where a template writes an error of its own; ours have none.
fn rendered(page: &impl Template) -> String {
    page.render().unwrap_or_default()
}
