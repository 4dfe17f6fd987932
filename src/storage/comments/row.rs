//! Rows of the `comment` table, and what they are in the model.
use crate::model::{Comment, HoldReason, Kept, Learned, RejectReason};
use entity::{comment::Model, revision};

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
        hold_reasons: row
            .hold_reasons
            .split(',')
            .filter_map(HoldReason::parse)
            .collect(),
        decision_id: row.decision_id,
        reject_reason: row.reject_reason.as_deref().and_then(RejectReason::parse),
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
        learned_as: row.learned_as.as_deref().and_then(Learned::parse),
        text_hash: row.text_hash,
        moment_seconds: row.moment_seconds,
    }
}

pub(super) fn row(comment: Comment) -> Model {
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
