//! The lines of the file, and what they mean.
use crate::domain::imports::reading::{
    Answers, Comment, Field, Id, Identity, ImportError, LeftOut, Lines, MAX_ATOM, MAX_CONTENT,
    MAX_KEY, MAX_TITLE, Markup, Page, PageThread, Person, Position, Problem, Reader, Record, Time,
    is_long_name,
};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use std::{
    collections::{HashMap, HashSet, VecDeque},
    io::BufRead,
};

pub(in crate::domain::imports) struct Remark42<R> {
    lines: Lines<R>,
    is_first: bool,
    /// By address, in the order in which comments name them.
    pages: HashMap<Id, u32>,
    read_only: HashSet<Id>,
    ready: VecDeque<Record>,
}

/// What of the first line or of a comment there is.
#[derive(Deserialize)]
struct RawLine {
    version: Option<i64>,
    users: Option<Vec<RawUser>>,
    posts: Option<Vec<RawPost>>,
    id: Option<String>,
    pid: Option<String>,
    text: Option<String>,
    orig: Option<String>,
    user: Option<RawAuthor>,
    locator: Option<RawLocator>,
    score: Option<f64>,
    votes: Option<HashMap<String, bool>>,
    time: Option<String>,
    pin: Option<bool>,
    delete: Option<bool>,
    title: Option<String>,
}

#[derive(Deserialize)]
struct RawUser {
    id: Option<String>,
    blocked: Option<RawBlocked>,
    details: Option<RawDetails>,
}

#[derive(Deserialize)]
struct RawBlocked {
    status: Option<bool>,
}

#[derive(Deserialize)]
struct RawDetails {
    email: Option<String>,
}

#[derive(Deserialize)]
struct RawPost {
    url: Option<String>,
    read_only: Option<bool>,
}

#[derive(Deserialize)]
struct RawAuthor {
    id: Option<String>,
    name: Option<String>,
}

#[derive(Deserialize)]
struct RawLocator {
    url: Option<String>,
}

impl<R: BufRead> Remark42<R> {
    pub(in crate::domain::imports) fn new(input: R) -> Result<Self, ImportError> {
        Ok(Self {
            lines: Lines::new(input)?,
            is_first: true,
            pages: HashMap::new(),
            read_only: HashSet::new(),
            ready: VecDeque::new(),
        })
    }

    fn take(&mut self, line: RawLine) -> Result<(), ImportError> {
        let at = self.lines.position();
        let is_first = std::mem::replace(&mut self.is_first, false);
        let is_head = line.version.is_some() || line.users.is_some() || line.posts.is_some();
        if is_first && is_head {
            return self.head(line, at);
        }
        let locator = line.locator.as_ref();
        let url = locator.and_then(|it| it.url.as_deref());
        let url = Field::of_address(url.unwrap_or_default());
        let url = url.as_str();
        if url.is_empty() {
            let found = "this line is no comment of a page".to_owned();
            return Err(Problem::NotFrom(found, "Remark42").at(at));
        }
        let number = if let Some(&number) = self.pages.get(&Id::named(url)) {
            number
        } else {
            let number = u32::try_from(self.pages.len()).unwrap_or(u32::MAX);
            self.pages.insert(Id::named(url), number);
            let page = self.page(url, line.title.as_deref(), (number, at));
            self.ready.push_back(Record::Page(Box::new(page)));
            number
        };
        let comment = comment(line, at.line, number);
        self.ready.push_back(Record::Comment(Box::new(comment)));
        Ok(())
    }

    fn head(&mut self, line: RawLine, at: Position) -> Result<(), ImportError> {
        if let Some(version) = line.version.filter(|version| !matches!(version, 0 | 1)) {
            let found = format!("its version is {version}");
            return Err(Problem::NotFrom(found, "Remark42 that is known here").at(at));
        }
        for post in line.posts.into_iter().flatten() {
            if post.read_only == Some(true) {
                let url = post.url.unwrap_or_default();
                let url = Field::of_address(&url);
                self.read_only.insert(Id::named(url.as_str()));
            }
        }
        for user in line.users.into_iter().flatten() {
            let details = user.details.and_then(|details| details.email);
            let identity = Identity::new("", details.as_deref().unwrap_or_default(), "");
            let blocked = user.blocked.and_then(|blocked| blocked.status);
            let person = Person {
                line: at.line,
                identity: identity.known_as(user.id.as_deref().unwrap_or_default()),
                is_blocked: blocked == Some(true),
            };
            self.ready.push_back(Record::Person(Box::new(person)));
        }
        Ok(())
    }

    fn page(&self, url: &str, title: Option<&str>, (number, at): (u32, Position)) -> Page {
        let is_long = url.len() > MAX_KEY;
        Page {
            line: at.line,
            number,
            title: Field::of(title.unwrap_or_default(), MAX_TITLE).plain(),
            addresses: Some(url.to_owned())
                .filter(|_| !is_long)
                .into_iter()
                .collect(),
            long_addresses: u8::from(is_long),
            thread: if self.read_only.contains(&Id::named(url)) {
                PageThread::Closed
            } else {
                PageThread::Open
            },
            is_undated: true,
            ..Page::default()
        }
    }
}

fn comment(raw: RawLine, line: u32, page: u32) -> Comment {
    let user = raw.user.as_ref();
    let name = user
        .and_then(|user| user.name.as_deref())
        .unwrap_or_default();
    let name = Field::of(name, MAX_ATOM).plain();
    let id = user.and_then(|user| user.id.as_deref()).unwrap_or_default();
    let votes = raw.votes.is_some_and(|votes| !votes.is_empty());
    let (text, markup) = match raw.orig.as_deref().map(str::trim) {
        Some(orig) if !orig.is_empty() => (orig, Markup::Markdown),
        _ => (raw.text.as_deref().unwrap_or_default(), Markup::Html),
    };
    Comment {
        line,
        page,
        id: Id::named(raw.id.as_deref().unwrap_or_default()),
        answers: match raw.pid.as_deref().unwrap_or_default() {
            "" | "0" => Answers::Page,
            parent => Answers::Comment(Id::named(parent)),
        },
        author: Identity::new(&name, "", "").known_as(&told_apart(id, &name)),
        is_name_cut: is_long_name(&name),
        time: raw
            .time
            .as_deref()
            .and_then(time)
            .map_or(Time::Missing, Time::At),
        left_out: (raw.delete == Some(true)).then_some(LeftOut::Deleted),
        text: Field::of(text, MAX_CONTENT),
        markup,
        is_voted: votes || raw.score.is_some_and(|score| score != 0.0),
        is_pinned: raw.pin == Some(true),
        ..Comment::default()
    }
}

/// The hash that stands for an empty name.
pub(super) const OF_NOBODY: &str = "da39a3ee5e6b4b0d3255bfef95601890afd80709";

/// By what an author is known. Where Remark42 imported, ids were made of names: all guests of one name
/// have one, and so have all of whom Disqus knew no account.
fn told_apart(id: &str, name: &str) -> String {
    // Of whom the system has forgotten everything.
    if id == "deleted" || id.starts_with("wordpress_") {
        return String::new();
    }
    let Some(account) = id.strip_prefix("disqus_") else {
        return id.to_owned();
    };
    let is_hash = account.len() == OF_NOBODY.len() && account != OF_NOBODY;
    if is_hash && account.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        format!("{id} {name}")
    } else {
        String::new()
    }
}

fn time(text: &str) -> Option<DateTime<Utc>> {
    let time = DateTime::parse_from_rfc3339(text).ok()?;
    (time.timestamp() > 0).then(|| time.to_utc())
}

impl<R: BufRead> Reader for Remark42<R> {
    fn next(&mut self) -> Result<Option<Record>, ImportError> {
        loop {
            if let Some(record) = self.ready.pop_front() {
                return Ok(Some(record));
            }
            match self.lines.next()? {
                Some(line) => self.take(line)?,
                None => return Ok(None),
            }
        }
    }

    fn position(&self) -> Position {
        self.lines.position()
    }
}
