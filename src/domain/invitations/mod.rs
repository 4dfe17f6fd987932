//! Roles that wait for the owner of an address: an admin invites by mail, and whoever signs in with
//! an account that has proved that address gets the role. The mail itself proves nothing.
mod accept;
mod invite;
mod withdraw;

pub(super) use accept::accept;
pub use invite::{NewInvitation, invite};
pub use withdraw::withdraw;

use super::{Error, policy};
use crate::{
    app::App,
    model::{Actor, Invitation, Member, MemberId, Page, PageRequest, Role, Site},
    storage,
};
use chrono::TimeDelta;
use serde_json::json;
use std::collections::HashMap;

/// For how long one is good.
const LIFETIME: TimeDelta = TimeDelta::days(14);
/// For how long it is known what has become of one.
const REMEMBERED: TimeDelta = TimeDelta::days(30);
/// Open ones of a site.
const MAX: u64 = 50;

/// One, and who has invited.
pub struct Invited {
    pub invitation: Invitation,
    pub by: Member,
}

pub struct Listed {
    pub page: Page<Invited>,
    pub total: i32,
}

/// The open ones, the newest first; for admins of the site.
pub async fn list(
    app: &App,
    actor: &Actor,
    site: &Site,
    page: &PageRequest,
) -> Result<Listed, Error> {
    let now = app.env.now();
    policy::site::may_administer(actor, site, now)?;
    let db = app.db.read();
    let total = storage::invitations::count_open(db, site.id, now).await?;
    let found = storage::invitations::list_open(db, (site.id, now), page).await?;
    let Page { items, has_next } = Page::cut(found, page.first);
    let ids: Vec<MemberId> = items.iter().map(|item| item.invited_by).collect();
    let members = storage::members::list(&app.db, &ids).await?;
    let members: HashMap<MemberId, Member> = members
        .into_iter()
        .map(|member| (member.id, member))
        .collect();
    let invited = |invitation: Invitation| {
        let by = members.get(&invitation.invited_by)?.clone();
        Some(Invited { invitation, by })
    };
    Ok(Listed {
        page: Page {
            items: items.into_iter().filter_map(invited).collect(),
            has_next,
        },
        total: i32::try_from(total).unwrap_or(i32::MAX),
    })
}

/// Removes what has been over for a month.
pub(super) async fn forget(app: &App) -> Result<(), Error> {
    let before = app.env.now() - REMEMBERED;
    Ok(storage::invitations::forget(&app.db, before).await?)
}

/// What the log keeps of one. It stays there for ever, so it never has the whole address.
fn told(email: &str, role: Role) -> String {
    let role = format!("{role:?}").to_uppercase();
    json!({ "email": masked(email), "role": role }).to_string()
}

/// Enough to know it again for whoever has the list: `ana@example.org` is `a…@example.org`.
fn masked(email: &str) -> String {
    let (local, host) = email.rsplit_once('@').unwrap_or((email, ""));
    let first: String = local.chars().take(1).collect();
    format!("{first}…@{host}")
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn of_an_address_the_first_letter_and_the_host_are_told() {
        for (email, told) in [
            ("ana@example.org", "a…@example.org"),
            ("a@example.org", "a…@example.org"),
            ("\"a@b\"@example.org", "\"…@example.org"),
            ("émile@example.org", "é…@example.org"),
        ] {
            assert_eq!(masked(email), told);
        }
    }
}
