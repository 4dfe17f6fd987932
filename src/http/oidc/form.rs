//! What a question's form sends, taken from our own pages only.
use crate::{
    domain::{credentials::Secret, oidc::Said},
    http::pages::form,
};
use axum::{body::Bytes, http::HeaderMap};

pub(super) struct Sent {
    pub(super) attempt: String,
    pub(super) said: Said,
}

/// None when it is no answer, or not sent by a page of ours.
pub(super) fn read(headers: &HeaderMap, body: &Bytes, own_origin: &str) -> Option<Sent> {
    if !form::is_ours(headers, own_origin) {
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
