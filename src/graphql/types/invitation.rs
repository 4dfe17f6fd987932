//! Roles that wait for the owner of an address.
use super::{Author, Role};
use crate::{
    domain::invitations::{Invited, Listed},
    graphql::{
        id::GlobalId,
        page::{self, Connection},
    },
    model::{Cursor, Order},
};
use async_graphql::{ID, Object};
use chrono::{DateTime, Utc};

pub struct Invitation(pub Invited);

/// A role for whoever signs in to the site with an account that has proved an e-mail address. It
/// never lowers a role, and does not count when whoever invited is no admin any more.
#[Object]
impl Invitation {
    /// Names it.
    async fn id(&self) -> ID {
        self.0.invitation.id.global()
    }

    /// Whose it is.
    async fn email(&self) -> &str {
        &self.0.invitation.email
    }

    /// What they may do then.
    async fn role(&self) -> Role {
        self.0.invitation.role.into()
    }

    /// The language that was asked for the mail, BCP 47; null where none was, and it is in English.
    async fn locale(&self) -> Option<&str> {
        let locale = self.0.invitation.locale.as_str();
        (!locale.is_empty()).then_some(locale)
    }

    /// Who has invited.
    async fn invited_by(&self) -> Author {
        Author(self.0.by.clone().into())
    }

    /// When it was mailed.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.invitation.created_at
    }

    /// Until when they can accept.
    async fn expires_at(&self) -> DateTime<Utc> {
        self.0.invitation.expires_at
    }
}

impl Invitation {
    pub(super) fn connection(listed: Listed) -> Connection<Self> {
        let cursor = |invited: &Invited| {
            let id = invited.invitation.id.0;
            page::encode(Cursor { id, score: 0 }, Order::Newest)
        };
        page::connection(listed.page, listed.total, cursor, Self)
    }
}
