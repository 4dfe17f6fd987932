//! Rights over a thread.
use super::{Denied, Scene, good_standing};
use crate::model::ThreadState;

/// Nobody posts in a closed thread, only moderators in a locked one.
pub fn may_post(scene: Scene<'_>) -> Result<(), Denied> {
    let state = scene.episode.state_at(scene.site, scene.now);
    if state == ThreadState::Closed {
        return Err(Denied::ThreadClosed);
    }
    let member = scene
        .actor
        .member_of(scene.site.id)
        .ok_or(Denied::SignedOut)?;
    good_standing(member, scene.now)?;
    if state == ThreadState::Locked && !scene.actor.moderates(scene.site.id) {
        return Err(Denied::ThreadLocked);
    }
    Ok(())
}
