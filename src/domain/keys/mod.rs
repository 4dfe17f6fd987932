//! The installation's own secrets, made at the first start and kept in the database; and the keys of
//! access tokens, which change.
mod load;
mod ring;
mod rotate;

pub use load::{Secrets, load};
pub use ring::{Keys, verify};
pub use rotate::{KeyState, Listed, list, rotate, tend};
