//! Requests to an address that the operator has named: it may be on this machine or in a network of
//! theirs, on any port, without TLS.
use super::{
    Answer, Fault, Message, Resolve, Target, Url, authorities,
    connection::{self, Tls},
    resolved, resolver,
};
use std::time::Duration;
use tokio::time::timeout;

/// Bytes of an answer's body.
const ANSWER_MAX: usize = 64 * 1_024;

pub struct Trusted {
    target: Target,
    deadline: Duration,
    tls: Tls,
    resolve: Resolve,
}

impl Trusted {
    /// Its scheme is one of the web's. `deadline` is for a request as a whole.
    pub fn new(url: Url, deadline: Duration) -> Self {
        Self {
            target: Target::trusted(url),
            deadline,
            tls: Tls::new(authorities()),
            resolve: resolver(),
        }
    }

    pub async fn post(&self, message: Message) -> Result<Answer, Fault> {
        let answer = timeout(self.deadline, self.exchange(message)).await;
        answer.unwrap_or(Err(Fault::TimedOut(self.deadline)))
    }

    async fn exchange(&self, message: Message) -> Result<Answer, Fault> {
        let request = connection::post(&self.target, message).map_err(|_| Fault::Broken)?;
        let addresses = resolved(&self.target, &self.resolve).await?;
        let asked = (request, ANSWER_MAX);
        connection::exchange(&addresses, &self.target, &self.tls, asked).await
    }
}
