//! What moderators and admins do.
use super::Play;
use chrono::Duration;
use rand::{Rng, seq::IndexedRandom};
use rejoinder::{
    domain::{
        comments::{self, Mark},
        decisions::{self, Item, RejectAllBy, Ruled, Ruling},
        log::Filter,
        members::{
            roles,
            standings::{self, NewStanding},
        },
        queues::{self, Claiming},
        rules, sites,
        threads::{self, Plan, Seen, Terms},
    },
    model::{
        Action, Comment, Cursor, Mode, Order, PageRequest, QueueFilter, QueueKind, RejectReason,
        Role, Standing, Status,
    },
    storage,
};

/// Acts that are taken back; what stands together stands on the same state.
const UNDONE: &[&[Action]] = &[
    &[Action::ApproveComment],
    &[Action::RejectComment],
    &[Action::MarkSpam],
    &[Action::RestoreComment],
    &[Action::RejectAllBy],
    &[Action::SetStanding],
    &[
        Action::LockThread,
        Action::CloseThread,
        Action::ReopenThread,
    ],
    &[Action::LockBranch, Action::UnlockBranch],
];

impl Play {
    /// One to four comments at once; now and then overruling what was decided before.
    pub(super) async fn decide(&mut self) {
        let actor = self.staff(Role::Moderator).await;
        let (name, ruled, from) = match self.rng.random_range(0..20) {
            0..10 => ("approve", Ruled::Approve, Status::Pending),
            10..15 => {
                let (reason, note) = (RejectReason::Abuse, None);
                ("reject", Ruled::Reject { reason, note }, Status::Approved)
            }
            15..17 => ("mark spam", Ruled::Spam, Status::Pending),
            _ => ("restore", Ruled::Restore, Status::Rejected),
        };
        let mut items = Vec::new();
        for _ in 0..self.rng.random_range(1..=4) {
            let comment = self.comment_in(from).await;
            let overrules = self.rng.random_bool(0.5);
            items.push(Item {
                comment_id: comment.id,
                revision_id: comment.revision_id,
                overrules: comment.decision_id.filter(|_| overrules),
            });
        }
        let ruling = Ruling {
            ruled,
            private_note: None,
        };
        let results = decisions::decide(&self.app.app, &actor, items.clone(), ruling).await;
        let Ok(results) = results else {
            return self.note(name, &results);
        };
        for (item, (_, result)) in items.iter().zip(&results) {
            let overrules = item.overrules.is_some() && name != "restore";
            self.note(if overrules { "overrule" } else { name }, result);
        }
    }

    /// One of the last of a kind, or anything that stands in the log.
    pub(super) async fn undo(&mut self) {
        let actor = self.staff(Role::Moderator).await;
        let (actions, after) = if self.rng.random_bool(0.1) {
            let id = self.comment().0;
            (vec![], Some(Cursor { id, score: 0 }))
        } else {
            (UNDONE.choose(&mut self.rng).unwrap().to_vec(), None)
        };
        let filter = Filter {
            actions,
            ..Filter::default()
        };
        let page = page(after);
        let db = self.app.app.db.read();
        let found = storage::log::list(db, self.app.site.id, &filter, &page).await;
        let found = found.unwrap();
        let entry = if self.rng.random_bool(0.6) {
            found.first()
        } else {
            found.choose(&mut self.rng)
        };
        if let Some(entry) = entry {
            let undone = decisions::undo(&self.app.app, &actor, entry.id, None).await;
            self.note(&format!("undo {:?}", entry.action), &undone);
        }
    }

    pub(super) async fn reject_all_by(&mut self) {
        let actor = self.staff(Role::Moderator).await;
        let minutes = self.rng.random_range(1..20);
        let id = self.comment();
        let all = RejectAllBy {
            author: self.app.stored(id).await.author_id,
            since: self.app.app.env.now() - Duration::minutes(minutes),
            reason: RejectReason::Spam,
            note: None,
            private_note: None,
        };
        let rejected = decisions::reject_all_by(&self.app.app, &actor, all).await;
        self.note("reject all by", &rejected);
    }

    pub(super) async fn set_standing(&mut self) {
        let actor = self.staff(Role::Moderator).await;
        let standing = match self.rng.random_range(0..20) {
            0..9 => Standing::Normal,
            9..11 => Standing::Trusted,
            11..14 => Standing::Watched,
            14..18 => Standing::Suspended,
            _ => Standing::Banned,
        };
        let until = self.app.app.env.now() + Duration::minutes(self.rng.random_range(1..30));
        let new = NewStanding {
            author: self
                .people
                .choose(&mut self.rng)
                .unwrap()
                .client
                .member_id(),
            standing,
            until: Some(until).filter(|_| standing == Standing::Suspended),
            reason: None,
            private_note: None,
            seen: None,
        };
        let set = standings::set(&self.app.app, &actor, new).await;
        self.note("set standing", &set);
    }

    pub(super) async fn set_role(&mut self) {
        let actor = self.staff(Role::Admin).await;
        let role = match self.rng.random_range(0..10) {
            0..7 => Role::Commenter,
            7..9 => Role::Moderator,
            _ => Role::Admin,
        };
        let index = self.rng.random_range(0..self.people.len());
        let id = self.people[index].client.member_id();
        let given = roles::give(&self.app.app, &actor, id, role).await;
        self.note("set role", &given);
        if given.is_ok() {
            self.people[index].role = role;
        }
    }

    fn terms(&mut self) -> Terms {
        let until = self.app.app.env.now() + Duration::minutes(self.rng.random_range(1..10));
        Terms {
            until: self.rng.random_bool(0.5).then_some(until),
            ..Terms::default()
        }
    }

    pub(super) async fn state(&mut self) {
        let actor = self.staff(Role::Moderator).await;
        let (id, terms) = (Seen(self.thread().episode.id, None), self.terms());
        let app = &self.app.app;
        let (name, set) = match self.rng.random_range(0..6) {
            0 => ("lock thread", threads::lock(app, &actor, id, terms).await),
            1 => {
                let close = threads::close(app, &actor, id, (None, terms));
                ("close thread", close.await)
            }
            2 => (
                "reopen thread",
                threads::reopen(app, &actor, id, terms).await,
            ),
            _ => {
                let reopen = threads::reopen(app, &actor, id, Terms::default());
                ("reopen thread", reopen.await)
            }
        };
        self.note(name, &set);
    }

    pub(super) async fn lock_branch(&mut self) {
        let actor = self.staff(Role::Moderator).await;
        let (id, terms) = (self.comment(), self.terms());
        let locked = comments::lock_branch(&self.app.app, &actor, id, terms).await;
        self.note("lock branch", &locked);
    }

    /// Of a comment on which or above which there is a lock.
    pub(super) async fn unlock_branch(&mut self) {
        let actor = self.staff(Role::Moderator).await;
        let mut id = self.comment();
        for _ in 0..8 {
            if let Some(locked) = self.app.stored(id).await.branch_lock_id {
                id = locked;
                break;
            }
            id = self.comment();
        }
        let unlocked = comments::unlock_branch(&self.app.app, &actor, id, Terms::default()).await;
        self.note("unlock branch", &unlocked);
    }

    pub(super) async fn mark(&mut self, mark: Mark) {
        let actor = self.staff(Role::Moderator).await;
        let (name, found) = match mark {
            Mark::Pin => ("pin", None),
            Mark::Feature => ("feature", None),
            Mark::Unpin => ("unpin", Some(self.marked(mark).await)),
            Mark::Unfeature => ("unfeature", Some(self.marked(mark).await)),
        };
        let comment = match found {
            None => self.comment_in(Status::Approved).await,
            Some(found) => match found.choose(&mut self.rng) {
                Some(comment) => comment.clone(),
                None => return,
            },
        };
        let marked = comments::mark(&self.app.app, &actor, comment.id, mark).await;
        self.note(name, &marked);
    }

    async fn marked(&mut self, mark: Mark) -> Vec<Comment> {
        let (episode, db) = (self.thread().episode.id, self.app.app.db.read());
        if mark == Mark::Unpin {
            storage::marks::list_pinned(db, episode).await.unwrap()
        } else {
            let page = page(None);
            storage::marks::list_featured(db, episode, &page)
                .await
                .unwrap()
        }
    }

    pub(super) async fn claim(&mut self) {
        let actor = self.staff(Role::Moderator).await;
        let claiming = Claiming {
            site: self.app.site.key.clone(),
            kind: *QueueKind::ALL.choose(&mut self.rng).unwrap(),
            filter: QueueFilter::default(),
            first: self.rng.random_range(1..10),
        };
        let handed = queues::claim(&self.app.app, &actor, claiming, &Plan::default()).await;
        self.note("claim", &handed);
    }

    pub(super) async fn release(&mut self) {
        let actor = self.staff(Role::Moderator).await;
        let released = queues::release(&self.app.app, &actor, "history", None).await;
        self.note("release", &released);
    }

    pub(super) async fn update_rules(&mut self) {
        let actor = self.staff(Role::Admin).await;
        let list = |words: &[&str], on: bool| -> Vec<String> {
            let words = words.iter().filter(|_| on);
            words.map(|word| (*word).to_owned()).collect()
        };
        let rng = &mut self.rng;
        let change = rules::Change {
            hold_repeats: Some(rng.random_bool(0.5)),
            banned_words: Some(list(&["barnacle*"], rng.random_bool(0.5))),
            suspect_words: Some(list(&["gull", "rudder"], rng.random_bool(0.5))),
            links_max: Some(rng.random_bool(0.5).then_some(2)),
            spam_threshold: Some(rng.random_bool(0.7).then_some(80)),
            report_threshold: Some(rng.random_bool(0.8).then(|| rng.random_range(1..=3))),
            ..rules::Change::default()
        };
        let updated = rules::update(&self.app.app, &actor, "history", (change, None)).await;
        self.note("update rules", &updated);
    }

    pub(super) async fn update_site(&mut self) {
        let actor = self.staff(Role::Admin).await;
        let rng = &mut self.rng;
        let modes = [Mode::Pre, Mode::Newcomers, Mode::Post];
        let settings = sites::Settings {
            mode: modes.choose(rng).copied(),
            newcomer_approvals: Some(rng.random_range(0..4)),
            edit_window_seconds: Some(rng.random_range(60..1_800)),
            nesting: Some(rng.random_range(1..7)),
            close_after_days: Some(rng.random_bool(0.1).then_some(1)),
            ..sites::Settings::default()
        };
        let terms = Terms::default();
        let updated = sites::update(&self.app.app, &actor, "history", (settings, terms)).await;
        self.note("update site", &updated);
        if let Ok(site) = updated {
            self.mode = site.mode;
        }
    }
}

fn page(after: Option<Cursor>) -> PageRequest {
    PageRequest {
        first: 5,
        after,
        order: Order::default(),
    }
}
