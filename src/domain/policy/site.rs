//! Rights over a site.
use super::{Denied, good_standing};
use crate::model::{Actor, Member, Role, SessionKind, Site, WaysIn};
use chrono::{DateTime, Utc};

/// A suspended moderator does not moderate.
pub fn may_moderate<'a>(
    actor: &'a Actor,
    site: &Site,
    now: DateTime<Utc>,
) -> Result<&'a Member, Denied> {
    let member = actor.member_of(site.id).ok_or(Denied::SignedOut)?;
    good_standing(member, now)?;
    if actor.moderates(site.id) {
        Ok(member)
    } else {
        Err(Denied::NotModerator)
    }
}

/// To change what holds for the whole site, or who does what on it.
pub fn may_administer<'a>(
    actor: &'a Actor,
    site: &Site,
    now: DateTime<Utc>,
) -> Result<&'a Member, Denied> {
    let member = actor.member_of(site.id).ok_or(Denied::SignedOut)?;
    good_standing(member, now)?;
    if actor.role_on(site.id) == Some(Role::Admin) {
        Ok(member)
    } else {
        Err(Denied::NotAdmin)
    }
}

/// What a session may do. Whoever signs in inside somebody else's page is a commenter there, since
/// that page can read what they can; so is a moderator who may not write.
pub fn session_role(kind: SessionKind, member: &Member, now: DateTime<Utc>) -> Role {
    match kind {
        SessionKind::Direct if good_standing(member, now).is_ok() => member.role,
        SessionKind::Direct | SessionKind::Embedded => Role::Commenter,
    }
}

/// Browsers say which page sends a request. Pages of other sites may read, as anybody may, but
/// not write; a program that is no browser names no page, and gains nothing by naming one.
pub fn may_write_from(origin: Option<&str>, site: &Site, own_origin: &str) -> Result<(), Denied> {
    match origin {
        None => Ok(()),
        Some(origin) if origin == own_origin || owns(site, origin) => Ok(()),
        Some(_) => Err(Denied::ForeignOrigin),
    }
}

pub fn takes_passwords(ways: &WaysIn) -> Result<(), Denied> {
    if ways.password {
        return Ok(());
    }
    Err(Denied::WayClosed)
}

pub fn takes_mail(ways: &WaysIn) -> Result<(), Denied> {
    if ways.mail {
        Ok(())
    } else {
        Err(Denied::WayClosed)
    }
}

/// Whether an episode may come into being with its first comment.
pub fn may_begin_episode(site: &Site, url_origin: Option<&str>) -> Result<(), Denied> {
    if site.episodes_must_exist {
        return Err(Denied::EpisodeMustExist);
    }
    match url_origin {
        Some(origin) if owns(site, origin) => Ok(()),
        _ => Err(Denied::ForeignUrl),
    }
}

pub fn owns(site: &Site, origin: &str) -> bool {
    site.origins.iter().any(|own| own == origin)
}
