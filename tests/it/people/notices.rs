//! Notices of illegal content, as article 16 of the Digital Services Act describes them.
use crate::support::{TestApp, comment_id, item};
use serde_json::{Value, json};

fn notice() -> Value {
    json!({
        "text": "It calls for attacks on the people of the harbour.",
        "illegal": {
            "legalBasis": "§ 130 of the penal code", "name": "Ben Holm",
            "email": "Ben@example.net", "goodFaith": true,
        },
    })
}

#[tokio::test]
async fn a_notice_keeps_who_what_where_and_in_good_faith() {
    let app = TestApp::new().await;
    let (thread, ben) = (app.thread().await, app.reader("Ben").await);
    let comment = app.comment(&thread).insert().await;
    ben.report_with(&comment, "ILLEGAL", notice())
        .await
        .at("/reportComment");
    let mo = app.moderator("Mo").await;
    let seen = mo.look_at(&comment).await;
    let report = &seen["reports"]["nodes"][0];
    assert_eq!(report["text"], notice()["text"]);
    let place = format!("https://history.example/100#{}", comment_id(comment.id));
    assert_eq!(
        report["illegal"],
        json!({ "legalBasis": "§ 130 of the penal code", "name": "Ben Holm",
            "email": "ben@example.net", "goodFaith": true, "location": place })
    );
}

#[tokio::test]
async fn what_a_notice_lacks_is_told_by_field() {
    let app = TestApp::new().await;
    let (thread, ben) = (app.thread().await, app.reader("Ben").await);
    let comment = app.comment(&thread).insert().await;
    for (field, value, faulty) in [
        ("name", json!(null), "illegal.name"),
        ("name", json!("a\u{7}b"), "illegal.name"),
        ("email", json!(null), "illegal.email"),
        ("email", json!("ben"), "illegal.email"),
        ("goodFaith", json!(false), "illegal.goodFaith"),
        ("legalBasis", json!("x".repeat(501)), "illegal.legalBasis"),
    ] {
        let mut wrong = notice();
        wrong["illegal"][field] = value;
        let refused = ben.report_with(&comment, "ILLEGAL", wrong).await;
        assert_eq!(refused.error("field"), faulty);
    }
    let mut other = notice();
    other["text"] = json!("why");
    let refused = ben.report_with(&comment, "SPAM", other).await;
    assert_eq!(refused.error("field"), "illegal");
    let mut unnamed = notice();
    unnamed["illegal"] = json!({ "onChildAbuse": true, "goodFaith": true });
    ben.report_with(&comment, "ILLEGAL", unnamed)
        .await
        .at("/reportComment");
    let mo = app.moderator("Mo").await;
    let seen = mo.look_at(&comment).await;
    let illegal = &seen["reports"]["nodes"][0]["illegal"];
    assert_eq!(
        (&illegal["name"], &illegal["email"]),
        (&json!(null), &json!(null))
    );
    assert_eq!(
        illegal["legalBasis"],
        "Directive 2011/93/EU, articles 3 to 7"
    );
}

/// Whoever gave the notice reads what was decided; the author, and all others, nothing of it.
#[tokio::test]
async fn only_moderators_and_the_notifier_read_a_notice() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let (ben, cleo) = (app.reader("Ben").await, app.reader("Cleo").await);
    let mo = app.moderator("Mo").await;
    let comment = app.comment(&thread).by(&ana).insert().await;
    ben.report_with(&comment, "ILLEGAL", notice())
        .await
        .at("/reportComment");
    let everything = "query($id: ID!) {
        comment(id: $id) { bodyMarkdown holdReasons rejectReason authorNote viewerHasReported
            reports { nodes { text illegal { name email } reporter { id } } } }
        viewer { reports { nodes { text illegal { name email location } } } } }";
    let id = json!({ "id": comment_id(comment.id) });
    let foreign = app.other_site("ships").await;
    let pia = app
        .signed_in(&foreign, "Pia", rejoinder::model::Role::Moderator)
        .await;
    for decided in [false, true] {
        if decided {
            mo.reject(vec![item(&comment)]).await.at("/rejectComments");
        }
        for other in [&ana, &cleo, &pia, &app.anonymous()] {
            let seen = other.run(everything, id.clone()).await;
            for private in ["Holm", "example.net", "harbour"] {
                assert!(!seen.text.contains(private), "{:#}", seen.json);
            }
        }
        let own = ben.run(everything, id.clone()).await;
        let illegal = own.at("/viewer/reports/nodes/0/illegal");
        assert_eq!(illegal["email"], "ben@example.net");
        let seen = mo.look_at(&comment).await;
        assert_eq!(seen["reports"]["nodes"][0]["illegal"]["name"], "Ben Holm");
    }
    let log = "coalesce(reason, '') || coalesce(note, '') || coalesce(details, '') LIKE '%Holm%'";
    assert_eq!(app.count("log_entry", log, vec![]).await, 0);
}
