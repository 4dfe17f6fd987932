//! What readers told the moderators, and what these wrote and did.
use super::{Of, Told, last};
use crate::{
    domain::{
        exports::lines::{IllegalNotice, Line, LogEntry, Note, Report},
        log,
        spelling::{id, word},
    },
    storage::{self, account_data::Page},
};
use sea_orm::DbErr;

pub(super) async fn reports(of: Of<'_>, page: Page) -> Result<Told, DbErr> {
    let reports = storage::exports::reports(of.db, of.site.id, page).await?;
    let last = last(reports.iter().map(|report| report.id.0));
    let lines = reports.into_iter().map(|report| {
        let illegal = report.good_faith.map(|good_faith| IllegalNotice {
            name: report.notifier_name,
            email: report.notifier_email.filter(|_| of.with_addresses),
            legal_basis: report.legal_basis,
            good_faith,
            location: report.location,
        });
        let line = Report {
            id: id("report", report.id.0),
            comment_id: id("comment", report.comment_id.0),
            revision_id: id("revision", report.revision_id.0),
            reporter_id: id("author", report.reporter_id.0),
            reason: report.reason.to_uppercase(),
            text: report.body,
            weight: report.weight,
            illegal,
            created_at: report.created_at,
            resolved_at: report.resolved_at,
            outcome: report.outcome.map(|outcome| word(&outcome)),
            decision_id: report.decision_id.map(|entry| id("decision", entry.0)),
        };
        Line::Report(Box::new(line))
    });
    Ok((lines.collect(), last))
}

pub(super) async fn notes(of: Of<'_>, page: Page) -> Result<Told, DbErr> {
    let notes = storage::exports::notes(of.db, of.site.id, page).await?;
    let last = last(notes.iter().map(|note| note.id.0));
    let lines = notes.into_iter().map(|note| {
        Line::Note(Note {
            id: id("note", note.id.0),
            about_id: id("author", note.member_id.0),
            author_id: id("author", note.author_id.0),
            text: note.body,
            created_at: note.created_at,
        })
    });
    Ok((lines.collect(), last))
}

pub(super) async fn log(of: Of<'_>, page: Page) -> Result<Told, DbErr> {
    let entries = storage::exports::log(of.db, of.site.id, page).await?;
    let last = last(entries.iter().map(|entry| entry.id.0));
    let lines = entries.into_iter().map(|entry| {
        let subject = entry.subject_id;
        let details = entry.details.as_deref();
        let line = LogEntry {
            id: id("decision", entry.id.0),
            actor_id: entry.actor_id.map(|actor| id("author", actor.0)),
            subject_id: match log::subject_kind(entry.action) {
                Some(kind) => id(kind, subject),
                None => subject.simple().to_string(),
            },
            action: word(&entry.action),
            revision_id: entry.revision_id.map(|revision| id("revision", revision.0)),
            from: entry.from_state,
            to: entry.to_state,
            reason: entry.reason,
            episode_id: entry.episode_id.map(|episode| id("episode", episode.0)),
            note: entry.note,
            details: details.and_then(|details| serde_json::from_str(details).ok()),
            correlation_id: entry.correlation_id,
            batch_id: entry.batch_id.map(|batch| id("decision", batch.0)),
            undoes_id: entry.undoes_id.map(|undone| id("decision", undone.0)),
            created_at: entry.created_at,
        };
        Line::LogEntry(Box::new(line))
    });
    Ok((lines.collect(), last))
}
