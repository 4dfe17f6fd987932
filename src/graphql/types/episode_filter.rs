//! Which episodes of a site.
use super::ThreadState;
use crate::domain::episodes::EpisodeFilter;
use async_graphql::InputObject;

/// Which episodes: those that fit all that is given.
#[derive(Default, InputObject)]
pub(super) struct EpisodeFilterInput {
    /// With these characters in the title, the key or the address of the page, in any case; at most
    /// 200.
    text: Option<String>,
    /// With a thread in this state at the moment.
    state: Option<ThreadState>,
}

impl EpisodeFilterInput {
    pub(super) fn read(self) -> EpisodeFilter {
        EpisodeFilter {
            text: self.text,
            state: self.state.map(Into::into),
        }
    }
}
