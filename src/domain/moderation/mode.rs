//! The mode of the site or the episode.
use super::{Draft, Opinion};
use crate::model::{HoldReason, Mode};

pub(super) fn newcomers(draft: &Draft<'_>) -> Option<Opinion> {
    let new = draft.author.record.approved < draft.newcomer_approvals;
    (draft.mode == Mode::Newcomers && new).then_some(Opinion::Hold(HoldReason::Newcomer))
}

pub(super) fn premoderation(draft: &Draft<'_>) -> Option<Opinion> {
    (draft.mode == Mode::Pre).then_some(Opinion::Hold(HoldReason::Premoderation))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Case, verdict};
    use crate::model::Mode::{self, Newcomers, Post, Pre};

    #[test]
    fn each_mode_holds_what_it_says() {
        let of = |mode: Mode, approved: i32| {
            verdict(&Case {
                mode,
                approved,
                ..Case::default()
            })
        };
        for (mode, approved, expect) in [
            (Post, 0, "Approved []"),
            (Newcomers, 0, "Pending [Newcomer]"),
            (Newcomers, 1, "Pending [Newcomer]"),
            (Newcomers, 2, "Approved []"),
            (Pre, 9, "Pending [Premoderation]"),
        ] {
            assert_eq!(of(mode, approved), expect, "{mode:?} {approved}");
        }
    }
}
