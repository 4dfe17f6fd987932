//! What the words of some mails need to know, as a mail's row keeps it.
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What has happened to somebody's second factors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(test, derive(sea_orm::EnumIter))]
pub enum FactorChange {
    TotpAdded,
    TotpRemoved,
    PasskeyAdded,
    PasskeyRemoved,
    RecoveryCodesRenewed,
    RecoveryCodeUsed,
    /// By the operator, who took all away.
    Reset,
}

#[derive(Deserialize)]
pub(super) struct Told {
    pub(super) change: Option<FactorChange>,
    /// What the provider is called that somebody came with.
    pub(super) provider: Option<String>,
    /// Which invitation it brings.
    pub(super) invitation: Option<Uuid>,
}
