//! What becomes of a new or edited text: an ordered list of small pure phases.
pub mod links;
mod mode;
pub mod repeats;
pub mod spam;
mod staff;
mod standing;
pub mod words;

use crate::model::{HoldReason, Member, Mode, Role, Standing, Status};

/// All that the phases may look at.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    pub author: &'a Member,
    /// The role that the author's session may use.
    pub role: Role,
    pub standing: Standing,
    /// The episode's, or else the site's.
    pub mode: Mode,
    pub newcomer_approvals: i32,
}

/// What a phase says about a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opinion {
    Approve,
    Hold(HoldReason),
}

type Phase = fn(&Draft<'_>) -> Option<Opinion>;

/// Order is policy: the first phase with an opinion wins.
const PHASES: &[Phase] = &[
    staff::phase,
    standing::phase,
    mode::newcomers,
    mode::premoderation,
];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub status: Status,
    /// Of every phase that would have held it, in order; none when it is approved.
    pub reasons: Vec<HoldReason>,
    /// Its author moderates the site.
    pub by_staff: bool,
}

/// Without any opinion, a comment is shown.
pub fn judge(draft: &Draft<'_>) -> Verdict {
    let opinions: Vec<Opinion> = PHASES.iter().filter_map(|phase| phase(draft)).collect();
    let by_staff = draft.role >= Role::Moderator;
    match opinions.first() {
        None | Some(Opinion::Approve) => Verdict {
            status: Status::Approved,
            reasons: vec![],
            by_staff,
        },
        Some(Opinion::Hold(_)) => Verdict {
            status: Status::Pending,
            reasons: opinions.into_iter().filter_map(reason).collect(),
            by_staff,
        },
    }
}

fn reason(opinion: Opinion) -> Option<HoldReason> {
    match opinion {
        Opinion::Approve => None,
        Opinion::Hold(reason) => Some(reason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AccountId, MemberId, Record, SiteId};
    use uuid::Uuid;

    fn member(approved_count: i32) -> Member {
        Member {
            id: MemberId(Uuid::nil()),
            site_id: SiteId(Uuid::nil()),
            account_id: AccountId(Uuid::nil()),
            display_name: "Ana".into(),
            role: Role::Commenter,
            standing: Standing::Normal,
            standing_until: None,
            standing_reason: None,
            record: Record {
                approved: approved_count,
                ..Record::default()
            },
            reports_upheld: 0,
            reports_dismissed: 0,
            created_at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    fn verdict(role: Role, standing: Standing, mode: Mode, approved: i32) -> String {
        let author = member(approved);
        let verdict = judge(&Draft {
            author: &author,
            role,
            standing,
            mode,
            newcomer_approvals: 2,
        });
        format!("{:?} {:?}", verdict.status, verdict.reasons)
    }

    #[test]
    fn each_combination_has_its_verdict() {
        use Mode::{Newcomers, Post, Pre};
        use Role::{Commenter, Moderator};
        use Standing::{Normal, Trusted, Watched};
        for (role, standing, mode, approved, expect) in [
            (Commenter, Normal, Post, 0, "Approved []"),
            (Commenter, Normal, Newcomers, 0, "Pending [Newcomer]"),
            (Commenter, Normal, Newcomers, 1, "Pending [Newcomer]"),
            (Commenter, Normal, Newcomers, 2, "Approved []"),
            (Commenter, Normal, Pre, 9, "Pending [Premoderation]"),
            (Commenter, Trusted, Pre, 0, "Approved []"),
            (Commenter, Watched, Post, 9, "Pending [Watched]"),
            (
                Commenter,
                Watched,
                Pre,
                9,
                "Pending [Watched, Premoderation]",
            ),
            (
                Commenter,
                Watched,
                Newcomers,
                0,
                "Pending [Watched, Newcomer]",
            ),
            (Moderator, Normal, Pre, 0, "Approved []"),
            (Moderator, Watched, Post, 0, "Approved []"),
        ] {
            let got = verdict(role, standing, mode, approved);
            assert_eq!(got, expect, "{role:?} {standing:?} {mode:?} {approved}");
        }
    }
}
