//! Goes through a site, a kind after the other and a page at a time.
mod conversations;
mod people;
mod settings;
mod staff;
mod threads;

pub(super) use conversations::{Conversation, Conversations};

use super::{
    kind::Kind,
    lines::{Counts, FORMAT, Head, Line, VERSION},
};
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

pub(super) struct Reader {
    /// None after the last.
    kind: Option<Kind>,
    after: Uuid,
    /// The same of words, which have no ids.
    after_word: Option<String>,
    counts: Counts,
}

impl Reader {
    pub(super) fn new() -> Self {
        Self {
            kind: Some(Kind::Settings),
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
        let Some(kind) = self.kind else {
            return Ok(None);
        };
        let (lines, last) = match kind {
            Kind::Settings => (head(of).await?, None),
            Kind::SpamWords => return Ok(Some(self.spam_words(of).await?)),
            Kind::Authors => people::authors(of, page).await?,
            Kind::Episodes => threads::episodes(of, page).await?,
            Kind::Comments => threads::comments(of, page).await?,
            Kind::Reports => staff::reports(of, page).await?,
            Kind::Notes => staff::notes(of, page).await?,
            Kind::Log => staff::log(of, page).await?,
            Kind::End => (vec![Line::End(self.counts)], None),
        };
        self.count(kind, lines.len() as u64);
        self.after = last.unwrap_or_default();
        if last.is_none() {
            self.kind = kind.next();
        }
        Ok(Some(lines))
    }

    async fn spam_words(&mut self, of: Of<'_>) -> Result<Vec<Line>, DbErr> {
        let from = (self.after_word.as_deref(), PAGE);
        let (lines, last) = settings::spam_words(of, from).await?;
        if last.is_none() {
            self.kind = Kind::SpamWords.next();
        }
        self.after_word = last;
        Ok(lines)
    }

    fn count(&mut self, kind: Kind, lines: u64) {
        let counts = &mut self.counts;
        match kind {
            Kind::Authors => counts.authors += lines,
            Kind::Episodes => counts.episodes += lines,
            Kind::Comments => counts.comments += lines,
            Kind::Reports => counts.reports += lines,
            Kind::Notes => counts.notes += lines,
            Kind::Log => counts.log_entries += lines,
            Kind::Settings | Kind::SpamWords | Kind::End => {}
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
