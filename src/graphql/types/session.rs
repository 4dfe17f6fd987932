//! The viewer's own sessions.
use crate::{
    graphql::id::GlobalId,
    model::{self, SessionId},
};
use async_graphql::{Enum, ID, Object};
use chrono::{DateTime, Utc};

/// Where a session was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::SessionKind")]
pub(super) enum SessionKind {
    /// In a page of another origin: never carries a moderator's rights.
    Embedded,
    /// On the service's own origin, or by a program.
    Direct,
    /// By `beginModeratingHere`: moderates in pages of one origin, and nothing else.
    Moderating,
}

pub(super) struct Session {
    pub(super) session: model::Session,
    /// With which the request is signed in.
    pub(super) current: SessionId,
}

/// One sign-in of the viewer's, for as long as it lives.
#[Object]
impl Session {
    /// For `endSession`.
    async fn id(&self) -> ID {
        self.session.id.global()
    }

    /// Browser and system, such as `Firefox on Linux`; null where they are not known.
    async fn device(&self) -> Option<&str> {
        self.session.device.as_deref()
    }

    /// From where it was begun: two letters of ISO 3166-1. Null unless the operator has said where
    /// countries are to be known from.
    async fn country(&self) -> Option<&str> {
        self.session.country.as_deref()
    }

    /// Where it was begun.
    async fn kind(&self) -> SessionKind {
        self.session.kind.into()
    }

    /// The origin of the pages that a `MODERATING` session is for; null for others.
    async fn origin(&self) -> Option<&str> {
        self.session.origin.as_deref()
    }

    /// When it was begun.
    async fn created_at(&self) -> DateTime<Utc> {
        self.session.created_at
    }

    /// To the minute or so; null where it is not known.
    async fn last_used_at(&self) -> Option<DateTime<Utc>> {
        self.session.last_used_at
    }

    /// Whether a second factor was given.
    async fn second_factor(&self) -> bool {
        self.session.second_factor_at.is_some()
    }

    /// Whether the request is signed in with it.
    async fn is_current(&self) -> bool {
        self.session.id == self.current
    }
}
