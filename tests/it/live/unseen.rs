//! What readers of a thread are not told.
use super::threads::{Shared, comment_of, cursor, id_of, listen, named, next};
use crate::support::{TestApp, item};
use rejoinder::model::Mode;
use serde_json::Value;

#[tokio::test]
async fn what_is_held_is_not_told_to_readers() {
    let app = TestApp::mode(Mode::Pre).await;
    let (thread, ana, mo) = (
        app.thread().await,
        app.reader("Ana").await,
        app.moderator("Mo").await,
    );
    let shared = Shared::of(&app);
    let mut listeners = vec![
        shared.listen("100", None).await,
        listen(&app.reader("Ben").await, None).await,
        listen(&mo, None).await,
    ];
    for events in &mut listeners {
        next(events).await;
    }
    let before = cursor(&ana).await;
    let [held, refused] = ["Held.", "Refused."].map(|text| ana.post(&thread, text));
    let (held, refused) = (id_of(&held.await), id_of(&refused.await));
    let stored = app.stored(comment_of(&refused)).await;
    mo.reject(vec![item(&stored)]).await.at("/rejectComments");
    ana.edit(&held, "Held still.").await.at("/editComment");
    let forbidden = |event: &Value| {
        let text = event.to_string();
        assert!(!text.contains(&held) && !text.contains(&refused), "{text}");
    };
    for events in &mut listeners {
        assert!(events.is_quiet().await);
    }
    let mut late = shared.listen("100", Some(&before)).await;
    forbidden(&next(&mut late).await);
    let stored = app.stored(comment_of(&held)).await;
    mo.approve(vec![item(&stored)]).await.at("/approveComments");
    for events in listeners.iter_mut().chain([&mut late]) {
        assert_eq!(named(&next(events).await), [held.as_str()]);
    }
}

#[tokio::test]
async fn what_moderators_alone_see_of_a_shown_comment_is_not_told() {
    let app = TestApp::new().await;
    let (thread, ana, ben) = (
        app.thread().await,
        app.reader("Ana").await,
        app.reader("Ben").await,
    );
    let id = id_of(&ana.post(&thread, "Which harbour was it?").await);
    let stored = app.stored(comment_of(&id)).await;
    let shared = Shared::of(&app);
    let mut listeners = [shared.listen("100", None).await, listen(&ana, None).await];
    for events in &mut listeners {
        next(events).await;
    }
    let report = "mutation($input: ReportCommentInput!) {
        reportComment(input: $input) { report { id } } }";
    let mut reported = item(&stored);
    reported["reason"] = "SPAM".into();
    ben.send(report, reported).await.at("/reportComment");
    // Looked at, and left as it is.
    let mo = app.moderator("Mo").await;
    mo.approve(vec![item(&stored)]).await.at("/approveComments");
    app.held(&thread, 1).await;
    for events in &mut listeners {
        assert!(events.is_quiet().await);
    }
    ana.edit(&id, "Which harbour, then?")
        .await
        .at("/editComment");
    for events in &mut listeners {
        assert_eq!(named(&next(events).await), [id.as_str()]);
    }
}
