//! Sites.
mod settings;

pub use settings::{Settings, update, update_as_operator};

use crate::{
    app::App,
    domain::{Error, error::Conflict, input, text},
    model::{Mode, Site, SiteId},
    storage::{self, Txn},
};

pub async fn get(app: &App, key: &str) -> Result<Site, Error> {
    find(app, key).await?.ok_or(Error::NotFound)
}

pub async fn find(app: &App, key: &str) -> Result<Option<Site>, Error> {
    Ok(storage::sites::find_by_key(app.db.read(), key).await?)
}

pub async fn list(app: &App) -> Result<Vec<Site>, Error> {
    Ok(storage::sites::list(app.db.read()).await?)
}

pub async fn find_by_id(app: &App, id: SiteId) -> Result<Option<Site>, Error> {
    Ok(storage::sites::find(app.db.read(), id).await?)
}

const NAME_MAX: usize = 200;

pub struct NewSite {
    pub key: String,
    pub name: String,
    pub origins: Vec<String>,
    pub mode: Mode,
    pub nesting: i16,
    pub episodes_must_exist: bool,
    pub close_after_days: Option<i32>,
}

/// At the command line only: whoever can run it owns the installation.
pub async fn create(app: &App, new: NewSite) -> Result<Site, Error> {
    let site = Site {
        id: SiteId(app.env.new_id()),
        key: checked_key(&new.key)?,
        name: input::line("name", &new.name, NAME_MAX)?,
        origins: origins("origin", &new.origins)?,
        mode: new.mode,
        nesting: nesting(new.nesting)?,
        newcomer_approvals: Site::NEWCOMER_APPROVALS_DEFAULT,
        edit_window: Site::EDIT_WINDOW_DEFAULT,
        episodes_must_exist: new.episodes_must_exist,
        close_after_days: close_after_days(new.close_after_days)?,
        created_at: app.env.now(),
    };
    let txn = app.db.begin_write().await?;
    if storage::sites::find_by_key(&txn, &site.key)
        .await?
        .is_some()
    {
        return Err(Conflict::Taken("key").into());
    }
    let site = storage::sites::insert(&txn, site).await?;
    txn.commit().await?;
    Ok(site)
}

/// Of an export that comes back.
pub(super) async fn insert_as_it_was(txn: &Txn, site: Site) -> Result<Site, Error> {
    let settings = Settings {
        name: Some(site.name.clone()),
        origins: Some(site.origins.clone()),
        newcomer_approvals: Some(site.newcomer_approvals),
        edit_window_seconds: i32::try_from(site.edit_window.num_seconds()).ok(),
        nesting: Some(site.nesting.into()),
        close_after_days: Some(site.close_after_days),
        ..Settings::default()
    };
    checked_key(&site.key)?;
    let site = settings::changed(site, settings)?;
    Ok(storage::sites::insert(txn, site).await?)
}

/// It stands in addresses and tokens.
fn checked_key(key: &str) -> Result<String, Error> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if key.is_empty() || key.len() > Site::KEY_MAX || !key.chars().all(plain) {
        let message = format!(
            "must have 1 to {} characters of a-z, 0-9 and -",
            Site::KEY_MAX
        );
        return Err(Error::invalid("key", message));
    }
    Ok(key.to_owned())
}

fn origins(field: &'static str, origins: &[String]) -> Result<Vec<String>, Error> {
    let origin = |origin: &String| {
        text::url::origin(origin).map_err(|fault| Error::invalid(field, fault.sentence()))
    };
    origins.iter().map(origin).collect()
}

/// As the log and the schema spell it.
pub(super) fn mode_name(mode: Mode) -> &'static str {
    match mode {
        Mode::Pre => "PRE",
        Mode::Newcomers => "NEWCOMERS",
        Mode::Post => "POST",
    }
}

fn nesting(nesting: i16) -> Result<i16, Error> {
    if (1..=Site::NESTING_MAX).contains(&nesting) {
        return Ok(nesting);
    }
    Err(Error::invalid(
        "nesting",
        format!("must be 1 to {}", Site::NESTING_MAX),
    ))
}

fn close_after_days(days: Option<i32>) -> Result<Option<i32>, Error> {
    match days {
        Some(days) if !(1..=36_500).contains(&days) => {
            Err(Error::invalid("closeAfterDays", "must be 1 to 36500"))
        }
        days => Ok(days),
    }
}
