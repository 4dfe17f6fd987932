//! What older releases wrote into the log.
use super::traces;
use crate::support::TestApp;
use migration::{Migrator, MigratorTrait};
use rejoinder::model::Action;
use sea_orm::{ConnectionTrait, Iterable, Value};

/// The step that takes names out of the log, and those after it.
fn steps() -> u32 {
    let all = Migrator::migrations();
    let at = all
        .iter()
        .position(|step| step.name().contains("take_names_from_claims"));
    u32::try_from(all.len() - at.unwrap()).unwrap()
}

#[tokio::test]
async fn claims_of_authors_name_nobody() {
    assert!(Action::iter().any(|action| action == Action::ClaimAuthor));
    let app = TestApp::new().await;
    let db = app.app.db.driver();
    let ana = app.reader("Ana").await;
    Migrator::down(db, Some(steps())).await.unwrap();
    let author = app.app.env.new_id();
    let entry = "INSERT INTO log_entry (id, site_id, actor_id, action, subject_id, from_state, \
        to_state, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    for (action, from, to) in [
        ("claim_author", "Old Quirina", "Quirina"),
        ("give_role", "COMMENTER", "MODERATOR"),
    ] {
        let values: Vec<Value> = vec![
            app.app.env.new_id().into(),
            app.site.id.into(),
            ana.member_id().into(),
            action.into(),
            author.into(),
            from.into(),
            to.into(),
            app.app.env.now().into(),
        ];
        app.execute(entry, values).await;
    }
    assert_eq!(traces(&app, "quirina").await.len(), 2);

    Migrator::up(db, None).await.unwrap();

    assert_eq!(traces(&app, "quirina").await, Vec::<String>::new());
    let ids = vec![
        format!("author_{}", author.simple()).into(),
        format!("author_{}", ana.member_id().0.simple()).into(),
    ];
    let claimed = "action = 'claim_author' AND from_state = $1 AND to_state = $2";
    assert_eq!(app.count("log_entry", claimed, ids).await, 1);
    let other = "action = 'give_role' AND from_state = 'COMMENTER' AND to_state = 'MODERATOR'";
    assert_eq!(app.count("log_entry", other, vec![]).await, 1);
    // And the log is closed again.
    let changed = db.execute_unprepared("UPDATE log_entry SET reason = 'x'");
    assert!(
        changed
            .await
            .unwrap_err()
            .to_string()
            .contains("append only")
    );
}
