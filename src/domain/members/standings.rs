//! How far a member is trusted.
use super::{moderated_site, take};
use crate::{
    app::App,
    domain::{Error, access, credentials::limits::Operation, error::Conflict, input, log, policy},
    model::{Action, Actor, LogEntry, LogEntryId, Member, MemberId, Role, Standing},
    storage::{self, Txn},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub struct NewStanding {
    pub author: MemberId,
    pub standing: Standing,
    /// With `Suspended`, and only then.
    pub until: Option<DateTime<Utc>>,
    /// The member is told.
    pub reason: Option<String>,
    /// For other moderators; stands in the log.
    pub private_note: Option<String>,
    /// The standing in which they were seen: in another one they are left alone. None for whichever.
    pub seen: Option<Standing>,
}

/// A member in a new standing, and the entry that undoes it.
pub struct Set {
    pub member: Member,
    pub entry_id: LogEntryId,
}

const REASON_MAX: usize = 500;
const NOTE_MAX: usize = 1_000;

/// Acts on the member's next request, in every session.
pub async fn set(app: &App, actor: &Actor, new: NewStanding) -> Result<Set, Error> {
    access::signed_in(actor)?;
    let until = until(app, new.standing, new.until)?;
    let reason = input::optional_line("reason", new.reason, REASON_MAX)?;
    let note = input::optional_text("privateNote", new.private_note, NOTE_MAX)?;
    let (site, by) = moderated_site(app, actor).await?;
    access::limit(app, Operation::Moderate, by).await?;
    let txn = app.db.begin_write().await?;
    let before = take(&txn, site.id, new.author).await?;
    let now = app.env.now();
    policy::member::may_judge(actor, &before, now)?;
    if new.seen.is_some_and(|seen| seen != before.standing_at(now)) {
        return Err(Conflict::Changed.into());
    }
    let after = Member {
        standing: new.standing,
        standing_until: until,
        standing_reason: reason,
        ..before.clone()
    };
    if Past::of(&after) == Past::of(&before) {
        return Err(Conflict::Nothing("the member has this standing").into());
    }
    storage::members::update_standing(&txn, &after).await?;
    let entry = log::Entry {
        note,
        ..entry(&before, &after, now)
    };
    let entry_id = log::record(app, &txn, log::By::member(actor, by.id), entry).await?;
    txn.commit().await?;
    Ok(Set {
        member: after,
        entry_id,
    })
}

fn until(
    app: &App,
    standing: Standing,
    until: Option<DateTime<Utc>>,
) -> Result<Option<DateTime<Utc>>, Error> {
    let until = until.map(|until| input::time("until", until)).transpose()?;
    match (standing, until) {
        (Standing::Suspended, None) => Err(Error::invalid("until", "is needed for a suspension")),
        (Standing::Suspended, Some(until)) if until <= app.env.now() => {
            Err(Error::invalid("until", "must lie in the future"))
        }
        (Standing::Suspended, until) | (_, until @ None) => Ok(until),
        (_, Some(_)) => Err(Error::invalid("until", "goes with a suspension only")),
    }
}

fn entry(before: &Member, after: &Member, now: DateTime<Utc>) -> log::Entry {
    log::Entry {
        from: Some(name(before.standing_at(now))),
        to: Some(name(after.standing_at(now))),
        reason: after.standing_reason.clone(),
        details: Some(Past::of(before).encode()),
        ..log::Entry::new(Action::SetStanding, before.site_id, before.id.0)
    }
}

/// As the log and the schema spell it.
pub fn name(standing: Standing) -> String {
    format!("{standing:?}").to_uppercase()
}

/// How a member stood before: what undoing needs, kept in the log.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Past {
    standing: String,
    until: Option<DateTime<Utc>>,
    reason: Option<String>,
}

impl Past {
    fn of(member: &Member) -> Self {
        Self {
            standing: name(member.standing),
            until: member.standing_until,
            reason: member.standing_reason.clone(),
        }
    }

    fn encode(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    fn decode(details: Option<&str>) -> Option<Self> {
        serde_json::from_str(details?).ok()
    }

    fn restored(self, member: &Member) -> Option<Member> {
        let standings = [
            Standing::Normal,
            Standing::Trusted,
            Standing::Watched,
            Standing::Suspended,
            Standing::Banned,
        ];
        let standing = standings
            .into_iter()
            .find(|standing| name(*standing) == self.standing)?;
        Some(Member {
            standing,
            standing_until: self.until,
            standing_reason: self.reason,
            ..member.clone()
        })
    }
}

/// For an undo, which has asked whether something later stands on the entry: gives the member the
/// standing that they had before it. Returns the names of the two standings, from and to.
pub async fn put_back(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    entry: &LogEntry,
) -> Result<(String, String), Error> {
    let before = take(txn, entry.site_id, MemberId(entry.subject_id)).await?;
    let now = app.env.now();
    policy::member::may_judge(actor, &before, now)?;
    let past = Past::decode(entry.details.as_deref()).ok_or(Conflict::NotUndoable)?;
    let after = past.restored(&before).ok_or(Conflict::NotUndoable)?;
    storage::members::update_standing(txn, &after).await?;
    Ok((name(before.standing_at(now)), name(after.standing_at(now))))
}

/// A member takes another one's place: what held the other back holds them too. Trust is not handed
/// on, and whoever moderates keeps their standing.
pub(in crate::domain) async fn hand_on(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    (from, to): (&Member, MemberId),
) -> Result<(), Error> {
    let now = app.env.now();
    let before = take(txn, from.site_id, to).await?;
    if before.role > Role::Commenter || severity(from, now) <= severity(&before, now) {
        return Ok(());
    }
    let after = Member {
        standing: from.standing,
        standing_until: from.standing_until,
        standing_reason: from.standing_reason.clone(),
        ..before.clone()
    };
    storage::members::update_standing(txn, &after).await?;
    let entry = entry(&before, &after, now);
    log::record(app, txn, log::By::rule(actor), entry).await?;
    Ok(())
}

/// Orders standings by what they forbid; of two suspensions the longer is the more severe.
fn severity(member: &Member, now: DateTime<Utc>) -> (u8, Option<DateTime<Utc>>) {
    match member.standing_at(now) {
        Standing::Trusted | Standing::Normal => (0, None),
        Standing::Watched => (1, None),
        Standing::Suspended => (2, member.standing_until),
        Standing::Banned => (3, None),
    }
}
