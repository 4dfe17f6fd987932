//! The first look through a file: whether it is whole and fits together, and what would come of it.
use super::{
    at::At,
    file::File,
    links::{Ids, Links, NONE, Stands, depths},
    restoring::Trust,
};
use crate::{
    domain::{
        exports::{
            Kind,
            lines::{Author, Comment, Counts, Episode, Line, LogEntry, Note, Site},
        },
        imports::reading::{
            Comments, Fate, ImportError, Items, Line as Told, MAX_COMMENTS, MAX_ITEMS, PageTold,
            Problem, Report, Subject, What, on_one_line,
        },
        threads::Tally,
    },
    model::{self, Status},
};
use std::io::BufRead;
use uuid::Uuid;

pub(in crate::domain::imports) struct Survey {
    pub(super) site: (At, Site),
    pub(super) episodes: Ids,
    pub(super) comments: Ids,
    /// By places of comments: what is counted of them, and how many levels they are shown below the
    /// top.
    pub(super) tallies: Vec<Tally>,
    pub(super) depths: Vec<u32>,
    pub(super) report: Report,
}

#[derive(Default)]
struct Surveying {
    is_from_desk: bool,
    site: Option<(At, Site)>,
    authors: Ids,
    episodes: Ids,
    pages: Vec<PageTold>,
    links: Links,
    /// Places of comments that came before what they answer or are shown under, and those ids.
    ahead: Vec<(usize, At, Option<Uuid>, Option<Uuid>)>,
    /// Members that are named before their line.
    named: Vec<(At, Uuid)>,
    others: (Ids, Ids, Ids),
    report: Report,
    counts: Counts,
    end: Option<Counts>,
}

pub(in crate::domain::imports) fn survey(
    input: impl BufRead,
    trust: Trust,
) -> Result<Survey, ImportError> {
    let mut file = File::new(input)?;
    let mut found = Surveying {
        is_from_desk: trust == Trust::Admin,
        ..Surveying::default()
    };
    let mut last = None;
    while let Some((at, kind, line)) = file.next()? {
        found.take(at, line)?;
        if kind > Kind::Authors {
            found.named_are_there()?;
        }
        last = Some(at);
    }
    let last = last.ok_or_else(|| Problem::NotWhole.anywhere())?;
    found.named_are_there()?;
    found.finish(last)
}

impl Surveying {
    fn take(&mut self, at: At, line: Line) -> Result<(), ImportError> {
        match line {
            Line::Site(site) => {
                if self.site.replace((at, site)).is_some() {
                    return Err(at.refuse(Problem::OutOfOrder));
                }
            }
            Line::Author(author) => self.author(at, &author)?,
            Line::Episode(episode) => self.episode(at, *episode)?,
            Line::Comment(comment) => self.comment(at, &comment)?,
            Line::Report(report) => {
                self.counts.reports += 1;
                rise(&mut self.others.0, at, at.id("report", &report.id)?)?;
                self.says_of(at, &report.comment_id)?;
                self.wrote(at, &report.reporter_id)?;
            }
            Line::Note(note) => self.note(at, &note)?,
            Line::LogEntry(entry) => self.log_entry(at, &entry)?,
            Line::End(counts) => self.end = Some(counts),
            Line::Export(_)
            | Line::Rules(_)
            | Line::WaysIn(_)
            | Line::Provider(_)
            | Line::SiteKey(_)
            | Line::MailTemplate(_)
            | Line::SpamWord(_)
            | Line::Unknown => {}
        }
        Ok(())
    }

    fn author(&mut self, at: At, author: &Author) -> Result<(), ImportError> {
        self.counts.authors += 1;
        rise(&mut self.authors, at, at.id("author", &author.id)?)?;
        for muted in author.muted.iter().filter(|_| !self.is_from_desk) {
            self.named.push((at, at.id("author", &muted.author_id)?));
        }
        Ok(())
    }

    fn named_are_there(&mut self) -> Result<(), ImportError> {
        for (at, id) in self.named.drain(..) {
            if !self.authors.has(id) {
                return Err(at.missing(&format!("author_{}", id.simple())));
            }
        }
        Ok(())
    }

    fn episode(&mut self, at: At, episode: Episode) -> Result<(), ImportError> {
        self.counts.episodes += 1;
        self.is_within(at, (self.counts.episodes, "episodes", MAX_ITEMS))?;
        rise(&mut self.episodes, at, at.id("episode", &episode.id)?)?;
        let key = on_one_line(&episode.key);
        if key != episode.key {
            self.report.lines.push(Told {
                line: at.0.line,
                subject: Subject::Post(None),
                what: What::AddressCleaned,
            });
        }
        self.pages.push(PageTold {
            key,
            title: episode.title,
            addresses: episode.urls,
            ..PageTold::default()
        });
        Ok(())
    }

    fn comment(&mut self, at: At, comment: &Comment) -> Result<(), ImportError> {
        self.counts.comments += 1;
        self.is_within(at, (self.counts.comments, "comments", MAX_COMMENTS))?;
        let links = &mut self.links;
        let place = links.ids.len();
        rise(&mut links.ids, at, at.id("comment", &comment.id)?)?;
        let episode = at.id("episode", &comment.episode_id)?;
        let episode = self.episodes.place(episode);
        let episode = episode.ok_or_else(|| at.missing(&comment.episode_id))?;
        let parent = at.some_id("comment", comment.parent_id.as_ref())?;
        let under = at.some_id("comment", comment.nested_under_id.as_ref())?;
        let known = |id: Option<Uuid>| id.and_then(|id| links.ids.place(id)).unwrap_or(NONE);
        let (parent_place, under_place) = (known(parent), known(under));
        if parent.is_some() != (parent_place != NONE) || under.is_some() != (under_place != NONE) {
            self.ahead.push((place, at, parent, under));
        }
        links.parents.push(parent_place);
        links.under.push(under_place);
        links.episodes.push(episode);
        let status = at.word("status", &comment.status)?;
        let is_kept = comment.shown_revision_id.is_some();
        links.standings.push(Stands { status, is_kept });
        self.pages[episode as usize].comments += 1;
        *self
            .report
            .comments
            .to_import
            .entry(fate(status))
            .or_default() += 1;
        texts(at, comment)?;
        self.wrote(at, &comment.author_id)?;
        for vote in &comment.votes {
            self.wrote(at, &vote.author_id)?;
        }
        Ok(())
    }

    fn note(&mut self, at: At, note: &Note) -> Result<(), ImportError> {
        self.counts.notes += 1;
        rise(&mut self.others.1, at, at.id("note", &note.id)?)?;
        self.wrote(at, &note.about_id)?;
        self.wrote(at, &note.author_id)
    }

    fn log_entry(&mut self, at: At, entry: &LogEntry) -> Result<(), ImportError> {
        self.counts.log_entries += 1;
        rise(&mut self.others.2, at, at.id("decision", &entry.id)?)?;
        match &entry.actor_id {
            Some(actor) => self.wrote(at, actor),
            None => Ok(()),
        }
    }

    /// Whoever runs the service knows what it can bear.
    fn is_within(
        &self,
        at: At,
        (count, what, limit): (u64, &'static str, u32),
    ) -> Result<(), ImportError> {
        if self.is_from_desk && count > u64::from(limit) {
            return Err(at.refuse(Problem::TooManyForDesk { what, limit }));
        }
        Ok(())
    }

    fn wrote(&self, at: At, author: &str) -> Result<(), ImportError> {
        let id = at.id("author", author)?;
        let is_there = self.authors.has(id);
        is_there.then_some(()).ok_or_else(|| at.missing(author))
    }

    fn says_of(&self, at: At, comment: &str) -> Result<(), ImportError> {
        let id = at.id("comment", comment)?;
        let is_there = self.links.ids.has(id);
        is_there.then_some(()).ok_or_else(|| at.missing(comment))
    }

    /// Those that came before what they answer.
    fn link(&mut self) -> Result<(), ImportError> {
        for (place, at, parent, under) in std::mem::take(&mut self.ahead) {
            let find = |id: Option<Uuid>| match id {
                None => Ok(NONE),
                Some(id) => {
                    let found = self.links.ids.place(id);
                    found.ok_or_else(|| at.missing(&format!("comment_{}", id.simple())))
                }
            };
            let found = (find(parent)?, find(under)?);
            (self.links.parents[place], self.links.under[place]) = found;
        }
        Ok(())
    }

    fn finish(mut self, last: At) -> Result<Survey, ImportError> {
        let end = self.end.ok_or_else(|| last.refuse(Problem::NotWhole))?;
        if end != self.counts {
            return Err(last.refuse(Problem::OtherCounts(counted(end), counted(self.counts))));
        }
        let site = self.site.take();
        let site = site.ok_or_else(|| last.missing("the line of the site"))?;
        self.link()?;
        let circle = |_| last.refuse(Problem::Circle);
        let answers = depths(&self.links.parents).map_err(circle)?;
        let shown_at = depths(&self.links.under).map_err(circle)?;
        self.stays_within(last, &shown_at)?;
        for (episode, depth) in self.links.episodes.iter().zip(answers) {
            let page = &mut self.pages[*episode as usize];
            page.depth = page.depth.max(depth + 1);
        }
        Ok(Survey {
            site,
            tallies: self.links.tallies(),
            depths: shown_at,
            report: Report {
                items: Items {
                    found: self.counts.episodes,
                    episodes: self.counts.episodes,
                    ..Items::default()
                },
                comments: Comments {
                    found: self.counts.comments,
                    ..self.report.comments
                },
                authors: self.counts.authors,
                pages: self.pages,
                ..self.report
            },
            episodes: self.episodes,
            comments: self.links.ids,
        })
    }

    /// What answers or stands under another does so in one thread, and at most as deep as threads are.
    fn stays_within(&self, last: At, shown_at: &[u32]) -> Result<(), ImportError> {
        let Links {
            parents,
            under,
            episodes,
            ..
        } = &self.links;
        let deepest = u32::from(model::Site::NESTING_MAX.unsigned_abs());
        for (place, episode) in episodes.iter().enumerate() {
            for above in [parents[place], under[place]] {
                if above != NONE && episodes[above as usize] != *episode {
                    return Err(last.refuse(Problem::OtherThread));
                }
            }
            if shown_at[place] > deepest {
                return Err(last.refuse(Problem::TooDeeplyNested(deepest)));
            }
        }
        Ok(())
    }
}

fn texts(at: At, comment: &Comment) -> Result<(), ImportError> {
    if comment.revisions.is_empty() {
        return Err(at.missing("a text of the comment"));
    }
    let Some(shown) = &comment.shown_revision_id else {
        return Ok(());
    };
    let is_there = comment.revisions.iter().any(|text| text.id == *shown);
    is_there.then_some(()).ok_or_else(|| at.missing(shown))
}

fn rise(ids: &mut Ids, at: At, id: Uuid) -> Result<(), ImportError> {
    let rises = ids.push(id);
    rises
        .then_some(())
        .ok_or_else(|| at.refuse(Problem::OutOfOrder))
}

fn counted(counts: Counts) -> String {
    let Counts {
        authors,
        episodes,
        comments,
        reports,
        notes,
        log_entries,
    } = counts;
    format!(
        "{authors} authors, {episodes} episodes, {comments} comments, {reports} reports, \
         {notes} notes and {log_entries} log entries"
    )
}

fn fate(status: Status) -> Fate {
    match status {
        Status::Approved => Fate::Approved,
        Status::Pending => Fate::Held,
        Status::Spam => Fate::Spam,
        Status::Rejected => Fate::Trash,
        Status::Deleted => Fate::Deleted,
    }
}
