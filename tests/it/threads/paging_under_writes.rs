//! Pages stay whole while the thread changes between them: what was there throughout comes exactly
//! once.
use super::paging::page;
use crate::support::{Client, TestApp, comment_id};
use chrono::Duration;
use rejoinder::domain::threads::Setting;
use std::collections::HashMap;

/// Pages through the thread and lets `between` change it after each page; how often each came.
async fn visits(
    client: &Client,
    thread: &Setting,
    order: &str,
    mut between: impl AsyncFnMut(usize),
) -> HashMap<String, usize> {
    let mut visits = HashMap::new();
    let (mut after, mut number) = (None, 0);
    loop {
        let next = page(client, thread, (7, after, order)).await;
        for id in next.ids {
            *visits.entry(id).or_default() += 1;
        }
        after = next.end;
        if after.is_none() {
            return visits;
        }
        between(number).await;
        number += 1;
        assert!(number < 100, "the pages do not end");
    }
}

async fn fill(app: &TestApp, thread: &Setting, author: &Client, number: usize) -> Vec<String> {
    let mut ids = Vec::new();
    for _ in 0..number {
        app.clock.advance(Duration::milliseconds(1));
        let comment = app.comment(thread).by(author).insert().await;
        ids.push(comment_id(comment.id));
    }
    ids
}

fn each_once(ids: &[String], visits: &HashMap<String, usize>, order: &str) {
    for id in ids {
        assert_eq!(visits.get(id), Some(&1), "{order}: {id}");
    }
}

#[tokio::test]
async fn what_was_there_throughout_comes_once_while_comments_are_posted() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    for order in ["OLDEST", "NEWEST", "TOP"] {
        let thread = app.thread().await;
        let ids = fill(&app, &thread, &ana, 104).await;
        let visits = visits(&app.anonymous(), &thread, order, async |number| {
            if number < 20 {
                fill(&app, &thread, &ana, 3).await;
            }
        })
        .await;
        each_once(&ids, &visits, order);
        assert!(visits.values().all(|visits| *visits == 1), "{order}");
        // New ones come behind the oldest, and before the newest.
        assert_eq!(visits.len() > 104, order == "OLDEST", "{order}");
    }
}

#[tokio::test]
async fn what_was_there_throughout_comes_once_while_others_are_taken_away() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    for order in ["OLDEST", "NEWEST", "TOP"] {
        let thread = app.thread().await;
        let ids = fill(&app, &thread, &ana, 104).await;
        let (gone, stay): (Vec<_>, Vec<_>) = ids
            .iter()
            .cloned()
            .enumerate()
            .partition(|(index, _)| index % 4 == 1);
        let mut gone = gone.into_iter();
        let visits = visits(&app.anonymous(), &thread, order, async |_| {
            for (_, id) in gone.by_ref().take(2) {
                ana.delete(&id).await.at("/deleteComment");
            }
        })
        .await;
        let stay: Vec<String> = stay.into_iter().map(|(_, id)| id).collect();
        each_once(&stay, &visits, order);
    }
}

/// The clock of the machine is set back by an hour in the middle; new comments still come last.
#[tokio::test]
async fn a_clock_that_steps_back_neither_hides_nor_repeats_a_comment() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    for order in ["OLDEST", "NEWEST", "TOP"] {
        let thread = app.thread().await;
        let mut ids = fill(&app, &thread, &ana, 50).await;
        app.clock.step(Duration::hours(-1));
        ids.extend(fill(&app, &thread, &ana, 54).await);
        assert!(ids.is_sorted());
        let mut posted = Vec::new();
        let visits = visits(&app.anonymous(), &thread, order, async |number| {
            if number == 3 {
                app.clock.step(Duration::hours(-1));
            }
            if number < 8 {
                posted.extend(fill(&app, &thread, &ana, 2).await);
            }
        })
        .await;
        each_once(&ids, &visits, order);
        if order == "OLDEST" {
            each_once(&posted, &visits, order);
        }
    }
}

/// Votes move comments between pages, so one may come twice or not at all; those whose score stays
/// come once.
#[tokio::test]
async fn comments_whose_score_stays_come_once_while_others_rise() {
    let app = TestApp::new().await;
    let (ana, ben) = (app.reader("Ana").await, app.reader("Ben").await);
    let thread = app.thread().await;
    let ids = fill(&app, &thread, &ana, 104).await;
    let mut rising = ids.iter().step_by(9);
    let visits = visits(&app.anonymous(), &thread, "TOP", async |_| {
        if let Some(id) = rising.next() {
            ben.vote(id, "UP").await.at("/voteComment");
        }
    })
    .await;
    let still: Vec<String> = ids
        .iter()
        .enumerate()
        .filter(|(index, _)| index % 9 != 0)
        .map(|(_, id)| id.clone())
        .collect();
    each_once(&still, &visits, "TOP");
}
