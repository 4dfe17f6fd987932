//! What a page costs the database: the same few statements, however long the thread is.
use crate::support::{Client, TestApp, comment_id};
use rejoinder::{
    domain::{
        imports::{Planned, Writer},
        threads::Setting,
    },
    model::{MemberId, Status},
};
use serde_json::json;

/// What the widget asks for at first, and more.
const PAGE: &str = "query($key: String!, $order: CommentOrder!) {
    viewer { role author { displayName } }
    episode(site: \"history\", key: $key) {
        id title url state closedMessage commentCount pendingCount viewerCan { post { allowed } }
        comments(first: 50, orderBy: $order) {
            totalCount pageInfo { hasNextPage endCursor }
            nodes { ...shown replies(first: 3) { totalCount pageInfo { hasNextPage endCursor }
                nodes { ...shown } } } } } }
    fragment shown on Comment {
        id depth author { id displayName role } bodyHtml createdAt editedAt status tombstone
        revisionId replyCount score viewerHasVoted hasNewer
        parent { id author { displayName } }
        viewerCan { reply { allowed } edit { allowed } delete { allowed } } }";

/// The plan of a thread in which every comment at the top has four answers.
fn plan(setting: &Setting, number: usize) -> Vec<Planned> {
    let begin = setting.episode.created_at;
    let planned = |index: usize| Planned {
        episode_id: setting.episode.id,
        parent: (!index.is_multiple_of(5)).then_some(index - index % 5),
        status: Status::Approved,
        created_at: begin + chrono::Duration::seconds(i64::try_from(index).unwrap()),
        external_key: format!("test:{index}"),
    };
    (0..number).map(planned).collect()
}

async fn fill(app: &TestApp, setting: &Setting, number: usize, authors: &[MemberId]) {
    let txn = app.app.db.begin_write().await.unwrap();
    let planned = plan(setting, number);
    let writer = Writer::new(&app.app, &txn, &setting.site, planned).await;
    let mut writer = writer.unwrap();
    for index in 0..number {
        let author = authors[index % authors.len()];
        let written = writer
            .write(index, author, format!("Comment *{index}*"))
            .await;
        written.unwrap();
    }
    writer.finish().await.unwrap();
    txn.commit().await.unwrap();
}

/// Statements of one request, its look at the session included.
async fn cost(app: &TestApp, client: &Client, setting: &Setting, order: &str) -> u64 {
    let before = app.app.db.statements();
    let variables = json!({ "key": setting.episode.key, "order": order });
    let answer = client.run(PAGE, variables).await;
    let cost = app.app.db.statements() - before;
    let tops = usize::try_from(answer.number("/episode/commentCount")).unwrap() / 5;
    let nodes = answer.at("/episode/comments/nodes").as_array().unwrap();
    assert_eq!(nodes.len(), tops.min(50));
    for node in nodes {
        assert_eq!(node["replyCount"], 4);
        assert_eq!(node["author"]["displayName"].as_str().unwrap().len(), 8);
        let replies = node["replies"]["nodes"].as_array().unwrap();
        assert_eq!(replies.len(), 3);
        assert_eq!(
            replies[0]["parent"]["author"],
            json!({ "displayName": node["author"]["displayName"] })
        );
    }
    cost
}

#[tokio::test]
async fn a_page_of_fifty_costs_the_same_few_statements_in_a_thread_of_any_length() {
    let app = TestApp::new().await;
    let (mut authors, reader) = (Vec::new(), app.reader("Someone").await);
    for index in 10..40 {
        authors.push(app.reader(&format!("Reader{index}")).await.member_id());
    }
    let moderator = app.moderator("Mo").await;
    let (mut readers, mut moderators) = (Vec::new(), Vec::new());
    for number in [10, 100, 10_000] {
        let thread = app.thread().await;
        fill(&app, &thread, number, &authors).await;
        for order in ["OLDEST", "NEWEST", "TOP", "MOMENT"] {
            readers.push(cost(&app, &reader, &thread, order).await);
            moderators.push(cost(&app, &moderator, &thread, order).await);
        }
    }
    for costs in [&readers, &moderators] {
        assert!(costs.iter().all(|cost| *cost == costs[0]), "{costs:?}");
        assert!(costs[0] <= 12, "{costs:?}");
    }
    // Whom a reader has muted is one statement; whether the site demands a second factor of a
    // moderator who has given none is another.
    assert_eq!(readers[0], moderators[0]);
    app.assert_no_drift().await;
}

/// A list of replies is a page like any other.
#[tokio::test]
async fn replies_and_ancestors_cost_the_same_for_one_comment_and_for_fifty() {
    let app = TestApp::new().await;
    let mut authors = Vec::new();
    for index in 10..20 {
        authors.push(app.reader(&format!("Reader{index}")).await.member_id());
    }
    let query = "query($key: String!) { episode(site: \"history\", key: $key) {
        comments { nodes { replies(first: 2, orderBy: NEWEST) { nodes {
            author { id } ancestors { id author { id } } replies(first: 1) { nodes {
            author { id } } } } } } } } }";
    let mut costs = Vec::new();
    for number in [5, 50, 500] {
        let thread = app.thread().await;
        fill(&app, &thread, number, &authors).await;
        let before = app.app.db.statements();
        let key = json!({ "key": thread.episode.key });
        app.anonymous().run(query, key).await.at("/episode");
        costs.push(app.app.db.statements() - before);
    }
    assert!(costs.iter().all(|cost| *cost == costs[0]), "{costs:?}");
    assert!(costs[0] <= 12, "{costs:?}");
}

/// A moderator's page: each comment with everything that helps to decide on it, and all counts.
fn queue(more: &str) -> String {
    format!(
        "query($kind: QueueKind!) {{ site(key: \"history\") {{
        queueCounts {{ pending reported unreviewed spam rejected approved }}
        queue(kind: $kind, first: 50) {{ totalCount pageInfo {{ hasNextPage endCursor }} nodes {{
            id bodyMarkdown bodyHtml createdAt editedAt status revisionId decisionId score
            holdReasons rejectReason authorNote reviewed reportCount reportWeight spamScore
            claim {{ expiresAt moderator {{ displayName }} }} {more}
            author {{ displayName role standing standingUntil standingReason firstSeenAt
                record {{ pending approved rejected spam deleted }} }}
            parent {{ id bodyHtml author {{ displayName }} }}
            episode {{ title url state queueCounts {{ pending reported }} }}
            viewerCan {{ moderate {{ allowed }} }} }} }} }} }}"
    )
}

const REPORTS: &str = "reports(first: 3) { totalCount nodes { reason text createdAt
    reporter { displayName } decision { status } } }";

#[tokio::test]
async fn a_page_of_a_queue_costs_the_same_few_statements_whatever_waits() {
    let app = TestApp::new().await;
    let (mut authors, reporter) = (Vec::new(), app.reader("Rita").await);
    for index in 10..40 {
        authors.push(app.reader(&format!("Reader{index}")).await.member_id());
    }
    let (mo, mia) = (app.moderator("Mo").await, app.moderator("Mia").await);
    let (mut costs, mut all) = ([Vec::new(), Vec::new()], 0);
    for number in [10, 100, 1_000] {
        for thread in [app.thread().await, app.thread().await] {
            fill(&app, &thread, number / 2, &authors).await;
        }
        all += number;
        wait_for_moderators(&app, &mia, &reporter).await;
        for kind in ["UNREVIEWED", "APPROVED"] {
            for (costs, more) in costs.iter_mut().zip(["", REPORTS]) {
                let before = app.app.db.statements();
                let page = mo.run(&queue(more), json!({ "kind": kind })).await;
                costs.push(app.app.db.statements() - before);
                let total = page.number("/site/queue/totalCount");
                assert_eq!(total, i64::try_from(all).unwrap());
                let nodes = page.at("/site/queue/nodes").as_array().unwrap();
                assert_eq!(nodes.len(), all.min(50));
                let claimed = nodes.iter().filter(|node| node["claim"].is_object());
                assert_eq!(claimed.count(), 3);
                let mut answers = nodes.iter().filter(|node| node["parent"].is_object());
                assert!(answers.any(|node| node["parent"]["author"].is_object()));
            }
        }
    }
    for costs in costs {
        assert!(costs.iter().all(|cost| *cost == costs[0]), "{costs:?}");
        assert!(costs[0] <= 12, "{costs:?}");
    }
}

/// Everything is unreviewed, three comments are claimed, and one has an open report: an import
/// takes what it brings for looked at.
async fn wait_for_moderators(app: &TestApp, moderator: &Client, reporter: &Client) {
    for sql in [
        "UPDATE comment SET reviewed = FALSE",
        "UPDATE episode SET unreviewed_count = approved_count",
    ] {
        app.execute(sql, vec![]).await;
    }
    let claim = "mutation($input: ClaimCommentsInput!) {
        claimComments(input: $input) { comments { id revisionId } } }";
    let input = json!({ "site": "history", "kind": "UNREVIEWED", "first": 3 });
    let claimed = moderator.send(claim, input).await;
    let comment = claimed.at("/claimComments/comments/0");
    let report = "mutation($input: ReportCommentInput!) {
        reportComment(input: $input) { report { id } } }";
    let input = json!({
        "commentId": comment["id"], "revisionId": comment["revisionId"], "reason": "ABUSE",
    });
    reporter.send(report, input).await.at("/reportComment");
}

/// Locked branches cost a page one statement more, however many there are.
#[tokio::test]
async fn locks_of_branches_cost_one_statement() {
    let app = TestApp::new().await;
    let (mut authors, reader) = (Vec::new(), app.reader("Someone").await);
    for index in 10..40 {
        authors.push(app.reader(&format!("Reader{index}")).await.member_id());
    }
    let moderator = app.moderator("Mo").await;
    let lock = "mutation($input: LockBranchInput!) { lockBranch(input: $input) {
        comment { id } } }";
    let mut costs = Vec::new();
    for number in [10, 500] {
        let thread = app.thread().await;
        fill(&app, &thread, number, &authors).await;
        let free = cost(&app, &reader, &thread, "OLDEST").await;
        let txn = app.app.db.begin_write().await.unwrap();
        let all = rejoinder::storage::counts::list(&txn, thread.episode.id).await;
        txn.rollback().await.unwrap();
        // Two at the top of the first page, and an answer below one of them.
        let all = all.unwrap();
        for place in [0, 1, 5] {
            let id = comment_id(all[place].id);
            let input = json!({ "commentId": id });
            moderator.send(lock, input).await.at("/lockBranch");
            let locked = cost(&app, &reader, &thread, "OLDEST").await;
            costs.push((free, locked));
        }
    }
    let all_the_same = costs.iter().all(|cost| *cost == costs[0]);
    assert!(all_the_same && costs[0].1 == costs[0].0 + 1, "{costs:?}");
    assert!(costs[0].1 <= 12, "{costs:?}");
    app.assert_no_drift().await;
}
