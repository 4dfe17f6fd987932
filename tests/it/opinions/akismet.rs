//! The calls of Akismet's API.
use super::Scene;
use crate::support::{
    TestApp,
    receiver::{self, Receiver},
};
use rejoinder::{
    domain::{
        credentials::Secret,
        opinions::{
            Opinion,
            akismet::{self, Account},
        },
    },
    outbound::Outbound,
};

fn form(body: &[u8]) -> Vec<(String, String)> {
    url::form_urlencoded::parse(body).into_owned().collect()
}

fn names(form: &[(String, String)]) -> Vec<&str> {
    form.iter().map(|(name, _)| name.as_str()).collect()
}

#[tokio::test]
async fn akismet_is_sent_the_comment_and_no_address_of_its_reader() {
    let app = TestApp::new().await;
    let mut scene = Scene::new(&app, &app.reader("ana").await, "a=b&c \u{1f600}\n+").await;
    scene.author.display_name = "Ana & Söhne".to_owned();
    let akismet = Receiver::start().await;
    let outbound = receiver::outbound(&akismet);
    let key = Secret::new("0123abc");
    let account = Account {
        key: &key,
        is_test: false,
    };
    akismet.replies(200, &[], "true");
    let opinion = akismet::check(&outbound, account, scene.subject()).await;
    let hold = Opinion::Hold("Akismet takes it for spam.".to_owned());
    assert_eq!(opinion, Ok(hold));
    let received = akismet.received();
    let [call] = received.as_slice() else {
        panic!("{received:?}");
    };
    assert_eq!(call.path, "/comment-check");
    let kind = call.header("content-type");
    assert_eq!(kind, "application/x-www-form-urlencoded");
    let expect = [
        ("api_key", "0123abc"),
        ("blog", "https://history.example"),
        ("blog_charset", "UTF-8"),
        ("user_ip", "127.0.0.1"),
        ("comment_type", "comment"),
        ("comment_author", "Ana & Söhne"),
        ("comment_content", "a=b&c \u{1f600}\n+"),
        ("comment_date_gmt", "2026-01-01T00:00:00Z"),
        ("permalink", "https://history.example/100"),
    ];
    let expect = expect.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(form(&call.body), expect);
}

#[tokio::test]
async fn an_edited_comment_and_a_test_are_marked_as_such() {
    let app = TestApp::new().await;
    let mut scene = Scene::new(&app, &app.reader("ana").await, "hello").await;
    scene.comment.edited_at = Some(app.app.env.now());
    scene.setting.episode.url = None;
    let akismet = Receiver::start().await;
    let outbound = receiver::outbound(&akismet);
    let key = Secret::new("0123abc");
    let account = Account {
        key: &key,
        is_test: true,
    };
    akismet.replies(200, &[], "false");
    let opinion = akismet::check(&outbound, account, scene.subject()).await;
    assert_eq!(opinion, Ok(Opinion::Release));
    let form = form(&akismet.received()[0].body);
    assert_eq!(
        names(&form)[7..],
        ["comment_date_gmt", "recheck_reason", "is_test"]
    );
}

#[tokio::test]
async fn a_correction_sends_what_the_check_has_sent() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app, &app.reader("ana").await, "hello").await;
    let akismet = Receiver::start().await;
    let outbound = receiver::outbound(&akismet);
    let key = Secret::new("0123abc");
    let account = Account {
        key: &key,
        is_test: false,
    };
    let thanks = "Thanks for making the web a better place.";
    for text in ["false", thanks, thanks] {
        akismet.replies(200, &[], text);
    }
    let subject = scene.subject();
    akismet::check(&outbound, account, subject).await.unwrap();
    akismet::submit_spam(&outbound, account, subject)
        .await
        .unwrap();
    akismet::submit_ham(&outbound, account, subject)
        .await
        .unwrap();
    let received = akismet.received();
    let paths: Vec<_> = received.iter().map(|call| call.path.as_str()).collect();
    assert_eq!(paths, ["/comment-check", "/submit-spam", "/submit-ham"]);
    assert!(received.iter().all(|call| call.body == received[0].body));
}

#[tokio::test]
async fn a_key_is_verified_before_it_is_kept() {
    let akismet = Receiver::start().await;
    let outbound = receiver::outbound(&akismet);
    let key = Secret::new("0123abc");
    let account = Account {
        key: &key,
        is_test: false,
    };
    let blog = "https://history.example";
    for (status, text, expect) in [
        (200, "valid", Some(true)),
        (200, "invalid", Some(false)),
        (200, "perhaps", None),
        (500, "valid", None),
    ] {
        akismet.replies(status, &[], text);
        let verified = akismet::verify_key(&outbound, account, blog).await;
        assert_eq!(verified.ok(), expect, "{status} {text}");
    }
    let call = &akismet.received()[0];
    assert_eq!(call.path, "/verify-key");
    let form = form(&call.body);
    assert_eq!(names(&form), ["api_key", "key", "blog"]);
    assert_eq!(form[2].1, blog);
}

#[tokio::test]
async fn akismet_away_is_asked_again_and_a_refused_key_is_not() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app, &app.reader("ana").await, "hello").await;
    let akismet = Receiver::start().await;
    let outbound = receiver::outbound(&akismet);
    let key = Secret::new("0123abc");
    let account = Account {
        key: &key,
        is_test: false,
    };
    let away = akismet::check(&outbound, account, scene.subject())
        .await
        .unwrap_err();
    assert!(away.retry);
    assert_eq!(away.what, "Akismet answered with the status 503.");
    let help = [("x-akismet-debug-help", "We were unable to parse your key")];
    akismet.replies(200, &help, "invalid");
    let refused = akismet::check(&outbound, account, scene.subject())
        .await
        .unwrap_err();
    assert!(!refused.retry);
    assert_eq!(
        refused.what,
        "Akismet refused the call: We were unable to parse your key"
    );
}

#[tokio::test]
async fn an_akismet_on_this_machine_is_refused_unless_that_is_allowed() {
    let app = TestApp::new().await;
    let scene = Scene::new(&app, &app.reader("ana").await, "hello").await;
    let akismet = Receiver::start().await;
    let mut settings = receiver::outbound(&akismet).settings;
    settings.rules.allow_private = false;
    let key = Secret::new("0123abc");
    let account = Account {
        key: &key,
        is_test: false,
    };
    let refused = akismet::check(&Outbound::new(settings), account, scene.subject())
        .await
        .unwrap_err();
    assert!(!refused.retry, "{refused:?}");
    assert!(akismet.received().is_empty());
}
