//! Knowing a browser again on the service's own origin: whether a mail's link is followed, and
//! whether somebody comes back from a provider, where that was asked for. Says nothing of who uses
//! it.
use axum::http::{HeaderMap, HeaderValue, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use cookie::{Cookie, SameSite};
use sha2::{Digest, Sha256};

/// No other host can set it, nor a page of plain HTTP.
const NAME: &str = "__Host-rejoinder-browser";
/// Where the service is reached by plain HTTP, as on one's own machine: not every browser keeps the
/// other there.
const PLAIN_NAME: &str = "rejoinder-browser";
/// Of a secret of 32 bytes in base64url.
const LENGTH: usize = 43;

/// The hash of the browser's secret.
pub(super) fn known(headers: &HeaderMap, public_origin: &str) -> Option<[u8; 32]> {
    let name = name(public_origin);
    let secret = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == name && cookie.value().len() == LENGTH)?;
    Some(hash(secret.value()))
}

/// For a browser that is not known yet: the hash of this secret, and the cookie that keeps it. All
/// windows of the browser have it in common. Lax, since the ways back are links from elsewhere.
pub(super) fn introduce(secret: [u8; 32], public_origin: &str) -> ([u8; 32], HeaderValue) {
    let secret = URL_SAFE_NO_PAD.encode(secret);
    let hash = hash(&secret);
    let cookie = Cookie::build((name(public_origin), secret))
        .path("/")
        .secure(is_https(public_origin))
        .http_only(true)
        .same_site(SameSite::Lax)
        .build();
    let cookie = HeaderValue::from_str(&cookie.to_string());
    (hash, cookie.unwrap_or(HeaderValue::from_static("")))
}

fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret).into()
}

fn name(public_origin: &str) -> &'static str {
    if is_https(public_origin) {
        NAME
    } else {
        PLAIN_NAME
    }
}

fn is_https(public_origin: &str) -> bool {
    public_origin.starts_with("https:")
}

#[cfg(test)]
mod tests {
    use super::{introduce, known};
    use axum::http::HeaderMap;

    const HTTPS: &str = "https://comments.example";
    const PLAIN: &str = "http://127.0.0.1:8080";

    fn cookies(lines: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("cookie", line.parse().unwrap());
        }
        headers
    }

    #[test]
    fn a_browser_is_known_by_what_it_was_given() {
        for origin in [HTTPS, PLAIN] {
            let (hash, given) = introduce([1; 32], origin);
            let pair = given.to_str().unwrap().split(';').next().unwrap();
            let headers = cookies(&["a=b", &format!("theme=dark; {pair}")]);
            assert_eq!(known(&headers, origin), Some(hash));
            let (other, _) = introduce([2; 32], origin);
            assert_ne!(other, hash);
        }
    }

    #[test]
    fn the_cookie_is_the_hosts_own_and_no_scripts() {
        let (_, https) = introduce([1; 32], HTTPS);
        let https = https.to_str().unwrap();
        let (pair, rest) = https.split_once("; ").unwrap();
        assert!(pair.starts_with("__Host-rejoinder-browser="), "{https}");
        assert_eq!(rest, "HttpOnly; SameSite=Lax; Secure; Path=/");
        let (_, plain) = introduce([1; 32], PLAIN);
        let plain = plain.to_str().unwrap();
        let (pair, rest) = plain.split_once("; ").unwrap();
        assert!(pair.starts_with("rejoinder-browser="), "{plain}");
        assert_eq!(rest, "HttpOnly; SameSite=Lax; Path=/");
    }

    #[test]
    fn a_name_that_others_can_set_counts_by_plain_http_alone() {
        let secret = "0123456789012345678901234567890123456789abc";
        let plain = cookies(&[&format!("rejoinder-browser={secret}")]);
        assert!(known(&plain, PLAIN).is_some());
        assert_eq!(known(&plain, HTTPS), None);
        let short = cookies(&["__Host-rejoinder-browser=short"]);
        assert_eq!(known(&short, HTTPS), None);
        assert_eq!(known(&HeaderMap::new(), HTTPS), None);
    }
}
