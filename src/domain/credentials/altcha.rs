//! Work that a browser does before it is let in, by ALTCHA's open protocol (proof of work, version 1:
//! <https://altcha.org/docs/v2/server-integration/>): find the number whose SHA-256, behind a salt,
//! is the one named. Pure.
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use uuid::Uuid;

/// How long a challenge is good for.
pub const LASTS: TimeDelta = TimeDelta::minutes(20);
/// The number is below this: half as many tries on the average. See the decision page.
pub const MAX_NUMBER: u32 = 50_000;
const ALGORITHM: &str = "SHA-256";
/// Bytes of a payload; what clients make has some 400.
const PAYLOAD_MAX: usize = 2_000;

/// As clients of the protocol read it.
#[derive(Clone, Debug, Serialize)]
pub struct Challenge {
    pub algorithm: &'static str,
    /// The hash in hex.
    pub challenge: String,
    #[serde(rename = "maxnumber")]
    pub max_number: u32,
    /// Names the site and when the challenge ends; ends in `&`, so that no digit of the number can
    /// be taken for one of that time.
    pub salt: String,
    /// HMAC of the hash, in hex.
    pub signature: String,
}

/// As clients send it, in base64; other fields are ignored.
#[derive(Deserialize)]
struct Payload {
    algorithm: String,
    challenge: String,
    number: u32,
    salt: String,
    signature: String,
}

/// Done work, to be taken once.
#[derive(Debug, PartialEq, Eq)]
pub struct Done {
    pub challenge: Vec<u8>,
    pub expires_at: DateTime<Utc>,
}

/// `random` from a secure source: the salt's name and the number come of it.
pub fn challenge(key: &[u8; 32], site: Uuid, now: DateTime<Utc>, random: [u8; 16]) -> Challenge {
    let [name @ .., a, b, c, d] = random;
    let number = u32::from_be_bytes([a, b, c, d]) % MAX_NUMBER;
    let salt = format!(
        "{}?site={}&expires={}&",
        hex(&name),
        site.simple(),
        (now + LASTS).timestamp()
    );
    let challenge = hex(&Sha256::digest(format!("{salt}{number}")));
    Challenge {
        algorithm: ALGORITHM,
        max_number: MAX_NUMBER,
        signature: hex(&mac(key, &challenge).finalize().into_bytes()),
        challenge,
        salt,
    }
}

/// None when the work was not done, or not for this site, or too long ago.
pub fn check(key: &[u8; 32], site: Uuid, now: DateTime<Utc>, payload: &str) -> Option<Done> {
    if payload.len() > PAYLOAD_MAX {
        return None;
    }
    let payload: Payload = serde_json::from_slice(&STANDARD.decode(payload).ok()?).ok()?;
    let expires_at = expiry(&payload.salt, site)?;
    let hash = Sha256::digest(format!("{}{}", payload.salt, payload.number));
    let is_ours = mac(key, &payload.challenge).verify_slice(&unhex(&payload.signature)?);
    let good = payload.algorithm == ALGORITHM
        && is_ours.is_ok()
        && payload.challenge == hex(&hash)
        && now < expires_at;
    good.then(|| Done {
        challenge: hash.to_vec(),
        expires_at,
    })
}

/// The salt must be as [`challenge`] writes it, to the last character.
fn expiry(salt: &str, site: Uuid) -> Option<DateTime<Utc>> {
    let (_, parameters) = salt.split_once('?')?;
    let (named, expires) = parameters.strip_suffix('&')?.split_once('&')?;
    if named.strip_prefix("site=")? != site.simple().to_string() {
        return None;
    }
    DateTime::from_timestamp(expires.strip_prefix("expires=")?.parse().ok()?, 0)
}

fn mac(key: &[u8; 32], challenge: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length is taken");
    mac.update(challenge.as_bytes());
    mac
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(16)).collect();
    let pairs = digits?;
    let pairs = pairs.chunks(2);
    pairs
        .map(|pair| u8::try_from(pair.first()? << 4 | pair.get(1)?).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const KEY: [u8; 32] = [7; 32];
    const SITE: Uuid = Uuid::from_u128(1);

    fn now() -> DateTime<Utc> {
        "2026-01-01T00:00:00Z".parse().unwrap()
    }

    fn solved(challenge: &Challenge) -> Value {
        let number = (0..MAX_NUMBER).find(|number| {
            hex(&Sha256::digest(format!("{}{number}", challenge.salt))) == challenge.challenge
        });
        json!({
            "algorithm": challenge.algorithm, "challenge": challenge.challenge,
            "number": number.unwrap(), "salt": challenge.salt, "signature": challenge.signature,
            "took": 1200,
        })
    }

    fn check_json(payload: &Value) -> Option<Done> {
        check(&KEY, SITE, now(), &STANDARD.encode(payload.to_string()))
    }

    #[test]
    fn done_work_is_taken_and_other_work_is_not() {
        let challenge = challenge(&KEY, SITE, now(), [9; 16]);
        let good = solved(&challenge);
        assert_eq!(check_json(&good).unwrap().expires_at, now() + LASTS);
        let text = STANDARD.encode(good.to_string());
        assert_eq!(check(&[8; 32], SITE, now(), &text), None);
        assert_eq!(check(&KEY, Uuid::from_u128(2), now(), &text), None);
        assert_eq!(check(&KEY, SITE, now() + LASTS, &text), None);
        let last = now() + LASTS - TimeDelta::seconds(1);
        assert!(check(&KEY, SITE, last, &text).is_some());
        let number = good["number"].as_u64().unwrap();
        for (field, other) in [
            ("algorithm", json!("SHA-1")),
            ("number", json!(number + 1)),
            ("number", json!(number.to_string())),
            ("signature", json!("")),
            ("signature", json!("zz")),
            ("signature", json!("00".repeat(32))),
            ("challenge", json!("00".repeat(32))),
            (
                "salt",
                json!(challenge.salt.replace("expires=1", "expires=2")),
            ),
            ("salt", json!("")),
        ] {
            let mut forged = good.clone();
            forged[field] = other;
            assert_eq!(check_json(&forged), None, "{forged}");
        }
    }

    /// The hash is of salt and number written one behind the other: where the one ends must be plain.
    #[test]
    fn digits_of_the_number_do_not_lengthen_the_time() {
        let challenge = challenge(&KEY, SITE, now(), [9; 16]);
        let good = solved(&challenge);
        let number = good["number"].to_string();
        let (first, rest) = number.split_at(1);
        for salt in [
            format!("{}{first}", challenge.salt),
            format!("{}{first}&", challenge.salt.trim_end_matches('&')),
        ] {
            let mut spliced = good.clone();
            spliced["salt"] = json!(salt);
            spliced["number"] = json!(rest.parse::<u32>().unwrap());
            assert_eq!(check_json(&spliced), None, "{spliced}");
        }
    }

    #[test]
    fn what_is_no_payload_is_refused() {
        let long = STANDARD.encode(" ".repeat(4_000));
        for payload in ["", "%", "e30=", "bnVsbA==", "gICAgA==", &long] {
            assert_eq!(check(&KEY, SITE, now(), payload), None, "{payload}");
        }
    }
}
