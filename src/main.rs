//! Calls the library, nothing else.
#![recursion_limit = "256"]
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    rejoinder::cli::run().await
}
