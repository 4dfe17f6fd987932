//! Goes through a site, a page at a time: what others hang on comes first.
mod conversations;
mod people;
mod settings;
mod staff;
mod threads;

pub(super) use conversations::{Conversation, Conversations};

use super::lines::{Counts, FORMAT, Head, Line, VERSION};
use crate::{
    domain::Error,
    model::Site,
    storage::{account_data::Page, db::Snapshot},
};
use sea_orm::DbErr;
use uuid::Uuid;

/// Rows of one piece.
const PAGE: u64 = 500;

/// What a page is read of.
#[derive(Clone, Copy)]
pub(super) struct Of<'a> {
    pub(super) db: &'a Snapshot,
    pub(super) site: &'a Site,
    pub(super) with_addresses: bool,
}

/// Lines, with the id that the next page goes on from; none after the last one.
type Told = (Vec<Line>, Option<Uuid>);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Settings,
    SpamWords,
    Authors,
    Episodes,
    Comments,
    Reports,
    Notes,
    Log,
    End,
    Over,
}

impl Place {
    fn next(self) -> Self {
        match self {
            Self::Settings => Self::SpamWords,
            Self::SpamWords => Self::Authors,
            Self::Authors => Self::Episodes,
            Self::Episodes => Self::Comments,
            Self::Comments => Self::Reports,
            Self::Reports => Self::Notes,
            Self::Notes => Self::Log,
            Self::Log => Self::End,
            Self::End | Self::Over => Self::Over,
        }
    }
}

pub(super) struct Reader {
    place: Place,
    after: Uuid,
    /// The same of words, which have no ids.
    after_word: Option<String>,
    counts: Counts,
}

impl Reader {
    pub(super) fn new() -> Self {
        Self {
            place: Place::Settings,
            after: Uuid::nil(),
            after_word: None,
            counts: Counts::default(),
        }
    }

    pub(super) fn counts(&self) -> Counts {
        self.counts
    }

    /// None after the end.
    pub(super) async fn next(&mut self, of: Of<'_>) -> Result<Option<Vec<Line>>, Error> {
        let page = Page {
            after: self.after,
            limit: PAGE,
        };
        let (lines, last) = match self.place {
            Place::Settings => (head(of).await?, None),
            Place::SpamWords => return Ok(Some(self.spam_words(of).await?)),
            Place::Authors => people::authors(of, page).await?,
            Place::Episodes => threads::episodes(of, page).await?,
            Place::Comments => threads::comments(of, page).await?,
            Place::Reports => staff::reports(of, page).await?,
            Place::Notes => staff::notes(of, page).await?,
            Place::Log => staff::log(of, page).await?,
            Place::End => (vec![Line::End(self.counts)], None),
            Place::Over => return Ok(None),
        };
        self.count(lines.len() as u64);
        self.after = last.unwrap_or_default();
        if last.is_none() {
            self.place = self.place.next();
        }
        Ok(Some(lines))
    }

    async fn spam_words(&mut self, of: Of<'_>) -> Result<Vec<Line>, DbErr> {
        let from = (self.after_word.as_deref(), PAGE);
        let (lines, last) = settings::spam_words(of, from).await?;
        if last.is_none() {
            self.place = self.place.next();
        }
        self.after_word = last;
        Ok(lines)
    }

    fn count(&mut self, lines: u64) {
        let counts = &mut self.counts;
        match self.place {
            Place::Authors => counts.authors += lines,
            Place::Episodes => counts.episodes += lines,
            Place::Comments => counts.comments += lines,
            Place::Reports => counts.reports += lines,
            Place::Notes => counts.notes += lines,
            Place::Log => counts.log_entries += lines,
            Place::Settings | Place::SpamWords | Place::End | Place::Over => {}
        }
    }
}

async fn head(of: Of<'_>) -> Result<Vec<Line>, DbErr> {
    let head = Head {
        format: FORMAT.to_owned(),
        version: VERSION,
        with_addresses: of.with_addresses,
    };
    let mut lines = vec![Line::Export(head)];
    lines.extend(settings::settings(of).await?);
    Ok(lines)
}

/// Where the next page begins, if this one was full.
fn last(ids: impl ExactSizeIterator<Item = Uuid>) -> Option<Uuid> {
    let is_full = ids.len() as u64 >= PAGE;
    ids.last().filter(|_| is_full)
}
