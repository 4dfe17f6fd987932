//! Each kind of row, as the document tells it.
use crate::{
    model::{AccountId, Comment, CommentId, MemberId, SiteId},
    storage::{self, export::Page},
};
use sea_orm::{ConnectionTrait, DbErr};
use serde_json::{Value, json};
use std::{collections::HashMap, fmt::Debug};
use uuid::Uuid;

type Rows = Result<Vec<(Uuid, Value)>, DbErr>;

/// As the API names it.
pub(super) fn id(kind: &str, id: Uuid) -> String {
    format!("{kind}_{}", id.simple())
}

/// As the API spells it: `NewEmail` is `NEW_EMAIL`.
pub(super) fn word(value: &impl Debug) -> String {
    let mut word = String::new();
    for letter in format!("{value:?}").chars() {
        if letter.is_ascii_uppercase() && !word.is_empty() {
            word.push('_');
        }
        word.push(letter.to_ascii_uppercase());
    }
    word
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
    let found = storage::export::sessions(db, (account, site), page).await?;
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
    let found = storage::export::mutes(db, member, page).await?;
    let rows = found.into_iter().map(|(muted, at)| {
        let row = json!({ "authorId": id("author", muted.0), "createdAt": at });
        (muted.0, row)
    });
    Ok(rows.collect())
}

pub(super) async fn votes(db: &impl ConnectionTrait, member: MemberId, page: Page) -> Rows {
    let found = storage::export::votes(db, member, page).await?;
    let rows = found.into_iter().map(|(comment, at)| {
        let row = json!({ "commentId": id("comment", comment.0), "createdAt": at });
        (comment.0, row)
    });
    Ok(rows.collect())
}

pub(super) async fn reports(db: &impl ConnectionTrait, member: MemberId, page: Page) -> Rows {
    let found = storage::export::reports(db, member, page).await?;
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
    let found = storage::export::mails(db, (email, site), page).await?;
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

/// What waits for the answer to a mail.
pub(super) async fn guest_comments(
    db: &impl ConnectionTrait,
    email: Option<&str>,
    (site, page): (SiteId, Page),
) -> Rows {
    let Some(email) = email else {
        return Ok(Vec::new());
    };
    let found = storage::export::guest_comments(db, (email, site), page).await?;
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

pub(super) async fn comments(db: &impl ConnectionTrait, member: MemberId, page: Page) -> Rows {
    let found = storage::export::comments(db, member, page).await?;
    let ids: Vec<CommentId> = found.iter().map(|comment| comment.id).collect();
    let mut texts: HashMap<CommentId, Vec<Value>> = HashMap::new();
    for (comment, revision, text, at) in storage::export::revisions(db, &ids).await? {
        let text = json!({
            "id": id("revision", revision.0), "bodyMarkdown": text, "createdAt": at,
        });
        texts.entry(comment).or_default().push(text);
    }
    let rows = found.into_iter().map(|comment| {
        let texts = texts.remove(&comment.id).unwrap_or_default();
        (comment.id.0, row(&comment, &texts))
    });
    Ok(rows.collect())
}

fn row(comment: &Comment, texts: &[Value]) -> Value {
    json!({
        "id": id("comment", comment.id.0),
        "episodeId": id("episode", comment.episode_id.0),
        "parentId": comment.parent_id.map(|parent| id("comment", parent.0)),
        "status": word(&comment.status),
        "bodyMarkdown": comment.body_markdown,
        "momentSeconds": comment.moment_seconds,
        "score": comment.score,
        "rejectReason": comment.reject_reason.map(|reason| reason.as_str().to_uppercase()),
        "authorNote": comment.author_note,
        "createdAt": comment.created_at,
        "editedAt": comment.edited_at,
        "revisions": texts,
    })
}
