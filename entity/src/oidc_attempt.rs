//! The `oidc_attempt` table: sign-ins on their way through a provider, for some minutes.
use crate::{AccountId, AttemptId, MailedTokenId, ProviderId, SessionId, SiteId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "oidc_attempt")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AttemptId,
    pub site_id: SiteId,
    pub provider_id: ProviderId,
    /// SHA-256 of what the provider gives back; of a ticket, of the ticket.
    pub state_hash: Vec<u8>,
    /// SHA-256 of the cookie of the browser that it belongs to.
    pub browser_hash: Vec<u8>,
    pub nonce: String,
    /// Proves to the provider that who redeems the code has asked for it.
    pub verifier: String,
    /// Of the page that opened the window.
    pub origin: String,
    /// In which the window speaks, where that page has said so.
    pub locale: Option<String>,
    /// Where the window goes on this origin afterwards, where no page waits for it.
    pub next: Option<String>,
    /// The session that the browser's cookie held.
    pub replaces_id: Option<SessionId>,
    /// To whom the identity is to be linked, where somebody signed in has asked for it.
    pub account_id: Option<AccountId>,
    pub stage: Stage,
    /// As the provider names the person, once it has.
    pub subject: Option<String>,
    /// Vouched for by the provider.
    pub email: Option<String>,
    pub name: Option<String>,
    /// The code that was mailed to prove that an account is the person's.
    pub mailed_token_id: Option<MailedTokenId>,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub ended_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum Stage {
    /// Somebody signed in may begin.
    Ticket,
    /// The person is with the provider.
    Away,
    /// The provider's answer is being looked at.
    Back,
    /// The person is asked whether an account is theirs.
    Asked,
}
