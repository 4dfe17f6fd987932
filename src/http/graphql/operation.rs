//! Which operation a request asks for, so that it can be counted by name.
use super::Door;
use crate::{
    graphql::limits::{Gate, Refusal},
    metrics::{Metrics, Operation},
};
use async_graphql::{Request, parser::types::OperationType};
use axum::response::Response;
use std::sync::Arc;

impl<E> Door<E> {
    /// Tells these how often answers were there already, and how many are. An answer carries its
    /// [`Operation`].
    #[must_use]
    pub fn counting(self, metrics: &Arc<Metrics>) -> Self {
        if let Some(finished) = &self.finished {
            metrics.kept.measure(finished.size());
        }
        Self {
            metrics: Arc::clone(metrics),
            ..self
        }
    }

    /// The document, by its id where there is one: what kind of operation it is, and which.
    pub(super) fn read(
        &self,
        document_id: Option<&str>,
        query: &mut Request,
    ) -> Result<(OperationType, Operation), Refusal> {
        let operations = &self.metrics.operations;
        let Some(id) = document_id else {
            let known = self.recent.read(&query.query, &self.gate)?;
            return Ok((Gate::admit_known(known, query)?, operations.other()));
        };
        let (known, operation) = self.documents.find(id, &self.gate, operations)?;
        Ok((Gate::admit_known(known, query)?, operation))
    }
}

/// An answer that says what it answers.
pub(super) fn of(operation: &Operation, mut answer: Response) -> Response {
    answer.extensions_mut().insert(operation.clone());
    answer
}
