//! Guests: who comments with a name and an e-mail address. Until the address has been confirmed by
//! mail there is no comment, no account and no member, only what is to become of the link: nobody
//! reads it, no number counts it, and it is gone when the link is.
mod confirm;
mod post;

pub use confirm::{Waiting, confirm, look};
pub use post::{NewGuestComment, post};

use super::{
    Error,
    comments::{EpisodeRef, Posting},
};
use crate::{
    app::App,
    model::{Actor, CommentId, MailKind, Member, Purpose, Role, SessionId, SessionKind, SignedIn},
    storage,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Forgets what guests have said and not confirmed in time, and what has become comments; and that
/// they were written to.
pub(super) async fn forget(app: &App) -> Result<(), Error> {
    let (db, now) = (&app.db, app.env.now());
    storage::mailed_tokens::forget_over(db, Purpose::ConfirmGuest, now).await?;
    Ok(storage::mails::forget_without_token(db, MailKind::ConfirmGuest).await?)
}

/// What a guest has said, as it is kept with the link.
#[derive(Serialize, Deserialize)]
struct Said {
    episode_key: String,
    episode_title: Option<String>,
    episode_url: Option<String>,
    parent_id: Option<Uuid>,
    name: String,
    body: String,
    /// Not there in what was said before moments were.
    #[serde(default)]
    moment_seconds: Option<i32>,
}

impl Said {
    fn episode(&self, site: &str) -> EpisodeRef {
        EpisodeRef {
            site: site.to_owned(),
            key: self.episode_key.clone(),
            title: self.episode_title.clone(),
            url: self.episode_url.clone(),
        }
    }

    fn posting<'a>(&self, actor: &'a Actor, member: &'a Member) -> Posting<'a> {
        Posting {
            actor,
            member,
            parent_id: self.parent_id.map(CommentId),
            body: self.body.clone(),
            moment_seconds: self.moment_seconds,
            key: None,
        }
    }
}

/// The member as one who writes, with a commenter's rights whatever their role.
fn writing(app: &App, asking: &Actor, member: &Member) -> Actor {
    Actor {
        signed_in: Some(SignedIn {
            session_id: SessionId(app.env.new_id()),
            account_id: member.account_id,
            kind: SessionKind::Embedded,
            role: Role::Commenter,
            second_factor_demanded: false,
            in_place: false,
            member: member.clone(),
        }),
        ..asking.clone()
    }
}
