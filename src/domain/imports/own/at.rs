//! A line's place, with which whatever is wrong in it is told; and its ids and words as values.
use crate::domain::{
    imports::reading::{ImportError, Position, Problem, clip},
    spelling,
};
use sea_orm::Iterable;
use std::fmt::Debug;
use uuid::Uuid;

/// Where a line begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct At(pub(super) Position);

impl At {
    pub(super) fn refuse(self, problem: Problem) -> ImportError {
        problem.at(self.0)
    }

    pub(super) fn bad(self, field: &'static str, value: &str) -> ImportError {
        self.refuse(Problem::BadValue(field, clip(value)))
    }

    pub(super) fn missing(self, what: &str) -> ImportError {
        self.refuse(Problem::NotInFile(clip(what)))
    }

    pub(super) fn id(self, kind: &'static str, text: &str) -> Result<Uuid, ImportError> {
        spelling::read_id(kind, text).ok_or_else(|| self.bad("id", text))
    }

    pub(super) fn some_id(
        self,
        kind: &'static str,
        text: Option<&String>,
    ) -> Result<Option<Uuid>, ImportError> {
        text.map(|text| self.id(kind, text)).transpose()
    }

    pub(super) fn word<T: Iterable + Debug>(
        self,
        field: &'static str,
        text: &str,
    ) -> Result<T, ImportError> {
        spelling::read_word(text).ok_or_else(|| self.bad(field, text))
    }
}
