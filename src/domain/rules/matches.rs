//! Which of the site's patterns stand in a text: why it was held, in the moderator's own words.
use super::book::rulebook;
use crate::{
    app::App,
    domain::{Error, moderation::Reading},
    model::{Actor, Comment},
};

/// A list of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    Banned,
    Suspect,
}

/// A pattern that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    pub list: List,
    /// As the site wrote it.
    pub pattern: String,
}

const MOST: usize = 20;

/// By the lists as they are now, each pattern once; nothing for those who do not moderate.
pub async fn matches(app: &App, actor: &Actor, comment: &Comment) -> Result<Vec<Match>, Error> {
    if !actor.moderates(comment.site_id) {
        return Ok(Vec::new());
    }
    let book = rulebook(app, app.db.read(), comment.site_id).await?;
    let reading = Reading::of(&comment.body_markdown);
    let mut found: Vec<Match> = Vec::new();
    for (list, words) in [(List::Banned, &book.banned), (List::Suspect, &book.suspect)] {
        for place in words.find(&reading.folded) {
            let one = Match {
                list,
                pattern: place.pattern.to_owned(),
            };
            if !found.contains(&one) && found.len() < MOST {
                found.push(one);
            }
        }
    }
    Ok(found)
}
