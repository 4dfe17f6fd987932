//! The second look: everything goes into the database, some hundred lines of a kind at a time.
use super::{
    at::At, claimed::Claimed, episodes, file::File, links::NONE, people, said, settings, staff,
    survey::Survey,
};
use crate::{
    app::App,
    domain::{
        Error,
        exports::{Kind, lines::Line},
        imports::{
            Fault,
            reading::{Done, Line as Told, PageTold, Position, Problem, Report, Subject, What},
        },
        log, threads,
    },
    model::{
        AccountId, Action, Change, CommentId, EpisodeId, MemberId, Record, Site, SiteId, Touched,
    },
    storage::{self, Txn},
};
use chrono::{DateTime, Utc};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    io::BufRead,
};
use uuid::Uuid;

/// Who has the file brought in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::domain::imports) enum Trust {
    /// Whoever runs the service: all that the file says is so.
    Operator,
    /// An admin of the site, who can vouch neither for anybody's address nor for what moderators did.
    Admin,
}

/// Lines that go in together, and their bytes.
const LINES: usize = 500;
const BYTES: usize = 1 << 20;

/// Where it goes, and what has been done so far.
pub(super) struct Restoring<'a> {
    pub(super) app: &'a App,
    pub(super) txn: &'a Txn,
    pub(super) site: Site,
    /// It came with the file.
    pub(super) is_new: bool,
    pub(super) trust: Trust,
    pub(super) survey: Survey,
    pub(super) done: Done,
    pub(super) lines: Vec<Told>,
    /// Those of the file for whom others stand here.
    pub(super) joined: Joined,
    /// The file's site, by its providers' keys: those that are the same here.
    pub(super) providers: HashMap<String, String>,
    /// Accounts that stand for an author of the file.
    pub(super) accounts: HashSet<AccountId>,
    pub(super) claimed: Claimed,
    pub(super) mutes: Vec<(MemberId, Uuid, DateTime<Utc>)>,
    /// Comments that came before what they answer.
    pub(super) unlinked: Vec<(CommentId, Option<CommentId>, Option<CommentId>)>,
    pub(super) records: BTreeMap<MemberId, Record>,
    /// Who has given reports.
    pub(super) reporters: BTreeSet<MemberId>,
    pub(super) episodes: BTreeSet<EpisodeId>,
    /// Levels of comments that stand elsewhere here than in the file, and of those below them.
    pub(super) levels: HashMap<CommentId, i16>,
    pages_new: HashSet<usize>,
}

#[derive(Default)]
pub(super) struct Joined {
    pub(super) authors: HashMap<Uuid, Uuid>,
    pub(super) episodes: HashMap<Uuid, Uuid>,
    pub(super) comments: HashMap<Uuid, Uuid>,
}

/// Onto the site, or where there is none of that key, onto one that the file tells of.
pub(in crate::domain::imports) async fn bring_back(
    (app, txn): (&App, &Txn),
    (site, key, trust): (Option<Site>, &str, Trust),
    by: log::By<'_>,
    (survey, file): (Survey, impl BufRead),
    mut progress: impl FnMut(usize, usize),
) -> Result<Report, Fault> {
    let mut file = File::new(file)?;
    let mut to = Restoring::new((app, txn), (site, key, trust), survey).await?;
    let total = to.survey.comments.len();
    let mut batch = Vec::new();
    let mut bytes = 0;
    let mut of = Kind::Settings;
    while let Some((at, kind, line)) = file.next()? {
        if to.leaves_out(at, kind) {
            continue;
        }
        if kind != of || batch.len() >= LINES || bytes >= BYTES {
            to.put(of, std::mem::take(&mut batch)).await?;
            bytes = 0;
            let done = to.done.comments_imported + to.done.comments_already_there;
            progress(usize::try_from(done).unwrap_or(total), total);
        }
        of = kind;
        bytes += file.length();
        batch.push((at, line));
    }
    to.finish(by).await
}

/// Those lines of a batch that are of one kind.
macro_rules! of_kind {
    ($batch:expr, $kind:ident) => {
        $batch
            .into_iter()
            .filter_map(|(at, line)| match line {
                Line::$kind(line) => Some((at, line)),
                _ => None,
            })
            .collect()
    };
}

impl<'a> Restoring<'a> {
    async fn new(
        (app, txn): (&'a App, &'a Txn),
        (site, key, trust): (Option<Site>, &str, Trust),
        survey: Survey,
    ) -> Result<Self, Fault> {
        let is_new = site.is_none();
        let site = match site {
            Some(site) => site,
            None => settings::create(txn, key, &survey.site).await?,
        };
        storage::sites::lock_imports(txn, site.id).await?;
        let lines = survey.report.lines.clone();
        Ok(Self {
            app,
            txn,
            site,
            is_new,
            trust,
            survey,
            done: Done::default(),
            lines,
            joined: Joined::default(),
            providers: HashMap::new(),
            accounts: HashSet::new(),
            claimed: Claimed::default(),
            mutes: Vec::new(),
            unlinked: Vec::new(),
            records: BTreeMap::new(),
            reporters: BTreeSet::new(),
            episodes: BTreeSet::new(),
            levels: HashMap::new(),
            pages_new: HashSet::new(),
        })
    }

    async fn put(&mut self, kind: Kind, batch: Vec<(At, Line)>) -> Result<(), Fault> {
        match kind {
            Kind::Settings => settings::put(self, batch).await,
            Kind::SpamWords => settings::put_words(self, of_kind!(batch, SpamWord)).await,
            Kind::Authors => people::put(self, of_kind!(batch, Author)).await,
            Kind::Episodes => episodes::put(self, of_kind!(batch, Episode)).await,
            Kind::Comments => said::put_comments(self, of_kind!(batch, Comment)).await,
            Kind::Reports => staff::put_reports(self, of_kind!(batch, Report)).await,
            Kind::Notes => staff::put_notes(self, of_kind!(batch, Note)).await,
            Kind::Log => staff::put_log(self, of_kind!(batch, LogEntry)).await,
            Kind::End => Ok(()),
        }
    }

    /// An admin cannot say in a file what others have told or done.
    fn leaves_out(&mut self, at: At, kind: Kind) -> bool {
        let is_told = matches!(kind, Kind::Reports | Kind::Notes | Kind::Log);
        if !is_told || self.trust == Trust::Operator {
            return false;
        }
        if self.done.records_left_out == 0 {
            let why =
                "left out: only whoever runs the service may bring them in, at the command line";
            self.tell_setting(at, "reports, notes and the log", why);
        }
        self.done.records_left_out += 1;
        true
    }

    /// Something else of the file that is worth knowing.
    pub(super) fn tell(&mut self, at: At, subject: Subject, what: What) {
        let Position { line, .. } = at.0;
        self.lines.push(Told {
            line,
            subject,
            what,
        });
    }

    pub(super) fn tell_setting(&mut self, at: At, name: &str, why: &'static str) {
        self.tell(at, Subject::Setting(name.into()), What::Setting(why));
    }

    /// Whether a row is on this site already; one on another cannot be here too.
    pub(super) fn is_here(
        &self,
        there: &HashMap<Uuid, SiteId>,
        (at, id, name): (At, Uuid, &str),
    ) -> Result<bool, Fault> {
        match there.get(&id) {
            None => Ok(false),
            Some(site) if *site == self.site.id => Ok(true),
            Some(_) => Err(at.refuse(Problem::OnAnotherSite(name.to_owned())).into()),
        }
    }

    pub(super) fn author(&self, at: At, text: &str) -> Result<MemberId, Fault> {
        let id = at.id("author", text)?;
        Ok(MemberId(*self.joined.authors.get(&id).unwrap_or(&id)))
    }

    pub(super) fn episode(&self, at: At, text: &str) -> Result<EpisodeId, Fault> {
        let id = at.id("episode", text)?;
        Ok(EpisodeId(*self.joined.episodes.get(&id).unwrap_or(&id)))
    }

    pub(super) fn comment(&self, at: At, text: &str) -> Result<CommentId, Fault> {
        let id = at.id("comment", text)?;
        Ok(CommentId(*self.joined.comments.get(&id).unwrap_or(&id)))
    }

    /// The page's place, when its episode has been made.
    pub(super) fn page_is_new(&mut self, id: Uuid) {
        let place = self.survey.episodes.place(id).unwrap_or(NONE);
        self.pages_new.insert(place as usize);
    }

    async fn finish(mut self, by: log::By<'_>) -> Result<Report, Fault> {
        self.settle().await?;
        let pages_new = std::mem::take(&mut self.pages_new);
        let pages = self.survey.report.pages.into_iter().enumerate();
        let pages = pages.map(|(place, page)| PageTold {
            is_new: pages_new.contains(&place),
            ..page
        });
        let report = Report {
            pages: pages.collect(),
            done: Some(self.done),
            lines: self.lines,
            ..self.survey.report
        };
        report
            .check()
            .map_err(|sum| Error::from(anyhow::anyhow!("the report's sums: {sum}")))?;
        // The log of a site that came with its own tells what the file tells.
        if self.done.has_changed_anything() && !self.is_new {
            let entry = log::Entry {
                to: Some(format!("{} comments", self.done.comments_imported)),
                ..log::Entry::new(Action::ImportComments, self.site.id, self.site.id.0)
            };
            log::record(self.app, self.txn, by, entry).await?;
        }
        Ok(report)
    }

    /// Links what came before its parent, and leaves every number right.
    async fn settle(&mut self) -> Result<(), Error> {
        let txn = self.txn;
        people::put_mutes(self).await?;
        for (id, parent, under) in &self.unlinked {
            storage::comments::update_place(txn, *id, (*parent, *under)).await?;
        }
        for (&member, &record) in self.records.iter().filter(|_| self.is_new) {
            storage::members::move_record(txn, member, record).await?;
        }
        let people = self.records.keys().chain(&self.reporters);
        let people: BTreeSet<MemberId> = people.copied().filter(|_| !self.is_new).collect();
        for member in people {
            storage::counts::recount_member(txn, member).await?;
        }
        for &id in &self.episodes {
            let episode = storage::episodes::find(txn, id).await?;
            let episode = episode.ok_or(Error::NotFound)?;
            let drift = threads::recount(txn, &episode).await?;
            threads::repair(txn, &drift).await?;
        }
        txn.touch(Change::Queues(self.site.id, Touched::Anything));
        Ok(())
    }
}
