//! Only admins of the site import, and nobody else learns of it.
use super::{cancel, imports, newest, sent, start, try_prepare};
use crate::{
    imports::export::SAMPLE,
    support::{Client, TestApp},
};
use rejoinder::{
    model::{Role, SessionKind, WaysIn},
    storage,
};
use serde_json::json;

async fn nobodies(app: &TestApp) -> Vec<(Client, [&'static str; 3])> {
    let other = app.other_site("politics").await;
    let none = ["SIGNED_OUT"; 3];
    let embedded = SessionKind::Embedded;
    vec![
        (app.anonymous(), none),
        (app.reader("Ana").await, ["NOT_ADMIN"; 3]),
        (app.moderator("Mo").await, ["NOT_ADMIN"; 3]),
        (
            app.session(&app.site, "Eve", Role::Admin, embedded).await,
            ["NOT_ADMIN"; 3],
        ),
        (
            app.signed_in(&other, "Oda", Role::Admin).await,
            ["NOT_FOUND", "NOT_FOUND", "SIGNED_OUT"],
        ),
        (
            app.admin("Ada").await.at_page("https://evil.example"),
            ["FOREIGN_ORIGIN", "FOREIGN_ORIGIN", ""],
        ),
    ]
}

#[tokio::test]
async fn nobody_but_an_admin_of_the_site_prepares_starts_cancels_or_sees_imports() {
    let app = TestApp::new().await;
    let owner = app.admin("Owner").await;
    let id = sent(&app, &owner, SAMPLE).await;
    for (client, [to_prepare, to_change, to_see]) in nobodies(&app).await {
        let answers = [
            (try_prepare(&client, json!({})).await, to_prepare),
            (start(&client, &id, false).await, to_change),
            (start(&client, &id, true).await, to_change),
            (cancel(&client, &id).await, to_change),
            (imports(&client).await, to_see),
        ];
        for (answer, expected) in answers {
            let found = answer.json.pointer("/errors/0/extensions");
            let found = found.map_or("", |found| {
                let named = found["reason"].as_str();
                named.or(found["code"].as_str()).unwrap()
            });
            assert_eq!(found, expected, "{:#}", answer.json);
        }
    }
    assert_eq!(newest(&owner).await["state"], "READY");
}

#[tokio::test]
async fn an_admin_without_the_second_factor_that_is_demanded_does_not_import() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let (db, site) = (app.app.db.write(), app.site.id);
    let ways = storage::ways_in::get(db, site).await.unwrap();
    let demanding = WaysIn {
        second_factor_for_staff: true,
        ..ways
    };
    storage::ways_in::save(db, demanding).await.unwrap();

    let refused = try_prepare(&admin, json!({})).await;

    assert_eq!(refused.reason(), "SECOND_FACTOR_MISSING");
}

#[tokio::test]
async fn an_id_that_was_never_given_is_not_found() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    for id in ["", "import_1", "job_00000000000070008000000000000001"] {
        assert_eq!(start(&admin, id, false).await.code(), "NOT_FOUND");
        assert_eq!(cancel(&admin, id).await.code(), "NOT_FOUND");
    }
}
