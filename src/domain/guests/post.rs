//! A guest says something.
use super::{Said, writing};
use crate::{
    app::App,
    domain::{
        Error, accounts,
        comments::EpisodeRef,
        credentials::limits::Operation,
        episodes, input, jobs, limits, mailed,
        mails::{self, NewMail},
        policy::{self, Denied},
        proof_of_work, sites, ways_in,
    },
    model::{AccountId, Actor, CommentId, MailKind, MailedToken, Purpose, Site},
    storage,
};
use anyhow::Context;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

pub struct NewGuestComment {
    pub episode: EpisodeRef,
    pub parent_id: Option<CommentId>,
    pub name: String,
    pub email: String,
    pub body: String,
    /// The second of the episode that it is about.
    pub moment_seconds: Option<i32>,
    /// As the guest prefers to be written to, BCP 47.
    pub locale: Option<String>,
    /// The guest's own key: the same key with the same address sends one mail.
    pub idempotency_key: Option<String>,
    pub proof_of_work: Option<String>,
}

const KEY_MAX: usize = 64;
const LOCALE_MAX: usize = 16;

/// Sends a mail to the address, and returns until when its link is good. What the site's rules
/// refuse is refused at once; what they hold is told to nobody yet. Whether the address is known
/// makes no difference, for nobody looks.
pub async fn post(app: &App, actor: &Actor, new: NewGuestComment) -> Result<DateTime<Utc>, Error> {
    let site = sites::get(app, &new.episode.site).await?;
    policy::site::may_write_from(actor.origin.as_deref(), &site, &app.public_origin)?;
    if !ways_in::offered(app, site.id).await?.guests {
        return Err(Denied::GuestsNotWelcome.into());
    }
    let email = input::email("email", &new.email)?;
    let body = input::body("body", &new.body)?;
    let is_reply = new.parent_id.is_some();
    let moment_seconds = input::moment("momentSeconds", new.moment_seconds, is_reply)?;
    let title = input::optional_line("episode.title", new.episode.title, episodes::TITLE_MAX)?;
    let locale = input::optional_line("locale", new.locale, LOCALE_MAX)?;
    let key = new.idempotency_key.as_deref();
    let key = key
        .map(|key| input::key("clientMutationId", key, KEY_MAX))
        .transpose()?;
    let request_hash = key.map(|key| request_hash(&site, &email, &key));
    if let Some(hash) = &request_hash
        && let Some(sent) = storage::mailed_tokens::find_by_request(app.db.read(), hash).await?
    {
        return Ok(sent.expires_at);
    }
    let name = accounts::checked_name_of(app, &site, ("name", &new.name)).await?;
    proof_of_work::ask(app, actor, &site, new.proof_of_work.as_deref()).await?;
    limits::take_from(app, Operation::GuestPost, actor).await?;
    limits::take(app, Operation::MailTo, &[&email]).await?;
    let said = Said {
        episode_key: new.episode.key.clone(),
        episode_title: title,
        episode_url: new.episode.url.clone(),
        parent_id: new.parent_id.map(|id| id.0),
        name,
        body,
        moment_seconds,
    };
    rehearse(app, actor, &site, &said).await?;
    let locale = locale.unwrap_or_default();
    send(app, &site, (said, email, locale), request_hash).await
}

/// Posts it as somebody new would, and takes that back: so the guest is told at once of what a mail
/// would not mend.
async fn rehearse(app: &App, actor: &Actor, site: &Site, said: &Said) -> Result<(), Error> {
    let nobody = accounts::member(app, site.id, AccountId(app.env.new_id()), &said.name);
    let writer = writing(app, actor, &nobody);
    let posting = said.posting(&writer, &nobody);
    let evidence = posting.gather(app, site).await?;
    let txn = app.db.begin_write().await?;
    let setting = episodes::lock_or_begin(app, &txn, site, &said.episode(&site.key)).await?;
    posting.judge(app, &txn, &setting, evidence).await?;
    txn.rollback().await?;
    Ok(())
}

async fn send(
    app: &App,
    site: &Site,
    (said, email, locale): (Said, String, String),
    request_hash: Option<Vec<u8>>,
) -> Result<DateTime<Utc>, Error> {
    let details = serde_json::to_string(&said).context("what a guest said is not JSON")?;
    let mailed = MailedToken {
        request_hash,
        details: Some(details),
        ..mailed::new_token(app, (site.id, Purpose::ConfirmGuest), &email)
    };
    let (id, until) = (mailed.id, mailed.expires_at);
    let mail = NewMail {
        site_id: site.id,
        kind: MailKind::ConfirmGuest,
        recipient: &email,
        locale: &locale,
        token: Some(id),
        details: serde_json::json!({}),
    };
    let txn = app.db.begin_write().await?;
    // Sent twice at the same moment: the other one's mail is on its way.
    if !storage::mailed_tokens::insert_if_new(&txn, mailed).await? {
        return Ok(until);
    }
    mails::send(app, &txn, mail).await?;
    txn.commit().await?;
    jobs::wake(app);
    Ok(until)
}

fn request_hash(site: &Site, email: &str, key: &str) -> Vec<u8> {
    let mut hash = Sha256::new();
    for part in [site.id.0.as_bytes(), email.as_bytes(), key.as_bytes()] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().to_vec()
}
