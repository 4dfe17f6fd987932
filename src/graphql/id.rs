//! Opaque ids: the kind of thing and its `UUIDv7`, such as `comment_0197…`.
use crate::{
    domain::Error,
    model::{
        CommentId, EpisodeId, IdentityId, ImportId, InvitationId, JobId, LogEntryId, MemberId,
        MemberNoteId, PasskeyId, ReportId, RevisionId, SessionId, SiteId, SiteKeyId,
    },
};
use async_graphql::ID;
use uuid::Uuid;

/// An id that clients see.
pub(crate) trait GlobalId: Sized {
    const KIND: &'static str;

    fn wrap(uuid: Uuid) -> Self;
    fn uuid(self) -> Uuid;

    fn global(self) -> ID {
        ID(format!("{}_{}", Self::KIND, self.uuid().simple()))
    }

    fn find(id: &str) -> Option<Self> {
        let uuid = id.strip_prefix(Self::KIND)?.strip_prefix('_')?;
        // Only the form that `global` gives: one thing has one id.
        let plain = uuid.len() == 32 && !uuid.bytes().any(|byte| byte.is_ascii_uppercase());
        plain
            .then(|| Uuid::try_parse(uuid).ok().map(Self::wrap))
            .flatten()
    }

    /// What is no id of this kind names nothing.
    fn parse(id: &ID) -> Result<Self, Error> {
        Self::find(id).ok_or(Error::NotFound)
    }
}

macro_rules! global {
    ($($name:ident = $kind:literal),+ $(,)?) => {$(
        impl GlobalId for $name {
            const KIND: &'static str = $kind;

            fn wrap(uuid: Uuid) -> Self {
                Self(uuid)
            }

            fn uuid(self) -> Uuid {
                self.0
            }
        }
    )+};
}

global! {
    SiteId = "site",
    EpisodeId = "episode",
    CommentId = "comment",
    IdentityId = "identity",
    ImportId = "import",
    InvitationId = "invitation",
    JobId = "job",
    MemberId = "author",
    RevisionId = "revision",
    SessionId = "session",
    LogEntryId = "decision",
    ReportId = "report",
    MemberNoteId = "note",
    SiteKeyId = "sitekey",
    PasskeyId = "passkey",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_comes_back_and_nothing_else_does() {
        let id = CommentId(Uuid::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0001));
        let text = id.global();
        assert_eq!(text.as_str(), "comment_01970000000070008000000000000001");
        assert_eq!(CommentId::find(&text), Some(id));
        for other in [
            "",
            "comment",
            "comment_",
            "comment_1",
            "episode_01970000000070008000000000000001",
            "comment_01970000-0000-7000-8000-000000000001",
            "comment_0197000000007000800000000000000A",
        ] {
            assert_eq!(CommentId::find(other), None, "{other}");
        }
    }
}
