//! What a question's form sends, taken from our own pages only.
use crate::domain::{credentials::Secret, oidc::Said};
use axum::{
    body::Bytes,
    http::{HeaderMap, header},
};

pub(super) struct Sent {
    pub(super) attempt: String,
    pub(super) said: Said,
}

/// None when it is no answer, or not sent by a page of ours.
pub(super) fn read(headers: &HeaderMap, body: &Bytes, own_origin: &str) -> Option<Sent> {
    if !is_own(headers, own_origin) || !is_form(headers) {
        return None;
    }
    let (mut attempt, mut said) = (None, None);
    let (mut password, mut code) = (None, None);
    for (name, value) in url::form_urlencoded::parse(body) {
        match name.as_ref() {
            "attempt" => attempt = Some(value.into_owned()),
            "said" => said = Some(value.into_owned()),
            "password" => password = Some(Secret::new(value)),
            "code" => code = Some(value.into_owned()),
            _ => {}
        }
    }
    let said = match said?.as_str() {
        "password" => Said::Password(password?),
        "send-code" => Said::SendCode,
        "code" => Said::Code(code?),
        "afresh" => Said::Afresh,
        "link" => Said::Link,
        "cancel" => Said::Cancel,
        _ => return None,
    };
    Some(Sent {
        attempt: attempt?,
        said,
    })
}

/// A page that tells no referrer names itself `null` in its forms: then the other header says how
/// near it is.
fn is_own(headers: &HeaderMap, own_origin: &str) -> bool {
    let site = headers.get("sec-fetch-site");
    if site.is_some_and(|site| site != "same-origin") {
        return false;
    }
    match headers.get(header::ORIGIN) {
        Some(origin) if origin != "null" => origin == own_origin,
        _ => site.is_some(),
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or("");
    let essence = kind.split(';').next().unwrap_or("").trim();
    essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}
