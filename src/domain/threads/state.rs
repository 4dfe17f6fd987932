//! Locking, closing and reopening a thread.
use super::{past, turn::Turn};
use crate::{
    app::App,
    domain::{
        Error, access,
        credentials::limits::Operation,
        episodes,
        error::Conflict,
        input, log,
        policy::{self, Denied},
        threads::Setting,
    },
    model::{Action, Actor, Episode, EpisodeId, ThreadState},
    storage::{self, Txn, episodes::StateChange},
};
use chrono::{DateTime, Utc};

/// What a moderator says of a new state, and how long it is to last.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// Readers of a locked thread see it; else it is for the log.
    pub reason: Option<String>,
    /// For moderators only.
    pub private_note: Option<String>,
    /// None: until somebody changes it.
    pub until: Option<DateTime<Utc>>,
}

const TEXT_MAX: usize = 500;
const NOTE_MAX: usize = 1_000;

/// The thread, and in which state whoever turns it has seen it: in another one it is left alone. None
/// for whatever state it is in.
#[derive(Clone, Copy, Debug)]
pub struct Seen(pub EpisodeId, pub Option<ThreadState>);

/// Locking a locked thread again changes reason and end.
pub async fn lock(app: &App, actor: &Actor, id: Seen, terms: Terms) -> Result<Setting, Error> {
    let terms = checked(app, terms)?;
    let turn = Turn::Lock {
        reason: terms.reason.clone(),
    };
    set(app, actor, id, (turn, terms)).await
}

/// With a message for readers. Once this has been answered, no comment commits after it.
pub async fn close(
    app: &App,
    actor: &Actor,
    id: Seen,
    (message, terms): (Option<String>, Terms),
) -> Result<Setting, Error> {
    let message = input::optional_line("message", message, TEXT_MAX)?;
    let mut terms = checked(app, terms)?;
    terms.reason = terms.reason.or_else(|| message.clone());
    set(app, actor, id, (Turn::Close { message }, terms)).await
}

/// From locked or closed, by whomever. With an end, the thread closes again then; without one, it
/// closes when the episode's or the site's rule says so, if that moment has not passed already.
pub async fn reopen(app: &App, actor: &Actor, id: Seen, terms: Terms) -> Result<Setting, Error> {
    let terms = checked(app, terms)?;
    set(app, actor, id, (Turn::Reopen, terms)).await
}

pub(in crate::domain) fn checked(app: &App, terms: Terms) -> Result<Terms, Error> {
    if terms.until.is_some_and(|until| until <= app.env.now()) {
        return Err(Error::invalid("until", "must lie in the future"));
    }
    let until = terms.until.map(|until| input::time("until", until));
    Ok(Terms {
        reason: input::optional_line("reason", terms.reason, TEXT_MAX)?,
        private_note: input::optional_line("privateNote", terms.private_note, NOTE_MAX)?,
        until: until.transpose()?,
    })
}

async fn set(
    app: &App,
    actor: &Actor,
    Seen(id, seen): Seen,
    (turn, terms): (Turn, Terms),
) -> Result<Setting, Error> {
    let now = app.env.now();
    access::limit_actor(app, Operation::Moderate, actor).await?;
    let txn = app.db.begin_write().await?;
    let setting = episodes::lock_setting(&txn, id).await?;
    access::enter(app, actor, &setting.site)?;
    let member = policy::site::may_moderate_threads(actor, &setting.site, now)?;
    let (episode, site) = (&setting.episode, &*setting.site);
    let change = turn.of((episode, site), terms.until, now);
    let from = episode.state_at(site, now);
    if seen.is_some_and(|seen| seen != from) {
        return Err(Conflict::Changed.into());
    }
    let closes_at = change.onto(episode).closes_at(site);
    let still_open = (from, change.state) == (ThreadState::Open, ThreadState::Open)
        && closes_at == episode.closes_at(site);
    if still_open || change == StateChange::of(episode) {
        return Err(Conflict::Nothing(match change.state {
            ThreadState::Open => "the thread is open",
            ThreadState::Locked => "the thread is locked",
            ThreadState::Closed => "the thread is closed",
        })
        .into());
    }
    let action = match change.state {
        ThreadState::Open => Action::ReopenThread,
        ThreadState::Locked => Action::LockThread,
        ThreadState::Closed => Action::CloseThread,
    };
    let entry = log::Entry {
        from: Some(past::name(from).to_owned()),
        to: Some(past::name(change.state).to_owned()),
        reason: terms.reason,
        note: terms.private_note,
        episode_id: Some(id),
        details: Some(past::encode(episode)),
        ..log::Entry::new(action, site.id, id.0)
    };
    log::record(app, &txn, log::By::member(actor, member.id), entry).await?;
    let episode = storage::episodes::update_state(&txn, episode, change).await?;
    txn.commit().await?;
    Ok(Setting { episode, ..setting })
}

/// Puts the thread back into the state that the details of a log entry keep: the one before what
/// the entry tells of. With the episode's row taken; none when the details keep no state.
pub async fn put_back(
    txn: &Txn,
    episode: &Episode,
    details: &str,
) -> Result<Option<Episode>, Error> {
    let Some(change) = past::decode(details) else {
        return Ok(None);
    };
    let episode = storage::episodes::update_state(txn, episode, change).await?;
    Ok(Some(episode))
}

/// What a viewer may do with a thread, and why not what they may not.
pub struct Permissions {
    pub post: Result<(), Denied>,
    pub moderate: Result<(), Denied>,
}

/// From the policy that decides when it comes to it.
pub fn permissions(app: &App, actor: &Actor, setting: &Setting) -> Permissions {
    let (site, now) = (&*setting.site, app.env.now());
    let scene = policy::Scene {
        actor,
        site,
        episode: &setting.episode,
        now,
    };
    let from = policy::site::may_write_from(actor.origin.as_deref(), site, &app.public_origin);
    Permissions {
        post: from.and_then(|()| policy::thread::may_post(scene)),
        moderate: from
            .and_then(|()| policy::site::may_moderate_threads(actor, site, now).map(drop)),
    }
}
