//! `rejoinder schema`.
use super::say;
use crate::graphql;
use std::process::ExitCode;

pub(super) const EXAMPLE: &str = "Example:\n  rejoinder schema > schema.graphql";

pub(super) fn run() -> ExitCode {
    say(graphql::schema().sdl().trim_end());
    ExitCode::SUCCESS
}
