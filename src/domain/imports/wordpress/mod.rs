//! An export of `WordPress` (WXR).
//!
//! - Names are matched without their prefix; a DOCTYPE, another encoding than UTF-8 or broken
//!   XML refuses the whole file, with line and column. Control characters are taken out.
//! - Pingbacks, trackbacks, editors' notes and plugins' own kinds are left out.
//! - Two posts with one guid are two: the one with the smaller number keeps the guid as key.
mod facts;
mod item;
mod reader;
#[cfg(test)]
mod tests;

pub(super) use reader::WordPress;
