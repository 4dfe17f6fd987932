//! Documents that are known by the hash of their text, so that a client need not send it: the
//! "persisted documents" of GraphQL over HTTP.
use crate::{
    graphql::limits::{Gate, Known, Refusal},
    metrics::{Operation, Operations},
};
use std::{collections::HashMap, sync::OnceLock};

/// What the widget asks, as its build prints it: texts by their SHA-256 in lower-case hex.
pub const OWN: &str = include_str!("../../../web/documents.json");

/// The code of a hash that nothing is known by.
pub(super) const NOT_FOUND: &str = "PERSISTED_DOCUMENT_NOT_FOUND";

/// Each is parsed when it is first asked for, and kept.
#[derive(Default)]
pub(super) struct Documents(HashMap<String, Document>);

struct Document {
    text: String,
    /// None of what the gate refuses.
    read: OnceLock<Option<(Known, Operation)>>,
}

impl Documents {
    pub(super) fn read(json: &str) -> Self {
        let texts: HashMap<String, String> = serde_json::from_str(json).unwrap_or_else(|error| {
            tracing::error!(%error, "the persisted documents cannot be read");
            HashMap::new()
        });
        let unread = texts.into_iter().map(|(hash, text)| {
            let read = OnceLock::new();
            (hash, Document { text, read })
        });
        Self(unread.collect())
    }

    /// By an identifier as a request gives it: `sha256:` and the hash. The names of other ways to
    /// identify a document are names of nothing here. What the gate refuses is not known: who asks
    /// for it sends its text, and is told what is wrong. Its operation is one of these.
    pub(super) fn find(
        &self,
        id: &str,
        gate: &Gate,
        operations: &Operations,
    ) -> Result<(Known, Operation), Refusal> {
        let document = id.strip_prefix("sha256:").and_then(|hash| self.0.get(hash));
        let read = document.and_then(|document| {
            let read = document.read.get_or_init(|| {
                let read = gate.read(&document.text).inspect_err(|refusal| {
                    tracing::error!(id, ?refusal, "a persisted document is refused");
                });
                let known = read.ok()?;
                let operation = known.name().map(|name| operations.named(name));
                Some((known, operation.unwrap_or_else(|| operations.other())))
            });
            read.clone()
        });
        read.ok_or_else(|| Refusal {
            code: NOT_FOUND,
            message: "there is no such document here: send its text as \"query\"".to_owned(),
            at: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::OWN;
    use crate::graphql::{
        limits::{CREDENTIAL_MUTATIONS, Gate},
        schema,
    };
    use sha2::{Digest, Sha256};
    use std::collections::BTreeMap;

    fn faults(json: &str) -> Vec<String> {
        let gate = Gate::new(|| schema().sdl(), CREDENTIAL_MUTATIONS);
        let texts: BTreeMap<String, String> = serde_json::from_str(json).unwrap();
        let mut faults = Vec::new();
        for (hash, text) in texts {
            if format!("{:x}", Sha256::digest(&text)) != hash {
                faults.push(format!("{hash} is not the hash of {text}"));
            }
            if let Err(refusal) = gate.read(&text) {
                faults.push(format!("{hash}: {}", refusal.message));
            }
        }
        faults
    }

    #[test]
    fn our_own_documents_stand_under_their_hashes_and_pass_the_gate() {
        assert_eq!(faults(OWN), Vec::<String>::new());
        let wrong = r#"{ "00": "{ viewer { email } }", "01": "{" }"#;
        assert_eq!(faults(wrong).len(), 3, "{:?}", faults(wrong));
    }
}
