//! What the rows about tokens of sites are tried on.
use super::{Place, World};
use crate::site_tokens::{SECRET, claims, signed};
use rejoinder::{
    domain::{
        credentials::Secret,
        site_keys::{self, NewKey},
    },
    model::SiteKeyKind,
};
use serde_json::{Value, json};

pub(super) async fn key(world: &World, place: Place) -> String {
    let app = &world.app.app;
    let id = app.env.new_id();
    if place == Place::Absent {
        return format!("sitekey_{}", id.simple());
    }
    let kid = Some(id.to_string());
    let added = site_keys::add_by_operator(app, place.key(), new(kid, None)).await;
    // The site has room for the next one.
    world
        .app
        .execute(
            "DELETE FROM site_key WHERE id <> $1",
            vec![added.as_ref().unwrap().key.id.into()],
        )
        .await;
    format!("sitekey_{}", added.unwrap().key.id.0.simple())
}

/// Of somebody new.
pub(super) async fn token(world: &World) -> Value {
    world.app.execute("DELETE FROM site_key", vec![]).await;
    let new = new(None, Some(Secret::new(SECRET)));
    site_keys::add_by_operator(&world.app.app, "history", new)
        .await
        .unwrap();
    json!({ "site": "history", "token": signed(&claims(&world.app, "somebody", json!({}))) })
}

fn new(kid: Option<String>, secret: Option<Secret>) -> NewKey {
    NewKey {
        kid,
        kind: SiteKeyKind::Secret,
        algorithm: None,
        secret,
        public_key: None,
        url: None,
        expires_at: None,
    }
}
