//! Thousands of things done in any order leave every number right.
use crate::support::{Client, TestApp};
use chrono::Duration;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;
use rejoinder::{
    domain::{
        Error,
        comments::{self, Edit, EpisodeRef, NewComment, Vote},
        decisions::{self, Item, Ruled, Ruling},
        threads::{self, Setting, Terms},
    },
    model::{Actor, CommentId, Mode, RejectReason},
};
use std::collections::BTreeMap;

struct Play {
    app: TestApp,
    rng: ChaCha20Rng,
    threads: Vec<Setting>,
    people: Vec<Client>,
    moderators: Vec<Client>,
    comments: Vec<CommentId>,
    /// What was done, and how it ended.
    done: BTreeMap<String, usize>,
}

impl Play {
    async fn new(mode: Mode, seed: u64) -> Self {
        let app = TestApp::mode(mode).await;
        let (mut threads, mut people) = (Vec::new(), Vec::new());
        for _ in 0..3 {
            threads.push(app.thread().await);
        }
        for index in 0..8 {
            people.push(app.reader(&format!("Reader {index}")).await);
        }
        let moderators = vec![app.moderator("Mo").await, app.admin("Ada").await];
        people.extend(moderators.clone());
        Self {
            app,
            rng: ChaCha20Rng::seed_from_u64(seed),
            threads,
            people,
            moderators,
            comments: Vec::new(),
            done: BTreeMap::new(),
        }
    }

    async fn somebody(&mut self) -> Actor {
        let index = self.rng.random_range(0..self.people.len());
        self.app.actor(&self.people[index]).await
    }

    async fn moderator(&mut self) -> Actor {
        let index = self.rng.random_range(0..self.moderators.len());
        self.app.actor(&self.moderators[index]).await
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

    /// As its author, or now and then as somebody else.
    async fn owner(&mut self, id: CommentId) -> Actor {
        let author = self.app.stored(id).await.author_id;
        if self.rng.random_bool(0.1) {
            return self.somebody().await;
        }
        let author = self.people.iter().find(|one| one.member_id() == author);
        self.app.actor(author.unwrap()).await
    }

    async fn post(&mut self, parent_id: Option<CommentId>) -> Result<(), Error> {
        let actor = self.somebody().await;
        let setting = match parent_id {
            None => self.thread(),
            Some(parent) => {
                let episode = self.app.stored(parent).await.episode_id;
                let found = self.threads.iter().find(|one| one.episode.id == episode);
                found.unwrap().clone()
            }
        };
        let episode = EpisodeRef {
            site: setting.site.key.clone(),
            key: setting.episode.key.clone(),
            title: None,
            url: None,
        };
        let new = NewComment {
            episode,
            parent_id,
            body: format!("Number {}", self.comments.len()),
            idempotency_key: None,
        };
        let posted = comments::post(&self.app.app, &actor, new).await?;
        self.comments.push(posted.id);
        Ok(())
    }

    async fn edit(&mut self) -> Result<(), Error> {
        let comment_id = self.comment();
        let actor = self.owner(comment_id).await;
        let edit = Edit {
            comment_id,
            body: format!("Changed to {}", self.rng.random_range(0..1_000)),
            revision_id: None,
        };
        comments::edit(&self.app.app, &actor, edit).await.map(drop)
    }

    async fn delete(&mut self) -> Result<(), Error> {
        let id = self.comment();
        let actor = self.owner(id).await;
        comments::delete(&self.app.app, &actor, id).await.map(drop)
    }

    async fn vote(&mut self, vote: Vote) -> Result<(), Error> {
        let (id, actor) = (self.comment(), self.somebody().await);
        comments::vote(&self.app.app, &actor, id, vote)
            .await
            .map(drop)
    }

    /// One to four comments at once; now and then overruling what was decided before.
    async fn decide(&mut self) -> Result<(), Error> {
        let actor = self.moderator().await;
        let ruled = if self.rng.random_bool(0.6) {
            Ruled::Approve
        } else {
            let (reason, note) = (RejectReason::Abuse, None);
            Ruled::Reject { reason, note }
        };
        let mut items = Vec::new();
        for _ in 0..self.rng.random_range(1..=4) {
            let id = self.comment();
            let comment = self.app.stored(id).await;
            let overrules = self.rng.random_bool(0.5);
            items.push(Item {
                comment_id: id,
                revision_id: comment.revision_id,
                overrules: comment.decision_id.filter(|_| overrules),
            });
        }
        let results = decisions::decide(
            &self.app.app,
            &actor,
            items,
            Ruling {
                ruled,
                private_note: None,
            },
        )
        .await?;
        for (_, result) in results {
            self.note("decide one", result.map(drop));
        }
        Ok(())
    }

    async fn state(&mut self) -> Result<(), Error> {
        let (actor, id) = (self.moderator().await, self.thread().episode.id);
        let (app, until) = (&self.app.app, self.app.app.env.now() + Duration::minutes(2));
        let terms = Terms {
            until: self.rng.random_bool(0.5).then_some(until),
            ..Terms::default()
        };
        match self.rng.random_range(0..6) {
            0 => threads::lock(app, &actor, id, terms).await,
            1 => threads::close(app, &actor, id, (None, terms)).await,
            2 => threads::reopen(app, &actor, id, terms).await,
            _ => threads::reopen(app, &actor, id, Terms::default()).await,
        }
        .map(drop)
    }

    async fn step(&mut self) {
        self.app.clock.advance(Duration::seconds(7));
        let choice = self.rng.random_range(0..100);
        let (name, result) = match choice {
            _ if self.comments.len() < 5 => ("post", self.post(None).await),
            0..12 => ("post", self.post(None).await),
            12..42 => {
                let parent = self.comment();
                ("reply", self.post(Some(parent)).await)
            }
            42..52 => ("edit", self.edit().await),
            52..64 => ("delete", self.delete().await),
            64..74 => ("vote", self.vote(Vote::Up).await),
            74..80 => ("unvote", self.vote(Vote::None).await),
            80..96 => ("decide", self.decide().await),
            _ => ("state", self.state().await),
        };
        self.note(name, result);
    }

    /// Refusals are part of the play; faults are not.
    fn note(&mut self, name: &str, result: Result<(), Error>) {
        let outcome = match result {
            Ok(()) => "done",
            Err(Error::NotFound | Error::Denied(_) | Error::Conflict(_)) => "refused",
            Err(fault) => panic!("{name}: {fault:?}"),
        };
        *self.done.entry(format!("{name} {outcome}")).or_default() += 1;
    }
}

async fn play(mode: Mode, seed: u64, steps: usize) {
    let mut play = Play::new(mode, seed).await;
    for step in 1..=steps {
        play.step().await;
        if step % 250 == 0 {
            play.app.assert_no_drift().await;
        }
    }
    play.app.assert_no_drift().await;
    // Every kind of act must have been possible, or nothing was tried.
    for name in [
        "post",
        "reply",
        "edit",
        "delete",
        "vote",
        "unvote",
        "decide one",
        "state",
    ] {
        let done = play.done.get(&format!("{name} done")).copied();
        assert!(done >= Some(10), "{name}: {:?}", play.done);
    }
}

#[tokio::test]
async fn nothing_drifts_in_a_thousand_acts_where_comments_are_shown_at_once() {
    play(Mode::Post, 1, 1_000).await;
}

#[tokio::test]
async fn nothing_drifts_in_a_thousand_acts_where_all_comments_are_held() {
    play(Mode::Pre, 2, 1_000).await;
}

#[tokio::test]
async fn nothing_drifts_in_a_thousand_acts_where_newcomers_are_held() {
    play(Mode::Newcomers, 3, 1_000).await;
}
