//! The first page of a thread of 10,000 comments, in a database of 20,000: 50 comments with their
//! first three replies and all authors. On `SQLite`, or on the `PostgreSQL` server that
//! `REJOINDER_TEST_DATABASE_URL` names. Bringing the comments in gives the rate of an import.
#![recursion_limit = "256"]
#![expect(clippy::unwrap_used, reason = "a benchmark may panic")]
#![expect(clippy::print_stdout, reason = "this is where it speaks")]
#[path = "../tests/it/support/database.rs"]
mod database;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, header},
};
use divan::Bencher;
use rejoinder::{
    app::App,
    config::Config,
    domain::{
        episodes,
        imports::{self, Run},
        sites::{self, NewSite},
        threads::{self, Plan, ReplyPlan, Setting},
    },
    env::Env,
    graphql, http,
    model::{Actor, ImportFormat, Mode, Order, PageRequest, Site},
};
use serde_json::{Value, json};
use std::{
    fmt::Write as _,
    sync::{Arc, OnceLock},
};
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

const LONG: u64 = 10_000;
const SHORT: u64 = 500;
const AUTHORS: u64 = 500;

struct World {
    runtime: Runtime,
    app: Arc<App>,
    router: Router,
    thread: Setting,
}

static WORLD: OnceLock<World> = OnceLock::new();

fn main() {
    let runtime = Runtime::new().unwrap();
    let (app, place) = runtime.block_on(open());
    let thread = runtime.block_on(fill(&app));
    let router = http::router(&app, graphql::schema(), vec![], Router::new());
    let world = World {
        runtime,
        app,
        router,
        thread,
    };
    let _ = WORLD.set(world);
    divan::main();
    drop(place);
}

/// As the use case gives it, without GraphQL.
#[divan::bench(sample_count = 300, sample_size = 1)]
fn first_page_from_the_domain(bencher: Bencher<'_, '_>) {
    let world = WORLD.get().unwrap();
    let plan = Plan {
        author: true,
        replies: vec![ReplyPlan {
            page: page(3),
            plan: Plan {
                author: true,
                ..Plan::default()
            },
        }],
        ..Plan::default()
    };
    let (nobody, fifty) = (Actor::default(), page(50));
    bencher.bench(|| {
        let found = world.runtime.block_on(threads::thread(
            &world.app,
            &nobody,
            &world.thread,
            &fifty,
            &plan,
        ));
        let found = found.unwrap();
        assert_eq!(found.items.len(), 50);
        assert_eq!(found.items[49].replies_of(&page(3)).unwrap().items.len(), 3);
        found
    });
}

const QUERY: &str = "query($key: String!) { episode(site: \"history\", key: $key) {
    id title state commentCount comments(first: 50) {
        pageInfo { hasNextPage endCursor }
        nodes { ...all replyCount replies(first: 3) { totalCount nodes { ...all } } } } } }
    fragment all on Comment { id createdAt bodyHtml score author { id displayName role } }";

/// From the request's bytes to the answer's, through the router.
#[divan::bench(sample_count = 300, sample_size = 1)]
fn first_page_as_json(bencher: Bencher<'_, '_>) {
    let world = WORLD.get().unwrap();
    let key = &world.thread.episode.key;
    let query = json!({ "query": QUERY, "variables": { "key": key } }).to_string();
    let ask = || {
        world.runtime.block_on(async {
            let request = Request::post("/graphql")
                .header(header::CONTENT_TYPE, "application/json")
                .body(Body::from(query.clone()))
                .unwrap();
            let answer = world.router.clone().oneshot(request).await.unwrap();
            to_bytes(answer.into_body(), usize::MAX).await.unwrap()
        })
    };
    let answer: Value = serde_json::from_slice(&ask()).unwrap();
    let nodes = &answer["data"]["episode"]["comments"]["nodes"];
    assert_eq!(nodes.as_array().unwrap().len(), 50, "{answer}");
    assert_eq!(nodes[49]["replies"]["nodes"].as_array().unwrap().len(), 3);
    bencher.bench(ask);
}

fn page(first: u32) -> PageRequest {
    PageRequest {
        first,
        after: None,
        order: Order::Oldest,
    }
}

async fn open() -> (Arc<App>, database::Place) {
    let (db, place) = database::create().await;
    let app = App::new(db, Env::real(), Config::for_testing().app())
        .await
        .unwrap();
    let site = NewSite {
        key: "history".to_owned(),
        name: "History".to_owned(),
        origins: vec![],
        mode: Mode::Post,
        nesting: Site::NESTING_DEFAULT,
        episodes_must_exist: false,
        close_after_days: None,
    };
    sites::create(&app, site).await.unwrap();
    (Arc::new(app), place)
}

/// One long thread and twenty short ones.
async fn fill(app: &App) -> Setting {
    let mut file = String::from("<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>");
    for number in 1..=LONG / SHORT + 1 {
        post(&mut file, number, if number == 1 { LONG } else { SHORT });
    }
    file.push_str("</channel></rss>");
    let run = Run {
        site: "history",
        format: ImportFormat::Wordpress,
        options: imports::options(app.env.now()),
        dry_run: false,
    };
    let (start, statements) = (app.env.monotonic(), app.db.statements());
    let report = imports::from_file(app, &run, || Ok(file.as_bytes()), |_, _| {});
    let imported = report.await.unwrap().done.unwrap().comments_imported;
    assert_eq!(imported, 2 * LONG);
    let took = app.env.monotonic().saturating_sub(start);
    println!(
        "import: {imported} comments in {} ms, {} a second, with {} statements",
        took.as_millis(),
        u128::from(imported) * 1_000 / took.as_millis().max(1),
        app.db.statements() - statements
    );
    let found = episodes::find(app, "history", "post-1").await.unwrap();
    found.unwrap()
}

/// Every fifth comment answers the post, the next four answer it.
fn post(file: &mut String, number: u64, comments: u64) {
    write!(
        file,
        "<item><title>Post {number}</title><guid>post-{number}</guid><wp:post_id>{number}</wp:post_id>\
         <wp:comment_status>open</wp:comment_status><wp:status>publish</wp:status>"
    )
    .unwrap();
    let words =
        "Words that somebody wrote about the episode, with some <b>emphasis</b>. ".repeat(3);
    for index in 0..comments {
        let id = number * 100_000 + index;
        let parent = if index % 5 == 0 { 0 } else { id - index % 5 };
        let author = (index * 7 + number) % AUTHORS;
        let (hour, minute, second) = (index / 3_600 % 24, index / 60 % 60, index % 60);
        writeln!(
            file,
            "<wp:comment><wp:comment_id>{id}</wp:comment_id><wp:comment_parent>{parent}</wp:comment_parent>\
             <wp:comment_author>Author {author}</wp:comment_author>\
             <wp:comment_author_email>a{author}@example.org</wp:comment_author_email>\
             <wp:comment_date_gmt>2020-02-01 {hour:02}:{minute:02}:{second:02}</wp:comment_date_gmt>\
             <wp:comment_approved>1</wp:comment_approved>\
             <wp:comment_content><![CDATA[{words}{id}]]></wp:comment_content></wp:comment>"
        )
        .unwrap();
    }
    file.push_str("</item>");
}
