//! Another address, confirmed at both.
use super::{
    ANA, ASK_RESET, BROWSER, CHANGE_EMAIL, CONFIRM_BY_CODE, CONFIRM_EMAIL, PASSWORD, RESET, VERIFY,
    VIEWER, account, look, press, sign_in, signed_in,
};
use crate::support::{Answer, Client, TestApp, mail};
use chrono::Duration;
use rejoinder::mailer::Letter;
use serde_json::{Value, json};

const NEW: &str = "ana.new@example.org";

async fn change(client: &Client, email: &str, password: Option<&str>) -> Answer {
    let input = json!({ "newEmail": email, "password": password });
    client.send(CHANGE_EMAIL, input).await
}

/// Follows a link in the browser that asked.
async fn confirm(app: &TestApp, letter: &Letter) -> Answer {
    follow(app, letter, BROWSER).await
}

async fn follow(app: &TestApp, letter: &Letter, browser: &str) -> Answer {
    app.clock.advance(Duration::seconds(20));
    let input = json!({ "token": mail::token(letter) });
    let client = app.anonymous().with_cookie(browser);
    client.send(CONFIRM_EMAIL, input).await
}

/// What goes with the code.
fn request(asked: &Answer) -> String {
    asked.text("/changeEmail/requestToken")
}

async fn enter(app: &TestApp, client: &Client, (request, code): (&str, &str)) -> Answer {
    app.clock.advance(Duration::seconds(20));
    let input = json!({ "requestToken": request, "code": code });
    client.send(CONFIRM_BY_CODE, input).await
}

/// Ana, signed in in a browser that is known again.
async fn ana(app: &TestApp) -> Client {
    account(app, ANA, "Ana").await;
    signed_in(app, ANA, PASSWORD).await.with_cookie(BROWSER)
}

async fn letters(app: &TestApp) -> (Letter, Letter) {
    let mut mails = app.mails().await;
    mails.sort_by(|one, other| one.kind.cmp(&other.kind));
    let [new, old] = <[Letter; 2]>::try_from(mails).ok().unwrap();
    assert_eq!(
        (new.kind.as_str(), new.recipient.as_str()),
        ("confirm_new_email", NEW)
    );
    assert_eq!(
        (old.kind.as_str(), old.recipient.as_str()),
        ("confirm_old_email", ANA)
    );
    (new, old)
}

#[tokio::test]
async fn an_address_changes_when_both_links_were_followed_in_either_order() {
    for old_first in [true, false] {
        let app = TestApp::new().await;
        let client = ana(&app).await;
        change(&client, NEW, Some(PASSWORD))
            .await
            .at("/changeEmail");
        let (new, old) = letters(&app).await;
        let (first, second) = if old_first {
            (&old, &new)
        } else {
            (&new, &old)
        };
        assert_eq!(
            confirm(&app, first).await.text("/confirmEmail/state"),
            "HALF_WAY"
        );
        assert_eq!(
            confirm(&app, first).await.text("/confirmEmail/state"),
            "HALF_WAY"
        );
        assert_eq!(
            client.run(VIEWER, Value::Null).await.text("/viewer/email"),
            ANA
        );
        assert_eq!(
            confirm(&app, second).await.text("/confirmEmail/state"),
            "DONE"
        );
        assert_eq!(
            client.run(VIEWER, Value::Null).await.text("/viewer/email"),
            NEW
        );
        let notice = app.mail().await;
        assert_eq!(
            (notice.kind.as_str(), notice.recipient.as_str()),
            ("email_changed", ANA)
        );
        sign_in(&app, NEW, PASSWORD).await.at("/signIn");
        assert_eq!(
            sign_in(&app, ANA, PASSWORD).await.reason(),
            "WRONG_CREDENTIALS"
        );
        assert_eq!(confirm(&app, &new).await.reason(), "LINK_OVER");
    }
}

#[tokio::test]
async fn a_code_typed_where_it_was_asked_for_stands_for_the_new_addresses_link() {
    for old_first in [true, false] {
        let app = TestApp::new().await;
        let client = ana(&app).await;
        let request = request(&change(&client, NEW, Some(PASSWORD)).await);
        let (new, old) = letters(&app).await;
        let code = mail::code(&new);
        if old_first {
            let half = follow(&app, &old, "a=b").await;
            assert_eq!(half.text("/confirmEmail/state"), "HALF_WAY");
        }
        let entered = enter(&app, &client, (&request, &code)).await;
        let state = entered.text("/confirmEmailByCode/state");
        if old_first {
            assert_eq!(state, "DONE");
        } else {
            assert_eq!(state, "HALF_WAY");
            let done = follow(&app, &old, "a=b").await;
            assert_eq!(done.text("/confirmEmail/state"), "DONE");
        }
        let viewer = client.run(VIEWER, Value::Null).await;
        assert_eq!(viewer.text("/viewer/email"), NEW);
        let again = enter(&app, &client, (&request, &code)).await;
        assert_eq!(again.reason(), "LINK_OVER");
    }
}

#[tokio::test]
async fn a_careless_click_gives_no_address_away() {
    let app = TestApp::new().await;
    let client = ana(&app).await;
    change(&client, NEW, Some(PASSWORD))
        .await
        .at("/changeEmail");
    let (new, old) = letters(&app).await;
    follow(&app, &old, "a=b").await.at("/confirmEmail");
    // The mail and its page say whose address changes.
    assert!(new.text.contains("The account “Ana” on"), "{}", new.text);
    let token = mail::token(&new);
    let page = look(&app, "/account/confirm", &token).await;
    assert!(
        page.html
            .contains("The account “<strong><bdi>Ana</bdi></strong>” is to have this address")
    );
    let old_page = look(&app, "/account/confirm", &mail::token(&old)).await;
    assert!(
        old_page
            .html
            .contains("The account “<strong><bdi>Ana</bdi></strong>” is to have another address")
    );

    let other = BROWSER.replace("abc", "abd");
    for browser in [other.as_str(), "a=b"] {
        let followed = follow(&app, &new, browser).await;
        assert_eq!(followed.text("/confirmEmail/state"), "OTHER_BROWSER");
        app.clock.advance(Duration::seconds(20));
        let page = press(&app, "/account/confirm", (&token, ""), browser).await;
        assert!(page.html.contains("in another browser"), "{}", page.html);
    }
    let viewer = client.run(VIEWER, Value::Null).await;
    assert_eq!(viewer.text("/viewer/email"), ANA);
    assert_eq!(
        confirm(&app, &new).await.text("/confirmEmail/state"),
        "DONE"
    );
}

#[tokio::test]
async fn a_code_is_good_in_the_accounts_own_session_and_five_wrong_ones_end_it() {
    let app = TestApp::new().await;
    let client = ana(&app).await;
    let request = request(&change(&client, NEW, Some(PASSWORD)).await);
    let (new, _) = letters(&app).await;
    let code = mail::code(&new);
    account(&app, "bea@example.org", "Bea").await;
    let bea = signed_in(&app, "bea@example.org", PASSWORD).await;
    let refusal = enter(&app, &bea, (&request, &code)).await;
    assert_eq!(refusal.reason(), "LINK_OVER");
    let refusal = enter(&app, &app.anonymous(), (&request, &code)).await;
    assert_eq!(refusal.reason(), "SIGNED_OUT");
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        let refusal = enter(&app, &client, (&request, wrong)).await;
        assert_eq!(refusal.reason(), "WRONG_CODE");
    }
    let refusal = enter(&app, &client, (&request, &code)).await;
    assert_eq!(refusal.reason(), "LINK_OVER");
}

#[tokio::test]
async fn it_takes_the_password() {
    let app = TestApp::new().await;
    let client = ana(&app).await;
    let refusal = change(&client, NEW, Some("not-this-one-17")).await;
    assert_eq!(refusal.reason(), "WRONG_PASSWORD");
    let refusal = change(&client, NEW, None).await;
    assert_eq!(
        (refusal.code(), refusal.error("field")),
        ("INVALID", "password")
    );
    assert!(app.mails().await.is_empty());
}

#[tokio::test]
async fn an_address_that_another_has_is_answered_the_same_and_never_taken() {
    let app = TestApp::new().await;
    account(&app, NEW, "Another").await;
    let client = ana(&app).await;
    let taken = change(&client, NEW, Some(PASSWORD)).await;
    let free = change(&client, "free@example.org", Some(PASSWORD)).await;
    assert_eq!(taken.status, free.status);
    assert_eq!(
        taken.at("/changeEmail/requested"),
        free.at("/changeEmail/requested")
    );
    assert_eq!(request(&taken).len(), request(&free).len());
    let mails = app.mails().await;
    assert!(mails.iter().all(|mail| mail.recipient != NEW));
}

#[tokio::test]
async fn a_change_under_way_ends_with_another_one_and_with_a_reset() {
    let app = TestApp::new().await;
    let client = ana(&app).await;
    change(&client, NEW, Some(PASSWORD))
        .await
        .at("/changeEmail");
    let (new, old) = letters(&app).await;
    confirm(&app, &old).await.at("/confirmEmail");
    app.clock.advance(Duration::minutes(40));
    let input = json!({ "site": "history", "email": ANA });
    app.anonymous()
        .send(ASK_RESET, input)
        .await
        .at("/requestPasswordReset");
    let token = mail::token(&app.mail().await);
    let input = json!({ "token": token, "password": "meadow-violin-7713" });
    app.anonymous()
        .send(RESET, input)
        .await
        .at("/resetPassword");
    assert_eq!(confirm(&app, &new).await.reason(), "LINK_OVER");
}

#[tokio::test]
async fn an_old_account_proves_its_address_by_code_or_in_its_own_browser() {
    for by_code in [true, false] {
        let app = TestApp::new().await;
        let client = ana(&app).await;
        let refusal = client.send(VERIFY, json!({})).await;
        assert_eq!(refusal.reason(), "NOTHING_TO_DO");
        app.execute("UPDATE account SET email_verified_at = NULL", vec![])
            .await;
        let asked = client.send(VERIFY, json!({})).await;
        let request = asked.text("/requestVerification/requestToken");
        let letter = app.mail().await;
        assert_eq!(letter.kind, "verify_email");
        let elsewhere = follow(&app, &letter, "a=b").await;
        assert_eq!(elsewhere.text("/confirmEmail/state"), "OTHER_BROWSER");
        let proved = "email_verified_at IS NOT NULL";
        assert_eq!(app.count("account", proved, vec![]).await, 0);
        let state = if by_code {
            let entered = enter(&app, &client, (&request, &mail::code(&letter))).await;
            entered.text("/confirmEmailByCode/state")
        } else {
            confirm(&app, &letter).await.text("/confirmEmail/state")
        };
        assert_eq!(state, "DONE");
        assert_eq!(app.count("account", proved, vec![]).await, 1);
        client.run(VIEWER, Value::Null).await.at("/viewer/email");
    }
}
