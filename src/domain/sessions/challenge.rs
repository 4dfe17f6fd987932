//! Asking for the second factor, and knowing the answer's asker again.
use super::begin::{Challenge, Proof};
use crate::{
    app::App,
    domain::{
        Error,
        policy::{self, Denied},
        sites,
    },
    model::{self, Account, Actor, ChallengeId, ChallengePurpose, Site},
    storage::{self, Txn, factors::Factors},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// To find the telephone in.
pub(super) const TIME: Duration = Duration::minutes(5);
/// Of the token that whoever is asked holds: 256 bits in base64url.
const PREFIX: &str = "rjc_";
const TOKEN_LEN: usize = PREFIX.len() + 43;

pub(super) async fn ask(
    app: &App,
    txn: &Txn,
    (site, account, proof): (&Site, &Account, &Proof),
    (actor, factors): (&Actor, Factors),
) -> Result<Challenge, Error> {
    let (token, mut challenge) = new(app, site, ChallengePurpose::SignIn);
    let expires_at = challenge.expires_at;
    challenge.account_id = Some(account.id);
    challenge.proved = *proof == Proof::Own;
    challenge.by_site = *proof == Proof::Site;
    if let Proof::Linking(gained) = proof {
        challenge.gained = Some(gained.clone());
    }
    storage::challenges::insert(txn, challenge).await?;
    let own_page = policy::site::is_own_page(actor.sender.as_deref(), &app.public_origin).is_ok();
    Ok(Challenge {
        token,
        expires_at,
        totp: factors.totp || factors.recovery_codes > 0,
        passkeys: factors.passkeys > 0 && app.passkeys.is_some() && own_page,
    })
}

/// What is asked of nobody yet, and the token that names it.
pub(super) fn new(
    app: &App,
    site: &Site,
    purpose: ChallengePurpose,
) -> (Zeroizing<String>, model::Challenge) {
    let bytes: Zeroizing<[u8; 32]> = Zeroizing::new(app.env.random());
    let token = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes.as_slice()));
    let token = Zeroizing::new(token);
    let now = app.env.now();
    let challenge = model::Challenge {
        id: ChallengeId(app.env.new_id()),
        token_hash: hash(&token),
        purpose,
        site_id: site.id,
        account_id: None,
        proved: false,
        by_site: false,
        state: None,
        gained: None,
        tries: 0,
        created_at: now,
        expires_at: now + TIME,
        used_at: None,
    };
    (token, challenge)
}

/// The one that the token names, while it can be answered, and the site it was asked on; the page
/// that answers must be one of the site's, or the service's own.
pub(super) async fn find(
    app: &App,
    actor: &Actor,
    token: &str,
) -> Result<(model::Challenge, Site), Error> {
    if token.len() != TOKEN_LEN || !token.starts_with(PREFIX) {
        return Err(Denied::ChallengeOver.into());
    }
    let found = storage::challenges::find(app.db.read(), &hash(token)).await?;
    let found = found.filter(|found| is_open(found, app.env.now()));
    let found = found.ok_or(Denied::ChallengeOver)?;
    let site = sites::find_by_id(app, found.site_id).await?;
    let site = site.ok_or(Denied::ChallengeOver)?;
    policy::site::may_write_from(actor.origin.as_deref(), &site, &app.public_origin)?;
    Ok((found, site))
}

/// Takes the row until the transaction ends; it can still be answered.
pub(super) async fn lock(app: &App, txn: &Txn, id: ChallengeId) -> Result<model::Challenge, Error> {
    let found = storage::challenges::lock(txn, id).await?;
    let found = found.filter(|found| is_open(found, app.env.now()));
    Ok(found.ok_or(Denied::ChallengeOver)?)
}

fn is_open(challenge: &model::Challenge, now: DateTime<Utc>) -> bool {
    challenge.purpose != ChallengePurpose::AddPasskey && challenge.is_open(now)
}

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}
