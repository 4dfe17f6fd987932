//! The way through a provider when all is well.
use super::{Scene, VIEWER, back, parameter, start};
use crate::{
    people::invitations,
    support::{ORIGIN, OWN_ORIGIN, provider::access_token_hash},
};
use axum::http::StatusCode;
use chrono::Duration;
use rejoinder::domain::jobs;
use serde_json::json;

#[tokio::test]
async fn somebody_new_gets_an_account_and_comments_from_the_page_that_opened_the_window() {
    let scene = Scene::new().await;
    let setting = scene.app.thread().await;
    scene.provider.behave(|manner| {
        manner.claims = json!({
            "name": "Ana\u{202e} Brandt", "email": "Ana@Example.ORG", "email_verified": true,
            "at_hash": access_token_hash(),
        });
    });
    let mut browser = scene.browser();
    let page = scene.sign_in(&mut browser, "subject-1").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert_eq!(page.told()["origin"], ORIGIN);

    let ana = page.client(&scene.app);
    let viewer = ana.run(VIEWER, json!({})).await;
    assert_eq!(viewer.text("/viewer/author/displayName"), "Ana Brandt");
    // The provider's word gives the account no address.
    assert!(viewer.at("/viewer/email").is_null());
    assert_eq!(viewer.text("/viewer/identities/0/email"), "ana@example.org");
    assert_eq!(viewer.text("/viewer/identities/0/provider/key"), "login");
    let post = "mutation($input: PostCommentInput!) { postComment(input: $input) {
        comment { status } } }";
    let input = json!({
        "episode": { "site": "history", "key": setting.episode.key }, "body": "I was there",
    });
    let posted = ana.send(post, input).await;
    assert_eq!(posted.text("/postComment/comment/status"), "APPROVED");
}

/// An account that has proved its address by itself: the provider's word gives none.
#[tokio::test]
async fn who_was_invited_and_comes_by_a_provider_has_the_role() {
    let scene = Scene::new().await;
    let app = &scene.app;
    let mut browser = scene.browser();
    scene.sign_in(&mut browser, "subject-1").await;
    let ada = app.admin("Ada").await;
    let invited = invitations::invite(&ada, "nina@example.org", "MODERATOR").await;
    invited.at("/inviteMember");
    scene.vouch("nina@example.org");
    for (proved, moderators) in [(false, 0), (true, 1)] {
        if proved {
            let sql = "UPDATE account SET email = 'nina@example.org', \
                email_verified_at = created_at WHERE email IS NULL";
            app.execute(sql, vec![]).await;
        }
        let page = scene.sign_in(&mut scene.browser(), "subject-1").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let found = app.count("member", "role = 'moderator'", vec![]).await;
        assert_eq!(found, moderators);
    }
}

#[tokio::test]
async fn the_same_person_comes_back_to_the_same_account() {
    let scene = Scene::new().await;
    let mut ids = Vec::new();
    for subject in ["subject-1", "subject-1", "subject-2"] {
        let mut browser = scene.browser();
        let page = scene.sign_in(&mut browser, subject).await;
        let viewer = page.client(&scene.app).run(VIEWER, json!({})).await;
        ids.push(viewer.text("/viewer/author/id"));
    }
    assert_eq!(ids[0], ids[1]);
    assert_ne!(ids[0], ids[2]);
}

#[tokio::test]
async fn the_provider_is_asked_with_pkce_state_and_nonce_and_leads_back_to_the_public_url() {
    let scene = Scene::new().await;
    let mut browser = scene.browser();
    let first = scene.begin(&mut browser).await;
    let second = scene.begin(&mut browser).await;
    assert!(first.starts_with(&format!("{}/auth?", scene.provider.url)));
    let callback = format!("{OWN_ORIGIN}/sign-in/oidc/callback/history/login");
    assert_eq!(parameter(&first, "redirect_uri"), callback);
    assert_eq!(parameter(&first, "scope"), "openid email profile");
    for name in ["state", "nonce", "code_challenge"] {
        assert_eq!(parameter(&first, name).len(), 43, "{name}");
        assert_ne!(parameter(&first, name), parameter(&second, name), "{name}");
    }
    // Both windows of one browser find back.
    for (address, subject) in [(&first, "subject-1"), (&second, "subject-2")] {
        let code = scene.provider.sign_in(address, subject);
        let page = browser.get(&back(address, &code)).await;
        assert_eq!(page.message()["type"], "rejoinder:signed-in");
    }
    assert_eq!(
        scene.provider.asked("discovery"),
        1,
        "asked when it was added"
    );
}

/// The windows of one browser do not push each other out.
#[tokio::test]
async fn a_browser_that_is_known_already_is_given_no_other_cookie() {
    let scene = Scene::new().await;
    let mut browser = scene.browser();
    browser
        .get("/sign-in?site=history&origin=https://history.example")
        .await;
    let given = browser.cookies.clone();
    assert_eq!(given.len(), 1, "the sign-in window knows the browser");
    let address = scene.begin(&mut browser).await;
    assert_eq!(browser.cookies, given);
    browser
        .get("/sign-in?site=history&origin=https://history.example")
        .await;
    assert_eq!(browser.cookies, given);
    let code = scene.provider.sign_in(&address, "subject-1");
    let page = browser.get(&back(&address, &code)).await;
    assert_eq!(page.message()["type"], "rejoinder:signed-in");
}

#[tokio::test]
async fn a_session_of_another_origin_is_an_embeds_and_one_of_ours_is_not() {
    let scene = Scene::new().await;
    let mut browser = scene.browser();
    let mut kinds = Vec::new();
    for origin in [ORIGIN, OWN_ORIGIN] {
        let page = browser.get(&start("login", origin)).await;
        let address = page.header("location");
        let code = scene.provider.sign_in(&address, "subject-1");
        let page = browser.get(&back(&address, &code)).await;
        assert_eq!(page.told()["origin"], origin);
        let client = page.client(&scene.app);
        let viewer = client.run(VIEWER, json!({})).await;
        let id = viewer.text("/viewer/author/id");
        let promote = "UPDATE member SET role = 'moderator' WHERE display_name = 'Anonymous'";
        scene.app.execute(promote, vec![]).await;
        let viewer = client.run(VIEWER, json!({})).await;
        assert_eq!(viewer.text("/viewer/author/id"), id);
        kinds.push(viewer.text("/viewer/role"));
    }
    assert_eq!(kinds, ["COMMENTER", "MODERATOR"]);
}

#[tokio::test]
async fn what_the_token_leaves_out_is_asked_of_the_userinfo_endpoint() {
    let scene = Scene::new().await;
    scene.provider.behave(|manner| {
        manner.userinfo = Some(json!({
            "sub": "subject-1", "preferred_username": "ana_b", "email": "ana@example.org",
            "email_verified": "true",
        }));
    });
    let mut browser = scene.browser();
    let page = scene.sign_in(&mut browser, "subject-1").await;
    let viewer = page.client(&scene.app).run(VIEWER, json!({})).await;
    assert_eq!(viewer.text("/viewer/author/displayName"), "ana_b");
    assert_eq!(viewer.text("/viewer/identities/0/email"), "ana@example.org");
    // What it says of somebody else is not taken.
    let page = scene.sign_in(&mut browser, "subject-2").await;
    let viewer = page.client(&scene.app).run(VIEWER, json!({})).await;
    assert_eq!(viewer.text("/viewer/author/displayName"), "Anonymous");
    assert!(viewer.at("/viewer/identities/0/email").is_null());
}

#[tokio::test]
async fn nobody_comes_in_under_the_likeness_of_a_moderators_name() {
    let scene = Scene::new().await;
    scene.app.moderator("Mo Adeyemi").await;
    scene
        .provider
        .behave(|manner| manner.claims = json!({ "name": "M\u{043e} Adeyemi" }));
    let page = scene.sign_in(&mut scene.browser(), "subject-1").await;
    let viewer = page.client(&scene.app).run(VIEWER, json!({})).await;
    let name = viewer.text("/viewer/author/displayName");
    assert_eq!(name, "M\u{043e} Adeyemi (2)");
}

#[tokio::test]
async fn an_address_that_is_not_verified_leads_to_no_question() {
    let scene = Scene::new().await;
    let email = scene.member("Ana").await;
    for claims in [
        json!({ "email": email, "email_verified": false }),
        json!({ "email": email }),
    ] {
        scene.provider.behave(|manner| manner.claims = claims);
        let subject = scene.app.app.env.new_id().to_string();
        let page = scene.sign_in(&mut scene.browser(), &subject).await;
        let viewer = page.client(&scene.app).run(VIEWER, json!({})).await;
        assert_eq!(viewer.text("/viewer/author/displayName"), "Anonymous");
        assert!(viewer.at("/viewer/identities/0/email").is_null());
    }
}

#[tokio::test]
async fn a_way_to_a_provider_that_nobody_came_back_from_goes_without_another_one() {
    let scene = Scene::new().await;
    scene.begin(&mut scene.browser()).await;
    let app = &scene.app;
    app.clock.advance(Duration::minutes(9));
    jobs::clear_out(&app.app).await.unwrap();
    assert_eq!(app.count("oidc_attempt", "1 = 1", vec![]).await, 1);
    app.clock.advance(Duration::minutes(2));
    jobs::clear_out(&app.app).await.unwrap();
    assert_eq!(app.count("oidc_attempt", "1 = 1", vec![]).await, 0);
}
