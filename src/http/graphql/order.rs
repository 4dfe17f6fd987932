//! Answers in the order of the document, as the specification has it: the library puts fields down
//! in the order in which they finish. So equal requests have equal bytes.
use async_graphql::{
    Name, Positioned, Value,
    indexmap::IndexMap,
    parser::types::{
        DocumentOperations, ExecutableDocument, FragmentDefinition, Selection, SelectionSet,
    },
};
use std::{cell::OnceCell, collections::HashMap};

type Fragments = HashMap<Name, Positioned<FragmentDefinition>>;

/// What a document asks for at one place, the same for all items of a list there.
struct Place<'a> {
    selected: Vec<&'a SelectionSet>,
    /// Response keys in their order; found out where something is answered.
    fields: OnceCell<Vec<(&'a Name, Self)>>,
}

/// Puts `data` into the order of the operation that made it.
pub(super) fn arrange(data: &mut Value, document: &ExecutableDocument, operation: Option<&str>) {
    let selected = match (&document.operations, operation) {
        (DocumentOperations::Single(only), _) => Some(only),
        (DocumentOperations::Multiple(named), Some(name)) => named.get(name),
        (DocumentOperations::Multiple(named), None) => named.values().next(),
    };
    if let Some(selected) = selected {
        let place = Place::of(&selected.node.selection_set.node);
        place.arrange(data, &document.fragments);
    }
}

impl<'a> Place<'a> {
    fn of(selected: &'a SelectionSet) -> Self {
        Self {
            selected: vec![selected],
            fields: OnceCell::new(),
        }
    }

    fn arrange(&self, data: &mut Value, fragments: &'a Fragments) {
        match data {
            Value::List(items) => items
                .iter_mut()
                .for_each(|item| self.arrange(item, fragments)),
            Value::Object(fields) => {
                let wanted = self.fields.get_or_init(|| self.wanted(fragments));
                put_in_order(fields, wanted);
                let mut wanted = wanted.iter();
                for (key, field) in fields {
                    // What is not there was not for this type of object.
                    if let Some((_, place)) = wanted.find(|(name, _)| *name == key) {
                        place.arrange(field, fragments);
                    }
                }
            }
            _ => {}
        }
    }

    fn wanted(&self, fragments: &'a Fragments) -> Vec<(&'a Name, Self)> {
        let mut wanted = Vec::new();
        for set in &self.selected {
            collect(set, fragments, &mut wanted);
        }
        wanted
    }
}

fn put_in_order(fields: &mut IndexMap<Name, Value>, wanted: &[(&Name, Place<'_>)]) {
    let mut in_order = wanted.iter();
    if fields
        .keys()
        .all(|key| in_order.any(|(name, _)| *name == key))
    {
        return;
    }
    let mut finished = std::mem::take(fields);
    for (key, _) in wanted {
        if let Some((key, field)) = finished.swap_remove_entry(*key) {
            fields.insert(key, field);
        }
    }
    fields.extend(finished);
}

/// Whether a fragment applies need not be known: what it would add is there or is not.
fn collect<'a>(
    set: &'a SelectionSet,
    fragments: &'a Fragments,
    wanted: &mut Vec<(&'a Name, Place<'a>)>,
) {
    for selection in &set.items {
        match &selection.node {
            Selection::Field(field) => {
                let key = &field.node.response_key().node;
                let below = &field.node.selection_set.node;
                match wanted.iter_mut().find(|(known, _)| *known == key) {
                    Some((_, place)) => place.selected.push(below),
                    None => wanted.push((key, Place::of(below))),
                }
            }
            Selection::InlineFragment(fragment) => {
                collect(&fragment.node.selection_set.node, fragments, wanted);
            }
            Selection::FragmentSpread(spread) => {
                if let Some(fragment) = fragments.get(&spread.node.fragment_name.node) {
                    collect(&fragment.node.selection_set.node, fragments, wanted);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::parser::parse_query;
    use serde_json::json;

    fn arranged(document: &str, data: serde_json::Value) -> String {
        let mut data = Value::from_json(data).unwrap();
        arrange(&mut data, &parse_query(document).unwrap(), None);
        serde_json::to_string(&data).unwrap()
    }

    #[test]
    fn fields_stand_as_the_document_asks_for_them() {
        for (document, data, expect) in [
            ("{ b a }", json!({ "a": 1, "b": 2 }), r#"{"b":2,"a":1}"#),
            (
                "{ z: a y: b }",
                json!({ "y": 1, "z": 2 }),
                r#"{"z":2,"y":1}"#,
            ),
            (
                "{ list { b a } }",
                json!({ "list": [{ "a": 1, "b": 2 }, null, { "a": 3, "b": 4 }] }),
                r#"{"list":[{"b":2,"a":1},null,{"b":4,"a":3}]}"#,
            ),
            (
                "{ n { ...f c ... on T { a } } } fragment f on T { b }",
                json!({ "n": { "a": 1, "b": 2, "c": 3 } }),
                r#"{"n":{"b":2,"c":3,"a":1}}"#,
            ),
            (
                "{ n { b } n { a } }",
                json!({ "n": { "a": 1, "b": 2 } }),
                r#"{"n":{"b":2,"a":1}}"#,
            ),
            ("{ a b }", json!(null), "null"),
        ] {
            assert_eq!(arranged(document, data), expect, "{document}");
        }
    }
}
