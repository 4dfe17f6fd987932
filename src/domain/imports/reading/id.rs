//! What another system calls a comment or a page.
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// A number, or 128 bits of a name: of a UUID all, of longer hexadecimal digits the first, and of
/// any other name its hash. 16 bytes, for there may be a million.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Id(u128);

/// Numbers are below.
const FIRST_NAME: u128 = 1 << 64;
const DIGITS: usize = 32;

impl Id {
    /// Of what has none.
    pub const NONE: Self = Self(0);

    pub const fn number(number: u64) -> Self {
        Self(number as u128)
    }

    /// [`Id::NONE`] of an empty name.
    pub fn named(name: &str) -> Self {
        if name.is_empty() {
            return Self::NONE;
        }
        if let Some(number) = decimal(name) {
            return Self::number(number);
        }
        let bits = digits(name).filter(|bits| *bits >= FIRST_NAME);
        Self(bits.unwrap_or_else(|| hash(name)))
    }

    pub fn is_none(self) -> bool {
        self == Self::NONE
    }

    pub fn some(self) -> Option<Self> {
        (!self.is_none()).then_some(self)
    }

    fn as_number(self) -> Option<u64> {
        u64::try_from(self.0).ok()
    }
}

/// `007` is a name: two numbers must not be one.
fn decimal(name: &str) -> Option<u64> {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_digit()) && !name.starts_with('0');
    name.parse().ok().filter(|_| is_plain)
}

fn digits(name: &str) -> Option<u128> {
    let digits: String = name.chars().filter(|c| *c != '-').collect();
    let is_hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_hexadecimal && digits.len() >= DIGITS)
        .then(|| u128::from_str_radix(&digits[..DIGITS], 16).ok())
        .flatten()
}

fn hash(name: &str) -> u128 {
    let mut bits = [0; 16];
    bits.copy_from_slice(&Sha256::digest(name)[..16]);
    u128::from_be_bytes(bits) | FIRST_NAME
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_number() {
            Some(number) => write!(f, "{number}"),
            None => write!(f, "{:032x}", self.0),
        }
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A number as a number.
impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_number() {
            Some(number) => serializer.serialize_u64(number),
            None => serializer.collect_str(self),
        }
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Number(u64),
            Name(String),
        }
        Ok(match Written::deserialize(deserializer)? {
            Written::Number(number) => Self::number(number),
            Written::Name(name) => Self::named(&name),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Id;

    #[test]
    fn a_number_is_itself_and_other_names_are_told_apart() {
        let hex = "5a349182b3b8e25107ab2b12e514f40fe0b69160a334019491d7c204aff6fdc2";
        let uuid = "0b6f4dc1-5d5e-4c0a-9d0b-0a2b7c1f3e44";
        let names = [
            "1",
            "01",
            "001",
            "a",
            "A",
            "-1",
            "0",
            hex,
            uuid,
            "18446744073709551616",
        ];
        let mut ids: Vec<_> = names.iter().map(|name| Id::named(name)).collect();
        ids.sort_unstable();
        ids.dedup();

        assert_eq!(ids.len(), names.len());
        assert!(!ids.contains(&Id::NONE));
        assert_eq!(Id::named("12").to_string(), "12");
        assert_eq!(Id::named(hex).to_string(), hex[..32]);
        assert_eq!(Id::named(uuid).to_string(), uuid.replace('-', ""));
        assert_eq!(Id::named(""), Id::NONE);
    }

    #[test]
    fn small_numbers_that_are_padded_are_not_one() {
        let padded = |number: u8| Id::named(&format!("{number:064}"));

        assert_ne!(padded(1), padded(2));
    }

    #[test]
    fn what_is_written_is_read_again() {
        for name in ["7", "0b6f4dc15d5e4c0a9d0b0a2b7c1f3e44", "name"] {
            let id = Id::named(name);
            let written = serde_json::to_string(&id).unwrap();
            assert_eq!(
                serde_json::from_str::<Id>(&written).unwrap(),
                id,
                "{written}"
            );
        }
    }
}
