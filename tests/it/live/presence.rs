//! How many read a thread.
use super::threads::{Shared, next};
use crate::support::TestApp;
use serde_json::Value;

const READERS: &str = "subscription($key: String!, $after: String) {
    commentEvents(site: \"history\", key: $key, after: $after) { episode { readerCount } } }";

fn readers(event: &Value) -> &Value {
    &event["episode"]["readerCount"]
}

#[tokio::test]
async fn what_makes_an_event_for_all_is_no_reader() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let shared = Shared::by(&app, READERS);
    let mut alone = shared.listen("100", None).await;
    assert_eq!(*readers(&next(&mut alone).await), 1);
    ana.post(&thread, "Is anybody there?")
        .await
        .at("/postComment");
    assert_eq!(*readers(&next(&mut alone).await), 1);
    let mut other = shared.listen("100", None).await;
    next(&mut other).await;
    ana.post(&thread, "And who else?").await.at("/postComment");
    for events in [&mut alone, &mut other] {
        assert_eq!(*readers(&next(events).await), 2);
    }
}

/// They wait elsewhere for a thread that is not there.
#[tokio::test]
async fn whoever_was_there_before_the_first_comment_reads_it() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let mut alone = Shared::by(&app, READERS).listen("100", None).await;
    next(&mut alone).await;
    let thread = app.thread().await;
    assert_eq!(*readers(&next(&mut alone).await), 1);
    ana.post(&thread, "Is anybody there?")
        .await
        .at("/postComment");
    assert_eq!(*readers(&next(&mut alone).await), 1);
}
