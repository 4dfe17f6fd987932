//! Work that is asked of whoever signs up, asks to sign in by mail or comments as a guest: of everybody where a site wants
//! it, and everywhere of networks that have tried too much.
use super::{
    Error,
    credentials::altcha::{self, Challenge},
    limits,
    policy::Denied,
    sites, ways_in,
};
use crate::{
    app::App,
    model::{Actor, ProofOfWork, Site},
    storage,
};
use sha2::{Digest, Sha256};

/// A challenge that is good for twenty minutes, on this site, once.
pub async fn challenge(app: &App, site: &str) -> Result<Challenge, Error> {
    let site = sites::get(app, site).await?;
    let (now, random) = (app.env.now(), app.env.random());
    Ok(altcha::challenge(&key(app), site.id.0, now, random))
}

/// Asked after the rest of the input has been found good, and before a try is taken. `payload` is
/// used up where work is asked, whatever becomes of the request.
pub(in crate::domain) async fn ask(
    app: &App,
    actor: &Actor,
    site: &Site,
    payload: Option<&str>,
) -> Result<(), Error> {
    let of_everybody = ways_in::get(app, site.id).await?.proof_of_work == ProofOfWork::Everybody;
    if !of_everybody && !limits::is_suspect(app, actor).await? {
        return Ok(());
    }
    let payload = payload.ok_or(Denied::ProofOfWorkNeeded)?;
    let done = altcha::check(&key(app), site.id.0, app.env.now(), payload);
    let done = done.ok_or(Denied::ProofOfWorkWrong)?;
    let name: [&[u8]; 2] = [b"proof of work", &done.challenge];
    if !storage::spent::spend(app.db.write(), &name, done.expires_at).await? {
        return Err(Denied::ProofOfWorkWrong.into());
    }
    Ok(())
}

/// The same on all nodes.
fn key(app: &App) -> [u8; 32] {
    let digest = Sha256::new_with_prefix(b"rejoinder proof of work:").chain_update(app.address_key);
    digest.finalize().into()
}
