//! Mails over SMTP, to a server on this machine that does not always do as one would wish.
use super::{ANA, run, token, write};
use crate::support::{
    Setup, TestApp,
    smtp::{Fate, Received, Smtp},
    together,
};
use chrono::Duration;
use rejoinder::{
    domain::jobs,
    mailer::{Relay, Tls, Way},
    model::{MailKind, Purpose},
};
use serde_json::{Value, json};
use std::{
    collections::HashSet,
    future::{pending, ready},
    sync::Arc,
};
use tokio::sync::oneshot;

async fn app(way: Way) -> TestApp {
    TestApp::with(Setup {
        way: Some(way),
        ..Setup::default()
    })
    .await
}

/// A mail with a link and a code.
async fn sign_in(app: &TestApp) {
    let id = token(app, Purpose::SignIn).await;
    write(app, MailKind::SignIn, "en", Some(id)).await;
}

/// The jobs that admins see.
async fn listed(app: &TestApp, state: &str) -> Vec<Value> {
    let query = "query($state: JobState!) { site(key: \"history\") { jobs(state: $state) {
        nodes { kind attempts lastError } } } }";
    let name = format!("Ada {state} {}", app.app.env.now().timestamp());
    let admin = app.admin(&name).await;
    let answer = admin.run(query, json!({ "state": state })).await;
    answer.at("/site/jobs/nodes").as_array().unwrap().clone()
}

/// Nothing of whom it is for, and nothing of what it carries.
fn assert_says_nothing(error: &str) {
    for secret in [ANA, "rjm_", "postmaster", "wörd", "known here", "waits"] {
        assert!(!error.contains(secret), "{error}");
    }
}

async fn is_done(app: &TestApp) -> bool {
    app.count("job", "1 = 1", vec![]).await == 0
        && app.count("mail", "sent_at IS NULL", vec![]).await == 0
}

fn ids(received: &[Received]) -> HashSet<String> {
    received
        .iter()
        .map(|mail| mail.header("Message-ID"))
        .collect()
}

#[tokio::test]
async fn a_mail_arrives_whole() {
    let server = Smtp::start().await;
    let app = app(server.way()).await;
    let id = token(&app, Purpose::SignIn).await;
    write(&app, MailKind::SignIn, "en", Some(id)).await;
    app.clock.advance(Duration::minutes(3));
    run(&app).await;
    let received = server.received();
    let [mail] = received.as_slice() else {
        panic!("{received:?}");
    };
    assert_eq!(
        (mail.from.as_str(), mail.to.as_str()),
        ("comments@comments.test", ANA)
    );
    assert_eq!(
        mail.header("From"),
        "\"The history show\" <comments@comments.test>"
    );
    assert_eq!(mail.header("To"), ANA);
    assert_eq!(mail.header("Subject"), "Sign in to The history show");
    assert_eq!(mail.header("Date"), "Thu, 01 Jan 2026 00:00:00 +0000");
    assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
    assert_eq!(mail.header("Content-Language"), "en");
    assert!(mail.header("Message-ID").ends_with("@comments.test>"));
    let kind = mail.header("Content-Type");
    assert!(kind.starts_with("multipart/alternative"), "{kind}");
    let key = &app.app.mail_key;
    let secret = rejoinder::domain::credentials::mailed_secret::token(key, id.0);
    let link = format!("http://comments.test/sign-in/mail?token={}", *secret);
    assert!(mail.text().contains(&link), "{}", mail.data);
    assert!(is_done(&app).await);
}

#[tokio::test]
async fn what_the_server_puts_off_is_sent_later_as_the_same_mail() {
    let server = Smtp::start().await;
    let app = app(server.way()).await;
    server.fates(&[Fate::Later]);
    sign_in(&app).await;
    run(&app).await;
    let waiting = listed(&app, "WAITING").await;
    assert_eq!(waiting[0]["kind"], "MAIL");
    let error = waiting[0]["lastError"].as_str().unwrap();
    assert_eq!(
        error,
        "Not sent: the mail server asks to be tried again later: 451 4.3.0."
    );
    app.clock.advance(Duration::seconds(9));
    run(&app).await;
    assert_eq!(server.received().len(), 1);
    app.clock.advance(Duration::seconds(1));
    server.fates(&[Fate::Later]);
    run(&app).await;
    app.clock.advance(Duration::minutes(1));
    run(&app).await;
    let received = server.received();
    assert_eq!(received.len(), 2);
    assert_eq!(received[0].data, received[1].data);
    assert!(is_done(&app).await);
}

#[tokio::test]
async fn a_mail_that_is_refused_is_given_up_where_admins_see_it() {
    let server = Smtp::start().await;
    let app = app(server.way()).await;
    server.fates(&[Fate::Unknown]);
    sign_in(&app).await;
    run(&app).await;
    let failed = listed(&app, "FAILED").await;
    assert_eq!(failed[0]["attempts"], 1);
    let error = failed[0]["lastError"].as_str().unwrap();
    assert_eq!(
        error,
        "Not sent: the mail server refused the mail: 550 5.1.1."
    );
    assert_says_nothing(error);
    app.clock.advance(Duration::hours(13));
    run(&app).await;
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_mail_whose_answer_is_lost_is_sent_again_under_its_id() {
    let server = Smtp::start().await;
    let app = app(server.way()).await;
    server.fates(&[Fate::Drop]);
    sign_in(&app).await;
    run(&app).await;
    let waiting = listed(&app, "WAITING").await;
    let error = waiting[0]["lastError"].as_str().unwrap();
    assert_eq!(
        error,
        "Not sent: the mail server ended the conversation too early."
    );
    app.clock.advance(Duration::seconds(10));
    run(&app).await;
    let received = server.received();
    assert_eq!((received.len(), ids(&received).len()), (2, 1));
    assert!(is_done(&app).await);
}

#[tokio::test]
async fn a_server_that_is_away_or_hangs_is_tried_for_a_day() {
    let server = Smtp::start().await;
    let app = app(server.with_deadline(std::time::Duration::from_millis(200))).await;
    server.fates(&[Fate::Hang; 8]);
    // It carries nothing that could be over before.
    write(&app, MailKind::PasswordChanged, "en", None).await;
    run(&app).await;
    let waiting = listed(&app, "WAITING").await;
    assert_eq!(
        waiting[0]["lastError"],
        "Not sent: the mail server was not done within 0.2 s."
    );
    for _ in 1..8 {
        app.clock.advance(Duration::hours(12));
        run(&app).await;
    }
    let failed = listed(&app, "FAILED").await;
    assert_eq!(failed[0]["attempts"], 8);
    assert_eq!(ids(&server.received()).len(), 1);

    let nobody = Smtp::start().await.relay();
    let nowhere = Way::Smtp(Relay { port: 1, ..nobody });
    let app = self::app(nowhere).await;
    sign_in(&app).await;
    run(&app).await;
    let waiting = listed(&app, "WAITING").await;
    assert_eq!(
        waiting[0]["lastError"],
        "Not sent: the mail server cannot be reached."
    );
}

#[tokio::test]
async fn a_worker_that_was_cut_off_leaves_a_mail_that_is_sent_once_more_under_its_id() {
    let server = Smtp::start().await;
    let app = app(server.way()).await;
    server.fates(&[Fate::Hang]);
    sign_in(&app).await;
    let (stop, stopped) = oneshot::channel::<()>();
    let stopped = async {
        stopped.await.ok();
    };
    let worker = tokio::spawn(jobs::work(Arc::clone(&app.app), stopped, ready(())));
    server.arrived(1).await;
    stop.send(()).unwrap();
    worker.await.unwrap();
    app.clock.advance(Duration::seconds(59));
    run(&app).await;
    assert_eq!(server.received().len(), 1);
    assert!(!is_done(&app).await);
    app.clock.advance(Duration::seconds(1));
    sign_in(&app).await;
    run(&app).await;
    let again = server.received();
    assert_eq!((again.len(), ids(&again).len()), (2, 2));
    assert!(is_done(&app).await);
}

#[tokio::test]
async fn two_workers_send_each_mail_once() {
    let server = Smtp::start().await;
    let app = app(server.way()).await;
    for _ in 0..12 {
        sign_in(&app).await;
    }
    let workers = vec![Arc::clone(&app.app), app.node_app().await];
    let running = workers
        .into_iter()
        .map(|app| async move { jobs::run_due(&app).await.unwrap() });
    together(running).await;
    let received = server.received();
    assert_eq!((received.len(), ids(&received).len()), (12, 12));
    assert!(is_done(&app).await);
}

#[tokio::test]
async fn a_server_that_hangs_has_two_mails_in_hand_and_leaves_room_for_others() {
    let server = Smtp::start().await;
    let app = app(server.way()).await;
    server.fates(&[Fate::Hang; 2]);
    for _ in 0..6 {
        sign_in(&app).await;
    }
    let (stop, stopped) = oneshot::channel::<()>();
    let stopped = async {
        stopped.await.ok();
    };
    let worker = tokio::spawn(jobs::work(Arc::clone(&app.app), stopped, pending()));
    server.arrived(2).await;
    assert_eq!(
        app.count("job", "leased_until IS NOT NULL", vec![]).await,
        2
    );
    server.release();
    server.arrived(6).await;
    stop.send(()).unwrap();
    worker.await.unwrap();
    assert!(is_done(&app).await);
}

#[tokio::test]
async fn a_password_is_given_and_a_wrong_one_is_the_operators_to_mend() {
    let server = Smtp::start().await;
    let app = app(server.with_password("postmaster", "p%ss wörd")).await;
    server.fates(&[Fate::Closed]);
    sign_in(&app).await;
    run(&app).await;
    let waiting = listed(&app, "WAITING").await;
    let error = waiting[0]["lastError"].as_str().unwrap();
    assert_eq!(
        error,
        "Not sent: the mail server did not let the service in: 535 5.7.8."
    );
    assert_says_nothing(error);
    assert!(server.received().is_empty());
    app.clock.advance(Duration::seconds(10));
    run(&app).await;
    assert_eq!(server.received().len(), 1);
    assert!(is_done(&app).await);
}

#[tokio::test]
async fn nothing_is_said_to_a_server_without_tls_where_that_is_asked_for() {
    for (tls, error) in [
        (
            Tls::Required,
            "Not sent: the mail server offers no secure connection.",
        ),
        (
            Tls::Implicit,
            "Not sent: the secure connection to the mail server could not be set up.",
        ),
    ] {
        let server = Smtp::start().await;
        let app = app(server.with_tls(tls)).await;
        sign_in(&app).await;
        run(&app).await;
        let waiting = listed(&app, "WAITING").await;
        assert_eq!(waiting[0]["lastError"], error);
        let said = server.said();
        let harmless = |line: &String| line.starts_with("EHLO ") || line == "QUIT";
        assert!(
            tls == Tls::Implicit || said.iter().all(harmless),
            "{said:?}"
        );
        assert!(server.received().is_empty());
    }
}

#[tokio::test]
async fn mails_and_the_password_go_to_a_server_whose_authority_is_believed() {
    for tls in [Tls::Implicit, Tls::Required] {
        let server = Smtp::secure(tls).await;
        let app = app(server.with_password("postmaster", "p%ss wörd")).await;
        sign_in(&app).await;
        run(&app).await;
        assert_eq!(server.received().len(), 1, "{tls:?}");
        assert!(is_done(&app).await);
        let said = server.said();
        let verbs: Vec<_> = said
            .iter()
            .map(|line| line.split([' ', ':']).next().unwrap())
            .collect();
        let secured = ["EHLO", "AUTH", "MAIL", "RCPT", "DATA", "QUIT"];
        let expected = match tls {
            Tls::Required => [&["EHLO", "STARTTLS"], secured.as_slice()].concat(),
            Tls::Implicit | Tls::None => secured.to_vec(),
        };
        assert_eq!(verbs, expected);
    }
}

#[tokio::test]
async fn nothing_is_said_to_a_server_for_which_nobody_vouches() {
    for tls in [Tls::Implicit, Tls::Required] {
        let server = Smtp::secure(tls).await;
        let unknown = Relay {
            authorities: None,
            ..server.relay()
        };
        // Its certificate is for an address and not for this name.
        let misnamed = Relay {
            host: "localhost".to_owned(),
            ..server.relay()
        };
        for relay in [unknown, misnamed] {
            let app = app(Way::Smtp(relay)).await;
            sign_in(&app).await;
            run(&app).await;
            let waiting = listed(&app, "WAITING").await;
            assert_eq!(
                waiting[0]["lastError"],
                "Not sent: the secure connection to the mail server could not be set up."
            );
        }
        let said = server.said();
        let harmless = |line: &String| line.starts_with("EHLO ") || line == "STARTTLS";
        assert!(said.iter().all(harmless), "{said:?}");
    }
}

#[tokio::test]
async fn without_mail_a_job_waits_for_the_operator() {
    let app = app(Way::Nowhere).await;
    assert!(!app.app.mailer.is_available());
    sign_in(&app).await;
    run(&app).await;
    let waiting = listed(&app, "WAITING").await;
    assert_eq!(
        waiting[0]["lastError"],
        "Not sent: there is no mail server, see mail.smtp_url."
    );
}
