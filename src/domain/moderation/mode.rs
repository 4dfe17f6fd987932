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
