//! An import that was begun at the desk. What another writer keeps it from is tried again.
use super::conclude;
use crate::{
    app::App,
    domain::{Error, imports},
    model::Job,
};
use chrono::TimeDelta;
use std::sync::Arc;

const AGAIN: TimeDelta = TimeDelta::seconds(15);

pub(super) async fn run(app: &Arc<App>, job: &Job) -> Result<(), Error> {
    match imports::run(app, job).await {
        Err(Error::Unavailable(_)) => {
            let due_at = app.env.now() + AGAIN;
            let why = "The database was busy or away.".to_owned();
            conclude::postpone(app, job, due_at, why).await
        }
        done => done,
    }
}
