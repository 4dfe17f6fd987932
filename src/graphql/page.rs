//! Pages as clients ask for them: `first`, `after` and an order.
use super::types::{Author, Comment, Episode, Import, Invitation, Job, LogEntry, Report};
use crate::{
    domain::Error,
    model::{Cursor, Order, Page, PageRequest, QueueKind},
};
use async_graphql::{Enum, Object, OutputType, connection::PageInfo};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use uuid::Uuid;

/// The order of the comments of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Order")]
pub enum CommentOrder {
    /// The order in which they were written.
    Oldest,
    /// The latest first.
    Newest,
    /// The highest score first; among equals the later first.
    Top,
    /// By the moment of the episode that they are about, among equals the older first; then those
    /// without one. Replies have none: they come as in `OLDEST`.
    Moment,
}

/// The page asked for; what is wrong with it is told by argument.
pub(crate) fn request(
    first: Option<i32>,
    after: Option<&str>,
    order: Order,
    default: u32,
) -> Result<PageRequest, Error> {
    let max = PageRequest::MAX;
    let first = first.map_or(Ok(default), u32::try_from).unwrap_or(0);
    if !(1..=max).contains(&first) {
        return Err(Error::invalid("first", format!("must be 1 to {max}")));
    }
    let after = match after {
        None => None,
        Some(text) => Some(decode(text, order).ok_or_else(|| {
            Error::invalid(
                "after",
                "is no cursor of this list: take endCursor of a page in the same order",
            )
        })?),
    };
    Ok(PageRequest {
        first,
        after,
        order,
    })
}

/// The page of a queue asked for: how many items, and behind which.
pub(crate) fn queue(
    first: Option<i32>,
    after: Option<&str>,
    kind: QueueKind,
) -> Result<(u32, Option<Cursor>), Error> {
    let page = request(first, None, Order::Oldest, PageRequest::DEFAULT)?;
    let after = after.map(|text| {
        unpack(text, tag_of_queue(kind), is_weighed(kind)).ok_or_else(|| {
            Error::invalid(
                "after",
                "is no cursor of this queue: take endCursor of a page of the same kind",
            )
        })
    });
    Ok((page.first, after.transpose()?))
}

/// How many items a page is reckoned to have before its arguments have been checked.
pub(crate) fn page_size(first: Option<i32>, default: usize) -> usize {
    first.map_or(default, |first| {
        usize::try_from(first).unwrap_or(0).min(100)
    })
}

/// The cursor of an item: its order, id, and its score or moment where it counts.
pub(crate) fn encode(cursor: Cursor, order: Order) -> String {
    pack(cursor, tag(order), is_ranked(order))
}

/// The cursor of an item of a queue: its kind, id, and weight where it counts.
pub(crate) fn encode_queue(cursor: Cursor, kind: QueueKind) -> String {
    pack(cursor, tag_of_queue(kind), is_weighed(kind))
}

fn decode(text: &str, order: Order) -> Option<Cursor> {
    unpack(text, tag(order), is_ranked(order))
}

fn pack(cursor: Cursor, tag: u8, scored: bool) -> String {
    let mut bytes = vec![tag];
    bytes.extend(cursor.id.as_bytes());
    if scored {
        bytes.extend(cursor.score.to_be_bytes());
    }
    URL_SAFE_NO_PAD.encode(bytes)
}

fn unpack(text: &str, tag: u8, scored: bool) -> Option<Cursor> {
    if text.len() > 64 {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (&first, rest) = bytes.split_first()?;
    let (id, score) = rest.split_first_chunk::<16>()?;
    if first != tag {
        return None;
    }
    let score = if scored {
        i32::from_be_bytes(score.try_into().ok()?)
    } else if score.is_empty() {
        0
    } else {
        return None;
    };
    Some(Cursor {
        id: Uuid::from_bytes(*id),
        score,
    })
}

fn tag(order: Order) -> u8 {
    match order {
        Order::Oldest => b'o',
        Order::Newest => b'n',
        Order::Top => b't',
        Order::Moment => b'm',
    }
}

fn is_ranked(order: Order) -> bool {
    matches!(order, Order::Top | Order::Moment)
}

/// No letter that stands for an order.
fn tag_of_queue(kind: QueueKind) -> u8 {
    match kind {
        QueueKind::Pending => b'P',
        QueueKind::Reported => b'W',
        QueueKind::Unreviewed => b'U',
        QueueKind::Spam => b'S',
        QueueKind::Rejected => b'R',
        QueueKind::Approved => b'A',
    }
}

fn is_weighed(kind: QueueKind) -> bool {
    kind == QueueKind::Reported
}

/// One page of a list, forward from a cursor.
pub struct Connection<N: OutputType> {
    edges: Vec<Edge<N>>,
    has_next: bool,
    total_count: i32,
}

/// An item of a page.
pub struct Edge<N: OutputType> {
    node: N,
    cursor: String,
}

/// One page of a list, forward from a cursor.
#[Object(
    serial,
    concrete(name = "AuthorConnection", params(Author)),
    concrete(name = "CommentConnection", params(Comment)),
    concrete(name = "EpisodeConnection", params(Episode)),
    concrete(name = "ImportConnection", params(Import)),
    concrete(name = "InvitationConnection", params(Invitation)),
    concrete(name = "JobConnection", params(Job)),
    concrete(name = "LogConnection", params(LogEntry)),
    concrete(name = "ReportConnection", params(Report))
)]
impl<N: OutputType> Connection<N>
where
    Edge<N>: OutputType,
{
    /// The items, with a cursor each.
    async fn edges(&self) -> &[Edge<N>] {
        &self.edges
    }

    /// The items alone.
    async fn nodes(&self) -> Vec<&N> {
        self.edges.iter().map(|edge| &edge.node).collect()
    }

    /// Whether there is more, and where to go on.
    async fn page_info(&self) -> PageInfo {
        PageInfo {
            has_previous_page: false,
            has_next_page: self.has_next,
            start_cursor: self.edges.first().map(|edge| edge.cursor.clone()),
            end_cursor: self.edges.last().map(|edge| edge.cursor.clone()),
        }
    }

    /// How many there are on all pages together, as every reader sees them.
    async fn total_count(&self) -> i32 {
        self.total_count
    }
}

/// An item of a page.
#[Object(
    serial,
    concrete(name = "AuthorEdge", params(Author)),
    concrete(name = "CommentEdge", params(Comment)),
    concrete(name = "EpisodeEdge", params(Episode)),
    concrete(name = "ImportEdge", params(Import)),
    concrete(name = "InvitationEdge", params(Invitation)),
    concrete(name = "JobEdge", params(Job)),
    concrete(name = "LogEdge", params(LogEntry)),
    concrete(name = "ReportEdge", params(Report))
)]
impl<N: OutputType> Edge<N> {
    /// The item.
    async fn node(&self) -> &N {
        &self.node
    }

    /// For `after`: the page that begins behind this item.
    async fn cursor(&self) -> &str {
        &self.cursor
    }
}

/// A page with its cursors, as the domain gave it.
pub(crate) fn connection<T, N: OutputType>(
    page: Page<T>,
    total_count: i32,
    cursor: impl Fn(&T) -> String,
    node: impl Fn(T) -> N,
) -> Connection<N> {
    let edge = |item: T| Edge {
        cursor: cursor(&item),
        node: node(item),
    };
    let edges = page.items.into_iter().map(edge).collect();
    Connection {
        edges,
        has_next: page.has_next,
        total_count,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORDERS: [Order; 4] = [Order::Oldest, Order::Newest, Order::Top, Order::Moment];

    #[test]
    fn a_cursor_comes_back_in_its_own_order_only() {
        let cursor = Cursor {
            id: Uuid::from_u128(7),
            score: -3,
        };
        for order in ORDERS {
            let text = encode(cursor, order);
            for other in ORDERS {
                assert_eq!(
                    decode(&text, other).is_some(),
                    order == other,
                    "{order:?} {other:?}"
                );
            }
        }
        assert_eq!(
            decode(&encode(cursor, Order::Top), Order::Top),
            Some(cursor)
        );
    }

    #[test]
    fn a_queues_cursor_comes_back_in_its_own_queue_only() {
        let cursor = |score| Cursor {
            id: Uuid::from_u128(7),
            score,
        };
        for kind in QueueKind::ALL {
            let score = if is_weighed(kind) { 250 } else { 0 };
            let text = encode_queue(cursor(score), kind);
            for other in QueueKind::ALL {
                let found = queue(None, Some(&text), other).ok();
                let expect = (kind == other).then_some((50, Some(cursor(score))));
                assert_eq!(found, expect, "{kind:?} {other:?}");
            }
            for order in ORDERS {
                assert_eq!(decode(&text, order), None, "{kind:?} {order:?}");
                let of_list = encode(cursor(score), order);
                assert!(queue(None, Some(&of_list), kind).is_err());
            }
        }
    }

    #[test]
    fn garbage_is_no_cursor() {
        for text in [
            "",
            "!",
            "b",
            "null",
            "AAAA",
            &"A".repeat(100),
            "dAAAAAAAAAAAAAAAAAAAAAA",
        ] {
            assert_eq!(decode(text, Order::Top), None, "{text}");
        }
    }

    #[test]
    fn a_page_has_1_to_100_items() {
        let first = |first| {
            request(first, None, Order::Oldest, 50)
                .map(|page| page.first)
                .ok()
        };
        assert_eq!(first(None), Some(50));
        assert_eq!(first(Some(1)), Some(1));
        assert_eq!(first(Some(100)), Some(100));
        for bad in [0, -1, 101, i32::MAX, i32::MIN] {
            assert_eq!(first(Some(bad)), None, "{bad}");
        }
    }
}
