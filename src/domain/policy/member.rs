//! Rights over another member.
use super::{Denied, good_standing};
use crate::model::{Actor, Member, Role};
use chrono::{DateTime, Utc};

/// To judge a member as a person: their standing, all they wrote. Moderators judge commenters,
/// admins judge moderators too; nobody judges themselves or another admin.
pub fn may_judge<'a>(
    actor: &'a Actor,
    member: &Member,
    now: DateTime<Utc>,
) -> Result<&'a Member, Denied> {
    let own = actor.member_of(member.site_id).ok_or(Denied::SignedOut)?;
    good_standing(own, now)?;
    let role = actor.role_on(member.site_id).unwrap_or(Role::Commenter);
    if role < Role::Moderator {
        return Err(Denied::NotModerator);
    }
    if own.id == member.id {
        return Err(Denied::OwnStanding);
    }
    if member.role >= role {
        return Err(Denied::OfTheStaff);
    }
    Ok(own)
}
