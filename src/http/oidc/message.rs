//! What a window tells the page that opened it, and in which form the page carries it.
use crate::domain::sessions::{Arrival, Challenge};
use chrono::{DateTime, Utc};
use serde::Serialize;

/// For `window.postMessage`, to one exact origin.
#[derive(Serialize)]
#[serde(tag = "type", rename_all_fields = "camelCase")]
pub(super) enum Message {
    #[serde(rename = "rejoinder:signed-in")]
    SignedIn {
        access_token: String,
        expires_at: DateTime<Utc>,
        refresh_token: String,
    },
    #[serde(rename = "rejoinder:linked")]
    Linked,
    #[serde(rename = "rejoinder:failed")]
    Failed { reason: &'static str },
}

impl Message {
    /// None of what the page is not told: the window asks for the second factor itself, and a cookie
    /// is for the browser.
    pub(super) fn of(arrival: Arrival) -> Option<Self> {
        let Arrival::SignedIn(tokens) = arrival else {
            return None;
        };
        Some(Self::SignedIn {
            access_token: tokens.access,
            expires_at: tokens.expires_at,
            refresh_token: tokens.refresh.to_string(),
        })
    }
}

/// What the sign-in window asks for next, as the API calls it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Factor<'a> {
    challenge: &'a str,
    expires_at: DateTime<Utc>,
    totp: bool,
    passkeys: bool,
}

impl<'a> From<&'a Challenge> for Factor<'a> {
    fn from(challenge: &'a Challenge) -> Self {
        Self {
            challenge: &challenge.token,
            expires_at: challenge.expires_at,
            totp: challenge.totp,
            passkeys: challenge.passkeys,
        }
    }
}

/// JSON for a data block: nothing in it ends the block or begins a comment.
pub(super) fn data_block(value: &impl Serialize) -> serde_json::Result<String> {
    let json = serde_json::to_string(value)?;
    Ok(json
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026"))
}

#[cfg(test)]
mod tests {
    use super::{Message, data_block};

    #[test]
    fn messages_are_what_pages_wait_for() {
        let at = "2026-01-01T00:10:00Z".parse().unwrap();
        let signed_in = Message::SignedIn {
            access_token: "a".to_owned(),
            expires_at: at,
            refresh_token: "r".to_owned(),
        };
        let told = r#"{"type":"rejoinder:signed-in","accessToken":"a","expiresAt":"2026-01-01T00:10:00Z","refreshToken":"r"}"#;
        assert_eq!(data_block(&signed_in).unwrap(), told);
        let failed = Message::Failed { reason: "STALE" };
        let told = r#"{"type":"rejoinder:failed","reason":"STALE"}"#;
        assert_eq!(data_block(&failed).unwrap(), told);
        let linked = data_block(&Message::Linked).unwrap();
        assert_eq!(linked, r#"{"type":"rejoinder:linked"}"#);
    }

    #[test]
    fn nothing_ends_the_block() {
        let bad = "</script><!--<script>&amp;";
        let block = data_block(&bad).unwrap();
        assert!(!block.contains(['<', '>', '&']), "{block}");
        assert_eq!(serde_json::from_str::<String>(&block).unwrap(), bad);
    }
}
