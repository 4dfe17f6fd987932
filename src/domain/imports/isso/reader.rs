//! The rows, and what they mean.
use crate::{
    domain::imports::reading::{
        Answers, Comment, Fate, Field, Id, Identity, ImportError, LeftOut, Lines, MAX_ATOM,
        MAX_CONTENT, MAX_KEY, Markup, Page, Position, Problem, Reader, Record, Time, is_long_name,
    },
    storage::isso::{CommentRow, Row, ThreadRow},
};
use chrono::DateTime;
use std::{collections::HashMap, io::BufRead};

pub(in crate::domain::imports) struct Isso<R> {
    /// None where there is not even a thread.
    lines: Option<Lines<R>>,
    numbers: HashMap<i64, u32>,
    /// The table that is being read, and its last row.
    last: (&'static str, i64),
}

impl<R: BufRead> Isso<R> {
    /// Of the rows that were written down.
    pub(in crate::domain::imports) fn new(mut rows: R) -> Result<Self, ImportError> {
        let is_empty = rows.fill_buf().is_ok_and(<[u8]>::is_empty);
        let lines = (!is_empty).then(|| Lines::new(rows)).transpose()?;
        Ok(Self {
            lines,
            numbers: HashMap::new(),
            last: ("threads", 0),
        })
    }

    fn number(&mut self, thread: i64) -> u32 {
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(thread).or_insert(next)
    }

    fn page(&mut self, row: &ThreadRow) -> Page {
        let uri = Field::of_address(&row.uri);
        let uri = uri.as_str();
        let is_long = uri.len() > MAX_KEY;
        Page {
            number: self.number(row.id),
            id: positive(row.id).map_or(Id::NONE, Id::number),
            title: Field::of(&row.title, MAX_ATOM).plain(),
            addresses: Some(uri.to_owned())
                .filter(|uri| !is_long && !uri.is_empty())
                .into_iter()
                .collect(),
            long_addresses: u8::from(is_long),
            is_undated: true,
            ..Page::default()
        }
    }

    fn comment(&mut self, row: &CommentRow) -> Comment {
        let name = Field::of(&row.author, MAX_ATOM);
        let (fate, unknown_state) = match row.mode {
            1 => (Fate::Approved, None),
            2 => (Fate::Held, None),
            other => (Fate::Held, Some(format!("mode {other}"))),
        };
        let author = Identity::new(&name.plain(), row.email.trim(), row.website.trim());
        Comment {
            page: self.number(row.tid),
            id: positive(row.id).map_or(Id::NONE, Id::number),
            answers: match (row.parent, positive(row.parent)) {
                (0, _) => Answers::Page,
                (_, Some(parent)) => Answers::Comment(Id::number(parent)),
                (_, None) => Answers::Unreadable,
            },
            author,
            is_name_cut: is_long_name(&row.author),
            is_cleaned: name.is_cleaned,
            time: time(row.created),
            fate,
            unknown_state: unknown_state.filter(|_| row.mode != DELETED),
            left_out: (row.mode == DELETED).then_some(LeftOut::Deleted),
            markup: markup(&row.text),
            text: Field::of(&row.text, MAX_CONTENT),
            is_voted: row.votes > 0,
            ..Comment::default()
        }
    }
}

const DELETED: i64 = 4;

fn positive(number: i64) -> Option<u64> {
    u64::try_from(number).ok().filter(|number| *number > 0)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a cast ends at the largest number, which is no time"
)]
fn time(seconds: f64) -> Time {
    let time = DateTime::from_timestamp_secs(seconds as i64);
    let time = time.filter(|time| time.timestamp() > 0);
    time.map_or(Time::Missing, Time::At)
}

fn markup(text: &str) -> Markup {
    let start = text.trim_start().as_bytes();
    let is_paragraph = start
        .first_chunk()
        .is_some_and(|tag: &[u8; 2]| tag.eq_ignore_ascii_case(b"<p"))
        && matches!(start.get(2), Some(b'>' | b' '));
    if is_paragraph {
        Markup::Html
    } else {
        Markup::Markdown
    }
}

/// Nobody can look the lines up.
fn in_row(fault: ImportError, (table, after): (&'static str, i64)) -> ImportError {
    let why = match fault.problem {
        Problem::BrokenJson(why) => why,
        other => other.to_string(),
    };
    Problem::Row { table, after, why }.anywhere()
}

impl<R: BufRead> Reader for Isso<R> {
    fn next(&mut self) -> Result<Option<Record>, ImportError> {
        let Some(lines) = &mut self.lines else {
            return Ok(None);
        };
        let row = lines.next().map_err(|fault| in_row(fault, self.last))?;
        Ok(match row {
            None => None,
            Some(Row::Thread(row)) => {
                self.last = ("threads", row.id);
                Some(Record::Page(Box::new(self.page(&row))))
            }
            Some(Row::Comment(row)) => {
                self.last = ("comments", row.id);
                Some(Record::Comment(Box::new(self.comment(&row))))
            }
        })
    }

    fn position(&self) -> Position {
        Position::NOWHERE
    }
}
