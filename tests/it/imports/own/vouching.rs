//! What an admin of a site cannot vouch for, and who becomes whom.
use super::{another, bring, empty, export_of, full, texts};
use crate::{
    data::erasing,
    imports::desk,
    support::{TestApp, comment_id},
};
use rejoinder::model::Role;
use serde_json::json;

#[tokio::test]
async fn an_admin_can_vouch_neither_for_addresses_nor_for_what_moderators_did() {
    let app = full().await;
    let file = export_of(&app, true).await;
    let file = file.replacen("\"reportsUpheld\":0", "\"reportsUpheld\":3", 1);
    let elsewhere = another().await;
    let admin = elsewhere.admin("Root").await;
    let before = elsewhere.count("account", "email_verified_at IS NOT NULL", vec![]);
    let before = before.await;
    let import = desk::brought(&elsewhere, &admin, (&file, json!({ "format": null }))).await;
    assert_eq!(import["state"], "DONE", "{import}");
    assert!(desk::counted(&import, "RECORDS_LEFT_OUT", None) > 0);
    assert!(desk::counted(&import, "COMMENTS_IMPORTED", None) > 0);
    let after = elsewhere.count("account", "email_verified_at IS NOT NULL", vec![]);
    assert_eq!(after.await, before);
    let told = texts(&elsewhere, "SELECT action FROM log_entry ORDER BY id");
    assert_eq!(
        told.await,
        ["give_role", "import_comments"],
        "Root's role, and this"
    );
    for table in ["report", "member_note", "identity", "picture", "mute"] {
        let rows = elsewhere.count(table, "1 = 1", vec![]);
        assert_eq!(rows.await, 0, "{table}");
    }
    let staff = elsewhere.count("member", "role <> 'commenter'", vec![]);
    assert_eq!(staff.await, 1, "Root alone");
    let claimable = elsewhere.count("imported_author", "source = 'rejoinder'", vec![]);
    assert!(claimable.await > 0);
    elsewhere.assert_no_drift().await;
}

/// A comment that somebody with an account wrote, in a file with other words for it.
#[tokio::test]
async fn an_admin_cannot_put_words_into_the_mouth_of_whoever_can_sign_in() {
    let app = TestApp::new().await;
    let victim = erasing::with_password(&app, "Vera", Role::Commenter).await;
    let admin = app.admin("Root").await;
    let thread = app.thread().await;
    let said = app.comment(&thread).by(&victim).body("Mine").insert().await;
    let file = export_of(&app, true).await;
    // As if they had said something else besides, with a vote for it.
    let line = file
        .lines()
        .find(|line| line.starts_with("{\"type\":\"comment\""));
    let line = line.unwrap();
    let mut forged: serde_json::Value = serde_json::from_str(line).unwrap();
    forged["id"] = "comment_ffffffffffff7000800000000000000f".into();
    forged["revisions"][0]["id"] = "revision_ffffffffffff7000800000000000000f".into();
    forged["revisions"][0]["bodyMarkdown"] = "Not mine".into();
    forged["votes"] = json!([]);
    let more = file
        .replace(line, &format!("{line}\n{forged}"))
        .replace("\"comments\":1,", "\"comments\":2,");
    for round in [1, 0] {
        let import = desk::brought(&app, &admin, (&more, json!({ "format": null }))).await;
        assert_eq!(import["state"], "DONE", "{import}");
        assert_eq!(desk::counted(&import, "COMMENTS_IMPORTED", None), round);
    }
    let hers = app.count("comment", "author_id = $1", vec![victim.member_id().into()]);
    assert_eq!(hers.await, 1, "{}", comment_id(said.id));
    let names = "SELECT m.display_name FROM comment c JOIN member m ON m.id = c.author_id";
    assert_eq!(texts(&app, names).await, ["Vera", "Vera"]);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn whoever_proves_the_address_takes_over_votes_reports_mutes_and_notes() {
    let app = full().await;
    let file = export_of(&app, true)
        .await
        .replace("\"emailIsProved\":true", "\"emailIsProved\":false");
    let elsewhere = empty().await;
    bring(&elsewhere, &file, false).await.unwrap();
    let claimable = "SELECT email FROM imported_author WHERE source = 'rejoinder' ORDER BY email";
    let addresses = texts(&elsewhere, claimable).await;
    assert!(addresses.len() > 2, "{addresses:?}");
    elsewhere.clock.advance(chrono::Duration::days(1));
    let voted = elsewhere.count("vote", "1 = 1", vec![]).await;
    for name in ["Quirina", "Ada"] {
        let client = erasing::with_password(&elsewhere, name, Role::Commenter).await;
        let list = "{ viewer { claimableAuthors { authorId displayName } } }";
        let found = client.run(list, json!({})).await;
        let author = found.text("/viewer/claimableAuthors/0/authorId");
        let claim =
            "mutation($input: ClaimAuthorInput!) { claimAuthor(input: $input) { __typename } }";
        client
            .send(claim, json!({ "authorId": author }))
            .await
            .at("/claimAuthor");
        let again = client.run(list, json!({})).await;
        assert_eq!(again.at("/viewer/claimableAuthors"), &json!([]), "{name}");
    }
    let still = elsewhere.count("vote", "1 = 1", vec![]).await;
    assert_eq!(still, voted);
    elsewhere.assert_no_drift().await;
}

#[tokio::test]
async fn an_export_of_before_still_tells_whose_an_author_is() {
    let app = full().await;
    let file = export_of(&app, true).await;
    let older: Vec<String> = file
        .lines()
        .map(|line| {
            let mut line: serde_json::Value = serde_json::from_str(line).unwrap();
            if let Some(author) = line.as_object_mut().filter(|line| line["type"] == "author") {
                author.remove("emailIsProved");
            }
            line.to_string()
        })
        .collect();
    let elsewhere = empty().await;
    bring(&elsewhere, &(older.join("\n") + "\n"), false)
        .await
        .unwrap();
    let claimable = elsewhere.count("imported_author", "email IS NOT NULL", vec![]);
    let proved = app.count("account", "email_verified_at IS NOT NULL", vec![]);
    assert!(claimable.await >= proved.await);
}

#[tokio::test]
async fn a_report_of_what_is_there_already_is_in_the_queue() {
    let app = full().await;
    let elsewhere = empty().await;
    bring(&elsewhere, &export_of(&app, true).await, false)
        .await
        .unwrap();
    let yara = app.reader("Yara").await;
    let open = "report_count > 0";
    let before = elsewhere.count("comment", open, vec![]).await;
    let thread = app.thread_on(&app.site, "3").await;
    let quiet = app.comment(&thread).insert().await;
    let elsewhere_first = export_of(&app, true).await;
    bring(&elsewhere, &elsewhere_first, false).await.unwrap();
    let mut report = crate::support::item(&quiet);
    report["reason"] = "ABUSE".into();
    let mutation =
        "mutation($input: ReportCommentInput!) { reportComment(input: $input) { __typename } }";
    yara.send(mutation, report).await.at("/reportComment");
    let newer = export_of(&app, true).await;
    bring(&elsewhere, &newer, false).await.unwrap();
    assert_eq!(elsewhere.count("comment", open, vec![]).await, before + 1);
    elsewhere.assert_no_drift().await;
}
