//! A document with its fragments measured, so that walking through their spreads is known to end soon.
use super::{MAX_SELECTIONS, MAX_TYPENAMES, RECURSIVE_DEPTH, Refusal};
use async_graphql::{
    Positioned,
    parser::types::{ExecutableDocument, Field, Selection, SelectionSet},
};
use std::collections::HashMap;

/// How large a selection set is once every fragment is written out.
#[derive(Clone, Copy, Default)]
struct Size {
    selections: usize,
    typenames: usize,
    height: usize,
}

impl Size {
    /// Side by side.
    fn and(self, other: Self) -> Self {
        Self {
            selections: self.selections.saturating_add(other.selections),
            typenames: self.typenames.saturating_add(other.typenames),
            height: self.height.max(other.height),
        }
    }
}

/// A document that is small even written out, and whose fragments form no cycle. Walks of it need no
/// further bound.
pub(super) struct Measured<'a>(&'a ExecutableDocument);

impl<'a> Measured<'a> {
    /// Each fragment is measured once, so the cost is that of the document as it is written.
    pub(super) fn new(document: &'a ExecutableDocument) -> Result<Self, Refusal> {
        let mut measure = Measure {
            document,
            fragments: HashMap::new(),
        };
        let mut total = Size::default();
        for (_, operation) in document.operations.iter() {
            total = total.and(measure.selection_set(&operation.node.selection_set.node)?);
        }
        for name in document.fragments.keys() {
            measure.fragment(name)?;
        }
        if total.selections > MAX_SELECTIONS {
            let message = format!("the document selects more than {MAX_SELECTIONS} fields");
            return Err(Refusal::too_complex(message));
        }
        if total.typenames > MAX_TYPENAMES {
            let message =
                format!("the document selects more than {MAX_TYPENAMES} times __typename");
            return Err(Refusal::too_complex(message));
        }
        Ok(Self(document))
    }

    /// Fields of a root selection set, those in fragments and repeated ones included.
    pub(super) fn for_each_root_field(
        &self,
        set: &'a SelectionSet,
        visit: &mut dyn FnMut(&'a Field),
    ) {
        for selection in &set.items {
            match self.open(&selection.node) {
                Opened::Field(field) => visit(field),
                Opened::Fragment(inner) => self.for_each_root_field(inner, visit),
                Opened::Unknown => {}
            }
        }
    }

    /// What stands behind a selection: a field, or the selections of a fragment.
    pub(super) fn open(&self, selection: &'a Selection) -> Opened<'a> {
        match selection {
            Selection::Field(field) => Opened::Field(&field.node),
            Selection::InlineFragment(fragment) => {
                Opened::Fragment(&fragment.node.selection_set.node)
            }
            Selection::FragmentSpread(spread) => self
                .0
                .fragments
                .get(&spread.node.fragment_name.node)
                .map_or(Opened::Unknown, |fragment| {
                    Opened::Fragment(&fragment.node.selection_set.node)
                }),
        }
    }
}

pub(super) enum Opened<'a> {
    Field(&'a Field),
    Fragment(&'a SelectionSet),
    /// A spread of a fragment that is not there: validation will say so.
    Unknown,
}

struct Measure<'a> {
    document: &'a ExecutableDocument,
    /// `None` while being measured: whoever meets that has found a cycle.
    fragments: HashMap<&'a str, Option<Size>>,
}

impl<'a> Measure<'a> {
    fn selection_set(&mut self, set: &'a SelectionSet) -> Result<Size, Refusal> {
        let mut total = Size::default();
        for selection in &set.items {
            let inner = self.selection(selection)?;
            let own = Size {
                selections: 1,
                typenames: usize::from(is_typename(&selection.node)),
                height: inner.height + 1,
            };
            total = total.and(inner).and(own);
        }
        if total.height > RECURSIVE_DEPTH {
            return Err(Refusal::too_complex(format!(
                "selections nest deeper than {RECURSIVE_DEPTH}"
            )));
        }
        Ok(total)
    }

    fn selection(&mut self, selection: &'a Positioned<Selection>) -> Result<Size, Refusal> {
        match &selection.node {
            Selection::Field(field) => self.selection_set(&field.node.selection_set.node),
            Selection::InlineFragment(fragment) => {
                self.selection_set(&fragment.node.selection_set.node)
            }
            Selection::FragmentSpread(spread) => self
                .fragment(&spread.node.fragment_name.node)
                .map_err(|refusal| refusal.at(selection.pos)),
        }
    }

    fn fragment(&mut self, name: &str) -> Result<Size, Refusal> {
        let Some((name, fragment)) = self.document.fragments.get_key_value(name) else {
            return Ok(Size::default());
        };
        match self.fragments.insert(name, None) {
            Some(None) => {
                return Err(Refusal::invalid(format!(
                    "Fragment \"{name}\" spreads itself"
                )));
            }
            Some(Some(size)) => {
                self.fragments.insert(name, Some(size));
                return Ok(size);
            }
            None => {}
        }
        let size = self.selection_set(&fragment.node.selection_set.node)?;
        self.fragments.insert(name, Some(size));
        Ok(size)
    }
}

fn is_typename(selection: &Selection) -> bool {
    matches!(selection, Selection::Field(field) if field.node.name.node == "__typename")
}
