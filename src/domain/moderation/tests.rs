//! What the phases make of a draft together.
use super::*;
use crate::model::{AccountId, MemberId, Record, Rules, SiteId};
use uuid::Uuid;

/// A draft, named where it matters: otherwise a reader's everyday comment on an open thread.
pub(super) struct Case {
    pub(super) body: &'static str,
    pub(super) role: Role,
    pub(super) standing: Standing,
    pub(super) thread: ThreadState,
    pub(super) branch: Branch,
    pub(super) is_repeat: bool,
    pub(super) spam: Option<u8>,
    pub(super) mode: Mode,
    pub(super) approved: i32,
    pub(super) rules: fn(&mut Rules),
}

impl Default for Case {
    fn default() -> Self {
        Self {
            body: "I have a question about the harbour.",
            role: Role::Commenter,
            standing: Standing::Normal,
            thread: ThreadState::Open,
            branch: Branch::Open,
            is_repeat: false,
            spam: Some(0),
            mode: Mode::Post,
            approved: 0,
            rules: |_| {},
        }
    }
}

pub(super) fn verdict(case: &Case) -> String {
    let author = Member {
        picture: None,
        id: MemberId(Uuid::nil()),
        site_id: SiteId(Uuid::nil()),
        account_id: AccountId(Uuid::nil()),
        display_name: "Ana".into(),
        role: case.role,
        standing: case.standing,
        standing_until: None,
        standing_reason: None,
        record: Record {
            approved: case.approved,
            ..Record::default()
        },
        reports_upheld: 0,
        reports_dismissed: 0,
        created_at: chrono::DateTime::UNIX_EPOCH,
    };
    let mut rules = Rules::shipped(SiteId(Uuid::nil()));
    (case.rules)(&mut rules);
    let judged = judge(&Draft {
        author: &author,
        role: case.role,
        standing: case.standing,
        thread: case.thread,
        branch: case.branch,
        reading: &Reading::of(case.body),
        is_repeat: case.is_repeat,
        book: &Rulebook::new(rules),
        spam: case.spam,
        mode: case.mode,
        newcomer_approvals: 2,
    });
    match judged {
        Ok(verdict) => format!("{:?} {:?}", verdict.status, verdict.reasons),
        Err(Refusal::Denied(denied)) => denied.reason().to_owned(),
        Err(Refusal::Invalid(fault)) => format!("{}: {}", fault.field, fault.message),
    }
}

#[test]
fn every_reason_is_told_and_the_first_one_decides() {
    let case = Case {
        body: "Ask my lawyer: https://a.example https://b.example https://c.example",
        is_repeat: true,
        spam: Some(95),
        mode: Mode::Newcomers,
        rules: |rules| rules.suspect_words = vec!["lawyer".to_owned()],
        ..Case::default()
    };
    let all = "Pending [Repeat, SuspectWord, Links, Newcomer, SpamScore]";
    assert_eq!(verdict(&case), all);
    let watched = Case {
        standing: Standing::Watched,
        mode: Mode::Pre,
        ..Case::default()
    };
    assert_eq!(verdict(&watched), "Pending [Watched, Premoderation]");
}

#[test]
fn an_everyday_comment_is_shown() {
    assert_eq!(verdict(&Case::default()), "Approved []");
}
