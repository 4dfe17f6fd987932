//! What is told as it happens.
mod thread;

use super::{
    context::{ContextExt, Progress, Spent},
    error::ApiError,
    id::GlobalId,
    types::QueueCounts,
};
use crate::{
    app::App,
    domain::{live, queues},
};
use async_graphql::{Context, Error, ID, Object, Subscription as GraphqlSubscription};
use futures_util::{Stream, StreamExt};
use std::sync::Arc;

pub use thread::CommentEvent;

pub struct Subscription;

/// Streams, over server-sent events: a request that accepts `text/event-stream` is answered as the
/// protocol `graphql-sse` has it in distinct connections. A stream holds one field.
#[GraphqlSubscription]
impl Subscription {
    /// What changes in a site's queues: comments that come, go or are otherwise, reports, decisions,
    /// and what moderators claim. For moderators of the site, and ends with `FORBIDDEN` or
    /// `UNAUTHENTICATED` within 30 seconds after somebody is none any more or has signed out.
    ///
    /// The first event comes at once and says that anything may have changed: whoever then asks for
    /// the queue misses nothing. Changes within a tenth of a second are one event. A member has at
    /// most ten streams on one node: an eleventh ends the oldest. On `PostgreSQL` changes on other
    /// nodes are told as well, and where the link between nodes was down, that anything may have
    /// changed. What has ended is begun again, after a second or more.
    async fn queue_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The site's key.")] site: String,
    ) -> Result<impl Stream<Item = Result<QueueEvent, Error>> + use<>, ApiError> {
        let app = ctx.data_unchecked::<Arc<App>>();
        let news = live::queue(app, ctx.actor(), &site).await?;
        Ok(news.map(|news| {
            news.map(QueueEvent)
                .map_err(|fault| ApiError::from(fault).into())
        }))
    }

    /// What changes in an episode's thread: comments that come, go or are otherwise, and its state.
    /// Told is what every reader may see; of held comments `queueEvents` tells moderators.
    ///
    /// The first event comes at once: what has changed after the cursor `after`, or without it that
    /// anything may have. Cursors are good on every node and for as long as one likes, so whoever was
    /// cut off goes on from the last one they had: nothing is missed, and nothing told twice. Changes
    /// within a quarter of a second are one event. An episode that nobody has commented on may be
    /// listened to. Ends where somebody who was signed in is not any more (`UNAUTHENTICATED`, within 30
    /// seconds) or has another role: begin it again.
    #[expect(clippy::unused_async, reason = "resolvers are async")]
    async fn comment_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The site's key.")] site: String,
        #[graphql(desc = "The episode's key, or the address of one of its pages.")] key: String,
        #[graphql(desc = "Up to where the thread is known: `cursor` of an event, or \
            `eventsCursor` of an episode.")]
        after: Option<String>,
    ) -> Result<impl Stream<Item = Result<CommentEvent, Error>> + use<>, ApiError> {
        let app = ctx.data_unchecked::<Arc<App>>();
        let progress = ctx.data_opt::<Progress>().cloned().unwrap_or_default();
        let after = progress
            .after()
            .map_or_else(|| thread::read(after.as_deref()), |after| Ok(Some(after)))?;
        let spent = ctx.data_unchecked::<Spent>().clone();
        let listener = live::Listener {
            after,
            is_reader: !progress.is_for_readers(),
        };
        let news = live::thread(app, ctx.actor(), live::Which { site, key }, listener);
        Ok(news.map(move |happened| {
            let happened = happened.map_err(ApiError::from)?;
            progress.reach(&happened);
            spent.renew();
            Ok(CommentEvent(happened))
        }))
    }
}

pub struct QueueEvent(live::News);

/// Something has changed in a site's queues.
#[Object]
impl QueueEvent {
    /// The comments that may have changed, at most 50; null when anything may have: ask anew.
    async fn comment_ids(&self) -> Option<Vec<ID>> {
        let ids = self.0.comments.as_ref()?;
        Some(ids.iter().map(|id| id.global()).collect())
    }

    /// How many comments each queue holds now.
    async fn queue_counts(&self, ctx: &Context<'_>) -> Result<Option<QueueCounts>, ApiError> {
        let counts = queues::counts(ctx.app(), ctx.actor(), &self.0.site).await?;
        Ok(counts.map(QueueCounts::from))
    }
}
