//! Members: standings, roles, notes and mutes.
use crate::{
    domain::members::{
        mutes, notes, roles,
        standings::{self, NewStanding},
    },
    graphql::{
        context::ContextExt,
        error::ApiError,
        id::GlobalId,
        types::{Author, MemberNote, Role, Standing},
    },
    model::{MemberId, MemberNoteId},
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

#[derive(Default)]
pub(super) struct PeopleMutations;

/// Another standing for a member.
#[derive(InputObject)]
struct SetStandingInput {
    /// Whose.
    author_id: ID,
    /// How far they are to be trusted.
    standing: Standing,
    /// When a suspension ends; needed with `SUSPENDED`, and for nothing else.
    until: Option<DateTime<Utc>>,
    /// Why; the member reads it. At most 500 characters.
    reason: Option<String>,
    /// For other moderators, at most 1,000 characters; stands in the log.
    private_note: Option<String>,
    /// The standing in which the sender has seen them. Where it is another one by now, nothing is
    /// done: `CONFLICT`, reason `CHANGED`.
    seen_standing: Option<Standing>,
}

/// The standing holds.
#[derive(SimpleObject)]
struct SetStandingPayload {
    /// Whose.
    author: Author,
    /// Undoing this entry gives them the standing that they had.
    log_entry_id: ID,
}

/// Another role for a member.
#[derive(InputObject)]
struct SetRoleInput {
    /// Whose.
    author_id: ID,
    /// What they may do from now on.
    role: Role,
}

/// The role is given.
#[derive(SimpleObject)]
struct SetRolePayload {
    /// In the new role.
    author: Author,
}

/// A note about a member.
#[derive(InputObject)]
struct AddMemberNoteInput {
    /// About whom.
    author_id: ID,
    /// At most 1,000 characters.
    text: String,
}

/// The note is kept.
#[derive(SimpleObject)]
struct AddMemberNotePayload {
    /// As moderators read it.
    note: MemberNote,
}

/// A note to take away.
#[derive(InputObject)]
struct RemoveMemberNoteInput {
    /// Which note.
    note_id: ID,
}

/// The note is gone.
#[derive(SimpleObject)]
struct RemoveMemberNotePayload {
    /// Whom it was about.
    author: Author,
    /// The note that was named.
    removed_note_id: ID,
}

/// Somebody whom one does not want to read.
#[derive(InputObject)]
struct MuteAuthorInput {
    /// Whom.
    author_id: ID,
}

/// The author is muted, for the viewer alone.
#[derive(SimpleObject)]
struct MuteAuthorPayload {
    /// Whom.
    author: Author,
}

/// Somebody whom one wants to read again.
#[derive(InputObject)]
struct UnmuteAuthorInput {
    /// Whom.
    author_id: ID,
}

/// The author is not muted.
#[derive(SimpleObject)]
struct UnmuteAuthorPayload {
    /// Whom.
    author: Author,
}

#[Object]
impl PeopleMutations {
    /// Says how far a member is trusted, from their next request on. Moderators do so for commenters,
    /// admins for moderators too, nobody for themselves. Undone by the log.
    async fn set_standing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The standing.")] input: SetStandingInput,
    ) -> Result<SetStandingPayload, ApiError> {
        let new = NewStanding {
            author: MemberId::parse(&input.author_id)?,
            standing: input.standing.into(),
            until: input.until,
            reason: input.reason,
            private_note: input.private_note,
            seen: input.seen_standing.map(Into::into),
        };
        let set = standings::set(ctx.app(), ctx.actor(), new).await?;
        Ok(SetStandingPayload {
            author: Author(set.member.into()),
            log_entry_id: set.entry_id.global(),
        })
    }

    /// Gives or takes a role, from the member's next request on. For the site's admins, in a session
    /// begun outside an embed. Nobody who is suspended or banned is raised; the last admin stays one:
    /// `LAST_ADMIN`.
    async fn set_role(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The role.")] input: SetRoleInput,
    ) -> Result<SetRolePayload, ApiError> {
        let id = MemberId::parse(&input.author_id)?;
        let member = roles::give(ctx.app(), ctx.actor(), id, input.role.into()).await?;
        Ok(SetRolePayload {
            author: Author(member.into()),
        })
    }

    /// Writes something about a member that only moderators read.
    async fn add_member_note(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The note.")] input: AddMemberNoteInput,
    ) -> Result<AddMemberNotePayload, ApiError> {
        let about = MemberId::parse(&input.author_id)?;
        let noted = notes::add(ctx.app(), ctx.actor(), about, &input.text).await?;
        Ok(AddMemberNotePayload {
            note: MemberNote(noted),
        })
    }

    /// Takes a note away: one's own, or as an admin.
    async fn remove_member_note(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The note.")] input: RemoveMemberNoteInput,
    ) -> Result<RemoveMemberNotePayload, ApiError> {
        let id = MemberNoteId::parse(&input.note_id)?;
        let member = notes::remove(ctx.app(), ctx.actor(), id).await?;
        Ok(RemoveMemberNotePayload {
            author: Author(member.into()),
            removed_note_id: id.global(),
        })
    }

    /// Spares the viewer an author's texts: their comments stand as `MUTED`, answers to them stay.
    /// Nobody else notices, and moderators read everybody. Muting again changes nothing.
    async fn mute_author(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The author.")] input: MuteAuthorInput,
    ) -> Result<MuteAuthorPayload, ApiError> {
        let id = MemberId::parse(&input.author_id)?;
        let author = mutes::mute(ctx.app(), ctx.actor(), id).await?;
        Ok(MuteAuthorPayload {
            author: Author(author.into()),
        })
    }

    /// Lets the viewer read an author again. Whoever is not muted stays so.
    async fn unmute_author(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The author.")] input: UnmuteAuthorInput,
    ) -> Result<UnmuteAuthorPayload, ApiError> {
        let id = MemberId::parse(&input.author_id)?;
        let author = mutes::unmute(ctx.app(), ctx.actor(), id).await?;
        Ok(UnmuteAuthorPayload {
            author: Author(author.into()),
        })
    }
}
