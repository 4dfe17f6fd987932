//! A request that is run once more.
use super::Admitted;
use async_graphql::{
    Request,
    parser::types::{DocumentOperations, OperationDefinition, OperationType, Selection},
};

impl Admitted {
    /// Whether it changes one thing, which is there as a whole or not at all.
    pub fn may_be_tried_again(&mut self) -> bool {
        self.kind == OperationType::Mutation && is_single(&mut self.query)
    }

    /// The same, without what resolvers need and what is held.
    #[must_use]
    pub fn copied(&mut self) -> Self {
        let mut query = Request::new(self.query.query.clone());
        query.variables.clone_from(&self.query.variables);
        query.operation_name.clone_from(&self.query.operation_name);
        if let Ok(document) = self.query.parsed_query() {
            query.set_parsed_query(document.clone());
        }
        Self {
            parts: self.parts.clone(),
            query,
            kind: self.kind,
            media: self.media,
            document_id: self.document_id.clone(),
            held: Vec::new(),
            operation: self.operation.clone(),
        }
    }
}

fn is_single(query: &mut Request) -> bool {
    let name = query.operation_name.clone();
    let Ok(document) = query.parsed_query() else {
        return false;
    };
    let is_one_field = |operation: &OperationDefinition| {
        let fields = &operation.selection_set.node.items;
        matches!(&fields[..], [only] if matches!(only.node, Selection::Field(_)))
    };
    match (&document.operations, name) {
        (DocumentOperations::Single(operation), _) => is_one_field(&operation.node),
        (DocumentOperations::Multiple(operations), Some(name)) => operations
            .get(name.as_str())
            .is_some_and(|operation| is_one_field(&operation.node)),
        (DocumentOperations::Multiple(_), None) => false,
    }
}
