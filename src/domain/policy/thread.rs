//! Rights over a thread.
use super::{Branch, Denied, Scene, not_closed, writer};
use crate::model::{Role, ThreadState};

/// Nobody posts in a closed thread, only moderators in a locked one.
pub fn may_post(scene: Scene<'_>) -> Result<(), Denied> {
    may_post_in(scene, Branch::Open)
}

pub(super) fn may_post_in(scene: Scene<'_>, branch: Branch) -> Result<(), Denied> {
    let state = not_closed(scene)?;
    writer(scene)?;
    let role = scene.actor.thread_role_on(scene.site.id);
    admits(state, branch, role.unwrap_or(Role::Commenter))
}

/// Whether a thread in this state takes new texts of somebody in this role, in this branch.
pub fn admits(state: ThreadState, branch: Branch, role: Role) -> Result<(), Denied> {
    match (state, branch) {
        (ThreadState::Closed, _) => Err(Denied::ThreadClosed),
        _ if role >= Role::Moderator => Ok(()),
        (ThreadState::Locked, _) => Err(Denied::ThreadLocked),
        (ThreadState::Open, Branch::Locked) => Err(Denied::BranchLocked),
        (ThreadState::Open, Branch::Open) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_stops_commenters_and_a_close_stops_all() {
        use Branch::{Locked as InLocked, Open as InOpen};
        use Role::{Admin, Commenter, Moderator};
        use ThreadState::{Closed, Locked, Open};
        let closed = Err(Denied::ThreadClosed);
        for (state, branch, commenter, moderator) in [
            (Open, InOpen, Ok(()), Ok(())),
            (Open, InLocked, Err(Denied::BranchLocked), Ok(())),
            (Locked, InOpen, Err(Denied::ThreadLocked), Ok(())),
            (Locked, InLocked, Err(Denied::ThreadLocked), Ok(())),
            (Closed, InOpen, closed, closed),
            (Closed, InLocked, closed, closed),
        ] {
            let case = format!("{state:?} {branch:?}");
            assert_eq!(admits(state, branch, Commenter), commenter, "{case}");
            assert_eq!(admits(state, branch, Moderator), moderator, "{case}");
            assert_eq!(admits(state, branch, Admin), moderator, "{case}");
        }
    }
}
