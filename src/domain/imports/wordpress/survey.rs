//! The first reading: every fact the decisions need, and no text.
use super::author::{AuthorKey, Identity, MAX_NAME};
use super::episodes;
use super::error::{ImportError, Problem, clip};
use super::fate::{self, LeftOut, Options, Verdict};
use super::item::{Field, RawComment, RawItem};
use super::line::{Line, Subject, What};
use super::plan::{NONE, Plan, PlanComment};
use super::reader::{Reader, Record};
use super::report::Report;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, HashMap};
use std::io::BufRead;
use std::ops::Range;

/// Reads the whole file and decides what becomes of everything in it. Writes nothing; an
/// error means that nothing of the file may be imported.
pub fn survey(input: impl BufRead, options: &Options) -> Result<Plan, ImportError> {
    let mut reader = Reader::new(input)?;
    let mut survey = Survey::new(options);
    while let Some(record) = reader.next()? {
        match record {
            Record::Comment(comment) => survey.add_comment(&comment),
            Record::Item(item) => survey.add_item(&item),
        }
        .map_err(|problem| problem.at(reader.position()))?;
    }
    survey.author_numbers = HashMap::new();
    Ok(episodes::settle(survey))
}

/// How many kinds of comments are counted by name.
const MAX_KINDS: usize = 50;
/// Stands for a time that is taken from the post, once that is read.
const UNKNOWN_TIME: i64 = i64::MIN;

/// What has been gathered while reading.
pub(super) struct Survey<'a> {
    pub(super) options: &'a Options,
    pub(super) comments: Vec<PlanComment>,
    /// What each comment says it answers; 0 is the post itself.
    pub(super) answers: Vec<u64>,
    /// Those items that have comments.
    pub(super) items: Vec<Item>,
    pub(super) authors: Vec<AuthorKey>,
    pub(super) report: Report,
    pub(super) lines: Vec<Line>,
    /// Posts whose attachments are not for everybody.
    pub(super) hidden_posts: HashMap<u64, LeftOut>,
    author_numbers: HashMap<AuthorKey, u32>,
    first_of_item: usize,
}

/// A post with comments.
pub(super) struct Item {
    pub(super) line: u32,
    pub(super) comments: Range<usize>,
    pub(super) post_id: Option<u64>,
    pub(super) parent: Option<u64>,
    pub(super) inherits: bool,
    pub(super) left_out: Option<LeftOut>,
    pub(super) title: String,
    pub(super) guid: Option<String>,
    pub(super) guid_is_permalink: Option<bool>,
    pub(super) link: Option<String>,
    /// Only where nothing better tells the post from others.
    pub(super) name: Option<String>,
    pub(super) comment_status: String,
    pub(super) published: Option<DateTime<Utc>>,
}

impl<'a> Survey<'a> {
    fn new(options: &'a Options) -> Self {
        Self {
            options,
            comments: Vec::new(),
            answers: Vec::new(),
            items: Vec::new(),
            authors: Vec::new(),
            report: Report::default(),
            lines: Vec::new(),
            hidden_posts: HashMap::new(),
            author_numbers: HashMap::new(),
            first_of_item: 0,
        }
    }

    fn add_comment(&mut self, raw: &RawComment) -> Result<(), Problem> {
        let limit = self.options.max_comments;
        if self.comments.len() >= limit as usize {
            return Err(Problem::TooMany {
                what: "comments",
                limit,
            });
        }
        let (verdict, is_unknown) = fate::judge(raw, self.options);
        let mut comment = PlanComment {
            source_id: raw.id.number().unwrap_or(0),
            time: UNKNOWN_TIME,
            parent: NONE,
            episode: NONE,
            author: NONE,
            line: raw.line,
            verdict,
        };
        match verdict {
            Verdict::LeaveOut(LeftOut::OtherKind) => {
                let kind = clip(raw.kind.as_str());
                count_kind(&mut self.report.comments.other_kinds, &kind);
                self.note(&comment, What::OtherKind(kind.into()));
            }
            Verdict::LeaveOut(reason) => self.note(&comment, What::LeftOut(reason)),
            Verdict::Import(_) => {
                if is_unknown {
                    self.note(
                        &comment,
                        What::UnknownState(clip(raw.approved.as_str()).into()),
                    );
                }
                self.note_repairs(&comment, raw);
                comment.time = self.time(&comment, raw);
                comment.author = self.author(raw);
            }
        }
        self.answers.push(raw.parent.number().unwrap_or(0));
        self.comments.push(comment);
        Ok(())
    }

    fn note_repairs(&mut self, comment: &PlanComment, raw: &RawComment) {
        if raw.content.is_cleaned || raw.author.is_cleaned {
            self.note(comment, What::Cleaned);
        }
        if raw.author.is_cut || raw.author.as_str().len() > MAX_NAME {
            self.note(comment, What::NameCut);
        }
        if raw.parent.number().is_none() && !matches!(raw.parent.as_str(), "" | "0") {
            self.note(comment, What::ParentUnreadable);
        }
    }

    fn time(&mut self, comment: &PlanComment, raw: &RawComment) -> i64 {
        let time = fate::time(raw.date_gmt.as_str()).or_else(|| {
            let time = fate::time(raw.date.as_str());
            if time.is_some() {
                self.note(comment, What::TimeFromLocal);
            }
            time
        });
        match time {
            Some(time) if time > self.options.now => {
                self.note(comment, What::TimeInFuture);
                self.options.now.timestamp()
            }
            Some(time) => time.timestamp(),
            None => UNKNOWN_TIME,
        }
    }

    /// `NONE` for a guest, who is told apart by the episode, which is not known yet.
    fn author(&mut self, raw: &RawComment) -> u32 {
        let Some(key) = Identity::of(raw).key() else {
            return NONE;
        };
        *self.author_numbers.entry(key).or_insert_with(|| {
            self.authors.push(key);
            number(self.authors.len() - 1)
        })
    }

    fn add_item(&mut self, raw: &RawItem) -> Result<(), Problem> {
        let limit = self.options.max_items;
        if self.report.items.found >= u64::from(limit) {
            return Err(Problem::TooMany {
                what: "items",
                limit,
            });
        }
        self.report.items.found += 1;
        let post_id = raw.post_id.number();
        let left_out = fate::judge_item(
            raw.status.as_str(),
            !raw.post_password.is_empty(),
            self.options,
        );
        if let (Some(id), Some(reason)) = (post_id, left_out) {
            self.hidden_posts.insert(id, reason);
        }
        let comments = self.first_of_item..self.comments.len();
        self.first_of_item = comments.end;
        if comments.is_empty() {
            self.report.items.without_comments += 1;
            return Ok(());
        }
        let published = fate::published(raw);
        self.fill_in_times(comments.clone(), published);
        let mut item = Item {
            line: raw.line,
            comments,
            post_id,
            parent: raw.post_parent.number(),
            inherits: raw.status.as_str() == "inherit",
            left_out,
            title: clip_title(raw.title.plain()),
            guid: self.usable(raw, &raw.guid),
            guid_is_permalink: raw.guid_is_permalink,
            link: self.usable(raw, &raw.link),
            name: None,
            comment_status: clip(raw.comment_status.as_str()),
            published,
        };
        if item.guid.is_none() && item.link.is_none() && item.post_id.is_none() {
            item.name = self.usable(raw, &raw.post_name);
        }
        self.items.push(item);
        Ok(())
    }

    fn fill_in_times(&mut self, comments: Range<usize>, published: Option<DateTime<Utc>>) {
        let now = self.options.now;
        let (time, what) = match published {
            Some(time) => (time.min(now), What::TimeFromPost),
            None => (now, What::TimeFromImport),
        };
        for comment in &mut self.comments[comments] {
            if comment.fate().is_some() && comment.time == UNKNOWN_TIME {
                comment.time = time.timestamp();
                self.lines.push(Line::of(comment, what.clone()));
            }
        }
    }

    /// A key or an address out of the file; not one that is too long for either.
    fn usable(&mut self, item: &RawItem, field: &Field) -> Option<String> {
        let text = field.as_str();
        if field.is_cut || text.len() > super::MAX_KEY {
            let subject = Subject::Post(item.post_id.number());
            self.lines.push(Line {
                line: item.line,
                subject,
                what: What::AddressTooLong,
            });
            return None;
        }
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn note(&mut self, comment: &PlanComment, what: What) {
        self.lines.push(Line::of(comment, what));
    }
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
    title.truncate(title.floor_char_boundary(500));
    title.shrink_to_fit();
    title
}
