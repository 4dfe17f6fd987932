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
    model::{Actor, CommentId, Member, MemberId, Role, Site, Standing, ThreadState},
    storage::{self, Txn},
};
use std::sync::Arc;

/// What is found out of a text before anybody waits for the thread.
pub(in crate::domain) struct Evidence {
    book: Arc<Rulebook>,
    reading: Reading,
    text_hash: Option<Vec<u8>>,
    score: Option<Score>,
}

/// Where a text goes.
#[derive(Clone, Copy)]
pub(super) struct Where<'a> {
    pub(super) setting: &'a Setting,
    pub(super) thread: ThreadState,
    pub(super) branch: Branch,
    /// Whether its author has written the same before: see [`Evidence::is_repeat`].
    pub(super) is_repeat: bool,
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
        let book = rules::rulebook(app, app.db.read(), site.id).await?;
        Self::gather_by(app, book, (actor, member), body).await
    }

    /// The same by rules that have just been looked up.
    pub(super) async fn gather_by(
        app: &App,
        book: Arc<Rulebook>,
        (actor, member): (&Actor, &Member),
        body: &str,
    ) -> Result<Self, Error> {
        let site = book.rules.site_id;
        let passes = actor.moderates_threads(site)
            || member.standing_at(app.env.now()) == Standing::Trusted
            || book.rules.spam_threshold.is_none();
        let score = if passes {
            None
        } else {
            Some(spam::score(app, site, member, body).await?)
        };
        let reading = Reading::of(body);
        Ok(Self {
            book,
            text_hash: reading.fingerprint(),
            reading,
            score,
        })
    }

    /// What tells texts that read the same, where the rules care.
    pub(super) fn repeats(&self) -> Option<&[u8]> {
        let hash = self.text_hash.as_deref();
        hash.filter(|_| self.book.rules.hold_repeats)
    }

    /// Whether the author has another comment that reads the same, but for the one whose text this
    /// replaces.
    pub(super) async fn is_repeat(
        &self,
        txn: &Txn,
        author: MemberId,
        edits: Option<CommentId>,
    ) -> Result<bool, Error> {
        let Some(hash) = self.repeats() else {
            return Ok(false);
        };
        Ok(storage::comments::has_text(txn, author, hash, edits).await?)
    }

    /// By what is so with the episode's row taken.
    pub(super) fn judge(
        self,
        app: &App,
        (actor, member): (&Actor, &Member),
        place: Where<'_>,
    ) -> Result<Judged, Error> {
        let site = &place.setting.site;
        let verdict = moderation::judge(&Draft {
            author: member,
            role: actor.thread_role_on(site.id).unwrap_or(Role::Commenter),
            standing: member.standing_at(app.env.now()),
            thread: place.thread,
            branch: place.branch,
            reading: &self.reading,
            is_repeat: place.is_repeat,
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
            text_hash: self.text_hash,
        })
    }
}
