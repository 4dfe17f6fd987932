//! What `rejoinder export` has written comes back in, with all that is in it. Ids and times stay what
//! they were, so that another export of it is the same. Read twice, as the files of others are: first
//! whether it fits together, then into the database.
mod at;
mod bounds;
mod claimed;
mod episodes;
mod file;
mod links;
mod people;
mod restoring;
mod said;
mod settings;
mod staff;
mod survey;

pub(super) use restoring::{Trust, bring_back};
pub(super) use survey::{Survey, survey};
