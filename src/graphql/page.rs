//! Pages as clients ask for them: `first`, `after` and an order.
use crate::{
    domain::Error,
    model::{Cursor, Order, Page, PageRequest},
};
use async_graphql::{
    Enum, OutputType, SimpleObject,
    connection::{Connection, Edge, EmptyFields},
};
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

/// How many items a page is reckoned to have before its arguments have been checked.
pub(crate) fn page_size(first: Option<i32>, default: usize) -> usize {
    first.map_or(default, |first| {
        usize::try_from(first).unwrap_or(0).min(100)
    })
}

/// The cursor of an item: its order, id, and score where it counts.
pub(crate) fn encode(cursor: Cursor, order: Order) -> String {
    let mut bytes = vec![tag(order)];
    bytes.extend(cursor.id.as_bytes());
    if order == Order::Top {
        bytes.extend(cursor.score.to_be_bytes());
    }
    URL_SAFE_NO_PAD.encode(bytes)
}

fn decode(text: &str, order: Order) -> Option<Cursor> {
    if text.len() > 64 {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (&first, rest) = bytes.split_first()?;
    let (id, score) = rest.split_first_chunk::<16>()?;
    if first != tag(order) {
        return None;
    }
    let score = match order {
        Order::Top => i32::from_be_bytes(score.try_into().ok()?),
        Order::Oldest | Order::Newest if score.is_empty() => 0,
        Order::Oldest | Order::Newest => return None,
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
    }
}

#[derive(SimpleObject)]
pub struct Total {
    /// How many there are on all pages together, as every reader sees them.
    total_count: i32,
}

/// A Relay connection of one page, forward only.
pub(crate) fn connection<T, N: OutputType>(
    page: Page<T>,
    total_count: i32,
    cursor: impl Fn(&T) -> String,
    node: impl Fn(T) -> N,
) -> Connection<String, N, Total>
where
    N: async_graphql::ObjectType,
{
    let mut connection =
        Connection::with_additional_fields(false, page.has_next, Total { total_count });
    connection.edges.extend(
        page.items
            .into_iter()
            .map(|item| Edge::new(cursor(&item), node(item))),
    );
    connection
}

/// The same for lists that nobody counts.
pub(crate) fn uncounted<T, N>(
    page: Page<T>,
    cursor: impl Fn(&T) -> String,
    node: impl Fn(T) -> N,
) -> Connection<String, N, EmptyFields>
where
    N: async_graphql::ObjectType,
{
    let mut connection = Connection::new(false, page.has_next);
    connection.edges.extend(
        page.items
            .into_iter()
            .map(|item| Edge::new(cursor(&item), node(item))),
    );
    connection
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_in_its_own_order_only() {
        let cursor = Cursor {
            id: Uuid::from_u128(7),
            score: -3,
        };
        for order in [Order::Oldest, Order::Newest, Order::Top] {
            let text = encode(cursor, order);
            for other in [Order::Oldest, Order::Newest, Order::Top] {
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
