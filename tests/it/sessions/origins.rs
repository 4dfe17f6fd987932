//! From which pages one may write.
use super::{POST, SIGN_IN, SIGN_UP, VIEWER, account, credentials, remark};
use crate::support::{ORIGIN, OWN_ORIGIN, TestApp};
use axum::http::StatusCode;
use serde_json::json;

const FOREIGN: [&str; 8] = [
    "null",
    "https://evil.example",
    "https://politics.example",
    "http://history.example",
    "https://history.example:8443",
    "https://history.example.evil.example",
    "https://evil-history.example",
    "https://history.example/",
];

#[tokio::test]
async fn pages_of_the_site_and_of_the_service_write() {
    let app = TestApp::new().await;
    app.thread().await;
    let ana = app.reader("Ana").await;
    for origin in [ORIGIN, OWN_ORIGIN] {
        let posted = ana
            .at_page(origin)
            .send(POST, remark("history", "100", "hello"))
            .await;
        assert_eq!(posted.text("/postComment/comment/status"), "APPROVED");
    }
}

#[tokio::test]
async fn a_foreign_page_reads_and_does_not_write() {
    let app = TestApp::new().await;
    app.other_site("politics").await;
    let setting = app.thread().await;
    let bea = app.reader("Bea").await;
    let comment = app.comment(&setting).by(&bea).insert().await;
    let episode = format!("episode_{}", setting.episode.id.0.simple());
    let comment_id = format!("comment_{}", comment.id.0.simple());
    let mo = app.moderator("Mo").await;
    let version = app.episode(&setting).await.version;

    for origin in FOREIGN {
        let page = mo.at_page(origin);
        let viewer = page.run(VIEWER, json!({})).await;
        assert_eq!(viewer.text("/viewer/author/displayName"), "Mo", "{origin}");
        let count = "{ episode(site: \"history\", key: \"100\") { commentCount } }";
        let count = page.run(count, json!({})).await;
        assert_eq!(count.number("/episode/commentCount"), 1);

        for (mutation, input) in [
            (POST, remark("history", "100", "hello")),
            (
                "mutation($input: VoteCommentInput!) { voteComment(input: $input) { comment { id } } }",
                json!({ "commentId": comment_id, "vote": "UP" }),
            ),
            (
                "mutation($input: CloseThreadInput!) { closeThread(input: $input) { episode { id } } }",
                json!({ "episodeId": episode }),
            ),
            (
                "mutation($input: CreateEpisodeInput!) { createEpisode(input: $input) { episode { id } } }",
                json!({ "site": "history", "key": "new", "title": "New" }),
            ),
        ] {
            let refusal = page.send(mutation, input).await;
            assert_eq!(
                (refusal.code(), refusal.reason()),
                ("FORBIDDEN", "FOREIGN_ORIGIN"),
                "{origin} {mutation}"
            );
        }
    }
    assert_eq!(
        app.episode(&setting).await.version,
        version,
        "nothing happened"
    );
}

#[tokio::test]
async fn a_foreign_page_draws_no_buttons() {
    let app = TestApp::new().await;
    app.thread().await;
    let mo = app.moderator("Mo").await.at_page("https://evil.example");
    let query = "{ episode(site: \"history\", key: \"100\") {
        viewerCan { post { reason } moderate { reason } }
    } }";
    let answer = mo.run(query, json!({})).await;
    for button in ["post", "moderate"] {
        let reason = format!("/episode/viewerCan/{button}/reason");
        assert_eq!(answer.text(&reason), "FOREIGN_ORIGIN");
    }
}

#[tokio::test]
async fn nobody_signs_up_or_in_from_a_foreign_page() {
    let app = TestApp::new().await;
    let email = account(&app, "Ana").await;
    let hashed = app.app.passwords.computed();
    for origin in FOREIGN {
        let page = app.anonymous().at_page(origin);
        let refusal = page
            .send(SIGN_IN, credentials(&email, super::PASSWORD))
            .await;
        assert_eq!(refusal.reason(), "FOREIGN_ORIGIN", "{origin}");
        assert_eq!(refusal.status, StatusCode::OK);
        let input = json!({
            "site": "history", "email": "bea@example.org", "password": super::PASSWORD,
            "displayName": "Bea",
        });
        let refusal = page.send(SIGN_UP, input).await;
        assert_eq!(refusal.reason(), "FOREIGN_ORIGIN", "{origin}");
    }
    assert_eq!(
        app.app.passwords.computed(),
        hashed,
        "no password was tried"
    );
}

#[tokio::test]
async fn a_decision_from_a_foreign_page_is_refused_item_by_item() {
    let app = TestApp::new().await;
    let setting = app.thread().await;
    let held = app.comment(&setting).held().insert().await;
    let mo = app.moderator("Mo").await.at_page("https://evil.example");
    let approve = "mutation($input: ApproveCommentsInput!) {
        approveComments(input: $input) { results { code } }
    }";
    let items = json!({ "items": [{
        "commentId": format!("comment_{}", held.id.0.simple()),
        "revisionId": format!("revision_{}", held.revision_id.0.simple()),
    }] });
    let answer = mo.send(approve, items).await;
    assert_eq!(answer.text("/approveComments/results/0/code"), "DENIED");
    assert_eq!(app.episode(&setting).await.queues.pending, 1);
}
