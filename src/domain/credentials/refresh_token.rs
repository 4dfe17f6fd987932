//! Refresh tokens: their text, what is stored of them, and what presenting one leads to.
//!
//! The tokens of one sign-in are a chain, a family: each is good for one rotation, which makes the
//! next. When a token that has already been rotated is presented again, either its answer was lost
//! (or two requests went out together), or somebody has a copy. The first is allowed for a moment,
//! as long as nobody has used what came next; everything else ends the family.
//!
//! The second answer to one token is the *same* next token, not another one: [`RefreshToken::next`]
//! makes it anew out of the token presented and of the salt stored with it. So a family never
//! forks, whichever of two answers a client keeps it stays signed in, and a thief who is quick
//! enough to share an answer is found out at the next rotation.
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// A token that nobody presents for so long is over.
pub const IDLE: TimeDelta = TimeDelta::days(30);
/// A family is over so long after its sign-in, however busy.
pub const ABSOLUTE: TimeDelta = TimeDelta::days(180);
/// How long after its rotation a token may be presented again, its answer having been lost.
pub const GRACE: TimeDelta = TimeDelta::seconds(30);

const PREFIX: &str = "rjr_";
/// The prefix and 32 bytes in unpadded base64url.
const TEXT_LENGTH: usize = PREFIX.len() + 43;

/// What the rules need to know of a stored token and of its family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredRefresh {
    /// When it was rotated.
    pub used_at: Option<DateTime<Utc>>,
    /// Its idle end; see [`expiry`].
    pub expires_at: DateTime<Utc>,
    pub family_started_at: DateTime<Utc>,
    /// Signed out, revoked, or ended by a replay.
    pub family_ended_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefreshVerdict {
    /// Mark it used, store its salt and its successor, hand that out.
    Rotate,
    /// The answer was lost: make the same successor again, change nothing, hand it out.
    Reissue,
    /// Somebody has a copy: end the family.
    Replay,
    /// The family, or this token of it, is over: sign in again.
    Expired,
}

/// To be asked inside the transaction that acts on the answer, after it has locked the family, so
/// that of two requests the second sees what the first did. `successor` is what the presented
/// token was rotated to.
pub fn judge(
    presented: &StoredRefresh,
    successor: Option<&StoredRefresh>,
    now: DateTime<Utc>,
) -> RefreshVerdict {
    if presented.family_ended_at.is_some() || now >= presented.family_started_at + ABSOLUTE {
        return RefreshVerdict::Expired;
    }
    match (presented.used_at, successor) {
        (None, None) if now < presented.expires_at => RefreshVerdict::Rotate,
        (None, None) => RefreshVerdict::Expired,
        (Some(used_at), Some(next)) if next.used_at.is_none() && now - used_at <= GRACE => {
            RefreshVerdict::Reissue
        }
        _ => RefreshVerdict::Replay,
    }
}

/// The `expires_at` of a token made now.
pub fn expiry(family_started_at: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    (now + IDLE).min(family_started_at + ABSOLUTE)
}

/// 256 bits that nobody can guess; wiped when dropped, never printed, never stored.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct RefreshToken([u8; 32]);

impl RefreshToken {
    /// The first of a family. `random` comes from a secure source.
    pub fn new(random: [u8; 32]) -> Self {
        Self(random)
    }

    /// What this token is rotated to. `salt` comes from a secure source, new for each rotation, and
    /// is stored with the presented token; neither it nor the token tells the successor alone.
    #[must_use]
    pub fn next(&self, salt: &[u8; 32]) -> Self {
        let mut digest = Sha256::new();
        digest.update(b"rejoinder refresh token, next:");
        digest.update(self.0);
        digest.update(salt);
        Self(digest.finalize().into())
    }

    /// `None` for whatever [`RefreshToken::text`] cannot have made; costs nothing for long texts.
    pub fn parse(text: &str) -> Option<Self> {
        let encoded = text
            .strip_prefix(PREFIX)
            .filter(|_| text.len() == TEXT_LENGTH)?;
        let mut token = Self([0; 32]);
        let written = URL_SAFE_NO_PAD.decode_slice(encoded, &mut token.0).ok()?;
        (written == token.0.len()).then_some(token)
    }

    /// What the client gets.
    pub fn text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(TEXT_LENGTH));
        text.push_str(PREFIX);
        URL_SAFE_NO_PAD.encode_string(self.0, &mut text);
        text
    }

    /// What is stored and looked up: SHA-256 of the text. It needs no salt and no slowness, for
    /// there are too many tokens to try.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.text().as_bytes()).into()
    }
}

impl fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RefreshToken(…)")
    }
}
