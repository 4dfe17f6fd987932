//! Posting a comment.
use super::judge::{Evidence, Judged, Where};
use crate::{
    app::App,
    domain::{
        Error, access,
        credentials::limits::Operation,
        decisions, episodes,
        error::Conflict,
        input, jobs, limits, log,
        moderation::Verdict,
        policy::{self, Branch, Scene},
        rules, text,
        threads::{self, Setting},
    },
    model::{
        Action, Actor, Beginning, Comment, CommentId, Member, RevisionId, Site, SiteId, Status,
    },
    storage::{self, Txn},
};
use sha2::{Digest, Sha256};

/// The episode as the page names it; title and address count when it does not exist yet.
#[derive(Clone, Debug)]
pub struct EpisodeRef {
    pub site: String,
    pub key: String,
    pub title: Option<String>,
    pub url: Option<String>,
}

pub struct NewComment {
    pub episode: EpisodeRef,
    pub parent_id: Option<CommentId>,
    pub body: String,
    /// The second of the episode that it is about.
    pub moment_seconds: Option<i32>,
    /// The author's own key: the same key gives the same comment, however often it is sent.
    pub idempotency_key: Option<String>,
}

const IDEMPOTENCY_KEY_MAX: usize = 64;

/// A comment that stands.
pub struct Posted {
    pub comment: Comment,
    /// As it was when the comment came; none for one that stood already.
    pub setting: Option<Setting>,
}

impl Posted {
    fn before(comment: Comment) -> Self {
        Self {
            comment,
            setting: None,
        }
    }
}

/// Posting and the thread's state come one after the other: whoever has been told that the thread
/// is closed finds nothing committed behind it.
pub async fn post(app: &App, actor: &Actor, new: NewComment) -> Result<Posted, Error> {
    let author = access::signed_in(actor)?.member.id;
    let key = new.idempotency_key.as_deref();
    let key = key
        .map(|key| input::key("clientMutationId", key, IDEMPOTENCY_KEY_MAX))
        .transpose()?;
    let known = (author, key.as_deref());
    let before = storage::posting::before(&app.db, &new.episode.site, known).await?;
    let before = before.ok_or(Error::NotFound)?;
    let site = before.site;
    let member = access::enter(app, actor, &site)?;
    let body = input::body("body", &new.body)?;
    let is_reply = new.parent_id.is_some();
    let moment_seconds = input::moment("momentSeconds", new.moment_seconds, is_reply)?;
    let hash = fingerprint(&new, &body);
    let key = key.map(|key| (key, hash));
    if before.is_key_used
        && let Some(comment) = posted_before(app.db.read(), member, key.as_ref()).await?
    {
        return Ok(Posted::before(comment));
    }
    access::limit(app, Operation::PostAttempt, member).await?;
    let posting = Posting {
        actor,
        member,
        parent_id: new.parent_id,
        body,
        moment_seconds,
        key,
    };
    let evidence = Box::pin(posting.gather_by(app, (site.id, before.rules_version))).await?;
    let txn = app.db.begin_short().await?;
    let setting = Box::pin(episodes::lock_or_begin(app, &txn, &site, &new.episode)).await?;
    let key = posting.key.as_ref();
    let known = (key.map(|(key, _)| key.as_str()), evidence.repeats());
    let within = storage::posting::within(&txn, member.id, known).await?;
    if within.is_key_used
        && let Some(comment) = posted_before(&txn, member, key).await?
    {
        return Ok(Posted::before(comment));
    }
    // Only now: a post that is sent again, even at the same moment, is none of the author's tries.
    limits::take_within(app, &txn, Operation::Post, member).await?;
    let judged = posting.judge_known(app, &txn, &setting, (evidence, within.is_repeat));
    let judged = Box::pin(judged).await?;
    let inserting = Box::pin(posting.insert(app, &txn, &setting, judged));
    let (comment, asked) = inserting.await?;
    txn.commit().await?;
    if asked {
        jobs::wake(app);
    }
    let setting = Some(setting);
    Ok(Posted { comment, setting })
}

/// A text on its way into a thread, by somebody who may write on the site.
pub(in crate::domain) struct Posting<'a> {
    pub(in crate::domain) actor: &'a Actor,
    /// The actor on the site.
    pub(in crate::domain) member: &'a Member,
    pub(in crate::domain) parent_id: Option<CommentId>,
    /// Fit to be kept.
    pub(in crate::domain) body: String,
    pub(in crate::domain) moment_seconds: Option<i32>,
    /// The author's own key, and what tells this post from another one.
    pub(in crate::domain) key: Option<(String, Vec<u8>)>,
}

impl Posting<'_> {
    /// Before the transaction.
    pub(in crate::domain) async fn gather(
        &self,
        app: &App,
        site: &Site,
    ) -> Result<Evidence, Error> {
        Evidence::gather(app, self.actor, (site, self.member), &self.body).await
    }

    /// The same by the version of the site's rules that has just been read.
    async fn gather_by(&self, app: &App, rules: (SiteId, i64)) -> Result<Evidence, Error> {
        let book = rules::rulebook_of(app, app.db.read(), rules).await?;
        Evidence::gather_by(app, book, (self.actor, self.member), &self.body).await
    }

    /// With the episode's row taken: what it answers, and what becomes of it.
    pub(in crate::domain) async fn judge(
        &self,
        app: &App,
        txn: &Txn,
        setting: &Setting,
        evidence: Evidence,
    ) -> Result<(Option<Comment>, Judged), Error> {
        let is_repeat = evidence.is_repeat(txn, self.member.id, None).await?;
        self.judge_known(app, txn, setting, (evidence, is_repeat))
            .await
    }

    /// The same where it is known whether the author has written so before.
    async fn judge_known(
        &self,
        app: &App,
        txn: &Txn,
        setting: &Setting,
        (evidence, is_repeat): (Evidence, bool),
    ) -> Result<(Option<Comment>, Judged), Error> {
        let (parent, branch) = parent(app, txn, self.actor, setting, self.parent_id).await?;
        let place = Where {
            setting,
            thread: setting.episode.state_at(&setting.site, app.env.now()),
            branch,
            is_repeat,
        };
        let judged = evidence.judge(app, (self.actor, self.member), place)?;
        Ok((parent, judged))
    }

    /// Also whether others are to be asked about it: then wake the worker after the commit.
    pub(in crate::domain) async fn insert(
        self,
        app: &App,
        txn: &Txn,
        setting: &Setting,
        (parent, judged): (Option<Comment>, Judged),
    ) -> Result<(Comment, bool), Error> {
        let (key, hash) = self.key.unzip();
        let comment = Comment {
            idempotency_key: key,
            idempotency_hash: hash,
            body_html: text::markdown::render(&self.body),
            body_markdown: self.body,
            moment_seconds: self.moment_seconds,
            spam_score: judged.spam_score,
            spam_words: judged.spam_words,
            text_hash: judged.text_hash,
            ..blank(app, self.member, setting, parent.as_ref(), &judged.verdict)
        };
        let added = Box::pin(threads::add(txn, comment, parent.as_ref()));
        let comment = added.await?;
        let comment = comment.ok_or(Conflict::KeyReused)?;
        record_hold(app, txn, self.actor, &comment).await?;
        let asked = jobs::ask(app, txn, &comment, &judged.book.rules).await?;
        Ok((comment, asked))
    }
}

/// The comment that is answered, if the actor may answer it, and whether its branch is locked.
async fn parent(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    setting: &Setting,
    id: Option<CommentId>,
) -> Result<(Option<Comment>, Branch), Error> {
    let now = app.env.now();
    let scene = Scene {
        actor,
        site: &setting.site,
        episode: &setting.episode,
        now,
    };
    let Some(id) = id else {
        policy::thread::may_post(scene)?;
        return Ok((None, Branch::Open));
    };
    let visibility = policy::comment::visible_to(actor);
    let parent = storage::comments::find(txn, id, visibility)
        .await?
        .ok_or(Error::NotFound)?;
    if parent.episode_id != setting.episode.id {
        return Err(Error::NotFound);
    }
    let branch = threads::branch(txn, &parent, now).await?;
    policy::comment::may_reply(scene, &parent, branch)?;
    Ok((Some(parent), branch))
}

/// A rule's decision to hold is a line of the log, as a moderator's is.
pub(super) async fn record_hold(
    app: &App,
    txn: &Txn,
    actor: &Actor,
    comment: &Comment,
) -> Result<(), Error> {
    if comment.status == Status::Approved {
        return Ok(());
    }
    let reasons: Vec<&str> = comment
        .hold_reasons
        .iter()
        .map(|reason| reason.as_str())
        .collect();
    let entry = log::Entry {
        revision_id: Some(comment.revision_id),
        to: Some(decisions::name(comment.status)),
        reason: Some(reasons.join(", ")),
        episode_id: Some(comment.episode_id),
        ..log::Entry::new(Action::JudgeComment, comment.site_id, comment.id.0)
    };
    log::record(app, txn, log::By::rule(actor), entry).await?;
    Ok(())
}

async fn posted_before(
    db: &impl sea_orm::ConnectionTrait,
    member: &Member,
    key: Option<&(String, Vec<u8>)>,
) -> Result<Option<Comment>, Error> {
    let Some((key, hash)) = key else {
        return Ok(None);
    };
    match storage::comments::find_by_idempotency_key(db, member.id, key).await? {
        Some(comment) if comment.idempotency_hash.as_ref() == Some(hash) => Ok(Some(comment)),
        Some(_) => Err(Conflict::KeyReused.into()),
        None => Ok(None),
    }
}

/// Tells whether two posts are the same one.
fn fingerprint(new: &NewComment, body: &str) -> Vec<u8> {
    let parent = new.parent_id.map_or([0; 16], |id| id.0.into_bytes());
    let moment = new.moment_seconds.map(i32::to_be_bytes);
    let parts = [
        new.episode.site.as_bytes(),
        new.episode.key.as_bytes(),
        &parent,
        body.as_bytes(),
    ];
    let mut hash = Sha256::new();
    for part in parts
        .into_iter()
        .chain(moment.iter().map(|moment| &moment[..]))
    {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().to_vec()
}

/// What the author and the rules have made of it, still without words.
fn blank(
    app: &App,
    member: &Member,
    setting: &Setting,
    parent: Option<&Comment>,
    verdict: &Verdict,
) -> Comment {
    let place = threads::place(parent, setting.site.nesting);
    let beginning = Beginning {
        id: CommentId(app.env.new_id()),
        revision_id: RevisionId(app.env.new_id()),
        site_id: setting.site.id,
        episode_id: setting.episode.id,
        author_id: member.id,
        created_at: app.env.now(),
    };
    Comment {
        parent_id: parent.map(|parent| parent.id),
        nested_under_id: place.nested_under_id,
        depth: place.depth,
        branch_lock_id: parent.and_then(|parent| parent.branch_lock_id),
        status: verdict.status,
        hold_reasons: verdict.reasons.clone(),
        renderer: text::markdown::RENDERER,
        // Nobody needs to look at what the staff wrote.
        reviewed: verdict.by_staff,
        ..Comment::blank(beginning)
    }
}
