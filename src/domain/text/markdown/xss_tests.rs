//! Attacks on the rendered HTML.
