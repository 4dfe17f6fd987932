//! How people sign in to a site, as its admins choose.
use super::{
    Error, access, changes::Changes, credentials::limits::Operation, error::Conflict, log, policy,
    sites, threads::Terms,
};
use crate::{
    app::App,
    model::{Action, Actor, Change, ProofOfWork, Site, SiteId, WaysIn},
    storage::{self, Txn},
};

/// What is given changes, what is not stays.
#[derive(Default)]
pub struct Choice {
    pub password: Option<bool>,
    pub mail: Option<bool>,
    pub guests: Option<bool>,
    pub proof_of_work: Option<ProofOfWork>,
    pub second_factor_for_staff: Option<bool>,
    pub roles_from_site_tokens: Option<bool>,
}

pub async fn get(app: &App, site: SiteId) -> Result<WaysIn, Error> {
    Ok(storage::ways_in::get(app.db.read(), site).await?)
}

/// What the site has chosen, as far as the installation can do it: some ways need mail.
pub async fn offered(app: &App, site: SiteId) -> Result<WaysIn, Error> {
    let chosen = get(app, site).await?;
    let sends = app.mailer.is_available();
    Ok(WaysIn {
        mail: chosen.mail && sends,
        guests: chosen.guests && sends,
        ..chosen
    })
}

/// Whether a forgotten password can be replaced.
pub fn resets_passwords(app: &App, ways: &WaysIn) -> bool {
    ways.password && app.mailer.is_available()
}

/// Holds from the next request on; sessions that there are go on.
pub async fn update(
    app: &App,
    actor: &Actor,
    key: &str,
    (choice, terms): (Choice, Terms),
) -> Result<Site, Error> {
    access::signed_in(actor)?;
    let site = sites::get(app, key).await?;
    access::enter(app, actor, &site)?;
    let member = policy::site::may_administer(actor, &site, app.env.now())?;
    access::limit(app, Operation::Moderate, member).await?;
    if choice.second_factor_for_staff == Some(true) {
        has_second_factor(app, actor).await?;
    }
    let terms = super::threads::checked(app, terms)?;
    let txn = app.db.begin_write().await?;
    storage::sites::lock(&txn, site.id)
        .await?
        .ok_or(Error::NotFound)?;
    let before = storage::ways_in::get(&txn, site.id).await?;
    let after = changed(&before, &choice);
    if !is_open(app, &txn, &after).await? {
        return Err(Conflict::LastWayOpen.into());
    }
    let changes = differences(&before, &after);
    if changes.is_none() {
        return Err(Conflict::Nothing("people sign in in these ways already").into());
    }
    let (from, to) = changes.into_texts();
    let entry = log::Entry {
        from,
        to,
        reason: terms.reason,
        note: terms.private_note,
        ..log::Entry::new(Action::UpdateWaysIn, site.id, site.id.0)
    };
    log::record(app, &txn, log::By::member(actor, member.id), entry).await?;
    storage::ways_in::save(&txn, after).await?;
    txn.touch(Change::Site(site.id));
    txn.commit().await?;
    Ok(site)
}

/// Whoever demands one of others has given one, or they would lock themselves out.
async fn has_second_factor(app: &App, actor: &Actor) -> Result<(), Error> {
    let id = access::signed_in(actor)?.session_id;
    let session = storage::sessions::find(app.db.read(), id).await?;
    let given = session.is_some_and(|session| session.second_factor_at.is_some());
    if given {
        return Ok(());
    }
    Err(policy::Denied::SecondFactorMissing.into())
}

/// Whether anybody could still sign in: by password or mail, by a provider or the site's own accounts.
async fn is_open(app: &App, txn: &Txn, ways: &WaysIn) -> Result<bool, Error> {
    if ways.password || (ways.mail && app.mailer.is_available()) {
        return Ok(true);
    }
    let providers = storage::providers::list(txn, ways.site_id).await?;
    let keys = storage::site_keys::list(txn, ways.site_id).await?;
    Ok(!providers.is_empty() || !keys.is_empty())
}

fn changed(ways: &WaysIn, choice: &Choice) -> WaysIn {
    WaysIn {
        site_id: ways.site_id,
        password: choice.password.unwrap_or(ways.password),
        mail: choice.mail.unwrap_or(ways.mail),
        guests: choice.guests.unwrap_or(ways.guests),
        proof_of_work: choice.proof_of_work.unwrap_or(ways.proof_of_work),
        second_factor_for_staff: choice
            .second_factor_for_staff
            .unwrap_or(ways.second_factor_for_staff),
        roles_from_site_tokens: choice
            .roles_from_site_tokens
            .unwrap_or(ways.roles_from_site_tokens),
    }
}

fn differences(before: &WaysIn, after: &WaysIn) -> Changes {
    let mut changes = Changes::default();
    changes.note("password", before.password, after.password);
    changes.note("mail", before.mail, after.mail);
    changes.note("guests", before.guests, after.guests);
    let word = |ways: &WaysIn| match ways.proof_of_work {
        ProofOfWork::Suspects => "SUSPECTS",
        ProofOfWork::Everybody => "EVERYBODY",
    };
    changes.note("proofOfWork", word(before), word(after));
    changes.note(
        "secondFactorForStaff",
        before.second_factor_for_staff,
        after.second_factor_for_staff,
    );
    changes.note(
        "rolesFromSiteTokens",
        before.roles_from_site_tokens,
        after.roles_from_site_tokens,
    );
    changes
}
