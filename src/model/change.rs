//! That something has changed, for whoever watches: ids, never text.
use super::{Comment, CommentId, EpisodeId, SiteId};

/// What has changed of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// What moderators of a site go through.
    Queues(SiteId, Touched<CommentId>),
    /// What readers see of threads.
    Threads(Touched<EpisodeId>),
    /// An episode of the site has been begun, or is found under another key.
    Episodes(SiteId),
    /// What all threads of the site hang on, such as its settings: whoever listens to them goes on.
    Site(SiteId),
    /// Nobody knows what, if anything.
    Anywhere,
    /// No change: a node wants to know how many listen to a thread elsewhere.
    WhoReads(EpisodeId),
    /// What it is told.
    Readers(EpisodeId, u32),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touched<Id> {
    /// These, each once.
    These(Vec<Id>),
    /// More than are worth naming, or nobody knows which.
    Anything,
}

impl Change {
    pub fn queued(comment: &Comment) -> Self {
        Self::Queues(comment.site_id, Touched::These(vec![comment.id]))
    }

    pub fn thread(episode: EpisodeId) -> Self {
        Self::Threads(Touched::These(vec![episode]))
    }

    /// Takes in another one of the same kind; any other comes back.
    pub fn join(&mut self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::WhoReads(_) | Self::Readers(..), other)
            | (_, other @ (Self::WhoReads(_) | Self::Readers(..))) => Some(other),
            (Self::Anywhere, _) => None,
            (known, Self::Anywhere) => {
                *known = Self::Anywhere;
                None
            }
            (Self::Queues(site, known), Self::Queues(of, more)) if *site == of => {
                known.join(more);
                None
            }
            (Self::Threads(known), Self::Threads(more)) => {
                known.join(more);
                None
            }
            (Self::Episodes(site), Self::Episodes(of)) | (Self::Site(site), Self::Site(of))
                if *site == of =>
            {
                None
            }
            (_, other) => Some(other),
        }
    }

    /// Adds it to others, as few as can tell of all.
    pub fn add_to(self, changes: &mut Vec<Self>) {
        let mut rest = Some(self);
        for known in changes.iter_mut() {
            rest = rest.and_then(|change| known.join(change));
        }
        changes.extend(rest);
    }
}

impl<Id: PartialEq> Touched<Id> {
    /// So many are named; whoever watches is better off asking anew where there are more.
    pub const NAMED_MAX: usize = 50;

    pub fn join(&mut self, other: Self) {
        let (Self::These(known), Self::These(more)) = (&mut *self, other) else {
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
    use super::{Change, Touched};
    use crate::model::{CommentId, EpisodeId, SiteId};
    use uuid::Uuid;

    fn named(ids: std::ops::Range<u128>) -> Touched<CommentId> {
        Touched::These(ids.map(|id| CommentId(Uuid::from_u128(id))).collect())
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

    #[test]
    fn changes_of_a_kind_are_one() {
        let site = |id| SiteId(Uuid::from_u128(id));
        let thread = |id| Change::thread(EpisodeId(Uuid::from_u128(id)));
        let mut changes = Vec::new();
        for change in [
            Change::Queues(site(1), named(0..1)),
            thread(1),
            Change::Episodes(site(1)),
            Change::Queues(site(2), named(5..6)),
            thread(2),
            Change::Queues(site(1), named(1..2)),
            Change::Episodes(site(1)),
        ] {
            change.add_to(&mut changes);
        }
        let threads = [1, 2].map(|id| EpisodeId(Uuid::from_u128(id)));
        assert_eq!(
            changes,
            [
                Change::Queues(site(1), named(0..2)),
                Change::Threads(Touched::These(threads.to_vec())),
                Change::Episodes(site(1)),
                Change::Queues(site(2), named(5..6)),
            ]
        );
        Change::Anywhere.add_to(&mut changes);
        assert_eq!(changes[0], Change::Anywhere);
        let mut changes = vec![Change::Anywhere];
        thread(1).add_to(&mut changes);
        assert_eq!(changes, [Change::Anywhere]);
    }
}
