//! The second reading: the texts, each with its place in the plan.
use super::author::{Author, Identity};
use super::error::{ImportError, Problem};
use super::item::RawComment;
use super::plan::{Plan, PlanComment};
use super::reader::{Reader, Record};
use std::io::BufRead;

/// One comment to import. All else about it is in the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedComment {
    /// Its place in [`Plan::comments`].
    pub index: usize,
    pub author: Author,
    /// As the blog keeps it: HTML that nobody has checked, its line ends standing for
    /// breaks. At most 1 MiB.
    pub html: String,
}

/// Reads the same file again and hands out what the plan imports, in the file's order, one
/// comment in memory at a time. Ends after the first error. A file that has changed since it
/// was surveyed is an error: whatever was written from it must be rolled back.
pub fn comments<R: BufRead>(input: R, plan: &Plan) -> Comments<'_, R> {
    Comments {
        state: State::Start(input),
        plan,
        next: 0,
    }
}

pub struct Comments<'a, R> {
    state: State<R>,
    plan: &'a Plan,
    next: usize,
}

enum State<R> {
    Start(R),
    Reading(Box<Reader<R>>),
    Over,
}

impl<R: BufRead> Iterator for Comments<'_, R> {
    type Item = Result<PlannedComment, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut reader = match std::mem::replace(&mut self.state, State::Over) {
            State::Start(input) => match Reader::new(input) {
                Ok(reader) => Box::new(reader),
                Err(error) => return Some(Err(error)),
            },
            State::Reading(reader) => reader,
            State::Over => return None,
        };
        let found = self.find(&mut reader).transpose();
        if matches!(found, Some(Ok(_))) {
            self.state = State::Reading(reader);
        }
        found
    }
}

impl<R: BufRead> Comments<'_, R> {
    fn find(&mut self, reader: &mut Reader<R>) -> Result<Option<PlannedComment>, ImportError> {
        while let Some(record) = reader.next()? {
            let Record::Comment(raw) = record else {
                continue;
            };
            let index = self.next;
            self.next += 1;
            let planned = self
                .plan
                .comments
                .get(index)
                .filter(|planned| is_same(planned, &raw));
            let planned = planned.ok_or_else(|| {
                Problem::Changed("a comment is not where it was").at(reader.position())
            })?;
            if let Some(key) = self.plan.author_of(planned) {
                let author = Identity::of(&raw).into_author(key);
                return Ok(Some(PlannedComment {
                    index,
                    author,
                    html: raw.content.into_text(),
                }));
            }
        }
        if self.next < self.plan.comments.len() {
            return Err(Problem::Changed("comments are gone").at(reader.position()));
        }
        Ok(None)
    }
}

fn is_same(planned: &PlanComment, raw: &RawComment) -> bool {
    planned.line == raw.line && planned.source_id == raw.id.number().unwrap_or(0)
}
