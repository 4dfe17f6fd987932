//! Who wrote a comment: what makes two comments one person's.
use super::id::Id;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// The longest name in bytes; what is beyond is cut.
pub(crate) const MAX_NAME: usize = 400;

/// A longer web address is none.
const MAX_URL: usize = 2_000;

/// One author, the same in every import of the same comments. Holds no readable e-mail.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AuthorKey(pub [u8; 16]);

/// As the file says it: not checked, not fit to be shown as it is. `name` may be empty;
/// `email` is for claiming the account only and never public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    pub key: AuthorKey,
    pub name: String,
    pub email: Option<String>,
    pub url: Option<String>,
}

/// What the file says of an author, as it is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Identity {
    /// What the other system tells authors apart by, if it does.
    pub(crate) id: Option<String>,
    pub(crate) name: String,
    pub(crate) email: Option<String>,
    pub(crate) url: Option<String>,
}

impl Identity {
    pub(crate) fn new(name: &str, email: &str, url: &str) -> Self {
        let mut name: String = name.nfc().collect();
        name.truncate(name.floor_char_boundary(MAX_NAME));
        Self {
            id: None,
            name,
            email: plausible_email(email),
            url: plausible_url(url),
        }
    }

    pub(crate) fn known_as(self, id: &str) -> Self {
        Self {
            id: (!id.is_empty()).then(|| id.to_owned()),
            ..self
        }
    }

    /// What is kept of somebody who is known by a key.
    pub(super) fn trimmed(mut self) -> Self {
        self.id = None;
        self.name.shrink_to_fit();
        self
    }

    pub(super) fn or(self, other: &Self) -> Self {
        let name = if self.name.is_empty() {
            other.name.clone()
        } else {
            self.name
        };
        Self {
            id: self.id,
            name,
            email: self.email.or_else(|| other.email.clone()),
            url: self.url.or_else(|| other.url.clone()),
        }
    }

    /// What the other system says. Else e-mail and name together, for one mailbox may have several
    /// authors; without an e-mail, name and web address. `None`: a guest of whom only the name is
    /// known, and who is nobody else than the author of this one comment.
    pub(super) fn key(&self) -> Option<AuthorKey> {
        let name = self.name.as_str();
        match (&self.id, &self.email, &self.url) {
            (Some(id), ..) => Some(AuthorKey::of(&["id", id])),
            (None, Some(email), _) => Some(AuthorKey::of(&["email", email, name])),
            (None, None, Some(url)) => Some(AuthorKey::of(&["url", url, name])),
            (None, None, None) => None,
        }
    }

    pub(super) fn into_author(self, key: AuthorKey) -> Author {
        Author {
            key,
            name: self.name,
            email: self.email,
            url: self.url,
        }
    }
}

impl AuthorKey {
    /// For the guest who wrote one comment, at a time if the file gives it.
    pub(super) fn of_guest(page: &str, comment_id: Id, time: Option<i64>) -> Self {
        let time = time.map_or(String::new(), |time| time.to_string());
        Self::of(&["guest", page, &comment_id.to_string(), &time])
    }

    fn of(parts: &[&str]) -> Self {
        Self(digest(parts))
    }
}

/// Stands for texts that are too many to keep.
pub(super) type Digest = [u8; 16];

pub(super) fn digest(parts: &[&str]) -> Digest {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let mut digest = [0; 16];
    digest.copy_from_slice(&hash.finalize()[..16]);
    digest
}

/// 32 hexadecimal digits.
impl fmt::Display for AuthorKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for AuthorKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for AuthorKey {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn plausible_email(text: &str) -> Option<String> {
    let (local, domain) = text.rsplit_once('@')?;
    let is_plausible = !local.is_empty()
        && domain.contains('.')
        && text.len() <= 254
        && !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';'));
    is_plausible.then(|| text.to_lowercase())
}

/// Blogs keep a bare `http://` where nothing was entered.
fn plausible_url(text: &str) -> Option<String> {
    let text = Some(text).filter(|text| text.len() <= MAX_URL)?;
    let url = url::Url::parse(text).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.host_str().is_some()).then(|| url.into())
}
