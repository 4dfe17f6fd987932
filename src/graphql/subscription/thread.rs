//! What changes in a thread.
use crate::{
    domain::{Error, live::Happened, threads},
    graphql::{
        context::ContextExt,
        cursor,
        error::ApiError,
        id::GlobalId,
        plan,
        types::{Comment, Episode},
    },
};
use async_graphql::{Context, ID, Object};

pub struct CommentEvent(pub(super) Happened);

/// What has changed in an episode's thread since the event before.
#[Object]
impl CommentEvent {
    /// Up to where this tells: give it as `after` to go on from here.
    async fn cursor(&self) -> String {
        cursor::write(self.0.version)
    }

    /// The comments that are new or otherwise, as they are now, in the order of their changes; those
    /// whose numbers of replies have changed too. Null where more has changed than is worth naming, or
    /// nobody knows what: read the thread anew.
    #[graphql(complexity = "10 + 50 * child_complexity")]
    async fn comments(&self, ctx: &Context<'_>) -> Result<Option<Vec<Comment>>, ApiError> {
        let Some(comments) = self.0.comments.clone() else {
            return Ok(None);
        };
        let plan = plan::comment(&ctx.look_ahead());
        let found = threads::comments(ctx.app(), ctx.actor(), comments, &plan).await?;
        Ok(Some(found.into_iter().map(Comment).collect()))
    }

    /// Comments that were shown and are not any more, as far as they have no answers that are.
    async fn gone_ids(&self) -> Vec<ID> {
        self.0.gone.iter().map(|id| id.global()).collect()
    }

    /// The thread's state and numbers now; null where nobody has commented yet.
    async fn episode(&self) -> Option<Episode> {
        self.0.setting.clone().map(Episode)
    }
}

/// A cursor as clients give it.
pub(super) fn read(after: Option<&str>) -> Result<Option<i64>, Error> {
    let wrong = || {
        Error::invalid(
            "after",
            "is no cursor of a thread: take cursor of an event, or eventsCursor of the episode",
        )
    };
    after
        .map(|text| cursor::read(text).ok_or_else(wrong))
        .transpose()
}
