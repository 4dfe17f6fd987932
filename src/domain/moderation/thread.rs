//! What the thread and the branch take.
use super::{Draft, Opinion, Refusal};
use crate::domain::policy;

/// First of all, for staff too: nobody posts where comments are closed.
pub(super) fn phase(draft: &Draft<'_>) -> Option<Opinion> {
    let admitted = policy::thread::admits(draft.thread, draft.branch, draft.role);
    let denied = admitted.err()?;
    Some(Opinion::Refuse(Refusal::Denied(denied)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Case, verdict};
    use crate::{
        domain::policy::Branch,
        model::{Role, ThreadState},
    };

    #[test]
    fn staff_may_answer_where_it_is_locked_and_nobody_where_it_is_closed() {
        let case = |thread, branch, role| {
            verdict(&Case {
                role,
                thread,
                branch,
                ..Case::default()
            })
        };
        let (commenter, moderator) = (Role::Commenter, Role::Moderator);
        for (thread, branch, role, expect) in [
            (ThreadState::Open, Branch::Open, commenter, "Approved []"),
            (
                ThreadState::Locked,
                Branch::Open,
                commenter,
                "THREAD_LOCKED",
            ),
            (ThreadState::Locked, Branch::Open, moderator, "Approved []"),
            (
                ThreadState::Open,
                Branch::Locked,
                commenter,
                "BRANCH_LOCKED",
            ),
            (ThreadState::Open, Branch::Locked, moderator, "Approved []"),
            (
                ThreadState::Closed,
                Branch::Open,
                moderator,
                "THREAD_CLOSED",
            ),
        ] {
            assert_eq!(case(thread, branch, role), expect, "{thread:?} {branch:?}");
        }
    }
}
