//! Calls the library, nothing else.
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    rejoinder::cli::run().await
}
