//! Work that is done after the answer: a row written in the transaction that causes it, taken by a
//! worker for a while, tried again when it fails, and in the end given up where admins see it.
mod backoff;
mod conclude;
mod enqueue;
mod import;
mod mail;
mod opinion;
mod picture;
mod read;
mod run;
mod work;

pub use read::{Listed, list, retry};
pub use work::{clear_out, run_due, work};

pub(super) use enqueue::{
    ask, bring_in, correct, fetch_picture, is_being_asked_about, is_picture_wanted, wake,
};
pub(super) use work::LEASE;

use crate::{
    domain::opinions::{self, Adviser},
    model::{Comment, Job, JobKind, Status},
};

/// As operators read it.
pub fn name(kind: JobKind) -> &'static str {
    match kind {
        JobKind::AkismetCheck => "akismet_check",
        JobKind::AkismetSpam => "akismet_spam",
        JobKind::AkismetHam => "akismet_ham",
        JobKind::WebhookOpinion => "webhook_opinion",
        JobKind::Mail => "mail",
        JobKind::Picture => "picture",
        JobKind::Import => "import",
    }
}

/// Whose opinion a job asks for.
fn adviser(kind: JobKind) -> Option<Adviser> {
    match kind {
        JobKind::AkismetCheck => Some(Adviser::Akismet),
        JobKind::WebhookOpinion => Some(Adviser::Webhook),
        JobKind::AkismetSpam
        | JobKind::AkismetHam
        | JobKind::Mail
        | JobKind::Picture
        | JobKind::Import => None,
    }
}

/// Whether the comment is still as it was when the job was made of it.
fn is_wanted(job: &Job, comment: &Comment) -> bool {
    let state = match job.kind {
        JobKind::AkismetCheck | JobKind::WebhookOpinion => opinions::is_open(comment),
        JobKind::AkismetSpam => comment.status == Status::Spam,
        JobKind::AkismetHam => comment.status == Status::Approved,
        JobKind::Mail | JobKind::Picture | JobKind::Import => false,
    };
    state && job.revision_id == Some(comment.revision_id)
}
