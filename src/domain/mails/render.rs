//! Subject, text and HTML of a mail.
use super::{
    kinds,
    languages::{Language, Words},
};
use crate::model::MailKind;
use chrono::TimeDelta;
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, Value, context};

const TEXT: &str = include_str!("layout.txt");
const BODY: &str = include_str!("layout.html");
const SHELL: &str = include_str!("shell.html");

/// What a mail brings its reader. Holds secrets, so it cannot be printed.
pub(super) struct Carried {
    pub(super) link: Option<String>,
    pub(super) code: Option<String>,
    pub(super) good_for: TimeDelta,
}

pub(super) struct Rendered {
    pub(super) subject: String,
    pub(super) text: String,
    /// A whole document.
    pub(super) html: String,
}

/// What all of a mail's templates may name.
pub(super) struct Values<'a> {
    pub(super) site: &'a str,
    pub(super) link: Option<&'a str>,
    pub(super) code: Option<&'a str>,
    pub(super) good_for: Option<&'a str>,
}

/// In the words that come with the service.
pub(super) fn shipped(
    language: &Language,
    kind: MailKind,
    site: &str,
    carried: Option<&Carried>,
) -> Result<Rendered, Error> {
    let good_for = carried.map(|carried| language.duration(carried.good_for));
    let values = Values {
        site,
        link: carried.and_then(|carried| carried.link.as_deref()),
        code: carried.and_then(|carried| carried.code.as_deref()),
        good_for: good_for.as_deref(),
    };
    let parts = parts(language, kind, &values)?;
    let html = shell(language, &parts.subject, &parts.html)?;
    Ok(Rendered { html, ..parts })
}

/// The same without the frame around the HTML.
pub(super) fn parts(
    language: &Language,
    kind: MailKind,
    values: &Values<'_>,
) -> Result<Rendered, Error> {
    let plain = environment(AutoEscape::None);
    let words: &Words = language.words(kind);
    let named = context! { site => values.site, good_for => values.good_for };
    let say = |sentence: &str| plain.render_str(sentence, &named);
    let subject = say(words.subject)?;
    let closing = match kind {
        MailKind::AccountErased => "",
        _ if kinds::is_notice(kind) => language.beware,
        _ => language.ignore,
    };
    let validity = match values.good_for {
        Some(_) => say(language.validity)?,
        None => String::new(),
    };
    let all = context! {
        site => values.site,
        lead => say(words.lead)?,
        action => words.action,
        link => values.link,
        code => values.code,
        code_label => if values.link.is_some() { language.or_code } else { language.code },
        validity => validity,
        closing => say(closing)?,
    };
    Ok(Rendered {
        subject,
        text: plain.render_str(TEXT, &all)?,
        html: environment(AutoEscape::Html).render_str(BODY, &all)?,
    })
}

/// A document around the HTML of a mail.
pub(super) fn shell(language: &Language, subject: &str, body: &str) -> Result<String, Error> {
    let all = context! {
        language => language.tag,
        direction => language.direction,
        subject,
        body => Value::from_safe_string(body.to_owned()),
    };
    environment(AutoEscape::Html).render_str(SHELL, all)
}

/// Nothing but the language itself: no filters, no functions, no files. What is not there is an
/// error.
fn environment(escape: AutoEscape) -> Environment<'static> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(move |_| escape.clone());
    environment
}
