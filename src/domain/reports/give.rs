//! Reporting a comment.
use super::{
    hold,
    notice::{self, NewNotice},
    weight::weight,
};
use crate::{
    app::App,
    domain::{
        Error, access,
        comments::{self, Subject},
        credentials::limits::Operation,
        error::Conflict,
        input, limits, policy, threads,
    },
    model::{Actor, Comment, CommentId, Notice, Report, ReportId, ReportReason, RevisionId},
    storage,
};

pub struct NewReport {
    pub comment_id: CommentId,
    /// The text that was read.
    pub revision_id: RevisionId,
    pub reason: ReportReason,
    /// Needed with `OTHER` and `ILLEGAL`.
    pub text: Option<String>,
    pub illegal: Option<NewNotice>,
}

const TEXT_MAX: usize = 1_000;

/// Once for each reader and text: the same again answers the first. So many readers of good record
/// as the site's rules say hide the comment until a moderator has looked at it.
pub async fn give(app: &App, actor: &Actor, new: NewReport) -> Result<Report, Error> {
    let signed_in = access::signed_in(actor)?;
    let text = text(new.reason, new.text)?;
    let notice = notice::checked(new.reason, new.illegal)?;
    let named = (new.comment_id, new.revision_id);
    let txn = app.db.begin_write().await?;
    // Before anything else: the comment may be out of the reader's sight since.
    if let Some(given) = storage::reports::find(&txn, signed_in.member.id, named).await? {
        return Ok(given);
    }
    let subject = comments::take(app, &txn, actor, new.comment_id).await?;
    if let Some(given) = storage::reports::find(&txn, subject.member.id, named).await? {
        return Ok(given);
    }
    let before = &subject.comment;
    policy::comment::may_report(subject.scene(app, actor), before)?;
    limits::take_within(app, &txn, Operation::Report, subject.member).await?;
    if new.revision_id != read_by(actor, before) {
        return Err(Conflict::StaleRevision(Box::new(before.clone())).into());
    }
    let told = Told {
        revision_id: new.revision_id,
        reason: new.reason,
        text,
        notice,
    };
    let report = report(app, &subject, told);
    storage::reports::insert_if_new(&txn, &report).await?;
    let mut after = Comment {
        report_count: before.report_count + 1,
        report_weight: before.report_weight + report.weight,
        ..before.clone()
    };
    hold::hold_if_due(app, &txn, actor, &mut after).await?;
    storage::comments::save(&txn, &after).await?;
    threads::settle(&txn, before, &after).await?;
    txn.commit().await?;
    Ok(report)
}

/// The text that the viewer sees of it.
fn read_by(actor: &Actor, comment: &Comment) -> RevisionId {
    let kept = comment.kept_for(policy::comment::visible_to(actor));
    kept.map_or(comment.revision_id, |kept| kept.revision_id)
}

/// What the reader said, made fit to keep.
struct Told {
    revision_id: RevisionId,
    reason: ReportReason,
    text: Option<String>,
    notice: Option<Notice>,
}

fn report(app: &App, subject: &Subject<'_>, told: Told) -> Report {
    let (member, comment, now) = (subject.member, &subject.comment, app.env.now());
    let notice = told.notice.map(|notice| Notice {
        location: Some(notice::location(&subject.setting.episode, comment)),
        ..notice
    });
    Report {
        id: ReportId(app.env.new_id()),
        site_id: comment.site_id,
        comment_id: comment.id,
        revision_id: told.revision_id,
        reporter_id: member.id,
        reason: told.reason,
        text: told.text,
        weight: weight(
            member.reports_upheld,
            member.reports_dismissed,
            member.standing_at(now),
        ),
        notice,
        created_at: now,
        resolution: None,
    }
}

fn text(reason: ReportReason, text: Option<String>) -> Result<Option<String>, Error> {
    let text = input::optional_text("text", text, TEXT_MAX)?;
    let needed = match reason {
        ReportReason::Other => "is needed with the reason OTHER: say what is wrong",
        ReportReason::Illegal => {
            "is needed with the reason ILLEGAL: explain what is illegal about the comment"
        }
        ReportReason::OffTopic
        | ReportReason::Abuse
        | ReportReason::Spam
        | ReportReason::PersonalInformation => return Ok(text),
    };
    text.map(Some).ok_or_else(|| Error::invalid("text", needed))
}
