//! The first reading: every fact the decisions need, and no text.
use super::MAX_KEY;
use super::address::{self, Rules, is_path, is_web};
use super::author::{AuthorKey, Identity, MAX_NAME};
use super::episodes;
use super::error::{ImportError, Problem, clip};
use super::fate::{self, LeftOut, Options, Verdict};
use super::field::MAX_TITLE;
use super::id::Id;
use super::line::{Line, Subject, What};
use super::plan::{NONE, Plan, PlanComment};
use super::record::{Answers, Comment, Page, PageThread, Person, Reader, Record, Time};
use super::report::Report;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Reads the whole file and decides what becomes of everything in it. Writes nothing; an
/// error means that nothing of the file may be imported.
pub(crate) fn survey(mut reader: impl Reader, options: &Options) -> Result<Plan, ImportError> {
    let mut survey = Survey::new(options);
    while let Some(record) = reader.next()? {
        match record {
            Record::Comment(comment) => survey.add_comment(&comment),
            Record::Page(page) => survey.add_page(*page),
            Record::Person(person) => survey.add_person(*person),
        }
        .map_err(|problem| problem.at(reader.position()))?;
    }
    survey.all_have_a_place()?;
    survey.author_numbers = HashMap::new();
    survey.tell_of_unused_rules();
    Ok(episodes::settle(survey))
}

/// How many kinds of comments are counted by name.
const MAX_KINDS: usize = 50;
/// Stands for a time that is taken from the page, once all is read.
pub(super) const UNKNOWN_TIME: i64 = i64::MIN;

/// What has been gathered while reading.
pub(super) struct Survey<'a> {
    pub(super) options: &'a Options,
    pub(super) comments: Vec<PlanComment>,
    /// What each comment says it answers; none is the page itself.
    pub(super) answers: Vec<Id>,
    /// Those that have comments, or may still get some.
    pub(super) pages: Vec<Kept>,
    pub(super) authors: Vec<AuthorKey>,
    pub(super) report: Report,
    pub(super) lines: Vec<Line>,
    /// Pages whose attachments are not for everybody.
    pub(super) hidden: HashMap<Id, LeftOut>,
    /// How many comments there are of each page, by the reader's number.
    pub(super) counts: Vec<u32>,
    pub(super) people: HashMap<AuthorKey, Identity>,
    /// Places of the rules that have changed an address.
    pub(super) rules_used: HashSet<usize>,
    author_numbers: HashMap<AuthorKey, u32>,
}

/// A page with comments.
pub(super) struct Kept {
    pub(super) line: u32,
    pub(super) number: u32,
    pub(super) id: Id,
    pub(super) inherits_from: Id,
    pub(super) left_out: Option<LeftOut>,
    pub(super) title: String,
    pub(super) key: Option<String>,
    pub(super) own_key: Option<String>,
    pub(super) addresses: Vec<String>,
    /// How many are not kept because they are too long.
    pub(super) long_addresses: usize,
    pub(super) has_odd_address: bool,
    pub(super) thread: PageThread,
    pub(super) published: Option<DateTime<Utc>>,
    pub(super) is_undated: bool,
    /// What pages that are one share: of pages that are known by their address.
    pub(super) same: Option<String>,
}

impl<'a> Survey<'a> {
    fn new(options: &'a Options) -> Self {
        Self {
            options,
            comments: Vec::new(),
            answers: Vec::new(),
            pages: Vec::new(),
            authors: Vec::new(),
            report: Report::default(),
            lines: Vec::new(),
            hidden: HashMap::new(),
            counts: Vec::new(),
            people: HashMap::new(),
            rules_used: HashSet::new(),
            author_numbers: HashMap::new(),
        }
    }

    fn add_comment(&mut self, said: &Comment) -> Result<(), Problem> {
        let limit = self.options.max_comments;
        if self.comments.len() >= limit as usize {
            return Err(Problem::TooMany {
                what: "comments",
                limit,
            });
        }
        let verdict = fate::judge(said, self.options);
        let mut comment = PlanComment {
            source_id: said.id,
            time: UNKNOWN_TIME,
            parent: NONE,
            episode: said.page,
            author: NONE,
            line: said.line,
            verdict,
            is_dated: false,
            is_voted: said.is_voted,
            is_pinned: said.is_pinned,
        };
        *self.count(said.page) += 1;
        match verdict {
            Verdict::LeaveOut(LeftOut::OtherKind) => {
                let kind = clip(&said.kind);
                count_kind(&mut self.report.comments.other_kinds, &kind);
                self.note(&comment, What::OtherKind(kind.into()));
            }
            Verdict::LeaveOut(reason) => self.note(&comment, What::LeftOut(reason)),
            Verdict::Import(_) => {
                self.note_repairs(&comment, said);
                (comment.time, comment.is_dated) = self.time(&comment, said.time);
                comment.author = self.author(said);
            }
        }
        self.answers.push(match said.answers {
            Answers::Comment(id) => id,
            Answers::Page | Answers::Unreadable => Id::NONE,
        });
        self.comments.push(comment);
        Ok(())
    }

    fn count(&mut self, page: u32) -> &mut u32 {
        let page = page as usize;
        if page >= self.counts.len() {
            self.counts.resize(page + 1, 0);
        }
        &mut self.counts[page]
    }

    fn note_repairs(&mut self, comment: &PlanComment, said: &Comment) {
        if let Some(state) = &said.unknown_state {
            self.note(comment, What::UnknownState(clip(state).into()));
        }
        if said.is_cleaned || said.text.is_cleaned {
            self.note(comment, What::Cleaned);
        }
        if said.is_name_cut {
            self.note(comment, What::NameCut);
        }
        if said.answers == Answers::Unreadable {
            self.note(comment, What::ParentUnreadable);
        }
    }

    /// And whether the file gives it.
    fn time(&mut self, comment: &PlanComment, said: Time) -> (i64, bool) {
        let time = match said {
            Time::At(time) => time,
            Time::Local(time) => {
                self.note(comment, What::TimeFromLocal);
                time
            }
            Time::Missing => return (UNKNOWN_TIME, false),
        };
        if time > self.options.now {
            self.note(comment, What::TimeInFuture);
            return (self.options.now.timestamp(), false);
        }
        (time.timestamp(), true)
    }

    /// `NONE` for a guest, who is told apart by the episode, which is not known yet.
    fn author(&mut self, said: &Comment) -> u32 {
        let Some(key) = said.author.key() else {
            return NONE;
        };
        *self.author_numbers.entry(key).or_insert_with(|| {
            self.authors.push(key);
            number(self.authors.len() - 1)
        })
    }

    fn add_page(&mut self, mut page: Page) -> Result<(), Problem> {
        let limit = self.options.max_items;
        if self.report.items.found >= u64::from(limit) {
            return Err(Problem::TooMany {
                what: "items",
                limit,
            });
        }
        self.report.items.found += 1;
        let left_out = fate::judge_page(page.visibility, self.options);
        if let (Some(id), Some(reason)) = (page.id.some(), left_out) {
            self.hidden.insert(id, reason);
        }
        if page.is_over && *self.count(page.number) == 0 {
            self.report.items.without_comments += 1;
            return Ok(());
        }
        let is_cleaned = clean(&mut page);
        let rules = &self.options.rules;
        let fitting = page.addresses.iter().filter_map(|it| rules.fitting(it));
        self.rules_used.extend(fitting);
        let kept = Kept::of(page, left_out, rules);
        if is_cleaned {
            self.lines
                .push(episodes::of_page(&kept, What::AddressCleaned));
        }
        for _ in 0..kept.long_addresses {
            self.lines
                .push(episodes::of_page(&kept, What::AddressTooLong));
        }
        self.pages.push(kept);
        Ok(())
    }

    /// What is said of somebody first counts.
    fn add_person(&mut self, person: Person) -> Result<(), Problem> {
        let limit = self.options.max_comments;
        if self.people.len() >= limit as usize {
            return Err(Problem::TooMany {
                what: "authors",
                limit,
            });
        }
        let Person {
            line,
            identity,
            is_blocked,
        } = person;
        if let (true, Some(id)) = (is_blocked, &identity.id) {
            self.lines.push(Line {
                line,
                subject: Subject::Author(clip(id).into()),
                what: What::Blocked,
            });
        }
        if let Some(key) = identity.key() {
            self.people.entry(key).or_insert_with(|| identity.trimmed());
        }
        Ok(())
    }

    /// What is only a path would be another page once somebody says where it is.
    fn all_have_a_place(&self) -> Result<(), ImportError> {
        let has_comments = |page: &Kept| self.counts.get(page.number as usize) > Some(&0);
        let paths = self.pages.iter().filter(|page| page.same.is_some());
        let paths = paths.filter_map(|page| page.key.as_ref().filter(|_| has_comments(page)));
        match paths.into_iter().find(|key| is_path(key)) {
            Some(path) => Err(Problem::OnlyAPath(clip(path)).anywhere()),
            None => Ok(()),
        }
    }

    fn tell_of_unused_rules(&mut self) {
        let unused = self.options.rules.others(&self.rules_used);
        self.lines.extend(unused.map(|rule| Line {
            line: 0,
            subject: Subject::Rule(rule.into()),
            what: What::RuleUnused,
        }));
    }

    fn note(&mut self, comment: &PlanComment, what: What) {
        self.lines.push(Line::of(comment, what));
    }
}

impl Kept {
    fn of(page: Page, left_out: Option<LeftOut>, rules: &Rules) -> Self {
        let now_at = |address: &String| rules.apply(address);
        let is_address = |key: &String| page.addresses.contains(key);
        let known_by_address = page.key.is_none();
        let first = page.addresses.first();
        let key = match &page.key {
            Some(key) if is_address(key) => Some(now_at(key)),
            Some(key) => Some(key.clone()),
            None => first.map(|address| address::normal(&now_at(address))),
        };
        let same = key.as_deref().filter(|_| known_by_address);
        let mut addresses: Vec<String> = page.addresses.iter().map(now_at).collect();
        addresses.retain(|address| address.len() <= MAX_KEY);
        let too_long = page.addresses.len() - addresses.len();
        Self {
            line: page.line,
            number: page.number,
            id: page.id,
            inherits_from: page.inherits_from,
            left_out,
            title: clip_title(page.title),
            same: same.map(address::same_page),
            key: key.filter(|key| key.len() <= MAX_KEY),
            own_key: page.own_key,
            long_addresses: usize::from(page.long_addresses) + too_long,
            has_odd_address: page.has_odd_address || addresses.iter().any(|it| !is_web(it)),
            addresses: addresses.into_iter().filter(|it| is_web(it)).collect(),
            thread: page.thread,
            published: page.published,
            is_undated: page.is_undated,
        }
    }

    /// Another part of it: where one of them is hidden, both are.
    pub(super) fn join(&mut self, other: Self) {
        self.left_out = self.left_out.or(other.left_out);
        self.has_odd_address |= other.has_odd_address;
        self.addresses.extend(other.addresses);
    }
}

/// Whether something of what the page is known by had to go.
fn clean(page: &mut Page) -> bool {
    let names = page.addresses.iter_mut().chain(&mut page.key);
    let mut is_cleaned = false;
    for name in names {
        let fit = address::fit(name);
        is_cleaned |= fit != *name;
        *name = fit;
    }
    is_cleaned
}

/// Whether a name is longer than what is kept of it.
pub(crate) fn is_long_name(name: &str) -> bool {
    name.len() > MAX_NAME
}

pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(NONE)
}

fn count_kind(kinds: &mut BTreeMap<String, u64>, kind: &str) {
    let is_new = !kinds.contains_key(kind);
    let name = if is_new && kinds.len() >= MAX_KINDS {
        "(further)"
    } else {
        kind
    };
    *kinds.entry(name.to_owned()).or_default() += 1;
}

fn clip_title(mut title: String) -> String {
    title.truncate(title.floor_char_boundary(MAX_TITLE));
    title.shrink_to_fit();
    title
}
