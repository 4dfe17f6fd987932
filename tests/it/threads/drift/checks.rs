//! What must hold whatever was done.
use super::Play;
use crate::support::comment_id;
use rejoinder::{
    domain::{decisions, log::Filter},
    model::{
        Action, Comment, LogEntry, LogEntryId, Order, PageRequest, RevisionId, Status, Visibility,
    },
    storage,
};
use serde_json::json;
use std::{
    collections::{HashMap, HashSet},
    fmt::Write,
};
use uuid::Uuid;

impl Play {
    pub(super) async fn check(&mut self) {
        self.app.assert_no_drift().await;
        for thread in &self.threads {
            let pinned = storage::marks::list_pinned(self.app.app.db.read(), thread.episode.id);
            let pinned = pinned.await.unwrap().len();
            assert!(pinned <= 3, "{pinned} pins");
        }
        let admins = self.app.count("member", "role = 'admin'", vec![]).await;
        assert!(admins >= 1);
        let entries = self.entries().await;
        self.assert_log_only_grew(&entries);
        let comments = self.all_comments().await;
        assert_explained(&comments, &entries);
        for some in comments.chunks(40) {
            self.assert_seen_as_they_stand(some).await;
        }
    }

    /// The oldest first.
    async fn entries(&self) -> Vec<LogEntry> {
        let page = PageRequest {
            first: u32::MAX,
            after: None,
            order: Order::default(),
        };
        let (db, site) = (self.app.app.db.read(), self.app.site.id);
        let found = storage::log::list(db, site, &Filter::default(), &page).await;
        let mut entries = found.unwrap();
        entries.reverse();
        entries
    }

    fn assert_log_only_grew(&mut self, entries: &[LogEntry]) {
        let told: Vec<String> = entries.iter().map(|entry| format!("{entry:?}")).collect();
        assert!(told.len() >= self.log.len());
        for (now, before) in told.iter().zip(&self.log) {
            assert_eq!(now, before);
        }
        self.log = told;
    }

    async fn all_comments(&self) -> Vec<Comment> {
        let everything = Visibility::EverythingOn(self.app.site.id);
        let mut all = Vec::new();
        for ids in self.comments.chunks(500) {
            let found = storage::comments::list(self.app.app.db.read(), ids, everything).await;
            all.extend(found.unwrap());
        }
        all
    }

    /// Whoever is not signed in reads the approved text, or nothing.
    async fn assert_seen_as_they_stand(&self, comments: &[Comment]) {
        let mut query = String::from("{");
        for (index, comment) in comments.iter().enumerate() {
            let id = comment_id(comment.id);
            write!(query, " c{index}: comment(id: \"{id}\") {{ bodyMarkdown }}").unwrap();
        }
        query.push('}');
        let seen = self.app.anonymous().run(&query, json!({})).await;
        for (index, comment) in comments.iter().enumerate() {
            let text = seen.at(&format!("/c{index}"))["bodyMarkdown"].as_str();
            let kept = comment
                .kept
                .as_ref()
                .map(|kept| kept.body_markdown.as_str());
            let expect = match comment.status {
                Status::Approved => Some(comment.body_markdown.as_str()),
                Status::Pending => kept,
                Status::Rejected | Status::Spam | Status::Deleted => None,
            };
            assert_eq!(text, expect, "{comment:?}");
        }
    }
}

/// A comment stands as the last act on its text says that has not been undone, or was shown at once.
fn assert_explained(comments: &[Comment], entries: &[LogEntry]) {
    let undone: HashSet<LogEntryId> = entries.iter().filter_map(|entry| entry.undoes_id).collect();
    let mut last: HashMap<(Uuid, Option<RevisionId>), &LogEntry> = HashMap::new();
    for entry in entries {
        let judged = matches!(entry.action, Action::JudgeComment | Action::RestoreComment);
        if (judged || is_decision(entry)) && !undone.contains(&entry.id) {
            last.insert((entry.subject_id, entry.revision_id), entry);
        }
    }
    for comment in comments {
        if comment.status == Status::Deleted {
            continue;
        }
        let last = last.get(&(comment.id.0, Some(comment.revision_id)));
        let told = last.and_then(|entry| entry.to_state.as_deref());
        let status = decisions::name(comment.status);
        assert_eq!(told.unwrap_or("APPROVED"), status, "{comment:?} {last:?}");
        let decision = last.filter(|entry| is_decision(entry));
        let decision = decision.map(|entry| entry.id);
        assert_eq!(comment.decision_id, decision, "{comment:?} {last:?}");
    }
}

fn is_decision(entry: &LogEntry) -> bool {
    matches!(
        entry.action,
        Action::ApproveComment | Action::RejectComment | Action::MarkSpam
    )
}
