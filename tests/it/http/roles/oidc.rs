//! Providers of sign-ins, and what was linked of them, made for one attempt.
use super::{Person, Place, World, mutations::Row};
use crate::support::provider::FakeProvider;
use rejoinder::{
    model::{IdentityId, Provider, ProviderId},
    storage::{self, identities::Identity},
};
use serde_json::{Value, json};
use std::sync::Arc;

/// Of the place, unless it has it already.
pub(super) async fn provider(world: &World, place: Place, key: &str) {
    let app = &world.app.app;
    let site = match place {
        Place::History => &world.app.site,
        Place::Politics => &world.politics,
        Place::Absent => return,
    };
    let provider = Provider {
        id: ProviderId(app.env.new_id()),
        site_id: site.id,
        key: key.to_owned(),
        name: "The Guild".to_owned(),
        issuer: "https://guild.example".to_owned(),
        client_id: "rejoinder".to_owned(),
        client_secret: None,
        scopes: Provider::SCOPES_DEFAULT.to_owned(),
        created_at: app.env.now(),
    };
    let txn = app.db.begin_write().await.unwrap();
    storage::providers::insert_if_new(&txn, provider)
        .await
        .unwrap();
    txn.commit().await.unwrap();
}

pub(super) async fn input(world: &World, row: &Row, (place, person): (Place, Person)) -> Value {
    let key = format!("key-{}", person as i32);
    if row.mutation == "addProvider" {
        let core = Arc::clone(&world.app.app);
        let provider = FakeProvider::start(move || core.env.now()).await;
        return json!({
            "site": place.key(), "key": key, "name": "The Guild", "issuer": provider.url,
            "clientId": "rejoinder",
        });
    }
    provider(world, place, &key).await;
    let mut input = json!({ "site": place.key(), "key": key });
    if row.mutation == "updateProvider" {
        input["name"] = json!(world.app.app.env.new_id());
    }
    input
}

/// Two of Ana's; everybody tries to unlink one.
pub(super) async fn identity(world: &World, person: Person) -> Value {
    let app = &world.app.app;
    let account_id = world.ana.member.as_ref().unwrap().account_id;
    let txn = app.db.begin_write().await.unwrap();
    let mut id = IdentityId(app.env.new_id());
    for number in 0..2 {
        let identity = Identity {
            id,
            account_id,
            site_id: world.app.site.id,
            provider: "site".to_owned(),
            subject: format!("{person:?}{number}"),
            email: None,
            created_at: app.env.now(),
            last_used_at: app.env.now(),
        };
        storage::identities::insert_if_new(&txn, identity)
            .await
            .unwrap();
        if number == 0 {
            id = IdentityId(app.env.new_id());
        }
    }
    txn.commit().await.unwrap();
    json!({ "identityId": format!("identity_{}", id.0.simple()) })
}
