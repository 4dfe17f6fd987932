//! What a document wants with each comment, read ahead, so that a page costs the same few
//! statements whatever it holds.
use super::page::{self, CommentOrder};
use crate::{
    domain::threads::{Plan, ReplyPlan, ViewerPlan},
    model::{Order, PageRequest},
};
use async_graphql::{Lookahead, Name, SelectionField, Value};

/// How many replies a page of them has unless told otherwise.
pub(crate) const REPLIES: u32 = 10;

/// How many reports a page of them has unless told otherwise.
pub(crate) const REPORTS: u32 = 20;

/// From the fields selected on a comment.
pub(crate) fn comment(look: &Lookahead<'_>) -> Plan {
    Plan {
        author: look.field("author").exists(),
        viewer: ViewerPlan {
            vote: look.field("viewerHasVoted").exists(),
            report: look.field("viewerHasReported").exists(),
        },
        reports: reports(look),
        has_newer: look.field("hasNewer").exists(),
        claim: look.field("claim").exists(),
        parent: nested(look, "parent"),
        ancestors: nested(look, "ancestors"),
        replies: replies(look),
    }
}

/// Whether the comment's episode is selected, or that of one that comes with it.
pub(crate) fn has_episodes(look: &Lookahead<'_>) -> bool {
    fn below(field: &SelectionField<'_>) -> bool {
        field
            .selection_set()
            .any(|field| field.name() == "episode" || below(&field))
    }
    look.selection_fields().iter().any(below)
}

/// From the fields selected on a connection of comments.
pub(crate) fn connection(look: &Lookahead<'_>) -> Plan {
    of_nodes(look, comment)
}

/// What `read` makes of the fields selected on a connection's items, by either way to them.
pub(crate) fn of_nodes<T: Default>(
    look: &Lookahead<'_>,
    read: impl FnOnce(&Lookahead<'_>) -> T,
) -> T {
    let (edges, nodes) = (look.field("edges").field("node"), look.field("nodes"));
    let mut fields = edges.selection_fields();
    fields.extend(nodes.selection_fields());
    Lookahead::try_from(fields.as_slice()).map_or_else(|()| T::default(), |look| read(&look))
}

fn nested(look: &Lookahead<'_>, field: &str) -> Option<Box<Plan>> {
    let look = look.field(field);
    look.exists().then(|| Box::new(comment(&look)))
}

/// A plan for each set of arguments; equal ones share it.
fn replies(look: &Lookahead<'_>) -> Vec<ReplyPlan> {
    let mut groups: Vec<(PageRequest, Vec<SelectionField<'_>>)> = Vec::new();
    for field in look.field("replies").selection_fields() {
        let Some(page) = arguments(&field) else {
            continue;
        };
        match groups.iter_mut().find(|(known, _)| *known == page) {
            Some((_, fields)) => fields.push(field),
            None => groups.push((page, vec![field])),
        }
    }
    let plan = |(page, fields): (PageRequest, Vec<SelectionField<'_>>)| {
        let look = Lookahead::try_from(fields.as_slice());
        ReplyPlan {
            page,
            plan: look.map_or_else(|()| Plan::default(), |look| connection(&look)),
        }
    };
    groups.into_iter().map(plan).collect()
}

/// The first that is asked for; others under an alias are read one by one.
fn reports(look: &Lookahead<'_>) -> Option<PageRequest> {
    let fields = look.field("reports").selection_fields();
    let (first, after, _) = written(fields.first()?)?;
    page::request(first, after.as_deref(), Order::Newest, REPORTS).ok()
}

/// None for arguments that the resolver will refuse.
fn arguments(field: &SelectionField<'_>) -> Option<PageRequest> {
    let (first, after, order) = written(field)?;
    page::request(first, after.as_deref(), Order::from(order), REPLIES).ok()
}

/// The arguments of a list as they stand in the document.
fn written(field: &SelectionField<'_>) -> Option<(Option<i32>, Option<String>, CommentOrder)> {
    let given = field.arguments().ok()?;
    let find = |name: &str| {
        given
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
    };
    let first = match find("first") {
        Some(Value::Number(number)) => Some(i32::try_from(number.as_i64()?).ok()?),
        _ => None,
    };
    let after = match find("after") {
        Some(Value::String(text)) => Some(text.clone()),
        _ => None,
    };
    let order = match find("orderBy") {
        Some(Value::Enum(name)) => order(name)?,
        Some(Value::String(name)) => order(&Name::new(name))?,
        _ => CommentOrder::Oldest,
    };
    Some((first, after, order))
}

fn order(name: &Name) -> Option<CommentOrder> {
    match name.as_str() {
        "OLDEST" => Some(CommentOrder::Oldest),
        "NEWEST" => Some(CommentOrder::Newest),
        "TOP" => Some(CommentOrder::Top),
        "MOMENT" => Some(CommentOrder::Moment),
        _ => None,
    }
}
