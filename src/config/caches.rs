//! What is kept of answers, here and on their way.
use super::settings::{ConfigError, Settings, number};
use crate::{
    domain::caches::{self, KEY, Purge},
    outbound::{HeaderName, HeaderValue, Url},
};

const URL: &str = "cdn.purge_url";
/// In seconds.
const UNASKED_MAX: u32 = 60;
const HEADER: &str = "cdn.purge_header";

pub(super) fn caches(settings: &Settings) -> Result<caches::Settings, ConfigError> {
    let megabytes = settings.get("kept_answers_mb", |value| number(value, 0..=65_536))?;
    let is_web = |url: Url| matches!(url.scheme(), "http" | "https");
    let url = settings.given(URL, |text| {
        Url::parse(text).is_ok_and(is_web).then(|| text.to_owned())
    })?;
    let body = settings.given("cdn.purge_body", |text| Some(text.to_owned()))?;
    let header = settings.given(HEADER, header)?;
    if header.is_some() {
        settings.refuse_when_all_may_read(HEADER)?;
    }
    let purge = url.map(|url| Purge { url, body, header });
    let is_named = |text: &str| text.contains(KEY);
    let names = |purge: &Purge| is_named(&purge.url) || purge.body.as_deref().is_some_and(is_named);
    if purge.as_ref().is_some_and(|purge| !names(purge)) {
        return Err(settings.missing("cdn.purge_body", URL));
    }
    let seconds = settings.get("cdn.max_age_seconds", |value| {
        // What is never asked back may not grow old.
        number(value, 1..=86_400).filter(|seconds| purge.is_some() || *seconds <= UNASKED_MAX)
    })?;
    Ok(caches::Settings {
        bytes: u64::from(megabytes) * 1024 * 1024,
        seconds,
        purge,
    })
}

/// As it stands in a request.
fn header(text: &str) -> Option<(HeaderName, HeaderValue)> {
    let (name, value) = text.split_once(':')?;
    let mut value: HeaderValue = value.trim().parse().ok()?;
    value.set_sensitive(true);
    Some((name.trim().parse().ok()?, value))
}
