//! Text that people type, made fit to keep; what is wrong with it is told by field.
use super::{Error, text};
use chrono::{DateTime, Datelike, Utc};
use unicode_segmentation::UnicodeSegmentation;

pub(super) const BODY_MAX: usize = 10_000;
/// The last second of a hundred hours.
const MOMENT_MAX: i32 = 359_999;

pub(super) fn body(field: &'static str, input: &str) -> Result<String, Error> {
    text::body::body(input, BODY_MAX).map_err(|fault| Error::invalid(field, fault.sentence()))
}

/// Some lines of at most `max` characters; none when nothing but space was given.
pub(super) fn optional_text(
    field: &'static str,
    input: Option<String>,
    max: usize,
) -> Result<Option<String>, Error> {
    let Some(input) = input.filter(|input| !input.trim().is_empty()) else {
        return Ok(None);
    };
    text::body::body(&input, max)
        .map(Some)
        .map_err(|fault| match fault {
            text::body::BodyFault::Control(_) => Error::invalid(field, fault.sentence()),
            _ => Error::invalid(field, format!("must have 1 to {max} characters")),
        })
}

/// One line of at most `max` characters; none when nothing but space was given.
pub(super) fn optional_line(
    field: &'static str,
    input: Option<String>,
    max: usize,
) -> Result<Option<String>, Error> {
    match input {
        Some(input) if !input.trim().is_empty() => line(field, &input, max).map(Some),
        _ => Ok(None),
    }
}

/// One line of at most `max` characters with something to see in it; white space is collapsed.
pub(super) fn line(field: &'static str, input: &str, max: usize) -> Result<String, Error> {
    let line = input.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().any(text::characters::is_forbidden_control) {
        return Err(Error::invalid(field, "must have no control characters"));
    }
    let line = text::characters::tame(&line).into_owned();
    if !text::characters::has_ink(&line) || line.graphemes(true).count() > max {
        return Err(Error::invalid(
            field,
            format!("must have 1 to {max} characters"),
        ));
    }
    Ok(line)
}

/// The name of something within its site, given by the site's own programs: kept as it is.
pub(super) fn key(field: &'static str, input: &str, max: usize) -> Result<String, Error> {
    let fits = !input.is_empty() && input.chars().count() <= max && input.trim() == input;
    if !fits || input.chars().any(char::is_control) {
        return Err(Error::invalid(
            field,
            format!(
                "must have 1 to {max} characters, no space at either end and no control characters"
            ),
        ));
    }
    Ok(input.to_owned())
}

pub(super) fn name(field: &'static str, input: &str) -> Result<String, Error> {
    text::name::display_name(input).map_err(|fault| Error::invalid(field, fault.sentence()))
}

pub(super) fn email(field: &'static str, input: &str) -> Result<String, Error> {
    text::email::email(input).map_err(|fault| Error::invalid(field, fault.sentence()))
}

/// Of the years 1 to 9999: what RFC 3339 can write, both databases keep, and sums stay within.
pub(super) fn time(field: &'static str, input: DateTime<Utc>) -> Result<DateTime<Utc>, Error> {
    if (1..=9999).contains(&input.year()) {
        return Ok(input);
    }
    Err(Error::invalid(field, "must lie in the years 1 to 9999"))
}

/// A second of an episode. What answers another comment is about the same as that one.
pub(super) fn moment(
    field: &'static str,
    input: Option<i32>,
    is_reply: bool,
) -> Result<Option<i32>, Error> {
    match input {
        Some(_) if is_reply => Err(Error::invalid(
            field,
            "replies have no moment of their own: leave it out",
        )),
        Some(moment) if !(0..=MOMENT_MAX).contains(&moment) => {
            Err(Error::invalid(field, format!("must be 0 to {MOMENT_MAX}")))
        }
        moment => Ok(moment),
    }
}

pub(super) fn page_url(field: &'static str, input: &str) -> Result<String, Error> {
    text::url::page_url(input).map_err(|fault| Error::invalid(field, fault.sentence()))
}
