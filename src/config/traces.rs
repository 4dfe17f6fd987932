//! Where traces go, and how many.
use super::{
    ConfigError,
    settings::{Settings, fraction, list},
};
use crate::{
    outbound::{HeaderName, HeaderValue, Url},
    telemetry,
};

const ENDPOINT: &str = "traces.endpoint";
const HEADERS: &str = "traces.headers";
const HEADERS_FILE: &str = "traces.headers_file";

pub(super) fn traces(settings: &Settings) -> Result<Option<telemetry::Settings>, ConfigError> {
    let endpoint = settings.given(ENDPOINT, endpoint)?;
    let share = settings.get("traces.share", fraction)?;
    let mut headers: Vec<_> = settings.get(HEADERS, |value| {
        list(value)?.iter().map(|text| header(text)).collect()
    })?;
    let kept = settings.secret(HEADERS_FILE)?;
    let kept: Option<Vec<_>> = match &kept {
        Some(kept) => settings.given(HEADERS_FILE, |_| {
            kept.expose().split(',').map(header).collect()
        })?,
        None => None,
    };
    let Some(endpoint) = endpoint else {
        return match (headers.is_empty(), kept) {
            (true, None) => Ok(None),
            (false, _) => Err(settings.missing(ENDPOINT, HEADERS)),
            (true, Some(_)) => Err(settings.missing(ENDPOINT, HEADERS_FILE)),
        };
    };
    if !headers.is_empty() {
        settings.refuse_when_all_may_read(HEADERS)?;
    }
    headers.extend(kept.unwrap_or_default());
    Ok(Some(telemetry::Settings {
        endpoint,
        headers,
        share,
    }))
}

/// With the path that the protocol has for traces.
fn endpoint(text: &str) -> Option<Url> {
    let mut url = Url::parse(text).ok()?;
    let anonymous = url.username().is_empty() && url.password().is_none();
    let bare = url.query().is_none() && url.fragment().is_none();
    let path = format!("{}/v1/traces", url.path().trim_end_matches('/'));
    url.set_path(&path);
    (matches!(url.scheme(), "http" | "https") && anonymous && bare).then_some(url)
}

fn header(text: &str) -> Option<(HeaderName, HeaderValue)> {
    let (name, value) = text.split_once(':')?;
    let mut value: HeaderValue = value.trim().parse().ok()?;
    value.set_sensitive(true);
    Some((name.trim().parse().ok()?, value))
}
