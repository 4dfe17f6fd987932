//! How people sign in to a site.
use crate::{
    domain::{
        threads::Terms,
        ways_in::{self, Choice},
    },
    graphql::{
        context::ContextExt,
        error::ApiError,
        types::{ProofOfWork, Site},
    },
};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use std::sync::Arc;

#[derive(Default)]
pub(super) struct WaysInMutations;

/// What is to change of how people sign in: what is left out stays.
#[derive(InputObject)]
struct UpdateWaysInInput {
    /// The site's key.
    site: String,
    /// With e-mail address and password.
    password: Option<bool>,
    /// With a link or code by mail.
    mail: Option<bool>,
    /// Without an account, with an e-mail address that a mail has to confirm.
    guests: Option<bool>,
    /// Of whom work is asked before they sign up, ask for a mail that signs in, or comment as guests.
    proof_of_work: Option<ProofOfWork>,
    /// Whether moderators and admins have to give a second factor. Acts on the sessions there are;
    /// only an admin who has given one in their own may ask it of others
    /// (`SECOND_FACTOR_MISSING`).
    second_factor_for_staff: Option<bool>,
    /// Whether a token that the site signs may say which role its subject has.
    roles_from_site_tokens: Option<bool>,
    /// For the log; at most 500 characters.
    reason: Option<String>,
    /// For other moderators, in the log; at most 1,000 characters.
    private_note: Option<String>,
}

/// People sign in like that from now on.
#[derive(SimpleObject)]
struct UpdateWaysInPayload {
    /// As it is now.
    site: Site,
}

#[Object]
impl WaysInMutations {
    /// Changes how people sign in to a site. For its admins. Sessions that there are go on. Where
    /// nothing changes, it is a `CONFLICT` with the reason `NOTHING_TO_DO`.
    async fn update_ways_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to change.")] input: UpdateWaysInInput,
    ) -> Result<UpdateWaysInPayload, ApiError> {
        let choice = Choice {
            password: input.password,
            mail: input.mail,
            guests: input.guests,
            proof_of_work: input.proof_of_work.map(Into::into),
            second_factor_for_staff: input.second_factor_for_staff,
            roles_from_site_tokens: input.roles_from_site_tokens,
        };
        let terms = Terms {
            reason: input.reason,
            private_note: input.private_note,
            until: None,
        };
        let site = ways_in::update(ctx.app(), ctx.actor(), &input.site, (choice, terms)).await?;
        Ok(UpdateWaysInPayload {
            site: Site(Arc::new(site)),
        })
    }
}
