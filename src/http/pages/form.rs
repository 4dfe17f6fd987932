//! What a plain page's form sends, taken from our own pages only.
use axum::{
    body::Bytes,
    http::{HeaderMap, header},
};
use zeroize::Zeroizing;

/// Bytes of a body: a token and a password.
pub const MOST_BYTES: usize = 4 * 1024;

/// The fields that the pages have. Secrets, so it cannot be printed.
#[derive(Default)]
pub struct Sent {
    pub token: Zeroizing<String>,
    pub password: Option<Zeroizing<String>>,
}

/// None when the form is not our own page's. Browsers name the page that sends a form in `Origin`,
/// and newer ones how near it is in `Sec-Fetch-Site`: what says neither is not taken.
pub fn read(headers: &HeaderMap, body: &Bytes, own_origin: &str) -> Option<Sent> {
    if !is_ours(headers, own_origin) {
        return None;
    }
    let mut sent = Sent::default();
    for (name, value) in url::form_urlencoded::parse(body) {
        let value = Zeroizing::new(value.into_owned());
        match name.as_ref() {
            "token" => sent.token = value,
            "password" => sent.password = Some(value),
            _ => {}
        }
    }
    Some(sent)
}

/// Whether it is a form, sent by a page of ours.
pub fn is_ours(headers: &HeaderMap, own_origin: &str) -> bool {
    is_own(headers, own_origin) && is_form(headers)
}

fn is_own(headers: &HeaderMap, own_origin: &str) -> bool {
    let site = headers.get("sec-fetch-site");
    if site.is_some_and(|site| site != "same-origin") {
        return false;
    }
    match headers.get(header::ORIGIN) {
        // A page that sends no referrer names itself `null` in its forms: then the other says it.
        Some(origin) if origin == "null" => site.is_some(),
        Some(origin) => origin == own_origin,
        None => site.is_some(),
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or("");
    let essence = kind.split(';').next().unwrap_or("").trim();
    essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

#[cfg(test)]
mod tests {
    use super::read;
    use axum::{
        body::Bytes,
        http::{HeaderMap, HeaderName, HeaderValue},
    };

    const OWN: &str = "https://comments.example";
    const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

    fn token(headers: &[(&'static str, &str)]) -> Option<String> {
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| {
                let value = HeaderValue::from_str(value).unwrap();
                (HeaderName::from_static(name), value)
            })
            .collect();
        let body = Bytes::from_static(b"token=rjm_a%2Bb&password=caf%C3%A9+au+lait&more=1");
        let sent = read(&headers, &body, OWN)?;
        assert_eq!(sent.password.unwrap().as_str(), "café au lait");
        Some(sent.token.to_string())
    }

    #[test]
    fn a_form_comes_from_our_own_page() {
        let (same, cross) = (
            ("sec-fetch-site", "same-origin"),
            ("sec-fetch-site", "cross-site"),
        );
        let (own, foreign) = (("origin", OWN), ("origin", "https://evil.example"));
        let (null, near) = (("origin", "null"), ("sec-fetch-site", "same-site"));
        for headers in [
            &[FORM, own][..],
            &[FORM, same],
            &[FORM, own, same],
            &[FORM, null, same],
        ] {
            assert_eq!(token(headers).as_deref(), Some("rjm_a+b"), "{headers:?}");
        }
        for headers in [
            &[FORM][..],
            &[FORM, null],
            &[FORM, foreign],
            &[FORM, foreign, same],
            &[FORM, own, cross],
            &[FORM, own, near],
            &[own, same],
            &[own, ("content-type", "text/plain")],
            &[own, ("content-type", "multipart/form-data; boundary=x")],
        ] {
            assert_eq!(token(headers), None, "{headers:?}");
        }
    }
}
