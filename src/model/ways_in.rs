//! How people sign in to a site.
#![expect(
    clippy::struct_excessive_bools,
    reason = "each way is open or not by itself"
)]
use super::{ProofOfWork, SiteId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaysIn {
    pub site_id: SiteId,
    /// With e-mail address and password.
    pub password: bool,
    /// With a link or code by mail.
    pub mail: bool,
    /// Without an account: comments wait until their address is confirmed.
    pub guests: bool,
    pub proof_of_work: ProofOfWork,
    /// Who moderates has to give a second factor.
    pub second_factor_for_staff: bool,
    /// A site token may say which role its subject has.
    pub roles_from_site_tokens: bool,
}

impl WaysIn {
    /// Of a site that has not chosen.
    pub fn shipped(site_id: SiteId) -> Self {
        Self {
            site_id,
            password: true,
            mail: true,
            guests: false,
            proof_of_work: ProofOfWork::Suspects,
            second_factor_for_staff: false,
            roles_from_site_tokens: false,
        }
    }
}
