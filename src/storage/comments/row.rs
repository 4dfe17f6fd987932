//! Rows of the `comment` table, and what they are in the model.
use crate::{
    model::{Comment, HoldReason, Kept, Learned, RejectReason},
    storage::cells::Cells,
};
use entity::{
    CommentId, EpisodeId, LogEntryId, MemberId, RevisionId, SiteId,
    comment::{Model, Status},
    revision,
};
use sea_orm::{ActiveEnum as _, DbErr};
use std::sync::Arc;

pub(super) fn first_revision(comment: &Comment) -> revision::Model {
    revision::Model {
        id: comment.revision_id,
        comment_id: comment.id,
        body_markdown: comment.body_markdown.clone(),
        created_at: comment.created_at,
    }
}

pub(in crate::storage) fn value(row: Model) -> Comment {
    Comment {
        id: row.id,
        site_id: row.site_id,
        episode_id: row.episode_id,
        parent_id: row.parent_id,
        nested_under_id: row.nested_under_id,
        depth: row.depth,
        author_id: row.author_id,
        status: row.status,
        shown: row.shown,
        revision_id: row.revision_id,
        body_markdown: row.body_markdown,
        body_html: row.body_html,
        renderer: row.renderer,
        score: row.score,
        reply_count: row.reply_count,
        answer_count: row.answer_count,
        hold_reasons: hold_reasons(&row.hold_reasons),
        decision_id: row.decision_id,
        reject_reason: reject_reason(row.reject_reason.as_deref()),
        author_note: row.author_note,
        created_at: row.created_at,
        edited_at: row.edited_at,
        idempotency_key: row.idempotency_key,
        idempotency_hash: row.idempotency_hash,
        external_key: row.external_key,
        reviewed: row.reviewed,
        kept: match (row.kept_revision_id, row.kept_markdown, row.kept_html) {
            (Some(revision_id), Some(body_markdown), Some(body_html)) => Some(Kept {
                revision_id,
                body_markdown,
                body_html,
                renderer: row.kept_renderer.unwrap_or_default(),
                edited_at: row.kept_edited_at,
            }),
            _ => None,
        },
        branch_lock_id: row.branch_lock_id,
        pinned_at: row.pinned_at,
        featured_at: row.featured_at,
        report_count: row.report_count,
        report_weight: row.report_weight,
        spam_score: row.spam_score,
        spam_words: row.spam_words,
        learned_as: learned_as(row.learned_as.as_deref()),
        text_hash: row.text_hash,
        moment_seconds: row.moment_seconds,
    }
}

/// What [`read`] takes, in its order. No other table has all of these names, but joins may have some.
pub(in crate::storage) const COLUMNS: &str = "id, site_id, episode_id, parent_id, nested_under_id, depth, author_id, status, shown, \
    revision_id, body_markdown, body_html, renderer, score, reply_count, answer_count, \
    hold_reasons, decision_id, reject_reason, author_note, created_at, edited_at, \
    idempotency_key, idempotency_hash, external_key, reviewed, kept_revision_id, kept_markdown, \
    kept_html, kept_renderer, kept_edited_at, branch_lock_id, pinned_at, featured_at, \
    report_count, report_weight, spam_score, spam_words, learned_as, text_hash, moment_seconds";

/// As [`value`] of a row, for lists that are read often: each where it stays, since it is large to move.
pub(in crate::storage) fn read(cells: &mut Cells<'_>) -> Result<Arc<Comment>, DbErr> {
    Ok(Arc::new(Comment {
        id: CommentId(cells.take()?),
        site_id: SiteId(cells.take()?),
        episode_id: EpisodeId(cells.take()?),
        parent_id: cells.take::<Option<_>>()?.map(CommentId),
        nested_under_id: cells.take::<Option<_>>()?.map(CommentId),
        depth: cells.take()?,
        author_id: MemberId(cells.take()?),
        status: Status::try_from_value(&cells.take()?)?,
        shown: cells.take()?,
        revision_id: RevisionId(cells.take()?),
        body_markdown: cells.take()?,
        body_html: cells.take()?,
        renderer: cells.take()?,
        score: cells.take()?,
        reply_count: cells.take()?,
        answer_count: cells.take()?,
        hold_reasons: hold_reasons(&cells.take::<String>()?),
        decision_id: cells.take::<Option<_>>()?.map(LogEntryId),
        reject_reason: reject_reason(cells.take::<Option<String>>()?.as_deref()),
        author_note: cells.take()?,
        created_at: cells.take()?,
        edited_at: cells.take()?,
        idempotency_key: cells.take()?,
        idempotency_hash: cells.take()?,
        external_key: cells.take()?,
        reviewed: cells.take()?,
        kept: read_kept(cells)?,
        branch_lock_id: cells.take::<Option<_>>()?.map(CommentId),
        pinned_at: cells.take()?,
        featured_at: cells.take()?,
        report_count: cells.take()?,
        report_weight: cells.take()?,
        spam_score: cells.take()?,
        spam_words: cells.take()?,
        learned_as: learned_as(cells.take::<Option<String>>()?.as_deref()),
        text_hash: cells.take()?,
        moment_seconds: cells.take()?,
    }))
}

fn read_kept(cells: &mut Cells<'_>) -> Result<Option<Kept>, DbErr> {
    let revision_id: Option<_> = cells.take()?;
    let (body_markdown, body_html) = (cells.take()?, cells.take()?);
    let (renderer, edited_at) = (cells.take::<Option<_>>()?, cells.take()?);
    Ok(match (revision_id, body_markdown, body_html) {
        (Some(revision_id), Some(body_markdown), Some(body_html)) => Some(Kept {
            revision_id: RevisionId(revision_id),
            body_markdown,
            body_html,
            renderer: renderer.unwrap_or_default(),
            edited_at,
        }),
        _ => None,
    })
}

fn hold_reasons(names: &str) -> Vec<HoldReason> {
    names.split(',').filter_map(HoldReason::parse).collect()
}

fn reject_reason(name: Option<&str>) -> Option<RejectReason> {
    name.and_then(RejectReason::parse)
}

fn learned_as(name: Option<&str>) -> Option<Learned> {
    name.and_then(Learned::parse)
}

pub(in crate::storage) fn row(comment: Comment) -> Model {
    let kept = comment.kept;
    Model {
        id: comment.id,
        site_id: comment.site_id,
        episode_id: comment.episode_id,
        parent_id: comment.parent_id,
        nested_under_id: comment.nested_under_id,
        depth: comment.depth,
        author_id: comment.author_id,
        status: comment.status,
        shown: comment.shown,
        revision_id: comment.revision_id,
        body_markdown: comment.body_markdown,
        body_html: comment.body_html,
        renderer: comment.renderer,
        score: comment.score,
        reply_count: comment.reply_count,
        answer_count: comment.answer_count,
        hold_reasons: join(&comment.hold_reasons),
        decision_id: comment.decision_id,
        reject_reason: comment
            .reject_reason
            .map(|reason| reason.as_str().to_owned()),
        author_note: comment.author_note,
        created_at: comment.created_at,
        edited_at: comment.edited_at,
        idempotency_key: comment.idempotency_key,
        idempotency_hash: comment.idempotency_hash,
        external_key: comment.external_key,
        reviewed: comment.reviewed,
        kept_revision_id: kept.as_ref().map(|kept| kept.revision_id),
        kept_markdown: kept.as_ref().map(|kept| kept.body_markdown.clone()),
        kept_renderer: kept.as_ref().map(|kept| kept.renderer),
        kept_edited_at: kept.as_ref().and_then(|kept| kept.edited_at),
        kept_html: kept.map(|kept| kept.body_html),
        branch_lock_id: comment.branch_lock_id,
        pinned_at: comment.pinned_at,
        featured_at: comment.featured_at,
        report_count: comment.report_count,
        report_weight: comment.report_weight,
        spam_score: comment.spam_score,
        spam_words: comment.spam_words,
        learned_as: comment
            .learned_as
            .map(|learned| learned.as_str().to_owned()),
        text_hash: comment.text_hash,
        moment_seconds: comment.moment_seconds,
    }
}

pub(super) fn join(reasons: &[HoldReason]) -> String {
    reasons
        .iter()
        .map(|reason| reason.as_str())
        .collect::<Vec<_>>()
        .join(",")
}
