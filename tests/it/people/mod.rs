//! What people say of comments and of each other, and what moderators do with members.
mod notices;
mod outcomes;
mod reports;
mod thresholds;

use crate::support::{Answer, Client, TestApp, item};
use rejoinder::model::Comment;
use serde_json::{Value, json};

const REPORT: &str = "mutation($input: ReportCommentInput!) { reportComment(input: $input) {
    report { id reason text outcome weight decisionId }
    comment { id status viewerHasReported } } }";

impl Client {
    /// `more` is added to the input: `text`, `illegal`.
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
