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
        Err(not_of_the_staff(actor, Denied::NotModerator))
    }
}

/// To decide on what stands in threads, and on the threads: what a session for moderating in a page
/// of the site's does too.
pub fn may_moderate_threads<'a>(
    actor: &'a Actor,
    site: &Site,
    now: DateTime<Utc>,
) -> Result<&'a Member, Denied> {
    let member = actor.member_of(site.id).ok_or(Denied::SignedOut)?;
    good_standing(member, now)?;
    if actor.moderates_threads(site.id) {
        Ok(member)
    } else {
        Err(not_of_the_staff(actor, Denied::NotModerator))
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
        Err(not_of_the_staff(actor, Denied::NotAdmin))
    }
}

/// Says what is missing where it is the second factor alone.
pub(super) fn not_of_the_staff(actor: &Actor, otherwise: Denied) -> Denied {
    let signed_in = actor.signed_in.as_ref();
    match signed_in {
        Some(signed_in) if signed_in.second_factor_demanded => Denied::SecondFactorMissing,
        _ => otherwise,
    }
}

/// How well a session is proved, and how well its site wants its staff's to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Strength {
    /// The site demands a second factor of whoever moderates.
    pub demanded: bool,
    /// One was given in this session.
    pub given: bool,
}

/// What a session may do. Whoever signs in inside somebody else's page is a commenter there, since
/// that page can read what they can; so is a moderator who may not write, and one without the second
/// factor that the site demands.
pub fn session_role(
    kind: SessionKind,
    member: &Member,
    strength: Strength,
    now: DateTime<Utc>,
) -> Role {
    match kind {
        SessionKind::Direct if lacks_second_factor(kind, member, strength) => Role::Commenter,
        SessionKind::Direct if good_standing(member, now).is_ok() => member.role,
        SessionKind::Direct | SessionKind::Embedded | SessionKind::Moderating => Role::Commenter,
    }
}

/// Whether a session moderates in the page that it is for. That page may be read by others, so it is
/// no more than a commenter's besides.
pub fn moderates_in_place(
    kind: SessionKind,
    member: &Member,
    strength: Strength,
    now: DateTime<Utc>,
) -> bool {
    kind == SessionKind::Moderating
        && member.role >= Role::Moderator
        && good_standing(member, now).is_ok()
        && !lacks_second_factor(kind, member, strength)
}

/// A moderating session is used by the service's own frame, in the page that it is for.
pub fn may_use(
    bound_to: Option<&str>,
    (sender, origin): (Option<&str>, Option<&str>),
    own_origin: &str,
) -> Result<(), Denied> {
    let is_there = bound_to.is_some() && origin == bound_to && sender == Some(own_origin);
    is_there.then_some(()).ok_or(Denied::ForeignOrigin)
}

/// Whether giving a second factor would make the session more than it is.
pub fn lacks_second_factor(kind: SessionKind, member: &Member, strength: Strength) -> bool {
    let staff = kind != SessionKind::Embedded && member.role > Role::Commenter;
    staff && strength.demanded && !strength.given
}

/// Second factors hold on the whole installation: only the service's own pages change them, and no
/// session begun in somebody else's page. A program that is no browser names no page.
pub fn may_change_factors(
    kind: SessionKind,
    origin: Option<&str>,
    own_origin: &str,
) -> Result<(), Denied> {
    match kind {
        SessionKind::Direct => is_own_page(origin, own_origin),
        SessionKind::Embedded | SessionKind::Moderating => Err(Denied::OwnPagesOnly),
    }
}

/// Browsers let nobody but the service's own pages ask for its passkeys.
pub fn is_own_page(origin: Option<&str>, own_origin: &str) -> Result<(), Denied> {
    match origin {
        Some(origin) if origin != own_origin => Err(Denied::OwnPagesOnly),
        _ => Ok(()),
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
