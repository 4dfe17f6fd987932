//! A page of a thread is read along an index, in the order of the page: never more of the thread than
//! the page has.
use super::paging::all;
use crate::support::{TestApp, comment_id};
use rejoinder::{
    model::{Cursor, EpisodeId, MemberId, Order, PageRequest, SiteId, Status, Visibility},
    storage::threads::top_statement,
};
use sea_orm::{ConnectionTrait as _, DbBackend, Statement, TransactionTrait as _};

/// How the database goes about it. `PostgreSQL` sorts here only where no index has the order, which in a
/// table as small as this it would do by itself.
async fn plan(app: &TestApp, asked: Statement) -> String {
    let txn = app.app.db.driver().begin().await.unwrap();
    let (explain, column) = match asked.db_backend {
        DbBackend::Postgres => {
            let rules = "SET LOCAL enable_sort = off; SET LOCAL enable_incremental_sort = off; \
                 SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off";
            txn.execute_unprepared(rules).await.unwrap();
            ("EXPLAIN", "QUERY PLAN")
        }
        _ => ("EXPLAIN QUERY PLAN", "detail"),
    };
    let explained = Statement {
        sql: format!("{explain} {}", asked.sql),
        ..asked
    };
    let lines = txn.query_all_raw(explained).await.unwrap();
    let lines = lines.iter().map(|line| line.try_get("", column).unwrap());
    lines.collect::<Vec<String>>().join("\n")
}

#[tokio::test]
async fn the_top_of_a_thread_is_read_in_its_order_and_no_further() {
    let app = TestApp::new().await;
    let backend = app.app.db.read().get_database_backend();
    let (episode, member) = (
        EpisodeId(app.app.env.new_id()),
        MemberId(app.app.env.new_id()),
    );
    let all = [
        Visibility::Shown,
        Visibility::ShownAndOwn(member),
        Visibility::EverythingOn(SiteId(app.app.env.new_id())),
    ];
    let cursor = Cursor {
        id: app.app.env.new_id(),
        score: 1,
    };
    for order in [Order::Oldest, Order::Newest, Order::Top, Order::Moment] {
        for (visibility, after) in all
            .into_iter()
            .flat_map(|seen| [(seen, None), (seen, Some(cursor))])
        {
            let page = PageRequest {
                first: 50,
                after,
                order,
            };
            let plan = plan(&app, top_statement(backend, episode, &page, visibility)).await;
            // Of these only what all see comes in order; the rest, which is little, is sorted.
            let is_merged = order == Order::Top && visibility != Visibility::Shown;
            let index = match (order, visibility) {
                (Order::Oldest | Order::Newest, Visibility::Shown) => "ix_comment_shown_by_id",
                (Order::Oldest | Order::Newest, _) => "ix_comment_episode_id_nested_under_id_id",
                (Order::Top, _) => "ix_comment_shown_by_score",
                (Order::Moment, _) => "ix_comment_by_moment",
            };
            let (by_episode, sorts, allowed) = match backend {
                DbBackend::Postgres => ("(episode_id =", "Sort Key", 2),
                _ => ("(episode_id=?", "TEMP B-TREE", 3),
            };
            let sorted = plan.matches(sorts).count();
            assert!(plan.contains(index), "{order:?} {visibility:?}: {plan}");
            assert!(
                plan.contains(by_episode),
                "{order:?} {visibility:?}: {plan}"
            );
            assert_eq!(
                sorted,
                if is_merged { allowed } else { 0 },
                "{order:?} {visibility:?}: {plan}"
            );
        }
    }
}

#[tokio::test]
async fn the_best_first_holds_what_a_reader_alone_sees_in_its_place() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let (ana, ben) = (app.reader("Ana").await, app.reader("Ben").await);
    let statuses = [
        (Status::Approved, "approved"),
        (Status::Pending, "pending"),
        (Status::Approved, "approved"),
        (Status::Spam, "spam"),
        (Status::Rejected, "rejected"),
        (Status::Deleted, "deleted"),
    ];
    let mut written = Vec::new();
    for index in 0..60 {
        let (status, name) = statuses[index % 6];
        let author = if index % 7 < 3 { &ana } else { &ben };
        let comment = app.comment(&thread).by(author).insert().await;
        let score = i32::try_from(index * 5 % 4).unwrap();
        let shown = status == Status::Approved;
        let values = vec![score.into(), name.into(), shown.into(), comment.id.into()];
        let sql = "UPDATE comment SET score = $1, status = $2, shown = $3 WHERE id = $4";
        app.execute(sql, values).await;
        written.push((score, comment_id(comment.id), status, index % 7 < 3));
    }
    written.sort_by(|one, next| (next.0, &next.1).cmp(&(one.0, &one.1)));
    let clients = [
        (app.anonymous(), "nobody"),
        (ana, "their author"),
        (app.reader("Cleo").await, "another reader"),
        (app.moderator("Mo").await, "a moderator"),
    ];
    for (client, who) in clients {
        let also = |status: Status, by_ana: bool| match who {
            "their author" => by_ana && status != Status::Deleted,
            "a moderator" => status != Status::Deleted,
            _ => false,
        };
        let seen = written
            .iter()
            .filter(|(_, _, status, by_ana)| *status == Status::Approved || also(*status, *by_ana));
        let expect: Vec<String> = seen.map(|(_, id, ..)| id.clone()).collect();
        for first in [1, 7, 100] {
            let found = all(&client, &thread, first, "TOP").await;
            assert_eq!(found, expect, "{who} {first}");
        }
    }
}
