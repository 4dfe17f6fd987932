//! The states of threads.
use crate::{
    domain::threads::{self, Seen, Terms},
    graphql::{
        context::ContextExt,
        error::ApiError,
        id::GlobalId,
        types::{Episode, ThreadState},
    },
    model::EpisodeId,
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

#[derive(Default)]
pub(super) struct ThreadMutations;

/// A thread to lock.
#[derive(InputObject)]
struct LockThreadInput {
    /// Whose thread.
    episode_id: ID,
    /// Shown to readers; at most 500 characters.
    reason: Option<String>,
    /// When the lock ends by itself; without it, when a moderator reopens the thread.
    until: Option<DateTime<Utc>>,
    /// For other moderators, in the log; at most 1,000 characters.
    private_note: Option<String>,
    /// The state in which the sender has seen the thread. Where it is in another one by now, nothing is
    /// done: `CONFLICT`, reason `CHANGED`.
    seen_state: Option<ThreadState>,
}

/// The thread is locked.
#[derive(SimpleObject)]
struct LockThreadPayload {
    /// In its new state.
    episode: Episode,
}

/// A thread to close.
#[derive(InputObject)]
struct CloseThreadInput {
    /// Whose thread.
    episode_id: ID,
    /// Shown to readers in place of "Comments are closed."; at most 500 characters.
    message: Option<String>,
    /// For the log; at most 500 characters. The message, unless given.
    reason: Option<String>,
    /// When the thread opens again by itself; without it, when a moderator reopens it. A rule that
    /// closes old threads keeps it closed all the same.
    until: Option<DateTime<Utc>>,
    /// For other moderators, in the log; at most 1,000 characters.
    private_note: Option<String>,
    /// The state in which the sender has seen the thread. Where it is in another one by now, nothing is
    /// done: `CONFLICT`, reason `CHANGED`.
    seen_state: Option<ThreadState>,
}

/// The thread is closed: no comment comes after this answer.
#[derive(SimpleObject)]
struct CloseThreadPayload {
    /// In its new state.
    episode: Episode,
}

/// A thread to reopen.
#[derive(InputObject)]
struct ReopenThreadInput {
    /// Whose thread.
    episode_id: ID,
    /// For the log; at most 500 characters.
    reason: Option<String>,
    /// When the thread closes again by itself. Without it, when the episode's or the site's rule
    /// says so; where that moment has passed, not at all.
    until: Option<DateTime<Utc>>,
    /// For other moderators, in the log; at most 1,000 characters.
    private_note: Option<String>,
    /// The state in which the sender has seen the thread. Where it is in another one by now, nothing is
    /// done: `CONFLICT`, reason `CHANGED`.
    seen_state: Option<ThreadState>,
}

/// The thread is open.
#[derive(SimpleObject)]
struct ReopenThreadPayload {
    /// In its new state.
    episode: Episode,
}

#[Object]
impl ThreadMutations {
    /// Lets only moderators post. For moderators of the site.
    async fn lock_thread(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The thread, and how long.")] input: LockThreadInput,
    ) -> Result<LockThreadPayload, ApiError> {
        let id = seen(&input.episode_id, input.seen_state)?;
        let terms = Terms {
            reason: input.reason,
            private_note: input.private_note,
            until: input.until,
        };
        let episode = threads::lock(ctx.app(), ctx.actor(), id, terms).await?;
        Ok(LockThreadPayload {
            episode: Episode(episode),
        })
    }

    /// Lets nobody post, vote or edit. For moderators of the site.
    async fn close_thread(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The thread, and how long.")] input: CloseThreadInput,
    ) -> Result<CloseThreadPayload, ApiError> {
        let id = seen(&input.episode_id, input.seen_state)?;
        let terms = Terms {
            reason: input.reason,
            private_note: input.private_note,
            until: input.until,
        };
        let close = (input.message, terms);
        let episode = threads::close(ctx.app(), ctx.actor(), id, close).await?;
        Ok(CloseThreadPayload {
            episode: Episode(episode),
        })
    }

    /// Lets members post again, also where the clock has closed the thread. For moderators of the
    /// site.
    async fn reopen_thread(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The thread, and how long.")] input: ReopenThreadInput,
    ) -> Result<ReopenThreadPayload, ApiError> {
        let id = seen(&input.episode_id, input.seen_state)?;
        let terms = Terms {
            reason: input.reason,
            private_note: input.private_note,
            until: input.until,
        };
        let episode = threads::reopen(ctx.app(), ctx.actor(), id, terms).await?;
        Ok(ReopenThreadPayload {
            episode: Episode(episode),
        })
    }
}

fn seen(episode: &ID, state: Option<ThreadState>) -> Result<Seen, ApiError> {
    Ok(Seen(EpisodeId::parse(episode)?, state.map(Into::into)))
}
