//! The queues of a site with 500,000 comments: first 100,000 that are done with, then 200,000 held,
//! 50,000 reported, 50,000 more that nobody has looked at and 50,000 rejected, all mixed, and at
//! last 50,000 taken for spam; on 1,000 episodes by 5,000 authors. On `SQLite`, or on the `PostgreSQL` server that
//! `REJOINDER_TEST_DATABASE_URL` names.
#![recursion_limit = "256"]
#![expect(clippy::unwrap_used, reason = "a benchmark may panic")]
#![expect(clippy::print_stdout, reason = "this is where it speaks")]
#[path = "../tests/it/support/database.rs"]
mod database;

use chrono::{DateTime, Duration, Utc};
use divan::Bencher;
use rejoinder::{
    app::App,
    config::Config,
    domain::{
        accounts::{self, NewAccount},
        episodes,
        queues::{self, Claiming, Request},
        sites::{self, NewSite},
        threads::Plan,
    },
    env::Env,
    model::{
        Actor, Beginning, Comment, CommentId, Cursor, EpisodeId, HoldReason, Member, MemberId,
        Mode, QueueFilter, QueueKind, RevisionId, Role, SessionId, SessionKind, SignedIn, Site,
        Status,
    },
    storage::{
        self, Txn,
        queues::{Claimed, Wanted},
    },
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::sync::{Arc, OnceLock};
use tokio::runtime::Runtime;

const COMMENTS: usize = 500_000;
const DONE: usize = 100_000;
const SPAM: usize = 50_000;
const EPISODES: usize = 1_000;
const AUTHORS: usize = 5_000;
/// Of a row of comments in one statement; both databases take so many values.
const AT_ONCE: usize = 500;

struct World {
    runtime: Runtime,
    filled: Filled,
}

struct Filled {
    app: App,
    site: Arc<Site>,
    moderator: Actor,
    episodes: Vec<EpisodeId>,
    authors: Vec<MemberId>,
}

impl std::ops::Deref for World {
    type Target = Filled;

    fn deref(&self) -> &Filled {
        &self.filled
    }
}

static WORLD: OnceLock<World> = OnceLock::new();

fn main() {
    let runtime = Runtime::new().unwrap();
    let (filled, place) = runtime.block_on(async {
        let (db, place) = database::create().await;
        let app = Box::pin(App::new(db, Env::real(), Config::for_testing().app()));
        (Box::pin(fill(app.await.unwrap())).await, place)
    });
    assert!(WORLD.set(World { runtime, filled }).is_ok());
    divan::main();
    drop(place);
}

/// Fifty comments with their authors, parents and claims, and how many there are.
#[divan::bench(args = QueueKind::ALL, sample_count = 100, sample_size = 1)]
fn first_page(bencher: Bencher<'_, '_>, kind: QueueKind) {
    bencher.bench(|| page(kind, None, QueueFilter::default()));
}

/// Behind 25,000 comments, of which as many weigh the same as the last of them.
#[divan::bench(args = [QueueKind::Pending, QueueKind::Reported], sample_count = 100, sample_size = 1)]
fn page_in_the_middle(bencher: Bencher<'_, '_>, kind: QueueKind) {
    let world = WORLD.get().unwrap();
    let filter = QueueFilter::default();
    let wanted = wanted(world, kind, &filter);
    let found = storage::queues::list(world.app.db.read(), &wanted, None, 25_000);
    let found = world.runtime.block_on(found).unwrap();
    let cursor = kind.cursor(found.last().unwrap());
    bencher.bench(|| page(kind, Some(cursor), QueueFilter::default()));
}

const FILTERS: [&str; 5] = ["episodes", "author", "reason", "text", "rare text"];

/// With the number of all that the filter lets through, which has to be counted out.
#[divan::bench(args = FILTERS, sample_count = 20, sample_size = 1)]
fn first_page_of_what_is_narrowed(bencher: Bencher<'_, '_>, filter: &str) {
    let world = WORLD.get().unwrap();
    let nothing = QueueFilter::default();
    let filter = match filter {
        "episodes" => QueueFilter {
            episodes: Some(world.episodes[..10].to_vec()),
            ..nothing
        },
        "author" => QueueFilter {
            author: Some(world.authors[7]),
            ..nothing
        },
        "reason" => QueueFilter {
            reasons: Some(vec![HoldReason::Links]),
            ..nothing
        },
        "text" => QueueFilter {
            text: Some("LANTERN".to_owned()),
            ..nothing
        },
        _ => QueueFilter {
            text: Some("number 123452 ".to_owned()),
            ..nothing
        },
    };
    bencher.bench(|| page(QueueKind::Pending, None, filter.clone()));
}

/// What `Site.queueCounts` costs.
#[divan::bench(sample_count = 100, sample_size = 1)]
fn all_counts(bencher: Bencher<'_, '_>) {
    let world = WORLD.get().unwrap();
    bencher.bench(|| {
        let counts = queues::counts(&world.app, &world.moderator, &world.site);
        let counts = world.runtime.block_on(counts).unwrap().unwrap();
        assert_eq!((counts.pending, counts.reported), (200_000, 50_000));
        counts
    });
}

/// What one of them would cost without the numbers that are kept.
#[divan::bench(args = QueueKind::ALL, sample_count = 20, sample_size = 1)]
fn one_count_by_counting(bencher: Bencher<'_, '_>, kind: QueueKind) {
    let world = WORLD.get().unwrap();
    let filter = QueueFilter::default();
    let wanted = wanted(world, kind, &filter);
    bencher.bench(|| {
        let number = storage::queues::count(world.app.db.read(), &wanted);
        let number = world.runtime.block_on(number).unwrap();
        assert!(number >= 50_000);
        number
    });
}

/// Ten comments handed out, where another moderator has claimed the first 500; as often as one may
/// ask.
#[divan::bench(sample_count = 50, sample_size = 1)]
fn claim_of_ten(bencher: Bencher<'_, '_>) {
    let world = WORLD.get().unwrap();
    let plan = plan();
    bencher.bench(|| {
        let claiming = Claiming {
            site: world.site.key.clone(),
            kind: QueueKind::Pending,
            filter: QueueFilter::default(),
            first: 10,
        };
        let handed = queues::claim(&world.app, &world.moderator, claiming, &plan);
        let handed = world.runtime.block_on(handed).unwrap();
        assert_eq!(handed.comments.len(), 10);
        handed
    });
}

fn plan() -> Plan {
    Plan {
        author: true,
        claim: true,
        parent: Some(Box::default()),
        ..Plan::default()
    }
}

fn page(kind: QueueKind, after: Option<Cursor>, filter: QueueFilter) -> queues::Queue {
    let world = WORLD.get().unwrap();
    let request = Request {
        kind,
        filter,
        first: 50,
        after,
        count: true,
    };
    let (plan, actor) = (plan(), &world.moderator);
    let found = queues::list(&world.app, actor, &world.site, request, &plan);
    let found = world.runtime.block_on(found).unwrap();
    assert!(!found.page.items.is_empty());
    assert!(found.total > 0);
    found
}

fn wanted<'a>(world: &World, kind: QueueKind, filter: &'a QueueFilter) -> Wanted<'a> {
    Wanted {
        site: world.site.id,
        kind,
        filter,
        claimed: Claimed::Any,
    }
}

async fn fill(app: App) -> Filled {
    let start = app.env.monotonic();
    let new = NewSite {
        key: "history".to_owned(),
        name: "History".to_owned(),
        origins: vec![],
        mode: Mode::Pre,
        nesting: Site::NESTING_DEFAULT,
        episodes_must_exist: false,
        close_after_days: None,
    };
    let site = Arc::new(sites::create(&app, new).await.unwrap());
    let mo = moderator(&app, &site, "Mo").await;
    let other = moderator(&app, &site, "Mia").await;
    let txn = app.db.begin_write().await.unwrap();
    let (mut episodes, mut authors) = (Vec::new(), Vec::new());
    for number in 0..EPISODES {
        let episode = episodes::blank(&app, &site, number.to_string());
        episodes.push(storage::episodes::insert(&txn, episode).await.unwrap().id);
    }
    for number in 0..AUTHORS {
        let name = format!("Author {number}");
        let author = accounts::insert_unclaimed(&app, &txn, site.id, &name);
        authors.push(author.await.unwrap());
    }
    let mut filled = Filled {
        app,
        site,
        moderator: mo,
        episodes,
        authors,
    };
    filled.comments(&txn).await;
    let other = other.signed_in.unwrap().member.id;
    count(&txn, filled.authors[0], (other, filled.app.env.now())).await;
    txn.commit().await.unwrap();
    let db = filled.app.db.write();
    if db.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared("VACUUM ANALYZE").await.unwrap();
    }
    let took = filled.app.env.monotonic().saturating_sub(start);
    println!("{COMMENTS} comments in {} s", took.as_secs());
    filled
}

async fn moderator(app: &App, site: &Site, name: &str) -> Actor {
    let new = NewAccount {
        email: format!("{name}@example.org"),
        display_name: name.to_owned(),
        password: None,
        site: Some((site.key.clone(), Some(Role::Moderator))),
    };
    let member: Member = accounts::create(app, new).await.unwrap().member.unwrap();
    Actor {
        signed_in: Some(SignedIn {
            session_id: SessionId(app.env.new_id()),
            account_id: member.account_id,
            kind: SessionKind::Direct,
            role: member.role,
            second_factor_demanded: false,
            in_place: false,
            member,
        }),
        ..Actor::default()
    }
}

impl Filled {
    /// A second apart, each third one answering an earlier one of its episode; all spam at the end.
    async fn comments(&mut self, txn: &Txn) {
        let begin: DateTime<Utc> = "2026-01-01T00:00:00Z".parse().unwrap();
        let mut ids: Vec<CommentId> = Vec::with_capacity(COMMENTS);
        let mut waiting = Vec::with_capacity(AT_ONCE);
        for index in 0..COMMENTS {
            let created_at = begin + Duration::seconds(i64::try_from(index).unwrap());
            ids.push(CommentId(self.app.env.id_at(created_at, 0)));
            let parent = index.checked_sub(EPISODES).filter(|_| index % 3 == 0);
            let comment = Comment {
                parent_id: parent.map(|parent| ids[parent]),
                ..self.comment(index, (ids[index], created_at))
            };
            waiting.push(comment);
            if waiting.len() == AT_ONCE {
                let many = std::mem::take(&mut waiting);
                storage::comments::insert_many(txn, many).await.unwrap();
            }
        }
    }

    fn comment(&self, index: usize, (id, created_at): (CommentId, DateTime<Utc>)) -> Comment {
        let (done, spam) = (index < DONE, index >= COMMENTS - SPAM);
        let status = match index % 7 {
            _ if done => Status::Approved,
            _ if spam => Status::Spam,
            0..4 => Status::Pending,
            4 => Status::Rejected,
            _ => Status::Approved,
        };
        let weight = [250, 100, 100, 100, 50][index / 7 % 5];
        let reported = i32::from(index % 7 == 6 && !done && !spam);
        let lantern = if index.is_multiple_of(20) {
            "a lantern and "
        } else {
            ""
        };
        let words = format!(
            "{}{lantern}number {index} of all that was said.",
            "Words that somebody wrote about the episode, with some *emphasis*. ".repeat(3)
        );
        let beginning = Beginning {
            id,
            revision_id: RevisionId(self.app.env.new_id()),
            site_id: self.site.id,
            episode_id: self.episodes[index % EPISODES],
            author_id: self.authors[index * 7 % AUTHORS],
            created_at,
        };
        let reason = if index.is_multiple_of(10) {
            HoldReason::Links
        } else {
            HoldReason::Premoderation
        };
        Comment {
            status,
            reviewed: done,
            body_html: format!("<p>{words}</p>"),
            body_markdown: words,
            hold_reasons: vec![reason],
            report_count: reported,
            report_weight: reported * weight,
            ..Comment::blank(beginning)
        }
    }
}

/// The reports themselves, the first 500 claims of another moderator, and all numbers.
async fn count(txn: &Txn, reporter: MemberId, (other, now): (MemberId, DateTime<Utc>)) {
    let backend = txn.get_database_backend();
    let reports = "INSERT INTO report (id, site_id, comment_id, revision_id, reporter_id, reason, \
         weight, created_at) SELECT c.id, c.site_id, c.id, c.revision_id, $1, 'ABUSE', \
         c.report_weight, c.created_at FROM comment c WHERE c.report_count > 0";
    let claims = "INSERT INTO claim (comment_id, site_id, member_id, expires_at) \
         SELECT c.id, c.site_id, $1, $2 FROM comment c WHERE c.status = 'pending' \
         ORDER BY c.id LIMIT 500";
    let until = now + Duration::days(1);
    for (sql, values) in [
        (reports, vec![reporter.into()]),
        (claims, vec![other.into(), until.into()]),
    ] {
        let statement = Statement::from_sql_and_values(backend, sql, values);
        txn.execute_raw(statement).await.unwrap();
    }
    for (column, condition) in [
        ("pending", "c.status = 'pending'"),
        ("approved", "c.status = 'approved'"),
        ("rejected", "c.status = 'rejected'"),
        ("spam", "c.status = 'spam'"),
        ("unreviewed", "c.status = 'approved' AND c.reviewed = FALSE"),
        ("reported", "c.report_count > 0"),
    ] {
        let sql = format!(
            "UPDATE episode SET {column}_count = (SELECT count(*) FROM comment c \
             WHERE c.episode_id = episode.id AND {condition})"
        );
        txn.execute_unprepared(&sql).await.unwrap();
    }
}
