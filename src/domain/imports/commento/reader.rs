//! The items of the file, and what they mean.
use super::item::{ListedPage, RawComment, RawCommenter, RawPage};
use crate::domain::imports::reading::{
    Id, Identity, ImportError, Item, Json, MAX_ITEMS, MAX_KEY, Page, PageThread, Person, Position,
    Problem, Reader, Record,
};
use std::{
    collections::{HashMap, VecDeque},
    io::BufRead,
};

pub(in crate::domain::imports) struct Commento<R> {
    json: Json<R>,
    /// By name, of version 3, or by address.
    pages: HashMap<Id, u32>,
    /// Pages that wait for the first comment that says on what host they are.
    waiting: HashMap<u32, (Position, ListedPage)>,
    ready: VecDeque<Record>,
    /// Something was met that only these exports have.
    is_known: bool,
}

const KNOWN: [i64; 2] = [1, 3];

impl<R: BufRead> Commento<R> {
    pub(in crate::domain::imports) fn new(input: R) -> Result<Self, ImportError> {
        Ok(Self {
            json: Json::new(input)?,
            pages: HashMap::new(),
            waiting: HashMap::new(),
            ready: VecDeque::new(),
            is_known: false,
        })
    }

    fn take(&mut self, item: &Item) -> Result<(), ImportError> {
        match (item.name.as_str(), item.is_listed) {
            ("version", false) => {
                let version: Option<i64> = self.json.parse()?;
                if !version.is_some_and(|version| KNOWN.contains(&version)) {
                    let found = format!("its version is {}", version.unwrap_or_default());
                    return Err(Problem::NotFrom(found, "Commento that is known here").at(item.at));
                }
            }
            ("pages", true) => {
                if self.waiting.len() >= MAX_ITEMS as usize {
                    let (what, limit) = ("items", MAX_ITEMS);
                    return Err(Problem::TooMany { what, limit }.at(item.at));
                }
                let page = ListedPage::from(self.json.parse::<RawPage>()?);
                let number = self.number(page.id);
                self.waiting.insert(number, (item.at, page));
            }
            ("comments", true) => {
                let comment: RawComment = self.json.parse()?;
                self.comment(comment, item.at);
            }
            ("commenters", true) => {
                let commenter: RawCommenter = self.json.parse()?;
                self.ready.extend(person(&commenter, item.at));
            }
            _ => {}
        }
        self.is_known |= matches!(item.name.as_str(), "comments" | "commenters");
        Ok(())
    }

    fn number(&mut self, name: Id) -> u32 {
        let next = u32::try_from(self.pages.len()).unwrap_or(u32::MAX);
        *self.pages.entry(name).or_insert(next)
    }

    fn comment(&mut self, comment: RawComment, at: Position) {
        let before = self.pages.len();
        let page_id = comment.page_id().map(Id::named);
        let address = comment.address();
        let number = self.number(page_id.unwrap_or_else(|| Id::named(&address)));
        let waiting = self.waiting.remove(&number);
        if let Some((at, page)) = waiting {
            let page = listed(&page, number, at, &address);
            self.ready.push_back(Record::Page(Box::new(page)));
        } else if page_id.is_none() && self.pages.len() > before {
            let page = at_address(&address, number, at);
            self.ready.push_back(Record::Page(Box::new(page)));
        }
        let comment = comment.into_comment(at.line, number);
        self.ready.push_back(Record::Comment(Box::new(comment)));
    }

    /// Pages without comments, or whose comments stood before them.
    fn end(&mut self) {
        let mut waiting: Vec<_> = self.waiting.drain().collect();
        waiting.sort_by_key(|(number, _)| *number);
        let pages = waiting.iter().map(|(number, (at, page))| {
            let page = listed(page, *number, *at, "");
            Record::Page(Box::new(page))
        });
        self.ready.extend(pages);
    }
}

impl<R: BufRead> Reader for Commento<R> {
    fn next(&mut self) -> Result<Option<Record>, ImportError> {
        loop {
            if let Some(record) = self.ready.pop_front() {
                return Ok(Some(record));
            }
            match self.json.next()? {
                Some(item) => self.take(&item)?,
                None if self.waiting.is_empty() => break,
                None => self.end(),
            }
        }
        if self.is_known {
            return Ok(None);
        }
        let found = "it has neither comments nor commenters".to_owned();
        Err(Problem::NotFrom(found, "Commento").at(Position::START))
    }

    fn position(&self) -> Position {
        self.json.position()
    }
}

fn at_address(address: &str, number: u32, at: Position) -> Page {
    let is_long = address.len() > MAX_KEY;
    Page {
        line: at.line,
        number,
        addresses: Some(address.to_owned())
            .filter(|address| !is_long && !address.is_empty())
            .into_iter()
            .collect(),
        long_addresses: u8::from(is_long),
        is_undated: true,
        ..Page::default()
    }
}

/// On the host of one of its comments.
fn listed(page: &ListedPage, number: u32, at: Position, comment: &str) -> Page {
    let path = page.path.as_str();
    let host = url::Url::parse(comment).map(|url| url.origin().ascii_serialization());
    let address = match host {
        Ok(host) if path.starts_with('/') => format!("{host}{path}"),
        _ => path.to_owned(),
    };
    Page {
        id: page.id,
        title: page.title.clone(),
        thread: if page.is_read_only {
            PageThread::Closed
        } else {
            PageThread::Open
        },
        ..at_address(&address, number, at)
    }
}

fn person(commenter: &RawCommenter, at: Position) -> Option<Record> {
    let id = commenter.id();
    let identity = Identity::new(&commenter.name(), commenter.email(), commenter.link());
    (!id.is_empty()).then(|| {
        Record::Person(Box::new(Person {
            line: at.line,
            identity: identity.known_as(id),
            is_blocked: false,
        }))
    })
}
