//! Accounts and memberships.
mod claim;
mod create;
mod email;
mod follow;
mod from_site;
mod mail_sign_in;
mod password;
mod prove;
mod sign_up;
mod take_over;

pub use claim::{claim, claimable};
pub use create::{Created, NewAccount, create};
pub use email::{Confirmed, change_email, enter_code, request_verification};
pub use follow::{Looked, confirm_email, follow_sign_in, look, look_to_confirm};
pub use mail_sign_in::{Request as SignInMailRequest, request_sign_in_mail, sign_in_with_mail};
pub use password::{change_password, request_password_reset, reset_password};
pub use sign_up::{SignUp, SignedUp, confirm_sign_up, sign_up};

pub(in crate::domain) use from_site::{FromSite, of_site, rename};
pub(in crate::domain) use prove::{prove, still_proved};

use super::{Error, credentials::password::WeakPassword, error::FieldError, input, text};
use crate::{
    app::App,
    model::{Account, AccountId, Actor, Member, MemberId, Record, Role, Site, SiteId, Standing},
    storage::{self, Txn},
};
use sea_orm::ConnectionTrait;
use unicode_segmentation::UnicodeSegmentation;

pub async fn find(app: &App, id: AccountId) -> Result<Option<Account>, Error> {
    Ok(storage::accounts::find(app.db.read(), id).await?)
}

/// Those whom a thread already names: authors of comments that all may read, and the staff. Others
/// exist only for themselves and for their site's moderators.
pub async fn find_author(app: &App, actor: &Actor, id: MemberId) -> Result<Option<Member>, Error> {
    find_known(app.db.read(), actor, id).await
}

pub(super) async fn find_known(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: MemberId,
) -> Result<Option<Member>, Error> {
    let Some(member) = storage::members::find(db, id).await? else {
        return Ok(None);
    };
    let site = member.site_id;
    let named = member.record.approved > 0 || member.role > Role::Commenter;
    let known = named || actor.member_id_on(site) == Some(id) || actor.moderates(site);
    // The author of a text that readers see while a newer one is held is named as well.
    if known || (member.record.pending > 0 && storage::comments::has_kept(db, id).await?) {
        return Ok(Some(member));
    }
    Ok(None)
}

/// Somebody whom nobody signs in as.
pub(super) fn nobody(app: &App) -> Account {
    account(app, None, text::name::ANONYMOUS)
}

pub(super) fn account(app: &App, email: Option<String>, display_name: &str) -> Account {
    Account {
        id: AccountId(app.env.new_id()),
        email,
        email_verified_at: None,
        display_name: display_name.to_owned(),
        created_at: app.env.now(),
    }
}

/// A new commenter in normal standing.
pub(super) fn member(app: &App, site: SiteId, account: AccountId, display_name: &str) -> Member {
    Member {
        picture: None,
        id: MemberId(app.env.new_id()),
        site_id: site,
        account_id: account,
        display_name: display_name.to_owned(),
        role: Role::Commenter,
        standing: Standing::Normal,
        standing_until: None,
        standing_reason: None,
        record: Record::default(),
        reports_upheld: 0,
        reports_dismissed: 0,
        created_at: app.env.now(),
    }
}

/// An account without e-mail and password, for an author whom somebody may claim later.
pub async fn insert_unclaimed(
    app: &App,
    txn: &Txn,
    site: SiteId,
    display_name: &str,
) -> Result<MemberId, Error> {
    let account = account(app, None, display_name);
    let member = member(app, site, account.id, display_name);
    let id = member.id;
    storage::accounts::insert_if_new(txn, account, None).await?;
    storage::members::insert_if_new(txn, member).await?;
    Ok(id)
}

/// The account's membership of the site, made when it is the first time.
pub(super) async fn join(
    app: &App,
    txn: &Txn,
    site: SiteId,
    account: &Account,
) -> Result<Member, Error> {
    if let Some(member) = storage::members::find_on_site(txn, site, account.id).await? {
        return Ok(member);
    }
    let new = newcomer(app, txn, site, account).await?;
    storage::members::insert_if_new(txn, new).await?;
    storage::members::find_on_site(txn, site, account.id)
        .await?
        .ok_or(Error::NotFound)
}

/// What the account would be as a member of the site.
pub(super) async fn newcomer(
    app: &App,
    db: &impl ConnectionTrait,
    site: SiteId,
    account: &Account,
) -> Result<Member, Error> {
    let mut name = account.display_name.clone();
    if is_like_staff(db, site, &name).await? {
        // The name was chosen on another site, where nobody minded.
        name = format!("{} (2)", name.graphemes(true).take(36).collect::<String>());
    }
    Ok(member(app, site, account.id, &name))
}

/// A name that nobody takes for one of the site's moderators.
async fn checked_name(app: &App, site: &Site, name: &str) -> Result<String, Error> {
    checked_name_of(app, site, ("displayName", name)).await
}

pub(super) async fn checked_name_of(
    app: &App,
    site: &Site,
    (field, name): (&'static str, &str),
) -> Result<String, Error> {
    let name = input::name(field, name)?;
    if is_like_staff(app.db.read(), site.id, &name).await? {
        let message = "looks like the name of one of the site's moderators: choose another";
        return Err(Error::invalid(field, message));
    }
    Ok(name)
}

async fn is_like_staff(db: &impl ConnectionTrait, site: SiteId, name: &str) -> Result<bool, Error> {
    let staff = storage::members::staff_names(db, site).await?;
    Ok(staff.iter().any(|staff| text::name::resembles(staff, name)))
}

fn weak(fault: WeakPassword) -> Error {
    weak_in("password", fault)
}

/// The same of an input whose field has another name.
fn weak_in(field: &'static str, fault: WeakPassword) -> Error {
    Error::Invalid(vec![FieldError {
        field,
        message: fault.to_string(),
    }])
}
