//! What a mail carries: a token in its link, and six digits to type. Both are made from the id of
//! their row and a key of the installation whenever the mail is rendered, so that a mail which
//! leaves twice says the same, and the database holds only their hashes.
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Of the token in a link.
const PREFIX: &str = "rjm_";
const DIGITS: u64 = 1_000_000;

/// 256 bits in base64url.
pub fn token(key: &[u8; 32], id: Uuid) -> Zeroizing<String> {
    let bytes = Zeroizing::new(derive(key, b"link", id));
    Zeroizing::new(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes)))
}

/// Six digits. Good for few tries, and only with what the one who asked for the mail was given.
pub fn code(key: &[u8; 32], id: Uuid) -> Zeroizing<String> {
    let bytes = derive(key, b"code", id);
    let number = bytes[..8]
        .iter()
        .fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    Zeroizing::new(format!("{:06}", number % DIGITS))
}

/// What is kept of a token.
pub fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// What is kept of a code: keyed, for there are few of them.
pub fn code_hash(key: &[u8; 32], id: Uuid, code: &str) -> [u8; 32] {
    let mut mac = start(key, b"code hash", id);
    mac.update(code.as_bytes());
    mac.finalize().into_bytes().into()
}

fn derive(key: &[u8; 32], what: &[u8], id: Uuid) -> [u8; 32] {
    start(key, what, id).finalize().into_bytes().into()
}

fn start(key: &[u8; 32], what: &[u8], id: Uuid) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length is taken");
    mac.update(&[u8::try_from(what.len()).unwrap_or(u8::MAX)]);
    mac.update(what);
    mac.update(id.as_bytes());
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_the_same_each_time_and_for_no_other_id_or_key() {
        let (key, other) = ([7; 32], [8; 32]);
        let (id, next) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(token(&key, id), token(&key, id));
        assert_ne!(token(&key, id), token(&key, next));
        assert_ne!(token(&key, id), token(&other, id));
        assert_eq!(token(&key, id).len(), PREFIX.len() + 43);
        assert_eq!(code(&key, id), code(&key, id));
        assert_ne!(
            code_hash(&key, id, "123456"),
            code_hash(&key, next, "123456")
        );
    }

    #[test]
    fn a_code_has_six_digits_with_its_zeros() {
        let codes: Vec<_> = (0..5_000)
            .map(|id| code(&[7; 32], Uuid::from_u128(id)))
            .collect();
        let is_code =
            |code: &str| code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
        assert!(codes.iter().all(|code| is_code(code)));
        assert!(codes.iter().any(|code| code.starts_with('0')));
    }
}
