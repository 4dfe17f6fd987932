//! Jobs come into being in the transaction of what they are about.
use super::conclude::ASKING;
use crate::{
    app::App,
    domain::opinions,
    model::{Comment, Import, Job, JobId, JobKind, Member, MemberId, Rules},
    storage::{self, Txn},
};
use chrono::Duration;
use sea_orm::DbErr;

/// The webhook is told what Akismet has held and may release it, so it is asked next: when Akismet
/// has answered or failed, or after this long.
const AFTER_AKISMET: Duration = Duration::seconds(15);

/// A moderator has so long to take back a slip before Akismet is told of it.
const BEFORE_CORRECTING: Duration = Duration::minutes(1);

/// About a new or edited text, those whose opinion the site wants; whether there are any. Nobody
/// is asked about what the staff wrote or the rules have turned down.
pub(in crate::domain) async fn ask(
    app: &App,
    txn: &Txn,
    comment: &Comment,
    rules: &Rules,
) -> Result<bool, DbErr> {
    if !opinions::is_open(comment) {
        return Ok(false);
    }
    let mut wait = Duration::zero();
    if rules.akismet_key.is_some() {
        insert(app, txn, (JobKind::AkismetCheck, comment), wait).await?;
        wait = AFTER_AKISMET;
    }
    if rules.webhook_url.is_some() {
        insert(app, txn, (JobKind::WebhookOpinion, comment), wait).await?;
    }
    Ok(rules.akismet_key.is_some() || rules.webhook_url.is_some())
}

/// Whether somebody is still to say what they think of the comment's current text.
pub(in crate::domain) async fn is_being_asked_about(
    txn: &Txn,
    comment: &Comment,
) -> Result<bool, DbErr> {
    let text = (comment.id, comment.revision_id);
    storage::jobs::is_any_waiting(txn, text, ASKING).await
}

/// After a decision: tells Akismet if it has seen the comment otherwise.
pub(in crate::domain) async fn correct(
    app: &App,
    txn: &Txn,
    before: &Comment,
    after: &Comment,
) -> Result<(), DbErr> {
    let Some(kind) = opinions::correction(before, after) else {
        return Ok(());
    };
    let opposite = match kind {
        JobKind::AkismetSpam => JobKind::AkismetHam,
        _ => JobKind::AkismetSpam,
    };
    if storage::jobs::take_back(txn, after.id, opposite).await? {
        // It was not told of the slip.
        return Ok(());
    }
    let advisers = storage::rules::advisers(txn, after.site_id).await?;
    if advisers.akismet_key.is_none() {
        return Ok(());
    }
    insert(app, txn, (kind, after), BEFORE_CORRECTING).await
}

/// Has a member's picture fetched from where their site has it.
pub(in crate::domain) async fn fetch_picture(
    app: &App,
    txn: &Txn,
    member: &Member,
) -> Result<(), DbErr> {
    let id = JobId(app.env.new_id());
    let job = Job::new(id, member.site_id, JobKind::Picture, app.env.now());
    let job = Job {
        member_id: Some(member.id),
        ..job
    };
    storage::jobs::insert(txn, job).await
}

/// Has what was sent brought in.
pub(in crate::domain) async fn bring_in(
    app: &App,
    txn: &Txn,
    import: &Import,
) -> Result<(), DbErr> {
    let id = JobId(app.env.new_id());
    let job = Job {
        import_id: Some(import.id),
        ..Job::new(id, import.site_id, JobKind::Import, app.env.now())
    };
    storage::jobs::insert(txn, job).await
}

/// Whether a job for it is there, one that was given up among them.
pub(in crate::domain) async fn is_picture_wanted(
    txn: &Txn,
    member: MemberId,
) -> Result<bool, DbErr> {
    storage::jobs::is_any_for(txn, member).await
}

/// Has this node's worker look for jobs, once they are committed. It looks by itself now and then;
/// so do those of other nodes.
pub(in crate::domain) fn wake(app: &App) {
    app.jobs_added.notify_one();
}

async fn insert(
    app: &App,
    txn: &Txn,
    (kind, about): (JobKind, &Comment),
    wait: Duration,
) -> Result<(), DbErr> {
    let job = Job::new(JobId(app.env.new_id()), about.site_id, kind, app.env.now());
    let job = Job {
        comment_id: Some(about.id),
        revision_id: Some(about.revision_id),
        due_at: job.created_at + wait,
        ..job
    };
    storage::jobs::insert(txn, job).await
}
