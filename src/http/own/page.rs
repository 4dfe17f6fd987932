//! The shell of a page of our own, and the page in its place where there can be none.
use super::words::{self, About, Words};
use crate::{
    http::{language::Language, window},
    model::Site,
};
use askama::Template;

/// The pages that there are.
#[derive(Clone, Copy)]
pub(super) enum Which {
    Account,
    Desk,
}

impl Which {
    /// The entry of the build that fills it.
    pub(super) fn script(self) -> &'static str {
        match self {
            Self::Account => "own-account",
            Self::Desk => "own-desk",
        }
    }

    /// Its style sheets, in their order.
    pub(super) fn styles(self) -> &'static [&'static str] {
        match self {
            Self::Account => &["own"],
            Self::Desk => &["own", "desk"],
        }
    }

    fn about(self, words: &'static Words) -> &'static About {
        match self {
            Self::Account => &words.account,
            Self::Desk => &words.desk,
        }
    }
}

/// Addresses of what the shell loads.
pub(super) struct Files {
    pub(super) script: String,
    pub(super) styles: Vec<String>,
    pub(super) icon: String,
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
    files: &'a Files,
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

pub(super) fn shell(which: Which, site: &Site, files: &Files, language: &Language) -> String {
    let about = which.about(words::of(language));
    rendered(&Shell {
        site,
        language,
        files,
        title: about.title,
        no_script: about.no_script,
    })
}

/// Its style is the sign-in window's, which is there even where nothing was built.
pub(super) fn refusal(which: Which, problem: Problem, language: &Language) -> String {
    let words = words::of(language);
    let about = which.about(words);
    rendered(&Refusal {
        language,
        style: &window::style(),
        icon: &window::icon(),
        title: about.title,
        advice: match problem {
            Problem::UnknownSite => about.unknown_site,
            Problem::NeedsHttps => about.needs_https,
            Problem::NotBuilt => words.not_built,
            Problem::Unavailable => words.unavailable,
        },
    })
}

/// Rendering into a string fails only where a template writes an error of its own; ours have none.
fn rendered(page: &impl Template) -> String {
    page.render().unwrap_or_default()
}
