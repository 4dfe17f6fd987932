//! Links to one's own data.
use super::Export;
use crate::{
    app::App,
    domain::{
        Error, access,
        credentials::limits::Operation,
        downloads::{self, Link, Look},
        input, limits, sites,
    },
    model::{Actor, DownloadKind},
    storage,
};

const LANGUAGE_MAX: usize = 16;

/// For whoever is signed in, on the site that they are signed in to.
pub async fn ask(app: &App, actor: &Actor, language: Option<String>) -> Result<Link, Error> {
    let (signed_in, site) = access::enter_own(app, actor).await?;
    let language = input::optional_line("language", language, LANGUAGE_MAX)?;
    let key = signed_in.account_id.0.to_string();
    limits::take(app, Operation::AccountData, &[&key]).await?;
    let what = (
        DownloadKind::AccountData,
        "/account/data",
        language.unwrap_or_default(),
    );
    let txn = app.db.begin_write().await?;
    let link = downloads::issue(app, &txn, (signed_in, site.id), what).await?;
    txn.commit().await?;
    tracing::info!(account.id = %signed_in.account_id.0, "account data asked for");
    Ok(link)
}

/// What the ticket is good for.
pub async fn redeem(app: &App, token: &str, look: Look) -> Result<Export, Error> {
    let kinds = (&[DownloadKind::AccountData][..], look);
    let ticket = downloads::redeem(app, token, kinds).await?;
    let db = app.db.read();
    let account = storage::accounts::find(db, ticket.account_id).await?;
    let account = account.ok_or_else(downloads::over)?;
    let member = storage::members::find_on_site(db, ticket.site_id, account.id).await?;
    let member = member.ok_or_else(downloads::over)?;
    let site = sites::find_by_id(app, ticket.site_id).await?;
    let site = site.ok_or_else(downloads::over)?;
    let of = (account, member, site);
    Export::of(app, of, (ticket.session_id, &ticket.locale)).await
}
