//! Addresses of pages and sites in the form used as a key.

use ::url::Url;

use super::characters;

/// The longest page address kept, in bytes, before and after normalising.
pub const MAX_BYTES: usize = 2_000;

/// Parameters that say where a visitor came from, not which page this is. Also all of `utm_…`.
const TRACKING: &[&str] = &["fbclid", "gclid"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UrlFault {
    Empty,
    TooLong,
    /// Not absolute, or neither `http` nor `https`.
    Scheme,
    /// A user name or a password before the host.
    UserInfo,
    /// No host, or one that cannot be.
    Host,
    /// A path, a query or a fragment where only an origin may stand.
    NotAnOrigin,
}

impl UrlFault {
    /// Tells the writer what to do.
    pub fn sentence(self) -> String {
        match self {
            Self::Empty => "Enter an address.".to_owned(),
            Self::TooLong => format!("Shorten the address: at most {MAX_BYTES} bytes are allowed."),
            Self::Scheme => {
                "Enter a whole address that begins with https:// or http://.".to_owned()
            }
            Self::UserInfo => "Remove the user name and password before the @.".to_owned(),
            Self::Host => "Check the host name: it must be one such as example.org.".to_owned(),
            Self::NotAnOrigin => "Enter only scheme and host, such as https://example.org, \
                                  without a path behind it."
                .to_owned(),
        }
    }

    /// The stable word for clients.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Empty => "EMPTY",
            Self::TooLong => "TOO_LONG",
            Self::Scheme | Self::UserInfo | Self::Host => "NOT_A_URL",
            Self::NotAnOrigin => "NOT_AN_ORIGIN",
        }
    }
}

/// A page's absolute address in normal form: host in lower case and ASCII, no default port, no
/// fragment, no tracking parameters, percent-encoding in one spelling. A trailing slash and the
/// scheme stay as typed; [`page_key`] makes them compare equal.
pub fn page_url(input: &str) -> Result<String, UrlFault> {
    let mut url = parse(input)?;
    url.set_fragment(None);
    let query = url.query().and_then(without_tracking);
    url.set_query(query.as_deref());
    let text = one_spelling(url.as_str());
    if text.len() > MAX_BYTES {
        return Err(UrlFault::TooLong);
    }
    Ok(text)
}

/// What two addresses of one page share: the normal form without `http:` or `https:` and
/// without slashes at the end of the path (`//example.org/a?b=1`). Everything else tells pages
/// apart, `www.` and the query included. Text that is no page address is its own key.
pub fn page_key(url: &str) -> String {
    let Ok(page) = page_url(url) else {
        return url.trim().to_owned();
    };
    let rest = page.split_once(':').map_or(page.as_str(), |(_, rest)| rest);
    match rest.split_once('?') {
        Some((path, query)) => format!("{}?{query}", path.trim_end_matches('/')),
        None => rest.trim_end_matches('/').to_owned(),
    }
}

/// `scheme://host[:port]` of a page's address; `None` where it has none or is not http(s).
pub fn origin_of(url: &str) -> Option<String> {
    Some(parse(url).ok()?.origin().ascii_serialization())
}

/// A site's origin as an owner enters it: scheme, host and port, at most one slash behind.
pub fn origin(input: &str) -> Result<String, UrlFault> {
    let url = parse(input)?;
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err(UrlFault::NotAnOrigin);
    }
    Ok(url.origin().ascii_serialization())
}

/// Stricter than a browser, which forgives `https:example.org`, `http:\\example.org`, and tabs
/// and newlines anywhere.
fn parse(input: &str) -> Result<Url, UrlFault> {
    let input = input.trim();
    if input.is_empty() {
        return Err(UrlFault::Empty);
    }
    if input.len() > MAX_BYTES {
        return Err(UrlFault::TooLong);
    }
    if !is_http(input) {
        return Err(UrlFault::Scheme);
    }
    let forbidden = |c: char| c == '\\' || c.is_control() || characters::is_invisible(c);
    if input.chars().any(forbidden) {
        return Err(UrlFault::Host);
    }
    if authority(input).contains('@') {
        return Err(UrlFault::UserInfo);
    }
    let mut url = Url::parse(input).map_err(|_| UrlFault::Host)?;
    let host = url
        .host_str()
        .unwrap_or("")
        .trim_end_matches('.')
        .to_owned();
    if host.is_empty() || host.contains('*') || authority(input).ends_with(':') {
        return Err(UrlFault::Host);
    }
    url.set_host(Some(&host)).map_err(|_| UrlFault::Host)?;
    Ok(url)
}

/// Whether `text` begins with `http://` or `https://` and something that is no further slash.
pub(super) fn is_http(text: &str) -> bool {
    let (scheme, rest) = text.split_once("://").unwrap_or_default();
    let is_scheme = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    is_scheme && !rest.is_empty() && !rest.starts_with('/')
}

/// What stands between `://` and the path.
pub(super) fn authority(text: &str) -> &str {
    let rest = text.split_once("://").map_or("", |(_, rest)| rest);
    rest.split(['/', '?', '#', '\\']).next().unwrap_or("")
}

/// `None` when nothing is left. Order and spelling of the rest stay.
fn without_tracking(query: &str) -> Option<String> {
    let is_tracking = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or("").to_ascii_lowercase();
        name.starts_with("utm_") || TRACKING.contains(&name.as_str())
    };
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !is_tracking(pair))
        .collect();
    (!kept.is_empty()).then(|| kept.join("&"))
}

/// Percent triplets in upper case, and decoded where they hide a letter, a digit or `-._~`.
fn one_spelling(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    let mut rest = url;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let digits = rest.get(at + 1..at + 3).unwrap_or("");
        let is_hex = digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let Some(byte) = u8::from_str_radix(digits, 16).ok().filter(|_| is_hex) else {
            out.push('%');
            rest = &rest[at + 1..];
            continue;
        };
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push_str(&digits.to_ascii_uppercase());
        }
        rest = &rest[at + 3..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_page_address_has_one_form() {
        for (input, expect) in [
            ("https://example.org/a", "https://example.org/a"),
            (
                " HTTPS://Example.ORG:443/A?b=C#top\n",
                "https://example.org/A?b=C",
            ),
            ("http://example.org:80", "http://example.org/"),
            ("http://example.org:8080/", "http://example.org:8080/"),
            ("https://example.org./a", "https://example.org/a"),
            ("https://example.org/a/", "https://example.org/a/"),
            ("https://example.org/a/../b/./c", "https://example.org/b/c"),
            (
                "https://example.org/?utm_source=x&p=4&UTM_Medium=y&fbclid=1&gclid=2",
                "https://example.org/?p=4",
            ),
            (
                "https://example.org/a?utm_source=x",
                "https://example.org/a",
            ),
            ("https://example.org/a?", "https://example.org/a"),
            (
                "https://example.org/?b=2&a=1",
                "https://example.org/?b=2&a=1",
            ),
            (
                "https://example.org/?q=utm_source",
                "https://example.org/?q=utm_source",
            ),
            (
                "https://example.org/caf\u{e9}",
                "https://example.org/caf%C3%A9",
            ),
            (
                "https://example.org/caf%c3%a9/%7Eana/100%",
                "https://example.org/caf%C3%A9/~ana/100%",
            ),
            (
                "https://b\u{fc}cher.example/",
                "https://xn--bcher-kva.example/",
            ),
            ("http://localhost:8000/x", "http://localhost:8000/x"),
            (
                "https://example.org/@ana?to=a@b",
                "https://example.org/@ana?to=a@b",
            ),
        ] {
            assert_eq!(page_url(input).as_deref(), Ok(expect), "{input}");
        }
    }

    #[test]
    fn what_is_no_page_address_is_refused() {
        let long = format!("https://example.org/{}", "a".repeat(2_000));
        let grows = format!("https://example.org/{}", "\u{e9}".repeat(600));
        for (input, expect) in [
            ("", UrlFault::Empty),
            (long.as_str(), UrlFault::TooLong),
            (grows.as_str(), UrlFault::TooLong),
            ("/a", UrlFault::Scheme),
            ("example.org", UrlFault::Scheme),
            ("//example.org", UrlFault::Scheme),
            ("https:example.org", UrlFault::Scheme),
            ("https:/example.org", UrlFault::Scheme),
            ("https:///example.org", UrlFault::Scheme),
            ("https:\\\\example.org", UrlFault::Scheme),
            ("javascript:alert(1)", UrlFault::Scheme),
            ("javascript://example.org/%0aalert(1)", UrlFault::Scheme),
            ("data:text/html,x", UrlFault::Scheme),
            ("ftp://example.org", UrlFault::Scheme),
            ("https://ana@example.org", UrlFault::UserInfo),
            ("https://ana:pw@example.org", UrlFault::UserInfo),
            ("https://@example.org", UrlFault::UserInfo),
            ("https://", UrlFault::Scheme),
            ("https://?", UrlFault::Host),
            ("https://exa mple.org", UrlFault::Host),
            ("https://example.org/a b", UrlFault::Host),
            ("https://exam\tple.org", UrlFault::Host),
            ("https://example.org\\@evil.example", UrlFault::Host),
            ("https://example.org/\u{202E}", UrlFault::Host),
            ("https://*.example.org", UrlFault::Host),
            ("https://example.org:99999", UrlFault::Host),
            ("https://example.org:", UrlFault::Host),
            ("https://1.2.3.999/", UrlFault::Host),
            ("https://[::1", UrlFault::Host),
        ] {
            assert_eq!(page_url(input), Err(expect), "{}", input.escape_debug());
        }
    }

    #[test]
    fn scheme_and_trailing_slash_do_not_tell_pages_apart() {
        for same in [
            "https://example.org/a",
            "http://example.org/a/",
            "HTTP://EXAMPLE.org:80/a#x",
            "https://example.org/a?utm_source=x",
            "https://example.org/%61",
        ] {
            assert_eq!(page_key(same), "//example.org/a", "{same}");
        }
        assert_eq!(page_key("https://example.org"), "//example.org");
        assert_eq!(page_key("http://example.org/a/?p=4"), "//example.org/a?p=4");
        assert_eq!(page_key(" episode-7 "), "episode-7");
        let keys = [
            "https://example.org/a",
            "https://www.example.org/a",
            "https://example.org:8443/a",
            "https://example.org/A",
            "https://example.org/a?p=1",
            "https://example.org/a?p=1/",
        ];
        let distinct: std::collections::HashSet<_> = keys.iter().map(|url| page_key(url)).collect();
        assert_eq!(distinct.len(), keys.len());
    }

    #[test]
    fn origins_are_scheme_host_and_port() {
        assert_eq!(
            origin_of("https://Example.org:8443/a?b#c").as_deref(),
            Some("https://example.org:8443")
        );
        assert_eq!(
            origin_of("http://example.org:80/").as_deref(),
            Some("http://example.org")
        );
        for none in [
            "",
            "null",
            "file:///etc",
            "about:blank",
            "https://a@b.example/",
            "blob:https://a.example/1",
        ] {
            assert_eq!(origin_of(none), None, "{none}");
        }
        assert_eq!(
            origin("https://Example.org/").as_deref(),
            Ok("https://example.org")
        );
        assert_eq!(
            origin("http://localhost:3000").as_deref(),
            Ok("http://localhost:3000")
        );
        for input in [
            "https://example.org/a",
            "https://example.org/?a",
            "https://example.org#a",
        ] {
            assert_eq!(origin(input), Err(UrlFault::NotAnOrigin), "{input}");
        }
        assert_eq!(origin("*"), Err(UrlFault::Scheme));
        assert_eq!(origin("null"), Err(UrlFault::Scheme));
        assert_eq!(origin("https://*.example.org"), Err(UrlFault::Host));
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(
            input in "https?://[a-zA-Z.:@\\PC]{1,12}/[a-z%0-9A-F./?&=_~\\PC]{0,40}"
        ) {
            if let Ok(once) = page_url(&input) {
                prop_assert_eq!(page_url(&once), Ok(once.clone()));
                prop_assert_eq!(page_key(&once), page_key(&input));
            }
        }
    }
}
