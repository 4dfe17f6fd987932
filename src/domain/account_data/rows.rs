//! Each kind of row, as the document tells it.
use crate::{
    domain::{
        factors, log,
        pictures::Shown,
        spelling::{id, word},
    },
    model::{
        AccountId, Action, Comment, CommentId, Episode, EpisodeId, MemberId, RevisionId, SiteId,
    },
    storage::{self, account_data::Page},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbErr};
use serde_json::{Value, json};
use std::collections::HashMap;
use uuid::Uuid;

/// With the id to go on from.
pub(super) type Row = (Uuid, Value);
type Rows = Result<Vec<Row>, DbErr>;

/// What moderators and rules do to a person and lets the person know.
const ABOUT_PEOPLE: &[Action] = &[
    Action::SetStanding,
    Action::GiveRole,
    Action::RejectAllBy,
    Action::Undo,
];
/// The same of a comment.
const ABOUT_COMMENTS: &[Action] = &[
    Action::ApproveComment,
    Action::RejectComment,
    Action::MarkSpam,
    Action::RestoreComment,
    Action::PinComment,
    Action::UnpinComment,
    Action::FeatureComment,
    Action::UnfeatureComment,
    Action::JudgeComment,
    Action::LockBranch,
    Action::UnlockBranch,
    Action::ConfirmGuest,
    Action::Undo,
];

/// A file within another one (RFC 2397).
pub(super) fn data_url(picture: &Shown) -> String {
    let bytes = STANDARD.encode(&picture.bytes);
    format!("data:{};base64,{bytes}", picture.media_type)
}

pub(super) async fn identities(
    db: &impl ConnectionTrait,
    account: AccountId,
    (site, page): (SiteId, Page),
) -> Rows {
    let found = storage::identities::list(db, account).await?;
    let here = found
        .into_iter()
        .filter(|identity| identity.site_id == site && identity.id.0 > page.after);
    let row = |identity: storage::identities::Identity| {
        let row = json!({
            "provider": identity.provider,
            "subject": identity.subject,
            "email": identity.email,
            "createdAt": identity.created_at,
            "lastUsedAt": identity.last_used_at,
        });
        (identity.id.0, row)
    };
    Ok(here.map(row).collect())
}

pub(super) async fn sessions(
    db: &impl ConnectionTrait,
    account: AccountId,
    (site, page): (SiteId, Page),
) -> Rows {
    let found = storage::account_data::sessions(db, (account, site), page).await?;
    let rows = found.into_iter().map(|session| {
        let row = json!({
            "kind": word(&session.kind),
            "device": session.device,
            "country": session.country,
            "createdAt": session.created_at,
            "lastUsedAt": session.last_used_at,
            "expiresAt": session.expires_at,
            "endedAt": session.ended_at,
        });
        (session.id.0, row)
    });
    Ok(rows.collect())
}

pub(super) async fn mutes(db: &impl ConnectionTrait, member: MemberId, page: Page) -> Rows {
    let found = storage::account_data::mutes(db, member, page).await?;
    let rows = found.into_iter().map(|(muted, at)| {
        let row = json!({ "authorId": id("author", muted.0), "createdAt": at });
        (muted.0, row)
    });
    Ok(rows.collect())
}

pub(super) async fn votes(db: &impl ConnectionTrait, member: MemberId, page: Page) -> Rows {
    let found = storage::account_data::votes(db, member, page).await?;
    let rows = found.into_iter().map(|(comment, at)| {
        let row = json!({ "commentId": id("comment", comment.0), "createdAt": at });
        (comment.0, row)
    });
    Ok(rows.collect())
}

pub(super) async fn reports(db: &impl ConnectionTrait, member: MemberId, page: Page) -> Rows {
    let found = storage::account_data::reports(db, member, page).await?;
    let rows = found.into_iter().map(|report| {
        let row = json!({
            "id": id("report", report.id.0),
            "commentId": id("comment", report.comment_id.0),
            "reason": report.reason.to_uppercase(),
            "body": report.body,
            "name": report.notifier_name,
            "email": report.notifier_email,
            "legalBasis": report.legal_basis,
            "createdAt": report.created_at,
            "resolvedAt": report.resolved_at,
            "outcome": report.outcome.map(|outcome| word(&outcome)),
        });
        (report.id.0, row)
    });
    Ok(rows.collect())
}

pub(super) async fn mails(
    db: &impl ConnectionTrait,
    email: Option<&str>,
    (site, page): (SiteId, Page),
) -> Rows {
    let Some(email) = email else {
        return Ok(Vec::new());
    };
    let found = storage::account_data::mails(db, (email, site), page).await?;
    let rows = found.into_iter().map(|mail| {
        let row = json!({
            "kind": word(&mail.kind),
            "createdAt": mail.created_at,
            "sentAt": mail.sent_at,
        });
        (mail.id.0, row)
    });
    Ok(rows.collect())
}

/// Roles that wait for them to sign in.
pub(super) async fn invitations(
    db: &impl ConnectionTrait,
    email: Option<&str>,
    (site, now, page): (SiteId, DateTime<Utc>, Page),
) -> Rows {
    let Some(email) = email else {
        return Ok(Vec::new());
    };
    let found = storage::account_data::invitations(db, (email, site, now), page).await?;
    let rows = found.into_iter().map(|invitation| {
        let row = json!({
            "role": word(&invitation.role),
            "createdAt": invitation.created_at,
            "expiresAt": invitation.expires_at,
        });
        (invitation.id.0, row)
    });
    Ok(rows.collect())
}

/// What waits for the answer to a mail.
pub(super) async fn guest_comments(
    db: &impl ConnectionTrait,
    email: Option<&str>,
    (site, page): (SiteId, Page),
) -> Rows {
    let Some(email) = email else {
        return Ok(Vec::new());
    };
    let found = storage::account_data::guest_comments(db, (email, site), page).await?;
    let rows = found.into_iter().map(|mailed| {
        let said = mailed.details.unwrap_or_default();
        let said: Value = serde_json::from_str(&said).unwrap_or_default();
        let row = json!({
            "episodeKey": said["episode_key"],
            "name": said["name"],
            "bodyMarkdown": said["body"],
            "momentSeconds": said["moment_seconds"],
            "createdAt": mailed.created_at,
            "expiresAt": mailed.expires_at,
        });
        (mailed.id.0, row)
    });
    Ok(rows.collect())
}

/// None where the session may not know of them.
pub(super) fn passkeys(own: Option<&factors::Own>, page: Page) -> Vec<Row> {
    let all = own.into_iter().flat_map(|own| &own.passkeys);
    let rows = all.filter(|passkey| passkey.id.0 > page.after);
    let row = |passkey: &crate::model::Passkey| {
        let row = json!({
            "name": passkey.name,
            "createdAt": passkey.created_at,
            "lastUsedAt": passkey.last_used_at,
        });
        (passkey.id.0, row)
    };
    rows.map(row).collect()
}

/// Without who did it, and without what moderators wrote for each other.
pub(super) async fn decisions(db: &impl ConnectionTrait, member: MemberId, page: Page) -> Rows {
    let found = storage::account_data::log_about(db, (member, ABOUT_PEOPLE), page).await?;
    let rows = found.into_iter().map(|entry| {
        let mut row = json!({
            "action": word(&entry.action),
            "from": entry.from_state,
            "to": entry.to_state,
            "createdAt": entry.created_at,
        });
        // What a standing was set for is told to the person.
        if entry.action == Action::SetStanding {
            row["reason"] = entry.reason.into();
        }
        (entry.id.0, row)
    });
    Ok(rows.collect())
}

/// What somebody did who moderates.
pub(super) async fn actions(db: &impl ConnectionTrait, member: MemberId, page: Page) -> Rows {
    let found = storage::account_data::log_by(db, member, page).await?;
    let rows = found.into_iter().map(|entry| {
        let subject = entry.subject_id;
        let subject = match log::subject_kind(entry.action) {
            Some(kind) => id(kind, subject),
            None => subject.simple().to_string(),
        };
        let row = json!({
            "action": word(&entry.action),
            "subjectId": subject,
            "createdAt": entry.created_at,
        });
        (entry.id.0, row)
    });
    Ok(rows.collect())
}

pub(super) async fn claims(db: &impl ConnectionTrait, member: MemberId, page: Page) -> Rows {
    let found = storage::account_data::claims(db, member, page).await?;
    let rows = found.into_iter().map(|claim| {
        let comment = claim.comment_id.0;
        let row = json!({ "commentId": id("comment", comment), "expiresAt": claim.expires_at });
        (comment, row)
    });
    Ok(rows.collect())
}

pub(super) async fn imported_authors(
    db: &impl ConnectionTrait,
    who: (MemberId, SiteId, Option<&str>),
    page: Page,
) -> Rows {
    let found = storage::account_data::imported_authors(db, who, page).await?;
    let rows = found.into_iter().map(|author| {
        let row = json!({
            "source": author.source,
            "authorKey": author.author_key,
            "email": author.email,
            "authorId": id("author", author.member_id.0),
        });
        (author.id.0, row)
    });
    Ok(rows.collect())
}

/// What waits for somebody to prove that they read an address.
pub(super) async fn proofs(
    db: &impl ConnectionTrait,
    account: AccountId,
    (site, page): (SiteId, Page),
) -> Rows {
    let found = storage::account_data::proofs(db, (account, site), page).await?;
    let rows = found.into_iter().map(|mailed| {
        let row = json!({
            "purpose": word(&mailed.purpose),
            "email": mailed.email,
            "createdAt": mailed.created_at,
            "expiresAt": mailed.expires_at,
        });
        (mailed.id.0, row)
    });
    Ok(rows.collect())
}

/// What belongs to a page of comments besides their rows.
#[derive(Default)]
struct Around {
    texts: HashMap<CommentId, Vec<Value>>,
    decisions: HashMap<Uuid, Vec<Value>>,
    episodes: HashMap<EpisodeId, Episode>,
}

pub(super) async fn comments(db: &impl ConnectionTrait, authors: &[MemberId], page: Page) -> Rows {
    let found = storage::account_data::comments(db, authors, page).await?;
    let mut around = around(db, &found).await?;
    let rows = found
        .into_iter()
        .map(|comment| (comment.id.0, row(&comment, &mut around)));
    Ok(rows.collect())
}

async fn around(db: &impl ConnectionTrait, comments: &[Comment]) -> Result<Around, DbErr> {
    let mut around = Around::default();
    let ids: Vec<CommentId> = comments.iter().map(|comment| comment.id).collect();
    for (comment, revision, text, at) in storage::account_data::revisions(db, &ids).await? {
        let text = text_row(revision, &text, at);
        around.texts.entry(comment).or_default().push(text);
    }
    for entry in storage::account_data::log_of(db, &ids, ABOUT_COMMENTS).await? {
        let decision = json!({
            "action": word(&entry.action),
            "from": entry.from_state,
            "to": entry.to_state,
            "createdAt": entry.created_at,
        });
        around
            .decisions
            .entry(entry.subject_id)
            .or_default()
            .push(decision);
    }
    let mut ids: Vec<EpisodeId> = comments.iter().map(|comment| comment.episode_id).collect();
    ids.dedup();
    let episodes = storage::episodes::list_by_ids(db, &ids).await?;
    around.episodes = episodes
        .into_iter()
        .map(|episode| (episode.id, episode))
        .collect();
    Ok(around)
}

fn text_row(revision: RevisionId, text: &str, at: DateTime<Utc>) -> Value {
    json!({ "id": id("revision", revision.0), "bodyMarkdown": text, "createdAt": at })
}

fn row(comment: &Comment, around: &mut Around) -> Value {
    let texts = around.texts.remove(&comment.id).unwrap_or_default();
    let decisions = around.decisions.remove(&comment.id.0).unwrap_or_default();
    let episode = around.episodes.get(&comment.episode_id);
    let hold_reasons = comment.hold_reasons.iter();
    let hold_reasons: Vec<_> = hold_reasons
        .map(|reason| reason.as_str().to_uppercase())
        .collect();
    json!({
        "id": id("comment", comment.id.0),
        "episodeId": id("episode", comment.episode_id.0),
        "episodeTitle": episode.map(|episode| &episode.title),
        "episodeUrl": episode.and_then(|episode| episode.url.as_ref()),
        "parentId": comment.parent_id.map(|parent| id("comment", parent.0)),
        "status": word(&comment.status),
        "bodyMarkdown": comment.body_markdown,
        "momentSeconds": comment.moment_seconds,
        "score": comment.score,
        "holdReasons": hold_reasons,
        "rejectReason": comment.reject_reason.map(|reason| reason.as_str().to_uppercase()),
        "authorNote": comment.author_note,
        "createdAt": comment.created_at,
        "editedAt": comment.edited_at,
        "revisions": texts,
        "decisions": decisions,
    })
}
