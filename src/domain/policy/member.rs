//! Rights over another member.
use super::{Denied, good_standing};
use crate::model::{Actor, Member, MemberNote, Role};
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
        return Err(super::site::not_of_the_staff(actor, Denied::NotModerator));
    }
    if own.id == member.id {
        return Err(Denied::Oneself);
    }
    if member.role >= role {
        return Err(Denied::OfTheStaff);
    }
    Ok(own)
}

/// Whoever is suspended or banned is raised to nothing; a role can be taken from them.
pub fn may_be_given(member: &Member, role: Role, now: DateTime<Utc>) -> Result<(), Denied> {
    if role > member.role && good_standing(member, now).is_err() {
        return Err(Denied::NotInGoodStanding);
    }
    Ok(())
}

/// Of anybody but oneself: what others note of one is not for one's own eyes.
pub fn may_note(own: &Member, member: &Member) -> Result<(), Denied> {
    if own.id == member.id {
        return Err(Denied::Oneself);
    }
    Ok(())
}

/// Whoever wrote it, or an admin.
pub fn may_remove_note(actor: &Actor, note: &MemberNote) -> Result<(), Denied> {
    let own = actor.member_id_on(note.site_id) == Some(note.author_id);
    if own || actor.role_on(note.site_id) == Some(Role::Admin) {
        return Ok(());
    }
    Err(Denied::NotAuthor)
}

/// Anybody but oneself.
pub fn may_mute(own: &Member, member: &Member) -> Result<(), Denied> {
    if own.id == member.id {
        return Err(Denied::Oneself);
    }
    Ok(())
}
