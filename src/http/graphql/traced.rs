//! An operation as a span.
use super::Admitted;
use crate::spans;
use async_graphql::parser::types::OperationType;
use axum::response::Response;
use tracing::Span;

pub(super) fn span(admitted: &mut Admitted) -> Span {
    if !spans::are_wanted() {
        return Span::none();
    }
    let kind = match admitted.kind {
        OperationType::Query => "query",
        OperationType::Mutation => "mutation",
        OperationType::Subscription => "subscription",
    };
    // A text of somebody else's calls itself what they like.
    let is_ours = admitted.document_id.is_some();
    let document = admitted.query.parsed_query().ok().filter(|_| is_ours);
    let first = document.and_then(|document| document.operations.iter().next());
    let name = first.and_then(|(name, _)| name);
    spans::operation(kind, name.map(async_graphql::Name::as_str))
}

pub(super) fn end(span: &Span, answer: &Response) {
    let status = answer.status();
    if status.is_server_error() {
        spans::failed(span, status.as_str());
    }
}
