//! Episodes, and the states of their threads.
use crate::{
    domain::{
        episodes::{self, Details, NewEpisode},
        threads::{self, Lock},
    },
    graphql::{
        context::ContextExt,
        error::ApiError,
        id::GlobalId,
        types::{Episode, SiteMode},
    },
    model::{EpisodeId, Mode},
};
use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use chrono::{DateTime, Utc};

#[derive(Default)]
pub(super) struct EpisodeMutations;

/// A thread to lock.
#[derive(InputObject)]
struct LockThreadInput {
    /// Whose thread.
    episode_id: ID,
    /// Shown to readers; at most 500 characters.
    reason: Option<String>,
    /// When the lock ends by itself; without it, when a moderator reopens the thread.
    until: Option<DateTime<Utc>>,
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
}

/// The thread is open, unless the site's rule keeps it closed for its age.
#[derive(SimpleObject)]
struct ReopenThreadPayload {
    /// In its new state.
    episode: Episode,
}

/// A new episode.
#[derive(InputObject)]
struct CreateEpisodeInput {
    /// The site's key.
    site: String,
    /// The site's own identifier of it, 1 to 500 characters, unique on the site.
    key: String,
    /// At most 500 characters.
    title: String,
    /// The address of its page.
    url: Option<String>,
    /// When it was published; the site's rule for closing old threads counts from here.
    published_at: Option<DateTime<Utc>>,
    /// Which comments are held here, in place of the site's mode.
    mode: Option<SiteMode>,
}

/// The episode exists.
#[derive(SimpleObject)]
struct CreateEpisodePayload {
    /// With an empty, open thread.
    episode: Episode,
}

/// What is to change of an episode: what is left out stays, null takes a value away.
#[derive(InputObject)]
struct UpdateEpisodeInput {
    /// Which episode.
    episode_id: ID,
    /// Its new key, 1 to 500 characters.
    key: Option<String>,
    /// Its new title, at most 500 characters.
    title: Option<String>,
    /// The new address of its page; it stays known under the old one too.
    url: MaybeUndefined<String>,
    /// When it was published.
    published_at: MaybeUndefined<DateTime<Utc>>,
    /// Which comments are held here; null for the site's mode.
    mode: MaybeUndefined<SiteMode>,
}

/// The episode has changed.
#[derive(SimpleObject)]
struct UpdateEpisodePayload {
    /// As it is now.
    episode: Episode,
}

#[Object]
impl EpisodeMutations {
    /// Lets only moderators post. For moderators of the site.
    async fn lock_thread(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The thread, and how long.")] input: LockThreadInput,
    ) -> Result<LockThreadPayload, ApiError> {
        let id = EpisodeId::parse(&input.episode_id)?;
        let lock = Lock {
            reason: input.reason,
            until: input.until,
        };
        let episode = threads::lock(ctx.app(), ctx.actor(), id, lock).await?;
        Ok(LockThreadPayload {
            episode: Episode(episode),
        })
    }

    /// Lets nobody post, vote or edit. For moderators of the site.
    async fn close_thread(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The thread.")] input: CloseThreadInput,
    ) -> Result<CloseThreadPayload, ApiError> {
        let id = EpisodeId::parse(&input.episode_id)?;
        let episode = threads::close(ctx.app(), ctx.actor(), id, input.message).await?;
        Ok(CloseThreadPayload {
            episode: Episode(episode),
        })
    }

    /// Lets members post again. For moderators of the site.
    async fn reopen_thread(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The thread.")] input: ReopenThreadInput,
    ) -> Result<ReopenThreadPayload, ApiError> {
        let id = EpisodeId::parse(&input.episode_id)?;
        let episode = threads::reopen(ctx.app(), ctx.actor(), id).await?;
        Ok(ReopenThreadPayload {
            episode: Episode(episode),
        })
    }

    /// Creates an episode before anybody comments on it. For moderators of the site.
    async fn create_episode(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The episode.")] input: CreateEpisodeInput,
    ) -> Result<CreateEpisodePayload, ApiError> {
        let new = NewEpisode {
            site: input.site,
            key: input.key,
            title: input.title,
            url: input.url,
            published_at: input.published_at,
            mode: input.mode.map(Mode::from),
        };
        let episode = episodes::create(ctx.app(), ctx.actor(), new).await?;
        Ok(CreateEpisodePayload {
            episode: Episode(episode),
        })
    }

    /// Changes what is known of an episode. For moderators of the site.
    async fn update_episode(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to change.")] input: UpdateEpisodeInput,
    ) -> Result<UpdateEpisodePayload, ApiError> {
        let id = EpisodeId::parse(&input.episode_id)?;
        let details = Details {
            key: input.key,
            title: input.title,
            url: change(input.url),
            published_at: change(input.published_at),
            mode: change(input.mode).map(|mode| mode.map(Mode::from)),
        };
        let episode = episodes::update(ctx.app(), ctx.actor(), id, details).await?;
        Ok(UpdateEpisodePayload {
            episode: Episode(episode),
        })
    }
}

#[expect(
    clippy::option_option,
    reason = "as `Details` has it: taken away is not left out"
)]
fn change<T>(given: MaybeUndefined<T>) -> Option<Option<T>> {
    match given {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(value) => Some(Some(value)),
    }
}
