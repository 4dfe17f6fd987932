//! How far the author is trusted.
use super::{Draft, Opinion};
use crate::model::{HoldReason, Standing};

pub(super) fn phase(draft: &Draft<'_>) -> Option<Opinion> {
    match draft.standing {
        Standing::Watched => Some(Opinion::Hold(HoldReason::Watched)),
        Standing::Trusted => Some(Opinion::Approve),
        Standing::Normal | Standing::Suspended | Standing::Banned => None,
    }
}
