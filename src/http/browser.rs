//! Knowing a browser again on the service's own origin, so that a link in a mail can tell whether
//! it was followed where it was asked for. Says nothing of who uses it.
use axum::http::{HeaderMap, HeaderValue, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use cookie::{Cookie, SameSite};
use sha2::{Digest, Sha256};

/// Bound to our host.
const NAME: &str = "__Host-rejoinder-browser";
/// Of a secret of 32 bytes in base64url.
const LENGTH: usize = 43;

/// The hash of the browser's secret.
pub(super) fn known(headers: &HeaderMap) -> Option<[u8; 32]> {
    let secret = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == NAME && cookie.value().len() == LENGTH)?;
    Some(Sha256::digest(secret.value()).into())
}

/// For a browser that has no secret yet: this one.
pub(super) fn introduce(secret: [u8; 32], headers: &HeaderMap) -> Option<HeaderValue> {
    if known(headers).is_some() {
        return None;
    }
    let secret = URL_SAFE_NO_PAD.encode(secret);
    let cookie = Cookie::build((NAME, secret))
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .build();
    HeaderValue::from_str(&cookie.to_string()).ok()
}

#[cfg(test)]
mod tests {
    use super::{introduce, known};
    use axum::http::{HeaderMap, header};

    #[test]
    fn a_browser_is_known_by_what_it_was_given() {
        let given = introduce([1; 32], &HeaderMap::new()).unwrap();
        let given = given.to_str().unwrap();
        for part in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"] {
            assert!(given.contains(part), "{given}");
        }
        let pair = given.split(';').next().unwrap();
        let mut headers = HeaderMap::new();
        let line = format!("a=b; {pair}; __Host-rejoinder-browser=short");
        headers.insert(header::COOKIE, line.parse().unwrap());
        assert!(known(&headers).is_some());
        assert!(introduce([2; 32], &headers).is_none());
        let other = introduce([2; 32], &HeaderMap::new()).unwrap();
        assert_ne!(other.to_str().unwrap(), given);
        assert_eq!(known(&HeaderMap::new()), None);
    }
}
