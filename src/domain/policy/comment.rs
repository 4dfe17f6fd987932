//! Rights over a comment.
use super::{Branch, Denied, Scene, good_standing, not_closed, thread, writer};
use crate::model::{Actor, Comment, Member, Status, Visibility};

/// The read filter: storage turns it into `WHERE`, so that no list can leak.
pub fn visible_to(actor: &Actor) -> Visibility {
    let Some(signed_in) = &actor.signed_in else {
        return Visibility::Shown;
    };
    let member = &signed_in.member;
    if actor.moderates_threads(member.site_id) {
        return Visibility::EverythingOn(member.site_id);
    }
    Visibility::ShownAndOwn(member.id)
}

/// Only moderators answer in a locked branch.
pub fn may_reply(scene: Scene<'_>, comment: &Comment, branch: Branch) -> Result<(), Denied> {
    thread::may_post_in(scene, branch)?;
    if !comment.is_public() {
        return Err(Denied::NotApproved);
    }
    Ok(())
}

/// Authors only, moderators among them: nobody puts words into another's mouth.
pub fn may_edit(scene: Scene<'_>, comment: &Comment) -> Result<(), Denied> {
    not_closed(scene)?;
    let member = author(scene, comment)?;
    good_standing(member, scene.now)?;
    if !matches!(comment.status, Status::Approved | Status::Pending) {
        return Err(Denied::NotApproved);
    }
    let window_closed = comment.created_at + scene.site.edit_window < scene.now;
    if window_closed && !scene.actor.moderates(scene.site.id) {
        return Err(Denied::WindowClosed);
    }
    Ok(())
}

/// At any time and in any thread: one's own words can always be taken back.
pub fn may_delete(scene: Scene<'_>, comment: &Comment) -> Result<(), Denied> {
    author(scene, comment)?;
    if comment.status == Status::Deleted {
        return Err(Denied::NotApproved);
    }
    Ok(())
}

pub fn may_vote(scene: Scene<'_>, comment: &Comment) -> Result<(), Denied> {
    not_closed(scene)?;
    let member = writer(scene)?;
    if comment.author_id == member.id {
        return Err(Denied::OwnComment);
    }
    if !comment.is_public() {
        return Err(Denied::NotApproved);
    }
    Ok(())
}

/// In locked and closed threads as well: what stands there may be against the law.
pub fn may_report(scene: Scene<'_>, comment: &Comment) -> Result<(), Denied> {
    let member = writer(scene)?;
    if comment.author_id == member.id {
        return Err(Denied::OwnComment);
    }
    if !comment.is_public() {
        return Err(Denied::NotApproved);
    }
    Ok(())
}

/// Only what the author has not taken back can be decided on.
pub fn may_decide(scene: Scene<'_>, comment: &Comment) -> Result<(), Denied> {
    super::site::may_moderate_threads(scene.actor, scene.site, scene.now)?;
    if comment.status == Status::Deleted {
        return Err(Denied::NotApproved);
    }
    Ok(())
}

/// To pin or to feature: only what all may read is held up to them.
pub fn may_pin(scene: Scene<'_>, comment: &Comment) -> Result<(), Denied> {
    super::site::may_moderate_threads(scene.actor, scene.site, scene.now)?;
    if !comment.is_public() {
        return Err(Denied::NotApproved);
    }
    Ok(())
}

fn author<'a>(scene: Scene<'a>, comment: &Comment) -> Result<&'a Member, Denied> {
    let member = scene
        .actor
        .member_of(scene.site.id)
        .ok_or(Denied::SignedOut)?;
    if member.id == comment.author_id {
        Ok(member)
    } else {
        Err(Denied::NotAuthor)
    }
}
