//! The rules of a site: what they are, changing them, and what a change would have done.
mod book;
mod dry_run;
mod matches;
mod update;

pub(super) use book::rulebook_of;
pub use book::{Rulebook, Rulebooks, rulebook};
pub use dry_run::{DryRun, Outcome, Proposal, Retried, dry_run};
pub use matches::{List, Match, matches};
pub(super) use update::changed;
pub use update::{Change, update};

use super::{Error, policy};
use crate::{
    app::App,
    model::{Actor, Rules, Site},
    storage,
};

/// For moderators: whoever knows the lists knows how to get round them.
pub async fn get(app: &App, actor: &Actor, site: &Site) -> Result<Rules, Error> {
    policy::site::may_moderate(actor, site, app.env.now())?;
    Ok(storage::rules::get(app.db.read(), site.id).await?)
}
