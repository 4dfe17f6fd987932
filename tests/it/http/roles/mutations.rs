//! The rows of what people do.
use super::{Person, Place, Table, World, comment_id, refusal, revision_id};
use crate::{
    sessions::from_peer,
    support::{Answer, Client},
};
use chrono::Duration;
use rejoinder::{
    domain::accounts::{self, NewAccount},
    domain::credentials::Secret,
    model::{Comment, ImportedAuthorId, Job, JobId, JobKind},
    storage::{self, imports::ImportedAuthor},
};
use serde_json::{Value, json};

/// What a mutation is tried on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum On {
    /// Nothing that exists beforehand.
    Nothing,
    Site,
    Thread,
    Comment,
    Held,
    /// An author of an import, whose address Ana has proved.
    Author,
    /// A job that was given up.
    Job,
    /// A line of the log: a moderator's decision.
    Entry,
}

pub(super) struct Row {
    pub(super) mutation: &'static str,
    on: On,
    selection: &'static str,
}

const fn row(mutation: &'static str, on: On, selection: &'static str) -> Row {
    Row {
        mutation,
        on,
        selection,
    }
}

const RESULTS: &str = "results { code message comment { id status } }";

pub(super) const ROWS: &[Row] = &[
    row("signUp", On::Nothing, "next"),
    row("signIn", On::Nothing, "accessToken"),
    row("refreshSession", On::Nothing, "accessToken"),
    row("signOut", On::Nothing, "signedOut"),
    row("claimAuthor", On::Author, "commentCount"),
    row("postComment", On::Site, "comment { id }"),
    row("postComment", On::Comment, "comment { id }"),
    row("postComment", On::Held, "comment { id }"),
    row("editComment", On::Comment, "comment { id }"),
    row("editComment", On::Held, "comment { id }"),
    row("deleteComment", On::Comment, "deletedCommentId"),
    row("deleteComment", On::Held, "deletedCommentId"),
    row("voteComment", On::Comment, "comment { id }"),
    row("voteComment", On::Held, "comment { id }"),
    row("reportComment", On::Comment, "report { id }"),
    row("reportComment", On::Held, "report { id }"),
    row("approveComments", On::Comment, RESULTS),
    row("approveComments", On::Held, RESULTS),
    row("rejectComments", On::Comment, RESULTS),
    row("rejectComments", On::Held, RESULTS),
    row("markSpam", On::Comment, RESULTS),
    row("markSpam", On::Held, RESULTS),
    row("restore", On::Held, RESULTS),
    row("rejectAllBy", On::Author, "hasMore"),
    row("undo", On::Entry, "leftCommentIds"),
    row("claimComments", On::Site, "comments { id }"),
    row("releaseClaims", On::Site, "releasedCount"),
    row("retryJob", On::Job, "job { id }"),
    row("lockThread", On::Thread, "episode { id }"),
    row("closeThread", On::Thread, "episode { id }"),
    row("reopenThread", On::Thread, "episode { id }"),
    row("lockBranch", On::Comment, "comment { id }"),
    row("lockBranch", On::Held, "comment { id }"),
    row("unlockBranch", On::Comment, "comment { id }"),
    row("createEpisode", On::Site, "episode { id }"),
    row("updateEpisode", On::Thread, "episode { id }"),
];

pub(super) async fn table() -> Table {
    let mut table = Table::new("does");
    let world = World::new().await;
    for row in ROWS {
        let people = people(&world).await;
        let mut at_place = Vec::new();
        for place in Place::ALL {
            let mut answers = Vec::new();
            for person in Person::ALL {
                answers.push(attempt(&world, row, place, (person, &people)).await);
            }
            let cells = Person::ALL.map(|person| cell(row, &answers[person as usize].0));
            table.row(&title(row, place), cells);
            at_place.push(answers);
            if row.on == On::Nothing {
                break;
            }
        }
        if let [history, politics, absent] = &at_place[..] {
            assert_foreign_is_absent(row, [history, politics, absent]);
        }
    }
    world.app.assert_no_drift().await;
    table
}

/// What stands on a site that is not one's own answers in the very words of what does not exist.
fn assert_foreign_is_absent(row: &Row, [history, politics, absent]: [&Vec<(Answer, String)>; 3]) {
    for person in Person::ALL {
        let plain = |(answer, id): &(Answer, String)| answer.text.replace(id.as_str(), "…");
        let absent = plain(&absent[person as usize]);
        for (place, answers) in [(Place::History, history), (Place::Politics, politics)] {
            if !person.is_at_home(place) {
                let foreign = plain(&answers[person as usize]);
                assert_eq!(foreign, absent, "{} {person:?} {place:?}", row.mutation);
            }
        }
    }
}

fn title(row: &Row, place: Place) -> String {
    let on = match row.on {
        On::Nothing => return row.mutation.to_owned(),
        On::Site => "site",
        On::Thread => "thread",
        On::Comment => "comment",
        On::Held => "held",
        On::Author => "author",
        On::Job => "job",
        On::Entry => "entry",
    };
    format!("{} {on} {}", row.mutation, place.key())
}

fn cell(row: &Row, answer: &Answer) -> String {
    if let Some(refusal) = refusal(answer) {
        return refusal;
    }
    let item = answer
        .at(&format!("/{}", row.mutation))
        .pointer("/results/0/code");
    let code = item.and_then(Value::as_str);
    code.unwrap_or("ok").to_owned()
}

/// Each with a session of a later moment, at which nobody is held up by what they did before.
async fn people(world: &World) -> Vec<Client> {
    world.app.clock.advance(Duration::hours(1));
    let mut people = Vec::new();
    for (number, person) in Person::ALL.into_iter().enumerate() {
        let client = person.sign_in(&world.app, &world.politics).await;
        // From an address of their own, as accounts are made from few.
        let router = from_peer(world.app.router(), &format!("203.0.113.{number}"));
        people.push(client.on(router));
    }
    people
}

/// The answer, and the id that was asked about.
async fn attempt(
    world: &World,
    row: &Row,
    place: Place,
    (person, people): (Person, &[Client]),
) -> (Answer, String) {
    let (id, input) = input(world, row, place, person).await;
    let client = &people[person as usize];
    let mut input_type = row.mutation.to_owned();
    input_type[..1].make_ascii_uppercase();
    let document = format!(
        "mutation($input: {input_type}Input!) {{ {}(input: $input) {{ {} }} }}",
        row.mutation, row.selection
    );
    let input = match row.mutation {
        "refreshSession" => json!({ "refreshToken": client.refresh.clone().unwrap_or_default() }),
        _ => input,
    };
    (client.send(&document, input).await, id)
}

/// What is asked about, made for this one attempt.
async fn input(world: &World, row: &Row, place: Place, person: Person) -> (String, Value) {
    match row.on {
        On::Nothing => (
            String::new(),
            credentials(world, row.mutation, person).await,
        ),
        On::Site => {
            let site = place.key();
            let input = match row.mutation {
                "createEpisode" => json!({
                    "site": site, "key": world.app.app.env.new_id(), "title": "New",
                }),
                "claimComments" => json!({ "site": site, "kind": "PENDING" }),
                "releaseClaims" => json!({ "site": site }),
                _ => json!({ "episode": { "site": site, "key": "1" }, "body": "hello" }),
            };
            (site.to_owned(), input)
        }
        On::Thread => {
            let id = thread(world, row.mutation, place).await;
            let input = match row.mutation {
                "updateEpisode" => json!({ "episodeId": id, "title": "Another" }),
                _ => json!({ "episodeId": id }),
            };
            (id, input)
        }
        On::Comment | On::Held => {
            let comment = world.comment(place, row.on == On::Held).await;
            if place != Place::Absent {
                prepare(world, row.mutation, place, &comment).await;
            }
            (
                comment_id(&comment),
                about_comment(row.mutation, person, &comment),
            )
        }
        On::Job => {
            let id = failed_job(world, place).await;
            (id.clone(), json!({ "jobId": id }))
        }
        On::Author => {
            let id = imported_author(world, place).await;
            let input = match row.mutation {
                "rejectAllBy" => json!({
                    "authorId": id, "since": "2026-01-01T00:00:00Z", "reason": "OTHER",
                }),
                _ => json!({ "authorId": id }),
            };
            (id, input)
        }
        On::Entry => {
            let id = decision(world, place).await;
            (id.clone(), json!({ "logEntryId": id }))
        }
    }
}

async fn credentials(world: &World, mutation: &str, person: Person) -> Value {
    let (email, password) = ("rita@example.org", "orchard-violin-1742");
    match mutation {
        "signUp" => json!({
            "site": "history", "email": format!("{person:?}.new@example.org"),
            "password": password, "displayName": "Nina",
        }),
        "signIn" => {
            let rita = NewAccount {
                email: email.to_owned(),
                display_name: "Rita".to_owned(),
                password: (person == Person::Anonymous).then(|| Secret::new(password)),
                site: None,
            };
            accounts::create(&world.app.app, rita).await.unwrap();
            json!({ "site": "history", "email": email, "password": password })
        }
        _ => json!({}),
    }
}

/// An episode of its own; closed, where it is to be reopened.
async fn thread(world: &World, mutation: &str, place: Place) -> String {
    let id = world.app.app.env.new_id();
    let site = match place {
        Place::History => &world.app.site,
        Place::Politics => &world.politics,
        Place::Absent => return format!("episode_{}", id.simple()),
    };
    let setting = world.app.thread_on(site, &id.to_string()).await;
    let episode = format!("episode_{}", setting.episode.id.0.simple());
    if mutation == "reopenThread" {
        let moderator = moderator_of(world, place).await;
        let close =
            "mutation($input: CloseThreadInput!) { closeThread(input: $input) { episode { id } } }";
        let closed = moderator.send(close, json!({ "episodeId": episode })).await;
        closed.at("/closeThread");
    }
    episode
}

/// What must have been done to a comment before.
async fn prepare(world: &World, mutation: &str, place: Place, comment: &Comment) {
    if mutation == "unlockBranch" {
        let moderator = moderator_of(world, place).await;
        let lock =
            "mutation($input: LockBranchInput!) { lockBranch(input: $input) { comment { id } } }";
        let input = json!({ "commentId": comment_id(comment) });
        moderator.send(lock, input).await.at("/lockBranch");
    }
}

/// A held comment's approval.
async fn decision(world: &World, place: Place) -> String {
    let comment = world.comment(place, true).await;
    if place == Place::Absent {
        return format!("decision_{}", comment.id.0.simple());
    }
    moderator_of(world, place)
        .await
        .approve(vec![
            about_comment("", Person::Ana, &comment)["items"][0].clone(),
        ])
        .await
        .at("/approveComments");
    let decided = world.app.stored(comment.id).await;
    format!("decision_{}", decided.decision_id.unwrap().0.simple())
}

async fn moderator_of(world: &World, place: Place) -> Client {
    let person = match place {
        Place::Politics => Person::Foreign,
        _ => Person::Moderator,
    };
    person.sign_in(&world.app, &world.politics).await
}

fn about_comment(mutation: &str, person: Person, comment: &Comment) -> Value {
    let (id, revision) = (comment_id(comment), revision_id(comment));
    match mutation {
        // In a thread of the writer's own site, wherever the comment answered stands.
        "postComment" => json!({
            "episode": { "site": person.home().key(), "key": "1" }, "parentId": id,
            "body": "hello",
        }),
        "editComment" => json!({ "commentId": id, "body": "another text" }),
        "voteComment" => json!({ "commentId": id, "vote": "UP" }),
        "deleteComment" | "lockBranch" | "unlockBranch" => json!({ "commentId": id }),
        "reportComment" => json!({
            "commentId": id, "revisionId": revision, "reason": "ABUSE",
        }),
        "rejectComments" => json!({
            "items": [{ "commentId": id, "revisionId": revision }], "reason": "OFF_TOPIC",
        }),
        _ => json!({ "items": [{ "commentId": id, "revisionId": revision }] }),
    }
}

async fn imported_author(world: &World, place: Place) -> String {
    let app = &world.app.app;
    let (site, email) = match place {
        Place::History => (&world.app.site, "ana@example.org"),
        Place::Politics => (&world.politics, "pia@example.org"),
        Place::Absent => return format!("author_{}", app.env.new_id().simple()),
    };
    let txn = app.db.begin_write().await.unwrap();
    let member_id = accounts::insert_unclaimed(app, &txn, site.id, "Somebody once")
        .await
        .unwrap();
    let author = ImportedAuthor {
        id: ImportedAuthorId(app.env.new_id()),
        site_id: site.id,
        source: "wordpress".to_owned(),
        author_key: member_id.0.to_string(),
        email: Some(email.to_owned()),
        member_id,
    };
    storage::imports::insert(&txn, author).await.unwrap();
    txn.commit().await.unwrap();
    format!("author_{}", member_id.0.simple())
}

async fn failed_job(world: &World, place: Place) -> String {
    let app = &world.app.app;
    let id = JobId(app.env.new_id());
    let (site, now) = (
        match place {
            Place::History => &world.app.site,
            Place::Politics => &world.politics,
            Place::Absent => return format!("job_{}", id.0.simple()),
        },
        app.env.now(),
    );
    let job = Job {
        id,
        site_id: site.id,
        kind: JobKind::WebhookOpinion,
        comment_id: None,
        revision_id: None,
        attempts: 8,
        due_at: now,
        leased_until: None,
        failed_at: Some(now),
        last_error: None,
        created_at: now,
    };
    let txn = app.db.begin_write().await.unwrap();
    storage::jobs::insert(&txn, job).await.unwrap();
    txn.commit().await.unwrap();
    format!("job_{}", id.0.simple())
}
