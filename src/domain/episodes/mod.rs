//! Episodes: finding, creating and changing what people comment on.
mod begin;
mod manage;
mod read;

pub use begin::{add_url, blank, lock_or_begin, lock_setting};
pub use manage::{Details, NewEpisode, create, update};
pub use read::{Count, EpisodeFilter, Listed, counts, find, find_by_id, list, urls};

/// Characters of a key; a feed's GUID or a page's URL fits.
pub const KEY_MAX: usize = 500;
pub const TITLE_MAX: usize = 500;
