//! Taking a site away.
use crate::{
    domain::exports::{self, Choice, Language},
    graphql::{context::ContextExt, error::ApiError},
};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

#[derive(Default)]
pub(super) struct ExportMutations;

/// Which site, and what of it.
#[derive(InputObject)]
struct ExportSiteInput {
    /// Its key.
    site: String,
    /// Also the e-mail addresses that members have proved or that came with imports, what the site's
    /// providers call members, and the addresses in notices of illegal content.
    #[graphql(default)]
    with_addresses: bool,
}

/// Where the site is.
#[derive(SimpleObject)]
struct ExportSitePayload {
    /// Lines of JSON, packed with gzip: settings, authors, episodes, comments with all their texts
    /// and votes, reports, notes and the log, as they are when the download begins. No passwords, keys
    /// or other secrets. Whoever has the link has the site: it belongs into nobody else's hands. Good
    /// for three downloads.
    url: String,
    /// The link is good until then, and no longer than the session it was asked for in.
    expires_at: DateTime<Utc>,
}

#[Object]
impl ExportMutations {
    /// Everything of a site, to be taken away. Admins only, who have to have proved lately who they
    /// are, or `SIGN_IN_AGAIN`. The log names who has asked. At most 10 at once, then one in 5
    /// minutes; a node sends two at a time, and answers others with 503.
    async fn export_site(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What.")] input: ExportSiteInput,
    ) -> Result<ExportSitePayload, ApiError> {
        let choice = Choice {
            with_addresses: input.with_addresses,
            language: Language::Lines,
        };
        let link = exports::ask(ctx.app(), ctx.actor(), &input.site, choice).await?;
        Ok(ExportSitePayload {
            url: link.url,
            expires_at: link.expires_at,
        })
    }
}
