//! Those who moderate need no moderator.
use super::{Draft, Opinion};
use crate::model::Role;

pub(super) fn phase(draft: &Draft<'_>) -> Option<Opinion> {
    (draft.role >= Role::Moderator).then_some(Opinion::Approve)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Case, verdict};
    use crate::model::{Mode, Role, Standing};

    #[test]
    fn what_the_staff_writes_is_shown_whatever_the_rules_say() {
        for role in [Role::Moderator, Role::Admin] {
            let case = Case {
                role,
                body: "blockhead",
                standing: Standing::Watched,
                mode: Mode::Pre,
                spam: Some(100),
                rules: |rules| rules.banned_words = vec!["blockhead".to_owned()],
                ..Case::default()
            };
            assert_eq!(verdict(&case), "Approved []");
        }
    }
}
