//! Introspection stays on, at a price: what tools ask for passes, what multiplies the schema by itself
//! does not.
use super::{
    Refusal,
    document::{Measured, Opened},
};
use async_graphql::parser::types::{Field, OperationDefinition, SelectionSet};

/// Lists of types or of fields inside each other: `types { fields { … } }` is two, and all a tool needs.
const MAX_LOOPS: usize = 2;
/// What the full introspection query costs by [`multiplier`], and half as much again.
pub(super) const MAX_COST: usize = 300_000;

const LOOPS: &[&str] = &[
    "types",
    "fields",
    "inputFields",
    "interfaces",
    "possibleTypes",
];

/// How many items a list has in a schema of our size, roughly.
fn multiplier(field: &str) -> usize {
    match field {
        "types" => 100,
        "fields" => 10,
        "inputFields" | "enumValues" | "directives" => 5,
        "args" | "interfaces" | "possibleTypes" => 3,
        _ => 1,
    }
}

/// Refuses introspection that loops, renames or repeats its way to a large answer.
pub(super) fn check(
    document: &Measured<'_>,
    operation: &OperationDefinition,
) -> Result<(), Refusal> {
    let mut walk = Walk { document, cost: 0 };
    let mut roots = Vec::new();
    document.for_each_root_field(&operation.selection_set.node, &mut |field| {
        roots.push(field);
    });
    for field in roots {
        if matches!(field.name.node.as_str(), "__schema" | "__type") {
            walk.field(field, Here { loops: 0, times: 1 })?;
        }
    }
    Ok(())
}

/// Where the walk is: within how many loops, and how often what it meets will be answered.
#[derive(Clone, Copy)]
struct Here {
    loops: usize,
    times: usize,
}

struct Walk<'a> {
    document: &'a Measured<'a>,
    cost: usize,
}

impl<'a> Walk<'a> {
    fn field(&mut self, field: &'a Field, here: Here) -> Result<(), Refusal> {
        let name = field.name.node.as_str();
        if let Some(alias) = &field.alias {
            return Err(Refusal::too_complex("introspection takes no aliases").at(alias.pos));
        }
        let inner = Here {
            loops: here.loops + usize::from(LOOPS.contains(&name)),
            times: here.times.saturating_mul(multiplier(name)),
        };
        if inner.loops > MAX_LOOPS {
            return Err(Refusal::too_complex("introspection nests too deep").at(field.name.pos));
        }
        self.cost = self.cost.saturating_add(here.times);
        if self.cost > MAX_COST {
            return Err(Refusal::too_complex("introspection asks for too much").at(field.name.pos));
        }
        self.selection_set(&field.selection_set.node, inner)
    }

    fn selection_set(&mut self, set: &'a SelectionSet, here: Here) -> Result<(), Refusal> {
        for selection in &set.items {
            match self.document.open(&selection.node) {
                Opened::Field(field) => self.field(field, here)?,
                Opened::Fragment(inner) => self.selection_set(inner, here)?,
                Opened::Unknown => {}
            }
        }
        Ok(())
    }
}
