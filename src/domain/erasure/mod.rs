//! Taking a person out of what is kept.
//!
//! What lets them sign in, and their names, go in one transaction; comments and votes, of which there
//! may be very many, in one after the other, which any node goes on with. Rows that others hang on
//! stay, under no name: answers, decisions and counts are right without knowing who it was.
mod account;
mod ask;
mod due;
mod member;
mod work;

pub use ask::{Erasing, Planned, erase_me, keep_me, of_viewer};
pub use due::carry_out_due;
pub use member::erase_member;
pub use work::{AT_ONCE, go_on};

use super::{Error, log, text};
use crate::{
    app::App,
    model::{Action, Member},
    storage::{self, Txn, erasures::Erasure},
};
use sea_orm::{EnumIter, Iterable};

/// What becomes of what they wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
pub enum Comments {
    /// The words go, of every revision. Answers stay, under tombstones.
    Delete,
    /// They stay, under no name.
    KeepAnonymously,
}

/// What came of somebody's asking.
#[derive(Clone, Copy, Debug)]
pub enum Erased {
    Done,
    Planned(Planned),
}

impl Comments {
    fn of(delete: bool) -> Self {
        if delete {
            Self::Delete
        } else {
            Self::KeepAnonymously
        }
    }

    /// As the log and the schema spell it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Delete => "DELETE",
            Self::KeepAnonymously => "KEEP_ANONYMOUSLY",
        }
    }

    pub(super) fn parse(name: &str) -> Option<Self> {
        Self::iter().find(|comments| comments.name() == name)
    }
}

/// Under which erased people's comments stand.
const NOBODY: &str = text::name::ANONYMOUS;

/// What is in few rows goes now; the rest is noted to be done.
async fn begin(
    app: &App,
    txn: &Txn,
    by: log::By<'_>,
    (member, comments): (&Member, Comments),
) -> Result<(), Error> {
    storage::erasures::forget_member(txn, member.id, NOBODY).await?;
    storage::invitations::forget_member(txn, member.id).await?;
    let erasure = Erasure {
        member_id: member.id,
        delete_comments: comments == Comments::Delete,
        created_at: app.env.now(),
        told_until: None,
    };
    storage::erasures::begin(txn, erasure).await?;
    let entry = log::Entry {
        to: Some(comments.name().to_owned()),
        ..log::Entry::new(Action::EraseMember, member.site_id, member.id.0)
    };
    log::record(app, txn, by, entry).await?;
    Ok(())
}
