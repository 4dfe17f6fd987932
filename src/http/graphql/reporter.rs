//! What became of a request that should not have failed.
use super::response::Fault;
use crate::graphql::error::cause;
use async_graphql::ServerError;
use std::sync::Arc;
use uuid::Uuid;

/// The one place where the cause of an internal error is written; the client gets its id.
#[derive(Clone)]
pub(super) struct Reporter(NewId);

type NewId = Arc<dyn Fn() -> Uuid + Send + Sync>;

impl Reporter {
    pub(super) fn new(new_id: &NewId) -> Self {
        Self(Arc::clone(new_id))
    }

    pub(super) fn report(&self, error: &mut ServerError) {
        if let Some(cause) = cause(error) {
            let id = (self.0)();
            tracing::error!(error.id = %id, error = ?cause, "request failed");
            error.message = format!("internal error {id}");
        }
    }

    pub(super) fn report_all(&self, errors: &mut [ServerError]) {
        for error in errors {
            self.report(error);
        }
    }

    pub(super) fn panicked(&self, cause: &str) -> Fault {
        let id = (self.0)();
        tracing::error!(error.id = %id, cause, "a resolver panicked");
        Fault::internal(id)
    }
}
