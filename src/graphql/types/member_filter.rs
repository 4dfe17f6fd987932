//! Which members of a site.
use super::{Role, Standing};
use crate::domain::members::MemberFilter;
use async_graphql::InputObject;

/// Which members: those that fit all that is given.
#[derive(Default, InputObject)]
pub(super) struct MemberFilterInput {
    /// In this role.
    role: Option<Role>,
    /// In this standing at the moment.
    standing: Option<Standing>,
    /// With these characters in the name, at most 100.
    text: Option<String>,
}

impl MemberFilterInput {
    pub(super) fn read(self) -> MemberFilter {
        MemberFilter {
            role: self.role.map(Into::into),
            standing: self.standing.map(Into::into),
            text: self.text,
        }
    }
}
