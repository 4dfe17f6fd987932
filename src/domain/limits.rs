//! Taking a try of what is limited.
use super::{Error, credentials::limits::Operation};
use crate::app::App;

/// Takes one try, or says when there will be one. The parts of `key` together say whom it counts;
/// see [`Operation`]. To be asked outside of a transaction.
#[expect(clippy::unused_async, reason = "nodes will ask a shared table here")]
pub(in crate::domain) async fn take(
    app: &App,
    operation: Operation,
    key: &[&str],
) -> Result<(), Error> {
    app.limits
        .check(operation, key)
        .map_err(|wait| Error::Limited(wait.0))
}
