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
    deadline: Duration,
    tls: Tls,
    resolve: Resolve,
}

impl Trusted {
    /// `deadline` is for a request as a whole.
    pub fn new(deadline: Duration) -> Self {
        Self {
            deadline,
            tls: Tls::new(authorities()),
            resolve: resolver(),
        }
    }

    /// The address has one of the web's schemes.
    pub async fn post(&self, url: Url, message: Message) -> Result<Answer, Fault> {
        let target = Target::trusted(url);
        let answer = timeout(self.deadline, self.exchange(&target, message)).await;
        answer.unwrap_or(Err(Fault::TimedOut(self.deadline)))
    }

    async fn exchange(&self, target: &Target, message: Message) -> Result<Answer, Fault> {
        let request = connection::post(target, message).map_err(|_| Fault::Broken)?;
        let addresses = resolved(target, &self.resolve).await?;
        let asked = (request, ANSWER_MAX);
        connection::exchange(&addresses, target, &self.tls, asked).await
    }
}
