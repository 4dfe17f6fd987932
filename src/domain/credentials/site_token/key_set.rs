//! Key sets (JWKS, RFC 7517) that sites publish.
use super::{NAME_MAX, PublicKey, VerifyingKey};
use crate::model::SiteKeyAlgorithm;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// More than this many keys are not kept: those that come first are.
const KEPT: usize = 50;

/// What is kept of a key set: its keys for one algorithm, each with a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeySet(Vec<Named>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Named {
    kid: String,
    #[serde(flatten)]
    key: PublicKey,
}

/// Why an answer is no key set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeySetFault {
    #[error("the answer is not a JSON object with a list of keys")]
    Unreadable,
    #[error("none of its keys has a kid and is for the algorithm")]
    Empty,
}

impl KeySet {
    /// From what the site's server answered. Keys of other kinds, without a name or for other uses
    /// are left out.
    pub fn read(body: &[u8], algorithm: SiteKeyAlgorithm) -> Result<Self, KeySetFault> {
        #[derive(Deserialize)]
        struct Document {
            keys: Vec<Value>,
        }
        let document: Document =
            serde_json::from_slice(body).map_err(|_| KeySetFault::Unreadable)?;
        let fit = |value: &Value| fit(value, algorithm);
        let keys: Vec<Named> = document.keys.iter().filter_map(fit).take(KEPT).collect();
        if keys.is_empty() {
            return Err(KeySetFault::Empty);
        }
        Ok(Self(keys))
    }

    /// As it was kept; nothing when it cannot be read.
    pub fn parse(kept: &str) -> Self {
        serde_json::from_str(kept).unwrap_or_default()
    }

    pub fn to_text(&self) -> String {
        serde_json::to_string(self).expect("texts make JSON")
    }

    pub fn find(&self, kid: &str, algorithm: SiteKeyAlgorithm) -> Option<VerifyingKey> {
        let named = self.0.iter().find(|named| named.kid == kid)?;
        named.key.verifying(algorithm).ok()
    }
}

fn fit(value: &Value, algorithm: SiteKeyAlgorithm) -> Option<Named> {
    let text = |name: &str| value.get(name).and_then(Value::as_str);
    let signs = value.get("use").is_none() || text("use") == Some("sig");
    let named = value.get("alg").is_none() || text("alg") == Some(name(algorithm));
    let kid = text("kid").filter(|kid| (1..=NAME_MAX).contains(&kid.chars().count()))?;
    let key: PublicKey = serde_json::from_value(value.clone()).ok()?;
    key.verifying(algorithm).ok()?;
    (signs && named).then(|| Named {
        kid: kid.to_owned(),
        key,
    })
}

/// As key sets spell it.
fn name(algorithm: SiteKeyAlgorithm) -> &'static str {
    match algorithm {
        SiteKeyAlgorithm::Hs256 => "HS256",
        SiteKeyAlgorithm::Rs256 => "RS256",
        SiteKeyAlgorithm::Es256 => "ES256",
        SiteKeyAlgorithm::EdDsa => "EdDSA",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const X: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    fn read(keys: &Value) -> Result<KeySet, KeySetFault> {
        KeySet::read(
            json!({ "keys": keys }).to_string().as_bytes(),
            SiteKeyAlgorithm::EdDsa,
        )
    }

    fn key(kid: &str) -> Value {
        json!({ "kty": "OKP", "crv": "Ed25519", "x": X, "kid": kid })
    }

    fn with(mut key: Value, name: &str, value: impl Into<Value>) -> Value {
        key[name] = value.into();
        key
    }

    #[test]
    fn a_set_keeps_its_named_keys_for_the_algorithm() {
        let kept = read(&json!([
            { "kty": "RSA", "n": "AQAB", "e": "AQAB", "kid": "rsa" },
            { "kty": "oct", "k": "c2VjcmV0", "kid": "oct" },
            "nonsense",
            { "kty": "OKP", "crv": "Ed25519", "x": X },
            with(key("enc"), "use", "enc"),
            with(key("other"), "alg", "ES256"),
            with(with(key("one"), "use", "sig"), "alg", "EdDSA"),
            key("two"),
        ]));
        let kept = kept.unwrap();
        let text = kept.to_text();
        assert_eq!(KeySet::parse(&text), kept);
        let names: Vec<&str> = kept.0.iter().map(|named| named.kid.as_str()).collect();
        assert_eq!(names, ["one", "two"]);
        assert!(kept.find("one", SiteKeyAlgorithm::EdDsa).is_some());
        assert!(kept.find("one", SiteKeyAlgorithm::Es256).is_none());
        assert!(kept.find("enc", SiteKeyAlgorithm::EdDsa).is_none());
    }

    #[test]
    fn what_is_no_key_set_is_none() {
        for body in ["", "[]", "{}", r#"{"keys":1}"#, "<html>"] {
            let read = KeySet::read(body.as_bytes(), SiteKeyAlgorithm::EdDsa);
            assert_eq!(read, Err(KeySetFault::Unreadable), "{body}");
        }
        assert_eq!(read(&json!([])), Err(KeySetFault::Empty));
        assert_eq!(
            read(&json!([with(key("one"), "kid", "")])),
            Err(KeySetFault::Empty)
        );
    }

    #[test]
    fn a_set_has_no_end_of_keys() {
        let many: Vec<Value> = (0..200).map(|number| key(&number.to_string())).collect();
        assert_eq!(read(&json!(many)).unwrap().0.len(), KEPT);
    }
}
