//! What readers told the moderators, and what these wrote and did.
use super::{at::At, restoring::Restoring, said::named};
use crate::{
    domain::{
        exports::lines::{LogEntry, Note, Report},
        imports::Fault,
        log,
        spelling::read_id,
    },
    model::{
        self, Action, LogEntryId, MemberNote, MemberNoteId, Notice, ReportId, ReportReason,
        Resolution, RevisionId,
    },
    storage,
};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use uuid::Uuid;

pub(super) async fn put_reports(
    to: &mut Restoring<'_>,
    lines: Vec<(At, Box<Report>)>,
) -> Result<(), Fault> {
    let mut ids = Vec::new();
    for (at, line) in &lines {
        ids.push(at.id("report", &line.id)?);
    }
    let there = storage::restored::sites_of_reports(to.txn, &ids).await?;
    let mut rows = Vec::new();
    for ((at, line), id) in lines.into_iter().zip(ids) {
        if !to.is_here(&there, (at, id, &line.id))? {
            rows.push(row(to, at, ReportId(id), *line)?);
        }
    }
    let about: Vec<Uuid> = rows.iter().map(|row| row.comment_id.0).collect();
    let stand = storage::restored::comments(to.txn, &about).await?;
    // Nobody reports what they wrote, as somebody might who was two people there.
    rows.retain(|row| {
        let found = stand.get(&row.comment_id.0);
        found.is_none_or(|found| found.author != row.reporter_id)
    });
    let episodes = stand.values().map(|found| found.episode);
    for episode in episodes.collect::<BTreeSet<_>>() {
        if to.episodes.insert(episode) {
            storage::episodes::lock(to.txn, episode).await?;
        }
    }
    to.reporters.extend(rows.iter().map(|row| row.reporter_id));
    to.done.reports_imported += storage::restored::insert_reports(to.txn, rows).await?;
    Ok(())
}

fn row(to: &mut Restoring<'_>, at: At, id: ReportId, line: Report) -> Result<model::Report, Fault> {
    let reason = named(at, "reason", Some(&line.reason), ReportReason::parse)?;
    let decided = (
        line.resolved_at,
        line.outcome.as_ref(),
        line.decision_id.as_ref(),
    );
    let resolution = resolution(at, decided)?;
    let notice = line.illegal.map(|illegal| Notice {
        legal_basis: illegal.legal_basis,
        name: illegal.name,
        email: illegal.email,
        good_faith: illegal.good_faith,
        location: illegal.location,
    });
    Ok(model::Report {
        id,
        site_id: to.site.id,
        comment_id: to.comment(at, &line.comment_id)?,
        revision_id: RevisionId(at.id("revision", &line.revision_id)?),
        reporter_id: to.author(at, &line.reporter_id)?,
        reason: reason.unwrap_or(ReportReason::Other),
        text: line.text,
        weight: line.weight,
        notice,
        created_at: line.created_at,
        resolution,
    })
}

fn resolution(
    at: At,
    (resolved_at, outcome, decision): (Option<DateTime<Utc>>, Option<&String>, Option<&String>),
) -> Result<Option<Resolution>, Fault> {
    let decision = at.some_id("decision", decision)?;
    let (Some(resolved_at), Some(outcome)) = (resolved_at, outcome) else {
        return Ok(None);
    };
    Ok(Some(Resolution {
        at: resolved_at,
        outcome: at.word("outcome", outcome)?,
        decision_id: decision.map(LogEntryId),
    }))
}

pub(super) async fn put_notes(to: &mut Restoring<'_>, lines: Vec<(At, Note)>) -> Result<(), Fault> {
    let mut ids = Vec::new();
    for (at, line) in &lines {
        ids.push(at.id("note", &line.id)?);
    }
    let there = storage::restored::sites_of_notes(to.txn, &ids).await?;
    for ((at, line), id) in lines.into_iter().zip(ids) {
        if to.is_here(&there, (at, id, &line.id))? {
            continue;
        }
        let note = MemberNote {
            id: MemberNoteId(id),
            site_id: to.site.id,
            member_id: to.author(at, &line.about_id)?,
            author_id: to.author(at, &line.author_id)?,
            text: line.text,
            created_at: line.created_at,
        };
        storage::notes::insert(to.txn, &note).await?;
        to.done.notes_imported += 1;
    }
    Ok(())
}

pub(super) async fn put_log(
    to: &mut Restoring<'_>,
    lines: Vec<(At, Box<LogEntry>)>,
) -> Result<(), Fault> {
    let mut ids = Vec::new();
    for (at, line) in &lines {
        ids.push(at.id("decision", &line.id)?);
    }
    let there = storage::restored::sites_of_log_entries(to.txn, &ids).await?;
    let mut rows = Vec::new();
    for ((at, line), id) in lines.into_iter().zip(ids) {
        if to.is_here(&there, (at, id, &line.id))? {
            continue;
        }
        rows.push(entry(to, at, LogEntryId(id), *line)?);
    }
    // What is undone here already cannot be undone again.
    to.done.log_entries_imported += storage::restored::insert_log(to.txn, rows).await?;
    Ok(())
}

fn entry(
    to: &Restoring<'_>,
    at: At,
    id: LogEntryId,
    line: LogEntry,
) -> Result<model::LogEntry, Fault> {
    let action: Action = at.word("action", &line.action)?;
    let actor = line.actor_id.as_deref();
    let actor = actor.map(|actor| to.author(at, actor)).transpose()?;
    let revision = at.some_id("revision", line.revision_id.as_ref())?;
    let episode = line.episode_id.as_deref();
    let episode = episode.map(|episode| to.episode(at, episode)).transpose()?;
    let batch = at.some_id("decision", line.batch_id.as_ref())?;
    let undone = at.some_id("decision", line.undoes_id.as_ref())?;
    Ok(model::LogEntry {
        id,
        site_id: to.site.id,
        actor_id: actor,
        subject_id: subject(to, at, action, &line.subject_id)?,
        action,
        revision_id: revision.map(RevisionId),
        from_state: line.from,
        to_state: line.to,
        reason: line.reason,
        episode_id: episode,
        note: line.note,
        details: line.details.map(|details| details.to_string()),
        correlation_id: line.correlation_id,
        batch_id: batch.map(LogEntryId),
        undoes_id: undone.map(LogEntryId),
        created_at: line.created_at,
    })
}

/// Under the id that it has here.
fn subject(to: &Restoring<'_>, at: At, action: Action, text: &str) -> Result<Uuid, Fault> {
    let Some(kind) = log::subject_kind(action) else {
        let id = Uuid::try_parse(text).map_err(|_| at.bad("subjectId", text))?;
        return Ok(id);
    };
    Ok(match kind {
        "author" => to.author(at, text)?.0,
        "episode" => to.episode(at, text)?.0,
        "comment" => to.comment(at, text)?.0,
        "site" if read_id(kind, text) == read_id(kind, &to.survey.site.1.id) => to.site.id.0,
        kind => at.id(kind, text)?,
    })
}
