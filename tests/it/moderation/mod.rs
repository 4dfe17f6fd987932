//! Moderation: what is held, what moderators decide, and who may do what.
mod decisions;
mod log;
mod matrix;
mod modes;
mod races;
mod undo;
