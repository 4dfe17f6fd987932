//! What the stories say again and again: documents of the API, the same people as actors of the
//! domain, and things done at the same moment.
use super::{Answer, Client, TestApp};
use rejoinder::{
    domain::{accounts, sessions, threads::Setting},
    model::{Actor, Comment, CommentId, EpisodeId, SessionId, SessionKind, SignedIn, Status},
    storage,
};
use sea_orm::{ConnectionTrait, Statement, Value as SqlValue};
use serde_json::{Value, json};
use std::{future::Future, sync::Arc};
use tokio::sync::Barrier;

const POST: &str = "mutation($input: PostCommentInput!) { postComment(input: $input) {
    clientMutationId comment { id status depth revisionId bodyMarkdown bodyHtml createdAt
    parent { id } episode { id key title url } holdReasons } } }";
const EDIT: &str = "mutation($input: EditCommentInput!) { editComment(input: $input) {
    comment { id status revisionId bodyMarkdown editedAt decisionId } } }";
const DELETE: &str = "mutation($input: DeleteCommentInput!) { deleteComment(input: $input) {
    deletedCommentId comment { id tombstone bodyMarkdown author { id } } } }";
const VOTE: &str = "mutation($input: VoteCommentInput!) { voteComment(input: $input) {
    comment { id score viewerHasVoted } } }";
const LOCK: &str = "mutation($input: LockThreadInput!) { lockThread(input: $input) {
    episode { id state lockReason lockedUntil } } }";
const CLOSE: &str = "mutation($input: CloseThreadInput!) { closeThread(input: $input) {
    episode { id state closedMessage commentCount } } }";
const REOPEN: &str = "mutation($input: ReopenThreadInput!) { reopenThread(input: $input) {
    episode { id state closedMessage lockReason } } }";
const RESULTS: &str = "results { commentId code message comment { id status revisionId }
    earlier { id status moderatorId decidedAt } }";

/// Ids as clients see them.
pub(crate) fn comment_id(id: CommentId) -> String {
    format!("comment_{}", id.0.simple())
}

pub(crate) fn episode_id(id: EpisodeId) -> String {
    format!("episode_{}", id.0.simple())
}

/// The thread, as a page that posts to it names it.
pub(crate) fn named(setting: &Setting) -> Value {
    json!({ "site": setting.site.key, "key": setting.episode.key })
}

/// A comment, and the text of it that was read.
pub(crate) fn item(comment: &Comment) -> Value {
    json!({
        "commentId": comment_id(comment.id),
        "revisionId": format!("revision_{}", comment.revision_id.0.simple()),
    })
}

impl Client {
    /// `more` is added to the input: `parentId`, `clientMutationId`.
    pub(crate) async fn post_with(&self, episode: Value, body: &str, more: Value) -> Answer {
        let mut input = json!({ "episode": episode, "body": body });
        let more = more.as_object().unwrap().clone();
        input.as_object_mut().unwrap().extend(more);
        self.send(POST, input).await
    }

    pub(crate) async fn post(&self, setting: &Setting, body: &str) -> Answer {
        self.post_with(named(setting), body, json!({})).await
    }

    pub(crate) async fn reply(&self, setting: &Setting, to: &str, body: &str) -> Answer {
        let more = json!({ "parentId": to });
        self.post_with(named(setting), body, more).await
    }

    pub(crate) async fn edit(&self, comment: &str, body: &str) -> Answer {
        let input = json!({ "commentId": comment, "body": body });
        self.send(EDIT, input).await
    }

    pub(crate) async fn edit_seen(&self, comment: &Comment, body: &str) -> Answer {
        let mut input = item(comment);
        input["body"] = body.into();
        self.send(EDIT, input).await
    }

    pub(crate) async fn delete(&self, comment: &str) -> Answer {
        self.send(DELETE, json!({ "commentId": comment })).await
    }

    /// `UP` or `NONE`.
    pub(crate) async fn vote(&self, comment: &str, vote: &str) -> Answer {
        let input = json!({ "commentId": comment, "vote": vote });
        self.send(VOTE, input).await
    }

    pub(crate) async fn approve(&self, items: Vec<Value>) -> Answer {
        let mutation = format!(
            "mutation($input: ApproveCommentsInput!) {{ approveComments(input: $input) {{ {RESULTS} }} }}"
        );
        self.send(&mutation, json!({ "items": items })).await
    }

    pub(crate) async fn reject(&self, items: Vec<Value>) -> Answer {
        let mutation = format!(
            "mutation($input: RejectCommentsInput!) {{ rejectComments(input: $input) {{ {RESULTS} }} }}"
        );
        let input = json!({ "items": items, "reason": "OFF_TOPIC", "note": "Not about this." });
        self.send(&mutation, input).await
    }

    pub(crate) async fn lock(&self, setting: &Setting, more: Value) -> Answer {
        self.send(LOCK, on(setting, &more)).await
    }

    pub(crate) async fn close(&self, setting: &Setting, more: Value) -> Answer {
        self.send(CLOSE, on(setting, &more)).await
    }

    pub(crate) async fn reopen(&self, setting: &Setting) -> Answer {
        self.reopen_with(setting, json!({})).await
    }

    pub(crate) async fn reopen_with(&self, setting: &Setting, more: Value) -> Answer {
        self.send(REOPEN, on(setting, &more)).await
    }
}

fn on(setting: &Setting, more: &Value) -> Value {
    let mut input = json!({ "episodeId": episode_id(setting.episode.id) });
    let more = more.as_object().unwrap().clone();
    input.as_object_mut().unwrap().extend(more);
    input
}

impl TestApp {
    /// The same person with a new access token: one is good for ten minutes.
    pub(crate) async fn again(&self, client: &Client) -> Client {
        let actor = self.actor(client).await;
        let member = actor.signed_in.unwrap().member;
        let account = accounts::find(&self.app, member.account_id).await.unwrap();
        let who = (&self.site, &account.unwrap(), &member);
        let tokens = sessions::begin_for(&self.app, SessionKind::Direct, who).await;
        client.clone().with(tokens.unwrap(), member)
    }

    /// The person as use cases know them, as they stand in the database now.
    pub(crate) async fn actor(&self, client: &Client) -> Actor {
        let id = client.member_id();
        let member = storage::members::find(self.app.db.read(), id).await;
        let member = member.unwrap().unwrap();
        Actor {
            signed_in: Some(SignedIn {
                session_id: SessionId(self.app.env.new_id()),
                account_id: member.account_id,
                kind: SessionKind::Direct,
                role: member.role,
                second_factor_demanded: false,
                in_place: false,
                member,
            }),
            ..Actor::default()
        }
    }

    /// As it stands in the database, whatever its status.
    pub(crate) async fn stored(&self, id: CommentId) -> Comment {
        let found = storage::comments::find_any(self.app.db.read(), id).await;
        found.unwrap().unwrap()
    }

    /// Held comments, oldest first, each by somebody of its own.
    pub(crate) async fn held(&self, setting: &Setting, number: usize) -> Vec<Comment> {
        let mut held = Vec::new();
        for index in 0..number {
            let author = self.reader(&format!("Writer {index}")).await;
            held.push(self.comment(setting).by(&author).held().insert().await);
        }
        held
    }

    /// What the last log entry about something keeps for an undo.
    pub(crate) async fn details(&self, subject: uuid::Uuid) -> String {
        let db = self.app.db.read();
        let sql = "SELECT details FROM log_entry WHERE subject_id = $1 ORDER BY id DESC LIMIT 1";
        let backend = db.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, sql, [subject.into()]);
        let row = db.query_one_raw(statement).await.unwrap().unwrap();
        row.try_get("", "details").unwrap()
    }

    /// How many rows there are under a condition: `count("comment", "status = $1", …)`.
    pub(crate) async fn count(&self, table: &str, condition: &str, values: Vec<SqlValue>) -> i64 {
        let db = self.app.db.read();
        let sql = format!("SELECT count(*) AS number FROM {table} WHERE {condition}");
        let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
        let row = db.query_one_raw(statement).await.unwrap().unwrap();
        row.try_get("", "number").unwrap()
    }

    /// Comments of a thread in one status, counted and not taken from a number that is kept.
    pub(crate) async fn count_status(&self, setting: &Setting, status: Status) -> i64 {
        let values = vec![setting.episode.id.into(), status.into()];
        let condition = "episode_id = $1 AND status = $2";
        self.count("comment", condition, values).await
    }

    /// Runs what a test needs and no use case does.
    pub(crate) async fn execute(&self, sql: &str, values: Vec<SqlValue>) {
        let db = self.app.db.write();
        let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
        db.execute_raw(statement).await.unwrap();
    }
}

/// Runs all of them, none before every one has begun; the results in their order.
pub(crate) async fn together<T, F>(tasks: impl IntoIterator<Item = F>) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let tasks: Vec<F> = tasks.into_iter().collect();
    let start = Arc::new(Barrier::new(tasks.len()));
    let running: Vec<_> = tasks
        .into_iter()
        .map(|task| {
            let start = Arc::clone(&start);
            tokio::spawn(async move {
                start.wait().await;
                task.await
            })
        })
        .collect();
    let mut results = Vec::new();
    for task in running {
        results.push(task.await.unwrap());
    }
    results
}
