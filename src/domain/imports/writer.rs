//! Writing threads that come with their past: original times, parents in any order, at any depth.
use crate::{
    app::App,
    domain::{
        Error, text,
        threads::{self, KeptApart, Place},
    },
    model::{
        Beginning, Change, Comment, CommentId, Episode, EpisodeId, HoldReason, MemberId, Record,
        RevisionId, Site, Status, Touched,
    },
    storage::{self, Txn, counts::Counted},
};
use chrono::{DateTime, Utc};
use std::collections::{BTreeSet, HashMap, HashSet};

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

/// Writes the comments of a plan, one at a time and in any order, into one transaction.
pub struct Writer<'a> {
    app: &'a App,
    txn: &'a Txn,
    site: &'a Site,
    planned: Vec<Planned>,
    ids: Vec<CommentId>,
    places: Vec<Place>,
    counted: Vec<Counted>,
    is_there: Vec<bool>,
    /// What can be linked to: what was there, and what has been handed to `write`.
    written: HashSet<CommentId>,
    rows: Vec<Comment>,
    /// Of the texts in `rows`.
    bytes: usize,
    /// Comments that came before what they answer: linked at the end.
    unlinked: Vec<usize>,
    records: HashMap<MemberId, Record>,
    pinned: HashSet<usize>,
    hold_reason: HoldReason,
}

/// What is gathered for one statement: whichever is reached first.
const ROWS: usize = 200;
const BYTES: usize = 1 << 20;

impl<'a> Writer<'a> {
    /// Decides ids, places and counts of all; some 150 bytes a comment are kept until the end.
    pub async fn new(
        app: &'a App,
        txn: &'a Txn,
        site: &'a Site,
        planned: Vec<Planned>,
    ) -> Result<Self, Error> {
        let there = already_there(txn, &planned).await?;
        let mut ids = Vec::with_capacity(planned.len());
        let mut stands = vec![None; planned.len()];
        let mut is_there = Vec::with_capacity(planned.len());
        for (index, comment) in planned.iter().enumerate() {
            let known = there
                .get(&comment.episode_id)
                .and_then(|keys| keys.get(&comment.external_key));
            is_there.push(known.is_some());
            stands[index] = known.map(|(_, place)| *place);
            ids.push(known.map_or_else(
                || {
                    let sequence = u16::try_from(index & 0x0fff).unwrap_or(0);
                    CommentId(app.env.id_at(comment.created_at, sequence))
                },
                |(id, _)| *id,
            ));
        }
        let places = places(&planned, &ids, stands, site.nesting);
        let counted = count(&planned, &ids, &places);
        let known = ids.iter().zip(&is_there).filter(|(_, is_there)| **is_there);
        let written = known.map(|(id, _)| *id).collect();
        Ok(Self {
            app,
            txn,
            site,
            planned,
            ids,
            places,
            counted,
            is_there,
            written,
            rows: Vec::with_capacity(ROWS),
            bytes: 0,
            unlinked: Vec::new(),
            records: HashMap::new(),
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
        self.is_there[index]
    }

    /// Writes the comment at a place of the plan, unless it is there already.
    pub async fn write(
        &mut self,
        index: usize,
        author: MemberId,
        body_markdown: String,
    ) -> Result<(), Error> {
        if self.is_there[index] {
            return Ok(());
        }
        let (planned, place, counted) = (
            &self.planned[index],
            self.places[index],
            &self.counted[index],
        );
        let parent = planned.parent;
        let linked = parent.is_none_or(|parent| self.written.contains(&self.ids[parent]))
            && place
                .nested_under_id
                .is_none_or(|nested| self.written.contains(&nested));
        let held = planned.status == Status::Pending;
        let beginning = Beginning {
            id: self.ids[index],
            revision_id: RevisionId(self.app.env.new_id()),
            site_id: self.site.id,
            episode_id: planned.episode_id,
            author_id: author,
            created_at: planned.created_at,
        };
        let comment = Comment {
            parent_id: parent.filter(|_| linked).map(|parent| self.ids[parent]),
            nested_under_id: place.nested_under_id.filter(|_| linked),
            depth: place.depth,
            status: planned.status,
            shown: counted.shown,
            body_html: text::markdown::render(&body_markdown),
            body_markdown,
            renderer: text::markdown::RENDERER,
            reply_count: counted.reply_count,
            answer_count: counted.answer_count,
            hold_reasons: if held { vec![self.hold_reason] } else { vec![] },
            external_key: Some(planned.external_key.clone()),
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
        self.written.insert(self.ids[index]);
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
            let parent = self.planned[index].parent.map(|parent| self.ids[parent]);
            let nested = self.places[index].nested_under_id;
            storage::comments::update_place(self.txn, self.ids[index], (parent, nested)).await?;
        }
        for (&member, &record) in &self.records {
            storage::members::move_record(self.txn, member, record).await?;
        }
        let episodes: BTreeSet<EpisodeId> = self
            .planned
            .iter()
            .map(|planned| planned.episode_id)
            .collect();
        for id in episodes {
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

type Known = HashMap<EpisodeId, HashMap<String, (CommentId, Place)>>;

async fn already_there(txn: &Txn, planned: &[Planned]) -> Result<Known, Error> {
    let mut known = Known::new();
    let episodes: BTreeSet<EpisodeId> = planned.iter().map(|planned| planned.episode_id).collect();
    for episode in episodes {
        let there = storage::comments::list_external(txn, episode).await?;
        let there = there.into_iter().map(|(key, id, nested_under_id, depth)| {
            let place = Place {
                nested_under_id,
                depth,
            };
            (key, (id, place))
        });
        known.insert(episode, there.collect());
    }
    Ok(known)
}

/// Each parent's place before its answers', without recursion: threads may be as deep as they are
/// long. What is there already stays where it stands.
fn places(
    planned: &[Planned],
    ids: &[CommentId],
    mut places: Vec<Option<Place>>,
    nesting: i16,
) -> Vec<Place> {
    for start in 0..planned.len() {
        let mut chain = Vec::new();
        let mut at = Some(start);
        while let Some(index) = at.filter(|&index| places[index].is_none()) {
            chain.push(index);
            at = planned[index].parent;
        }
        for index in chain.into_iter().rev() {
            let parent = planned[index].parent;
            let place = parent.and_then(|parent| Some(places[parent]?.below(ids[parent], nesting)));
            places[index] = Some(place.unwrap_or(Place::TOP));
        }
    }
    places
        .into_iter()
        .map(|place| place.unwrap_or(Place::TOP))
        .collect()
}

fn count(planned: &[Planned], ids: &[CommentId], places: &[Place]) -> Vec<Counted> {
    let bare = planned
        .iter()
        .zip(ids)
        .zip(places)
        .map(|((planned, &id), place)| Counted {
            id,
            parent_id: planned.parent.map(|parent| ids[parent]),
            nested_under_id: place.nested_under_id,
            status: planned.status,
            kept_revision_id: None,
            reviewed: true,
            shown: false,
            reply_count: 0,
            answer_count: 0,
            score: 0,
            report_count: 0,
            report_weight: 0,
            branch_lock_id: None,
        });
    threads::count(&bare.collect::<Vec<_>>(), &KeptApart::default())
}
