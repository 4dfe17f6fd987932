//! What authors and readers do.
use super::Play;
use rand::Rng;
use rejoinder::{
    domain::{
        comments::{self, Edit, EpisodeRef, NewComment, Vote},
        members::mutes,
        policy::{self, Branch},
        reports::{self, NewReport},
        threads,
    },
    model::{Actor, CommentId, EpisodeId, Mode, ReportReason, Role, Status},
};

/// Some of them stand on the lists of words, now and then.
const WORDS: [&str; 8] = [
    "harbour", "lantern", "compass", "barnacle", "anchor", "gull", "rudder", "breeze",
];

impl Play {
    fn text(&mut self) -> String {
        if self.rng.random_bool(0.03) {
            return "The very same words as ever before".to_owned();
        }
        let word = WORDS[self.rng.random_range(0..WORDS.len())];
        let link = if self.rng.random_bool(0.05) {
            " https://one.example https://two.example https://three.example"
        } else {
            ""
        };
        let number = self.rng.random_range(0..1_000_000);
        format!("A {word} of number {number}{link}")
    }

    async fn write(&mut self, name: &str, actor: &Actor, to: (EpisodeId, Option<CommentId>)) {
        let thread = self
            .threads
            .iter()
            .find(|setting| setting.episode.id == to.0);
        let thread = thread.unwrap().clone();
        let new = NewComment {
            episode: EpisodeRef {
                site: thread.site.key.clone(),
                key: thread.episode.key.clone(),
                title: None,
                url: None,
            },
            parent_id: to.1,
            body: self.text(),
            moment_seconds: None,
            idempotency_key: None,
        };
        let posted = comments::post(&self.app.app, actor, new).await;
        let posted = posted.map(|posted| posted.comment);
        self.note(name, &posted);
        self.comments.extend(posted.ok().map(|comment| comment.id));
    }

    pub(super) async fn post(&mut self) {
        let (actor, thread) = (self.somebody().await, self.thread());
        self.write("post", &actor, (thread.episode.id, None)).await;
    }

    pub(super) async fn reply(&mut self) {
        let parent = self.comment_in(Status::Approved).await;
        let now = self.app.app.env.now();
        let branch = threads::branch(self.app.app.db.read(), &parent, now).await;
        let (name, actor) = match branch.unwrap() {
            Branch::Open => ("reply", self.somebody().await),
            Branch::Locked if self.rng.random_bool(0.5) => {
                let staff = self.staff(Role::Moderator).await;
                ("reply in a locked branch", staff)
            }
            Branch::Locked => ("reply in a locked branch", self.somebody().await),
        };
        self.write(name, &actor, (parent.episode_id, Some(parent.id)))
            .await;
    }

    /// As its author, or now and then as somebody else.
    async fn owner(&mut self, id: CommentId) -> Actor {
        if self.rng.random_bool(0.1) {
            return self.somebody().await;
        }
        let author = self.app.stored(id).await.author_id;
        let mut people = self.people.iter().map(|person| &person.client);
        let author = people.find(|client| client.member_id() == author);
        self.app.actor(author.unwrap()).await
    }

    pub(super) async fn edit(&mut self) {
        let comment_id = self.comment();
        let (actor, body) = (self.owner(comment_id).await, self.text());
        let edit = Edit {
            comment_id,
            body,
            moment_seconds: None,
            revision_id: None,
        };
        let name = match self.mode {
            Mode::Newcomers => "edit under NEWCOMERS",
            Mode::Post => "edit under POST",
            Mode::Pre => "edit under PRE",
        };
        let edited = comments::edit(&self.app.app, &actor, edit).await;
        self.note(name, &edited);
    }

    pub(super) async fn delete(&mut self) {
        let id = self.comment();
        let actor = self.owner(id).await;
        let deleted = comments::delete(&self.app.app, &actor, id).await;
        self.note("delete", &deleted);
    }

    pub(super) async fn vote(&mut self, vote: Vote) {
        let id = self.comment_in(Status::Approved).await.id;
        let actor = self.somebody().await;
        let voted = comments::vote(&self.app.app, &actor, id, vote).await;
        let name = if vote == Vote::Up { "vote" } else { "unvote" };
        self.note(name, &voted);
    }

    /// Readers report the same, which hides it where they are enough and no moderator has approved it.
    pub(super) async fn report(&mut self) {
        let before = self
            .comment_that(|comment| comment.status == Status::Approved && !comment.reviewed)
            .await;
        for _ in 0..self.rng.random_range(1..=4) {
            let actor = self.somebody().await;
            let kept = before.kept_for(policy::comment::visible_to(&actor));
            let new = NewReport {
                comment_id: before.id,
                revision_id: kept.map_or(before.revision_id, |kept| kept.revision_id),
                reason: ReportReason::Abuse,
                text: None,
                illegal: None,
            };
            let given = reports::give(&self.app.app, &actor, new).await;
            self.note("report", &given);
        }
        let after = self.app.stored(before.id).await;
        if before.is_public() && !after.is_public() {
            self.note("hide by reports", &Ok(()));
        }
    }

    pub(super) async fn mute(&mut self) {
        let actor = self.somebody().await;
        let id = self.comment();
        let author = self.app.stored(id).await.author_id;
        if self.rng.random_bool(0.6) {
            let muted = mutes::mute(&self.app.app, &actor, author).await;
            self.note("mute", &muted);
        } else {
            let unmuted = mutes::unmute(&self.app.app, &actor, author).await;
            self.note("unmute", &unmuted);
        }
    }
}
