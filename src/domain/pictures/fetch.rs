//! Fetching a picture from where a site has it.
use super::shrink::{self, Unfit};
use crate::{app::App, domain::opinions::Failure};

/// What is asked for: what [`shrink`] reads.
const ACCEPT: &str = "image/webp, image/png, image/jpeg, image/gif";

pub(in crate::domain) enum Fetched {
    Small(Vec<u8>),
    /// The site has it no longer.
    Gone,
}

pub(in crate::domain) async fn fetch(app: &App, source: &str) -> Result<Fetched, Failure> {
    let target = app.outbound.target(source)?;
    let answer = app.outbound.get(&target, ACCEPT).await?;
    match answer.status {
        200 => {}
        404 | 410 => return Ok(Fetched::Gone),
        status if status >= 500 || status == 429 => {
            return Err(Failure::passing(format!(
                "The server of the picture answered with the status {status}."
            )));
        }
        status => {
            return Err(Failure::lasting(format!(
                "The server of the picture answered with the status {status}, not 200. \
                 Redirects are not followed."
            )));
        }
    }
    let small = tokio::task::spawn_blocking(move || shrink::shrink(&answer.body));
    match small.await {
        Ok(Ok(small)) => Ok(Fetched::Small(small)),
        Ok(Err(unfit)) => Err(Failure::lasting(unfit.sentence())),
        // Its decoder panicked, which has been logged.
        Err(_) => Err(Failure::lasting(Unfit::Broken.sentence())),
    }
}
