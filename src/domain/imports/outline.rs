//! Ids, places and counts of all comments of a plan, in few bytes each, before the first is written.
use super::writer::{Planned, Planning};
use crate::{
    app::App,
    domain::{
        Error,
        threads::{self, Bare, Place, Tally},
    },
    model::{CommentId, EpisodeId},
    storage::{self, Txn},
};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, HashMap, HashSet};

/// By places of the plan.
pub(super) struct Outline {
    ids: Vec<CommentId>,
    spots: Vec<Spot>,
    tallies: Vec<Tally>,
    is_there: Vec<bool>,
    /// Or was there.
    is_written: Vec<bool>,
    /// Comments outside of the plan that some of it are nested under.
    others: Vec<CommentId>,
    /// Places of those whose key another comment has.
    by_time: HashSet<usize>,
    episodes: Vec<EpisodeId>,
}

#[derive(Clone, Copy)]
struct Spot {
    under: Under,
    depth: i16,
}

#[derive(Clone, Copy)]
enum Under {
    Nothing,
    /// A place in the plan.
    Planned(u32),
    /// A place among the others.
    Other(u32),
}

const TOP: Spot = Spot {
    under: Under::Nothing,
    depth: 0,
};

/// What is there, by key.
type Known = HashMap<String, Stands>;

struct Stands {
    id: CommentId,
    place: Place,
    created_at: DateTime<Utc>,
}

impl Outline {
    /// Goes through the plan by episodes, so that little is in memory at once.
    pub(super) async fn of(
        app: &App,
        txn: &Txn,
        (plan, nesting): (&impl Planning, i16),
    ) -> Result<Self, Error> {
        let count = plan.count();
        let mut members: BTreeMap<EpisodeId, Vec<u32>> = BTreeMap::new();
        let mut ids = Vec::with_capacity(count);
        for place in 0..count {
            let planned = plan.planned(place);
            let sequence = u16::try_from(place & 0x0fff).unwrap_or(0);
            ids.push(CommentId(app.env.id_at(planned.created_at, sequence)));
            members
                .entry(planned.episode_id)
                .or_default()
                .push(narrow(place));
        }
        let mut outline = Self {
            ids,
            spots: vec![TOP; count],
            tallies: vec![Tally::default(); count],
            is_there: vec![false; count],
            is_written: vec![false; count],
            others: Vec::new(),
            by_time: HashSet::new(),
            episodes: members.keys().copied().collect(),
        };
        let mut has_spot = vec![false; count];
        for (episode, members) in members {
            let there = storage::comments::list_external(txn, episode).await?;
            let there = there
                .into_iter()
                .map(|(key, id, nested_under_id, depth, created_at)| {
                    let place = Place {
                        nested_under_id,
                        depth,
                    };
                    let stands = Stands {
                        id,
                        place,
                        created_at,
                    };
                    (key, stands)
                });
            let there: Known = there.collect();
            let planned: Vec<(u32, Planned)> = members
                .into_iter()
                .map(|place| (place, plan.planned(place as usize)))
                .collect();
            outline.recognise((plan, &planned), &there, &mut has_spot);
            outline.place_all(&planned, nesting, &mut has_spot);
            outline.count_all(&planned);
        }
        Ok(outline)
    }

    /// What is there already stays where it stands.
    fn recognise(
        &mut self,
        (plan, planned): (&impl Planning, &[(u32, Planned)]),
        there: &Known,
        has_spot: &mut [bool],
    ) {
        for (place, planned) in planned.iter().filter(|_| !there.is_empty()) {
            let place = *place as usize;
            let by_time = plan.key_by_time(place);
            let of_time = by_time.as_ref().and_then(|key| there.get(key));
            let Some(stands) = of_time.or_else(|| there.get(&planned.external_key)) else {
                continue;
            };
            let is_another = stands.created_at.timestamp() != planned.created_at.timestamp();
            if by_time.is_some() && is_another {
                self.by_time.insert(place);
                continue;
            }
            self.ids[place] = stands.id;
            (self.is_there[place], self.is_written[place]) = (true, true);
            has_spot[place] = true;
            let stands = stands.place;
            self.spots[place] = Spot {
                under: match stands.nested_under_id {
                    None => Under::Nothing,
                    Some(other) => {
                        self.others.push(other);
                        Under::Other(narrow(self.others.len() - 1))
                    }
                },
                depth: stands.depth,
            };
        }
    }

    /// Each parent's place before its answers', without recursion: threads may be as deep as they are
    /// long.
    fn place_all(&mut self, planned: &[(u32, Planned)], nesting: i16, has_spot: &mut [bool]) {
        let parents: HashMap<u32, u32> = planned
            .iter()
            .filter_map(|(place, planned)| Some((*place, narrow(planned.parent?))))
            .collect();
        for (start, _) in planned {
            let mut chain = Vec::new();
            let mut at = Some(*start);
            while let Some(place) = at.filter(|place| !has_spot[*place as usize]) {
                chain.push(place);
                at = parents.get(&place).copied();
            }
            for place in chain.into_iter().rev() {
                let parent = parents.get(&place);
                self.spots[place as usize] =
                    parent.map_or(TOP, |parent| self.below(*parent, nesting));
                has_spot[place as usize] = true;
            }
        }
    }

    /// As [`Place::below`] has it.
    fn below(&self, parent: u32, nesting: i16) -> Spot {
        let stands = self.place(parent as usize);
        let id = self.ids[parent as usize];
        let place = stands.below(id, nesting);
        let under = if place.nested_under_id == Some(id) {
            Under::Planned(parent)
        } else {
            self.spots[parent as usize].under
        };
        Spot {
            under,
            depth: place.depth,
        }
    }

    fn count_all(&mut self, planned: &[(u32, Planned)]) {
        let bare = planned.iter().map(|(place, planned)| {
            let place = *place as usize;
            Bare {
                id: self.ids[place],
                parent_id: planned.parent.map(|parent| self.ids[parent]),
                nested_under_id: self.place(place).nested_under_id,
                status: planned.status,
                is_kept: false,
            }
        });
        let tallies: Vec<_> = threads::tallies(bare).collect();
        for ((place, _), tally) in planned.iter().zip(tallies) {
            self.tallies[*place as usize] = tally;
        }
    }

    pub(super) fn id(&self, place: usize) -> CommentId {
        self.ids[place]
    }

    pub(super) fn is_there(&self, place: usize) -> bool {
        self.is_there[place]
    }

    /// Whether another comment has its key, so that its time has to tell them apart.
    pub(super) fn is_by_time(&self, place: usize) -> bool {
        self.by_time.contains(&place)
    }

    pub(super) fn tally(&self, place: usize) -> Tally {
        self.tallies[place]
    }

    pub(super) fn episodes(&self) -> &[EpisodeId] {
        &self.episodes
    }

    pub(super) fn place(&self, place: usize) -> Place {
        let Spot { under, depth } = self.spots[place];
        let nested_under_id = match under {
            Under::Nothing => None,
            Under::Planned(place) => Some(self.ids[place as usize]),
            Under::Other(other) => Some(self.others[other as usize]),
        };
        Place {
            nested_under_id,
            depth,
        }
    }

    /// Whether what it answers and what it is nested under are written.
    pub(super) fn can_be_linked(&self, place: usize, parent: Option<usize>) -> bool {
        let is_nested_right = match self.spots[place].under {
            Under::Planned(under) => self.is_written[under as usize],
            Under::Nothing | Under::Other(_) => true,
        };
        is_nested_right && parent.is_none_or(|parent| self.is_written[parent])
    }

    pub(super) fn is_written(&mut self, place: usize) {
        self.is_written[place] = true;
    }
}

/// An import has at most four thousand million comments.
fn narrow(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{
        CommentId, EpisodeId, HashSet, Known, Outline, Place, Planned, Planning, Spot, Stands, TOP,
        Tally,
    };
    use crate::model::Status;
    use chrono::{DateTime, Utc};
    use uuid::Uuid;

    /// Comments by number and time.
    struct File(Vec<(&'static str, i64)>);

    fn time(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_secs(seconds).unwrap()
    }

    impl Planning for File {
        fn count(&self) -> usize {
            self.0.len()
        }

        fn planned(&self, place: usize) -> Planned {
            let (key, seconds) = self.0[place];
            Planned {
                episode_id: EpisodeId(Uuid::nil()),
                parent: None,
                status: Status::Approved,
                created_at: time(seconds),
                external_key: key.to_owned(),
            }
        }

        fn key_by_time(&self, place: usize) -> Option<String> {
            let (key, seconds) = self.0[place];
            (seconds > 0).then(|| format!("{key}:{seconds}"))
        }
    }

    /// Which of the file's are there, and which share their key with another comment.
    fn recognised(file: &File, there: &[(&str, i64)]) -> (Vec<bool>, Vec<bool>) {
        let count = file.count();
        let mut outline = Outline {
            ids: vec![CommentId(Uuid::nil()); count],
            spots: vec![TOP; count],
            tallies: vec![Tally::default(); count],
            is_there: vec![false; count],
            is_written: vec![false; count],
            others: Vec::new(),
            by_time: HashSet::new(),
            episodes: Vec::new(),
        };
        let there = there.iter().map(|(key, seconds)| {
            let stands = Stands {
                id: CommentId(Uuid::max()),
                place: Place::TOP,
                created_at: time(*seconds),
            };
            ((*key).to_owned(), stands)
        });
        let there: Known = there.collect();
        let planned: Vec<_> = (0..).zip((0..count).map(|it| file.planned(it))).collect();
        outline.recognise((file, &planned), &there, &mut vec![false; count]);
        let by_time = (0..count).map(|place| outline.is_by_time(place)).collect();
        (outline.is_there, by_time)
    }

    #[test]
    fn another_comment_with_the_same_number_is_known_by_its_time() {
        let file = File(vec![("isso:1", 10), ("isso:2", 20), ("isso:3", 30)]);

        let there = [("isso:1", 10), ("isso:2", 99)];
        let found = (vec![true, false, false], vec![false, true, false]);
        assert_eq!(recognised(&file, &there), found);
        let there = [("isso:1", 10), ("isso:2", 99), ("isso:2:20", 20)];
        let found = (vec![true, true, false], vec![false; 3]);
        assert_eq!(recognised(&file, &there), found);
    }

    #[test]
    fn a_time_that_the_file_does_not_give_tells_nothing_apart() {
        let file = File(vec![("isso:1", 0)]);

        let found = (vec![true], vec![false]);
        assert_eq!(recognised(&file, &[("isso:1", 99)]), found);
    }

    #[test]
    fn a_comment_takes_few_bytes() {
        let bytes = size_of::<CommentId>() + size_of::<Spot>() + size_of::<Tally>();
        assert_eq!(bytes + 2 * size_of::<bool>(), 42);
    }
}
