//! What the rows about imports are tried on.
use super::{Place, World, mutations::Row};
use crate::support::Client;
use rejoinder::{
    model::{Import, ImportFormat, ImportId, ImportOptions, ImportState, Site},
    storage,
};
use serde_json::{Value, json};

/// On a site that has no import that is not finished.
pub(super) async fn to_prepare(world: &World, site: &str) -> Value {
    clear(world).await;
    json!({ "site": site, "format": "WORDPRESS", "fileName": "export.xml" })
}

/// One whose file is there.
pub(super) async fn about_one(world: &World, row: &Row, place: Place) -> (String, Value) {
    let id = ready(world, place).await;
    let input = match row.mutation {
        "startImport" => json!({ "importId": id, "dryRun": true }),
        _ => json!({ "importId": id }),
    };
    (id, input)
}

async fn ready(world: &World, place: Place) -> String {
    clear(world).await;
    let app = &world.app.app;
    let id = ImportId(app.env.new_id());
    let (site, member): (&Site, &Client) = match place {
        Place::History => (&world.app.site, &world.ana),
        Place::Politics => (&world.politics, &world.pia),
        Place::Absent => return format!("import_{}", id.0.simple()),
    };
    let now = app.env.now();
    let import = Import {
        id,
        site_id: site.id,
        started_by: member.member_id(),
        format: ImportFormat::Wordpress,
        state: ImportState::Ready,
        is_dry_run: false,
        options: ImportOptions::default(),
        url_rules: None,
        file_name: "export.xml".to_owned(),
        bytes: 1,
        ticket_hash: None,
        kept_until: Some(now + chrono::Duration::hours(1)),
        done: 0,
        total: None,
        report: None,
        error: None,
        created_at: now,
        finished_at: None,
    };
    let db = app.db.write();
    assert!(storage::imports::insert_if_alone(db, import).await.unwrap());
    format!("import_{}", id.0.simple())
}

async fn clear(world: &World) {
    for table in ["job", "import_piece", "import"] {
        world
            .app
            .execute(&format!("DELETE FROM {table}"), vec![])
            .await;
    }
}
