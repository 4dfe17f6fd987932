//! Where a comment is filed.
use crate::model::{Comment, CommentId};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub nested_under_id: Option<CommentId>,
    pub depth: i16,
}

impl Place {
    pub const TOP: Self = Self {
        nested_under_id: None,
        depth: 0,
    };

    /// Where a reply goes: under what it answers, or level with it below the last of `nesting`
    /// levels. Nobody is refused for depth.
    #[must_use]
    pub fn below(self, parent: CommentId, nesting: i16) -> Self {
        if self.depth + 1 < nesting {
            return Self {
                nested_under_id: Some(parent),
                depth: self.depth + 1,
            };
        }
        self
    }
}

pub fn place(parent: Option<&Comment>, nesting: i16) -> Place {
    let Some(parent) = parent else {
        return Place::TOP;
    };
    let own = Place {
        nested_under_id: parent.nested_under_id,
        depth: parent.depth,
    };
    own.below(parent.id, nesting)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    /// The levels of a chain of replies, each answering the one before.
    fn depths(replies: u128, nesting: i16) -> Vec<i16> {
        let mut place = Place::TOP;
        let mut depths = vec![place.depth];
        for reply in 0..replies {
            place = place.below(CommentId(Uuid::from_u128(reply)), nesting);
            depths.push(place.depth);
        }
        depths
    }

    #[test]
    fn replies_nest_to_the_last_level_and_then_stand_level() {
        assert_eq!(depths(6, 5), [0, 1, 2, 3, 4, 4, 4]);
        assert_eq!(depths(3, 1), [0, 0, 0, 0]);
    }

    #[test]
    fn a_reply_below_the_last_level_is_filed_with_what_it_answers() {
        let parent = CommentId(Uuid::from_u128(1));
        let level = Place::TOP.below(parent, 2);
        let filed = level.below(CommentId(Uuid::from_u128(2)), 2);
        assert_eq!(filed, level);
    }
}
