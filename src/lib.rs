//! Rejoinder: threaded, moderated comments for shows that publish in episodes.
//!
//! Layers: `http → graphql → domain → storage → entity`. Arrows never turn back or skip, but for
//! `http`, which may also call `domain`. `model` is a leaf that all may use, `outbound` and
//! `mailer` are leaves for `domain`, `metrics` is one for whoever counts, `spans` for whoever is traced.
//! A test (`tests/it/tidy.rs`) reads the imports and fails where one points the wrong way.

// The layout of the root mutation's future, one branch for each mutation, goes deeper than 128.
#![recursion_limit = "256"]

pub mod app;
pub mod cli;
pub mod config;
pub mod domain;
pub mod env;
pub mod graphql;
pub mod http;
pub mod mailer;
pub mod metrics;
pub mod model;
pub mod outbound;
pub mod spans;
pub mod storage;
pub mod telemetry;
