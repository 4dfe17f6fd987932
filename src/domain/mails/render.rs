//! Subject, text and HTML of a mail.
use super::{
    kinds,
    languages::{Language, Words},
};
use crate::model::MailKind;
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, Value, context};

const TEXT: &str = include_str!("layout.txt");
const BODY: &str = include_str!("layout.html");
const SHELL: &str = include_str!("shell.html");

pub(super) struct Rendered {
    pub(super) subject: String,
    pub(super) text: String,
    /// A whole document.
    pub(super) html: String,
}

/// What the words of a mail may name. Holds secrets, so it cannot be printed.
pub(super) struct Values<'a> {
    pub(super) site: &'a str,
    pub(super) link: Option<&'a str>,
    pub(super) code: Option<&'a str>,
    pub(super) good_for: Option<&'a str>,
    /// On which something is to happen.
    pub(super) day: Option<&'a str>,
    /// The name of what this kind alone has to say, and what it is.
    pub(super) more: Option<(&'static str, &'a str)>,
}

impl Values<'_> {
    fn more(&self) -> Value {
        Value::from_pairs(self.more)
    }
}

/// In the words that come with the service.
pub(super) fn shipped(
    language: &Language,
    kind: MailKind,
    values: &Values<'_>,
) -> Result<Rendered, Error> {
    let parts = parts(language, kind, values)?;
    let html = shell(language, &parts.subject, &parts.html)?;
    Ok(Rendered { html, ..parts })
}

/// The words that come with the service as a site would write them.
pub(super) fn as_template(language: &Language, kind: MailKind) -> Result<Rendered, Error> {
    let values = Values {
        site: "{{ site }}",
        link: kinds::has_link(kind).then_some("{{ link }}"),
        code: kinds::has_code(kind).then_some("{{ code }}"),
        good_for: kinds::has_good_for(kind).then_some("{{ good_for }}"),
        more: kinds::more(kind).map(|more| (more.name, more.written)),
        day: kinds::has_day(kind).then_some("{{ day }}"),
    };
    parts(language, kind, &values)
}

/// A site's own template.
pub(super) fn fill(source: &str, values: &Values<'_>, is_html: bool) -> Result<String, Error> {
    let all = context! {
        site => values.site,
        link => values.link,
        code => values.code,
        good_for => values.good_for,
        day => values.day,
        ..values.more()
    };
    let escape = if is_html {
        AutoEscape::Html
    } else {
        AutoEscape::None
    };
    environment(escape).render_str(source, all)
}

/// Without the frame around the HTML.
fn parts(language: &Language, kind: MailKind, values: &Values<'_>) -> Result<Rendered, Error> {
    let plain = environment(AutoEscape::None);
    let words: &Words = language.words(kind);
    let named = context! {
        site => values.site, good_for => values.good_for, day => values.day, ..values.more()
    };
    let say = |sentence: &str| plain.render_str(sentence, &named);
    let subject = say(words.subject)?;
    let closing = match kind {
        MailKind::AccountErased => "",
        MailKind::EmailChanged => language.beware_moved,
        MailKind::MemberInvited => language.unexpected,
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
