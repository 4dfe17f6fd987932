//! The elements of the file, and what Disqus means by them.
use crate::domain::imports::reading::{
    Answers, Comment, Fate, Field, Id, Identity, ImportError, LeftOut, MAX_ATOM, MAX_CONTENT,
    MAX_KEY, Page, PageThread, Position, Problem, Reader, Record, Step, Time, Visibility, Xml,
    clip, is_long_name, local_name,
};
use chrono::{DateTime, Utc};
use std::{collections::HashMap, io::BufRead};

pub(in crate::domain::imports) struct Disqus<R> {
    xml: Xml<R>,
    is_inside: bool,
    is_over: bool,
    /// Threads as they are met or named first.
    numbers: HashMap<Id, u32>,
    next: u32,
}

/// A thread or a post.
#[derive(Default)]
struct Element {
    line: u32,
    /// Its own, by which others name it.
    id: Id,
    thread: Id,
    parent: Option<Id>,
    identifier: Field,
    link: Field,
    title: Field,
    message: Field,
    created_at: Field,
    name: Field,
    email: Field,
    username: Field,
    is_closed: bool,
    is_deleted: bool,
    is_spam: bool,
}

impl<R: BufRead> Disqus<R> {
    pub(in crate::domain::imports) fn new(input: R) -> Result<Self, ImportError> {
        Ok(Self {
            xml: Xml::new(input)?,
            is_inside: false,
            is_over: false,
            numbers: HashMap::new(),
            next: 0,
        })
    }

    fn opened(&mut self) -> Result<Option<Record>, ImportError> {
        match (self.is_inside, local_name(self.xml.name())) {
            (false, "disqus") => self.is_inside = true,
            (false, other) => {
                let found = format!("the outermost element is <{}>", clip(other));
                return Err(Problem::NotFrom(found, "Disqus").at(self.xml.position()));
            }
            (true, "thread") => {
                let thread = self.read()?;
                let page = self.page(&thread);
                return Ok(Some(Record::Page(Box::new(page))));
            }
            (true, "post") => {
                let post = self.read()?;
                let comment = self.comment(post);
                return Ok(Some(Record::Comment(Box::new(comment))));
            }
            (true, _) => self.xml.skip()?,
        }
        Ok(None)
    }

    fn read(&mut self) -> Result<Element, ImportError> {
        let mut element = Element {
            line: self.xml.position().line,
            id: self.id(),
            ..Element::default()
        };
        let mut in_author = false;
        loop {
            match self.xml.step()? {
                Step::Open => match (in_author, local_name(self.xml.name())) {
                    (false, "author") => in_author = true,
                    (false, "thread") => {
                        element.thread = self.id();
                        self.xml.skip()?;
                    }
                    (false, "parent") => {
                        element.parent = Some(self.id());
                        self.xml.skip()?;
                    }
                    (true, "name") => self.field(&mut element.name)?,
                    (true, "email") => self.field(&mut element.email)?,
                    (true, "username") => self.field(&mut element.username)?,
                    (false, "id") => self.field(&mut element.identifier)?,
                    (false, "link") => self.field(&mut element.link)?,
                    (false, "title") => self.field(&mut element.title)?,
                    (false, "message") => self.field(&mut element.message)?,
                    (false, "createdAt") => self.field(&mut element.created_at)?,
                    (false, "isClosed") => element.is_closed = self.flag()?,
                    (false, "isDeleted") => element.is_deleted = self.flag()?,
                    (false, "isSpam") => element.is_spam = self.flag()?,
                    _ => self.xml.skip()?,
                },
                Step::Close if in_author => in_author = false,
                Step::Close | Step::End => return Ok(element),
                Step::Text => {}
            }
        }
    }

    /// The attribute of the element that was opened last.
    fn id(&self) -> Id {
        self.xml.attribute("id").map_or(Id::NONE, Id::named)
    }

    fn flag(&mut self) -> Result<bool, ImportError> {
        let mut field = Field::default();
        self.field(&mut field)?;
        Ok(matches!(field.as_str(), "true" | "1"))
    }

    fn field(&mut self, field: &mut Field) -> Result<(), ImportError> {
        let is_message = local_name(self.xml.name()) == "message";
        let limit = if is_message { MAX_CONTENT } else { MAX_ATOM };
        self.xml.read_text(field, limit)
    }

    /// Threads without a name are different ones.
    fn number(&mut self, thread: Id) -> u32 {
        let number = if thread.is_none() {
            self.next
        } else {
            *self.numbers.entry(thread).or_insert(self.next)
        };
        self.next += u32::from(number == self.next);
        number
    }

    fn page(&mut self, thread: &Element) -> Page {
        let link = Some(thread.link.as_str()).filter(|link| !link.is_empty());
        let is_long = thread.link.is_cut || link.is_some_and(|link| link.len() > MAX_KEY);
        let link = link.filter(|_| !is_long);
        let identifier = Some(thread.identifier.as_str())
            .filter(|name| !name.is_empty() && name.len() <= MAX_KEY && !thread.identifier.is_cut);
        let numbered = thread.id.some().map(|id| format!("disqus-{id}"));
        let named = identifier.map(str::to_owned).or(numbered);
        Page {
            line: thread.line,
            number: self.number(thread.id),
            id: thread.id,
            visibility: if thread.is_deleted {
                Visibility::Trashed
            } else {
                Visibility::Public
            },
            title: thread.title.plain(),
            key: named.filter(|_| link.is_none()),
            addresses: link.map(str::to_owned).into_iter().collect(),
            long_addresses: u8::from(is_long),
            thread: if thread.is_closed {
                PageThread::Closed
            } else {
                PageThread::Open
            },
            published: time(&thread.created_at),
            ..Page::default()
        }
    }

    /// Of spam that is deleted the spam counts.
    fn comment(&mut self, post: Element) -> Comment {
        let name = post.name.plain();
        let left_out = post.is_deleted && !post.is_spam;
        Comment {
            line: post.line,
            page: self.number(post.thread),
            id: post.id,
            answers: match post.parent {
                None => Answers::Page,
                Some(parent) if parent.is_none() => Answers::Unreadable,
                Some(parent) => Answers::Comment(parent),
            },
            author: Identity::new(&name, post.email.as_str(), "").known_as(post.username.as_str()),
            is_name_cut: post.name.is_cut || is_long_name(&name),
            is_cleaned: post.name.is_cleaned,
            time: time(&post.created_at).map_or(Time::Missing, Time::At),
            fate: if post.is_spam {
                Fate::Spam
            } else {
                Fate::Approved
            },
            left_out: left_out.then_some(LeftOut::Deleted),
            text: post.message,
            ..Comment::default()
        }
    }
}

impl<R: BufRead> Reader for Disqus<R> {
    fn next(&mut self) -> Result<Option<Record>, ImportError> {
        while !self.is_over {
            match self.xml.step()? {
                Step::Open => {
                    if let Some(record) = self.opened()? {
                        return Ok(Some(record));
                    }
                }
                Step::Close | Step::Text => {}
                Step::End => self.is_over = true,
            }
        }
        Ok(None)
    }

    fn position(&self) -> Position {
        self.xml.position()
    }
}

/// Always in UTC.
fn time(field: &Field) -> Option<DateTime<Utc>> {
    let time = DateTime::parse_from_rfc3339(field.as_str()).ok()?;
    (time.timestamp() > 0).then(|| time.to_utc())
}
