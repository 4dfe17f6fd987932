//! Moderators hold comments up to readers: pinned at the head of a thread, or featured.
use super::take;
use crate::{
    app::App,
    domain::{
        Error, access, credentials::limits::Operation, error::Conflict, log, policy, threads,
    },
    model::{Action, Actor, Comment, CommentId},
    storage::{self, counts::EpisodeChange},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Pin,
    Unpin,
    Feature,
    Unfeature,
}

/// Only what all may read is pinned or featured. Two at once cannot pin a third and a fourth.
pub async fn mark(app: &App, actor: &Actor, id: CommentId, mark: Mark) -> Result<Comment, Error> {
    access::limit_actor(app, Operation::Moderate, actor).await?;
    let txn = app.db.begin_write().await?;
    let subject = take(app, &txn, actor, id).await?;
    let (before, now) = (&subject.comment, app.env.now());
    match mark {
        Mark::Pin | Mark::Feature => {
            policy::comment::may_pin(subject.scene(app, actor), before)?;
        }
        Mark::Unpin | Mark::Unfeature => {
            policy::site::may_moderate_threads(actor, &subject.setting.site, now)?;
        }
    }
    mark.is_new(before)?;
    if mark == Mark::Pin && !threads::has_room_for_a_pin(&txn, before).await? {
        return Err(Conflict::TooManyPins.into());
    }
    let mut comment = before.clone();
    let (action, from, to) = match mark {
        Mark::Pin => {
            comment.pinned_at = Some(now);
            (Action::PinComment, "UNPINNED", "PINNED")
        }
        Mark::Unpin => {
            comment.pinned_at = None;
            (Action::UnpinComment, "PINNED", "UNPINNED")
        }
        Mark::Feature => {
            comment.featured_at = Some(now);
            (Action::FeatureComment, "UNFEATURED", "FEATURED")
        }
        Mark::Unfeature => {
            comment.featured_at = None;
            (Action::UnfeatureComment, "FEATURED", "UNFEATURED")
        }
    };
    let entry = log::Entry {
        from: Some(from.to_owned()),
        to: Some(to.to_owned()),
        episode_id: Some(comment.episode_id),
        ..log::Entry::new(action, comment.site_id, id.0)
    };
    log::record(app, &txn, log::By::member(actor, subject.member.id), entry).await?;
    storage::comments::save(&txn, &comment).await?;
    let nothing = EpisodeChange::default();
    storage::counts::touch_comment(&txn, comment.id).await?;
    storage::counts::move_episode(&txn, comment.episode_id, nothing).await?;
    txn.commit().await?;
    Ok(comment)
}

impl Mark {
    fn is_new(self, comment: &Comment) -> Result<(), Conflict> {
        let (pinned, featured) = (comment.pinned_at.is_some(), comment.featured_at.is_some());
        match self {
            Self::Pin if pinned => Err(Conflict::Nothing("the comment is pinned")),
            Self::Unpin if !pinned => Err(Conflict::Nothing("the comment is not pinned")),
            Self::Feature if featured => Err(Conflict::Nothing("the comment is featured")),
            Self::Unfeature if !featured => Err(Conflict::Nothing("the comment is not featured")),
            _ => Ok(()),
        }
    }
}
