//! Requests of the service's own pages, which keep their session in a cookie.
//!
//! A cookie goes along with whatever a browser is made to send, so by itself it proves nothing. It
//! counts only beside a header that no form can send and no foreign page may, and only where the
//! browser says that a page of this origin has sent the request.
use super::actor::FOR_ORIGIN;
use crate::domain::{Error, credentials::session_cookie, policy::Denied};
use async_graphql::parser::types::OperationType;
use axum::http::{HeaderMap, header};
use cookie::Cookie;
use url::{Host, Url};

/// A page that sends it with the value `cookie` keeps its session there.
pub(super) const ASKS: &str = "x-rejoinder-session";

/// What a request says that carries no token.
pub(super) struct Cookies<'a> {
    /// Whether the page asks for its session to be kept in a cookie.
    asks: bool,
    value: Option<&'a str>,
    /// Whether the browser says that one of the service's own pages has sent it.
    is_own: bool,
}

impl<'a> Cookies<'a> {
    /// Of a request with a token nothing is looked at: the token counts. What our sign-in window
    /// asks for another page has nothing to do with the cookie either.
    pub(super) fn of(headers: &'a HeaderMap, own_origin: &str) -> Self {
        let with_token = headers.contains_key(header::AUTHORIZATION);
        let for_another = headers.contains_key(FOR_ORIGIN);
        Self {
            asks: !with_token && !for_another && only(headers, ASKS) == Said::Once("cookie"),
            value: value(headers).filter(|_| !with_token),
            is_own: is_own(headers, own_origin),
        }
    }

    pub(super) fn wanted(&self) -> bool {
        self.asks && self.is_own
    }

    /// The cookie's value, where it counts.
    pub(super) fn value(&self) -> Option<&'a str> {
        self.value.filter(|_| self.wanted())
    }

    /// A write that has to do with the cookie, and is not one of our own pages', is nobody's. One
    /// of our own pages that does not ask for the cookie goes without it.
    pub(super) fn permit(&self, kind: OperationType, own_origin: &str) -> Result<(), Error> {
        if kind != OperationType::Mutation {
            return Ok(());
        }
        if !self.is_own && (self.asks || self.value.is_some()) {
            return Err(Denied::Csrf.into());
        }
        if self.asks && !keeps_secure_cookies(own_origin) {
            return Err(Denied::CookieNeedsHttps.into());
        }
        Ok(())
    }
}

/// Whether one of our own pages has led here, to where a cookie can be kept.
pub(super) fn has_led_here(headers: &HeaderMap, own_origin: &str) -> bool {
    is_own(headers, own_origin) && keeps_secure_cookies(own_origin)
}

#[derive(PartialEq, Eq)]
enum Said<'a> {
    Nothing,
    Once(&'a str),
    /// Twice, or in bytes that are no text.
    Nonsense,
}

fn only<'a>(headers: &'a HeaderMap, name: &str) -> Said<'a> {
    let mut lines = headers.get_all(name).iter();
    match (lines.next(), lines.next()) {
        (None, _) => Said::Nothing,
        (Some(line), None) => line.to_str().map_or(Said::Nonsense, Said::Once),
        (Some(_), Some(_)) => Said::Nonsense,
    }
}

/// Browsers send `Origin` with every write, and most of them `Sec-Fetch-Site` with everything: what
/// is there must fit, and one of them must be there.
fn is_own(headers: &HeaderMap, own_origin: &str) -> bool {
    match (only(headers, "origin"), only(headers, "sec-fetch-site")) {
        (Said::Once(origin), Said::Once(site)) => origin == own_origin && site == "same-origin",
        (Said::Once(origin), Said::Nothing) => origin == own_origin,
        (Said::Nothing, Said::Once(site)) => site == "same-origin",
        _ => false,
    }
}

/// None when there are two of the name: then one of them is not ours.
pub(super) fn value(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    let cookies = lines.flat_map(Cookie::split_parse).flatten();
    let mut named = cookies.filter(|cookie| cookie.name() == session_cookie::NAME);
    let first = named.next()?;
    let is_one = named.next().is_none();
    first.value_raw().filter(|_| is_one)
}

/// Browsers take secure cookies over https, and over plain http from this machine itself.
pub(super) fn keeps_secure_cookies(own_origin: &str) -> bool {
    let Ok(url) = Url::parse(own_origin) else {
        return false;
    };
    let is_here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    url.scheme() == "https" || is_here
}

#[cfg(test)]
mod tests {
    use super::{Cookies, keeps_secure_cookies};
    use async_graphql::parser::types::OperationType;
    use axum::http::HeaderMap;

    const OWN: &str = "https://comments.example";
    const COOKIE: (&str, &str) = ("cookie", "theme=dark; __Host-rejoinder=rjc_1");
    const ASKS: (&str, &str) = ("x-rejoinder-session", "cookie");
    const ORIGIN: (&str, &str) = ("origin", OWN);
    const SAME: (&str, &str) = ("sec-fetch-site", "same-origin");

    fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, value.parse().unwrap());
        }
        headers
    }

    /// The value that counts, and whether a write goes on.
    fn judged(lines: &[(&'static str, &'static str)]) -> (Option<String>, bool) {
        let headers = headers(lines);
        let cookies = Cookies::of(&headers, OWN);
        assert!(cookies.permit(OperationType::Query, OWN).is_ok());
        let write = cookies.permit(OperationType::Mutation, OWN);
        (cookies.value().map(str::to_owned), write.is_ok())
    }

    #[test]
    fn the_cookie_counts_for_our_own_pages_that_ask_for_it() {
        let counts = (Some("rjc_1".to_owned()), true);
        assert_eq!(judged(&[COOKIE, ASKS, ORIGIN]), counts);
        assert_eq!(judged(&[COOKIE, ASKS, SAME]), counts);
        assert_eq!(judged(&[COOKIE, ASKS, ORIGIN, SAME]), counts);
    }

    #[test]
    fn our_own_pages_go_without_it_where_they_do_not_ask() {
        assert_eq!(judged(&[COOKIE, ORIGIN, SAME]), (None, true));
        assert_eq!(judged(&[COOKIE, SAME]), (None, true));
        let window = ("x-rejoinder-for-origin", "https://history.example");
        assert_eq!(judged(&[COOKIE, ASKS, ORIGIN, SAME, window]), (None, true));
        let twice = ("cookie", "__Host-rejoinder=rjc_2");
        assert_eq!(judged(&[COOKIE, twice, ASKS, SAME]), (None, true));
        let named_like_it = ("cookie", "__host-rejoinder=rjc_1; rejoinder=rjc_1");
        assert_eq!(judged(&[named_like_it, ASKS, SAME]), (None, true));
    }

    #[test]
    fn a_token_counts_instead_of_it() {
        let token = ("authorization", "Bearer x");
        assert_eq!(judged(&[COOKIE, ASKS, ORIGIN, token]), (None, true));
        let foreign = ("origin", "https://history.example");
        assert_eq!(judged(&[COOKIE, foreign, token]), (None, true));
        assert_eq!(judged(&[foreign]), (None, true), "nothing of a cookie");
    }

    #[test]
    fn a_secure_cookie_needs_https_or_this_machine() {
        for (origin, keeps) in [
            ("https://comments.example", true),
            ("https://203.0.113.7:8443", true),
            ("http://localhost:8080", true),
            ("http://comments.localhost", true),
            ("http://127.0.0.1:8080", true),
            ("http://127.8.9.1", true),
            ("http://[::1]:8080", true),
            ("http://comments.example", false),
            ("http://192.168.1.7:8080", false),
            ("http://localhost.example", false),
            ("http://notlocalhost", false),
            ("", false),
        ] {
            assert_eq!(keeps_secure_cookies(origin), keeps, "{origin}");
        }
    }
}
