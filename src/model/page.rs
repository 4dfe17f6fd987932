//! Pages of a list, forward by keyset.
use uuid::Uuid;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    #[default]
    Oldest,
    Newest,
    /// Highest score first; the newer first among equals.
    Top,
    /// By the moment of the episode, the older first among equals; then those without one. Replies
    /// have none, so it is their oldest first.
    Moment,
}

/// The last item of the page before: its id, and what the order looks at before it, if anything: its
/// score, its weight, its moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cursor {
    pub id: Uuid,
    pub score: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PageRequest {
    /// 1 to [`PageRequest::MAX`].
    pub first: u32,
    pub after: Option<Cursor>,
    pub order: Order,
}

impl PageRequest {
    pub const MAX: u32 = 100;
    pub const DEFAULT: u32 = 50;

    /// One more than asked for tells whether there is a next page.
    pub fn limit(&self) -> u64 {
        u64::from(self.first) + 1
    }
}

#[derive(Clone, Debug)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub has_next: bool,
}

impl<T> Page<T> {
    /// Cuts off the item beyond the page that [`PageRequest::limit`] fetched.
    pub fn cut(mut items: Vec<T>, first: u32) -> Self {
        let first = first as usize;
        let has_next = items.len() > first;
        items.truncate(first);
        Self { items, has_next }
    }

    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(change).collect(),
            has_next: self.has_next,
        }
    }
}
