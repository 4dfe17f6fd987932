//! Writing threads that come with their past: original times, parents in any order, at any depth.
use super::outline::Outline;
use crate::{
    app::App,
    domain::{Error, text, threads},
    model::{
        Beginning, Change, Comment, Episode, EpisodeId, HoldReason, MemberId, Record, RevisionId,
        Site, Status, Touched,
    },
    storage::{self, Txn},
};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, HashSet};

/// What is known of a comment before its text is read.
#[derive(Clone, Debug)]
pub struct Planned {
    pub episode_id: EpisodeId,
    /// The place in the plan of what it answers: not necessarily before its own, and never in a
    /// circle.
    pub parent: Option<usize>,
    pub status: Status,
    pub created_at: DateTime<Utc>,
    /// What the other system calls it; unique within the episode. What is there already is left
    /// alone.
    pub external_key: String,
}

/// The comments to write, by their places. There may be a million: so each is told when it is asked
/// for.
pub trait Planning {
    fn count(&self) -> usize;
    fn planned(&self, place: usize) -> Planned;

    /// Its key where another comment, of another time, has the one that was planned. None where the
    /// next import may give it another time.
    fn key_by_time(&self, _place: usize) -> Option<String> {
        None
    }
}

impl Planning for Vec<Planned> {
    fn count(&self) -> usize {
        self.len()
    }

    fn planned(&self, place: usize) -> Planned {
        self[place].clone()
    }
}

/// Writes the comments of a plan, one at a time and in any order, into one transaction.
pub struct Writer<'a, P = Vec<Planned>> {
    app: &'a App,
    txn: &'a Txn,
    site: &'a Site,
    plan: P,
    outline: Outline,
    rows: Vec<Comment>,
    /// Of the texts in `rows`.
    bytes: usize,
    /// Comments that came before what they answer: linked at the end.
    unlinked: Vec<usize>,
    records: BTreeMap<MemberId, Record>,
    pinned: HashSet<usize>,
    hold_reason: HoldReason,
}

/// What is gathered for one statement: whichever is reached first.
const ROWS: usize = 200;
const BYTES: usize = 1 << 20;

impl<'a, P: Planning> Writer<'a, P> {
    /// Decides ids, places and counts of all; some 50 bytes a comment are kept until the end.
    pub async fn new(app: &'a App, txn: &'a Txn, site: &'a Site, plan: P) -> Result<Self, Error> {
        let outline = Outline::of(app, txn, (&plan, site.nesting)).await?;
        Ok(Self {
            app,
            txn,
            site,
            plan,
            outline,
            rows: Vec::with_capacity(ROWS),
            bytes: 0,
            unlinked: Vec::new(),
            records: BTreeMap::new(),
            pinned: HashSet::new(),
            hold_reason: HoldReason::Imported,
        })
    }

    /// Why the held ones are held, if not because they were where they came from.
    #[must_use]
    pub fn held_for(self, hold_reason: HoldReason) -> Self {
        Self {
            hold_reason,
            ..self
        }
    }

    /// Before it is written.
    pub fn pin(&mut self, index: usize) {
        self.pinned.insert(index);
    }

    pub fn is_there(&self, index: usize) -> bool {
        self.outline.is_there(index)
    }

    /// Writes the comment at a place of the plan, unless it is there already.
    pub async fn write(
        &mut self,
        index: usize,
        author: MemberId,
        body_markdown: String,
    ) -> Result<(), Error> {
        if self.is_there(index) {
            return Ok(());
        }
        let planned = self.plan.planned(index);
        let (place, tally) = (self.outline.place(index), self.outline.tally(index));
        let linked = self.outline.can_be_linked(index, planned.parent);
        let held = planned.status == Status::Pending;
        let is_by_time = self.outline.is_by_time(index);
        let by_time = self.plan.key_by_time(index).filter(|_| is_by_time);
        let beginning = Beginning {
            id: self.outline.id(index),
            revision_id: RevisionId(self.app.env.new_id()),
            site_id: self.site.id,
            episode_id: planned.episode_id,
            author_id: author,
            created_at: planned.created_at,
        };
        let parent = planned.parent.filter(|_| linked);
        let comment = Comment {
            parent_id: parent.map(|parent| self.outline.id(parent)),
            nested_under_id: place.nested_under_id.filter(|_| linked),
            depth: place.depth,
            status: planned.status,
            shown: tally.shown,
            body_html: text::markdown::render(&body_markdown),
            body_markdown,
            renderer: text::markdown::RENDERER,
            reply_count: tally.reply_count,
            answer_count: tally.answer_count,
            hold_reasons: if held { vec![self.hold_reason] } else { vec![] },
            external_key: by_time.or(Some(planned.external_key)),
            pinned_at: self.pinned.remove(&index).then_some(planned.created_at),
            // Whoever published it there has read it.
            reviewed: true,
            ..Comment::blank(beginning)
        };
        if !linked {
            self.unlinked.push(index);
        }
        let record = self.records.entry(author).or_default();
        *record = record.plus(Record::of(comment.status));
        self.outline.is_written(index);
        self.bytes += comment.body_markdown.len() + comment.body_html.len();
        self.rows.push(comment);
        if self.rows.len() >= ROWS || self.bytes >= BYTES {
            self.flush().await?;
        }
        Ok(())
    }

    /// Links what came before its parent, and leaves every number right.
    pub async fn finish(mut self) -> Result<(), Error> {
        self.flush().await?;
        for &index in &self.unlinked {
            let parent = self.plan.planned(index).parent;
            let parent = parent.map(|parent| self.outline.id(parent));
            let nested = self.outline.place(index).nested_under_id;
            let id = self.outline.id(index);
            storage::comments::update_place(self.txn, id, (parent, nested)).await?;
        }
        for (&member, &record) in &self.records {
            storage::members::move_record(self.txn, member, record).await?;
        }
        for &id in self.outline.episodes() {
            let episode: Episode = storage::episodes::find(self.txn, id)
                .await?
                .ok_or(Error::NotFound)?;
            let drift = threads::recount(self.txn, &episode).await?;
            threads::repair(self.txn, &drift).await?;
        }
        self.txn
            .touch(Change::Queues(self.site.id, Touched::Anything));
        Ok(())
    }

    async fn flush(&mut self) -> Result<(), Error> {
        self.bytes = 0;
        let rows = std::mem::replace(&mut self.rows, Vec::with_capacity(ROWS));
        Ok(storage::comments::insert_many(self.txn, rows).await?)
    }
}
