//! The rows of what people see.
use super::{Person, Place, Table, World, comment_id, refusal, revision_id};
use crate::support::{Answer, Client};
use rejoinder::{
    domain::threads::Setting,
    model::{Comment, Role},
};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

/// What moderators know of a comment, and what all do.
const SEEN: &str = "{ id status tombstone bodyMarkdown bodyHtml author { displayName }
    holdReasons rejectReason authorNote decisionId reports { totalCount } reviewed reportCount
    spamScore claim { expiresAt } history: author { record { rejected } standing firstSeenAt } }";

/// The comments of a thread that not all may read.
struct Scene {
    setting: Setting,
    author: Client,
    shown: Comment,
    /// At the top, and answering `shown`.
    held: Comment,
    held_reply: Comment,
    rejected: Comment,
    /// Rejected, but with an answer that all may read.
    removed: Comment,
    answer: Comment,
}

pub(super) async fn table() -> Table {
    let mut table = Table::new("sees");
    let world = World::new().await;
    let scenes = [
        Scene::new(&world, Place::History).await,
        Scene::new(&world, Place::Politics).await,
    ];
    let mut people = Vec::new();
    for person in Person::ALL {
        people.push(person.sign_in(&world.app, &world.politics).await);
    }
    viewer_rows(&mut table, &people).await;
    for (scene, place) in scenes.iter().zip([Place::History, Place::Politics]) {
        scene.rows(&mut table, &people, place).await;
        scene.assert_hidden_is_absent(&world, &people, place).await;
    }
    table
}

async fn viewer_rows(table: &mut Table, people: &[Client]) {
    let query = "{ viewer { email role claimableAuthors { authorId } secondFactor { totp } } }";
    let mut answers = Vec::new();
    for person in people {
        answers.push(person.run(query, json!({})).await);
    }
    for field in ["email", "role"] {
        let cell = |person: Person| word(answers[person as usize].at("/viewer").get(field));
        table.row(&format!("viewer.{field}"), Person::ALL.map(cell));
    }
    let cell =
        |person: Person| presence(answers[person as usize].at("/viewer").get("secondFactor"));
    table.row("viewer.secondFactor", Person::ALL.map(cell));
}

impl Scene {
    async fn new(world: &World, place: Place) -> Self {
        let (setting, author) = world.thread(place);
        let app = &world.app;
        let new = || app.comment(setting).by(author);
        let shown = new().insert().await;
        let held = new().held().insert().await;
        let held_reply = new().under(&shown).held().insert().await;
        let rejected = new().insert().await;
        let removed = new().insert().await;
        let answer = new().under(&removed).insert().await;
        let why = "UPDATE comment SET hold_reasons = 'PREMODERATION' WHERE status = 'pending'";
        app.app.db.write().execute_unprepared(why).await.unwrap();
        // Whatever has been pinned and featured, no list shows what not all may read.
        let marked = "UPDATE comment SET pinned_at = created_at, featured_at = created_at";
        app.app.db.write().execute_unprepared(marked).await.unwrap();
        let moderator = match place {
            Place::Politics => Person::Foreign,
            _ => Person::Moderator,
        };
        let moderator = moderator.sign_in(app, &world.politics).await;
        for comment in [&rejected, &removed] {
            reject(&moderator, comment).await;
        }
        report(&moderator, &shown).await;
        Self {
            setting: setting.clone(),
            author: author.clone(),
            shown,
            held,
            held_reply,
            rejected,
            removed,
            answer,
        }
    }

    async fn rows(&self, table: &mut Table, people: &[Client], place: Place) {
        let by_id = format!("query($id: ID!) {{ comment(id: $id) {SEEN} }}");
        let by_node = format!("query($id: ID!) {{ node(id: $id) {{ ... on Comment {SEEN} }} }}");
        for (name, comment) in [
            ("shown", &self.shown),
            ("held", &self.held),
            ("held reply", &self.held_reply),
            ("rejected", &self.rejected),
            ("removed", &self.removed),
        ] {
            let id = json!({ "id": comment_id(comment) });
            let mut cells = Vec::new();
            for person in people {
                let comment = person.run(&by_id, id.clone()).await.at("/comment").clone();
                let node = person.run(&by_node, id.clone()).await.at("/node").clone();
                assert_eq!(comment, node, "both ways show the same");
                cells.push(comment);
            }
            for (field, show) in [
                ("", status as fn(&Value) -> String),
                (".author", |comment| {
                    word(comment.pointer("/author/displayName"))
                }),
                (".bodyMarkdown", |comment| word(comment.get("bodyMarkdown"))),
                (".holdReasons", |comment| length(comment.get("holdReasons"))),
                (".rejectReason", |comment| word(comment.get("rejectReason"))),
                (".authorNote", |comment| word(comment.get("authorNote"))),
                (".decisionId", |comment| presence(comment.get("decisionId"))),
                (".reports", |comment| {
                    word(comment.pointer("/reports/totalCount"))
                }),
                (".reviewed", |comment| presence(comment.get("reviewed"))),
                (".reportCount", |comment| {
                    presence(comment.get("reportCount"))
                }),
                (".claim", |comment| presence(comment.get("claim"))),
                (".author.record", |comment| {
                    presence(comment.pointer("/history/record"))
                }),
                (".author.standing", |comment| {
                    presence(comment.pointer("/history/standing"))
                }),
                (".author.firstSeenAt", |comment| {
                    presence(comment.pointer("/history/firstSeenAt"))
                }),
            ] {
                let row: Vec<String> = cells.iter().map(show).collect();
                if field.is_empty()
                    || row
                        .iter()
                        .any(|cell| !["-", "none"].contains(&cell.as_str()))
                {
                    let title = format!("{name}{field} {}", place.key());
                    table.row(&title, row.try_into().unwrap());
                }
            }
        }
        self.rows_round_about(table, people, place).await;
    }

    /// Counts, lists and ways from one comment to another.
    async fn rows_round_about(&self, table: &mut Table, people: &[Client], place: Place) {
        let query = format!(
            "query($site: String!, $answer: ID!, $shown: ID!, $episode: ID!) {{
                episode(site: $site, key: \"1\") {{
                    commentCount pendingCount queueCounts {{ pending }} comments {{ totalCount nodes {{ id }} }}
                    pinnedComments {{ id }} featuredComments {{ totalCount nodes {{ id }} }}
                }}
                again: node(id: $episode) {{ ... on Episode {{ pendingCount }} }}
                above: comment(id: $answer) {{ parent {SEEN} ancestors {SEEN} episode {{ pendingCount }} }}
                below: comment(id: $shown) {{ replyCount replies {{ totalCount nodes {{ id }} }} }}
                site(key: $site) {{ origins }}
                commentCounts(site: $site, episodes: [\"1\"]) {{ count }}
            }}"
        );
        let variables = json!({
            "site": place.key(),
            "answer": comment_id(&self.answer),
            "shown": comment_id(&self.shown),
            "episode": format!("episode_{}", self.setting.episode.id.0.simple()),
        });
        let mut pages: Vec<Answer> = Vec::new();
        for person in people {
            pages.push(person.run(&query, variables.clone()).await);
        }
        for (title, pointer) in [
            ("commentCount", "/episode/commentCount"),
            ("pendingCount", "/episode/pendingCount"),
            ("pendingCount by node", "/again/pendingCount"),
            ("pendingCount by comment", "/above/episode/pendingCount"),
            ("queueCounts", "/episode/queueCounts"),
            ("comments", "/episode/comments/nodes"),
            ("comments.totalCount", "/episode/comments/totalCount"),
            ("pinnedComments", "/episode/pinnedComments"),
            ("featuredComments", "/episode/featuredComments/nodes"),
            (
                "featuredComments.totalCount",
                "/episode/featuredComments/totalCount",
            ),
            ("site.origins", "/site/origins"),
            ("commentCounts", "/commentCounts/0/count"),
            ("replyCount", "/below/replyCount"),
            ("replies", "/below/replies/nodes"),
            ("replies.totalCount", "/below/replies/totalCount"),
            ("parent.bodyMarkdown", "/above/parent/bodyMarkdown"),
            ("parent.authorNote", "/above/parent/authorNote"),
            ("ancestor.bodyMarkdown", "/above/ancestors/0/bodyMarkdown"),
            ("ancestor.decisionId", "/above/ancestors/0/decisionId"),
        ] {
            let cell = |person: Person| match pages[person as usize].at(pointer) {
                Value::Array(items) => items.len().to_string(),
                Value::Object(counts) => word(counts.get("pending")),
                Value::String(id) if id.starts_with("decision_") => "there".to_owned(),
                value => word(Some(value)),
            };
            table.row(&format!("{title} {}", place.key()), Person::ALL.map(cell));
        }
        queue_rows(table, people, place).await;
        self.member_rows(table, people, place).await;
    }

    /// Who is here, and what moderators noted about them.
    async fn member_rows(&self, table: &mut Table, people: &[Client], place: Place) {
        let members = "query($site: String!) { site(key: $site) { members { totalCount } } }";
        let notes = "query($author: ID!) { node(id: $author) { ... on Author {
            notes { text } } } }";
        let site = json!({ "site": place.key() });
        let author = json!({
            "author": format!("author_{}", self.author.member_id().0.simple()),
        });
        let (mut lists, mut counts) = (Vec::new(), Vec::new());
        for person in people {
            let list = person.run(members, site.clone()).await;
            lists.push(refusal(&list).unwrap_or_else(|| "listed".to_owned()));
            let notes = person.run(notes, author.clone()).await;
            counts.push(length(notes.at("/node").get("notes")));
        }
        for (title, cells) in [("members", lists), ("author.notes", counts)] {
            let title = format!("{title} {}", place.key());
            table.row(&title, cells.try_into().unwrap());
        }
    }

    /// What one may not see answers in the very words of what does not exist.
    async fn assert_hidden_is_absent(&self, world: &World, people: &[Client], place: Place) {
        let env = &world.app.app.env;
        let node = "query($id: ID!) { node(id: $id) { id ... on Comment { bodyHtml } } }";
        let comment = "query($id: ID!) { comment(id: $id) { id bodyHtml } }";
        // A member who has said nothing yet, and no moderator.
        let silent = world
            .app
            .signed_in(&self.setting.site, "Sil", Role::Commenter)
            .await;
        let author = format!("author_{}", silent.member_id().0.simple());
        let hidden = [&self.held, &self.held_reply, &self.rejected].map(comment_id);
        for (person, client) in Person::ALL.iter().zip(people) {
            let sees_all = person.is_at_home(place)
                && !matches!(
                    person,
                    Person::Anonymous | Person::Ana | Person::Bea | Person::Embedded
                );
            let is_author =
                client.member.as_ref().map(|member| member.id) == Some(self.author.member_id());
            for (kind, id) in hidden
                .iter()
                .filter(|_| !is_author)
                .map(|id| ("comment", id))
                .chain([("author", &author)])
                .filter(|_| !sees_all)
            {
                let absent = format!("{kind}_{}", env.new_id().simple());
                for query in [node, comment] {
                    let found = client.run(query, json!({ "id": id })).await;
                    let nothing = client.run(query, json!({ "id": absent })).await;
                    assert_eq!(found.text, nothing.text, "{person:?} {id}");
                }
            }
        }
    }
}

async fn queue_rows(table: &mut Table, people: &[Client], place: Place) {
    let asked = "queue(kind: PENDING) { totalCount }";
    let counts = "queueCounts { totalCount: pending }";
    let jobs = "jobs(state: FAILED) { totalCount }";
    let templates = "mailTemplates(kind: SIGN_IN) { subject }";
    let imports = "imports { totalCount }";
    let site_keys = "siteKeys { kid }";
    let invitations = "invitations { totalCount }";
    for (title, asked) in [
        ("queue", asked),
        ("queueCounts", counts),
        ("jobs", jobs),
        ("imports", imports),
        ("siteKeys", site_keys),
        ("invitations", invitations),
        ("mailTemplates", templates),
    ] {
        let query = format!("query($site: String!) {{ site(key: $site) {{ {asked} }} }}");
        let mut cells = Vec::new();
        for person in people {
            let answer = person.run(&query, json!({ "site": place.key() })).await;
            let cell = |answer: &Answer| {
                let found = answer.at(&format!("/site/{title}"));
                match found {
                    Value::Array(list) => list.len().to_string(),
                    found => word(found.get("totalCount")),
                }
            };
            cells.push(refusal(&answer).unwrap_or_else(|| cell(&answer)));
        }
        let title = format!("site.{title} {}", place.key());
        table.row(&title, cells.try_into().unwrap());
    }
}

async fn reject(moderator: &Client, comment: &Comment) {
    let mutation = "mutation($input: RejectCommentsInput!) {
        rejectComments(input: $input) { results { code } }
    }";
    let (id, revision) = (comment_id(comment), revision_id(comment));
    let input = json!({
        "items": [{ "commentId": id, "revisionId": revision }],
        "reason": "ABUSE", "note": "be kind",
    });
    let answer = moderator.send(mutation, input).await;
    assert!(answer.at("/rejectComments/results/0/code").is_null());
}

async fn report(reader: &Client, comment: &Comment) {
    let mutation = "mutation($input: ReportCommentInput!) {
        reportComment(input: $input) { report { id } }
    }";
    let (id, revision) = (comment_id(comment), revision_id(comment));
    let input = json!({ "commentId": id, "revisionId": revision, "reason": "ABUSE" });
    reader.send(mutation, input).await.at("/reportComment");
}

fn status(comment: &Value) -> String {
    match (comment.get("tombstone"), comment.get("status")) {
        (Some(Value::String(tombstone)), _) => format!("({tombstone})"),
        (_, status) => word(status),
    }
}

/// A value in a word; `-` where nothing is.
fn word(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "-".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
    }
}

fn length(list: Option<&Value>) -> String {
    match list.and_then(Value::as_array) {
        None => "-".to_owned(),
        Some(list) if list.is_empty() => "none".to_owned(),
        Some(list) => list.len().to_string(),
    }
}

fn presence(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "-".to_owned(),
        Some(_) => "there".to_owned(),
    }
}
