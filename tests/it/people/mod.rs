//! What people say of comments and of each other, and what moderators do with members.
mod claims;
pub(crate) mod invitations;
mod lists;
mod mutes;
mod notes;
mod notices;
mod outcomes;
mod reports;
mod roles;
mod standings;
mod thresholds;

use crate::support::{Answer, Client, TestApp, item};
use rejoinder::model::Comment;
use serde_json::{Value, json};

const REPORT: &str = "mutation($input: ReportCommentInput!) { reportComment(input: $input) {
    report { id reason text outcome weight decisionId }
    comment { id status viewerHasReported } } }";

const STANDING: &str = "mutation($input: SetStandingInput!) { setStanding(input: $input) {
    logEntryId author { id } } }";
const ROLE: &str = "mutation($input: SetRoleInput!) { setRole(input: $input) {
    author { id role } } }";
const ADD_NOTE: &str = "mutation($input: AddMemberNoteInput!) { addMemberNote(input: $input) {
    note { id text createdAt author { displayName } } } }";
const MUTE: &str = "mutation($input: MuteAuthorInput!) { muteAuthor(input: $input) {
    author { id displayName } } }";
const UNDO: &str = "mutation($input: UndoInput!) { undo(input: $input) { entry { from to } } }";

fn author_id(client: &Client) -> String {
    format!("author_{}", client.member_id().0.simple())
}

impl Client {
    /// `more` is added to the input: `until`, `reason`, `privateNote`.
    async fn set_standing(&self, of: &Client, standing: &str, more: Value) -> Answer {
        let mut input = json!({ "authorId": author_id(of), "standing": standing });
        let more = more.as_object().unwrap().clone();
        input.as_object_mut().unwrap().extend(more);
        self.send(STANDING, input).await
    }

    pub(crate) async fn set_role(&self, of: &Client, role: &str) -> Answer {
        let input = json!({ "authorId": author_id(of), "role": role });
        self.send(ROLE, input).await
    }

    async fn mute(&self, whom: &Client) -> Answer {
        self.send(MUTE, json!({ "authorId": author_id(whom) }))
            .await
    }

    async fn undo(&self, entry: &str) -> Answer {
        self.send(UNDO, json!({ "logEntryId": entry })).await
    }

    /// `more` is added is added to the input: `text`, `illegal`.
    async fn report_with(&self, comment: &Comment, reason: &str, more: Value) -> Answer {
        let mut input = item(comment);
        input["reason"] = reason.into();
        let more = more.as_object().unwrap().clone();
        input.as_object_mut().unwrap().extend(more);
        self.send(REPORT, input).await
    }

    async fn report(&self, comment: &Comment) -> Answer {
        self.report_with(comment, "ABUSE", json!({})).await
    }

    /// The comment as this viewer is shown it; null when they are not.
    async fn look_at(&self, comment: &Comment) -> Value {
        let query = "query($id: ID!) { comment(id: $id) { status bodyMarkdown holdReasons
            viewerHasReported viewerCan { report { allowed reason } }
            reports { totalCount nodes { id reason text weight outcome decisionId
                reporter { displayName } decision { status reason note automated }
                illegal { legalBasis name email goodFaith location } } } } }";
        let id = json!({ "id": item(comment)["commentId"] });
        self.run(query, id).await.at("/comment").clone()
    }

    /// What became of what the viewer reported, the newest first.
    async fn outcomes(&self) -> Vec<Value> {
        let query = "{ viewer { reports { nodes { outcome } } } }";
        let answer = self.run(query, json!({})).await;
        let nodes = answer.at("/viewer/reports/nodes").as_array().unwrap();
        nodes.iter().map(|node| node["outcome"].clone()).collect()
    }
}

/// Readers of good record.
async fn readers(app: &TestApp, number: usize) -> Vec<Client> {
    let mut readers = Vec::new();
    for index in 0..number {
        readers.push(app.reader(&format!("Reader {index}")).await);
    }
    readers
}

/// The site's own rule in place of the shipped one.
async fn set_threshold(app: &TestApp, threshold: Option<i32>) {
    let sql = "INSERT INTO site_rules (site_id, version, min_length, max_length, hold_repeats, \
        banned_words, suspect_words, report_threshold, updated_at) \
        VALUES ($1, 1, 0, 10000, FALSE, '', '', $2, $3)";
    let values = vec![
        app.site.id.into(),
        threshold.into(),
        app.app.env.now().into(),
    ];
    app.execute(sql, values).await;
}
