//! Whoever claims an imported author takes over what people think of that author.
use super::{ADD_NOTE, author_id};
use crate::support::{Client, TestApp};
use rejoinder::{
    domain::accounts,
    model::{ImportedAuthorId, Member, Standing},
    storage::{self, imported_authors::ImportedAuthor},
};
use serde_json::{Value, json};

const CLAIM: &str = "mutation($input: ClaimAuthorInput!) { claimAuthor(input: $input) {
    commentCount } }";

/// An author of another system with this client's address; nobody can sign in as them.
async fn imported(app: &TestApp, owner: &Client) -> Client {
    let txn = app.app.db.begin_write().await.unwrap();
    let id = accounts::insert_unclaimed(&app.app, &txn, app.site.id, "Once")
        .await
        .unwrap();
    let name = owner.member.as_ref().unwrap().display_name.to_lowercase();
    let author = ImportedAuthor {
        id: ImportedAuthorId(app.app.env.new_id()),
        site_id: app.site.id,
        source: "wordpress".to_owned(),
        author_key: id.0.to_string(),
        email: Some(format!("{name}@example.org")),
        member_id: id,
    };
    storage::imported_authors::insert(&txn, author)
        .await
        .unwrap();
    txn.commit().await.unwrap();
    let mut client = app.anonymous();
    client.member = Some(member(app, &client, Some(id)).await);
    client
}

async fn member(app: &TestApp, client: &Client, id: Option<rejoinder::model::MemberId>) -> Member {
    let id = id.unwrap_or_else(|| client.member_id());
    let found = storage::members::find(app.app.db.read(), id).await;
    found.unwrap().unwrap()
}

async fn claim(owner: &Client, author: &Client) {
    let input = json!({ "authorId": author_id(author) });
    owner.send(CLAIM, input).await.at("/claimAuthor");
}

#[tokio::test]
async fn notes_mutes_and_reports_go_over_to_the_claimant() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let (ana, ben) = (app.reader("Ana").await, app.reader("Ben").await);
    let cleo = app.reader("Cleo").await;
    let once = imported(&app, &ana).await;
    let comment = app.comment(&thread).by(&once).insert().await;
    app.comment(&thread).by(&ana).insert().await;
    let note = json!({ "authorId": author_id(&once), "text": "Of old." });
    mo.send(ADD_NOTE, note).await.at("/addMemberNote");
    // Ben has muted both, Cleo the one of old, and so has Ana.
    for (who, whom) in [(&ben, &once), (&ben, &ana), (&cleo, &once), (&ana, &once)] {
        who.mute(whom).await.at("/muteAuthor");
    }
    ben.report(&comment).await.at("/reportComment");
    ana.report(&comment).await.at("/reportComment");

    claim(&ana, &once).await;

    let notes = "query($id: ID!) { node(id: $id) { ... on Author { notes { text } } } }";
    let notes = mo.run(notes, json!({ "id": author_id(&ana) })).await;
    assert_eq!(*notes.at("/node/notes"), json!([{ "text": "Of old." }]));
    let muted = "{ viewer { mutedAuthors { nodes { id } } } }";
    for (who, whom) in [(&ben, vec![&ana]), (&cleo, vec![&ana]), (&ana, vec![])] {
        let whom: Vec<Value> = whom
            .into_iter()
            .map(|author| json!({ "id": author_id(author) }))
            .collect();
        let seen = who.run(muted, json!({})).await;
        assert_eq!(*seen.at("/viewer/mutedAuthors/nodes"), json!(whom));
    }
    // Nobody has reported their own comment.
    assert_eq!(ana.outcomes().await, [json!("MOOT")]);
    assert_eq!(ben.outcomes().await, [json!(null)]);
    let stored = app.stored(comment.id).await;
    assert_eq!((stored.report_count, stored.report_weight), (1, 100));
    assert_eq!(app.episode(&thread).await.queues.reported, 1);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn the_more_severe_standing_holds_and_trust_is_not_handed_on() {
    for (of_old, own, expect) in [
        ("BANNED", None, Standing::Banned),
        ("WATCHED", Some("BANNED"), Standing::Banned),
        ("WATCHED", Some("TRUSTED"), Standing::Watched),
        ("TRUSTED", None, Standing::Normal),
    ] {
        let app = TestApp::new().await;
        let (mo, ana) = (app.moderator("Mo").await, app.reader("Ana").await);
        let once = imported(&app, &ana).await;
        let why = json!({ "reason": "Of old." });
        mo.set_standing(&once, of_old, why).await.at("/setStanding");
        if let Some(own) = own {
            mo.set_standing(&ana, own, json!({}))
                .await
                .at("/setStanding");
        }
        claim(&ana, &once).await;
        let after = member(&app, &ana, None).await;
        assert_eq!(after.standing, expect, "{of_old} {own:?}");
        let handed_on = expect != Standing::Normal && own != Some("BANNED");
        let line = "action = 'set_standing' AND subject_id = $1 AND actor_id IS NULL \
            AND reason = 'Of old.'";
        let lines = app.count("log_entry", line, vec![ana.member_id().into()]);
        assert_eq!(lines.await, i64::from(handed_on), "{of_old} {own:?}");
        app.assert_no_drift().await;
    }
}

/// Whoever moderates is not undone by a name of old.
#[tokio::test]
async fn a_moderator_keeps_their_standing() {
    let app = TestApp::new().await;
    let (ada, mo) = (app.admin("Ada").await, app.moderator("Mo").await);
    let once = imported(&app, &mo).await;
    ada.set_standing(&once, "BANNED", json!({}))
        .await
        .at("/setStanding");
    claim(&mo, &once).await;
    assert_eq!(member(&app, &mo, None).await.standing, Standing::Normal);
}
