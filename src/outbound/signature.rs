//! How a receiver knows that a request is ours, and recent.
use chrono::{DateTime, Utc};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::fmt::Write;

/// `t=<unix seconds>,v1=<hex>`, with a `v1` for each secret: two while one replaces the other. Each
/// is the HMAC-SHA256 of the seconds, a dot and the body.
pub fn sign<'a>(
    secrets: impl IntoIterator<Item = &'a str>,
    now: DateTime<Utc>,
    body: &[u8],
) -> String {
    let seconds = now.timestamp().to_string();
    let mut header = format!("t={seconds}");
    for secret in secrets {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
            .expect("HMAC takes keys of every length");
        mac.update(seconds.as_bytes());
        mac.update(b".");
        mac.update(body);
        header.push_str(",v1=");
        for byte in mac.finalize().into_bytes() {
            // Writing to a String cannot fail.
            let _ = write!(header, "{byte:02x}");
        }
    }
    header
}

#[cfg(test)]
mod tests {
    use super::sign;
    use chrono::{TimeZone, Utc};

    /// The values are openssl's: `printf '%s' 'SECONDS.BODY' | openssl dgst -sha256 -hmac SECRET`.
    #[test]
    fn a_signature_is_what_others_compute() {
        let now = Utc.timestamp_opt(1_767_225_600, 0).unwrap();
        let old = "028c6f17cc8c46659098705cc401c026ebdb4ff1aec8e2e17118ad42ea31085d";
        let new = "837e7d785277d593cd0a11b880db1a7ef0e4eb63af148c7fba61a7384b353658";
        assert_eq!(
            sign(["first-secret"], now, b"{\"a\":1}"),
            format!("t=1767225600,v1={old}")
        );
        assert_eq!(
            sign(["second-secret", "first-secret"], now, b"{\"a\":1}"),
            format!("t=1767225600,v1={new},v1={old}")
        );
    }
}
