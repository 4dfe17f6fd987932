//! What the rows of what people do are tried on, made for one attempt.
use super::{
    Person, Place, World, comment_id, imports,
    mutations::{On, Row},
    oidc, people, revision_id,
};
use crate::support::Client;
use rejoinder::{
    domain::accounts::{self, NewAccount},
    domain::credentials::Secret,
    model::{Comment, ImportedAuthorId, Job, JobId, JobKind, MailKind, MailTemplate, WaysIn},
    storage::{self, imported_authors::ImportedAuthor},
};
use serde_json::{Value, json};

/// What is asked about, made for this one attempt.
pub(super) async fn input(
    world: &World,
    row: &Row,
    place: Place,
    person: Person,
) -> (String, Value) {
    match row.on {
        On::Nothing => (
            String::new(),
            credentials(world, row.mutation, person).await,
        ),
        On::Site => {
            let site = place.key();
            if let "addProvider" | "updateProvider" | "removeProvider" = row.mutation {
                let input = oidc::input(world, row, (place, person)).await;
                return (site.to_owned(), input);
            }
            let input = about_site(world, row.mutation, (place, person)).await;
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
        On::Import => imports::about_one(world, row, place).await,
        On::Author => about_author(world, row.mutation, place).await,
        On::Entry => {
            let id = decision(world, place).await;
            (id.clone(), json!({ "logEntryId": id }))
        }
        On::SiteKey => {
            let id = super::site_keys::key(world, place).await;
            (id.clone(), json!({ "siteKeyId": id }))
        }
        On::Member | On::Staff | On::Note | On::Invitation => {
            people::input(world, row, place).await
        }
    }
}

async fn about_author(world: &World, mutation: &str, place: Place) -> (String, Value) {
    let id = imported_author(world, place).await;
    let input = match mutation {
        "rejectAllBy" => json!({
            "authorId": id, "since": "2026-01-01T00:00:00Z", "reason": "OTHER",
        }),
        _ => json!({ "authorId": id }),
    };
    (id, input)
}

async fn credentials(world: &World, mutation: &str, person: Person) -> Value {
    let (email, password) = ("rita@example.org", "orchard-violin-1742");
    match mutation {
        "signUp" => json!({
            "site": "history", "email": format!("{person:?}.new@example.org"),
            "password": password, "displayName": "Nina",
        }),
        "beginLink" => {
            oidc::provider(world, Place::History, "login").await;
            oidc::provider(world, Place::Politics, "login").await;
            json!({ "provider": "login" })
        }
        "unlinkIdentity" => oidc::identity(world, person).await,
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
        "requestSignInMail" | "requestPasswordReset" => json!({
            "site": "history", "email": format!("{person:?}.mail@example.org"),
        }),
        "signInWithMail" | "confirmSignUp" | "confirmEmailByCode" => {
            json!({ "requestToken": "rjq_none", "code": "123456" })
        }
        "confirmEmail" => json!({ "token": "rjm_none" }),
        "resetPassword" => json!({ "token": "rjm_none", "password": password }),
        "changePassword" => {
            json!({ "currentPassword": password, "newPassword": "lantern-meadow-3986" })
        }
        "changeEmail" => json!({ "newEmail": format!("{person:?}.changed@example.org") }),
        "beginModeratingHere" => json!({ "origin": "https://history.example" }),
        "eraseMe" => json!({ "comments": "DELETE" }),
        "exportMyData" => json!({ "language": "de" }),
        "postCommentAsGuest" => {
            let (db, site) = (world.app.app.db.write(), world.app.site.id);
            let ways = storage::ways_in::get(db, site).await.unwrap();
            let welcoming = WaysIn {
                guests: true,
                ..ways
            };
            storage::ways_in::save(db, welcoming).await.unwrap();
            json!({
                "episode": { "site": "history", "key": "1", "title": "One",
                    "url": "https://history.example/1" },
                "name": "Gil", "email": format!("{person:?}.guest@example.org"), "body": "hello",
            })
        }
        "confirmGuestComment" => json!({ "token": "rjm_nothing" }),
        "signInWithSiteToken" => super::site_keys::token(world).await,
        _ => second_factor(world, mutation).await,
    }
}

async fn second_factor(world: &World, mutation: &str) -> Value {
    match mutation {
        "finishSignIn" => {
            // From one address, for each of the people.
            world.app.clock.advance(chrono::Duration::seconds(30));
            crate::factors::asked_for_a_code(&world.app).await
        }
        "beginPasskeySignIn" => json!({ "site": "history" }),
        "finishPasskeySignIn" => json!({ "challenge": "rjc_", "credential": "{}" }),
        "confirmTotp" => json!({ "code": "123456" }),
        "addPasskey" => json!({ "credential": "{}", "name": "A key" }),
        "renamePasskey" => json!({ "passkeyId": nobodys_passkey(world), "name": "A key" }),
        "removePasskey" => json!({ "passkeyId": nobodys_passkey(world) }),
        _ => json!({}),
    }
}

fn nobodys_passkey(world: &World) -> String {
    format!("passkey_{}", world.app.app.env.new_id().simple())
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
    // An episode has three pins at most.
    world
        .app
        .execute("UPDATE comment SET pinned_at = NULL", vec![])
        .await;
    let before = match mutation {
        "unlockBranch" => "lockBranch",
        "unpinComment" => "pinComment",
        "unfeatureComment" => "featureComment",
        _ => return,
    };
    let mut input_type = before.to_owned();
    input_type[..1].make_ascii_uppercase();
    let document = format!(
        "mutation($input: {input_type}Input!) {{ {before}(input: $input) {{ comment {{ id }} }} }}"
    );
    let input = json!({ "commentId": comment_id(comment) });
    let done = moderator_of(world, place)
        .await
        .send(&document, input)
        .await;
    done.at(&format!("/{before}"));
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

pub(super) async fn moderator_of(world: &World, place: Place) -> Client {
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
        "deleteComment" | "lockBranch" | "unlockBranch" | "pinComment" | "unpinComment"
        | "featureComment" | "unfeatureComment" => json!({ "commentId": id }),
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
    storage::imported_authors::insert(&txn, author)
        .await
        .unwrap();
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
        attempts: 8,
        failed_at: Some(now),
        ..Job::new(id, site.id, JobKind::WebhookOpinion, now)
    };
    let txn = app.db.begin_write().await.unwrap();
    storage::jobs::insert(&txn, job).await.unwrap();
    txn.commit().await.unwrap();
    format!("job_{}", id.0.simple())
}

async fn mail_template(world: &World, place: Place) {
    let site = match place {
        Place::History => &world.app.site,
        Place::Politics => &world.politics,
        Place::Absent => return,
    };
    let template = MailTemplate {
        site_id: site.id,
        kind: MailKind::PasswordChanged,
        locale: "fr".to_owned(),
        subject: "Changé".to_owned(),
        text: "Sur {{ site }}.".to_owned(),
        html: "<p>Sur {{ site }}.</p>".to_owned(),
        updated_at: world.app.app.env.now(),
    };
    let txn = world.app.app.db.begin_write().await.unwrap();
    storage::mail_templates::save(&txn, template).await.unwrap();
    txn.commit().await.unwrap();
}

async fn about_site(world: &World, mutation: &str, (place, person): (Place, Person)) -> Value {
    let site = place.key();
    if mutation == "removeMailTemplate" {
        mail_template(world, place).await;
    }
    match mutation {
        "createEpisode" => json!({
            "site": site, "key": world.app.app.env.new_id(), "title": "New",
        }),
        "prepareImport" => imports::to_prepare(world, site).await,
        "claimComments" => json!({ "site": site, "kind": "PENDING" }),
        "releaseClaims" | "exportSite" => json!({ "site": site }),
        "updateRules" => json!({
            "site": site, "rules": { "minLength": person as i32 + 1, "maxLength": 9_000 },
        }),
        "inviteMember" => json!({
            "site": site, "email": format!("{person:?}.{site}@example.org"), "role": "MODERATOR",
        }),
        "addSiteKey" => json!({
            "site": site, "kind": "SECRET", "kid": world.app.app.env.new_id(),
        }),
        "setMailTemplate" => json!({
            "site": site, "kind": "PASSWORD_CHANGED", "locale": "de", "subject": "Neu",
            "text": "Auf {{ site }}.", "html": "<p>Auf {{ site }}.</p>",
        }),
        "removeMailTemplate" => json!({
            "site": site, "kind": "PASSWORD_CHANGED", "locale": "fr",
        }),
        "updateWaysIn" => json!({ "site": site, "mail": false }),
        "updateSite" => json!({ "site": site, "name": world.app.app.env.new_id() }),
        _ => json!({ "episode": { "site": site, "key": "1" }, "body": "hello" }),
    }
}
