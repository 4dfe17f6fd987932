//! What has come in over a time, how long it waited, and what became of it.
mod tally;

pub use tally::{RuleTally, Tally};

use self::tally::{Tallies, waited};
use crate::{
    app::App,
    domain::{Error, input, policy, threads::Setting},
    model::{Actor, HoldReason, Site},
    storage::{self, statistics::Span},
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use std::sync::Arc;

/// Which time, and where days begin.
#[derive(Clone, Copy, Debug)]
pub struct Period {
    pub since: DateTime<Utc>,
    /// None: until now.
    pub until: Option<DateTime<Utc>>,
    /// Minutes ahead of UTC.
    pub utc_offset: i32,
}

/// Of one site and one time.
#[derive(Clone, Debug, Default)]
pub struct Statistics {
    pub all: Tally,
    /// Each day of the time.
    pub days: Vec<(NaiveDate, Tally)>,
    /// Those with most comments first.
    pub episodes: Vec<(Setting, Tally)>,
    /// Those that held most first.
    pub rules: Vec<(HoldReason, RuleTally)>,
}

const DAYS_MAX: i64 = 366;
const EPISODES_MAX: usize = 20;
/// As far as clocks are from UTC.
const OFFSET_MAX: i32 = 14 * 60;

/// What was posted in the time, as it stands now. For the site's moderators.
pub async fn of(
    app: &App,
    actor: &Actor,
    site: &Arc<Site>,
    period: Period,
) -> Result<Statistics, Error> {
    let now = app.env.now();
    policy::site::may_moderate(actor, site, now)?;
    let span = checked(site, period, now)?;
    let db = app.db.read();
    let groups = storage::statistics::groups(db, &span).await?;
    let mut tallies = Tallies::default();
    for group in &groups {
        tallies.add(group);
    }
    for wait in storage::statistics::waits(db, &span).await? {
        let day = (wait.posted_at + offset(&span)).date_naive();
        tallies.wait((day, wait.episode), waited(&wait));
    }
    let (mut statistics, episodes) = tallies.finish(EPISODES_MAX);
    statistics.days = every_day(&span, &statistics.days);
    let ids: Vec<_> = episodes.iter().map(|(id, _)| *id).collect();
    let found = storage::episodes::list_by_ids(db, &ids).await?;
    statistics.episodes = episodes
        .into_iter()
        .filter_map(|(id, tally)| {
            let episode = found.iter().find(|episode| episode.id == id)?.clone();
            let site = Arc::clone(site);
            Some((Setting { site, episode }, tally))
        })
        .collect();
    Ok(statistics)
}

fn checked(site: &Site, period: Period, now: DateTime<Utc>) -> Result<Span, Error> {
    let since = input::time("since", period.since)?;
    let until = input::time("until", period.until.unwrap_or(now))?;
    if until <= since {
        return Err(Error::invalid("until", "must come after since"));
    }
    if until - since > Duration::days(DAYS_MAX) {
        let message = format!("must be at most {DAYS_MAX} days after since");
        return Err(Error::invalid("until", message));
    }
    if !(-OFFSET_MAX..=OFFSET_MAX).contains(&period.utc_offset) {
        let message = format!("must be -{OFFSET_MAX} to {OFFSET_MAX} minutes");
        return Err(Error::invalid("utcOffsetMinutes", message));
    }
    Ok(Span {
        site: site.id,
        since,
        until,
        offset: period.utc_offset,
    })
}

fn offset(span: &Span) -> Duration {
    Duration::minutes(span.offset.into())
}

/// Days on which nothing came in are days, too.
fn every_day(span: &Span, known: &[(NaiveDate, Tally)]) -> Vec<(NaiveDate, Tally)> {
    let first = (span.since + offset(span)).date_naive();
    let last = (span.until - Duration::milliseconds(1) + offset(span)).date_naive();
    first
        .iter_days()
        .take_while(|day| *day <= last)
        .map(|day| {
            let tally = known.iter().find(|(known, _)| *known == day);
            (
                day,
                tally.map(|(_, tally)| tally.clone()).unwrap_or_default(),
            )
        })
        .collect()
}
