//! Recovery codes.
use super::{App, NEW_CODES, VIEWER, arrived, challenge, finish, holding, texts};
use crate::support::{TestApp, together};
use chrono::Duration;
use serde_json::json;
use std::collections::HashSet;

#[tokio::test]
async fn a_recovery_code_stands_in_once_however_it_is_typed() {
    let app = TestApp::new().await;
    let (ana, email) = arrived(&app, "Ana").await;
    let given = App::set_up(&app, &ana).await;
    let distinct: HashSet<&String> = given.recovery_codes.iter().collect();
    assert_eq!(distinct.len(), 10);

    let asked = challenge(&app.anonymous(), &email).await;
    let typed = given.recovery_codes[3].to_uppercase().replace('-', " ");
    let answer = finish(&app.anonymous(), &asked, &typed).await;
    let ana = holding(&app.anonymous(), &answer, "finishSignIn");
    let viewer = ana.run(VIEWER, json!({})).await;
    assert_eq!(viewer.number("/viewer/secondFactor/recoveryCodesLeft"), 9);

    let asked = challenge(&app.anonymous(), &email).await;
    let refusal = finish(&app.anonymous(), &asked, &given.recovery_codes[3]).await;
    assert_eq!(refusal.reason(), "WRONG_CODE");
    finish(&app.anonymous(), &asked, &given.recovery_codes[4])
        .await
        .at("/finishSignIn");
    let told = "kind = 'second_factor_changed' AND details LIKE '%RECOVERY_CODE_USED%'";
    assert_eq!(app.count("mail", told, vec![]).await, 2);
}

#[tokio::test]
async fn two_uses_of_one_recovery_code_at_once_begin_one_session() {
    let app = TestApp::new().await;
    let (ana, email) = arrived(&app, "Ana").await;
    let given = App::set_up(&app, &ana).await;
    let mut asked = vec![];
    for _ in 0..5 {
        asked.push(challenge(&app.anonymous(), &email).await);
    }
    let tasks = asked.into_iter().map(|asked| {
        let (client, code) = (app.anonymous(), given.recovery_codes[0].clone());
        async move {
            finish(&client, &asked, &code)
                .await
                .json
                .get("errors")
                .is_none()
        }
    });
    let begun = together(tasks).await;
    assert_eq!(begun.iter().filter(|begun| **begun).count(), 1);
}

#[tokio::test]
async fn new_codes_take_the_place_of_the_old_ones() {
    let app = TestApp::new().await;
    let (ana, email) = arrived(&app, "Ana").await;
    let given = App::set_up(&app, &ana).await;
    let new = ana.run(NEW_CODES, json!({})).await;
    let new = texts(new.at("/newRecoveryCodes/recoveryCodes"));
    assert_eq!(new.len(), 10);
    let asked = challenge(&app.anonymous(), &email).await;
    let refusal = finish(&app.anonymous(), &asked, &given.recovery_codes[0]).await;
    assert_eq!(refusal.reason(), "WRONG_CODE");
    finish(&app.anonymous(), &asked, &new[0])
        .await
        .at("/finishSignIn");
}

#[tokio::test]
async fn codes_are_made_for_those_who_have_a_factor_and_proved_it_lately() {
    let app = TestApp::new().await;
    let (ana, _) = arrived(&app, "Ana").await;
    let refusal = ana.run(NEW_CODES, json!({})).await;
    assert_eq!(refusal.reason(), "NOTHING_TO_DO");
    App::set_up(&app, &ana).await;
    app.clock.advance(Duration::minutes(9));
    ana.run(NEW_CODES, json!({})).await.at("/newRecoveryCodes");
    app.clock.advance(Duration::seconds(59));
    ana.run(NEW_CODES, json!({})).await.at("/newRecoveryCodes");
}

#[tokio::test]
async fn nobody_reads_a_code_or_a_secret_out_of_the_tables_of_codes() {
    let app = TestApp::new().await;
    let (ana, _) = arrived(&app, "Ana").await;
    let given = App::set_up(&app, &ana).await;
    let hashes = "length(code_hash) = 32 AND used_at IS NULL";
    assert_eq!(app.count("recovery_code", hashes, vec![]).await, 10);
    for code in given.recovery_codes {
        let plain = code.replace('-', "").into_bytes();
        let found = app
            .count("recovery_code", "code_hash = $1", vec![plain.into()])
            .await;
        assert_eq!(found, 0);
    }
}
