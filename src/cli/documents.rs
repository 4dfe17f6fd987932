//! `rejoinder documents`.
use super::say;
use crate::http::graphql::DOCUMENTS;
use std::process::ExitCode;

pub(super) const EXAMPLE: &str = "\
Prints the documents that the widget and the desk ask by, each under its SHA-256 hash in hexadecimal.

Example:
  rejoinder documents > documents.json";

pub(super) fn run() -> ExitCode {
    say(DOCUMENTS.trim_end());
    ExitCode::SUCCESS
}
