//! Inviting people by e-mail address.
use crate::{
    domain::{
        invitations::{self, NewInvitation},
        threads::Terms,
    },
    graphql::{
        context::ContextExt,
        error::ApiError,
        id::GlobalId,
        types::{Invitation, Role, Site},
    },
    model::InvitationId,
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use std::sync::Arc;

#[derive(Default)]
pub(super) struct InvitationMutations;

/// Somebody who is to have a role.
#[derive(InputObject)]
struct InviteMemberInput {
    /// The site's key.
    site: String,
    /// Whom: the mail goes there, and the account that accepts must have proved it.
    email: String,
    /// `MODERATOR` or `ADMIN`.
    role: Role,
    /// The language of the mail, BCP 47; English unless given.
    locale: Option<String>,
    /// For the log; at most 500 characters.
    reason: Option<String>,
    /// For other moderators, in the log; at most 1,000 characters.
    private_note: Option<String>,
}

/// The mail is on its way.
#[derive(SimpleObject)]
struct InviteMemberPayload {
    /// What waits for them.
    invitation: Invitation,
}

/// An invitation to take back.
#[derive(InputObject)]
struct WithdrawInvitationInput {
    /// One of `Site.invitations`.
    invitation_id: ID,
    /// For the log; at most 500 characters.
    reason: Option<String>,
    /// For other moderators, in the log; at most 1,000 characters.
    private_note: Option<String>,
}

/// It gives nothing any more.
#[derive(SimpleObject)]
struct WithdrawInvitationPayload {
    /// As it is now.
    site: Site,
    /// The one that was named.
    withdrawn_invitation_id: ID,
}

#[Object]
impl InvitationMutations {
    /// Invites whoever has an e-mail address to a role on the site, by mail. They have it as soon as
    /// they sign in there, within 14 days, with an account that has proved the address; not by a
    /// token of the site's. The answer is the same whether or not there is such an account, but for
    /// a member who has the role already: `NOTHING_TO_DO`. Another one to the same address replaces
    /// it; a site has at most 50. For the site's admins, who have signed in within the last 10
    /// minutes; at most 3 to one address, then one in 20 minutes, and 100 of a site, then one in 15
    /// minutes. It counts for nothing, and is listed no more, once whoever invited is no admin.
    async fn invite_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom, and as what.")] input: InviteMemberInput,
    ) -> Result<InviteMemberPayload, ApiError> {
        let new = NewInvitation {
            email: input.email,
            role: input.role.into(),
            locale: input.locale,
        };
        let terms = Terms {
            reason: input.reason,
            private_note: input.private_note,
            until: None,
        };
        let (app, actor) = (ctx.app(), ctx.actor());
        let invited = invitations::invite(app, actor, &input.site, (new, terms)).await?;
        Ok(InviteMemberPayload {
            invitation: Invitation(invited),
        })
    }

    /// Takes an invitation back that nobody has accepted. For the site's admins.
    async fn withdraw_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: WithdrawInvitationInput,
    ) -> Result<WithdrawInvitationPayload, ApiError> {
        let id = InvitationId::parse(&input.invitation_id)?;
        let terms = Terms {
            reason: input.reason,
            private_note: input.private_note,
            until: None,
        };
        let site = invitations::withdraw(ctx.app(), ctx.actor(), id, terms).await?;
        Ok(WithdrawInvitationPayload {
            site: Site(Arc::new(site)),
            withdrawn_invitation_id: id.global(),
        })
    }
}
