//! The cookie that keeps a session for the service's own pages: a value that says nothing, of which
//! only the hash is stored.
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use cookie::{Cookie, SameSite};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// The prefix has browsers refuse it unless it is secure, of this host alone, and of all paths.
pub const NAME: &str = "__Host-rejoinder";
/// A session that nobody uses for so long is over.
pub const IDLE: TimeDelta = TimeDelta::hours(12);
/// However busy, it is over so long after its sign-in.
pub const ABSOLUTE: TimeDelta = TimeDelta::days(14);

const PREFIX: &str = "rjc_";
/// The prefix and 32 bytes in unpadded base64url.
const LENGTH: usize = PREFIX.len() + 43;

/// 256 random bits as text.
pub fn value(random: [u8; 32]) -> Zeroizing<String> {
    let random = Zeroizing::new(random);
    Zeroizing::new(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(*random)))
}

/// What is kept of a value; none of what cannot be one.
pub fn hash(value: &str) -> Option<[u8; 32]> {
    let is_one = value.len() == LENGTH && value.starts_with(PREFIX);
    is_one.then(|| Sha256::digest(value.as_bytes()).into())
}

/// The header `Set-Cookie` that hands out a value.
pub fn set(value: &str) -> String {
    let seconds = cookie::time::Duration::seconds(ABSOLUTE.num_seconds());
    of(value).max_age(seconds).build().to_string()
}

/// The one that takes it away.
pub fn clear() -> String {
    of("")
        .max_age(cookie::time::Duration::ZERO)
        .build()
        .to_string()
}

fn of(value: &str) -> cookie::CookieBuilder<'_> {
    let cookie = Cookie::build((NAME, value)).path("/").secure(true);
    cookie.http_only(true).same_site(SameSite::Strict)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_this_hosts_alone_and_no_scripts() {
        let value = value([7; 32]);
        assert_eq!(
            set(&value),
            format!(
                "__Host-rejoinder={}; HttpOnly; SameSite=Strict; Secure; Path=/; Max-Age=1209600",
                *value
            )
        );
        assert_eq!(
            clear(),
            "__Host-rejoinder=; HttpOnly; SameSite=Strict; Secure; Path=/; Max-Age=0"
        );
    }

    #[test]
    fn only_what_can_be_a_value_is_looked_up() {
        let one = value([7; 32]);
        assert!(hash(&one).is_some());
        assert_ne!(hash(&one), hash(&value([8; 32])));
        for other in [
            "",
            "rjc_",
            "rjr_",
            &one[1..],
            &format!("{}x", *one),
            &one.to_uppercase(),
        ] {
            assert_eq!(hash(other), None, "{other}");
        }
    }
}
