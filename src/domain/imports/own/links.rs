//! What answers what, by places in the file and in few bytes each: there may be millions.
use crate::{
    domain::threads::{self, Bare, Tally},
    model::{CommentId, Status},
};
use uuid::Uuid;

pub(super) const NONE: u32 = u32::MAX;
const UNKNOWN: u32 = u32::MAX;
const ON_THE_WAY: u32 = u32::MAX - 1;

/// Of one kind, rising from line to line.
#[derive(Debug, Default)]
pub(super) struct Ids(Vec<Uuid>);

impl Ids {
    /// False where it does not rise; then it is not taken.
    pub(super) fn push(&mut self, id: Uuid) -> bool {
        let rises = self.0.last().is_none_or(|last| *last < id);
        if rises {
            self.0.push(id);
        }
        rises
    }

    pub(super) fn place(&self, id: Uuid) -> Option<u32> {
        let place = self.0.binary_search(&id).ok()?;
        u32::try_from(place).ok()
    }

    pub(super) fn has(&self, id: Uuid) -> bool {
        self.place(id).is_some()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// How many stand above each, or a place on a circle.
pub(super) fn depths(above: &[u32]) -> Result<Vec<u32>, u32> {
    let mut depths = vec![UNKNOWN; above.len()];
    let mut chain = Vec::new();
    for start in 0..above.len() {
        let mut at = u32::try_from(start).unwrap_or(NONE);
        while at != NONE && depths[at as usize] == UNKNOWN {
            depths[at as usize] = ON_THE_WAY;
            chain.push(at);
            at = above[at as usize];
        }
        let mut depth = match at {
            NONE => 0,
            at if depths[at as usize] == ON_THE_WAY => return Err(at),
            at => depths[at as usize] + 1,
        };
        while let Some(place) = chain.pop() {
            depths[place as usize] = depth;
            depth += 1;
        }
    }
    Ok(depths)
}

/// What is known of all comments before the first is written.
#[derive(Debug, Default)]
pub(super) struct Links {
    pub(super) ids: Ids,
    pub(super) parents: Vec<u32>,
    pub(super) under: Vec<u32>,
    pub(super) episodes: Vec<u32>,
    pub(super) standings: Vec<Stands>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Stands {
    pub(super) status: Status,
    /// Readers go on seeing an earlier text.
    pub(super) is_kept: bool,
}

impl Links {
    /// Episode by episode, so that little is in memory at once.
    pub(super) fn tallies(&self) -> Vec<Tally> {
        let mut tallies = vec![Tally::default(); self.ids.len()];
        let mut places: Vec<usize> = (0..self.ids.len()).collect();
        places.sort_by_key(|place| self.episodes[*place]);
        for places in places.chunk_by(|one, other| self.episodes[*one] == self.episodes[*other]) {
            let bare = places.iter().map(|place| self.bare(*place));
            for (place, tally) in places.iter().zip(threads::tallies(bare)) {
                tallies[*place] = tally;
            }
        }
        tallies
    }

    fn bare(&self, place: usize) -> Bare {
        let Stands { status, is_kept } = self.standings[place];
        Bare {
            id: CommentId(self.ids.0[place]),
            parent_id: self.id_at(self.parents[place]),
            nested_under_id: self.id_at(self.under[place]),
            status,
            is_kept,
        }
    }

    fn id_at(&self, place: u32) -> Option<CommentId> {
        self.ids.0.get(place as usize).copied().map(CommentId)
    }
}

#[cfg(test)]
mod tests {
    use super::{Ids, NONE, depths};
    use uuid::Uuid;

    #[test]
    fn depths_are_counted_whatever_comes_first() {
        assert!(depths(&[]).unwrap().is_empty());
        assert_eq!(depths(&[NONE, 0, 1, NONE]).unwrap(), [0, 1, 2, 0]);
        assert_eq!(depths(&[2, NONE, 1, 0]).unwrap(), [2, 0, 1, 3]);
        let long: Vec<u32> = (1..100_000).chain([NONE]).collect();
        assert_eq!(depths(&long).unwrap()[0], 99_999);
    }

    #[test]
    fn a_circle_is_found() {
        assert!(depths(&[0]).is_err());
        assert!(depths(&[1, 2, 0]).is_err());
        assert!(depths(&[NONE, 2, 1]).is_err());
    }

    #[test]
    fn ids_rise() {
        let mut ids = Ids::default();
        assert!(ids.push(Uuid::from_u128(1)));
        assert!(ids.push(Uuid::from_u128(3)));
        assert!(!ids.push(Uuid::from_u128(3)));
        assert!(!ids.push(Uuid::from_u128(2)));
        assert_eq!(ids.place(Uuid::from_u128(3)), Some(1));
        assert_eq!(ids.place(Uuid::from_u128(2)), None);
    }
}
