//! Work that is asked before signing up.
use super::{PASSWORD, SIGN_UP, account, from_peer, sign_in};
use crate::support::{Client, Setup, TestApp, together};
use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::Duration;
use rejoinder::model::Site;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use tower::ServiceExt;

const ASK_MAIL: &str = "mutation($input: RequestSignInMailInput!) {
    requestSignInMail(input: $input) { requestToken } }";
const CHALLENGE: &str = "query($site: String!) { proofOfWork(site: $site) {
    algorithm challenge maxnumber salt signature } }";
const ASK_EVERYBODY: &str = "mutation($input: UpdateWaysInInput!) { updateWaysIn(input: $input) {
    site { waysIn { proofOfWork } } } }";

async fn asking_everybody() -> TestApp {
    let app = TestApp::new().await;
    ask_everybody(&app, &app.site).await;
    app
}

async fn ask_everybody(app: &TestApp, site: &Site) {
    let admin = app
        .signed_in(site, "Ada", rejoinder::model::Role::Admin)
        .await;
    let input = json!({ "site": site.key, "proofOfWork": "EVERYBODY" });
    admin.send(ASK_EVERYBODY, input).await.at("/updateWaysIn");
}

pub(crate) async fn challenge(app: &TestApp, site: &str) -> Value {
    let answer = app
        .anonymous()
        .run(CHALLENGE, json!({ "site": site }))
        .await;
    answer.at("/proofOfWork").clone()
}

/// What a client of the protocol sends.
pub(crate) fn solved(challenge: &Value) -> String {
    let salt = challenge["salt"].as_str().unwrap();
    let most = challenge["maxnumber"].as_u64().unwrap();
    let hex = |bytes: &[u8]| {
        bytes.iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    };
    let is_it =
        |number: &u64| hex(&Sha256::digest(format!("{salt}{number}"))) == challenge["challenge"];
    let payload = json!({
        "algorithm": challenge["algorithm"], "challenge": challenge["challenge"],
        "number": (0..=most).find(is_it).unwrap(), "salt": salt, "signature": challenge["signature"],
    });
    STANDARD.encode(payload.to_string())
}

fn newcomer(name: &str, work: Option<&str>) -> Value {
    json!({ "site": "history", "email": format!("{name}@example.org"), "password": PASSWORD,
        "displayName": name, "proofOfWork": work })
}

async fn reason(client: &Client, input: Value) -> String {
    let refusal = client.send(SIGN_UP, input).await;
    assert_eq!(refusal.code(), "FORBIDDEN");
    refusal.reason().to_owned()
}

#[tokio::test]
async fn where_it_is_asked_of_everybody_nobody_signs_up_without_it() {
    let app = asking_everybody().await;
    let nobody = app.anonymous();
    assert_eq!(
        reason(&nobody, newcomer("ben", None)).await,
        "PROOF_OF_WORK_NEEDED"
    );
    for wrong in ["", "nothing", "e30="] {
        assert_eq!(
            reason(&nobody, newcomer("ben", Some(wrong))).await,
            "PROOF_OF_WORK_WRONG"
        );
    }
    let work = solved(&challenge(&app, "history").await);
    nobody
        .send(SIGN_UP, newcomer("ben", Some(&work)))
        .await
        .at("/signUp");
    // It counts once.
    assert_eq!(
        reason(&nobody, newcomer("bea", Some(&work))).await,
        "PROOF_OF_WORK_WRONG"
    );
}

#[tokio::test]
async fn a_mail_that_signs_in_costs_work_whether_or_not_the_address_is_known() {
    let app = asking_everybody().await;
    account(&app, "Ana").await;
    let nobody = app.anonymous();
    for name in ["ana", "ben"] {
        let input = |work: Option<&str>| json!({ "site": "history", "email": format!("{name}@example.org"), "proofOfWork": work });
        for (work, why) in [
            (None, "PROOF_OF_WORK_NEEDED"),
            (Some("e30="), "PROOF_OF_WORK_WRONG"),
        ] {
            let refusal = nobody.send(ASK_MAIL, input(work)).await;
            assert_eq!(refusal.reason(), why, "{name}");
        }
        assert!(app.mails().await.is_empty());
        let work = solved(&challenge(&app, "history").await);
        nobody
            .send(ASK_MAIL, input(Some(&work)))
            .await
            .at("/requestSignInMail/requestToken");
        assert_eq!(app.mail().await.kind, "sign_in");
    }
}

#[tokio::test]
async fn work_is_good_for_its_site_and_its_time() {
    let app = asking_everybody().await;
    app.other_site("politics").await;
    let nobody = app.anonymous();
    let elsewhere = solved(&challenge(&app, "politics").await);
    assert_eq!(
        reason(&nobody, newcomer("ben", Some(&elsewhere))).await,
        "PROOF_OF_WORK_WRONG"
    );
    let (first, second) = (
        challenge(&app, "history").await,
        challenge(&app, "history").await,
    );
    app.clock
        .advance(Duration::minutes(20) - Duration::seconds(1));
    let in_time = solved(&first);
    nobody
        .send(SIGN_UP, newcomer("ben", Some(&in_time)))
        .await
        .at("/signUp");
    app.clock.advance(Duration::seconds(1));
    let late = solved(&second);
    assert_eq!(
        reason(&nobody, newcomer("bea", Some(&late))).await,
        "PROOF_OF_WORK_WRONG"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_who_bring_the_same_work_at_once_one_is_let_in() {
    let app = asking_everybody().await;
    let node = if app.app.db.is_shared() {
        app.node().await
    } else {
        app.router()
    };
    let work = solved(&challenge(&app, "history").await);
    let answers = together((0..20).map(|number| {
        let router = if number % 2 == 0 {
            app.router()
        } else {
            node.clone()
        };
        let client = Client::new(from_peer(router, &format!("203.0.113.{number}")));
        let input = newcomer(&format!("reader{number}"), Some(&work));
        async move { client.send(SIGN_UP, input).await }
    }))
    .await;
    let taken = answers
        .iter()
        .filter(|answer| answer.json.get("errors").is_none());
    assert_eq!(taken.count(), 1);
}

#[tokio::test]
async fn a_network_that_misbehaves_is_asked_on_all_nodes_and_others_are_not() {
    let app = TestApp::with(Setup::default()).await;
    let node = if app.app.db.is_shared() {
        app.node().await
    } else {
        app.router()
    };
    let guesser = Client::new(from_peer(app.router(), "203.0.113.7"));
    for number in 0..5 {
        sign_in(
            &guesser,
            &format!("reader{number}@example.org"),
            "a wrong password",
        )
        .await;
    }
    for router in [app.router(), node] {
        let there = Client::new(from_peer(router, "203.0.113.7"));
        assert_eq!(
            reason(&there, newcomer("ben", None)).await,
            "PROOF_OF_WORK_NEEDED"
        );
    }
    let work = solved(&challenge(&app, "history").await);
    guesser
        .send(SIGN_UP, newcomer("ben", Some(&work)))
        .await
        .at("/signUp");
    let other = Client::new(from_peer(app.router(), "203.0.113.8"));
    other
        .send(SIGN_UP, newcomer("bea", None))
        .await
        .at("/signUp");
    // It is forgotten in time.
    app.clock.advance(Duration::minutes(10));
    guesser
        .send(SIGN_UP, newcomer("cleo", None))
        .await
        .at("/signUp");
}

#[tokio::test]
async fn altchas_widget_is_given_the_same_by_get() {
    let app = TestApp::new().await;
    let get = async |path: &str| {
        let request = Request::get(path).header(header::ORIGIN, "https://history.example");
        let request = request.body(Body::empty()).unwrap();
        app.router().oneshot(request).await.unwrap()
    };
    let response = get("/altcha?site=history").await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
    assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
    let body = to_bytes(response.into_body(), 10_000).await.unwrap();
    let given: Value = serde_json::from_slice(&body).unwrap();
    let asked = challenge(&app, "history").await;
    let fields = |json: &Value| {
        json.as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    let mut expected = fields(&asked);
    expected.sort();
    let mut found = fields(&given);
    found.sort();
    assert_eq!(found, expected);
    assert_eq!(
        get("/altcha?site=nowhere").await.status(),
        StatusCode::NOT_FOUND
    );
    assert_eq!(get("/altcha").await.status(), StatusCode::BAD_REQUEST);
}
