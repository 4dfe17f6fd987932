//! Identities and accounts that there were before.
use super::{ORIGIN, PASSWORD, Page, Scene, VIEWER, back};
use crate::factors;
use crate::support::{Client, OWN_ORIGIN, TestApp};
use rejoinder::{
    domain::credentials::mailed_secret,
    model::{MailedTokenId, Role, SessionKind},
};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;

const BEGIN_LINK: &str =
    "mutation($input: BeginLinkInput!) { beginLink(input: $input) { url expiresAt } }";
const FINISH: &str =
    "mutation($input: FinishSignInInput!) { finishSignIn(input: $input) { accessToken } }";
const UNLINK: &str = "mutation($input: UnlinkIdentityInput!) { unlinkIdentity(input: $input) {
    unlinkedIdentityId } }";

async fn email_of(client: &Client) -> Option<String> {
    let viewer = client.run(VIEWER, json!({})).await;
    viewer.at("/viewer/email").as_str().map(str::to_owned)
}

fn is_question(page: &Page) -> bool {
    page.body.contains("Is this account yours?") && !page.body.contains("id=\"told\"")
}

#[tokio::test]
async fn an_account_is_linked_once_its_password_has_proved_it() {
    let scene = Scene::new().await;
    let email = scene.member("Ana").await;
    scene.vouch(&email);
    let mut browser = scene.browser();
    let page = scene.sign_in(&mut browser, "subject-1").await;
    assert!(is_question(&page), "{}", page.body);
    assert!(page.body.contains(&email));

    let wrong = [("said", "password"), ("password", "not-the-password")];
    let page = browser.post(&page, &wrong).await;
    assert!(is_question(&page) && page.body.contains("This password is not"));
    let right = [("said", "password"), ("password", PASSWORD)];
    let page_again = browser.post(&page, &right).await;
    let ana = page_again.client(&scene.app);
    assert_eq!(email_of(&ana).await, Some(email.clone()));
    // The question has been answered.
    assert_eq!(browser.post(&page, &right).await.status, 400);
    // From now on nobody asks.
    let page = scene.sign_in(&mut scene.browser(), "subject-1").await;
    assert_eq!(email_of(&page.client(&scene.app)).await, Some(email));
}

#[tokio::test]
async fn a_provider_does_not_stand_in_for_the_second_factor() {
    let scene = Scene::new().await;
    let email = scene.member("Ana").await;
    scene.vouch(&email);
    let mut browser = scene.browser();
    let page = scene.sign_in(&mut browser, "subject-1").await;
    let right = [("said", "password"), ("password", PASSWORD)];
    browser.post(&page, &right).await;
    let code = factors::given_an_app(&scene.app, &email).await;

    let page = scene.sign_in(&mut scene.browser(), "subject-1").await;
    assert!(!page.body.contains("accessToken"), "{}", page.body);
    let told = page.told();
    let window = "/sign-in?site=history&origin=https%3A%2F%2Fhistory.example";
    assert_eq!(told["next"], window);
    assert_eq!(told["factor"]["totp"], true);
    let input = json!({ "challenge": told["factor"]["challenge"], "code": code });
    let page_of_the_site = Client {
        origin: Some(ORIGIN.to_owned()),
        ..scene.app.anonymous()
    };
    let finished = page_of_the_site.send(FINISH, input).await;
    assert!(finished.at("/finishSignIn/accessToken").is_string());
}

/// Whoever has the password alone does not give the account another way in.
#[tokio::test]
async fn an_account_is_linked_only_once_its_second_factor_is_given() {
    let scene = Scene::new().await;
    let email = scene.member("Ana").await;
    scene.vouch(&email);
    let code = factors::given_an_app(&scene.app, &email).await;
    let mut browser = scene.browser();
    let page = scene.sign_in(&mut browser, "subject-1").await;
    let right = [("said", "password"), ("password", PASSWORD)];
    let page = browser.post(&page, &right).await;
    let challenge = page.told()["factor"]["challenge"].clone();
    assert_eq!(scene.app.count("identity", "1 = 1", vec![]).await, 0);

    let page_of_the_site = Client {
        origin: Some(ORIGIN.to_owned()),
        ..scene.app.anonymous()
    };
    let wrong = json!({ "challenge": challenge, "code": "aaaaa" });
    let refused = page_of_the_site.send(FINISH, wrong).await;
    assert_eq!(refused.reason(), "WRONG_CODE");
    assert_eq!(scene.app.count("identity", "1 = 1", vec![]).await, 0);
    let input = json!({ "challenge": challenge, "code": code });
    let finished = page_of_the_site.send(FINISH, input).await;
    assert!(finished.at("/finishSignIn/accessToken").is_string());
    let linked = "subject = 'subject-1' AND email = 'ana@example.org'";
    assert_eq!(scene.app.count("identity", linked, vec![]).await, 1);
    // From now on nobody asks whose it is, but for the second factor.
    let page = scene.sign_in(&mut scene.browser(), "subject-1").await;
    assert_eq!(page.told()["factor"]["totp"], true);
}

/// The code that was mailed last, made anew from the id of its row.
async fn mailed_code(app: &TestApp) -> String {
    let db = app.app.db.read();
    let sql = "SELECT id FROM mailed_token WHERE used_at IS NULL ORDER BY id DESC LIMIT 1";
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let row = db.query_one_raw(statement).await.unwrap().unwrap();
    let id: MailedTokenId = row.try_get("", "id").unwrap();
    mailed_secret::code(&app.app.mail_key, id.0).to_string()
}

#[tokio::test]
async fn an_account_is_linked_once_a_mailed_code_has_proved_it() {
    let scene = Scene::new().await;
    let email = scene.member("Ana").await;
    scene.vouch(&email);
    let mut browser = scene.browser();
    let page = scene.sign_in(&mut browser, "subject-1").await;
    let page = browser.post(&page, &[("said", "send-code")]).await;
    assert!(is_question(&page) && page.body.contains("six digits"));
    let recipients = "recipient = 'ana@example.org' AND kind = 'link_identity'";
    assert_eq!(scene.app.count("mail", recipients, vec![]).await, 1);

    let code = mailed_code(&scene.app).await;
    let page = browser
        .post(&page, &[("said", "code"), ("code", &code)])
        .await;
    assert_eq!(email_of(&page.client(&scene.app)).await, Some(email));
}

#[tokio::test]
async fn five_wrong_codes_make_the_mailed_one_worthless() {
    let scene = Scene::new().await;
    let email = scene.member("Ana").await;
    scene.vouch(&email);
    let mut browser = scene.browser();
    let page = scene.sign_in(&mut browser, "subject-1").await;
    let page = browser.post(&page, &[("said", "send-code")]).await;
    let code = mailed_code(&scene.app).await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        let page = browser
            .post(&page, &[("said", "code"), ("code", wrong)])
            .await;
        assert!(is_question(&page));
    }
    let late = browser
        .post(&page, &[("said", "code"), ("code", &code)])
        .await;
    assert!(is_question(&late), "{}", late.body);
}

#[tokio::test]
async fn whoever_says_no_begins_afresh() {
    let scene = Scene::new().await;
    let email = scene.member("Ana").await;
    scene.vouch(&email);
    let mut browser = scene.browser();
    let page = scene.sign_in(&mut browser, "subject-1").await;
    let page = browser.post(&page, &[("said", "afresh")]).await;
    let other = page.client(&scene.app);
    assert_eq!(email_of(&other).await, None);
    let page = scene.sign_in(&mut scene.browser(), "subject-1").await;
    assert_eq!(email_of(&page.client(&scene.app)).await, None);
}

#[tokio::test]
async fn nothing_but_proof_links() {
    let scene = Scene::new().await;
    let email = scene.member("Ana").await;
    scene.vouch(&email);
    let mut browser = scene.browser();
    let page = scene.sign_in(&mut browser, "subject-1").await;
    for fields in [
        &[("said", "link")][..],
        &[("said", "code"), ("code", "")],
        &[("said", "code"), ("code", "123456")],
        &[("said", "password"), ("password", "")],
        &[("said", "password")],
        &[("said", "everything")],
        &[],
    ] {
        let answered = browser.post(&page, fields).await;
        assert!(!answered.body.contains("rejoinder:signed-in"), "{fields:?}");
    }
    // Another browser cannot answer, whatever it knows.
    let right = [("said", "password"), ("password", PASSWORD)];
    assert_eq!(scene.browser().post(&page, &right).await.status, 400);
    assert_eq!(scene.app.count("identity", "1 = 1", vec![]).await, 0);
    browser.post(&page, &right).await.client(&scene.app);
}

/// A site's provider is what its admins say it is: it must not learn who has an account elsewhere.
#[tokio::test]
async fn an_account_of_another_site_is_not_asked_about() {
    let scene = Scene::new().await;
    let politics = scene.app.other_site("politics").await;
    scene.app.signed_in(&politics, "Pia", Role::Commenter).await;
    scene.vouch("pia@example.org");
    let page = scene.sign_in(&mut scene.browser(), "subject-1").await;
    assert_eq!(email_of(&page.client(&scene.app)).await, None);
}

#[tokio::test]
async fn an_identity_of_one_site_is_a_stranger_on_another() {
    let scene = Scene::new().await;
    let page = scene.sign_in(&mut scene.browser(), "subject-1").await;
    page.client(&scene.app);
    let politics = scene.app.other_site("politics").await;
    let admin = scene.app.signed_in(&politics, "Paula", Role::Admin).await;
    let mut input = scene.input("login");
    input["site"] = json!("politics");
    admin.send(super::ADD, input).await.at("/addProvider");
    let mut browser = scene.browser();
    let path = super::start("login", "https://politics.example").replace("history", "politics");
    let address = browser.get(&path).await.header("location");
    let code = scene.provider.sign_in(&address, "subject-1");
    let page = browser.get(&back(&address, &code)).await;
    page.client(&scene.app);
    assert_eq!(scene.app.count("identity", "1 = 1", vec![]).await, 2);
    let accounts = "id IN (SELECT account_id FROM identity)";
    assert_eq!(scene.app.count("account", accounts, vec![]).await, 2);
}

/// The path of an address of the service.
fn path(url: &str) -> &str {
    url.strip_prefix(OWN_ORIGIN).unwrap()
}

#[tokio::test]
async fn somebody_signed_in_links_one_more_and_unlinks_it() {
    let scene = Scene::new().await;
    let ana = scene.app.reader("Ana").await;
    let begun = ana.send(BEGIN_LINK, json!({ "provider": "login" })).await;
    let url = begun.text("/beginLink/url");
    let mut browser = scene.browser();
    let address = browser.get(path(&url)).await.header("location");
    // The ticket is good for one visit.
    assert_eq!(scene.browser().get(path(&url)).await.reason(), "STALE");

    let code = scene.provider.sign_in(&address, "subject-1");
    let page = browser.get(&back(&address, &code)).await;
    assert!(page.body.contains("<bdi>Ana</bdi>") && !page.body.contains("id=\"told\""));
    let page = browser.post(&page, &[("said", "link")]).await;
    assert_eq!(page.message(), json!({ "type": "rejoinder:linked" }));
    assert_eq!(page.told()["origin"], OWN_ORIGIN);

    let page = scene.sign_in(&mut scene.browser(), "subject-1").await;
    let again = page.client(&scene.app);
    assert_eq!(email_of(&again).await, email_of(&ana).await);

    let viewer = ana.run(VIEWER, json!({})).await;
    let id = viewer.text("/viewer/identities/0/id");
    // An account without a password, whose address has been proved, gets in by mail.
    let unlinked = ana.send(UNLINK, json!({ "identityId": id })).await;
    assert_eq!(unlinked.text("/unlinkIdentity/unlinkedIdentityId"), id);
    let page = scene.sign_in(&mut scene.browser(), "subject-1").await;
    assert_eq!(email_of(&page.client(&scene.app)).await, None);
}

#[tokio::test]
async fn what_is_anothers_cannot_be_linked() {
    let scene = Scene::new().await;
    scene
        .sign_in(&mut scene.browser(), "subject-1")
        .await
        .client(&scene.app);
    let ana = scene.app.reader("Ana").await;
    let begun = ana.send(BEGIN_LINK, json!({ "provider": "login" })).await;
    let mut browser = scene.browser();
    let url = begun.text("/beginLink/url");
    let address = browser.get(path(&url)).await.header("location");
    let code = scene.provider.sign_in(&address, "subject-1");
    let page = browser.get(&back(&address, &code)).await;
    assert_eq!(page.reason(), "IDENTITY_TAKEN");
}

#[tokio::test]
async fn a_session_of_an_embed_links_and_unlinks_nothing() {
    let scene = Scene::new().await;
    let site = &scene.app.site;
    let (role, kind) = (Role::Moderator, SessionKind::Embedded);
    let eve = scene.app.session(site, "Eve", role, kind).await;
    let refused = eve.send(BEGIN_LINK, json!({ "provider": "login" })).await;
    assert_eq!(refused.reason(), "EMBEDDED_SESSION");
    let id = format!("identity_{}", scene.app.app.env.new_id().simple());
    let refused = eve.send(UNLINK, json!({ "identityId": id })).await;
    assert_eq!(refused.reason(), "EMBEDDED_SESSION");
}

#[tokio::test]
async fn the_last_way_in_stays() {
    let scene = Scene::new().await;
    let mut browser = scene.browser();
    let page = browser.get(&super::start("login", OWN_ORIGIN)).await;
    let address = page.header("location");
    let code = scene.provider.sign_in(&address, "subject-1");
    let page = browser.get(&back(&address, &code)).await;
    let ana = page.client(&scene.app);
    let viewer = ana.run(VIEWER, json!({})).await;
    let id = viewer.text("/viewer/identities/0/id");
    let refused = ana.send(UNLINK, json!({ "identityId": id })).await;
    assert_eq!(refused.reason(), "LAST_WAY_IN");
    let bea = scene.app.reader("Bea").await;
    let refused = bea.send(UNLINK, json!({ "identityId": id })).await;
    assert_eq!(refused.code(), "NOT_FOUND");
}
