//! No address that a reader comes from is kept, and what stands for it not for long.
use super::{PASSWORD, erasing::with_password, is_in_files, traces};
use crate::{
    sessions::{self, from_peer},
    support::{Client, TestApp, comment_id, item, log, named},
};
use chrono::Duration;
use rejoinder::{domain::jobs, model::Role};
use serde_json::json;

const SIGN_IN: &str =
    "mutation($input: SignInInput!) { signIn(input: $input) { accessToken refreshToken } }";

/// Signs in, after a wrong password, and does what readers do.
async fn is_busy(app: &TestApp, from: &Client, name: &str) {
    let email = format!("{}@example.org", name.to_lowercase());
    let credentials =
        |password: &str| json!({ "site": "history", "email": email, "password": password });
    let wrong = from.send(SIGN_IN, credentials("not-this-one-17")).await;
    assert_eq!(wrong.reason(), "WRONG_CREDENTIALS");
    let answer = from.send(SIGN_IN, credentials(PASSWORD)).await;
    let reader = sessions::holding(from, &answer, "signIn");
    let thread = app.thread().await;
    let comment = app.comment(&thread).insert().await;
    let post = "mutation($input: PostCommentInput!) { postComment(input: $input) {
        comment { id } } }";
    let input = json!({ "episode": named(&thread), "body": "hello" });
    reader.send(post, input).await.at("/postComment");
    reader
        .vote(&comment_id(comment.id), "UP")
        .await
        .at("/voteComment");
    let report = "mutation($input: ReportCommentInput!) { reportComment(input: $input) {
        report { id } } }";
    let mut input = item(&comment);
    input["reason"] = "OTHER".into();
    input["text"] = "not about bells".into();
    reader.send(report, input).await.at("/reportComment");
    let ask = "mutation($input: RequestSignInMailInput!) { requestSignInMail(input: $input) {
        requestToken } }";
    let input = json!({ "site": "history", "email": email });
    from.send(ask, input).await.at("/requestSignInMail");
    let sign_up = "mutation($input: SignUpInput!) { signUp(input: $input) { next } }";
    let input = json!({
        "site": "history", "email": format!("new.{email}"), "password": PASSWORD,
        "displayName": "Nora",
    });
    from.send(sign_up, input).await.at("/signUp");
    let export = "mutation($input: ExportMyDataInput!) { exportMyData(input: $input) { url } }";
    reader.send(export, json!({})).await.at("/exportMyData");
    app.mails().await;
}

#[tokio::test]
async fn the_address_of_a_reader_is_stored_nowhere_and_logged_nowhere() {
    let app = TestApp::new().await;
    with_password(&app, "Vera", Role::Commenter).await;
    with_password(&app, "Sixta", Role::Commenter).await;
    log::listen();
    let (four, six) = ("203.0.113.217", "2001:db8:1234:5678:9abc:def0:1234:5678");
    for (network, name) in [(four, "Vera"), (six, "Sixta")] {
        let from = Client::new(from_peer(app.router(), network));
        is_busy(&app, &from, name).await;
    }
    let log = log::heard();
    assert!(
        log.contains("answered") && log.contains("signed in"),
        "{log}"
    );
    for trace in [
        four,
        "203.0.113",
        six,
        "2001:db8:1234:5678",
        "2001:db8:1234",
    ] {
        assert_eq!(traces(&app, trace).await, Vec::<String>::new(), "{trace}");
        assert!(!is_in_files(&app, trace.as_bytes()).await, "{trace}");
        assert!(!log.contains(trace), "{trace} is in {log}");
    }
    let six: std::net::Ipv6Addr = six.parse().unwrap();
    assert!(!is_in_files(&app, &six.octets()[..8]).await);
}

/// Nobody signs in meanwhile.
#[tokio::test]
async fn what_is_kept_of_a_session_goes_a_month_after_it_was_over() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let bea = app.reader("Bea").await;
    let out = "mutation($input: SignOutInput!) { signOut(input: $input) { signedOut } }";
    bea.send(out, json!({ "refreshToken": bea.refresh }))
        .await
        .at("/signOut");
    let sessions = async || app.count("session", "1 = 1", vec![]).await;
    assert_eq!(sessions().await, 2);
    app.clock.advance(Duration::days(30));
    jobs::clear_out(&app.app).await.unwrap();
    assert_eq!(sessions().await, 2);
    app.clock.advance(Duration::seconds(1));
    jobs::clear_out(&app.app).await.unwrap();
    assert_eq!(sessions().await, 0);
    assert_eq!(app.count("refresh_token", "1 = 1", vec![]).await, 0);
    assert_eq!(sessions::refresh(&ana).await.reason(), "SESSION_ENDED");
}

#[tokio::test]
async fn a_session_that_lives_on_forgets_where_it_began() {
    let app = TestApp::new().await;
    let mut ana = app.reader("Ana").await;
    for _ in 0..4 {
        app.clock.advance(Duration::days(10));
        jobs::clear_out(&app.app).await.unwrap();
        let answer = sessions::refresh(&ana).await;
        ana = sessions::holding(&ana, &answer, "refreshSession");
        ana.run("{ viewer { role } }", json!({}))
            .await
            .at("/viewer");
        rejoinder::domain::housekeeping::once(&app.app, None)
            .await
            .unwrap();
    }
    assert_eq!(app.count("session", "1 = 1", vec![]).await, 1);
    assert_eq!(
        app.count("session", "length(address_hash) = 0", vec![])
            .await,
        1
    );
    // Tokens that nobody could use any more are gone: those of the last three turns are left.
    assert_eq!(app.count("refresh_token", "1 = 1", vec![]).await, 4);
}
