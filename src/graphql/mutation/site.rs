//! A site's settings.
use crate::{
    domain::{
        sites::{self, Settings},
        threads::Terms,
    },
    graphql::{
        context::ContextExt,
        error::ApiError,
        given::change,
        types::{Site, SiteMode},
    },
    model::Mode,
};
use async_graphql::{Context, InputObject, MaybeUndefined, Object, SimpleObject};
use std::sync::Arc;

#[derive(Default)]
pub(super) struct SiteMutations;

/// What is to change of a site: what is left out stays.
#[derive(InputObject)]
struct UpdateSiteInput {
    /// The site's key.
    site: String,
    /// For people, at most 200 characters.
    name: Option<String>,
    /// Scheme and host of the pages that may embed the threads and write to them; at most 100, in
    /// place of all there were.
    origins: Option<Vec<String>>,
    /// Which comments are held, where an episode has no mode of its own.
    mode: Option<SiteMode>,
    /// Approvals after which `NEWCOMERS` no longer holds an author, 0 to 1,000.
    newcomer_approvals: Option<i32>,
    /// How long authors may edit what they wrote, 0 to 31,536,000: a year.
    edit_window_seconds: Option<i32>,
    /// How many levels of replies are shown, 1 to 10. Comments that are there stay where they are.
    nesting: Option<i32>,
    /// Days after publication at which threads close by themselves, 1 to 36,500; null for never.
    close_after_days: MaybeUndefined<i32>,
    /// Whether comments are taken only on episodes that a moderator has created.
    episodes_must_exist: Option<bool>,
    /// For the log; at most 500 characters.
    reason: Option<String>,
    /// For other moderators, in the log; at most 1,000 characters.
    private_note: Option<String>,
}

/// The site has changed.
#[derive(SimpleObject)]
struct UpdateSitePayload {
    /// As it is now.
    site: Site,
}

#[Object]
impl SiteMutations {
    /// Changes a site's settings. For its admins. What changed is a line of the log; where nothing
    /// does, it is a `CONFLICT` with the reason `NOTHING_TO_DO`.
    async fn update_site(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to change.")] input: UpdateSiteInput,
    ) -> Result<UpdateSitePayload, ApiError> {
        let settings = Settings {
            name: input.name,
            origins: input.origins,
            mode: input.mode.map(Mode::from),
            newcomer_approvals: input.newcomer_approvals,
            edit_window_seconds: input.edit_window_seconds,
            nesting: input.nesting,
            close_after_days: change(input.close_after_days),
            episodes_must_exist: input.episodes_must_exist,
        };
        let terms = Terms {
            reason: input.reason,
            private_note: input.private_note,
            until: None,
        };
        let changes = (settings, terms);
        let site = sites::update(ctx.app(), ctx.actor(), &input.site, changes).await?;
        Ok(UpdateSitePayload {
            site: Site(Arc::new(site)),
        })
    }
}
