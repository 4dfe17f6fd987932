//! Who is asking.
use super::{AccountId, Member, MemberId, Role, SessionId, SessionKind, SiteId};

/// The person or program behind a request.
#[derive(Clone, Debug, Default)]
pub struct Actor {
    pub signed_in: Option<SignedIn>,
    /// The page that the request is for: the one that sends it, but for our own sign-in window,
    /// which asks for the page that has opened it.
    pub origin: Option<String>,
    /// The `Origin` header: the page that a browser sends the request from. Rights are asked of
    /// `origin`; this is for what browsers themselves bind to a page, such as passkeys.
    pub sender: Option<String>,
    /// Whether the session is kept in a cookie: the request is one of the service's own pages', and
    /// asks for it.
    pub wants_cookie: bool,
    /// Names the network the request came from, for limits; not an address that could be shown.
    pub address: String,
    /// The network around that one, where a customer may own it whole.
    pub around: Option<String>,
    /// Browser and system in words, such as `Firefox on Linux`.
    pub device: Option<String>,
    /// Where the network is: ISO 3166-1, two letters.
    pub country: Option<String>,
    /// Hash of the secret in the browser's cookie, by which it is known again on our own origin.
    pub browser: Option<[u8; 32]>,
    /// Under which the request stands in the service's own log lines.
    pub request_id: Option<String>,
}

#[derive(Clone, Debug)]
pub struct SignedIn {
    pub session_id: SessionId,
    pub account_id: AccountId,
    pub kind: SessionKind,
    /// What the session may do: less than its member's role in an embed, for a member who may not
    /// write, and without the second factor that the site demands.
    pub role: Role,
    /// The role is a commenter's for want of a second factor.
    pub second_factor_demanded: bool,
    /// Whether the session moderates what stands in threads, whatever its role; see
    /// [`Actor::moderates_threads`].
    pub in_place: bool,
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

    /// The role that this session may use.
    pub fn role_on(&self, site: SiteId) -> Option<Role> {
        self.member_of(site)?;
        Some(self.signed_in.as_ref()?.role)
    }

    pub fn moderates(&self, site: SiteId) -> bool {
        self.role_on(site)
            .is_some_and(|role| role >= Role::Moderator)
    }

    /// Whether they moderate what stands in threads, and write there as moderators do. A session for
    /// moderating in a page of the site's does that and nothing else: to all that asks
    /// [`Actor::moderates`] or for a role it is a commenter's.
    pub fn moderates_threads(&self, site: SiteId) -> bool {
        let in_place = |signed_in: &SignedIn| signed_in.in_place;
        let is_here = self.member_of(site).is_some();
        self.moderates(site) || (is_here && self.signed_in.as_ref().is_some_and(in_place))
    }

    /// The role in which they write into threads.
    pub fn thread_role_on(&self, site: SiteId) -> Option<Role> {
        let role = self.role_on(site)?;
        if self.moderates_threads(site) {
            return Some(role.max(Role::Moderator));
        }
        Some(role)
    }
}
