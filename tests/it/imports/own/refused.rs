//! What does not fit together does not come in.
use super::{another, bring, bring_to, empty, export_of, full};
use crate::{imports::desk, support::TestApp};
use serde_json::json;

async fn refusal(app: &TestApp, file: &str) -> String {
    bring(app, file, false).await.unwrap_err().to_string()
}

#[tokio::test]
async fn what_does_not_fit_together_is_refused_with_its_line() {
    let app = full().await;
    let file = export_of(&app, true).await;
    let elsewhere = empty().await;
    let lines: Vec<&str> = file.lines().collect();
    let but_one = |kind: &str| -> String {
        let mark = format!("{{\"type\":\"{kind}\"");
        let at = lines
            .iter()
            .position(|line| line.starts_with(&mark))
            .unwrap();
        let rest = lines.iter().enumerate().filter(|(place, _)| *place != at);
        let rest: Vec<&str> = rest.map(|(_, line)| *line).collect();
        rest.join("\n") + "\n"
    };
    let cut = &file[..file.len() - lines.last().unwrap().len() - 1];
    let swapped = file.replacen("\"type\":\"comment\"", "\"type\":\"episode\"", 1);
    for (broken, told) in [
        (cut.to_owned(), "without its last line"),
        (file[..file.len() / 2].to_owned(), "line "),
        (but_one("author"), "is named here and is not in the file"),
        (but_one("comment"), "is"),
        (but_one("episode"), "is named here and is not in the file"),
        (but_one("site"), "the line of the site"),
        (but_one("export"), "not of the type `export`"),
        (but_one("note"), "the last line counts"),
        (format!("{file}{}\n", lines[1]), "out of order"),
        (
            file.replacen("\"version\":1", "\"version\":2", 1),
            "of version 2",
        ),
        (file.replacen("\"APPROVED\"", "\"LOVED\"", 1), "LOVED"),
        (swapped, "line "),
        (file.replacen("\"weight\":", "\"weight\":-", 1), "weight"),
        (
            file.replacen("\"createdAt\":\"2", "\"createdAt\":\"+12", 1),
            "time",
        ),
        (
            file.replacen("\"name\":\"", "\"name\":\"\\u0000", 1),
            "u0000",
        ),
        (
            file.replacen("\"id\":\"comment_0", "\"id\":\"comment_G", 1),
            "comment_G",
        ),
        (String::new(), "the file is empty"),
    ] {
        let why = refusal(&elsewhere, &broken).await;
        assert!(why.contains(told), "{told}: {why}");
        assert_eq!(elsewhere.count("site", "1 = 1", vec![]).await, 0, "{why}");
    }
}

#[tokio::test]
async fn comments_that_answer_one_another_in_a_circle_are_refused() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let thread = app.thread().await;
    let one = app.comment(&thread).by(&ana).insert().await;
    let two = app.comment(&thread).by(&ana).under(&one).insert().await;
    let file = export_of(&app, false).await;
    let id = |id: rejoinder::model::CommentId| format!("comment_{}", id.0.simple());
    let circle = file.replacen(
        "\"parentId\":null",
        &format!("\"parentId\":\"{}\"", id(two.id)),
        1,
    );
    let elsewhere = empty().await;
    let why = refusal(&elsewhere, &circle).await;
    assert!(why.contains("in a circle"), "{why}");
}

#[tokio::test]
async fn a_site_cannot_be_twice_in_an_installation() {
    let app = full().await;
    let file = export_of(&app, true).await;
    let other = app.other_site("politics").await;
    for site in [other.key.as_str(), "not-there"] {
        let why = bring_to(&app, site, &file, false).await.unwrap_err();
        let why = why.to_string();
        assert!(
            why.contains("in this installation already"),
            "{site}: {why}"
        );
    }
}

#[tokio::test]
async fn rules_for_addresses_do_not_go_with_it() {
    let app = full().await;
    let file = export_of(&app, true).await;
    let admin = app.admin("Root").await;
    let rules = json!({ "format": null, "urlRules": ["http://old.example/=https://new.example/"] });
    let import = desk::brought(&app, &admin, (&file, rules)).await;
    assert_eq!(import["state"], "FAILED");
    let why = import["error"].as_str().unwrap();
    assert!(why.contains("leave the rules out"), "{why}");
}

#[tokio::test]
async fn a_text_that_is_somebody_elses_is_refused() {
    let app = full().await;
    let file = export_of(&app, true).await;
    let elsewhere = another().await;
    let ana = elsewhere.reader("Ana").await;
    let thread = elsewhere.thread().await;
    let there = elsewhere.comment(&thread).by(&ana).insert().await;
    let id = format!("revision_{}", there.revision_id.0.simple());
    let begin = file.find("\"revisions\":[{\"id\":\"").unwrap() + "\"revisions\":[{\"id\":\"".len();
    let mut taken = file.clone();
    let known = file[begin..begin + id.len()].to_owned();
    taken.replace_range(begin..begin + id.len(), &id);
    let taken = taken.replace(&known, &id);
    let why = refusal(&elsewhere, &taken).await;
    assert!(
        why.contains(&format!("{id} is in this installation already")),
        "{why}"
    );
}
