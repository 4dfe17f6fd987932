//! Taking one's data away.
use crate::{
    domain::account_data,
    graphql::{context::ContextExt, error::ApiError},
};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

#[derive(Default)]
pub(super) struct AccountDataMutations;

/// How it is to be told.
#[derive(InputObject)]
struct ExportMyDataInput {
    /// The language of the page for people, BCP 47; English where there is none in it.
    language: Option<String>,
}

/// Where the data are.
#[derive(SimpleObject)]
struct ExportMyDataPayload {
    /// An archive with a page to read and the same as JSON. Whoever has the link has the data: it
    /// belongs into nobody else's hands. Good for three downloads.
    url: String,
    /// The link is good until then, and no longer than the session it was asked for in.
    expires_at: DateTime<Utc>,
}

#[Object]
impl AccountDataMutations {
    /// All that is kept of the viewer on this site, to be taken away. At most 3 at once, then one in
    /// 20 minutes.
    async fn export_my_data(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How.")] input: ExportMyDataInput,
    ) -> Result<ExportMyDataPayload, ApiError> {
        let link = account_data::ask(ctx.app(), ctx.actor(), input.language).await?;
        Ok(ExportMyDataPayload {
            url: link.url,
            expires_at: link.expires_at,
        })
    }
}
