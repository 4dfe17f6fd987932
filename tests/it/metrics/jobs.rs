//! What waits to be done after the answer.
use super::{FRESH, port, scrape_at};
use crate::support::TestApp;
use chrono::{Duration, TimeDelta};
use rejoinder::{
    domain::jobs,
    model::{Job, JobId, JobKind},
    storage,
};

/// One that is to be done after a while, about nothing.
async fn add(app: &TestApp, kind: JobKind, after: TimeDelta) -> Job {
    let now = app.app.env.now();
    let id = JobId(app.app.env.new_id());
    let job = Job {
        due_at: now + after,
        ..Job::new(id, app.site.id, kind, now)
    };
    storage::jobs::insert(app.app.db.write(), job.clone())
        .await
        .unwrap();
    job
}

fn of(kind: &str, what: &str) -> String {
    format!("rejoinder_jobs_{what}{{kind=\"{kind}\"}}")
}

#[tokio::test]
async fn jobs_grow_old_until_they_are_done() {
    let app = TestApp::new().await;
    let port = port(&app.app);
    add(&app, JobKind::Mail, TimeDelta::zero()).await;
    app.clock.advance(Duration::seconds(50));
    add(&app, JobKind::Mail, TimeDelta::zero()).await;
    add(&app, JobKind::Picture, TimeDelta::seconds(60)).await;
    app.clock.advance(Duration::seconds(10));
    let told = scrape_at(&port).await;
    for (kind, waiting, oldest, overdue) in [
        ("mail", 2, 60, 60),
        ("picture", 1, 10, 0),
        ("import", 0, 0, 0),
    ] {
        assert_eq!(told.get(&of(kind, "waiting")), waiting, "{kind}");
        assert_eq!(told.get(&of(kind, "oldest_age_seconds")), oldest, "{kind}");
        assert_eq!(told.get(&of(kind, "overdue_seconds")), overdue, "{kind}");
        assert_eq!(told.get(&of(kind, "given_up")), 0, "{kind}");
    }
    let attempts = "rejoinder_job_attempt_seconds_count{kind=\"mail\"}";
    assert_eq!(told.get(attempts), 0);

    jobs::run_due(&app.app).await.unwrap();
    app.clock.advance(FRESH);
    let told = scrape_at(&port).await;
    assert_eq!(told.get(attempts), 2);
    assert_eq!(told.get(&of("mail", "waiting")), 0);
    assert_eq!(told.get(&of("mail", "oldest_age_seconds")), 0);
    assert_eq!(told.get(&of("picture", "waiting")), 1);
}

#[tokio::test]
async fn what_is_given_up_waits_no_more() {
    let app = TestApp::new().await;
    let job = add(&app, JobKind::AkismetCheck, TimeDelta::zero()).await;
    let (db, now) = (app.app.db.write(), app.app.env.now());
    let error = "nobody is there".to_owned();
    assert!(storage::jobs::give_up(db, &job, now, error).await.unwrap());
    let told = scrape_at(&port(&app.app)).await;
    assert_eq!(told.get(&of("akismet_check", "given_up")), 1);
    assert_eq!(told.get(&of("akismet_check", "waiting")), 0);
}
