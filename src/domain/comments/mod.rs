//! What people do with comments: a use case a file.
mod branch;
mod delete;
mod edit;
mod judge;
mod mark;
mod post;
mod preview;
mod revisions;
mod vote;

pub use branch::{lock_branch, unlock_branch};
pub use delete::delete;
pub(in crate::domain) use delete::take_back;
pub use edit::{Edit, edit};
pub use mark::{Mark, mark};
pub use post::{EpisodeRef, NewComment, Posted, post};
pub use preview::preview;

pub(in crate::domain) use post::Posting;
pub use revisions::{Revision, revisions};
pub use vote::{Vote, vote};

use super::{
    Error, access,
    threads::{Setting, Threaded},
};
use crate::{
    app::App,
    domain::{episodes, policy},
    model::{Actor, Comment, CommentId, Member},
    storage::{self, Txn},
};
use std::sync::Arc;

/// A comment that an actor is about to change, with its episode's row taken.
pub(super) struct Subject<'a> {
    pub(super) member: &'a Member,
    pub(super) setting: Setting,
    pub(super) comment: Comment,
}

/// What the actor may not see does not exist for them.
pub(super) async fn take<'a>(
    app: &App,
    txn: &Txn,
    actor: &'a Actor,
    id: CommentId,
) -> Result<Subject<'a>, Error> {
    access::signed_in(actor)?;
    let visibility = policy::comment::visible_to(actor);
    let found = storage::comments::find(txn, id, visibility)
        .await?
        .ok_or(Error::NotFound)?;
    let setting = episodes::lock_setting(txn, found.episode_id).await?;
    let member = access::enter(app, actor, &setting.site)?;
    // Again, now that nobody else can change it.
    let comment = storage::comments::find(txn, id, visibility)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Subject {
        member,
        setting,
        comment,
    })
}

impl Subject<'_> {
    pub(super) fn scene<'s>(&'s self, app: &App, actor: &'s Actor) -> policy::Scene<'s> {
        policy::Scene {
            actor,
            site: &self.setting.site,
            episode: &self.setting.episode,
            now: app.env.now(),
        }
    }
}

/// What a viewer may do with a comment, and why not what they may not.
pub struct Permissions {
    pub reply: Result<(), policy::Denied>,
    pub edit: Result<(), policy::Denied>,
    pub delete: Result<(), policy::Denied>,
    pub vote: Result<(), policy::Denied>,
    pub report: Result<(), policy::Denied>,
    pub moderate: Result<(), policy::Denied>,
}

/// From the policy that decides when it comes to it.
pub fn permissions(app: &App, actor: &Actor, threaded: &Threaded) -> Permissions {
    let (setting, comment): (&Arc<Setting>, &Comment) = (&threaded.setting, &threaded.comment);
    let now = app.env.now();
    let branch = policy::Branch::under(threaded.branch_lock.as_deref());
    let scene = policy::Scene {
        actor,
        site: &setting.site,
        episode: &setting.episode,
        now,
    };
    let from =
        policy::site::may_write_from(actor.origin.as_deref(), &setting.site, &app.public_origin);
    Permissions {
        reply: from.and_then(|()| policy::comment::may_reply(scene, comment, branch)),
        edit: from.and_then(|()| policy::comment::may_edit(scene, comment)),
        delete: from.and_then(|()| policy::comment::may_delete(scene, comment)),
        vote: from.and_then(|()| policy::comment::may_vote(scene, comment)),
        report: from.and_then(|()| policy::comment::may_report(scene, comment)),
        moderate: from.and_then(|()| policy::comment::may_decide(scene, comment)),
    }
}
