//! Binds an attempt to the browser that began it: nobody can be made to come back from a sign-in
//! that another has begun.
use axum::http::{HeaderMap, header};
use cookie::{Cookie, SameSite, time::Duration};

/// No other host can set it, nor a page of plain HTTP.
const NAME: &str = "__Host-rejoinder-oidc";
/// Where the service is reached by plain HTTP, as on one's own machine.
const PLAIN_NAME: &str = "rejoinder-oidc";

fn is_https(public_origin: &str) -> bool {
    public_origin.starts_with("https:")
}

fn name(public_origin: &str) -> &'static str {
    if is_https(public_origin) {
        NAME
    } else {
        PLAIN_NAME
    }
}

pub(super) fn read(headers: &HeaderMap, public_origin: &str) -> Option<String> {
    let name = name(public_origin);
    let lines = headers.get_all(header::COOKIE).iter();
    lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == name)
        .map(|cookie| cookie.value().to_owned())
}

/// Lax, since the way back is a link from another site.
pub(super) fn write(value: &str, public_origin: &str) -> String {
    Cookie::build((name(public_origin), value))
        .path("/")
        .http_only(true)
        .secure(is_https(public_origin))
        .same_site(SameSite::Lax)
        .max_age(Duration::minutes(30))
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use axum::http::HeaderMap;

    #[test]
    fn the_cookie_is_the_hosts_own_and_no_scripts() {
        let https = write("abc", "https://comments.example");
        let told =
            "__Host-rejoinder-oidc=abc; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=1800";
        assert_eq!(https, told);
        let plain = write("abc", "http://127.0.0.1:8080");
        assert!(plain.starts_with("rejoinder-oidc=abc; HttpOnly; SameSite=Lax; Path=/"));
    }

    #[test]
    fn it_is_found_among_others_and_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append("cookie", "a=b; rejoinder-oidc=plain".parse().unwrap());
        headers.append("cookie", "__Host-rejoinder-oidc=x".parse().unwrap());
        assert_eq!(read(&headers, "https://c.example").as_deref(), Some("x"));
        assert_eq!(read(&headers, "http://c.example").as_deref(), Some("plain"));
        assert_eq!(read(&HeaderMap::new(), "http://c.example"), None);
    }
}
