//! Admins have their site given to them.
use super::{
    spool::{self, Follower},
    write::{Choice, Language},
};
use crate::{
    app::App,
    domain::{
        Error, access,
        credentials::limits::Operation,
        downloads::{self, Link, Look},
        log, policy, sessions, sites,
    },
    model::{Action, Actor, DownloadKind, Site},
    storage,
};
use std::sync::Arc;

const KINDS: [DownloadKind; 2] = [DownloadKind::Site, DownloadKind::SiteWithAddresses];

/// Wants a proof of its own that is fresh: what somebody said in confidence is in it.
pub async fn ask(app: &App, actor: &Actor, key: &str, choice: Choice) -> Result<Link, Error> {
    let signed_in = access::signed_in(actor)?;
    let site = sites::get(app, key).await?;
    access::enter(app, actor, &site)?;
    let member = policy::site::may_administer(actor, &site, app.env.now())?;
    let account = storage::accounts::find(app.db.read(), signed_in.account_id).await?;
    sessions::lately_proved(app, signed_in, &account.ok_or(Error::NotFound)?).await?;
    access::limit(app, Operation::SiteExport, member).await?;
    let kind = if choice.with_addresses {
        DownloadKind::SiteWithAddresses
    } else {
        DownloadKind::Site
    };
    let entry = log::Entry {
        to: choice.with_addresses.then(|| "WITH_ADDRESSES".to_owned()),
        ..log::Entry::new(Action::ExportSite, site.id, site.id.0)
    };
    let txn = app.db.begin_write().await?;
    log::record(app, &txn, log::By::member(actor, member.id), entry).await?;
    let what = (kind, "/site/data", String::new());
    let link = downloads::issue(app, &txn, (signed_in, site.id), what).await?;
    txn.commit().await?;
    tracing::info!(site.id = %site.id.0, member.id = %member.id.0, "an export is asked for");
    Ok(link)
}

/// The site that the ticket is for, and the file once somebody fetches it. Whoever is no admin of it
/// any more has none.
pub async fn redeem(
    app: &Arc<App>,
    token: &str,
    look: Look,
) -> Result<(Site, Option<Follower>), Error> {
    // Before a download is counted.
    let place = match look {
        Look::Fetch => Some(app.exporting.take()?),
        Look::Only => None,
    };
    let ticket = downloads::redeem(app, token, (&KINDS, look)).await?;
    let site = sites::find_by_id(app, ticket.site_id).await?;
    let site = site.ok_or_else(downloads::over)?;
    let nobody = Actor::default();
    let signed_in = sessions::in_session(app, &nobody, ticket.session_id).await?;
    let actor = Actor {
        signed_in: Some(signed_in),
        ..nobody
    };
    policy::site::may_administer(&actor, &site, app.env.now()).map_err(|_| downloads::over())?;
    let choice = Choice {
        with_addresses: ticket.kind == DownloadKind::SiteWithAddresses,
        language: Language::Lines,
    };
    let begin = |place| spool::begin(app, place, (site.clone(), choice));
    let follower = place.map(begin).transpose()?;
    Ok((site, follower))
}
