//! The `mail` table: mails to be sent, and for a while those that were.
use crate::{MailId, MailedTokenId, SiteId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail")]
pub struct Model {
    /// Also in its `Message-ID`, so that a mail that leaves twice is one to its reader.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MailId,
    /// In whose name it is sent.
    pub site_id: SiteId,
    pub kind: Kind,
    pub recipient: String,
    /// BCP 47, of those that texts are there for.
    pub locale: String,
    /// Whose link and code it carries.
    pub mailed_token_id: Option<MailedTokenId>,
    /// What its text needs besides, as a JSON object. Never a comment.
    pub details: String,
    pub created_at: DateTimeUtc,
    pub sent_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// What a mail is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(32))",
    rename_all = "snake_case"
)]
pub enum Kind {
    /// Somebody signs up with the address.
    ConfirmSignUp,
    /// Somebody signs up with an address that has an account.
    AlreadySignedUp,
    /// Somebody signs in by mail.
    SignIn,
    /// The account's own address, of an account from before there was mail.
    VerifyEmail,
    ResetPassword,
    PasswordChanged,
    /// To the address that is to be the new one.
    ConfirmNewEmail,
    /// To the address that is to be given up.
    ConfirmOldEmail,
    /// To the address that was given up.
    EmailChanged,
    /// Somebody who came by a provider says that the account is theirs.
    LinkIdentity,
    /// A guest has commented.
    ConfirmGuest,
    /// A second factor was added or removed.
    SecondFactorChanged,
    /// The account is to be erased, and when.
    ErasurePlanned,
    /// It waits, for a site would lose its last admin.
    ErasureWaits,
    AccountErased,
    /// An admin offers a role.
    MemberInvited,
}
