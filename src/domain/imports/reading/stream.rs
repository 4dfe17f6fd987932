//! The second reading: the texts, each with its place in the plan.
use super::author::Author;
use super::error::{ImportError, Problem};
use super::plan::{Markup, Plan, PlanComment};
use super::record::{Comment, Reader, Record};

/// One comment to import. All else about it is in the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedComment {
    /// Its place in [`Plan::comments`].
    pub index: usize,
    pub author: Author,
    /// The author's place in [`Plan::authors`].
    pub author_number: usize,
    /// As the file has it: nobody has checked it. At most 1 MiB.
    pub text: String,
    pub markup: Markup,
    pub is_pinned: bool,
}

/// Reads the same file again and hands out what the plan imports, in the file's order, one
/// comment in memory at a time. Ends after the first error. A file that has changed since it
/// was surveyed is an error: whatever was written from it must be rolled back.
pub(crate) fn comments<R: Reader>(reader: R, plan: &Plan) -> Comments<'_, R> {
    Comments {
        reader,
        plan,
        next: 0,
        is_over: false,
    }
}

pub(crate) struct Comments<'a, R> {
    reader: R,
    plan: &'a Plan,
    next: usize,
    is_over: bool,
}

impl<R: Reader> Iterator for Comments<'_, R> {
    type Item = Result<PlannedComment, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let found = self.find().transpose();
        self.is_over = !matches!(found, Some(Ok(_)));
        found
    }
}

impl<R: Reader> Comments<'_, R> {
    fn find(&mut self) -> Result<Option<PlannedComment>, ImportError> {
        while let Some(record) = self.reader.next()? {
            let Record::Comment(comment) = record else {
                continue;
            };
            let index = self.next;
            self.next += 1;
            let planned = self.plan.comments.get(index);
            let planned = planned.filter(|planned| is_same(planned, &comment));
            let planned = planned.ok_or_else(|| {
                Problem::Changed("a comment is not where it was").at(self.reader.position())
            })?;
            if let Some(key) = self.plan.author_of(planned) {
                let Comment {
                    author,
                    text,
                    markup,
                    is_pinned,
                    ..
                } = *comment;
                return Ok(Some(PlannedComment {
                    index,
                    author: self.plan.author(key, author),
                    author_number: planned.author as usize,
                    text: text.into_text(),
                    markup,
                    is_pinned,
                }));
            }
        }
        if self.next < self.plan.comments.len() {
            return Err(Problem::Changed("comments are gone").at(self.reader.position()));
        }
        Ok(None)
    }
}

fn is_same(planned: &PlanComment, comment: &Comment) -> bool {
    planned.line == comment.line && planned.source_id == comment.id
}
