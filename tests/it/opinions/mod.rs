//! What Akismet and a site's own webhook are sent, and what their answers come to.
mod akismet;
mod applying;
mod retries;
mod webhook;
mod workers;

use crate::support::{Answer, Client, TestApp};
use rejoinder::{
    domain::{jobs, opinions::Subject, threads::Setting},
    model::{Comment, CommentId, Member},
};
use serde_json::{Value, json};
use uuid::Uuid;

/// A comment with all that is told of it.
struct Scene {
    setting: Setting,
    comment: Comment,
    author: Member,
}

impl Scene {
    async fn new(app: &TestApp, ana: &Client, body: &str) -> Self {
        let setting = app.thread().await;
        let comment = app.comment(&setting).by(ana).body(body).insert().await;
        let author = ana.member.clone().unwrap();
        Self {
            setting,
            comment,
            author,
        }
    }

    fn subject(&self) -> Subject<'_> {
        Subject {
            site: &self.setting.site,
            episode: &self.setting.episode,
            comment: &self.comment,
            author: &self.author,
        }
    }
}

const HOLD: &str = r#"{"verdict":"hold","reason":"Names a neighbour"}"#;
const RELEASE: &str = r#"{"verdict":"release"}"#;
const NONE: &str = r#"{"verdict":"none"}"#;

/// Has the site ask Akismet, with the key `0123abc`, and the webhook at this address.
async fn advise(app: &TestApp, akismet: bool, webhook: Option<&str>) {
    let sql = "INSERT INTO site_rules (site_id, version, min_length, max_length, hold_repeats,
        banned_words, suspect_words, akismet_key, webhook_url, webhook_secret, updated_at)
        VALUES ($1, 1, 0, 10000, $2, '', '', $3, $4, 'our-secret', $5)";
    let values = vec![
        app.site.id.into(),
        false.into(),
        akismet.then_some("0123abc").into(),
        webhook.into(),
        app.app.env.now().into(),
    ];
    app.execute(sql, values).await;
}

/// All that is due, once.
async fn run(app: &TestApp) {
    jobs::run_due(&app.app).await.unwrap();
}

fn posted(answer: &Answer) -> CommentId {
    let id = answer.text("/postComment/comment/id");
    CommentId(Uuid::try_parse(id.trim_start_matches("comment_")).unwrap())
}

/// Status and hold reasons in words.
async fn state(app: &TestApp, id: CommentId) -> String {
    let comment = app.stored(id).await;
    let reasons = comment.hold_reasons.iter().map(|reason| reason.as_str());
    let reasons = reasons.collect::<Vec<_>>().join(" ");
    format!("{:?} [{reasons}]", comment.status)
}

/// What the log tells moderators of a comment, the oldest first: from, to, reason, note.
async fn history(by: &Client, id: CommentId) -> Vec<Value> {
    let query = "query($id: ID!) { comment(id: $id) { history {
        action from to reason note actor { displayName } } } }";
    let id = crate::support::comment_id(id);
    let answer = by.run(query, json!({ "id": id })).await;
    let mut entries = answer.at("/comment/history").as_array().unwrap().clone();
    entries.reverse();
    entries
}
