//! Reads.
use super::{
    context::ContextExt,
    error::ApiError,
    id::GlobalId,
    plan,
    types::{Author, Comment, CommentCount, Episode, Node, ProofOfWorkChallenge, Site, Viewer},
};
use crate::{
    domain::{accounts, comments, episodes, proof_of_work, sites, threads},
    model::{CommentId, EpisodeId, MemberId, SiteId},
};
use async_graphql::{Context, ID, Object};
use std::sync::Arc;

pub struct Query;

/// What can be read. Everything here is open to all; what a viewer may not see is not found.
#[Object]
impl Query {
    /// Who is signed in; null when nobody is.
    async fn viewer(&self, ctx: &Context<'_>) -> Option<Viewer> {
        ctx.actor().signed_in.clone().map(Viewer)
    }

    /// Anything by its id; null when there is no such thing for this viewer.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As an `id` field gave it.")] id: ID,
    ) -> Result<Option<Node>, ApiError> {
        ctx.take_read()?;
        if let Some(id) = CommentId::find(&id) {
            let plan = plan::comment(&ctx.look_ahead());
            let found = threads::find_comment(ctx.app(), ctx.actor(), id, &plan).await?;
            tell_of(ctx, found.as_ref());
            return Ok(found.map(|found| Node::Comment(Comment(found))));
        }
        if let Some(id) = EpisodeId::find(&id) {
            let found = episodes::find_by_id(ctx.app(), id).await?;
            let found = found.inspect(|found| ctx.tells_of(found.episode.id));
            return Ok(found.map(|found| Node::Episode(Episode(found))));
        }
        if let Some(id) = SiteId::find(&id) {
            let found = sites::find_by_id(ctx.app(), id).await?;
            return Ok(found.map(|found| Node::Site(Site(Arc::new(found)))));
        }
        let Some(id) = MemberId::find(&id) else {
            return Ok(None);
        };
        let found = accounts::find_author(ctx.app(), ctx.actor(), id).await?;
        Ok(found.map(|found| Node::Author(Author(found.into()))))
    }

    /// A site by its key; null when there is none.
    async fn site(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The key that the site was created with.")] key: String,
    ) -> Result<Option<Site>, ApiError> {
        ctx.take_read()?;
        let found = sites::find(ctx.app(), &key).await?;
        Ok(found.map(|found| Site(Arc::new(found))))
    }

    /// An episode; null when nobody has commented on it or created it yet.
    async fn episode(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The site's key.")] site: String,
        #[graphql(desc = "The episode's key, or the address of one of its pages.")] key: String,
    ) -> Result<Option<Episode>, ApiError> {
        ctx.take_read()?;
        let found = episodes::find(ctx.app(), &site, &key).await?;
        match &found {
            Some(found) => ctx.tells_of(found.episode.id),
            None => tell_of_none(ctx, &site).await?,
        }
        Ok(found.map(Episode))
    }

    /// A comment; null when there is none that this viewer may see.
    async fn comment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The comment's id.")] id: ID,
    ) -> Result<Option<Comment>, ApiError> {
        let Some(id) = CommentId::find(&id) else {
            return Ok(None);
        };
        ctx.take_read()?;
        let plan = plan::comment(&ctx.look_ahead());
        let found = threads::find_comment(ctx.app(), ctx.actor(), id, &plan).await?;
        tell_of(ctx, found.as_ref());
        Ok(found.map(Comment))
    }

    /// Work for a browser, by ALTCHA's open protocol: asked before signing up and commenting as a
    /// guest on sites that want it of everybody, and elsewhere of networks that have tried too much
    /// (`PROOF_OF_WORK_NEEDED`). Also at `GET /altcha?site=…`, as ALTCHA's widget fetches it.
    async fn proof_of_work(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The site's key; the work is good there alone.")] site: String,
    ) -> Result<ProofOfWorkChallenge, ApiError> {
        ctx.take_read()?;
        let challenge = proof_of_work::challenge(ctx.app(), &site).await?;
        ctx.keep_by_nobody();
        Ok(ProofOfWorkChallenge(challenge))
    }

    /// How many comments each of up to 100 episodes has, in the order asked for.
    #[graphql(complexity = "5 + episodes.len() * child_complexity")]
    async fn comment_counts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The site's key.")] site: String,
        #[graphql(desc = "Keys of episodes, at most 100.")] episodes: Vec<String>,
    ) -> Result<Vec<CommentCount>, ApiError> {
        ctx.take_read()?;
        let counts = episodes::counts(ctx.app(), &site, episodes).await?;
        let mut known = counts.iter().map(|count| count.episode);
        if known.any(|episode| episode.is_none()) {
            tell_of_none(ctx, &site).await?;
        }
        let known = counts.iter().filter_map(|count| count.episode);
        known.for_each(|episode| ctx.tells_of(episode));
        Ok(counts.into_iter().map(CommentCount).collect())
    }

    /// How a text would be shown, as `bodyHtml`. Nothing is kept: whether it would be held, and who
    /// may post it, is told by `postComment`. Send it by POST, so that no log keeps it either.
    #[graphql(complexity = 50)]
    async fn preview_comment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The site's key.")] site: String,
        #[graphql(desc = "In Markdown, at most 10,000 characters.")] body: String,
    ) -> Result<String, ApiError> {
        ctx.take_read()?;
        let html = comments::preview(ctx.app(), &site, &body).await?;
        ctx.take_text(html.len())?;
        Ok(html)
    }
}

/// The answer is another one as soon as somebody begins the episode.
async fn tell_of_none(ctx: &Context<'_>, site: &str) -> Result<(), ApiError> {
    let site = sites::find(ctx.app(), site).await?;
    if let Some(site) = site {
        ctx.tells_of_none(site.id);
    }
    Ok(())
}

/// What is not there for everybody may be there for them in a moment, under no name that is known yet.
fn tell_of(ctx: &Context<'_>, found: Option<&threads::Threaded>) {
    match found {
        Some(found) => ctx.tells_of(found.comment.episode_id),
        None => ctx.keep_by_nobody(),
    }
}
