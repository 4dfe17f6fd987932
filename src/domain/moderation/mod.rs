//! What becomes of a new or edited text: an ordered list of small pure phases.
mod banned_words;
mod length;
pub mod links;
mod mode;
mod reading;
pub mod repeats;
pub mod spam;
mod spam_score;
mod staff;
mod standing;
mod suspect_words;
mod thread;
mod trusted;
pub mod words;

pub use reading::Reading;

use super::{
    Error,
    error::FieldError,
    policy::{Branch, Denied},
    rules::Rulebook,
};
use crate::model::{HoldReason, Member, Mode, Role, Standing, Status, ThreadState};

/// All that the phases may look at.
#[derive(Clone, Copy)]
pub struct Draft<'a> {
    pub author: &'a Member,
    /// The role that the author's session may use.
    pub role: Role,
    pub standing: Standing,
    /// Where it goes. An edit goes nowhere new: there both are open.
    pub thread: ThreadState,
    pub branch: Branch,
    pub reading: &'a Reading,
    /// The author has posted the same text before.
    pub is_repeat: bool,
    pub book: &'a Rulebook,
    /// 0 to 100; none when it was not scored.
    pub spam: Option<u8>,
    /// The episode's, or else the site's.
    pub mode: Mode,
    pub newcomer_approvals: i32,
}

/// What a phase says about a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Opinion {
    Approve,
    Hold(HoldReason),
    Reject(HoldReason),
    /// The author is told at once, and nothing is kept.
    Refuse(Refusal),
}

/// Why a text is not taken at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    Denied(Denied),
    Invalid(FieldError),
}

type Phase = fn(&Draft<'_>) -> Option<Opinion>;

/// Order is policy: the first phase with an opinion wins.
const PHASES: &[Phase] = &[
    thread::phase,
    staff::phase,
    length::phase,
    standing::phase,
    repeats::phase,
    banned_words::phase,
    suspect_words::phase,
    links::phase,
    trusted::phase,
    mode::newcomers,
    spam_score::phase,
    mode::premoderation,
];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub status: Status,
    /// Of every phase that would have held or rejected it, in order; none when it is approved.
    pub reasons: Vec<HoldReason>,
    /// Its author moderates the site.
    pub by_staff: bool,
}

/// Without any opinion, a comment is shown. What comes after an approval no longer counts.
pub fn judge(draft: &Draft<'_>) -> Result<Verdict, Refusal> {
    let mut status = None;
    let mut reasons = Vec::new();
    for opinion in PHASES.iter().filter_map(|phase| phase(draft)) {
        match opinion {
            Opinion::Refuse(refusal) if status.is_none() => return Err(refusal),
            Opinion::Refuse(_) => {}
            Opinion::Approve => break,
            Opinion::Hold(reason) => {
                status.get_or_insert(Status::Pending);
                reasons.push(reason);
            }
            Opinion::Reject(reason) => {
                status.get_or_insert(Status::Rejected);
                reasons.push(reason);
            }
        }
    }
    Ok(Verdict {
        status: status.unwrap_or(Status::Approved),
        reasons,
        by_staff: draft.role >= Role::Moderator,
    })
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Denied(denied) => Self::Denied(denied),
            Refusal::Invalid(fault) => Self::Invalid(vec![fault]),
        }
    }
}

#[cfg(test)]
mod tests;
