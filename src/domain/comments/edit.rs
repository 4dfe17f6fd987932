//! Changing a comment's text.
use super::{
    judge::{Evidence, Judged, Where},
    post::record_hold,
    take,
};
use crate::{
    app::App,
    domain::{
        Error, access,
        credentials::limits::Operation,
        decisions,
        error::Conflict,
        input, jobs, opinions,
        policy::{self, Branch},
        reports, sites, text, threads,
    },
    model::{Actor, Comment, CommentId, Kept, RevisionId, Status, ThreadState},
    storage::{self, Txn},
};
use std::sync::Arc;

pub struct Edit {
    pub comment_id: CommentId,
    pub body: String,
    /// Another second of the episode; `Some(None)` takes it away.
    pub moment_seconds: Option<Option<i32>>,
    /// The text that the author saw; refused as stale when there is a newer one.
    pub revision_id: Option<RevisionId>,
}

/// The new text goes through the rules as a new comment does: it may be held, and readers go on
/// seeing the text that was approved last.
pub async fn edit(app: &App, actor: &Actor, edit: Edit) -> Result<Comment, Error> {
    let body = input::body("body", &edit.body)?;
    let signed_in = access::signed_in(actor)?;
    let site = sites::find_by_id(app, signed_in.member.site_id).await?;
    let site = site.ok_or(Error::NotFound)?;
    let member = access::enter(app, actor, &site)?;
    access::limit(app, Operation::PostAttempt, member).await?;
    access::limit(app, Operation::Edit, member).await?;
    let evidence = Evidence::gather(app, actor, (&site, &signed_in.member), &body).await?;
    let txn = app.db.begin_write().await?;
    let subject = take(app, &txn, actor, edit.comment_id).await?;
    let before = &subject.comment;
    policy::comment::may_edit(subject.scene(app, actor), before)?;
    if edit
        .revision_id
        .is_some_and(|seen| seen != before.revision_id)
    {
        return Err(Conflict::StaleRevision(Box::new(before.clone())).into());
    }
    let moment_seconds = moment(&edit, before)?;
    if body == before.body_markdown {
        let comment = Comment {
            moment_seconds,
            ..before.clone()
        };
        return move_moment(txn, before, comment).await;
    }
    // Whether the thread takes new comments is nothing to one that is there.
    let place = Where {
        setting: &subject.setting,
        thread: ThreadState::Open,
        branch: Branch::Open,
        is_repeat: evidence
            .is_repeat(&txn, subject.member.id, Some(before.id))
            .await?,
    };
    let judged = evidence.judge(app, (actor, subject.member), place)?;
    let book = Arc::clone(&judged.book);
    let mut comment = Comment {
        moment_seconds,
        ..next(app, before, body, judged)
    };
    let approved_last = approved_last(&txn, before).await?;
    let asked = jobs::ask(app, &txn, &comment, &book.rules).await?;
    // A text that others may yet hold does not take the place of the one approved before.
    comment.kept = approved_last.filter(|_| comment.status == Status::Pending || asked);
    if !comment.is_public() {
        (comment.pinned_at, comment.featured_at) = (None, None);
    }
    storage::comments::save_text(&txn, &comment).await?;
    storage::comments::save_moment(&txn, &comment).await?;
    threads::settle(&txn, before, &comment).await?;
    let comment = storage::comments::find_any(&txn, before.id)
        .await?
        .ok_or(Error::NotFound)?;
    record_hold(app, &txn, actor, &comment).await?;
    txn.commit().await?;
    if asked {
        jobs::wake(app);
    }
    Ok(comment)
}

/// The moment that the comment will be about.
fn moment(edit: &Edit, before: &Comment) -> Result<Option<i32>, Error> {
    let Some(moment) = edit.moment_seconds else {
        return Ok(before.moment_seconds);
    };
    input::moment("momentSeconds", moment, before.parent_id.is_some())
}

/// The text stays as it is, so there is nothing to judge.
async fn move_moment(txn: Txn, before: &Comment, comment: Comment) -> Result<Comment, Error> {
    if comment.moment_seconds != before.moment_seconds {
        storage::comments::save_moment(&txn, &comment).await?;
        threads::settle(&txn, before, &comment).await?;
        txn.commit().await?;
    }
    Ok(comment)
}

/// The text that readers would go on seeing, while there is one. One about which others have still
/// to be heard is not vouched for by being shown meanwhile.
async fn approved_last(txn: &Txn, before: &Comment) -> Result<Option<Kept>, Error> {
    if before.kept.is_some() || before.status != Status::Approved {
        return Ok(before.kept.clone());
    }
    let in_doubt = !before.reviewed && jobs::is_being_asked_about(txn, before).await?;
    Ok((!in_doubt).then(|| before.keeping()))
}

/// The comment with its new text, as the rules have judged it.
fn next(app: &App, before: &Comment, body: String, judged: Judged) -> Comment {
    let mut verdict = judged.verdict;
    reports::keep_held(before, &mut verdict);
    opinions::keep_held(before, &mut verdict);
    decisions::keep_restored(before, &mut verdict);
    Comment {
        revision_id: RevisionId(app.env.new_id()),
        body_html: text::markdown::render(&body),
        body_markdown: body,
        renderer: text::markdown::RENDERER,
        edited_at: Some(app.env.now()),
        status: verdict.status,
        hold_reasons: verdict.reasons,
        reviewed: verdict.by_staff,
        // What was decided of the text before does not count for this one.
        decision_id: None,
        reject_reason: None,
        author_note: None,
        learned_as: None,
        spam_score: judged.spam_score,
        spam_words: judged.spam_words,
        text_hash: judged.text_hash,
        ..before.clone()
    }
}
