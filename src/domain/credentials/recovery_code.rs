//! Codes for the day the telephone is lost: 80 bits each, in letters and digits that are not taken
//! for one another. Only their hashes are kept.
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

/// How many an account is given at once.
pub const NUMBER: usize = 10;
/// Bytes of randomness of one.
pub const LEN: usize = 10;
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const CHARACTERS: usize = 16;
const GROUP: usize = 4;

/// `xxxx-xxxx-xxxx-xxxx`
pub fn text(bytes: [u8; LEN]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(CHARACTERS + CHARACTERS / GROUP));
    let (mut bits, mut held) = (0_u32, 0_u32);
    let mut written = 0;
    for byte in bytes {
        bits = ((bits << 8) | u32::from(byte)) & 0xffff;
        held += 8;
        while held >= 5 {
            held -= 5;
            if written > 0 && written % GROUP == 0 {
                text.push('-');
            }
            let letter = LETTERS[(bits >> held) as usize & 31];
            text.push(char::from(letter));
            written += 1;
        }
    }
    text
}

/// The characters alone, however they were typed; none when they cannot be a code.
pub fn read(typed: &str) -> Option<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::with_capacity(CHARACTERS));
    for c in typed.chars().filter(|c| !matches!(c, ' ' | '-')) {
        let c = match c.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            c => c,
        };
        let known = u8::try_from(c).is_ok_and(|c| LETTERS.contains(&c));
        if !known || text.len() == CHARACTERS {
            return None;
        }
        text.push(c);
    }
    (text.len() == CHARACTERS).then_some(text)
}

/// What is kept of an account's code.
pub fn hash(account: Uuid, characters: &str) -> [u8; 32] {
    Sha256::new_with_prefix(b"rejoinder recovery code:")
        .chain_update(account.as_bytes())
        .chain_update(characters)
        .finalize()
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_says_all_of_its_bits() {
        assert_eq!(text([0; LEN]).as_str(), "0000-0000-0000-0000");
        assert_eq!(text([0xff; LEN]).as_str(), "zzzz-zzzz-zzzz-zzzz");
        for bit in 0..LEN * 8 {
            let mut bytes = [0; LEN];
            bytes[bit / 8] = 0x80 >> (bit % 8);
            let code = read(&text(bytes)).unwrap();
            let at = code.find(|c| c != '0').unwrap();
            assert_eq!(at, bit / 5);
            assert_eq!(code.as_bytes()[at], LETTERS[16 >> (bit % 5)]);
        }
    }

    #[test]
    fn a_code_may_be_typed_in_any_way() {
        let code = read("01ab-cdef-ghjk-mnpq").unwrap();
        for typed in [
            "01abcdefghjkmnpq",
            " OLAB CDEF GHJK MNPQ ",
            "oIab-cdefghjkmnpq-",
        ] {
            assert_eq!(read(typed), Some(code.clone()), "{typed}");
        }
        for typed in [
            "",
            "123456",
            "01abcdefghjkmnp",
            "01abcdefghjkmnpqr",
            "01abcdefghjkmnpu",
            "é",
        ] {
            assert_eq!(read(typed), None, "{typed}");
        }
        assert_eq!(read(&"-0".repeat(10_000)), None);
    }

    #[test]
    fn a_hash_is_for_one_account() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_ne!(
            hash(one, "01abcdefghjkmnpq"),
            hash(other, "01abcdefghjkmnpq")
        );
        assert_ne!(hash(one, "01abcdefghjkmnpq"), hash(one, "01abcdefghjkmnpr"));
    }
}
