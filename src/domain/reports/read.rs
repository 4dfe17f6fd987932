//! Reports as moderators and those who gave them read them.
use crate::{
    app::App,
    domain::Error,
    model::{
        CommentId, LogEntry, LogEntryId, Member, MemberId, Page, PageRequest, Report, SignedIn,
    },
    storage,
};
use std::collections::HashMap;

/// A report with who gave it and what was decided.
#[derive(Clone, Debug)]
pub struct Reported {
    pub report: Report,
    pub reporter: Option<Member>,
    pub decision: Option<LogEntry>,
}

/// One page of reports, and how many there are in all.
#[derive(Clone, Debug)]
pub struct Found {
    pub page: Page<Reported>,
    pub total: i32,
}

/// The same page of each comment's reports, the newest first, in four statements. The caller has
/// asked whether the viewer moderates.
pub async fn of_comments(
    app: &App,
    comments: &[CommentId],
    page: &PageRequest,
) -> Result<HashMap<CommentId, Found>, Error> {
    let db = app.db.read();
    let totals = storage::reports::count_of_comments(db, comments).await?;
    let reports = storage::reports::list_of_comments(db, comments, page).await?;
    let mut by_comment: HashMap<CommentId, Vec<Reported>> = HashMap::new();
    for reported in dressed(app, reports).await? {
        let comment = reported.report.comment_id;
        by_comment.entry(comment).or_default().push(reported);
    }
    let found = |id: &CommentId| {
        let found = Found {
            page: Page::cut(by_comment.remove(id).unwrap_or_default(), page.first),
            total: totals
                .get(id)
                .map_or(0, |total| i32::try_from(*total).unwrap_or(i32::MAX)),
        };
        (*id, found)
    };
    Ok(comments.iter().map(found).collect())
}

/// What the viewer has reported, the newest first.
pub async fn of_viewer(
    app: &App,
    signed_in: &SignedIn,
    page: &PageRequest,
) -> Result<Found, Error> {
    let (db, own) = (app.db.read(), signed_in.member.id);
    let total = storage::reports::count_by_reporter(db, own).await?;
    let reports = storage::reports::list_by_reporter(db, own, page).await?;
    Ok(Found {
        page: Page::cut(dressed(app, reports).await?, page.first),
        total: i32::try_from(total).unwrap_or(i32::MAX),
    })
}

/// A report that a use case has just handled.
pub async fn one(app: &App, report: Report) -> Result<Reported, Error> {
    dressed(app, vec![report])
        .await?
        .pop()
        .ok_or(Error::NotFound)
}

async fn dressed(app: &App, reports: Vec<Report>) -> Result<Vec<Reported>, Error> {
    if reports.is_empty() {
        return Ok(Vec::new());
    }
    let db = app.db.read();
    let mut people: Vec<MemberId> = reports.iter().map(|report| report.reporter_id).collect();
    people.sort_unstable();
    people.dedup();
    let people = storage::members::list(&app.db, &people).await?;
    let people: HashMap<MemberId, Member> = people
        .into_iter()
        .map(|member| (member.id, member))
        .collect();
    let mut decisions: Vec<LogEntryId> = reports.iter().filter_map(decision_of).collect();
    decisions.sort_unstable();
    decisions.dedup();
    let decisions = storage::log::list_by_ids(db, &decisions).await?;
    let decisions: HashMap<LogEntryId, LogEntry> = decisions
        .into_iter()
        .map(|entry| (entry.id, entry))
        .collect();
    let dress = |report: Report| Reported {
        reporter: people.get(&report.reporter_id).cloned(),
        decision: decision_of(&report).and_then(|id| decisions.get(&id).cloned()),
        report,
    };
    Ok(reports.into_iter().map(dress).collect())
}

fn decision_of(report: &Report) -> Option<LogEntryId> {
    report.resolution?.decision_id
}
