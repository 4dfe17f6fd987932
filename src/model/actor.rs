//! Who is asking.
use super::{AccountId, Member, MemberId, Role, SessionId, SessionKind, SiteId};

/// The person or program behind a request.
#[derive(Clone, Debug, Default)]
pub struct Actor {
    pub signed_in: Option<SignedIn>,
    /// The `Origin` header: the page that a browser sends the request from.
    pub origin: Option<String>,
    /// Names the network the request came from, for limits; not an address that could be shown.
    pub address: String,
}

#[derive(Clone, Debug)]
pub struct SignedIn {
    pub session_id: SessionId,
    pub account_id: AccountId,
    pub kind: SessionKind,
    pub member: Member,
}

impl Actor {
    /// Rights never cross from one site to another: elsewhere the actor is a stranger.
    pub fn member_of(&self, site: SiteId) -> Option<&Member> {
        let member = &self.signed_in.as_ref()?.member;
        (member.site_id == site).then_some(member)
    }

    pub fn member_id_on(&self, site: SiteId) -> Option<MemberId> {
        self.member_of(site).map(|member| member.id)
    }

    /// The role that this session may use; one begun in an embed is a commenter's, whoever it is.
    pub fn role_on(&self, site: SiteId) -> Option<Role> {
        let member = self.member_of(site)?;
        match self.signed_in.as_ref()?.kind {
            SessionKind::Embedded => Some(Role::Commenter),
            SessionKind::Direct => Some(member.role),
        }
    }

    pub fn moderates(&self, site: SiteId) -> bool {
        self.role_on(site)
            .is_some_and(|role| role >= Role::Moderator)
    }
}
