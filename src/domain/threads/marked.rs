//! What moderators hold up to the readers of an episode.
use super::{
    read::{Plan, Setting, Threaded},
    reader::{Reader, shared},
};
use crate::{
    app::App,
    domain::Error,
    model::{Actor, Comment, EpisodeId, Page, PageRequest},
    storage::{self, Txn},
};

/// In the order of pinning; at most three.
pub async fn pinned(
    app: &App,
    actor: &Actor,
    setting: &Setting,
    plan: &Plan,
) -> Result<Vec<Threaded>, Error> {
    let found = storage::marks::list_pinned(app.db.read(), setting.episode.id).await?;
    Reader::of(app, actor, setting)
        .dress(shared(found), plan)
        .await
}

/// Of one episode.
const PINS_MAX: u64 = 3;

/// With the episode's row taken.
pub async fn has_room_for_a_pin(txn: &Txn, comment: &Comment) -> Result<bool, Error> {
    Ok(room_for_pins(txn, comment.episode_id).await? > 0)
}

pub async fn room_for_pins(txn: &Txn, episode: EpisodeId) -> Result<u64, Error> {
    let pinned = storage::marks::count_pinned(txn, episode).await?;
    Ok(PINS_MAX.saturating_sub(pinned))
}

/// One page of an episode's featured comments, and how many there are.
pub struct Featured {
    pub page: Page<Threaded>,
    pub total: i32,
}

/// In the order in which they were written.
pub async fn featured(
    app: &App,
    actor: &Actor,
    setting: &Setting,
    (page, plan): (&PageRequest, &Plan),
) -> Result<Featured, Error> {
    let (db, id) = (app.db.read(), setting.episode.id);
    let total = storage::marks::count_featured(db, id).await?;
    let found = storage::marks::list_featured(db, id, page).await?;
    let page = Page::cut(found, page.first);
    let items = Reader::of(app, actor, setting)
        .dress(shared(page.items), plan)
        .await?;
    Ok(Featured {
        page: Page {
            items,
            has_next: page.has_next,
        },
        total: i32::try_from(total).unwrap_or(i32::MAX),
    })
}
