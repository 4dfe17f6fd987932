//! Access tokens: which are good, for how long, where, and for what.
use super::{POST, SIGN_IN, VIEWER, account, credentials, holding, refresh, remark};
use crate::support::{Client, ORIGIN, OWN_ORIGIN, TestApp};
use axum::http::StatusCode;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::Duration;
use rejoinder::{
    domain::credentials::access_token::{LEEWAY, TTL},
    model::{Comment, Role, SessionKind},
};
use serde_json::{Value, json};

async fn viewer(client: &Client) -> crate::support::Answer {
    client.run(VIEWER, json!({})).await
}

fn comment_id(comment: &Comment) -> String {
    format!("comment_{}", comment.id.0.simple())
}

#[tokio::test]
async fn an_access_token_is_good_for_ten_minutes() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    app.clock.advance(TTL + LEEWAY - Duration::seconds(1));
    viewer(&ana).await.at("/viewer/email");
    app.clock.advance(Duration::seconds(1));
    let refusal = viewer(&ana).await;
    assert_eq!(refusal.status, StatusCode::UNAUTHORIZED);
    assert_eq!(refusal.reason(), "TOKEN_EXPIRED");
    assert!(TTL + LEEWAY <= Duration::minutes(11));
}

fn encoded(json: &Value) -> String {
    URL_SAFE_NO_PAD.encode(json.to_string())
}

#[tokio::test]
async fn whatever_was_not_signed_here_is_refused() {
    let app = TestApp::new().await;
    let (ana, mo) = (app.reader("Ana").await, app.moderator("Mo").await);
    let (own, other) = (ana.access.clone().unwrap(), mo.access.clone().unwrap());
    let parts: Vec<&str> = own.split('.').collect();
    let others: Vec<&str> = other.split('.').collect();
    let (header, claims, signature) = (parts[0], parts[1], parts[2]);
    let none = encoded(&json!({ "alg": "none", "typ": "at+jwt" }));
    let hmac = encoded(&json!({ "alg": "HS256", "typ": "at+jwt" }));
    let mut flipped = signature.to_owned();
    flipped.replace_range(..1, if flipped.starts_with('A') { "B" } else { "A" });
    for forged in [
        String::new(),
        "nonsense".to_owned(),
        "a.b.c".to_owned(),
        format!("{header}.{claims}."),
        format!("{header}.{claims}"),
        format!("{none}.{claims}."),
        format!("{none}.{claims}.{signature}"),
        format!("{hmac}.{claims}.{signature}"),
        format!("{header}.{}.{signature}", others[1]),
        format!("{header}.{claims}.{}", others[2]),
        format!("{header}.{claims}.{flipped}"),
        format!("{own}.{signature}"),
        format!("{own} {own}"),
        ana.refresh.clone().unwrap(),
        "x".repeat(8_000),
    ] {
        let client = Client {
            access: Some(forged.clone()),
            ..app.anonymous()
        };
        let refusal = viewer(&client).await;
        assert_eq!(refusal.reason(), "TOKEN_INVALID", "{forged}");
        assert_eq!(refusal.status, StatusCode::UNAUTHORIZED);
    }
    viewer(&ana).await.at("/viewer/email");
}

#[tokio::test]
async fn without_a_token_one_is_nobody() {
    let app = TestApp::new().await;
    app.thread().await;
    assert!(viewer(&app.anonymous()).await.at("/viewer").is_null());
    let refusal = app
        .anonymous()
        .send(POST, remark("history", "100", "hello"))
        .await;
    assert_eq!(refusal.reason(), "SIGNED_OUT");
    assert_eq!(refusal.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn on_another_site_a_token_is_a_strangers() {
    let app = TestApp::new().await;
    let politics = app.other_site("politics").await;
    let setting = app.thread_on(&politics, "1").await;
    let theirs = app.signed_in(&politics, "Pia", Role::Commenter).await;
    let shown = app.comment(&setting).by(&theirs).insert().await;
    let held = app.comment(&setting).by(&theirs).held().insert().await;
    let mo = app.moderator("Mo").await;

    // Reads what all may read, and no more.
    let query = "query($held: ID!, $shown: ID!) {
        held: comment(id: $held) { id }
        shown: comment(id: $shown) { bodyHtml viewerCan { reply { reason } moderate { reason } } }
        episode(site: \"politics\", key: \"1\") { pendingCount viewerCan { post { reason } } }
    }";
    let ids = json!({ "held": comment_id(&held), "shown": comment_id(&shown) });
    let answer = mo.run(query, ids).await;
    assert!(answer.at("/held").is_null());
    assert_eq!(answer.text("/shown/bodyHtml").trim(), "<p>hello</p>");
    assert!(answer.at("/episode/pendingCount").is_null());
    for permission in [
        "/shown/viewerCan/reply",
        "/shown/viewerCan/moderate",
        "/episode/viewerCan/post",
    ] {
        assert_eq!(answer.text(&format!("{permission}/reason")), "SIGNED_OUT");
    }

    // Writes nothing.
    let post = mo.send(POST, remark("politics", "1", "hello")).await;
    assert_eq!(post.code(), "NOT_FOUND");
    let vote =
        "mutation($input: VoteCommentInput!) { voteComment(input: $input) { comment { id } } }";
    let input = json!({ "commentId": comment_id(&shown), "vote": "UP" });
    assert_eq!(mo.send(vote, input).await.code(), "NOT_FOUND");
    assert_eq!(app.episode(&setting).await.comment_count, 1);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn a_page_of_the_site_gets_an_embeds_session() {
    let app = TestApp::new().await;
    let email = account(&app, "Mo").await;
    app.moderator("Mo").await;
    for (origin, role) in [
        (None, "MODERATOR"),
        (Some(OWN_ORIGIN), "MODERATOR"),
        (Some(ORIGIN), "COMMENTER"),
    ] {
        let client = Client {
            origin: origin.map(str::to_owned),
            ..app.anonymous()
        };
        let credentials = credentials(&email, super::PASSWORD);
        let answer = client.send(SIGN_IN, credentials).await;
        assert_eq!(answer.text("/signIn/viewer/role"), role, "{origin:?}");

        // A refresh keeps it what it was, from wherever it is sent.
        for page in [None, Some(OWN_ORIGIN)] {
            let later = Client {
                origin: page.map(str::to_owned),
                ..holding(&app.anonymous(), &answer, "signIn")
            };
            let later = refresh(&later).await;
            assert_eq!(
                later.text("/refreshSession/viewer/role"),
                role,
                "{origin:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_moderators_session_in_an_embed_is_a_commenters() {
    let app = TestApp::new().await;
    let setting = app.thread().await;
    let held = app.comment(&setting).held().insert().await;
    let embedded = SessionKind::Embedded;
    let mo = app
        .session(&app.site, "Mo", Role::Moderator, embedded)
        .await;

    let query = "query($id: ID!) {
        comment(id: $id) { id }
        episode(site: \"history\", key: \"100\") { pendingCount comments { nodes { id } } }
    }";
    // Not even where only moderators usually are.
    for mo in [mo.clone(), mo.at_page(OWN_ORIGIN)] {
        let answer = mo.run(query, json!({ "id": comment_id(&held) })).await;
        assert!(answer.at("/comment").is_null());
        assert!(answer.at("/episode/pendingCount").is_null());
        assert_eq!(answer.at("/episode/comments/nodes"), &json!([]));
        let queue = "{ site(key: \"history\") { queue(kind: PENDING) { totalCount } } }";
        assert_eq!(mo.run(queue, json!({})).await.reason(), "NOT_MODERATOR");

        let approve = "mutation($input: ApproveCommentsInput!) {
            approveComments(input: $input) { results { code } }
        }";
        let revision = format!("revision_{}", held.revision_id.0.simple());
        let items =
            json!({ "items": [{ "commentId": comment_id(&held), "revisionId": revision }] });
        assert_eq!(mo.send(approve, items).await.reason(), "NOT_MODERATOR");

        let close =
            "mutation($input: CloseThreadInput!) { closeThread(input: $input) { episode { id } } }";
        let episode = format!("episode_{}", setting.episode.id.0.simple());
        let refusal = mo.send(close, json!({ "episodeId": episode })).await;
        assert_eq!(refusal.reason(), "NOT_MODERATOR");
    }
    assert_eq!(app.episode(&setting).await.queues.pending, 1);
}
