//! A site as readers know it: each episode with all its comments, and who wrote them.
use super::{Of, PAGE, people, threads};
use crate::{
    domain::{
        Error,
        exports::lines::{Author, Comment, Episode, Line},
    },
    model::EpisodeId,
    storage::account_data::Page,
};
use std::collections::{HashMap, VecDeque};
use uuid::Uuid;

/// An episode, and its comments in the order of their times.
pub(in crate::domain::exports) struct Conversation {
    pub(in crate::domain::exports) episode: Episode,
    pub(in crate::domain::exports) comments: Vec<Comment>,
}

/// One after the other; all authors, and the comments of one episode, are in memory.
pub(in crate::domain::exports) struct Conversations {
    authors: HashMap<String, Author>,
    episodes: VecDeque<(EpisodeId, Episode)>,
    /// Where the next page of episodes begins; none after the last one.
    after: Option<Uuid>,
}

impl Conversations {
    pub(in crate::domain::exports) async fn of(of: Of<'_>) -> Result<Self, Error> {
        let mut authors = HashMap::new();
        let mut after = Some(Uuid::nil());
        while let Some(from) = after {
            let (lines, last) = people::authors(of, page(from)).await?;
            authors.extend(lines.into_iter().filter_map(|line| match line {
                Line::Author(author) => Some((author.id.clone(), *author)),
                _ => None,
            }));
            after = last;
        }
        Ok(Self {
            authors,
            episodes: VecDeque::new(),
            after: Some(Uuid::nil()),
        })
    }

    pub(in crate::domain::exports) fn authors(&self) -> &HashMap<String, Author> {
        &self.authors
    }

    /// None after the last one.
    pub(in crate::domain::exports) async fn next(
        &mut self,
        of: Of<'_>,
    ) -> Result<Option<Conversation>, Error> {
        while self.episodes.is_empty() {
            let Some(from) = self.after else {
                return Ok(None);
            };
            let (episodes, last) = threads::known(of, page(from)).await?;
            self.episodes.extend(episodes);
            self.after = last;
        }
        let Some((id, episode)) = self.episodes.pop_front() else {
            return Ok(None);
        };
        let mut comments = Vec::new();
        let mut after = Some(Uuid::nil());
        while let Some(from) = after {
            let (found, last) = threads::said_on(of, id, page(from)).await?;
            comments.extend(found);
            after = last;
        }
        Ok(Some(Conversation { episode, comments }))
    }
}

fn page(after: Uuid) -> Page {
    Page { after, limit: PAGE }
}
