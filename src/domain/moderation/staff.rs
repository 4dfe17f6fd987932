//! Those who moderate need no moderator.
use super::{Draft, Opinion};
use crate::model::Role;

pub(super) fn phase(draft: &Draft<'_>) -> Option<Opinion> {
    (draft.role >= Role::Moderator).then_some(Opinion::Approve)
}
