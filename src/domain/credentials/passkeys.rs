//! Passkeys (Web Authentication): what a browser is asked, and whether its answer is right.
//!
//! The challenges are the library's own, from the operating system's randomness and not from `Env`;
//! what is waited for goes to the caller, who keeps it.
use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;
use webauthn_rs::prelude::{
    AuthenticationResult, CredentialID, DiscoverableAuthentication, Passkey, PasskeyAuthentication,
    PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Webauthn,
    WebauthnBuilder, WebauthnError,
};

/// Bytes of a browser's answer as JSON; those of today's authenticators have a tenth of it.
const ANSWER_MAX: usize = 20_000;
/// Bytes of a credential's id, as the standard has it.
const ID_MAX: usize = 1_023;

/// Passkeys of this service's address.
pub struct Passkeys {
    webauthn: Webauthn,
    /// The domain that they are kept for.
    pub domain: String,
}

/// What a browser is asked, and what its answer is checked against, both as JSON.
pub struct Asked {
    /// `PublicKeyCredentialCreationOptionsJSON`, or `…RequestOptionsJSON`.
    pub options: String,
    pub state: String,
}

/// A passkey that an answer has shown, as it is to be kept.
pub struct Shown {
    pub credential_id: Vec<u8>,
    /// As JSON.
    pub credential: String,
    pub counter: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasskeyFault {
    /// The answer is none, for a reason that says what to do.
    Unreadable(&'static str),
    /// The answer does not prove what it should; for the log.
    Refused(String),
    /// What was kept cannot be read.
    Kept(String),
}

/// A browser's answer to being asked for a passkey.
pub struct Answer(PublicKeyCredential);

impl Answer {
    pub fn read(json: &str) -> Result<Self, PasskeyFault> {
        read(json).map(Self)
    }

    pub fn credential_id(&self) -> &[u8] {
        self.0.get_credential_id()
    }

    /// Whose passkey it says it is; discoverable ones say so.
    pub fn account(&self) -> Option<Uuid> {
        Uuid::from_slice(self.0.get_user_unique_id()?).ok()
    }
}

impl Passkeys {
    /// None unless browsers keep passkeys for the address: it must have a domain name, and be reached
    /// by https but on the machine itself.
    pub fn of(public_origin: &str) -> Option<Self> {
        let origin = Url::parse(public_origin).ok()?;
        let domain = origin.domain()?.to_owned();
        let local = domain == "localhost" || domain.ends_with(".localhost");
        if origin.scheme() != "https" && !local {
            return None;
        }
        let webauthn = WebauthnBuilder::new(&domain, &origin).ok()?.build().ok()?;
        Some(Self { webauthn, domain })
    }

    /// Asks for a new passkey, on none of the authenticators that have one of the account. It is to
    /// be discoverable where the authenticator has room for it.
    pub fn ask_new(
        &self,
        account: Uuid,
        (name, display_name): (&str, &str),
        known: Vec<CredentialID>,
    ) -> Result<Asked, PasskeyFault> {
        let asked = self
            .webauthn
            .start_passkey_registration(account, name, display_name, Some(known))
            .map_err(|fault| refused(&fault))?;
        let mut options = json!(asked.0.public_key);
        if let Some(wanted) = options.get_mut("authenticatorSelection") {
            wanted["residentKey"] = "preferred".into();
        }
        Ok(Asked {
            options: options.to_string(),
            state: json!(asked.1).to_string(),
        })
    }

    pub fn check_new(&self, answer: &str, state: &str) -> Result<Shown, PasskeyFault> {
        let answer: RegisterPublicKeyCredential = read(answer)?;
        refuse_frames(&answer.response.client_data_json)?;
        let state: PasskeyRegistration = kept(state)?;
        let passkey = self
            .webauthn
            .finish_passkey_registration(&answer, &state)
            .map_err(|fault| refused(&fault))?;
        if passkey.cred_id().len() > ID_MAX {
            return Err(PasskeyFault::Refused("the id is too long".to_owned()));
        }
        shown(&passkey)
    }

    /// Asks for one of these, which are as they were kept.
    pub fn ask(&self, credentials: &[String]) -> Result<Asked, PasskeyFault> {
        let credentials: Vec<Passkey> = credentials
            .iter()
            .map(|credential| kept(credential))
            .collect::<Result<_, _>>()?;
        let asked = self
            .webauthn
            .start_passkey_authentication(&credentials)
            .map_err(|fault| refused(&fault))?;
        Ok(Asked {
            options: json!(asked.0.public_key).to_string(),
            state: json!(asked.1).to_string(),
        })
    }

    /// Asks for whichever passkey the browser's owner chooses.
    pub fn ask_anybody(&self) -> Result<Asked, PasskeyFault> {
        let asked = self
            .webauthn
            .start_discoverable_authentication()
            .map_err(|fault| refused(&fault))?;
        Ok(Asked {
            options: json!(asked.0.public_key).to_string(),
            state: json!(asked.1).to_string(),
        })
    }

    /// Checks an answer to [`Passkeys::ask`] for the passkey that it names.
    pub fn check(
        &self,
        answer: &Answer,
        (state, credential): (&str, &str),
    ) -> Result<Shown, PasskeyFault> {
        refuse_frames(&answer.0.response.client_data_json)?;
        let state: PasskeyAuthentication = kept(state)?;
        let proved = self
            .webauthn
            .finish_passkey_authentication(&answer.0, &state)
            .map_err(|fault| refused(&fault))?;
        used(credential, &proved)
    }

    /// Checks an answer to [`Passkeys::ask_anybody`] for the passkey that it names.
    pub fn check_anybody(
        &self,
        answer: &Answer,
        (state, credential): (&str, &str),
    ) -> Result<Shown, PasskeyFault> {
        refuse_frames(&answer.0.response.client_data_json)?;
        let state: DiscoverableAuthentication = kept(state)?;
        let key: Passkey = kept(credential)?;
        let proved = self
            .webauthn
            .finish_discoverable_authentication_v2(&answer.0, state, &key)
            .map_err(|fault| refused(&fault))?;
        used(credential, &proved)
    }
}

fn used(credential: &str, proved: &AuthenticationResult) -> Result<Shown, PasskeyFault> {
    let mut passkey: Passkey = kept(credential)?;
    // Both are asked for; nothing else counts as the owner.
    let same = passkey.update_credential(proved).is_some();
    if !same || !proved.user_verified() {
        return Err(PasskeyFault::Refused(
            "the owner was not verified".to_owned(),
        ));
    }
    Ok(Shown {
        counter: proved.counter().into(),
        ..shown(&passkey)?
    })
}

fn shown(passkey: &Passkey) -> Result<Shown, PasskeyFault> {
    let credential = json!(passkey);
    let counter = credential.pointer("/cred/counter").and_then(Value::as_i64);
    let counter = counter.ok_or_else(|| PasskeyFault::Kept("it has no counter".to_owned()))?;
    Ok(Shown {
        credential_id: passkey.cred_id().as_slice().to_vec(),
        credential: credential.to_string(),
        counter,
    })
}

/// A page of another origin that has framed one of ours asks for nobody's passkey.
fn refuse_frames(client_data: &[u8]) -> Result<(), PasskeyFault> {
    let data: Value = serde_json::from_slice(client_data)
        .map_err(|_| PasskeyFault::Unreadable("must hold clientDataJSON"))?;
    match data.get("crossOrigin") {
        None | Some(Value::Bool(false)) => Ok(()),
        Some(_) => Err(PasskeyFault::Refused("asked within a frame".to_owned())),
    }
}

fn read<T: serde::de::DeserializeOwned>(json: &str) -> Result<T, PasskeyFault> {
    if json.len() > ANSWER_MAX {
        return Err(PasskeyFault::Unreadable("must have at most 20,000 bytes"));
    }
    serde_json::from_str(json).map_err(|_| {
        PasskeyFault::Unreadable("must be JSON: what the browser's credential.toJSON() gives")
    })
}

fn kept<T: serde::de::DeserializeOwned>(json: &str) -> Result<T, PasskeyFault> {
    serde_json::from_str(json).map_err(|fault| PasskeyFault::Kept(fault.to_string()))
}

fn refused(fault: &WebauthnError) -> PasskeyFault {
    PasskeyFault::Refused(fault.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_for_domains_by_https_and_for_this_machine() {
        for (origin, domain) in [
            ("https://comments.example", Some("comments.example")),
            ("https://comments.example:8443", Some("comments.example")),
            ("http://localhost:8080", Some("localhost")),
            ("http://show.localhost", Some("show.localhost")),
            ("http://comments.example", None),
            ("http://notlocalhost", None),
            ("http://127.0.0.1:8080", None),
            ("https://127.0.0.1", None),
            ("https://[::1]", None),
            ("null", None),
        ] {
            let passkeys = Passkeys::of(origin);
            let found = passkeys.as_ref().map(|passkeys| passkeys.domain.as_str());
            assert_eq!(found, domain, "{origin}");
        }
    }

    #[test]
    fn an_authenticator_is_asked_to_verify_its_owner_and_to_be_found_by_itself() {
        let passkeys = Passkeys::of("https://comments.example").unwrap();
        let asked = passkeys
            .ask_new(
                Uuid::from_u128(1),
                ("ana@example.org", "Ana"),
                vec![vec![7; 16]],
            )
            .unwrap();
        let options: Value = serde_json::from_str(&asked.options).unwrap();
        assert_eq!(options["rp"]["id"], "comments.example");
        assert_eq!(
            options["authenticatorSelection"]["userVerification"],
            "required"
        );
        assert_eq!(
            options["authenticatorSelection"]["residentKey"],
            "preferred"
        );
        assert_eq!(options["attestation"], "none");
        assert_eq!(
            options["excludeCredentials"][0]["id"],
            "BwcHBwcHBwcHBwcHBwcHBw"
        );
        let asked = passkeys.ask_anybody().unwrap();
        let options: Value = serde_json::from_str(&asked.options).unwrap();
        assert_eq!(options["userVerification"], "required");
        assert_eq!(options["allowCredentials"], json!([]));
        assert_eq!(options["rpId"], "comments.example");
    }

    #[test]
    fn what_is_no_answer_is_unreadable() {
        let long = format!("{{\"id\": \"{}\"}}", "a".repeat(ANSWER_MAX));
        for answer in ["", "{}", "null", "[1]", "{\"id\": 1}", "\u{0}", &long] {
            let fault = Answer::read(answer).err();
            assert!(
                matches!(fault, Some(PasskeyFault::Unreadable(_))),
                "{answer:.40}"
            );
        }
    }
}
