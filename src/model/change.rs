//! That something has changed, for whoever watches: ids, never text.
use super::{CommentId, SiteId};

/// What one transaction has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    On(SiteId, Touched),
    /// Nobody knows on which sites, if on any.
    Anywhere,
}

/// Of what moderators go through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touched {
    /// These, each once.
    Comments(Vec<CommentId>),
    /// More than are worth naming, or nobody knows which.
    Anything,
}

impl Touched {
    /// So many are named; whoever watches is better off asking anew where there are more.
    pub const NAMED_MAX: usize = 50;

    pub fn join(&mut self, other: Self) {
        let (Self::Comments(known), Self::Comments(more)) = (&mut *self, other) else {
            *self = Self::Anything;
            return;
        };
        for id in more {
            if !known.contains(&id) {
                known.push(id);
            }
        }
        if known.len() > Self::NAMED_MAX {
            *self = Self::Anything;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Touched;
    use crate::model::CommentId;
    use uuid::Uuid;

    fn named(ids: std::ops::Range<u128>) -> Touched {
        Touched::Comments(ids.map(|id| CommentId(Uuid::from_u128(id))).collect())
    }

    #[test]
    fn each_is_named_once_and_only_so_many() {
        let mut touched = named(0..2);
        touched.join(named(1..50));
        assert_eq!(touched, named(0..50));
        touched.join(named(49..51));
        assert_eq!(touched, Touched::Anything);
        touched.join(named(0..1));
        assert_eq!(touched, Touched::Anything);
        let mut touched = named(0..1);
        touched.join(Touched::Anything);
        assert_eq!(touched, Touched::Anything);
    }
}
