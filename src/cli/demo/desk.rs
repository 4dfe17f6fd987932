//! What waits for the demo's moderators: said, reported and locked through the same doors as any
//! other comment, so that the log tells of it.
use super::{
    SITE,
    lately::{self, LATELY, Lately},
};
use crate::{
    app::App,
    domain::{
        Error,
        comments::{self, EpisodeRef, Mark, NewComment},
        members::{notes, standings},
        reports::{self, NewReport},
        rules,
        threads::Terms,
    },
    model::{
        Actor, Comment, CommentId, Member, MemberId, SessionId, SessionKind, SignedIn, Standing,
    },
    storage,
};

/// Who is who on the show.
pub(super) struct Cast {
    pub moderator: MemberId,
    pub admin: MemberId,
    /// In the order of [`LISTENERS`](super::show::LISTENERS), then of [`NUISANCES`](lately::NUISANCES).
    pub listeners: Vec<MemberId>,
}

pub(super) async fn seed(app: &App, cast: &Cast) -> Result<(), Error> {
    let (moderator, admin) = (
        acting(app, cast.moderator).await?,
        acting(app, cast.admin).await?,
    );
    set_rules(app, &admin).await?;
    watch(app, &moderator, cast.listeners[lately::NIGHT_OWL]).await?;
    let mut said: Vec<Comment> = Vec::new();
    for lately in &LATELY {
        let parent = lately.answers.map(|index| said[index].id);
        let speaker = acting(app, cast.listeners[lately.by]).await?;
        let posted = comments::post(app, &speaker, comment(lately, parent)).await?;
        said.push(posted.comment);
    }
    for (by, reason, text) in lately::REPORTS {
        let new = NewReport {
            comment_id: said[lately::REPORTED].id,
            revision_id: said[lately::REPORTED].revision_id,
            reason,
            text: text.map(str::to_owned),
            illegal: None,
        };
        reports::give(app, &acting(app, cast.listeners[by]).await?, new).await?;
    }
    comments::mark(app, &moderator, said[lately::PINNED].id, Mark::Pin).await?;
    let terms = Terms {
        reason: Some(lately::BRANCH_REASON.to_owned()),
        private_note: None,
        until: None,
    };
    comments::lock_branch(app, &moderator, said[lately::LOCKED].id, terms).await?;
    Ok(())
}

async fn set_rules(app: &App, admin: &Actor) -> Result<(), Error> {
    let words = lately::SUSPECT_WORDS.map(str::to_owned).to_vec();
    let change = rules::Change {
        suspect_words: Some(words),
        ..rules::Change::default()
    };
    let reason = Some(lately::RULES_REASON.to_owned());
    rules::update(app, admin, SITE, (change, reason)).await?;
    Ok(())
}

async fn watch(app: &App, moderator: &Actor, author: MemberId) -> Result<(), Error> {
    let new = standings::NewStanding {
        author,
        standing: Standing::Watched,
        until: None,
        reason: Some(lately::WATCHED_REASON.to_owned()),
        private_note: None,
        seen: None,
    };
    standings::set(app, moderator, new).await?;
    notes::add(app, moderator, author, lately::NOTE).await?;
    Ok(())
}

fn comment(lately: &Lately, parent_id: Option<CommentId>) -> NewComment {
    NewComment {
        episode: EpisodeRef {
            site: SITE.to_owned(),
            key: lately::LATELY_ON.to_owned(),
            title: None,
            url: None,
        },
        parent_id,
        body: lately.text.to_owned(),
        moment_seconds: None,
        idempotency_key: None,
    }
}

/// As if the member had signed in on the service's own origin.
async fn acting(app: &App, id: MemberId) -> Result<Actor, Error> {
    let member: Option<Member> = storage::members::find(app.db.read(), id).await?;
    let member = member.ok_or(Error::NotFound)?;
    Ok(Actor {
        signed_in: Some(SignedIn {
            session_id: SessionId(app.env.new_id()),
            account_id: member.account_id,
            kind: SessionKind::Direct,
            role: member.role,
            second_factor_demanded: false,
            in_place: false,
            member,
        }),
        ..Actor::default()
    })
}
