//! What changed rules would have done to the last comments.
use super::{
    book::{Rulebook, rulebook},
    update::{Change, changed},
};
use crate::{
    app::App,
    domain::{
        Error, access,
        credentials::limits::Operation,
        moderation::{self, Draft, Reading, Refusal},
        policy::{self, Branch},
        threads::Setting,
    },
    model::{
        Actor, Comment, CommentId, EpisodeId, HoldReason, Member, MemberId, Mode, Role, Site,
        Status, ThreadState,
    },
    storage,
};
use chrono::{DateTime, Utc};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// Rules and settings that are tried; what is not given is as it is.
#[derive(Clone, Debug, Default)]
pub struct Proposal {
    pub change: Change,
    pub mode: Option<Mode>,
    pub newcomer_approvals: Option<i32>,
}

/// What would become of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Judged(Status, Vec<HoldReason>),
    /// Its author would be told, and nothing kept.
    Refused,
}

/// A comment that fares differently under the two.
#[derive(Clone, Debug)]
pub struct Retried {
    pub comment: Comment,
    pub now: Outcome,
    pub proposed: Outcome,
}

#[derive(Debug, Default)]
pub struct DryRun {
    /// Comments that were looked at.
    pub judged: usize,
    pub approved: usize,
    pub held: usize,
    pub rejected: usize,
    pub refused: usize,
    /// How many fare differently.
    pub differ: usize,
    /// The newest of them.
    pub examples: Vec<Retried>,
}

/// How far back it looks.
const COMMENTS: u64 = 1_000;
const EXAMPLES: usize = 50;

/// Judges the last comments twice, as the rules are and as they would be, by their authors as they
/// stand today. Changes nothing.
pub async fn dry_run(
    app: &App,
    actor: &Actor,
    site: &Arc<Site>,
    proposal: Proposal,
) -> Result<DryRun, Error> {
    access::signed_in(actor)?;
    let now = app.env.now();
    let member = policy::site::may_moderate(actor, site, now)?;
    access::limit(app, Operation::DryRun, member).await?;
    let db = app.db.read();
    let book = rulebook(app, db, site.id).await?;
    let (old, change) = (book.rules.clone(), proposal.change);
    let proposed = tokio::task::spawn_blocking(move || changed(&old, change).map(Rulebook::new))
        .await
        .map_err(anyhow::Error::from)??;
    let approvals = proposal
        .newcomer_approvals
        .unwrap_or(site.newcomer_approvals);
    if !(0..=1_000).contains(&approvals) {
        return Err(Error::invalid("newcomerApprovals", "must be 0 to 1000"));
    }
    let comments = storage::comments::list_last(db, site.id, COMMENTS).await?;
    let trial = Trial {
        now,
        book,
        mode: proposal.mode,
        approvals: (site.newcomer_approvals, approvals),
        authors: authors(app, &comments).await?,
        settings: settings(app, site, &comments).await?,
        repeats: repeats(&comments),
    };
    let run = tokio::task::spawn_blocking(move || trial.run(comments, &proposed));
    Ok(run.await.map_err(anyhow::Error::from)?)
}

async fn authors(app: &App, comments: &[Comment]) -> Result<HashMap<MemberId, Member>, Error> {
    let ids: HashSet<MemberId> = comments.iter().map(|comment| comment.author_id).collect();
    let ids: Vec<MemberId> = ids.into_iter().collect();
    let found = storage::members::list(&app.db, &ids).await?;
    Ok(found
        .into_iter()
        .map(|member| (member.id, member))
        .collect())
}

async fn settings(
    app: &App,
    site: &Arc<Site>,
    comments: &[Comment],
) -> Result<HashMap<EpisodeId, Setting>, Error> {
    let ids: HashSet<EpisodeId> = comments.iter().map(|comment| comment.episode_id).collect();
    let ids: Vec<EpisodeId> = ids.into_iter().collect();
    let found = storage::episodes::list_by_ids(app.db.read(), &ids).await?;
    let setting = |episode| Setting {
        site: Arc::clone(site),
        episode,
    };
    Ok(found
        .into_iter()
        .map(|episode| (episode.id, setting(episode)))
        .collect())
}

/// Those whose author had said the same before, as far back as is looked.
fn repeats(newest_first: &[Comment]) -> HashSet<CommentId> {
    let mut said = HashSet::new();
    let mut repeats = HashSet::new();
    for comment in newest_first.iter().rev() {
        let Some(hash) = &comment.text_hash else {
            continue;
        };
        if !said.insert((comment.author_id, hash.clone())) {
            repeats.insert(comment.id);
        }
    }
    repeats
}

struct Trial {
    now: DateTime<Utc>,
    book: Arc<Rulebook>,
    mode: Option<Mode>,
    /// Now, and as proposed.
    approvals: (i32, i32),
    authors: HashMap<MemberId, Member>,
    settings: HashMap<EpisodeId, Setting>,
    repeats: HashSet<CommentId>,
}

impl Trial {
    fn run(&self, comments: Vec<Comment>, proposed: &Rulebook) -> DryRun {
        let mut run = DryRun::default();
        for comment in comments {
            let reading = Reading::of(&comment.body_markdown);
            let (book, approvals) = (&self.book, self.approvals);
            let before = self.judge(&comment, &reading, (book, None, approvals.0));
            let after = self.judge(&comment, &reading, (proposed, self.mode, approvals.1));
            let (Some(now), Some(proposed)) = (before, after) else {
                continue;
            };
            run.judged += 1;
            match &proposed {
                Outcome::Judged(Status::Approved, _) => run.approved += 1,
                Outcome::Judged(Status::Pending, _) => run.held += 1,
                Outcome::Judged(..) => run.rejected += 1,
                Outcome::Refused => run.refused += 1,
            }
            if now != proposed {
                run.differ += 1;
                if run.examples.len() < EXAMPLES {
                    run.examples.push(Retried {
                        comment,
                        now,
                        proposed,
                    });
                }
            }
        }
        run
    }

    fn judge(
        &self,
        comment: &Comment,
        reading: &Reading,
        (book, mode, newcomer_approvals): (&Rulebook, Option<Mode>, i32),
    ) -> Option<Outcome> {
        let author = self.authors.get(&comment.author_id)?;
        let setting = self.settings.get(&comment.episode_id)?;
        let own = setting.episode.mode;
        let draft = Draft {
            author,
            role: author.role,
            standing: author.standing_at(self.now),
            // Whether the thread is still open says nothing of the rules.
            thread: ThreadState::Open,
            branch: Branch::Open,
            reading,
            is_repeat: book.rules.hold_repeats && self.repeats.contains(&comment.id),
            book,
            spam: comment
                .spam_score
                .and_then(|score| u8::try_from(score).ok()),
            mode: own.or(mode).unwrap_or(setting.site.mode),
            newcomer_approvals,
        };
        Some(match moderation::judge(&draft) {
            Ok(verdict) => Outcome::Judged(verdict.status, verdict.reasons),
            // Somebody who may not write today tells nothing about the rules either.
            Err(Refusal::Denied(_)) if draft.role < Role::Moderator => return None,
            Err(_) => Outcome::Refused,
        })
    }
}
