//! Whoever reads the mail says that the words are theirs.
use super::{Said, writing};
use crate::{
    app::App,
    domain::{
        Error, accounts, credentials::limits::Operation, episodes, error::Conflict, jobs, limits,
        log, mailed, policy::Denied, sites, ways_in,
    },
    model::{Account, Action, Actor, Comment, MailedToken, Member, Purpose, Role, Site},
    storage::{self, Txn},
};
use anyhow::Context;

/// What waits for the answer to a mail.
pub struct Waiting {
    pub site: String,
    /// Under which the words will stand.
    pub name: String,
    /// Markdown.
    pub body: String,
}

/// What the link is about, for whoever has it: they may not have written it. Nothing is used up.
pub async fn look(app: &App, token: &str) -> Result<Waiting, Error> {
    let (mailed, site, said) = find(app, token).await?;
    let who = Who::find(app, &site, &mailed.email, &said.name).await?;
    Ok(Waiting {
        site: site.name,
        name: who.member.display_name,
        body: said.body,
    })
}

/// The comment is posted as its author's, whose standing and record count: the address's account,
/// or a new one without a password. Once; what is refused because of the thread's state may be
/// confirmed again while the link is good.
pub async fn confirm(app: &App, actor: &Actor, token: &str) -> Result<Comment, Error> {
    limits::take_from(app, Operation::RedeemMailed, actor).await?;
    let (mailed, site, said) = find(app, token).await?;
    let who = Who::find(app, &site, &mailed.email, &said.name).await?;
    let writer = writing(app, actor, &who.member);
    let posting = said.posting(&writer, &who.member);
    let evidence = posting.gather(app, &site).await?;

    let txn = app.db.begin_write().await?;
    let locked = storage::mailed_tokens::lock(&txn, mailed.id).await?;
    if !locked.is_some_and(|mailed| is_good(app, &mailed)) {
        return Err(Denied::LinkOver.into());
    }
    storage::mailed_tokens::mark_used(&txn, mailed.id, app.env.now()).await?;
    who.keep(&txn).await?;
    let setting = episodes::lock_or_begin(app, &txn, &site, &said.episode(&site.key)).await?;
    let judged = posting.judge(app, &txn, &setting, evidence).await?;
    let (comment, asked) = posting.insert(app, &txn, &setting, judged).await?;
    let entry = log::Entry {
        episode_id: Some(comment.episode_id),
        ..log::Entry::new(Action::ConfirmGuest, site.id, comment.id.0)
    };
    log::record(app, &txn, log::By::member(actor, who.member.id), entry).await?;
    txn.commit().await?;
    if asked {
        jobs::wake(app);
    }
    Ok(comment)
}

/// A site that has changed its mind about guests takes nothing that waits.
async fn find(app: &App, token: &str) -> Result<(MailedToken, Site, Said), Error> {
    let mailed = mailed::find_by_link(app, (token, &[Purpose::ConfirmGuest])).await?;
    let site = sites::find_by_id(app, mailed.site_id).await?;
    let site = site.ok_or(Denied::LinkOver)?;
    if !ways_in::get(app, site.id).await?.guests {
        return Err(Denied::GuestsNotWelcome.into());
    }
    let said = said(&mailed)?;
    Ok((mailed, site, said))
}

fn is_good(app: &App, mailed: &MailedToken) -> bool {
    mailed.purpose == Purpose::ConfirmGuest && mailed.is_open(app.env.now())
}

fn said(mailed: &MailedToken) -> Result<Said, Error> {
    let details = mailed.details.as_deref().unwrap_or_default();
    Ok(serde_json::from_str(details).context("what a guest said cannot be read")?)
}

/// Whose the words are, as far as there is such a person yet.
struct Who {
    /// To be made.
    account: Option<Account>,
    member: Member,
    is_member: bool,
}

impl Who {
    /// An account that names the address without having proved it may be a stranger's: what was
    /// said is not put into its mouth, but into that of a new one that names no address.
    async fn find(app: &App, site: &Site, email: &str, name: &str) -> Result<Self, Error> {
        let db = app.db.read();
        let found = storage::accounts::find_credentials(db, email).await?;
        let found = found.map(|found| found.account);
        if let Some(account) = found
            .as_ref()
            .filter(|account| account.email_verified_at.is_some())
        {
            let member = storage::members::find_on_site(db, site.id, account.id).await?;
            may_speak(app, account, member.as_ref()).await?;
            let is_member = member.is_some();
            let member = match member {
                Some(member) => member,
                None => accounts::newcomer(app, db, site.id, account).await?,
            };
            return Ok(Self {
                account: None,
                member,
                is_member,
            });
        }
        let email = Some(email.to_owned()).filter(|_| found.is_none());
        let account = Account {
            email_verified_at: email.as_ref().map(|_| app.env.now()),
            ..accounts::account(app, email, name)
        };
        Ok(Self {
            member: accounts::newcomer(app, db, site.id, &account).await?,
            account: Some(account),
            is_member: false,
        })
    }

    /// A conflict when somebody has become what they are meanwhile: then the link is good still.
    async fn keep(&self, txn: &Txn) -> Result<(), Error> {
        if let Some(account) = &self.account
            && !storage::accounts::insert_if_new(txn, account.clone(), None).await?
        {
            return Err(Conflict::Changed.into());
        }
        if self.is_member {
            return Ok(());
        }
        storage::members::insert_if_new(txn, self.member.clone()).await?;
        let kept = storage::members::find_on_site(txn, self.member.site_id, self.member.account_id);
        if kept.await?.is_none_or(|kept| kept.id != self.member.id) {
            return Err(Conflict::Changed.into());
        }
        Ok(())
    }
}

/// A mail that somebody could read once is not enough to speak as one of the staff, nor as somebody
/// who signs in with more than that.
async fn may_speak(app: &App, account: &Account, member: Option<&Member>) -> Result<(), Error> {
    let factors = storage::factors::of(app.db.read(), account.id).await?;
    if factors.any() || member.is_some_and(|member| member.role > Role::Commenter) {
        return Err(Denied::SignInAgain.into());
    }
    Ok(())
}
