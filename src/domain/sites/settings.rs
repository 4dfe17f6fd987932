//! Admins change what holds for their site.
use super::{close_after_days, mode_name, nesting, origins};
use crate::{
    app::App,
    domain::{
        Error, access,
        changes::Changes,
        credentials::limits::Operation,
        error::Conflict,
        input, log, policy, sites,
        threads::{self, Terms},
    },
    model::{Action, Actor, Change, Mode, Site},
    storage,
};
use chrono::Duration;

/// What is given changes, what is not stays.
#[derive(Default)]
pub struct Settings {
    pub name: Option<String>,
    pub origins: Option<Vec<String>>,
    pub mode: Option<Mode>,
    pub newcomer_approvals: Option<i32>,
    pub edit_window_seconds: Option<i32>,
    pub nesting: Option<i32>,
    /// `Some(None)`: threads do not close by themselves.
    pub close_after_days: Option<Option<i32>>,
    pub episodes_must_exist: Option<bool>,
}

const ORIGINS_MAX: usize = 100;
const APPROVALS_MAX: i32 = 1_000;
/// A year.
const EDIT_WINDOW_MAX: i32 = 365 * 24 * 60 * 60;

/// Holds from the next request on. Comments that are there stay where they are filed, and as they
/// were judged.
pub async fn update(
    app: &App,
    actor: &Actor,
    key: &str,
    (settings, terms): (Settings, Terms),
) -> Result<Site, Error> {
    access::signed_in(actor)?;
    let site = sites::get(app, key).await?;
    access::enter(app, actor, &site)?;
    let member = policy::site::may_administer(actor, &site, app.env.now())?;
    access::limit(app, Operation::Moderate, member).await?;
    let terms = threads::checked(app, terms)?;
    let by = log::By::member(actor, member.id);
    change(app, by, &site, (settings, terms)).await
}

/// At the command line only: whoever can run it owns the installation.
pub async fn update_as_operator(app: &App, key: &str, settings: Settings) -> Result<Site, Error> {
    let site = sites::get(app, key).await?;
    change(app, log::By::NOBODY, &site, (settings, Terms::default())).await
}

async fn change(
    app: &App,
    by: log::By<'_>,
    site: &Site,
    (settings, terms): (Settings, Terms),
) -> Result<Site, Error> {
    let txn = app.db.begin_write().await?;
    let before = storage::sites::lock(&txn, site.id)
        .await?
        .ok_or(Error::NotFound)?;
    let after = changed(before.clone(), settings)?;
    let changes = differences(&before, &after);
    if changes.is_none() {
        return Err(Conflict::Nothing("the site is so already").into());
    }
    let (from, to) = changes.into_texts();
    let entry = log::Entry {
        from,
        to,
        reason: terms.reason,
        note: terms.private_note,
        ..log::Entry::new(Action::UpdateSite, site.id, site.id.0)
    };
    log::record(app, &txn, by, entry).await?;
    storage::sites::update(&txn, after.clone()).await?;
    txn.touch(Change::Site(site.id));
    txn.commit().await?;
    Ok(after)
}

pub(super) fn changed(mut site: Site, settings: Settings) -> Result<Site, Error> {
    if let Some(name) = settings.name {
        site.name = input::line("name", &name, super::NAME_MAX)?;
    }
    if let Some(given) = settings.origins {
        if given.len() > ORIGINS_MAX {
            let message = format!("must hold at most {ORIGINS_MAX}");
            return Err(Error::invalid("origins", message));
        }
        site.origins = origins("origins", &given)?;
        site.origins.dedup();
    }
    if let Some(approvals) = settings.newcomer_approvals {
        let range = (0, APPROVALS_MAX);
        site.newcomer_approvals = within("newcomerApprovals", approvals, range)?;
    }
    if let Some(seconds) = settings.edit_window_seconds {
        let seconds = within("editWindowSeconds", seconds, (0, EDIT_WINDOW_MAX))?;
        site.edit_window = Duration::seconds(seconds.into());
    }
    if let Some(levels) = settings.nesting {
        site.nesting = nesting(i16::try_from(levels).unwrap_or(0))?;
    }
    if let Some(days) = settings.close_after_days {
        site.close_after_days = close_after_days(days)?;
    }
    site.mode = settings.mode.unwrap_or(site.mode);
    site.episodes_must_exist = settings
        .episodes_must_exist
        .unwrap_or(site.episodes_must_exist);
    Ok(site)
}

fn within(field: &'static str, given: i32, (min, max): (i32, i32)) -> Result<i32, Error> {
    if (min..=max).contains(&given) {
        return Ok(given);
    }
    Err(Error::invalid(field, format!("must be {min} to {max}")))
}

fn differences(before: &Site, after: &Site) -> Changes {
    let mut changes = Changes::default();
    let seconds = |site: &Site| site.edit_window.num_seconds();
    changes.note("name", &before.name, &after.name);
    changes.note("origins", &before.origins, &after.origins);
    changes.note("mode", mode_name(before.mode), mode_name(after.mode));
    let approvals = (before.newcomer_approvals, after.newcomer_approvals);
    changes.note("newcomerApprovals", approvals.0, approvals.1);
    changes.note("editWindowSeconds", seconds(before), seconds(after));
    changes.note("nesting", before.nesting, after.nesting);
    let days = (before.close_after_days, after.close_after_days);
    changes.note("closeAfterDays", days.0, days.1);
    let must_exist = (before.episodes_must_exist, after.episodes_must_exist);
    changes.note("episodesMustExist", must_exist.0, must_exist.1);
    changes
}
