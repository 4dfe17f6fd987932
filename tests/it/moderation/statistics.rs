//! What came in, how long it waited, and what became of it.
use crate::support::{Answer, Client, TestApp, item};
use chrono::{DateTime, Duration, Utc};
use rejoinder::{
    domain::threads::Setting,
    model::{Comment, Role, Status},
};
use serde_json::{Value, json};

const STATISTICS: &str = "query($since: DateTime!, $until: DateTime, $offset: Int) {
    site(key: \"history\") { statistics(since: $since, until: $until, utcOffsetMinutes: $offset) {
        all { ...tally } days { date tally { ...tally } }
        episodes { episode { title } tally { ...tally } }
        rules { reason held approved turnedDown undecided } } } }
    fragment tally on Tally { posted held pending approved rejected spam
        medianWaitSeconds longWaitSeconds }";

async fn ask(by: &Client, since: DateTime<Utc>, more: Value) -> Answer {
    let mut variables = json!({ "since": since, "offset": 0 });
    let more = more.as_object().unwrap().clone();
    variables.as_object_mut().unwrap().extend(more);
    by.run(STATISTICS, variables).await
}

fn tally(numbers: [u32; 6], (median, long): (Value, Value)) -> Value {
    let [posted, held, pending, approved, rejected, spam] = numbers;
    json!({ "posted": posted, "held": held, "pending": pending, "approved": approved,
        "rejected": rejected, "spam": spam, "medianWaitSeconds": median, "longWaitSeconds": long })
}

async fn held(app: &TestApp, thread: &Setting, reasons: &str) -> Comment {
    let comment = app.comment(thread).held().insert().await;
    let sql = "UPDATE comment SET hold_reasons = $1 WHERE id = $2";
    app.execute(sql, vec![reasons.into(), comment.id.into()])
        .await;
    comment
}

/// A show of two days: Mo approves one held comment after a minute and rejects one after ten; one
/// waits still, one was never held, and one came with an import.
async fn two_days() -> (TestApp, Client, DateTime<Utc>) {
    let app = TestApp::new().await;
    let begin = app.app.env.now();
    let mo = app.moderator("Mo").await;
    let (first, second) = (app.thread().await, app.thread().await);
    let approved = held(&app, &first, "NEWCOMER,LINKS").await;
    let rejected = held(&app, &first, "NEWCOMER").await;
    app.clock.advance(Duration::minutes(1));
    mo.approve(vec![item(&approved)])
        .await
        .at("/approveComments");
    app.clock.advance(Duration::minutes(9));
    mo.reject(vec![item(&rejected)]).await.at("/rejectComments");
    let imported = app.comment(&first).insert().await;
    let sql = "UPDATE comment SET external_key = 'theirs' WHERE id = $1";
    app.execute(sql, vec![imported.id.into()]).await;
    app.clock
        .advance(Duration::hours(23) + Duration::minutes(50));
    held(&app, &first, "SPAM_SCORE").await;
    app.comment(&second).insert().await;
    app.comment(&second).status(Status::Deleted).insert().await;
    app.clock.advance(Duration::minutes(1));
    let mo = app.moderator("Mona").await;
    (app, mo, begin)
}

#[tokio::test]
async fn what_came_in_is_told_by_day_by_episode_and_by_rule() {
    let (_app, mo, begin) = two_days().await;
    let answer = ask(&mo, begin, json!({})).await;
    let found = answer.at("/site/statistics");
    let none = || (Value::Null, Value::Null);
    let waited = || (json!(60), json!(600));
    assert_eq!(found["all"], tally([5, 3, 1, 2, 1, 0], waited()));
    let days = json!([
        { "date": "2026-01-01", "tally": tally([2, 2, 0, 1, 1, 0], waited()) },
        { "date": "2026-01-02", "tally": tally([3, 1, 1, 1, 0, 0], none()) },
    ]);
    assert_eq!(found["days"], days);
    let episodes = json!([
        { "episode": { "title": "Episode 100" }, "tally": tally([3, 3, 1, 1, 1, 0], waited()) },
        { "episode": { "title": "Episode 101" }, "tally": tally([2, 0, 0, 1, 0, 0], none()) },
    ]);
    assert_eq!(found["episodes"], episodes);
    let rule = |reason: &str, held, approved, turned_down, undecided| {
        json!({ "reason": reason, "held": held, "approved": approved,
            "turnedDown": turned_down, "undecided": undecided })
    };
    let rules = json!([
        rule("NEWCOMER", 2, 1, 1, 0),
        rule("LINKS", 1, 1, 0, 0),
        rule("SPAM_SCORE", 1, 0, 0, 1),
    ]);
    assert_eq!(found["rules"], rules);
}

#[tokio::test]
async fn days_begin_where_the_reader_is_and_none_is_left_out() {
    let (_app, mo, begin) = two_days().await;
    let posted = |answer: &Answer| -> Vec<(String, i64)> {
        let days = answer.at("/site/statistics/days").as_array().unwrap();
        let day = |day: &Value| {
            let date = day["date"].as_str().unwrap().to_owned();
            (date, day["tally"]["posted"].as_i64().unwrap())
        };
        days.iter().map(day).collect()
    };
    let expect = |days: &[(&str, i64)]| -> Vec<(String, i64)> {
        days.iter()
            .map(|(day, count)| ((*day).to_owned(), *count))
            .collect()
    };
    let earlier = begin - Duration::days(1);
    let west = ask(&mo, earlier, json!({ "offset": -60 })).await;
    let days = [("2025-12-30", 0), ("2025-12-31", 2), ("2026-01-01", 3)];
    assert_eq!(posted(&west), expect(&days));
    let later = begin + Duration::minutes(5);
    let some = json!({ "until": later + Duration::hours(1), "offset": 0 });
    assert_eq!(
        posted(&ask(&mo, later, some).await),
        expect(&[("2026-01-01", 0)])
    );
}

#[tokio::test]
async fn a_time_must_be_one_that_can_be_told_of() {
    let (app, mo, begin) = two_days().await;
    let now = app.app.env.now();
    for (since, more, field) in [
        (now, json!({ "until": now }), "until"),
        (now - Duration::days(367), json!({}), "until"),
        (begin, json!({ "offset": 841 }), "utcOffsetMinutes"),
    ] {
        let answer = ask(&mo, since, more).await;
        assert_eq!(answer.code(), "INVALID");
        assert_eq!(
            answer.json["errors"][0]["extensions"]["fields"][0]["field"],
            field
        );
    }
    let other = app.other_site("ships").await;
    let stranger = app.signed_in(&other, "Nel", Role::Admin).await;
    for (who, code) in [
        (app.anonymous(), "UNAUTHENTICATED"),
        (app.reader("Ben").await, "FORBIDDEN"),
        (stranger, "UNAUTHENTICATED"),
    ] {
        assert_eq!(ask(&who, begin, json!({})).await.code(), code);
    }
}
