//! One-time passwords at signing in.
use super::{App, PASSWORD, account, arrived, challenge, finish, holding, sign_in};
use crate::{
    sessions::from_peer,
    support::{Answer, ORIGIN, OWN_ORIGIN, TestApp, together},
};
use chrono::Duration;
use rejoinder::{domain::jobs, model::Challenge};
use serde_json::json;

/// Ana with an authenticator app, a minute after she set it up.
async fn ana(app: &TestApp) -> (App, String) {
    let (ana, email) = arrived(app, "Ana").await;
    let given = App::set_up(app, &ana).await;
    app.clock.advance(Duration::minutes(1));
    (given, email)
}

#[tokio::test]
async fn a_session_begins_only_with_the_second_factor() {
    let app = TestApp::new().await;
    let (given, email) = ana(&app).await;
    let answer = sign_in(&app.anonymous(), &email).await;
    assert!(answer.at("/signIn/refreshToken").is_null());
    let asked = answer.at("/signIn/secondFactor");
    assert_eq!(
        (&asked["totp"], &asked["passkeys"]),
        (&json!(true), &json!(false))
    );

    let asked = asked["challenge"].as_str().unwrap();
    let answer = finish(&app.anonymous(), asked, &given.code(&app, 0)).await;
    assert_eq!(answer.text("/finishSignIn/viewer/email"), email);
    let ana = holding(&app.anonymous(), &answer, "finishSignIn");
    let viewer = ana.run(super::VIEWER, json!({})).await;
    assert_eq!(viewer.at("/viewer/secondFactor/totp"), &json!(true));
    assert_eq!(viewer.number("/viewer/secondFactor/recoveryCodesLeft"), 10);
    let strong = "second_factor_at IS NOT NULL AND proved_at IS NOT NULL";
    assert_eq!(app.count("session", strong, vec![]).await, 2);
}

#[tokio::test]
async fn a_code_of_the_step_before_or_after_is_taken_and_none_further_off() {
    for (steps, taken) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
        let app = TestApp::new().await;
        let (given, email) = ana(&app).await;
        app.clock.advance(Duration::minutes(5));
        let asked = challenge(&app.anonymous(), &email).await;
        let answer = finish(&app.anonymous(), &asked, &given.code(&app, steps)).await;
        assert_eq!(answer.json.get("errors").is_none(), taken, "{steps}");
    }
}

#[tokio::test]
async fn a_step_is_good_once_and_none_before_it_afterwards() {
    let app = TestApp::new().await;
    let (given, email) = ana(&app).await;
    let (before, now) = (given.code(&app, -1), given.code(&app, 0));
    let asked = challenge(&app.anonymous(), &email).await;
    finish(&app.anonymous(), &asked, &now)
        .await
        .at("/finishSignIn");
    for code in [&now, &before] {
        let asked = challenge(&app.anonymous(), &email).await;
        let refusal = finish(&app.anonymous(), &asked, code).await;
        assert_eq!(
            (refusal.code(), refusal.reason()),
            ("UNAUTHENTICATED", "WRONG_CODE")
        );
    }
    let asked = challenge(&app.anonymous(), &email).await;
    finish(&app.anonymous(), &asked, &given.code(&app, 1))
        .await
        .at("/finishSignIn");
}

#[tokio::test]
async fn the_code_that_set_the_app_up_signs_nobody_in() {
    let app = TestApp::new().await;
    let (ana, email) = arrived(&app, "Ana").await;
    let given = App::set_up(&app, &ana).await;
    let asked = challenge(&app.anonymous(), &email).await;
    let refusal = finish(&app.anonymous(), &asked, &given.code(&app, 0)).await;
    assert_eq!(refusal.reason(), "WRONG_CODE");
}

#[tokio::test]
async fn twenty_uses_of_one_code_at_once_begin_one_session() {
    let app = TestApp::new().await;
    let email = account(&app, "Ana").await;
    // At twenty places where she is known, so that no limit stands before the code.
    let mut places = vec![];
    for number in 0..20 {
        app.clock.advance(Duration::seconds(20));
        let router = from_peer(app.router(), &format!("198.51.100.{number}"));
        let client = app.anonymous().on(router);
        let answer = sign_in(&client, &email).await;
        places.push((client.clone(), holding(&client, &answer, "signIn")));
    }
    let given = App::set_up(&app, &places[19].1).await;
    for one_challenge in [true, false] {
        app.clock.advance(Duration::minutes(1));
        let mut asked = vec![];
        for (client, _) in &places {
            asked.push(challenge(client, &email).await);
        }
        let code = given.code(&app, 0);
        let tasks = places.iter().zip(&asked).map(|((client, _), own)| {
            let asked = if one_challenge { &asked[0] } else { own };
            let (client, asked, code) = (client.clone(), asked.clone(), code.clone());
            async move { finish(&client, &asked, &code).await }
        });
        let answers = together(tasks).await;
        let refused: Vec<&str> = answers
            .iter()
            .filter(|answer| answer.json.get("errors").is_some())
            .map(Answer::reason)
            .collect();
        let reason = if one_challenge {
            "CHALLENGE_OVER"
        } else {
            "WRONG_CODE"
        };
        assert_eq!(refused, [reason; 19]);
    }
}

#[tokio::test]
async fn five_wrong_codes_void_the_challenge_and_no_other() {
    let app = TestApp::new().await;
    let (given, email) = ana(&app).await;
    let first = challenge(&app.anonymous(), &email).await;
    let second = challenge(&app.anonymous(), &email).await;
    let wrong = given.wrong(&app);
    for _ in 0..Challenge::TRIES_MAX {
        let refusal = finish(&app.anonymous(), &first, &wrong).await;
        assert_eq!(refusal.reason(), "WRONG_CODE");
    }
    let right = given.code(&app, 0);
    let refusal = finish(&app.anonymous(), &first, &right).await;
    assert_eq!(refusal.reason(), "CHALLENGE_OVER");
    finish(&app.anonymous(), &second, &right)
        .await
        .at("/finishSignIn");
}

#[tokio::test]
async fn a_challenge_ends_after_five_minutes_and_with_its_use() {
    let app = TestApp::new().await;
    let (given, email) = ana(&app).await;
    let late = challenge(&app.anonymous(), &email).await;
    app.clock.advance(Duration::minutes(5));
    let refusal = finish(&app.anonymous(), &late, &given.code(&app, 0)).await;
    assert_eq!(
        (refusal.code(), refusal.reason()),
        ("UNAUTHENTICATED", "CHALLENGE_OVER")
    );

    let used = challenge(&app.anonymous(), &email).await;
    finish(&app.anonymous(), &used, &given.code(&app, 0))
        .await
        .at("/finishSignIn");
    app.clock.advance(Duration::seconds(30));
    let refusal = finish(&app.anonymous(), &used, &given.code(&app, 0)).await;
    assert_eq!(refusal.reason(), "CHALLENGE_OVER");
}

#[tokio::test]
async fn a_forged_challenge_is_over_before_it_began() {
    let app = TestApp::new().await;
    let (given, email) = ana(&app).await;
    let real = challenge(&app.anonymous(), &email).await;
    let other = format!("{}A", &real[..real.len() - 1]);
    let last = if real == other { "B" } else { "A" };
    let forged = format!("{}{last}", &real[..real.len() - 1]);
    let long = "a".repeat(10_000);
    for token in ["", "rjc_", "\u{7f}", &forged, &real[4..], &long] {
        app.clock.advance(Duration::seconds(21));
        let refusal = finish(&app.anonymous(), token, &given.code(&app, 0)).await;
        assert_eq!(refusal.reason(), "CHALLENGE_OVER", "{token:.50}");
    }
}

#[tokio::test]
async fn a_challenge_takes_its_own_accounts_codes_on_its_own_site_alone() {
    let app = TestApp::new().await;
    let (given, email) = ana(&app).await;
    let (bea, _) = arrived(&app, "Bea").await;
    let beas = App::set_up(&app, &bea).await;
    app.clock.advance(Duration::minutes(1));
    let asked = challenge(&app.anonymous(), &email).await;
    let refusal = finish(&app.anonymous(), &asked, &beas.code(&app, 0)).await;
    assert_eq!(refusal.reason(), "WRONG_CODE");
    let refusal = finish(&app.anonymous(), &asked, &beas.recovery_codes[0]).await;
    assert_eq!(refusal.reason(), "WRONG_CODE");

    // A page of another site finishes nothing that began here.
    let politics = app.other_site("politics").await;
    let there = app.anonymous().at_page(&politics.origins[0]);
    let refusal = finish(&there, &asked, &given.code(&app, 0)).await;
    assert_eq!(refusal.reason(), "FOREIGN_ORIGIN");

    let answer = finish(&app.anonymous(), &asked, &given.code(&app, 0)).await;
    let ana = holding(&app.anonymous(), &answer, "finishSignIn");
    let site = ana.run("{ viewer { site { key } } }", json!({})).await;
    assert_eq!(site.text("/viewer/site/key"), "history");
}

#[tokio::test]
async fn a_session_finished_in_an_embed_is_an_embeds() {
    let app = TestApp::new().await;
    let (given, email) = ana(&app).await;
    app.execute("UPDATE member SET role = 'moderator'", vec![])
        .await;
    for (page, role) in [(ORIGIN, "COMMENTER"), (OWN_ORIGIN, "MODERATOR")] {
        app.clock.advance(Duration::minutes(2));
        let page = app.anonymous().at_page(page);
        let asked = challenge(&page, &email).await;
        let answer = finish(&page, &asked, &given.code(&app, 0)).await;
        assert_eq!(answer.text("/finishSignIn/viewer/role"), role);
    }
}

#[tokio::test]
async fn whoever_uses_up_the_tries_keeps_the_owner_out_nowhere() {
    let app = TestApp::new().await;
    let (given, email) = ana(&app).await;
    // Ana has signed in from the address of `app.anonymous`.
    let mut tried = 0;
    for number in 0..20 {
        let thief = from_peer(app.router(), &format!("203.0.113.{number}"));
        let thief = app.anonymous().on(thief);
        let asked = challenge(&app.anonymous(), &email).await;
        app.clock.advance(Duration::seconds(20));
        let refusal = finish(&thief, &asked, &given.wrong(&app)).await;
        tried += usize::from(refusal.code() == "UNAUTHENTICATED");
    }
    assert!(tried <= 9, "{tried} codes tried within seven minutes");

    let elsewhere = from_peer(app.router(), "198.51.100.1");
    let elsewhere = app.anonymous().on(elsewhere);
    let asked = challenge(&app.anonymous(), &email).await;
    let code = given.code(&app, 0);
    assert_eq!(
        finish(&elsewhere, &asked, &code).await.code(),
        "RATE_LIMITED"
    );
    // Where she is known, and with a recovery code anywhere.
    finish(&app.anonymous(), &asked, &code)
        .await
        .at("/finishSignIn");
    let asked = challenge(&app.anonymous(), &email).await;
    finish(&elsewhere, &asked, &given.recovery_codes[0])
        .await
        .at("/finishSignIn");
}

#[tokio::test]
async fn without_a_second_factor_nothing_is_asked() {
    let app = TestApp::new().await;
    let email = account(&app, "Ana").await;
    let answer = sign_in(&app.anonymous(), &email).await;
    assert!(answer.at("/signIn/secondFactor").is_null());
    assert!(answer.at("/signIn/accessToken").is_string());
}

#[tokio::test]
async fn who_waits_for_a_code_waits_in_vain_once_the_password_is_another() {
    let app = TestApp::new().await;
    let (owner, email) = arrived(&app, "Ana").await;
    let given = App::set_up(&app, &owner).await;
    app.clock.advance(Duration::minutes(1));
    let asked = challenge(&app.anonymous(), &email).await;
    let change =
        "mutation($input: ChangePasswordInput!) { changePassword(input: $input) { changed } }";
    let input = json!({ "currentPassword": PASSWORD, "newPassword": "lantern-meadow-3986" });
    owner.send(change, input).await.at("/changePassword");
    let refusal = finish(&app.anonymous(), &asked, &given.code(&app, 0)).await;
    assert_eq!(refusal.reason(), "CHALLENGE_OVER");
    let refusal = finish(&app.anonymous(), &asked, &given.recovery_codes[0]).await;
    assert_eq!(refusal.reason(), "CHALLENGE_OVER");
}

#[tokio::test]
async fn a_challenge_that_is_over_goes_without_another_one() {
    let app = TestApp::new().await;
    let (_, email) = ana(&app).await;
    challenge(&app.anonymous(), &email).await;
    app.clock.advance(Duration::minutes(4));
    jobs::clear_out(&app.app).await.unwrap();
    assert_eq!(app.count("challenge", "1 = 1", vec![]).await, 1);
    app.clock.advance(Duration::minutes(2));
    jobs::clear_out(&app.app).await.unwrap();
    assert_eq!(app.count("challenge", "1 = 1", vec![]).await, 0);
}
