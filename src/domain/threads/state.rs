//! Locking, closing and reopening a thread.
use crate::{
    app::App,
    domain::{
        Error, access, episodes,
        error::Conflict,
        input, log,
        policy::{self, Denied},
        threads::Setting,
    },
    model::{Action, Actor, EpisodeId, ThreadState},
    storage::{self, episodes::StateChange},
};
use chrono::{DateTime, Utc};

/// How a thread is locked.
pub struct Lock {
    pub reason: Option<String>,
    /// None: until a moderator reopens it.
    pub until: Option<DateTime<Utc>>,
}

const TEXT_MAX: usize = 500;

/// Locking a locked thread again changes reason and end.
pub async fn lock(app: &App, actor: &Actor, id: EpisodeId, lock: Lock) -> Result<Setting, Error> {
    if lock.until.is_some_and(|until| until <= app.env.now()) {
        return Err(Error::invalid("until", "must lie in the future"));
    }
    let until = lock.until.map(|until| input::time("until", until));
    let change = StateChange {
        state: ThreadState::Locked,
        lock_reason: input::optional_line("reason", lock.reason, TEXT_MAX)?,
        locked_until: until.transpose()?,
        closed_message: None,
        closed_until: None,
        close_after_days: None,
        closes_on: None,
    };
    set(app, actor, id, change).await
}

/// Once this has been answered, no comment commits after it.
pub async fn close(
    app: &App,
    actor: &Actor,
    id: EpisodeId,
    message: Option<String>,
) -> Result<Setting, Error> {
    let change = StateChange {
        state: ThreadState::Closed,
        lock_reason: None,
        locked_until: None,
        closed_message: input::optional_line("message", message, TEXT_MAX)?,
        closed_until: None,
        close_after_days: None,
        closes_on: None,
    };
    set(app, actor, id, change).await
}

/// From locked or closed. A thread that the site's rule has closed stays closed: give the episode
/// another date of publication, or the site another rule.
pub async fn reopen(app: &App, actor: &Actor, id: EpisodeId) -> Result<Setting, Error> {
    let change = StateChange {
        state: ThreadState::Open,
        lock_reason: None,
        locked_until: None,
        closed_message: None,
        closed_until: None,
        close_after_days: None,
        closes_on: None,
    };
    set(app, actor, id, change).await
}

async fn set(
    app: &App,
    actor: &Actor,
    id: EpisodeId,
    change: StateChange,
) -> Result<Setting, Error> {
    let now = app.env.now();
    access::signed_in(actor)?;
    let txn = app.db.begin_write().await?;
    let setting = episodes::lock_setting(&txn, id).await?;
    access::enter(app, actor, &setting.site)?;
    let member = policy::site::may_moderate(actor, &setting.site, now)?;
    let from = setting.episode.state_at(&setting.site, now);
    if from == ThreadState::Open && change.state == ThreadState::Open {
        return Err(Conflict::Nothing("the thread is open").into());
    }
    let action = match change.state {
        ThreadState::Open => Action::ReopenThread,
        ThreadState::Locked => Action::LockThread,
        ThreadState::Closed => Action::CloseThread,
    };
    let entry = log::Entry {
        from: Some(format!("{from:?}").to_uppercase()),
        to: Some(format!("{:?}", change.state).to_uppercase()),
        reason: change
            .lock_reason
            .clone()
            .or_else(|| change.closed_message.clone()),
        episode_id: Some(id),
        ..log::Entry::new(action, setting.site.id, id.0)
    };
    log::record(app, &txn, log::By::member(actor, member.id), entry).await?;
    let episode = storage::episodes::update_state(&txn, &setting.episode, change).await?;
    txn.commit().await?;
    Ok(Setting { episode, ..setting })
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
        moderate: from.and_then(|()| policy::site::may_moderate(actor, site, now).map(drop)),
    }
}
