//! The rules of a site.
use crate::{
    domain::rules,
    graphql::{
        context::ContextExt,
        error::ApiError,
        types::{Rules, RulesInput},
    },
};
use async_graphql::{Context, InputObject, Object, SimpleObject};

#[derive(Default)]
pub(super) struct RulesMutations;

/// Rules to set.
#[derive(InputObject)]
struct UpdateRulesInput {
    /// The site's key.
    site: String,
    /// What is to change.
    rules: RulesInput,
    /// Why, for the log; at most 500 characters.
    reason: Option<String>,
}

/// The rules have changed.
#[derive(SimpleObject)]
struct UpdateRulesPayload {
    /// As they are now.
    rules: Rules,
}

#[Object]
impl RulesMutations {
    /// Changes what holds or rejects new and edited texts, from the next one on. For admins of the
    /// site; try it with `Site.dryRun` first.
    async fn update_rules(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to change, and why.")] input: UpdateRulesInput,
    ) -> Result<UpdateRulesPayload, ApiError> {
        let change = (input.rules.into(), input.reason);
        let rules = rules::update(ctx.app(), ctx.actor(), &input.site, change).await?;
        Ok(UpdateRulesPayload {
            rules: rules.into(),
        })
    }
}
