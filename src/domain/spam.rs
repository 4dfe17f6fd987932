//! The spam score of a site: asked of new texts, taught by its moderators' decisions.
use super::{
    Error,
    moderation::spam::{self, Counts, Lesson, Score, Text},
};
use crate::{
    app::App,
    model::{Comment, Learned, Member, SiteId},
    storage::{self, Txn},
};

/// How much a text reads like what the site has taken for spam.
pub(super) async fn score(
    app: &App,
    site: SiteId,
    author: &Member,
    body_markdown: &str,
) -> Result<Score, Error> {
    let tokens = spam::tokens(&Text {
        body_markdown,
        display_name: &author.display_name,
    });
    let seen = storage::spam::seen(&app.db, site, tokens.iter().map(String::as_str)).await?;
    Ok(spam::score(
        &tokens,
        |word| counts(seen.of(word)),
        counts(seen.all()),
    ))
}

/// The comment counts for what it is now taken for, and no longer for what it was taken for
/// before; nothing happens when that is the same.
pub(super) async fn learn(
    txn: &Txn,
    comment: &mut Comment,
    now: Option<Learned>,
) -> Result<(), Error> {
    if comment.learned_as == now {
        return Ok(());
    }
    let author = storage::members::find(txn, comment.author_id).await?;
    let author = author.ok_or(Error::NotFound)?;
    let tokens = spam::tokens(&Text {
        body_markdown: &comment.body_markdown,
        display_name: &author.display_name,
    });
    let with = |learned: Option<Learned>| learned.map(|learned| (&tokens, lesson(learned)));
    let delta = spam::delta(with(comment.learned_as), with(now));
    let words = delta.tokens.iter();
    let words = words.map(|(word, by)| (word.as_str(), (by.spam, by.ham)));
    let all = (delta.totals.spam, delta.totals.ham);
    storage::spam::add(txn, comment.site_id, all, words).await?;
    comment.learned_as = now;
    Ok(())
}

fn lesson(learned: Learned) -> Lesson {
    match learned {
        Learned::Spam => Lesson::Spam,
        Learned::Ham => Lesson::Ham,
    }
}

fn counts((spam, ham): (i32, i32)) -> Counts {
    Counts { spam, ham }
}
