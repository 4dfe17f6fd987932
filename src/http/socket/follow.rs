//! A subscription of a connection, from what a client has sent to the last thing that it is told.
use super::refusal;
use crate::{
    graphql::error::ApiError,
    http::{Service, actor, for_actor, graphql::Told},
};
use async_graphql::parser::types::OperationType;
use axum::http::request::Parts;
use futures_util::{StreamExt, stream::BoxStream};
use serde_json::Value;
use std::sync::Arc;
use tokio::sync::mpsc;

/// What a subscription has to say.
pub(super) struct Said {
    pub(super) id: String,
    pub(super) number: u64,
    pub(super) what: What,
}

pub(super) enum What {
    Next(Told),
    Refused(Vec<Value>),
    Complete,
}

/// By which a subscription says something, in its turn.
pub(super) struct Teller {
    pub(super) id: String,
    pub(super) number: u64,
    pub(super) said: mpsc::Sender<Box<Said>>,
}

impl Teller {
    async fn say(&self, what: What) {
        let (id, number) = (self.id.clone(), self.number);
        // Where nobody listens the connection is over.
        self.said
            .send(Box::new(Said { id, number, what }))
            .await
            .ok();
    }
}

/// Who subscribes.
pub(super) struct Asker {
    pub(super) service: Arc<Service>,
    pub(super) parts: Arc<Parts>,
    /// The one that the connection stands for in the crowd.
    pub(super) is_counted: bool,
}

pub(super) async fn follow(asker: Asker, payload: String, teller: Teller) {
    let begun = Box::pin(begin(asker, payload)).await;
    match begun {
        Ok(mut told) => {
            while let Some(told) = told.next().await {
                teller.say(What::Next(told)).await;
            }
            teller.say(What::Complete).await;
        }
        Err(errors) => teller.say(What::Refused(errors)).await,
    }
}

/// What a client subscribes to, as whoever the connection's first request says.
async fn begin(asker: Asker, payload: String) -> Result<BoxStream<'static, Told>, Vec<Value>> {
    let Asker {
        service,
        parts,
        is_counted,
    } = asker;
    let door = &service.door;
    let own = Parts::clone(&parts);
    let mut admitted = door.admit_message(own, payload.as_bytes()).await?;
    if admitted.kind != OperationType::Subscription {
        let message = "send queries and mutations by HTTP: only subscriptions are taken here";
        return Err(vec![refusal("BAD_REQUEST", message)]);
    }
    match actor::actor(&service.app, &service.network, &parts).await {
        Ok(actor) => {
            if !is_counted {
                match service.app.crowd.enter(&actor.address) {
                    Ok(entrance) => admitted.hold(entrance),
                    Err(error) => return Err(door.refusal(admitted, ApiError::from(error)).await),
                }
            }
            admitted.query = for_actor(admitted.query, &service.app, actor);
            door.tell_message(admitted).await
        }
        Err(error) => Err(door.refusal(admitted, ApiError::from(error)).await),
    }
}
