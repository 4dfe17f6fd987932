//! Posting and closing at the same moment: once a close has been answered, nothing commits behind
//! it, on whichever node.
use crate::support::{Answer, Client, TestApp, comment_id};
use rejoinder::{domain::threads::Setting, model::Status};
use serde_json::json;
use std::sync::Arc;
use tokio::sync::Barrier;

const POSTERS: usize = 10;
/// As many as an account may post at once.
const POSTS: usize = 8;

fn is_refused(answer: &Answer) -> bool {
    let refused = answer.json.get("errors").is_some();
    if refused {
        assert_eq!(answer.code(), "THREAD_CLOSED", "{:#}", answer.json);
    }
    refused
}

struct Outcome {
    /// Ids of the posts that were answered with a comment.
    posted: Vec<String>,
    refused: usize,
    /// Comments that were there when the close had been answered.
    at_close: i64,
}

/// Ten people post eight times each on two nodes; a moderator closes once `before` posts are there.
async fn race(app: &Arc<TestApp>, thread: &Setting, round: usize) -> Outcome {
    let (mo, node) = (
        app.moderator(&format!("Mo {round}")).await,
        app.node().await,
    );
    let start = Arc::new(Barrier::new(POSTERS + 1));
    let mut posters = Vec::new();
    for index in 0..POSTERS {
        let poster = app.reader(&format!("Poster {round} {index}")).await;
        let poster = if index % 2 == 0 {
            poster
        } else {
            poster.on(node.clone())
        };
        let (start, thread) = (Arc::clone(&start), thread.clone());
        posters.push(tokio::spawn(async move {
            start.wait().await;
            let mut answers = Vec::new();
            for number in 0..POSTS {
                answers.push(poster.post(&thread, &number.to_string()).await);
            }
            answers
        }));
    }
    start.wait().await;
    let before = i64::try_from(round * 12).unwrap();
    while app.count_status(thread, Status::Approved).await < before
        && !posters.iter().all(tokio::task::JoinHandle::is_finished)
    {
        tokio::task::yield_now().await;
    }
    let mo = if round.is_multiple_of(2) {
        mo
    } else {
        mo.on(node)
    };
    let closed = mo.close(thread, json!({})).await;
    let at_close = app.count_status(thread, Status::Approved).await;
    assert_eq!(closed.number("/closeThread/episode/commentCount"), at_close);
    let mut outcome = Outcome {
        posted: Vec::new(),
        refused: 0,
        at_close,
    };
    for poster in posters {
        for answer in poster.await.unwrap() {
            if is_refused(&answer) {
                outcome.refused += 1;
            } else {
                outcome.posted.push(answer.text("/postComment/comment/id"));
            }
        }
    }
    outcome
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nothing_commits_behind_an_answered_close() {
    let app = Arc::new(TestApp::new().await);
    let mut refused = 0;
    for round in 0..6 {
        let thread = app.thread().await;
        let outcome = race(&app, &thread, round).await;
        assert_eq!(outcome.posted.len() + outcome.refused, POSTERS * POSTS);
        let posted = i64::try_from(outcome.posted.len()).unwrap();
        assert_eq!(posted, outcome.at_close, "round {round}");
        let now = app.count_status(&thread, Status::Approved).await;
        assert_eq!(now, posted, "round {round}");
        assert_eq!(i64::from(app.episode(&thread).await.comment_count), posted);
        let late = app.reader(&format!("Late {round}")).await;
        assert!(is_refused(&late.post(&thread, "late").await));
        refused += outcome.refused;
    }
    assert!(refused > 0, "the close never came between the posts");
    app.assert_no_drift().await;
}

/// Edits and votes are held off by a close as posts are.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_vote_and_no_edit_commits_behind_an_answered_close() {
    let app = TestApp::new().await;
    let (ana, mo) = (app.reader("Ana").await, app.moderator("Mo").await);
    let node = app.node().await;
    for round in 0..10 {
        let thread = app.thread().await;
        let comment = app.comment(&thread).by(&ana).insert().await;
        let id = comment_id(comment.id);
        let voter = app.reader(&format!("Voter {round}")).await.on(node.clone());
        let start = Arc::new(Barrier::new(3));
        let vote = tokio::spawn({
            let (start, id) = (Arc::clone(&start), id.clone());
            async move {
                start.wait().await;
                voter.vote(&id, "UP").await
            }
        });
        let edit = tokio::spawn({
            let (start, ana) = (Arc::clone(&start), ana.on(node.clone()));
            async move {
                start.wait().await;
                ana.edit(&id, "changed").await
            }
        });
        start.wait().await;
        mo.close(&thread, json!({})).await.at("/closeThread");
        let at_close = app.stored(comment.id).await;
        let (vote, edit) = (vote.await.unwrap(), edit.await.unwrap());
        assert_eq!(at_close.score == 0, is_refused(&vote), "round {round}");
        let unchanged = at_close.body_markdown == comment.body_markdown;
        assert_eq!(unchanged, is_refused(&edit), "round {round}");
        let after = app.stored(comment.id).await;
        assert_eq!(after.score, at_close.score);
        assert_eq!(after.body_markdown, at_close.body_markdown);
        app.clock.advance(chrono::Duration::seconds(6));
    }
    app.assert_no_drift().await;
}

const LOCK_BRANCH: &str = "mutation($input: LockBranchInput!) { lockBranch(input: $input) {
    comment { branchLock { commentId } } } }";

async fn twice(poster: Client, thread: Setting, to: String, start: Arc<Barrier>) -> [Answer; 2] {
    start.wait().await;
    let one = poster.reply(&thread, &to, "one").await;
    [one, poster.reply(&thread, &to, "two").await]
}

/// A lock of a branch is answered while people answer in it: what got in before stays, and nothing
/// comes behind.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_reply_commits_behind_an_answered_lock_of_its_branch() {
    let app = TestApp::new().await;
    let (ana, mo) = (app.reader("Ana").await, app.moderator("Mo").await);
    let node = app.node().await;
    let mut posters = Vec::new();
    for index in 0..4 {
        let poster = app.reader(&format!("Poster {index}")).await;
        posters.push(match index % 2 {
            0 => poster,
            _ => poster.on(node.clone()),
        });
    }
    let mut outcomes = [0, 0];
    for round in 0..50 {
        let thread = app.thread().await;
        let top = app.comment(&thread).by(&ana).insert().await;
        let below = app.comment(&thread).by(&ana).under(&top).insert().await;
        let start = Arc::new(Barrier::new(posters.len() + 1));
        let to = [&top, &top, &below, &below].map(|comment| comment_id(comment.id));
        let each = posters.iter().cloned().zip(to);
        let running: Vec<_> = each
            .map(|(poster, to)| tokio::spawn(twice(poster, thread.clone(), to, Arc::clone(&start))))
            .collect();
        let mo = match round % 2 {
            0 => mo.clone(),
            _ => mo.on(node.clone()),
        };
        start.wait().await;
        // So that the lock comes now before, now between, and now after the answers.
        let before = i64::from(round % 5) * 2;
        while app.count_status(&thread, Status::Approved).await < 2 + before {
            tokio::task::yield_now().await;
        }
        let input = json!({ "commentId": comment_id(top.id) });
        mo.send(LOCK_BRANCH, input).await.at("/lockBranch");
        let at_lock = app.count_status(&thread, Status::Approved).await;
        let mut posted = 0;
        for task in running {
            for answer in task.await.unwrap() {
                if answer.json.get("errors").is_some() {
                    assert_eq!(answer.code(), "BRANCH_LOCKED", "{:#}", answer.json);
                    outcomes[1] += 1;
                } else {
                    posted += 1;
                    outcomes[0] += 1;
                }
            }
        }
        assert_eq!(at_lock, 2 + posted, "round {round}");
        let now = app.count_status(&thread, Status::Approved).await;
        assert_eq!(now, at_lock, "round {round}");
        let values = vec![top.id.into(), thread.episode.id.into()];
        let under = "branch_lock_id = $1 AND episode_id = $2";
        assert_eq!(app.count("comment", under, values).await, now);
        // Two more posts for everybody; tokens are good for ten minutes.
        app.clock.advance(chrono::Duration::seconds(12));
    }
    assert!(outcomes.iter().all(|number| *number > 20), "{outcomes:?}");
    app.assert_no_drift().await;
}
