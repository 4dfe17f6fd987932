//! Rights over a thread.
use super::{Denied, Scene, not_closed, writer};
use crate::model::ThreadState;

/// Nobody posts in a closed thread, only moderators in a locked one.
pub fn may_post(scene: Scene<'_>) -> Result<(), Denied> {
    let state = not_closed(scene)?;
    writer(scene)?;
    if state == ThreadState::Locked && !scene.actor.moderates(scene.site.id) {
        return Err(Denied::ThreadLocked);
    }
    Ok(())
}
