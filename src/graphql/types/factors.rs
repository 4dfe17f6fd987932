//! Second factors.
use crate::{domain::factors::Own, graphql::id::GlobalId, model};
use async_graphql::{ID, Object};
use chrono::{DateTime, Utc};

pub(super) struct SecondFactor(pub(super) Own);

pub struct Passkey(pub model::Passkey);

/// What the viewer's account asks for besides the first factor.
#[Object]
impl SecondFactor {
    /// Whether an authenticator app is set up.
    async fn totp(&self) -> bool {
        self.0.factors.totp
    }

    /// At most twenty, the oldest first.
    async fn passkeys(&self) -> Vec<Passkey> {
        self.0.passkeys.iter().cloned().map(Passkey).collect()
    }

    /// Recovery codes that have not been used, of ten.
    async fn recovery_codes_left(&self) -> i64 {
        i64::try_from(self.0.factors.recovery_codes).unwrap_or(i64::MAX)
    }
}

/// A key on a device of its owner's, which verifies them before it signs.
#[Object]
impl Passkey {
    /// Names it.
    async fn id(&self) -> ID {
        self.0.id.global()
    }

    /// As its owner calls it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// When it was added.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it last signed in; null when it never has.
    async fn last_used_at(&self) -> Option<DateTime<Utc>> {
        self.0.last_used_at
    }
}
