//! How far the author is trusted.
use super::{Draft, Opinion, Refusal};
use crate::{
    domain::policy::Denied,
    model::{HoldReason, Standing},
};

pub(super) fn phase(draft: &Draft<'_>) -> Option<Opinion> {
    match draft.standing {
        Standing::Banned => Some(Opinion::Refuse(Refusal::Denied(Denied::Banned))),
        Standing::Suspended => Some(Opinion::Refuse(Refusal::Denied(Denied::Suspended))),
        Standing::Watched => Some(Opinion::Hold(HoldReason::Watched)),
        Standing::Trusted | Standing::Normal => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Case, verdict};
    use crate::model::Standing;

    #[test]
    fn each_standing_has_its_verdict() {
        for (standing, expect) in [
            (Standing::Normal, "Approved []"),
            (Standing::Trusted, "Approved []"),
            (Standing::Watched, "Pending [Watched]"),
            (Standing::Suspended, "SUSPENDED"),
            (Standing::Banned, "BANNED"),
        ] {
            let case = Case {
                standing,
                ..Case::default()
            };
            assert_eq!(verdict(&case), expect, "{standing:?}");
        }
    }
}
