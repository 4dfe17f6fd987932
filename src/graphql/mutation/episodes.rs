//! Episodes.
use crate::{
    domain::episodes::{self, Details, NewEpisode},
    graphql::{
        context::ContextExt,
        error::ApiError,
        given::change,
        id::GlobalId,
        types::{Episode, SiteMode},
    },
    model::{EpisodeId, Mode},
};
use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use chrono::{DateTime, Utc};

#[derive(Default)]
pub(super) struct EpisodeMutations;

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
    /// Days after publication at which the thread closes by itself, 1 to 36,500; 0 for never, null
    /// for the site's rule. Takes the place of an end that `reopenThread` has set.
    close_after_days: MaybeUndefined<i32>,
}

/// The episode has changed.
#[derive(SimpleObject)]
struct UpdateEpisodePayload {
    /// As it is now.
    episode: Episode,
}

#[Object]
impl EpisodeMutations {
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
            close_after_days: change(input.close_after_days),
        };
        let episode = episodes::update(ctx.app(), ctx.actor(), id, details).await?;
        Ok(UpdateEpisodePayload {
            episode: Episode(episode),
        })
    }
}
