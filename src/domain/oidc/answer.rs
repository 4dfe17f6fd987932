//! The person has said whether an account is theirs.
use super::{
    AnswerFault, Failure, LIFETIME, Reached, Step, Why,
    arrive::{self, Journey, at_page, candidate, fresh, question, sign_in},
    identity_provider, is_same_browser, told,
};
use crate::{
    app::App,
    domain::{
        Error, accounts,
        credentials::{Secret, limits::Operation, mailed_secret},
        error::Conflict,
        jobs, limits, mailed,
        mails::{self, NewMail},
        policy::Denied,
        sessions::Proof,
    },
    model::{Actor, Attempt, AttemptId, Gained, MailKind, MailedToken, Purpose, Stage, Vouched},
    storage::{self, Txn, accounts::Credentials},
};
use chrono::{DateTime, Utc};

pub struct Answer {
    pub attempt: AttemptId,
    /// As the browser prefers, for windows whose page has not said it.
    pub locale: &'static str,
    pub said: Said,
}

pub enum Said {
    /// The account is theirs, as its password proves.
    Password(Secret),
    /// The account is theirs, as a code will prove.
    SendCode,
    Code(String),
    /// They have none, or do not want it.
    Afresh,
    /// What they came with is to be linked.
    Link,
    Cancel,
}

pub async fn answer(app: &App, actor: &Actor, answer: Answer) -> Result<Reached, Failure> {
    let attempt = known(app, actor, &answer).await?;
    let window = attempt.window.clone();
    let come = take(app, actor, (attempt, answer)).await;
    told(window, come)
}

async fn known(app: &App, actor: &Actor, answer: &Answer) -> Result<Attempt, Why> {
    let found = storage::oidc_attempts::find(app.db.read(), answer.attempt).await?;
    let found = found
        .filter(|found| is_open(app, found))
        .ok_or(Why::Stale)?;
    if is_same_browser(actor, &found) {
        return Ok(found);
    }
    Err(Why::Stale)
}

fn is_open(app: &App, attempt: &Attempt) -> bool {
    let asked = attempt.stage == Stage::Asked && attempt.ended_at.is_none();
    asked && app.env.now() < attempt.expires_at
}

async fn take(app: &App, actor: &Actor, (attempt, answer): (Attempt, Answer)) -> Result<Step, Why> {
    let provider = storage::providers::find(app.db.read(), attempt.provider_id).await?;
    let site = storage::sites::find(app.db.read(), attempt.site_id).await?;
    let journey = (
        site.ok_or(Why::NotFound)?,
        provider.ok_or(Why::NotFound)?,
        attempt,
    );
    let actor = at_page(app, actor, (&journey.0, &journey.2))?;
    let links = journey.2.account_id.is_some();
    match answer.said {
        Said::Link if links => link(app, journey).await,
        Said::Cancel => {
            let txn = app.db.begin_write().await?;
            storage::oidc_attempts::end(&txn, journey.2.id, app.env.now()).await?;
            txn.commit().await?;
            Err(Why::Cancelled)
        }
        Said::Afresh if !links => begin_afresh(app, &actor, journey).await,
        Said::Password(password) if !links => {
            prove_by_password(app, &actor, (journey, password)).await
        }
        Said::SendCode if !links => send_code(app, (journey, answer.locale)).await,
        Said::Code(code) if !links => prove_by_code(app, &actor, (journey, &code)).await,
        _ => Err(Why::Stale),
    }
}

/// Takes the attempt for this answer alone.
async fn lock(app: &App, journey: &Journey) -> Result<(Txn, Vouched), Why> {
    let txn = app.db.begin_write().await?;
    let attempt = storage::oidc_attempts::lock(&txn, journey.2.id).await?;
    let attempt = attempt.filter(|attempt| is_open(app, attempt));
    let vouched = attempt.and_then(|attempt| attempt.vouched);
    Ok((txn, vouched.ok_or(Why::Stale)?))
}

async fn link(app: &App, journey: Journey) -> Result<Step, Why> {
    let (txn, vouched) = lock(app, &journey).await?;
    let (site, provider, attempt) = journey;
    let account = attempt.account_id.ok_or(Why::Stale)?;
    if !arrive::insert(app, &txn, (&site, &provider, account), vouched).await? {
        return Err(Why::Taken);
    }
    storage::oidc_attempts::end(&txn, attempt.id, app.env.now()).await?;
    txn.commit().await?;
    tracing::info!(site.key = %site.key, "identity linked");
    Ok(Step::Linked)
}

async fn begin_afresh(app: &App, actor: &Actor, journey: Journey) -> Result<Step, Why> {
    let (txn, vouched) = lock(app, &journey).await?;
    let account = fresh(app, &txn, (&journey.0, &journey.1), vouched).await?;
    sign_in(app, txn, actor, (journey, account), Proof::Foreign).await
}

async fn prove_by_password(
    app: &App,
    actor: &Actor,
    (journey, password): (Journey, Secret),
) -> Result<Step, Why> {
    let (txn, vouched) = lock(app, &journey).await?;
    let found = candidate(&txn, &journey.0, vouched.email.as_deref()).await?;
    let found = found.ok_or(Why::Stale)?;
    drop(txn);
    let ways = storage::ways_in::get(app.db.read(), journey.0.id).await?;
    let proved = match accounts::prove(app, actor, (found.account.id, password)).await {
        Ok(proved) if ways.password => proved,
        Ok(_) | Err(Error::Denied(Denied::WrongPassword)) => {
            return ask_again(app, &journey, (&found, AnswerFault::Password)).await;
        }
        Err(Error::Limited(wait)) => {
            let fault = AnswerFault::TooOften(wait.as_secs().max(1));
            return ask_again(app, &journey, (&found, fault)).await;
        }
        Err(fault) => return Err(fault.into()),
    };
    let (txn, vouched) = lock(app, &journey).await?;
    if accounts::still_proved(&txn, &proved).await?.is_none() {
        drop(txn);
        return ask_again(app, &journey, (&found, AnswerFault::Password)).await;
    }
    self::proved(app, txn, actor, (journey, proved, vouched)).await
}

async fn ask_again(
    app: &App,
    journey: &Journey,
    (found, fault): (&Credentials, AnswerFault),
) -> Result<Step, Why> {
    let txn = app.db.begin_write().await?;
    question(app, &txn, journey, (found, Some(fault))).await
}

/// The account is theirs: from now on the provider leads there, or from when the second factor has
/// been given.
async fn proved(
    app: &App,
    txn: Txn,
    actor: &Actor,
    (journey, found, vouched): (Journey, Credentials, Vouched),
) -> Result<Step, Why> {
    let proof = Proof::Linking(Gained {
        provider: identity_provider(&journey.1),
        subject: vouched.subject,
        email: vouched.email,
    });
    match sign_in(app, txn, actor, (journey, found.account), proof).await {
        Err(Why::Error(Error::Conflict(Conflict::IdentityTaken))) => Err(Why::Taken),
        come => come,
    }
}

async fn send_code(app: &App, (mut journey, locale): (Journey, &str)) -> Result<Step, Why> {
    let (txn, vouched) = lock(app, &journey).await?;
    let found = candidate(&txn, &journey.0, vouched.email.as_deref()).await?;
    let found = found.ok_or(Why::Stale)?;
    drop(txn);
    let email = vouched.email.unwrap_or_default();
    match limits::take(app, Operation::MailTo, &[&email]).await {
        Err(Error::Limited(wait)) => {
            let fault = AnswerFault::TooOften(wait.as_secs().max(1));
            return ask_again(app, &journey, (&found, fault)).await;
        }
        taken => taken?,
    }
    let (txn, _) = lock(app, &journey).await?;
    let token = token(app, &journey.2, (&found, &email));
    let asked = journey.2.window.locale.as_deref();
    let mail = NewMail {
        site_id: journey.0.id,
        kind: MailKind::LinkIdentity,
        recipient: &email,
        locale: asked.unwrap_or(locale),
        token: Some(token.id),
        details: serde_json::json!({ "provider": journey.1.name }),
    };
    let (id, until) = (token.id, token.expires_at);
    storage::mailed_tokens::insert(&txn, token).await?;
    mails::send(app, &txn, mail).await?;
    storage::oidc_attempts::set_mailed(&txn, journey.2.id, (id, until)).await?;
    journey.2.mailed_token_id = Some(id);
    let asked = question(app, &txn, &journey, (&found, None)).await?;
    txn.commit().await?;
    jobs::wake(app);
    Ok(asked)
}

fn token(app: &App, attempt: &Attempt, (found, email): (&Credentials, &str)) -> MailedToken {
    let blank = mailed::new_token(app, (attempt.site_id, Purpose::LinkIdentity), email);
    MailedToken {
        account_id: Some(found.account.id),
        code_hash: Some(mailed::code_hash(app, blank.id)),
        browser_hash: Some(attempt.browser_hash.clone()),
        expires_at: blank.created_at + LIFETIME,
        ..blank
    }
}

/// Whether a code can still be tried.
pub(super) fn is_good(token: &MailedToken, now: DateTime<Utc>) -> bool {
    token.is_open(now) && token.takes_code()
}

async fn prove_by_code(
    app: &App,
    actor: &Actor,
    (journey, code): (Journey, &str),
) -> Result<Step, Why> {
    let limited = limits::take_from(app, Operation::RedeemMailed, actor).await;
    let (txn, vouched) = lock(app, &journey).await?;
    let found = candidate(&txn, &journey.0, vouched.email.as_deref()).await?;
    let found = found.ok_or(Why::Stale)?;
    match limited {
        Err(Error::Limited(wait)) => {
            let fault = AnswerFault::TooOften(wait.as_secs().max(1));
            return question(app, &txn, &journey, (&found, Some(fault))).await;
        }
        taken => taken?,
    }
    let token = match journey.2.mailed_token_id {
        Some(id) => storage::mailed_tokens::lock(&txn, id).await?,
        None => None,
    };
    let now = app.env.now();
    let token =
        token.filter(|token| is_good(token, now) && token.account_id == Some(found.account.id));
    let Some(token) = token else {
        return question(app, &txn, &journey, (&found, Some(AnswerFault::Code))).await;
    };
    let hash = mailed_secret::code_hash(&app.mail_key, token.id.0, code.trim());
    if token.code_hash.as_deref() != Some(&hash[..]) {
        storage::mailed_tokens::count_try(&txn, token.id).await?;
        let asked = question(app, &txn, &journey, (&found, Some(AnswerFault::Code))).await?;
        txn.commit().await?;
        return Ok(asked);
    }
    storage::mailed_tokens::mark_used(&txn, token.id, now).await?;
    proved(app, txn, actor, (journey, found, vouched)).await
}
