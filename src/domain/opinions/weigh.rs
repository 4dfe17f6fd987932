//! What an opinion changes of a comment: pure, and nothing when it is given again.
use super::Opinion;
use crate::{
    domain::moderation::Verdict,
    model::{Comment, HoldReason, JobKind, Status},
};

/// Who has an opinion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adviser {
    Akismet,
    Webhook,
}

impl Adviser {
    pub fn reason(self) -> HoldReason {
        match self {
            Self::Akismet => HoldReason::Akismet,
            Self::Webhook => HoldReason::Webhook,
        }
    }

    /// Akismet knows of nothing but spam. Neither stands in for a moderator where people, and not
    /// the text alone, have raised the doubt, nor for a word that the site has banned.
    fn lifts(self, reason: HoldReason) -> bool {
        match reason {
            HoldReason::SpamScore | HoldReason::Akismet => true,
            HoldReason::Newcomer
            | HoldReason::Premoderation
            | HoldReason::Repeat
            | HoldReason::SuspectWord
            | HoldReason::Links
            | HoldReason::Webhook => self == Self::Webhook,
            HoldReason::Watched
            | HoldReason::Reported
            | HoldReason::Restored
            | HoldReason::Imported
            | HoldReason::BannedWord => false,
        }
    }
}

/// Whether opinions count: shown or held by the rules, and no moderator has looked at the text.
pub fn is_open(comment: &Comment) -> bool {
    matches!(comment.status, Status::Approved | Status::Pending)
        && comment.decision_id.is_none()
        && !comment.reviewed
}

/// The comment as an opinion leaves it; none when that changes nothing.
pub fn weigh(before: &Comment, by: Adviser, opinion: &Opinion) -> Option<Comment> {
    if !is_open(before) {
        return None;
    }
    match opinion {
        Opinion::Hold(_) => held(before, by),
        Opinion::Release => released(before, by),
        Opinion::None => None,
    }
}

fn held(before: &Comment, by: Adviser) -> Option<Comment> {
    let mut hold_reasons = match before.status {
        Status::Pending => before.hold_reasons.clone(),
        _ => vec![],
    };
    if hold_reasons.contains(&by.reason()) {
        return None;
    }
    hold_reasons.push(by.reason());
    let after = Comment {
        status: Status::Pending,
        hold_reasons,
        ..before.clone()
    };
    let public = after.is_public();
    Some(Comment {
        pinned_at: after.pinned_at.filter(|_| public),
        featured_at: after.featured_at.filter(|_| public),
        ..after
    })
}

/// Only when nothing is left that would hold it: a comment put back by a moderator may be held
/// without any reason.
fn released(before: &Comment, by: Adviser) -> Option<Comment> {
    let reasons = &before.hold_reasons;
    let free = before.status == Status::Pending
        && !reasons.is_empty()
        && reasons.iter().all(|reason| by.lifts(*reason));
    free.then(|| Comment {
        status: Status::Approved,
        hold_reasons: vec![],
        ..before.clone()
    })
}

/// What others held is not let go by a change of its text: their reasons stay until they are lifted.
pub fn keep_held(before: &Comment, verdict: &mut Verdict) {
    let held = before.status == Status::Pending && is_open(before);
    let may_stay = matches!(verdict.status, Status::Approved | Status::Pending);
    if !held || !may_stay || verdict.by_staff {
        return;
    }
    for adviser in [Adviser::Akismet, Adviser::Webhook] {
        if before.hold_reasons.contains(&adviser.reason()) {
            verdict.status = Status::Pending;
            verdict.reasons.push(adviser.reason());
        }
    }
}

/// What Akismet is to be told of a decision, if it has seen it otherwise.
pub fn correction(before: &Comment, after: &Comment) -> Option<JobKind> {
    let believes_spam = match before.status {
        Status::Spam => true,
        Status::Approved => false,
        _ => before.hold_reasons.contains(&HoldReason::Akismet),
    };
    match (after.status, believes_spam) {
        (Status::Spam, false) => Some(JobKind::AkismetSpam),
        (Status::Approved, true) => Some(JobKind::AkismetHam),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Beginning, CommentId, EpisodeId, LogEntryId, MemberId, RevisionId, SiteId};
    use chrono::DateTime;
    use uuid::Uuid;

    fn comment(status: Status, hold_reasons: &[HoldReason]) -> Comment {
        let id = Uuid::nil();
        Comment {
            status,
            hold_reasons: hold_reasons.to_vec(),
            ..Comment::blank(Beginning {
                id: CommentId(id),
                revision_id: RevisionId(id),
                site_id: SiteId(id),
                episode_id: EpisodeId(id),
                author_id: MemberId(id),
                created_at: DateTime::UNIX_EPOCH,
            })
        }
    }

    fn told(comment: Option<&Comment>) -> String {
        comment.map_or_else(
            || "-".to_owned(),
            |comment| format!("{:?} {:?}", comment.status, comment.hold_reasons),
        )
    }

    #[test]
    fn a_hold_adds_its_reason_once() {
        use HoldReason::{Akismet, Links, Newcomer};
        let hold = Opinion::Hold("why".to_owned());
        for (status, reasons, expect) in [
            (Status::Approved, &[][..], "Pending [Akismet]"),
            // Of what once held it.
            (Status::Approved, &[Newcomer], "Pending [Akismet]"),
            (Status::Pending, &[Links], "Pending [Links, Akismet]"),
            (Status::Pending, &[Akismet], "-"),
            (Status::Rejected, &[], "-"),
            (Status::Spam, &[], "-"),
            (Status::Deleted, &[], "-"),
        ] {
            let before = comment(status, reasons);
            let after = weigh(&before, Adviser::Akismet, &hold);
            assert_eq!(told(after.as_ref()), expect, "{status:?} {reasons:?}");
            let again = after.and_then(|after| weigh(&after, Adviser::Akismet, &hold));
            assert_eq!(told(again.as_ref()), "-", "{status:?} {reasons:?}");
        }
    }

    #[test]
    fn a_release_lifts_all_or_nothing() {
        use HoldReason::{Akismet, Newcomer, SpamScore, Watched, Webhook};
        for (status, reasons, by_akismet, by_webhook) in [
            (Status::Approved, &[][..], "-", "-"),
            (Status::Pending, &[], "-", "-"),
            (Status::Pending, &[SpamScore], "Approved []", "Approved []"),
            (Status::Pending, &[SpamScore, Newcomer], "-", "Approved []"),
            (Status::Pending, &[Akismet, Webhook], "-", "Approved []"),
            (Status::Pending, &[Newcomer, Watched], "-", "-"),
            (Status::Spam, &[Akismet], "-", "-"),
        ] {
            let before = comment(status, reasons);
            let by = |adviser| told(weigh(&before, adviser, &Opinion::Release).as_ref());
            let got = [Adviser::Akismet, Adviser::Webhook].map(by);
            assert_eq!(got, [by_akismet, by_webhook], "{status:?} {reasons:?}");
            assert!(weigh(&before, Adviser::Webhook, &Opinion::None).is_none());
        }
    }

    #[test]
    fn each_reason_has_those_who_may_lift_it() {
        for (reason, expect) in [
            (HoldReason::Watched, [false, false]),
            (HoldReason::Newcomer, [false, true]),
            (HoldReason::Premoderation, [false, true]),
            (HoldReason::Imported, [false, false]),
            (HoldReason::Repeat, [false, true]),
            (HoldReason::BannedWord, [false, false]),
            (HoldReason::SuspectWord, [false, true]),
            (HoldReason::Links, [false, true]),
            (HoldReason::SpamScore, [true, true]),
            (HoldReason::Reported, [false, false]),
            (HoldReason::Akismet, [true, true]),
            (HoldReason::Webhook, [false, true]),
        ] {
            let held = comment(Status::Pending, &[reason]);
            let lifts = [Adviser::Akismet, Adviser::Webhook]
                .map(|by| weigh(&held, by, &Opinion::Release).is_some());
            assert_eq!(lifts, expect, "{reason:?}");
        }
    }

    #[test]
    fn a_text_that_a_moderator_has_looked_at_is_left_alone() {
        let hold = Opinion::Hold("why".to_owned());
        let decided = Comment {
            decision_id: Some(LogEntryId(Uuid::nil())),
            ..comment(Status::Approved, &[])
        };
        let looked_at = Comment {
            reviewed: true,
            ..comment(Status::Approved, &[])
        };
        for before in [decided, looked_at] {
            assert!(!is_open(&before));
            assert!(weigh(&before, Adviser::Webhook, &hold).is_none());
        }
    }

    #[test]
    fn a_hold_takes_the_pin_unless_an_older_text_stays_to_be_read() {
        let hold = Opinion::Hold("why".to_owned());
        let pinned = Comment {
            pinned_at: Some(DateTime::UNIX_EPOCH),
            ..comment(Status::Approved, &[])
        };
        let kept = Comment {
            kept: Some(pinned.keeping()),
            ..pinned.clone()
        };
        let pin = |before| weigh(before, Adviser::Webhook, &hold).unwrap().pinned_at;
        assert_eq!(pin(&pinned), None);
        assert_eq!(pin(&kept), pinned.pinned_at);
    }

    #[test]
    fn only_what_others_hold_stays_held_over_an_edit() {
        use HoldReason::{Akismet, Links, Newcomer, Webhook};
        let both = &[Newcomer, Akismet, Webhook][..];
        for (before, reasons, judged, by_staff, expect) in [
            (
                Status::Pending,
                both,
                Status::Approved,
                false,
                "Pending [Akismet, Webhook]",
            ),
            (
                Status::Pending,
                both,
                Status::Rejected,
                false,
                "Rejected []",
            ),
            (Status::Pending, both, Status::Approved, true, "Approved []"),
            (
                Status::Pending,
                &[Links],
                Status::Approved,
                false,
                "Approved []",
            ),
            (
                Status::Approved,
                both,
                Status::Approved,
                false,
                "Approved []",
            ),
        ] {
            let mut verdict = Verdict {
                status: judged,
                reasons: vec![],
                by_staff,
            };
            keep_held(&comment(before, reasons), &mut verdict);
            let got = format!("{:?} {:?}", verdict.status, verdict.reasons);
            assert_eq!(got, expect, "{before:?} {reasons:?} {judged:?} {by_staff}");
        }
    }

    #[test]
    fn akismet_is_told_where_it_was_wrong() {
        use Status::{Approved, Pending, Rejected, Spam};
        let akismet = &[HoldReason::Akismet][..];
        for (from, reasons, to, expect) in [
            (Approved, &[][..], Spam, Some(JobKind::AkismetSpam)),
            (Pending, &[], Spam, Some(JobKind::AkismetSpam)),
            (Pending, akismet, Spam, None),
            // It was told that this is none.
            (Approved, akismet, Spam, Some(JobKind::AkismetSpam)),
            (Pending, akismet, Approved, Some(JobKind::AkismetHam)),
            (Spam, &[], Approved, Some(JobKind::AkismetHam)),
            (Pending, &[], Approved, None),
            (Approved, &[], Approved, None),
            (Pending, akismet, Rejected, None),
            (Spam, akismet, Pending, None),
        ] {
            let (before, after) = (comment(from, reasons), comment(to, reasons));
            let case = format!("{from:?} {reasons:?} {to:?}");
            assert_eq!(correction(&before, &after), expect, "{case}");
        }
    }
}
