//! What has come in over a time.
use super::{Episode, HoldReason};
use crate::domain::statistics as domain;
use async_graphql::SimpleObject;

/// What was posted on a site over a time, as it stands now. Comments that came with an import are left
/// out. For moderators of the site.
#[derive(SimpleObject)]
pub struct Statistics {
    /// All of it.
    all: Tally,
    /// Each day of the time, the first one first.
    days: Vec<DayStatistics>,
    /// The episodes with most comments of the time, at most 20.
    episodes: Vec<EpisodeStatistics>,
    /// The rules that held any of it, those that held most first.
    rules: Vec<RuleStatistics>,
}

/// Comments, by what became of them.
#[derive(SimpleObject)]
pub(super) struct Tally {
    /// However they stand now, deleted ones too.
    posted: i32,
    /// Those that had to wait for a moderator, now or before.
    held: i32,
    /// Those that wait still.
    pending: i32,
    /// Those that all may read.
    approved: i32,
    /// Those that a moderator or a rule turned down.
    rejected: i32,
    /// Those that were taken for spam.
    spam: i32,
    /// Seconds from post to first decision, of those that were held and decided on: half of them
    /// waited no longer. Null where there is none. Of the 20,000 newest that were held, where there are
    /// more.
    median_wait_seconds: Option<i32>,
    /// The same; nine of ten waited no longer.
    long_wait_seconds: Option<i32>,
}

/// What was posted on one day.
#[derive(SimpleObject)]
pub(super) struct DayStatistics {
    /// As `2026-11-28`, in the time of whoever asked.
    date: String,
    /// What became of it.
    tally: Tally,
}

/// What was posted on one episode.
#[derive(SimpleObject)]
pub(super) struct EpisodeStatistics {
    /// Which one.
    episode: Episode,
    /// What became of it.
    tally: Tally,
}

/// What a rule held, and whether moderators agreed. A comment counts for each rule that held it.
#[derive(SimpleObject)]
pub(super) struct RuleStatistics {
    /// The rule.
    reason: HoldReason,
    /// How many it held.
    held: i32,
    /// Those that moderators let stand.
    approved: i32,
    /// Those that moderators turned down, too: as spam or otherwise.
    turned_down: i32,
    /// Those on which nobody has decided, or that their authors took back before.
    undecided: i32,
}

impl From<domain::Statistics> for Statistics {
    fn from(statistics: domain::Statistics) -> Self {
        let days = statistics
            .days
            .into_iter()
            .map(|(day, tally)| DayStatistics {
                date: day.to_string(),
                tally: tally.into(),
            });
        let episodes = statistics.episodes.into_iter();
        let rules = statistics.rules.into_iter();
        Self {
            all: statistics.all.into(),
            days: days.collect(),
            episodes: episodes
                .map(|(episode, tally)| EpisodeStatistics {
                    episode: Episode(episode),
                    tally: tally.into(),
                })
                .collect(),
            rules: rules
                .map(|(reason, tally)| RuleStatistics {
                    reason: reason.into(),
                    held: number(tally.held),
                    approved: number(tally.approved),
                    turned_down: number(tally.turned_down),
                    undecided: number(tally.undecided),
                })
                .collect(),
        }
    }
}

impl From<domain::Tally> for Tally {
    fn from(tally: domain::Tally) -> Self {
        Self {
            posted: number(tally.posted),
            held: number(tally.held),
            pending: number(tally.pending),
            approved: number(tally.approved),
            rejected: number(tally.rejected),
            spam: number(tally.spam),
            median_wait_seconds: tally.median_wait.map(number),
            long_wait_seconds: tally.long_wait.map(number),
        }
    }
}

fn number(count: u64) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
