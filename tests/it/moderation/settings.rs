//! A site's settings: who changes them, within what bounds, and what the log says of it.
use crate::support::{Answer, Client, TestApp, together};
use rejoinder::model::{Role, SessionKind};
use serde_json::{Value, json};

const FIELDS: &str = "key name mode nesting editWindowSeconds newcomerApprovals closeAfterDays
    episodesMustExist origins";

async fn update(who: &Client, settings: Value) -> Answer {
    let document = format!(
        "mutation($input: UpdateSiteInput!) {{ updateSite(input: $input) {{ site {{ {FIELDS} }} }} }}"
    );
    let mut input = json!({ "site": "history" });
    let settings = settings.as_object().unwrap().clone();
    input.as_object_mut().unwrap().extend(settings);
    who.send(&document, input).await
}

async fn shown(who: &Client) -> Value {
    let query = format!("{{ site(key: \"history\") {{ {FIELDS} }} }}");
    who.run(&query, json!({})).await.at("/site").clone()
}

/// What the log says of the last change: from, to, reason and private note.
async fn last_change(app: &TestApp) -> [Option<String>; 4] {
    use sea_orm::{ConnectionTrait, Statement};
    let db = app.app.db.read();
    let sql = "SELECT from_state, to_state, reason, note FROM log_entry \
        WHERE action = 'update_site' AND subject_id = $1 ORDER BY id DESC LIMIT 1";
    let backend = db.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql, [app.site.id.into()]);
    let row = db.query_one_raw(statement).await.unwrap().unwrap();
    ["from_state", "to_state", "reason", "note"].map(|name| row.try_get("", name).unwrap())
}

fn json_of(text: Option<&String>) -> Value {
    serde_json::from_str(text.unwrap()).unwrap()
}

#[tokio::test]
async fn each_setting_changes_and_the_others_stay() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    for (name, value) in [
        ("name", json!("The Harbour Lamp")),
        ("mode", json!("NEWCOMERS")),
        ("nesting", json!(3)),
        ("editWindowSeconds", json!(0)),
        ("newcomerApprovals", json!(4)),
        ("closeAfterDays", json!(14)),
        ("closeAfterDays", Value::Null),
        ("episodesMustExist", json!(true)),
        (
            "origins",
            json!(["https://lamp.example", "http://localhost:4000"]),
        ),
        ("origins", json!([])),
    ] {
        let mut expected = shown(&ada).await;
        let from = expected[name].clone();
        assert_ne!(from, value, "{name}");
        expected[name] = value.clone();
        let updated = update(&ada, json!({ (name): value })).await;
        assert_eq!(updated.at("/updateSite/site"), &expected);
        assert_eq!(shown(&ada).await, expected);
        let [before, after, ..] = last_change(&app).await;
        assert_eq!(json_of(before.as_ref()), json!({ (name): from }));
        assert_eq!(json_of(after.as_ref()), json!({ (name): value }));
        let again = update(&ada, json!({ (name): value })).await;
        assert_eq!(
            (again.code(), again.reason()),
            ("CONFLICT", "NOTHING_TO_DO")
        );
    }
    let lines = app.count("log_entry", "action = 'update_site'", vec![]);
    assert_eq!(lines.await, 10);
}

/// One line for all that changes at once, with who and why.
#[tokio::test]
async fn a_change_is_a_line_of_the_log() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let settings = json!({
        "mode": "PRE", "nesting": 5, "newcomerApprovals": 2,
        "reason": "too much to read", "privateNote": "until Monday",
    });
    update(&ada, settings).await.at("/updateSite");
    let [from, to, reason, note] = last_change(&app).await;
    let (from, to) = (json_of(from.as_ref()), json_of(to.as_ref()));
    assert_eq!(from, json!({ "mode": "POST", "newcomerApprovals": 1 }));
    assert_eq!(to, json!({ "mode": "PRE", "newcomerApprovals": 2 }));
    assert_eq!(reason.as_deref(), Some("too much to read"));
    assert_eq!(note.as_deref(), Some("until Monday"));
    let by = vec![ada.member_id().into()];
    let condition = "action = 'update_site' AND actor_id = $1";
    assert_eq!(app.count("log_entry", condition, by).await, 1);
}

#[tokio::test]
async fn settings_keep_within_their_bounds() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let before = shown(&ada).await;
    let many: Vec<String> = (0..101)
        .map(|index| format!("https://s{index}.example"))
        .collect();
    for (field, value) in [
        ("name", json!(" ")),
        ("name", json!("x".repeat(201))),
        ("nesting", json!(0)),
        ("nesting", json!(11)),
        ("nesting", json!(65_537)),
        ("editWindowSeconds", json!(-1)),
        ("editWindowSeconds", json!(31_536_001)),
        ("newcomerApprovals", json!(-1)),
        ("newcomerApprovals", json!(1_001)),
        ("closeAfterDays", json!(0)),
        ("closeAfterDays", json!(36_501)),
        ("origins", json!(["lamp.example"])),
        ("origins", json!(["https://lamp.example/page"])),
        ("origins", json!(many)),
        ("reason", json!("x".repeat(501))),
    ] {
        let refused = update(&ada, json!({ (field): value })).await;
        assert_eq!(refused.error("field"), field, "{:#}", refused.json);
    }
    assert_eq!(shown(&ada).await, before);
}

#[tokio::test]
async fn only_admins_of_the_site_change_it() {
    let app = TestApp::new().await;
    let other = app.other_site("ships").await;
    let cap = app.signed_in(&other, "Cap", Role::Admin).await;
    let kind = SessionKind::Embedded;
    let embedded = app.session(&app.site, "Eva", Role::Admin, kind).await;
    for (who, code, reason) in [
        (app.anonymous(), "UNAUTHENTICATED", Some("SIGNED_OUT")),
        (app.reader("Ben").await, "FORBIDDEN", Some("NOT_ADMIN")),
        (app.moderator("Mo").await, "FORBIDDEN", Some("NOT_ADMIN")),
        (embedded, "FORBIDDEN", Some("NOT_ADMIN")),
        (cap, "NOT_FOUND", None),
    ] {
        let refused = update(&who, json!({ "name": "Mine" })).await;
        assert_eq!(refused.code(), code);
        let told = refused.json.pointer("/errors/0/extensions/reason");
        assert_eq!(told.and_then(Value::as_str), reason);
        let origins = &shown(&who).await["origins"];
        let moderates = who
            .member
            .as_ref()
            .is_some_and(|member| member.role == Role::Moderator && member.site_id == app.site.id);
        assert_eq!(origins.is_array(), moderates, "{code}");
    }
    let lines = app.count("log_entry", "action = 'update_site'", vec![]);
    assert_eq!(lines.await, 0);
}

/// What changes holds from the next request on.
#[tokio::test]
async fn a_new_mode_holds_at_once() {
    let app = TestApp::new().await;
    let (ada, ben) = (app.admin("Ada").await, app.reader("Ben").await);
    let thread = app.thread().await;
    let posted = ben.post(&thread, "one").await;
    assert_eq!(posted.text("/postComment/comment/status"), "APPROVED");
    update(&ada, json!({ "mode": "PRE", "closeAfterDays": 1 }))
        .await
        .at("/updateSite");
    let posted = ben.post(&thread, "two").await;
    assert_eq!(posted.text("/postComment/comment/status"), "PENDING");
    let closes_at = posted_to(&ben, &thread.episode.key).await;
    assert_eq!(closes_at, "2026-01-02T00:00:00+00:00");
    app.assert_no_drift().await;
}

async fn posted_to(who: &Client, key: &str) -> String {
    let query = "query($key: String!) { episode(site: \"history\", key: $key) { closesAt } }";
    who.run(query, json!({ "key": key }))
        .await
        .text("/episode/closesAt")
}

/// Of two admins at once neither overwrites what the other changed.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_admins_at_once_lose_nothing() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let bo = app.admin("Bo").await.on(app.node().await);
    for round in 1..=10 {
        let changes = [
            (ada.clone(), json!({ "newcomerApprovals": round + 1 })),
            (bo.clone(), json!({ "editWindowSeconds": round })),
        ];
        let answers =
            together(changes.map(|(who, settings)| async move { update(&who, settings).await }))
                .await;
        for answer in answers {
            answer.at("/updateSite");
        }
        let site = shown(&ada).await;
        let both = (&site["newcomerApprovals"], &site["editWindowSeconds"]);
        assert_eq!(both, (&json!(round + 1), &json!(round)));
    }
    let lines = app.count("log_entry", "action = 'update_site'", vec![]);
    assert_eq!(lines.await, 20);
}

/// What changed of an episode stands in the log too, and nothing of what did not.
#[tokio::test]
async fn a_changed_episode_is_told_before_and_after() {
    let app = TestApp::new().await;
    let (mo, thread) = (app.moderator("Mo").await, app.thread().await);
    let mutation = "mutation($input: UpdateEpisodeInput!) { updateEpisode(input: $input) {
        episode { id } } }";
    let id = crate::support::episode_id(thread.episode.id);
    let input = json!({
        "episodeId": id, "title": "Another", "mode": "PRE", "closeAfterDays": 7,
        "key": thread.episode.key,
    });
    mo.send(mutation, input).await.at("/updateEpisode");
    let from = json!({ "title": thread.episode.title, "mode": null, "closeAfterDays": null });
    let to = json!({ "title": "Another", "mode": "PRE", "closeAfterDays": 7 });
    // Names stand in the order of the alphabet.
    let values = vec![
        thread.episode.id.into(),
        from.to_string().into(),
        to.to_string().into(),
    ];
    let condition = "action = 'update_episode' AND subject_id = $1 AND from_state = $2 \
        AND to_state = $3";
    assert_eq!(app.count("log_entry", condition, values).await, 1);
}
