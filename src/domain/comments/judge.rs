//! What the site's rules make of a text that is about to be posted or saved.
use crate::{
    app::App,
    domain::{
        Error,
        moderation::{self, Draft, Reading, Verdict, spam::Score},
        policy::Branch,
        rules::{self, Rulebook},
        spam,
        threads::Setting,
    },
    model::{Actor, CommentId, Member, Role, Site, Standing, ThreadState},
    storage::{self, Txn},
};
use std::sync::Arc;

/// What is found out of a text before anybody waits for the thread.
pub(in crate::domain) struct Evidence {
    book: Arc<Rulebook>,
    reading: Reading,
    score: Option<Score>,
}

/// Where a text goes.
pub(super) struct Where<'a> {
    pub(super) setting: &'a Setting,
    pub(super) thread: ThreadState,
    pub(super) branch: Branch,
    /// The comment whose text it replaces.
    pub(super) edits: Option<CommentId>,
}

/// What came of it, and what is kept beside the comment.
pub(in crate::domain) struct Judged {
    /// By which it was judged.
    pub(super) book: Arc<Rulebook>,
    pub(super) verdict: Verdict,
    pub(super) spam_score: Option<i16>,
    pub(super) spam_words: Option<String>,
    pub(super) text_hash: Option<Vec<u8>>,
}

impl Evidence {
    /// Reads alone.
    pub(super) async fn gather(
        app: &App,
        actor: &Actor,
        (site, member): (&Site, &Member),
        body: &str,
    ) -> Result<Self, Error> {
        let db = app.db.read();
        let book = rules::rulebook(app, db, site.id).await?;
        let passes = actor.moderates_threads(site.id)
            || member.standing_at(app.env.now()) == Standing::Trusted
            || book.rules.spam_threshold.is_none();
        let score = if passes {
            None
        } else {
            Some(spam::score(db, site.id, member, body).await?)
        };
        Ok(Self {
            book,
            reading: Reading::of(body),
            score,
        })
    }

    /// With the episode's row taken.
    pub(super) async fn judge(
        self,
        app: &App,
        txn: &Txn,
        (actor, member): (&Actor, &Member),
        place: Where<'_>,
    ) -> Result<Judged, Error> {
        let text_hash = self.reading.fingerprint();
        let is_repeat = match &text_hash {
            Some(hash) if self.book.rules.hold_repeats => {
                storage::comments::has_text(txn, member.id, hash, place.edits).await?
            }
            _ => false,
        };
        let site = &place.setting.site;
        let verdict = moderation::judge(&Draft {
            author: member,
            role: actor.thread_role_on(site.id).unwrap_or(Role::Commenter),
            standing: member.standing_at(app.env.now()),
            thread: place.thread,
            branch: place.branch,
            reading: &self.reading,
            is_repeat,
            book: &self.book,
            spam: self.score.as_ref().map(|score| score.percent),
            mode: place.setting.episode.mode_on(site),
            newcomer_approvals: site.newcomer_approvals,
        })?;
        Ok(Judged {
            book: self.book,
            verdict,
            spam_score: self.score.as_ref().map(|score| score.percent.into()),
            spam_words: self.score.as_ref().map(moderation::spam::encode),
            text_hash,
        })
    }
}
