//! Adding up groups of comments: pure.
use super::Statistics;
use crate::{
    model::{EpisodeId, HoldReason, Status},
    storage::statistics::{Group, Wait},
};
use chrono::NaiveDate;
use std::{cmp::Reverse, collections::BTreeMap};

/// Comments, by what became of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub posted: u64,
    /// Had to wait for a moderator, now or before.
    pub held: u64,
    pub pending: u64,
    pub approved: u64,
    pub rejected: u64,
    pub spam: u64,
    /// Seconds; none where nothing that was held has been decided on.
    pub median_wait: Option<u64>,
    /// Nine of ten waited no longer.
    pub long_wait: Option<u64>,
    waits: Vec<u64>,
}

/// Comments that a rule held, by what moderators made of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleTally {
    pub held: u64,
    /// They let it stand.
    pub approved: u64,
    /// They agreed with the rule.
    pub turned_down: u64,
    /// Nobody has decided.
    pub undecided: u64,
}

#[derive(Default)]
pub(super) struct Tallies {
    all: Tally,
    days: BTreeMap<NaiveDate, Tally>,
    episodes: BTreeMap<EpisodeId, Tally>,
    rules: Vec<(HoldReason, RuleTally)>,
}

impl Tallies {
    pub(super) fn add(&mut self, group: &Group) {
        self.all.add(group);
        self.days.entry(group.day).or_default().add(group);
        self.episodes.entry(group.episode).or_default().add(group);
        for reason in &group.hold_reasons {
            self.rule(*reason).add(group);
        }
    }

    pub(super) fn wait(&mut self, (day, episode): (NaiveDate, EpisodeId), seconds: u64) {
        self.all.waits.push(seconds);
        for tally in [self.days.get_mut(&day), self.episodes.get_mut(&episode)]
            .into_iter()
            .flatten()
        {
            tally.waits.push(seconds);
        }
    }

    /// All but the episodes, which are given by their ids: so many at most.
    pub(super) fn finish(mut self, most: usize) -> (Statistics, Vec<(EpisodeId, Tally)>) {
        self.all.sum_up();
        let mut days: Vec<_> = self.days.into_iter().collect();
        let mut episodes: Vec<_> = self.episodes.into_iter().collect();
        episodes.sort_by_key(|(id, tally)| (Reverse(tally.posted), Reverse(*id)));
        episodes.truncate(most);
        let dated = days.iter_mut().map(|(_, tally)| tally);
        for tally in dated.chain(episodes.iter_mut().map(|(_, tally)| tally)) {
            tally.sum_up();
        }
        self.rules
            .sort_by_key(|(reason, tally)| (Reverse(tally.held), reason.as_str()));
        let statistics = Statistics {
            all: self.all,
            days,
            episodes: vec![],
            rules: self.rules,
        };
        (statistics, episodes)
    }

    fn rule(&mut self, reason: HoldReason) -> &mut RuleTally {
        let known = self.rules.iter().position(|(known, _)| *known == reason);
        let index = known.unwrap_or_else(|| {
            self.rules.push((reason, RuleTally::default()));
            self.rules.len() - 1
        });
        &mut self.rules[index].1
    }
}

impl Tally {
    fn add(&mut self, group: &Group) {
        self.posted += group.count;
        if !group.hold_reasons.is_empty() {
            self.held += group.count;
        }
        match group.status {
            Status::Pending => self.pending += group.count,
            Status::Approved => self.approved += group.count,
            Status::Rejected => self.rejected += group.count,
            Status::Spam => self.spam += group.count,
            Status::Deleted => {}
        }
    }

    fn sum_up(&mut self) {
        let mut waits = std::mem::take(&mut self.waits);
        waits.sort_unstable();
        let at = |percent: usize| {
            let rank = (waits.len() * percent).div_ceil(100);
            waits.get(rank.checked_sub(1)?).copied()
        };
        self.median_wait = at(50);
        self.long_wait = at(90);
    }
}

impl RuleTally {
    fn add(&mut self, group: &Group) {
        self.held += group.count;
        match (group.status, group.decided) {
            (Status::Approved, true) => self.approved += group.count,
            (Status::Rejected | Status::Spam, true) => self.turned_down += group.count,
            _ => self.undecided += group.count,
        }
    }
}

/// Whole seconds; no less than none, should a clock have been set back.
pub(super) fn waited(wait: &Wait) -> u64 {
    let seconds = (wait.decided_at - wait.posted_at).num_seconds();
    u64::try_from(seconds).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    fn episode(number: u128) -> EpisodeId {
        EpisodeId(Uuid::from_u128(number))
    }

    fn group(status: Status, reasons: &[HoldReason], count: u64) -> Group {
        Group {
            day: day(1),
            episode: episode(1),
            status,
            hold_reasons: reasons.to_vec(),
            decided: status != Status::Pending,
            count,
        }
    }

    #[test]
    fn waits_are_told_by_the_middle_and_by_nine_of_ten() {
        let mut tallies = Tallies::default();
        tallies.add(&group(Status::Approved, &[HoldReason::Links], 20));
        for seconds in (1..=20).rev() {
            tallies.wait((day(1), episode(1)), seconds);
        }
        tallies.wait((day(2), episode(2)), 1_000);
        let (statistics, episodes) = tallies.finish(20);
        let told = |tally: &Tally| (tally.median_wait, tally.long_wait);
        assert_eq!(told(&statistics.all), (Some(11), Some(19)));
        assert_eq!(told(&statistics.days[0].1), (Some(10), Some(18)));
        assert_eq!(told(&episodes[0].1), (Some(10), Some(18)));
        assert_eq!(told(&Tally::default()), (None, None));
    }

    #[test]
    fn a_comment_counts_for_each_rule_that_held_it() {
        use HoldReason::{Links, Newcomer};
        let mut tallies = Tallies::default();
        tallies.add(&group(Status::Approved, &[Links, Newcomer], 3));
        tallies.add(&group(Status::Spam, &[Newcomer], 2));
        tallies.add(&group(Status::Rejected, &[], 4));
        tallies.add(&group(Status::Pending, &[Newcomer], 1));
        tallies.add(&group(Status::Deleted, &[], 5));
        let (statistics, _) = tallies.finish(20);
        let rule = |held, approved, turned_down, undecided| RuleTally {
            held,
            approved,
            turned_down,
            undecided,
        };
        let expect = [(Newcomer, rule(6, 3, 2, 1)), (Links, rule(3, 3, 0, 0))];
        assert_eq!(statistics.rules, expect);
        let all = statistics.all;
        assert_eq!((all.posted, all.held, all.pending), (15, 6, 1));
        assert_eq!((all.approved, all.rejected, all.spam), (3, 4, 2));
    }

    #[test]
    fn episodes_with_most_comments_come_first_and_only_so_many() {
        let mut tallies = Tallies::default();
        for (number, count) in [(1, 2), (2, 5), (3, 2)] {
            tallies.add(&Group {
                episode: episode(number),
                ..group(Status::Approved, &[], count)
            });
        }
        let (_, episodes) = tallies.finish(2);
        let ids: Vec<_> = episodes.iter().map(|(id, _)| *id).collect();
        assert_eq!(ids, [episode(2), episode(3)]);
    }
}
