//! Thousands of things done in any order leave every number right, and what nobody may see unseen.
mod authors;
mod checks;
mod staff;

use crate::support::{Client, TestApp};
use chrono::Duration;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;
use rejoinder::{
    domain::{Error, comments::Mark, comments::Vote, threads::Setting},
    model::{Actor, Comment, CommentId, Mode, Role, Status},
};
use std::collections::BTreeMap;

/// All that must have succeeded, or it was never tried.
const KINDS: &[&str] = &[
    "post",
    "reply",
    "reply in a locked branch",
    "edit under NEWCOMERS",
    "edit under POST",
    "edit under PRE",
    "delete",
    "vote",
    "unvote",
    "report",
    "hide by reports",
    "mute",
    "unmute",
    "approve",
    "reject",
    "mark spam",
    "restore",
    "overrule",
    "reject all by",
    "undo ApproveComment",
    "undo RejectComment",
    "undo MarkSpam",
    "undo RestoreComment",
    "undo RejectAllBy",
    "undo SetStanding",
    "undo LockThread",
    "undo CloseThread",
    "undo ReopenThread",
    "undo LockBranch",
    "undo UnlockBranch",
    "set standing",
    "set role",
    "lock thread",
    "close thread",
    "reopen thread",
    "lock branch",
    "unlock branch",
    "pin",
    "unpin",
    "feature",
    "unfeature",
    "claim",
    "release",
    "update rules",
    "update site",
    "step clock",
];

struct Person {
    client: Client,
    /// As it was given last.
    role: Role,
}

struct Play {
    app: TestApp,
    rng: ChaCha20Rng,
    /// The site's.
    mode: Mode,
    threads: Vec<Setting>,
    people: Vec<Person>,
    comments: Vec<CommentId>,
    /// What was done, and how it ended: how often it succeeded, and how often it was refused.
    done: BTreeMap<String, (usize, usize)>,
    /// The log as it was at the last look.
    log: Vec<String>,
}

impl Play {
    async fn new(mode: Mode, seed: u64) -> Self {
        let app = TestApp::mode(mode).await;
        let (mut threads, mut people) = (Vec::new(), Vec::new());
        for _ in 0..3 {
            threads.push(app.thread().await);
        }
        for index in 0..10 {
            let client = app.reader(&format!("Reader {index}")).await;
            let role = Role::Commenter;
            people.push(Person { client, role });
        }
        for (client, role) in [
            (app.moderator("Mo").await, Role::Moderator),
            (app.moderator("Mia").await, Role::Moderator),
            (app.admin("Ada").await, Role::Admin),
        ] {
            people.push(Person { client, role });
        }
        Self {
            app,
            rng: ChaCha20Rng::seed_from_u64(seed),
            mode,
            threads,
            people,
            comments: Vec::new(),
            done: BTreeMap::new(),
            log: Vec::new(),
        }
    }

    async fn step(&mut self) {
        self.app.clock.advance(Duration::seconds(7));
        if self.comments.len() < 5 {
            return self.post().await;
        }
        match self.rng.random_range(0..1_000) {
            0..80 => self.post().await,
            80..240 => self.reply().await,
            240..310 => self.edit().await,
            310..350 => self.delete().await,
            350..410 => self.vote(Vote::Up).await,
            410..440 => self.vote(Vote::None).await,
            440..470 => self.report().await,
            470..490 => self.mute().await,
            490..630 => self.decide().await,
            630..720 => self.undo().await,
            720..730 => self.reject_all_by().await,
            730..770 => self.set_standing().await,
            770..790 => self.set_role().await,
            790..840 => self.state().await,
            840..870 => self.lock_branch().await,
            870..890 => self.unlock_branch().await,
            890..910 => self.mark(Mark::Pin).await,
            910..920 => self.mark(Mark::Unpin).await,
            920..930 => self.mark(Mark::Feature).await,
            930..940 => self.mark(Mark::Unfeature).await,
            940..960 => self.claim().await,
            960..970 => self.release().await,
            970..980 => self.update_rules().await,
            980..990 => self.update_site().await,
            _ => self.step_clock(),
        }
    }

    /// The wall's alone: what limits go by never goes back.
    fn step_clock(&mut self) {
        let minutes = self.rng.random_range(-4..=8);
        self.app.clock.step(Duration::minutes(minutes));
        self.note("step clock", &Ok(()));
    }

    async fn somebody(&mut self) -> Actor {
        let index = self.rng.random_range(0..self.people.len());
        self.app.actor(&self.people[index].client).await
    }

    /// One of those who have this role or a higher one.
    async fn staff(&mut self, least: Role) -> Actor {
        let staff: Vec<&Person> = self
            .people
            .iter()
            .filter(|person| person.role >= least)
            .collect();
        let index = self.rng.random_range(0..staff.len());
        self.app.actor(&staff[index].client).await
    }

    fn thread(&mut self) -> Setting {
        let index = self.rng.random_range(0..self.threads.len());
        self.threads[index].clone()
    }

    /// Mostly one of the last, so that conversations grow deep and edits are in time.
    fn comment(&mut self) -> CommentId {
        let last = self.comments.len();
        let back = if self.rng.random_bool(0.6) { 12 } else { last };
        self.comments[self.rng.random_range(last.saturating_sub(back)..last)]
    }

    /// One that fits, if it is soon found.
    async fn comment_that(&mut self, fits: impl Fn(&Comment) -> bool) -> Comment {
        let mut tries = 0;
        loop {
            let id = self.comment();
            let comment = self.app.stored(id).await;
            tries += 1;
            if tries == 8 || fits(&comment) {
                return comment;
            }
        }
    }

    async fn comment_in(&mut self, status: Status) -> Comment {
        self.comment_that(|comment| comment.status == status).await
    }

    fn succeeded(&self) -> usize {
        let acts = self.done.iter();
        let acts = acts.filter(|(name, _)| *name != "hide by reports");
        acts.map(|(_, counts)| counts.0).sum()
    }

    /// Refusals are part of the play; faults are not.
    fn note<T>(&mut self, name: &str, result: &Result<T, Error>) {
        let counts = self.done.entry(name.to_owned()).or_default();
        match result {
            Ok(_) => counts.0 += 1,
            Err(Error::NotFound | Error::Denied(_) | Error::Conflict(_)) => counts.1 += 1,
            Err(fault) => panic!("{name}: {fault:?}"),
        }
    }
}

/// Three of these are more than 10,000 acts that succeed.
#[expect(clippy::print_stdout, reason = "tells what was done, with --nocapture")]
async fn play(mode: Mode, seed: u64) {
    let mut play = Play::new(mode, seed).await;
    let mut steps = 0;
    while play.succeeded() < 3_400 {
        play.step().await;
        steps += 1;
        assert!(steps < 10_000, "too much is refused: {:?}", play.done);
        if steps % 1_000 == 0 {
            play.check().await;
        }
    }
    play.check().await;
    for kind in KINDS {
        let succeeded = play.done.get(*kind).is_some_and(|counts| counts.0 > 0);
        assert!(succeeded, "no {kind} succeeded: {:?}", play.done);
    }
    println!("{mode:?}, succeeded and refused: {:?}", play.done);
}

#[tokio::test]
async fn nothing_drifts_in_thousands_of_acts_where_comments_are_shown_at_once() {
    play(Mode::Post, 1).await;
}

#[tokio::test]
async fn nothing_drifts_in_thousands_of_acts_where_all_comments_are_held() {
    play(Mode::Pre, 2).await;
}

#[tokio::test]
async fn nothing_drifts_in_thousands_of_acts_where_newcomers_are_held() {
    play(Mode::Newcomers, 3).await;
}
