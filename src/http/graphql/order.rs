//! Answers in the order of the document, as the specification has it: the library puts fields down
//! in the order in which they finish. So equal requests have equal bytes.
use async_graphql::{
    Name, Positioned, Value,
    parser::types::{
        DocumentOperations, ExecutableDocument, FragmentDefinition, Selection, SelectionSet,
    },
};
use std::collections::HashMap;

type Fragments = HashMap<Name, Positioned<FragmentDefinition>>;

/// Response keys in their order, each with the selections below it.
type Wanted<'a> = Vec<(&'a Name, Vec<&'a SelectionSet>)>;

/// Puts `data` into the order of the operation that made it.
pub(super) fn arrange(data: &mut Value, document: &ExecutableDocument, operation: Option<&str>) {
    let selected = match (&document.operations, operation) {
        (DocumentOperations::Single(only), _) => Some(only),
        (DocumentOperations::Multiple(named), Some(name)) => named.get(name),
        (DocumentOperations::Multiple(named), None) => named.values().next(),
    };
    if let Some(selected) = selected {
        value(
            data,
            &[&selected.node.selection_set.node],
            &document.fragments,
        );
    }
}

fn value(data: &mut Value, selected: &[&SelectionSet], fragments: &Fragments) {
    match data {
        Value::List(items) => items
            .iter_mut()
            .for_each(|item| value(item, selected, fragments)),
        Value::Object(fields) => {
            let mut wanted = Wanted::new();
            for set in selected {
                collect(set, fragments, &mut wanted);
            }
            let there = wanted.iter().filter(|(key, _)| fields.contains_key(*key));
            if !there.map(|(key, _)| *key).eq(fields.keys()) {
                let mut finished = std::mem::take(fields);
                for (key, _) in &wanted {
                    if let Some((key, field)) = finished.swap_remove_entry(*key) {
                        fields.insert(key, field);
                    }
                }
                fields.extend(finished);
            }
            for (key, below) in &wanted {
                if let Some(field) = fields.get_mut(*key) {
                    value(field, below, fragments);
                }
            }
        }
        _ => {}
    }
}

/// Whether a fragment applies need not be known: what it would add is there or is not.
fn collect<'a>(set: &'a SelectionSet, fragments: &'a Fragments, wanted: &mut Wanted<'a>) {
    for selection in &set.items {
        match &selection.node {
            Selection::Field(field) => {
                let key = &field.node.response_key().node;
                let below = &field.node.selection_set.node;
                match wanted.iter_mut().find(|(known, _)| *known == key) {
                    Some((_, sets)) => sets.push(below),
                    None => wanted.push((key, vec![below])),
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
