//! Work that is asked of browsers.
use crate::domain::credentials::altcha::Challenge;
use async_graphql::Object;

pub struct ProofOfWorkChallenge(pub Challenge);

/// A challenge of ALTCHA's protocol: find the number, at most `maxnumber`, of which `algorithm` gives
/// `challenge` in hex when it is written behind `salt`. Good for 20 minutes, once.
#[Object]
impl ProofOfWorkChallenge {
    /// `SHA-256`.
    async fn algorithm(&self) -> &str {
        self.0.algorithm
    }

    /// The hash to be found, in hex.
    async fn challenge(&self) -> &str {
        &self.0.challenge
    }

    /// The number is not above this.
    async fn maxnumber(&self) -> i32 {
        i32::try_from(self.0.max_number).unwrap_or(i32::MAX)
    }

    /// What stands before the number; to be sent back as it is.
    async fn salt(&self) -> &str {
        &self.0.salt
    }

    /// To be sent back as it is.
    async fn signature(&self) -> &str {
        &self.0.signature
    }
}
