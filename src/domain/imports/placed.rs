//! A file's plan as the writer asks for it, with a few bytes more for each comment.
use super::{
    reading::{Fate, Id, Plan},
    writer::{Planned, Planning},
};
use crate::model::{EpisodeId, Status};
use std::collections::{HashMap, HashSet};

/// Only of what is imported: a comment's place is its number among those.
pub(super) struct Placed<'a> {
    plan: &'a Plan,
    episodes: &'a [EpisodeId],
    source: &'static str,
    /// Places in the plan.
    kept: Vec<u32>,
    /// Their own places, of those in the plan.
    places: Vec<u32>,
    /// Whose key says the page too, for two pages have become one episode here, and both have a
    /// comment of this name.
    twice: HashSet<u32>,
}

impl<'a> Placed<'a> {
    pub(super) fn new(plan: &'a Plan, episodes: &'a [EpisodeId], source: &'static str) -> Self {
        let mut places = vec![0; plan.comments.len()];
        let mut kept = Vec::with_capacity(plan.comments.len());
        for (index, _) in plan.kept() {
            places[index] = narrow(kept.len());
            kept.push(narrow(index));
        }
        let mut own = Self {
            plan,
            episodes,
            source,
            kept,
            places,
            twice: HashSet::new(),
        };
        own.twice = own.find_twice();
        own
    }

    fn find_twice(&self) -> HashSet<u32> {
        let mut pages: HashMap<EpisodeId, u32> = HashMap::new();
        for &id in self.episodes {
            *pages.entry(id).or_default() += 1;
        }
        let mut taken: HashSet<(EpisodeId, Id)> = HashSet::new();
        let mut twice = HashSet::new();
        for (place, &index) in (0..).zip(&self.kept) {
            let comment = &self.plan.comments[index as usize];
            let episode = self.episodes[comment.episode()];
            if pages[&episode] > 1 && !taken.insert((episode, comment.source_id)) {
                twice.insert(place);
            }
        }
        twice
    }

    fn key(&self, place: usize) -> String {
        let comment = &self.plan.comments[self.kept[place] as usize];
        let (source, id) = (self.source, comment.source_id);
        if self.twice.contains(&narrow(place)) {
            let page = &self.plan.episodes[comment.episode()].key;
            return format!("{source}:{id}:{page}");
        }
        format!("{source}:{id}")
    }
}

impl Planning for Placed<'_> {
    fn count(&self) -> usize {
        self.kept.len()
    }

    fn planned(&self, place: usize) -> Planned {
        let comment = &self.plan.comments[self.kept[place] as usize];
        let parent = comment.parent();
        Planned {
            episode_id: self.episodes[comment.episode()],
            parent: parent.map(|parent| self.places[parent] as usize),
            status: match comment.fate() {
                Some(Fate::Approved) => Status::Approved,
                Some(Fate::Spam) => Status::Spam,
                Some(Fate::Trash) => Status::Rejected,
                Some(Fate::Deleted) => Status::Deleted,
                Some(Fate::Held) | None => Status::Pending,
            },
            created_at: comment.time(),
            external_key: self.key(place),
        }
    }

    /// Another file of the same system may have another comment of this number on the page.
    fn key_by_time(&self, place: usize) -> Option<String> {
        let comment = &self.plan.comments[self.kept[place] as usize];
        let time = comment.time().timestamp();
        comment
            .is_dated
            .then(|| format!("{}:{time}", self.key(place)))
    }
}

/// The survey has fewer.
fn narrow(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
