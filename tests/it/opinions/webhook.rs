//! A site's own check: what it is told, how it knows who tells it, and what it may answer.
use super::Scene;
use crate::support::{
    TestApp, comment_id,
    receiver::{self, Received, Receiver},
};
use hmac::{Hmac, Mac};
use rejoinder::{
    domain::{
        credentials::Secret,
        opinions::{
            Failure, Opinion,
            webhook::{self, Question},
        },
    },
    model::{CommentId, Mode, Visibility},
    outbound::Outbound,
    storage,
};
use serde_json::{Value, json};
use sha2::Sha256;
use uuid::Uuid;

const EVENT: Uuid = Uuid::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0001);

async fn ask(
    app: &TestApp,
    scene: &Scene,
    url: &str,
    secrets: &[Secret],
) -> Result<Opinion, Failure> {
    let outbound = receiver::outbound(&Receiver::start().await);
    let receiver = webhook::Receiver { url, secrets };
    let question = Question {
        event_id: EVENT,
        asked_at: app.app.env.now(),
        subject: scene.subject(),
    };
    webhook::ask(&outbound, receiver, question).await
}

/// What a receiver does before it believes a request, by the guide.
fn is_ours(call: &Received, secret: &str, now: i64) -> bool {
    let header = call.header("x-rejoinder-signature");
    let parts: Vec<(&str, &str)> = header
        .split(',')
        .map(|part| part.split_once('=').unwrap())
        .collect();
    let seconds = parts.iter().find(|(name, _)| *name == "t").unwrap().1;
    if (now - seconds.parse::<i64>().unwrap()).abs() > 300 {
        return false;
    }
    let mut signed = format!("{seconds}.").into_bytes();
    signed.extend_from_slice(&call.body);
    parts.iter().any(|(name, hex)| {
        let bytes: Vec<u8> = (0..hex.len() / 2)
            .filter_map(|at| u8::from_str_radix(hex.get(2 * at..2 * at + 2)?, 16).ok())
            .collect();
        let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        *name == "v1" && mac.chain_update(&signed).verify_slice(&bytes).is_ok()
    })
}

const TOLD: &str = "query($id: ID!) { viewer { author { id name: displayName } }
    site(key: \"history\") { id key name } comment(id: $id) {
    id revisionId parent { id } body: bodyMarkdown createdAt editedAt holdReasons
    episode { id key title url } } }";

#[tokio::test]
async fn a_webhook_is_told_what_the_api_would_tell() {
    let app = TestApp::mode(Mode::Pre).await;
    let ana = app.reader("ana").await;
    let setting = app.thread().await;
    let top = app.comment(&setting).insert().await;
    let posted = ana
        .reply(&setting, &comment_id(top.id), "*hello* \"ana\"")
        .await
        .text("/postComment/comment/id");
    let id = CommentId(Uuid::try_parse(posted.trim_start_matches("comment_")).unwrap());
    let everything = Visibility::EverythingOn(app.site.id);
    let found = storage::comments::find(app.app.db.read(), id, everything).await;
    let scene = Scene {
        setting,
        comment: found.unwrap().unwrap(),
        author: ana.member.clone().unwrap(),
    };
    let hook = Receiver::start().await;
    hook.replies(200, &[], r#"{"verdict":"release"}"#);
    let url = format!("{}check?show=history", hook.url);
    let opinion = ask(&app, &scene, &url, &[Secret::new("secret")]).await;
    assert_eq!(opinion, Ok(Opinion::Release));

    let received = hook.received();
    let [call] = received.as_slice() else {
        panic!("{received:?}");
    };
    assert_eq!(call.path, "/check");
    assert_eq!(call.header("content-type"), "application/json");
    assert_eq!(call.header("x-rejoinder-event-id"), EVENT.to_string());
    let api = ana.run(TOLD, json!({ "id": posted })).await;
    let mut comment = api.at("/comment").clone();
    let episode = comment["episode"].take();
    let parent = comment["parent"]["id"].take();
    let fields = comment.as_object_mut().unwrap();
    fields.remove("episode");
    fields.remove("parent");
    fields.insert("parentId".to_owned(), parent);
    // Both are RFC 3339.
    fields.insert("createdAt".to_owned(), "2026-01-01T00:00:00Z".into());
    assert_eq!(fields["holdReasons"], json!(["PREMODERATION"]));
    assert_eq!(fields["body"], "*hello* \"ana\"");
    let told: Value = serde_json::from_slice(&call.body).unwrap();
    let expect = json!({
        "id": EVENT,
        "type": "comment.opinion",
        "site": api.at("/site"),
        "episode": episode,
        "comment": comment,
        "author": api.at("/viewer/author"),
    });
    assert_eq!(told, expect);
}

#[tokio::test]
async fn a_receiver_can_check_that_a_request_is_ours_and_recent() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app, &app.reader("ana").await, "hello").await;
    let now = app.app.env.now().timestamp();
    let hook = Receiver::start().await;
    let secrets = ["new secret", "old secret"].map(Secret::new);
    let failed = ask(&app, &scene, &hook.url, &secrets).await.unwrap_err();
    assert!(failed.retry);
    let call = hook.received().remove(0);
    for (secret, at, ours) in [
        ("new secret", now, true),
        ("old secret", now, true),
        ("new secret", now + 300, true),
        ("new secret", now + 301, false),
        ("other secret", now, false),
    ] {
        assert_eq!(is_ours(&call, secret, at), ours, "{secret} {at}");
    }
    let mut forged = call.clone();
    forged.body = [&call.body[..], b" "].concat().into();
    assert!(!is_ours(&forged, "new secret", now));
    let header = call.header("x-rejoinder-signature");
    let later = header.replace(&format!("t={now}"), &format!("t={}", now + 60));
    let mut forged = call.clone();
    forged
        .headers
        .insert("x-rejoinder-signature", later.parse().unwrap());
    assert!(!is_ours(&forged, "new secret", now));
}

#[tokio::test]
async fn a_retry_is_the_same_event_and_signed_anew() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app, &app.reader("ana").await, "hello").await;
    let hook = Receiver::start().await;
    let secrets = [Secret::new("secret")];
    for verdict in ["", r#"{"verdict":"hold","reason":"Names a neighbour"}"#] {
        hook.replies(if verdict.is_empty() { 500 } else { 200 }, &[], verdict);
    }
    assert!(ask(&app, &scene, &hook.url, &secrets).await.is_err());
    app.clock.advance(chrono::Duration::hours(2));
    let hold = Opinion::Hold("Names a neighbour".to_owned());
    assert_eq!(ask(&app, &scene, &hook.url, &secrets).await, Ok(hold));
    let received = hook.received();
    let [first, second] = received.as_slice() else {
        panic!("{received:?}");
    };
    assert_eq!(first.body, second.body);
    let id = "x-rejoinder-event-id";
    assert_eq!(first.header(id), second.header(id));
    let now = app.app.env.now().timestamp();
    assert!(!is_ours(first, "secret", now) && is_ours(second, "secret", now));
}

#[tokio::test]
async fn a_redirect_is_a_failed_attempt() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app, &app.reader("ana").await, "hello").await;
    let (hook, other) = (Receiver::start().await, Receiver::start().await);
    hook.replies(307, &[("location", &other.url)], r#"{"verdict":"release"}"#);
    let failure = ask(&app, &scene, &hook.url, &[]).await.unwrap_err();
    assert_eq!(
        failure.what,
        "The webhook answered with the status 307, not 200."
    );
    assert!(other.received().is_empty());
}

#[tokio::test]
async fn a_webhook_in_a_private_place_is_not_called_unless_that_is_allowed() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app, &app.reader("ana").await, "hello").await;
    let hook = Receiver::start().await;
    let mut settings = receiver::outbound(&hook).settings;
    settings.rules.allow_private = false;
    let outbound = Outbound::new(settings);
    let port = hook.url.rsplit(':').next().unwrap();
    for host in ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"] {
        let url = format!("http://{host}:{port}");
        let receiver = webhook::Receiver {
            url: &url,
            secrets: &[],
        };
        let question = Question {
            event_id: EVENT,
            asked_at: app.app.env.now(),
            subject: scene.subject(),
        };
        let failure = webhook::ask(&outbound, receiver, question).await;
        let failure = failure.unwrap_err();
        assert!(!failure.retry && failure.what.contains("private"), "{url}");
    }
    assert!(hook.received().is_empty());
}
