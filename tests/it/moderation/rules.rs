//! Rules of a site: what they hold and reject, who changes them, and trying them first.
use crate::support::{Answer, Client, TestApp, item};
use rejoinder::model::{Mode, Status};
use serde_json::{Value, json};

const UPDATE: &str = "mutation($input: UpdateRulesInput!) { updateRules(input: $input) { rules {
    minLength maxLength holdRepeats bannedWords suspectWords linksMax spamThreshold
    reportThreshold asksAkismet webhookUrl updatedAt } } }";
const DRY_RUN: &str =
    "query($input: DryRunInput!) { site(key: \"history\") { dryRun(input: $input) {
    judged approved held rejected refused differ examples { comment { id bodyMarkdown }
    now nowReasons proposed proposedReasons } } } }";
const SPAM: &str = "mutation($input: MarkSpamInput!) { markSpam(input: $input) {
    results { code } } }";

async fn update(by: &Client, rules: Value) -> Answer {
    let input = json!({ "site": "history", "rules": rules, "reason": "They asked for it." });
    by.send(UPDATE, input).await
}

/// Status and reasons of a new comment.
async fn posted(app: &TestApp, by: &Client, body: &str) -> (String, Vec<String>) {
    let thread = app.thread().await;
    let posted = by.post(&thread, body).await;
    let reasons = posted
        .at("/postComment/comment/holdReasons")
        .as_array()
        .unwrap();
    let reasons = reasons
        .iter()
        .map(|reason| reason.as_str().unwrap().to_owned());
    (
        posted.text("/postComment/comment/status"),
        reasons.collect(),
    )
}

#[tokio::test]
async fn words_links_length_and_repeats_are_judged_from_the_next_text_on() {
    let app = TestApp::new().await;
    let (ada, ana) = (app.admin("Ada").await, app.reader("Ana").await);
    assert_eq!(
        posted(&app, &ana, "My lawyer, you blockhead").await.0,
        "APPROVED"
    );
    let rules = json!({
        "bannedWords": ["blockhead*"], "suspectWords": ["lawyer"], "linksMax": 1,
        "minLength": 5, "maxLength": 200,
    });
    update(&ada, rules).await.at("/updateRules");
    for (body, status, reasons) in [
        ("What a fine harbour", "APPROVED", vec![]),
        ("What a FINE  harbour!!", "PENDING", vec!["REPEAT"]),
        ("My l\u{430}wyer knows", "PENDING", vec!["SUSPECT_WORD"]),
        ("You bl0ckheads all", "REJECTED", vec!["BANNED_WORD"]),
        (
            "https://a.example and https://b.example",
            "PENDING",
            vec!["LINKS"],
        ),
    ] {
        let (got, why) = posted(&app, &ana, body).await;
        assert_eq!(
            (got.as_str(), why),
            (status, reasons.iter().map(|&s| s.to_owned()).collect()),
            "{body}"
        );
    }
    let thread = app.thread().await;
    let short = ana.post(&thread, "No.").await;
    assert_eq!((short.code(), short.error("field")), ("INVALID", "body"));
    let long = ana.post(&thread, &"word ".repeat(41)).await;
    assert_eq!((long.code(), long.error("field")), ("INVALID", "body"));
    app.assert_no_drift().await;
}

#[tokio::test]
async fn an_edit_runs_through_the_rules_again() {
    let app = TestApp::new().await;
    let (ada, ana) = (app.admin("Ada").await, app.reader("Ana").await);
    update(
        &ada,
        json!({ "suspectWords": ["lawyer"], "bannedWords": ["blockhead"] }),
    )
    .await
    .at("/updateRules");
    let thread = app.thread().await;
    let posted = ana.post(&thread, "An innocent question").await;
    let id = posted.text("/postComment/comment/id");
    let edited = ana.edit(&id, "My lawyer asks").await;
    assert_eq!(edited.text("/editComment/comment/status"), "PENDING");
    // Their own text again is no repeat of another comment.
    let back = ana.edit(&id, "An innocent question").await;
    assert_eq!(back.text("/editComment/comment/status"), "APPROVED");
    let worse = ana.edit(&id, "You blockhead").await;
    assert_eq!(worse.text("/editComment/comment/status"), "REJECTED");
    app.assert_no_drift().await;
}

/// Twenty decisions of either kind.
async fn teach(app: &TestApp, mo: &Client) {
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    for number in 0..20 {
        let body =
            format!("Feine Gartenzwerge aus Keramik, Zwerg Nummer {number}, jetzt im Zwergenladen");
        let spam = app
            .comment(&thread)
            .by(&ana)
            .body(body)
            .held()
            .insert()
            .await;
        mo.send(SPAM, json!({ "items": [item(&spam)] }))
            .await
            .at("/markSpam");
        let body = format!("I liked what the host said about ships in episode {number}");
        let fine = app
            .comment(&thread)
            .by(&ana)
            .body(body)
            .held()
            .insert()
            .await;
        mo.approve(vec![item(&fine)]).await.at("/approveComments");
    }
}

/// What moderators take for spam, and what they do not, teaches the score; undoing unteaches it.
#[tokio::test]
async fn the_score_learns_from_decisions_and_forgets_what_is_undone() {
    let app = TestApp::new().await;
    let mo = app.moderator("Mo").await;
    teach(&app, &mo).await;
    let ben = app.reader("Ben").await;
    let (status, reasons) = posted(&app, &ben, "Keramik Gartenzwerge im Zwergenladen!").await;
    assert_eq!(
        (status.as_str(), reasons),
        ("PENDING", vec!["SPAM_SCORE".to_owned()])
    );
    // It says which words weighed most, to moderators alone.
    let query =
        "{ site(key: \"history\") { queue(kind: PENDING, filter: { reasons: [SPAM_SCORE] }) {
        nodes { spamScore spamWords { word percent spam approved } } } } }";
    let held = mo.run(query, json!({})).await;
    let words = held.at("/site/queue/nodes/0/spamWords").as_array().unwrap();
    let learned = words.iter().find(|word| word["word"] == "keramik").unwrap();
    assert_eq!(
        (&learned["spam"], &learned["approved"]),
        (&json!(20), &json!(0))
    );
    assert!(learned["percent"].as_i64().unwrap() > 50);
    assert!(held.number("/site/queue/nodes/0/spamScore") >= 80);
    let (status, _) = posted(&app, &ben, "What did the host say about ships?").await;
    assert_eq!(status, "APPROVED");
    let all = |column: &str| format!("word = '' AND {column} = 20");
    assert_eq!(app.count("spam_word", &all("spam"), vec![]).await, 1);
    assert_eq!(app.count("spam_word", &all("ham"), vec![]).await, 1);
    // Taken back, one by one, nothing is left.
    let entries = "query { site(key: \"history\") { log(first: 100, filter: {
        actions: [MARK_SPAM, APPROVE_COMMENT] }) { nodes { id } } } }";
    let entries = mo.run(entries, json!({})).await;
    let undo = "mutation($input: UndoInput!) { undo(input: $input) { leftCommentIds } }";
    for entry in entries.at("/site/log/nodes").as_array().unwrap() {
        mo.send(undo, json!({ "logEntryId": entry["id"] }))
            .await
            .at("/undo");
    }
    assert_eq!(
        app.count("spam_word", "spam <> 0 OR ham <> 0", vec![])
            .await,
        0
    );
    app.assert_no_drift().await;
}

#[tokio::test]
async fn a_dry_run_tells_what_would_have_become_of_the_last_comments() {
    let app = TestApp::new().await;
    let (mo, ana) = (app.moderator("Mo").await, app.reader("Ana").await);
    let thread = app.thread().await;
    for body in ["A lawyer", "A blockhead", "A harbour", "Another harbour"] {
        app.comment(&thread).by(&ana).body(body).insert().await;
    }
    app.comment(&thread)
        .by(&ana)
        .body("Held harbour")
        .held()
        .insert()
        .await;
    let proposal = json!({
        "rules": { "suspectWords": ["lawyer"], "bannedWords": ["blockhead"], "minLength": 10 },
    });
    let run = mo.run(DRY_RUN, json!({ "input": proposal })).await;
    let run = run.at("/site/dryRun");
    let numbers = [
        "judged", "approved", "held", "rejected", "refused", "differ",
    ];
    let numbers = numbers.map(|name| run[name].as_i64().unwrap());
    // "A lawyer" and "A harbour" are too short besides.
    assert_eq!(numbers, [5, 2, 0, 1, 2, 3], "{run:#}");
    let examples = run["examples"].as_array().unwrap();
    let rejected = examples
        .iter()
        .find(|example| example["proposed"] == "REJECTED");
    let rejected = rejected.unwrap();
    assert_eq!(rejected["comment"]["bodyMarkdown"], "A blockhead");
    assert_eq!(rejected["now"], "APPROVED");
    assert_eq!(rejected["proposedReasons"], json!(["BANNED_WORD"]));
    // The mode is tried in the same way.
    let pre = mo.run(DRY_RUN, json!({ "input": { "mode": "PRE" } })).await;
    assert_eq!(pre.number("/site/dryRun/held"), 5);
    // Nothing has changed by trying.
    assert_eq!(app.episode(&thread).await.queues.pending, 1);
    let rules = "{ site(key: \"history\") { mode rules { suspectWords updatedAt } } }";
    let rules = mo.run(rules, json!({})).await;
    assert_eq!(
        rules.at("/site/rules"),
        &json!({ "suspectWords": [], "updatedAt": null })
    );
    assert_eq!(rules.text("/site/mode"), "POST");
}

#[tokio::test]
async fn a_change_of_rules_stands_in_the_log_without_its_secrets() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let secret = "a-secret-that-is-long-enough-for-it";
    let rules = json!({
        "suspectWords": ["lawyer"], "akismetKey": "abcdef123456",
        "webhookUrl": "https://history.example/opinion", "webhookSecret": secret,
    });
    let updated = update(&ada, rules).await;
    assert_eq!(updated.at("/updateRules/rules/asksAkismet"), &json!(true));
    assert!(!updated.text.contains("abcdef123456") && !updated.text.contains(secret));
    let query = "{ site(key: \"history\") { log(filter: { actions: [UPDATE_RULES] }) {
        nodes { from to reason actor { displayName } } } } }";
    let log = ada.run(query, json!({})).await;
    let line = log.at("/site/log/nodes/0");
    let to: Value = serde_json::from_str(line["to"].as_str().unwrap()).unwrap();
    assert_eq!(to["suspectWords"], json!(["lawyer"]));
    assert_eq!(to["akismetKey"], json!("set"));
    assert_eq!(line["reason"], "They asked for it.");
    assert!(!log.text.contains("abcdef123456") && !log.text.contains(secret));
    let again = update(&ada, json!({ "suspectWords": ["lawyer"] })).await;
    assert_eq!(again.reason(), "NOTHING_TO_DO");
}

#[tokio::test]
async fn faulty_rules_are_told_field_by_field_and_change_nothing() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    for (rules, field) in [
        (json!({ "minLength": -1 }), "minLength"),
        (json!({ "maxLength": 10_001 }), "maxLength"),
        (json!({ "minLength": 50, "maxLength": 10 }), "minLength"),
        (json!({ "bannedWords": ["*"] }), "bannedWords"),
        (json!({ "suspectWords": ["x".repeat(101)] }), "suspectWords"),
        (json!({ "suspectWords": ["two\nlines"] }), "suspectWords"),
        (
            json!({ "suspectWords": vec!["word"; 1_001] }),
            "suspectWords",
        ),
        (json!({ "linksMax": -1 }), "linksMax"),
        (json!({ "spamThreshold": 0 }), "spamThreshold"),
        (json!({ "reportThreshold": 0 }), "reportThreshold"),
        (json!({ "akismetKey": "no key" }), "akismetKey"),
        (json!({ "webhookUrl": "ftp://x" }), "webhookUrl"),
        (json!({ "webhookUrl": "http://x.example/" }), "webhookUrl"),
        (
            json!({ "webhookUrl": "https://me:you@x.example/" }),
            "webhookUrl",
        ),
        (
            json!({ "webhookUrl": "https://169.254.169.254/" }),
            "webhookUrl",
        ),
        (
            json!({ "webhookUrl": "https://x.example:22/" }),
            "webhookUrl",
        ),
        (
            json!({ "webhookUrl": "https://x.example/" }),
            "webhookSecret",
        ),
        (json!({ "webhookSecret": "short" }), "webhookSecret"),
    ] {
        let refused = update(&ada, rules.clone()).await;
        assert_eq!(
            (refused.code(), refused.error("field")),
            ("INVALID", field),
            "{rules}"
        );
    }
    assert_eq!(app.count("site_rules", "1 = 1", vec![]).await, 0);
}

#[tokio::test]
async fn moderators_read_the_rules_and_admins_change_them() {
    let app = TestApp::new().await;
    let (mo, ana) = (app.moderator("Mo").await, app.reader("Ana").await);
    let read = "{ site(key: \"history\") { rules { bannedWords } } }";
    assert_eq!(ana.run(read, json!({})).await.reason(), "NOT_MODERATOR");
    assert_eq!(
        app.anonymous().run(read, json!({})).await.reason(),
        "SIGNED_OUT"
    );
    mo.run(read, json!({})).await.at("/site/rules");
    assert_eq!(
        update(&mo, json!({ "linksMax": 1 })).await.reason(),
        "NOT_ADMIN"
    );
    assert_eq!(
        update(&ana, json!({ "linksMax": 1 })).await.code(),
        "FORBIDDEN"
    );
    let input = json!({ "input": { "mode": "PRE" } });
    assert_eq!(ana.run(DRY_RUN, input).await.reason(), "NOT_MODERATOR");
}

/// Of two admins who change the rules at the same moment, nobody's change is lost unseen.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_changes_at_once_both_stand_or_one_is_told() {
    let app = TestApp::new().await;
    let (ada, ida) = (app.admin("Ada").await, app.admin("Ida").await);
    let ida = ida.on(app.node().await);
    let (one, two) = tokio::join!(
        update(&ada, json!({ "linksMax": 7 })),
        update(&ida, json!({ "minLength": 3 }))
    );
    let done = |answer: &Answer| answer.json.get("errors").is_none();
    let rules = ada
        .run(
            "{ site(key: \"history\") { rules { linksMax minLength } } }",
            json!({}),
        )
        .await;
    let rules = rules.at("/site/rules");
    assert!(done(&one) || done(&two));
    assert_eq!(rules["linksMax"] == 7, done(&one));
    assert_eq!(rules["minLength"] == 3, done(&two));
    for answer in [&one, &two] {
        assert!(
            done(answer) || answer.reason() == "CHANGED",
            "{:#}",
            answer.json
        );
    }
}

/// The mode, the lists and the standing may each have a reason of their own: all are told.
#[tokio::test]
async fn a_held_comment_tells_its_author_and_the_moderators_every_reason() {
    let app = TestApp::mode(Mode::Newcomers).await;
    let (ada, ana) = (app.admin("Ada").await, app.reader("Ana").await);
    update(&ada, json!({ "suspectWords": ["lawyer"] }))
        .await
        .at("/updateRules");
    let thread = app.thread().await;
    let posted = ana.post(&thread, "My lawyer").await;
    let id = posted.text("/postComment/comment/id");
    let query = "query($id: ID!) { comment(id: $id) { holdReasons history { action reason }
        wordMatches { list pattern } } }";
    let seen = ada.run(query, json!({ "id": id })).await;
    assert_eq!(
        seen.at("/comment/holdReasons"),
        &json!(["SUSPECT_WORD", "NEWCOMER"])
    );
    let matches = json!([{ "list": "SUSPECT", "pattern": "lawyer" }]);
    assert_eq!(seen.at("/comment/wordMatches"), &matches);
    let own = ana.run(query, json!({ "id": id })).await;
    assert_eq!(own.at("/comment/wordMatches"), &json!([]));
    let line = seen.at("/comment/history/0");
    assert_eq!(line["reason"], "SUSPECT_WORD, NEWCOMER");
    assert_eq!(app.count_status(&thread, Status::Pending).await, 1);
}
