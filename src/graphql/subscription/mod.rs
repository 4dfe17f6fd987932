//! What is told as it happens.
use super::{context::ContextExt, error::ApiError, id::GlobalId, types::QueueCounts};
use crate::{
    app::App,
    domain::{live, queues},
};
use async_graphql::{Context, Error, ID, Object, Subscription as GraphqlSubscription};
use futures_util::{Stream, StreamExt};
use std::sync::Arc;

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
