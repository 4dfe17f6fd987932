//! Bringing conversations in from other systems.
pub mod wordpress;
