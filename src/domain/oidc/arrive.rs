//! A provider has vouched for somebody: whose account that is.
use super::{About, AnswerFault, Candidate, LIFETIME, Question, Step, Why, identity_provider};
use crate::{
    app::App,
    domain::{
        policy,
        sessions::{self, Proof},
        text,
    },
    model::{Account, AccountId, Actor, Attempt, IdentityId, Provider, Site, Vouched},
    storage::{self, Txn, accounts::Credentials, identities::Identity},
};

pub(super) type Journey = (Site, Provider, Attempt);

pub(super) async fn arrive(
    app: &App,
    actor: &Actor,
    journey: Journey,
    vouched: Vouched,
) -> Result<Step, Why> {
    let (site, provider, attempt) = &journey;
    let actor = at_page(app, actor, (site, attempt))?;
    let txn = app.db.begin_write().await?;
    let key = identity_provider(provider);
    let found = storage::identities::find(&txn, site.id, (&key, &vouched.subject)).await?;
    if let Some(wanted) = attempt.account_id {
        return link(app, txn, (&journey, wanted), (found, vouched)).await;
    }
    if let Some(identity) = found {
        let account = touch(app, &txn, &identity, vouched.email).await?;
        return sign_in(app, txn, &actor, (journey, account), Proof::Foreign).await;
    }
    if let Some(found) = candidate(&txn, site, vouched.email.as_deref()).await? {
        let until = app.env.now() + LIFETIME;
        storage::oidc_attempts::ask(&txn, attempt.id, (vouched, until)).await?;
        let question = question(app, &txn, &journey, (&found, None)).await?;
        txn.commit().await?;
        return Ok(question);
    }
    let account = fresh(app, &txn, (site, provider), vouched).await?;
    sign_in(app, txn, &actor, (journey, account), Proof::Foreign).await
}

/// The requests of a way in come from this service's own pages; who gets the session is the page
/// that opened the window, and may have ceased to be the site's.
pub(super) fn at_page(
    app: &App,
    actor: &Actor,
    (site, attempt): (&Site, &Attempt),
) -> Result<Actor, Why> {
    let origin = Some(attempt.window.origin.as_str());
    policy::site::may_write_from(origin, site, &app.public_origin).map_err(|_| Why::NotFound)?;
    Ok(Actor {
        origin: Some(attempt.window.origin.clone()),
        wants_cookie: attempt.window.next.is_some(),
        ..actor.clone()
    })
}

/// Somebody signed in has asked for it; they say once more that they mean this account, since the
/// window may have been opened by somebody else's link.
async fn link(
    app: &App,
    txn: Txn,
    ((_, provider, attempt), wanted): (&Journey, AccountId),
    (found, vouched): (Option<Identity>, Vouched),
) -> Result<Step, Why> {
    if let Some(identity) = found {
        if identity.account_id != wanted {
            return Err(Why::Taken);
        }
        touch(app, &txn, &identity, vouched.email).await?;
        storage::oidc_attempts::end(&txn, attempt.id, app.env.now()).await?;
        txn.commit().await?;
        return Ok(Step::Linked);
    }
    let member = storage::members::find_on_site(&txn, attempt.site_id, wanted).await?;
    let member = member.ok_or(Why::NotFound)?;
    let site = storage::sites::find(&txn, attempt.site_id).await?;
    let until = app.env.now() + LIFETIME;
    storage::oidc_attempts::ask(&txn, attempt.id, (vouched, until)).await?;
    txn.commit().await?;
    Ok(Step::Ask(Box::new(Question {
        attempt: attempt.id,
        site: site.ok_or(Why::NotFound)?,
        provider: provider.name.clone(),
        about: About::Link {
            display_name: member.display_name,
        },
    })))
}

/// The account that somebody with this address is likely to mean: it has proved the address, and
/// is a member of the site. Others are nothing that a site's provider may ask about.
pub(super) async fn candidate(
    txn: &Txn,
    site: &Site,
    email: Option<&str>,
) -> Result<Option<Credentials>, Why> {
    let Some(email) = email else {
        return Ok(None);
    };
    let found = storage::accounts::find_credentials(txn, email).await?;
    let Some(found) = found.filter(|found| found.account.email_verified_at.is_some()) else {
        return Ok(None);
    };
    let member = storage::members::find_on_site(txn, site.id, found.account.id).await?;
    Ok(member.map(|_| found))
}

pub(super) async fn question(
    app: &App,
    txn: &Txn,
    (site, provider, attempt): &Journey,
    (found, fault): (&Credentials, Option<AnswerFault>),
) -> Result<Step, Why> {
    let ways = storage::ways_in::get(txn, site.id).await?;
    let mailed = match attempt.mailed_token_id {
        Some(id) => storage::mailed_tokens::lock(txn, id).await?,
        None => None,
    };
    let now = app.env.now();
    Ok(Step::Ask(Box::new(Question {
        attempt: attempt.id,
        site: site.clone(),
        provider: provider.name.clone(),
        about: About::Account(Candidate {
            email: found.account.email.clone().unwrap_or_default(),
            can_use_password: ways.password && found.password_hash.is_some(),
            mailed: mailed.is_some_and(|mailed| super::answer::is_good(&mailed, now)),
            fault,
        }),
    })))
}

/// Begins the session, and ends the attempt with it.
pub(super) async fn sign_in(
    app: &App,
    txn: Txn,
    actor: &Actor,
    ((site, _, attempt), account): (Journey, Account),
    proof: Proof,
) -> Result<Step, Why> {
    storage::oidc_attempts::end(&txn, attempt.id, app.env.now()).await?;
    let key = site.key.clone();
    let arrival = sessions::arrive(app, &txn, actor, (site, account, proof)).await?;
    if let (sessions::Arrival::InCookie(_), Some(before)) = (&arrival, attempt.replaces) {
        storage::sessions::end(&txn, before, app.env.now()).await?;
    }
    txn.commit().await?;
    Ok(Step::Arrived { arrival, site: key })
}

async fn touch(
    app: &App,
    txn: &Txn,
    identity: &Identity,
    email: Option<String>,
) -> Result<Account, Why> {
    let at = app.env.now();
    storage::identities::touch(txn, identity.id, (email, at)).await?;
    let account = storage::accounts::find(txn, identity.account_id).await?;
    account.ok_or(Why::NotFound)
}

/// A new account, which has no address of its own: the provider's word is not our mail answered.
pub(super) async fn fresh(
    app: &App,
    txn: &Txn,
    (site, provider): (&Site, &Provider),
    vouched: Vouched,
) -> Result<Account, Why> {
    let account = Account {
        id: AccountId(app.env.new_id()),
        email: None,
        email_verified_at: None,
        display_name: text::name::imported_name(vouched.name.as_deref().unwrap_or_default()),
        created_at: app.env.now(),
    };
    storage::accounts::insert_if_new(txn, account.clone(), None).await?;
    let subject = vouched.subject.clone();
    if insert(app, txn, (site, provider, account.id), vouched).await? {
        return Ok(account);
    }
    // Another window was first.
    storage::accounts::delete(txn, account.id).await?;
    let key = identity_provider(provider);
    let first = storage::identities::find(txn, site.id, (&key, &subject)).await?;
    let first = first.ok_or(Why::Stale)?;
    let account = storage::accounts::find(txn, first.account_id).await?;
    account.ok_or(Why::Stale)
}

/// False when somebody has it already.
pub(super) async fn insert(
    app: &App,
    txn: &Txn,
    (site, provider, account): (&Site, &Provider, AccountId),
    vouched: Vouched,
) -> Result<bool, Why> {
    let now = app.env.now();
    let identity = Identity {
        id: IdentityId(app.env.new_id()),
        account_id: account,
        site_id: site.id,
        provider: identity_provider(provider),
        subject: vouched.subject,
        email: vouched.email,
        created_at: now,
        last_used_at: now,
    };
    Ok(storage::identities::insert_if_new(txn, identity).await?)
}
