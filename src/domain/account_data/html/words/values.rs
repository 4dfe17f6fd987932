//! What the names of the document's values are called.
use crate::{
    domain::erasure::Comments,
    model::{
        Action, HoldReason, MailKind, Purpose, RejectReason, ReportOutcome, ReportReason, Role,
        SessionKind, Standing, Status,
    },
    storage::identities,
};
use sea_orm::ActiveEnum;

/// What the names of a field name: `SPAM` is one thing of a comment and another one of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::domain::account_data::html) enum Of {
    Status,
    Role,
    Standing,
    Session,
    HoldReason,
    RejectReason,
    ReportReason,
    Outcome,
    /// What becomes of somebody's comments.
    Erased,
    Action,
    Mail,
    Purpose,
    /// What the log tells that it was before, or was made: a status, a standing or a role.
    State,
    /// The site itself; of others there is an id.
    Provider,
}

/// What a language calls them, each by a `match`: it does not compile without one of them.
pub(super) struct Values {
    pub(super) own_accounts: &'static str,
    pub(super) status: fn(Status) -> &'static str,
    pub(super) role: fn(Role) -> &'static str,
    pub(super) standing: fn(Standing) -> &'static str,
    pub(super) session: fn(SessionKind) -> &'static str,
    pub(super) hold_reason: fn(HoldReason) -> &'static str,
    /// Also why a moderator rejects.
    pub(super) report_reason: fn(ReportReason) -> &'static str,
    pub(super) outcome: fn(ReportOutcome) -> &'static str,
    pub(super) erased: fn(Comments) -> &'static str,
    pub(super) action: fn(Action) -> &'static str,
    pub(super) mail: fn(MailKind) -> &'static str,
    pub(super) purpose: fn(Purpose) -> &'static str,
}

impl Values {
    /// None where it is no such name.
    pub(super) fn said(&self, of: Of, name: &str) -> Option<&'static str> {
        match of {
            Of::Status => stored(name, self.status),
            Of::Role => stored(name, self.role),
            Of::Standing => stored(name, self.standing),
            Of::Session => stored(name, self.session),
            Of::HoldReason => HoldReason::parse(name).map(self.hold_reason),
            Of::RejectReason => RejectReason::parse(name).map(|reason| self.rejected_for(reason)),
            Of::ReportReason => ReportReason::parse(name).map(self.report_reason),
            Of::Outcome => stored(name, self.outcome),
            Of::Erased => Comments::parse(name).map(self.erased),
            Of::Action => stored(name, self.action),
            Of::Mail => stored(name, self.mail),
            Of::Purpose => stored(name, self.purpose),
            Of::State => {
                let mut all = [Of::Status, Of::Standing, Of::Role].into_iter();
                all.find_map(|of| self.said(of, name))
            }
            Of::Provider => (name == identities::SITE).then_some(self.own_accounts),
        }
    }

    fn rejected_for(&self, reason: RejectReason) -> &'static str {
        (self.report_reason)(match reason {
            RejectReason::OffTopic => ReportReason::OffTopic,
            RejectReason::Abuse => ReportReason::Abuse,
            RejectReason::Spam => ReportReason::Spam,
            RejectReason::PersonalInformation => ReportReason::PersonalInformation,
            RejectReason::Illegal => ReportReason::Illegal,
            RejectReason::Other => ReportReason::Other,
        })
    }
}

/// The document has the names of the database, in capitals.
fn stored<E: ActiveEnum<Value = String>>(
    name: &str,
    said: fn(E) -> &'static str,
) -> Option<&'static str> {
    E::try_from_value(&name.to_lowercase()).ok().map(said)
}
