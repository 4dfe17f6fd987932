//! What a site consists of, a page at a time, each table in the order of its ids. Rows are given as
//! they are: what is told of them is for others to say.
use super::{account_data::Page, db::Snapshot};
use crate::model::{AccountId, CommentId, EpisodeId, MemberId, SiteId};
use entity::{
    account, branch_lock, comment, episode, episode_url, identity, imported_author, log_entry,
    member, member_note, mute, picture, report, revision, spam_word, vote,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, ExprTrait as _, Func},
};

macro_rules! pages {
    ($($name:ident = $table:ident),+ $(,)?) => {$(
        pub async fn $name(
            db: &Snapshot,
            site: SiteId,
            page: Page,
        ) -> Result<Vec<$table::Model>, DbErr> {
            $table::Entity::find()
                .filter($table::Column::SiteId.eq(site))
                .filter($table::Column::Id.gt(page.after))
                .order_by_asc($table::Column::Id)
                .limit(page.limit)
                .all(db)
                .await
        }
    )+};
}

pages! {
    members = member,
    episodes = episode,
    reports = report,
    notes = member_note,
    log = log_entry,
}

/// In the order of all comments there are: an index that begins with the site would have the rest of
/// them sorted for each page.
pub async fn comments(
    db: &Snapshot,
    site: SiteId,
    page: Page,
) -> Result<Vec<comment::Model>, DbErr> {
    use comment::{Column, Entity};
    let site_id = || Expr::col(Column::SiteId);
    let unindexed = Expr::expr(Func::coalesce([site_id(), site_id()]));
    Entity::find()
        .filter(unindexed.eq(site))
        .filter(Column::Id.gt(page.after))
        .order_by_asc(Column::Id)
        .limit(page.limit)
        .all(db)
        .await
}

pub async fn comments_on(
    db: &Snapshot,
    episode: EpisodeId,
    page: Page,
) -> Result<Vec<comment::Model>, DbErr> {
    use comment::{Column, Entity};
    Entity::find()
        .filter(Column::EpisodeId.eq(episode))
        .filter(Column::Id.gt(page.after))
        .order_by_asc(Column::Id)
        .limit(page.limit)
        .all(db)
        .await
}

/// Words that the spam score knows, with the row that counts the comments themselves first, under no
/// word.
pub async fn spam_words(
    db: &Snapshot,
    site: SiteId,
    (after, limit): (Option<&str>, u64),
) -> Result<Vec<spam_word::Model>, DbErr> {
    use spam_word::{Column, Entity};
    let of_site = Entity::find().filter(Column::SiteId.eq(site));
    let rest = match after {
        Some(word) => of_site.filter(Column::Word.gt(word)),
        None => of_site,
    };
    let rest = rest.order_by_asc(Column::Word).limit(limit);
    rest.all(db).await
}

macro_rules! of {
    ($($(#[$doc:meta])* $name:ident = $table:ident by $column:ident($id:ty), then $order:ident;)+) => {$(
        $(#[$doc])*
        pub async fn $name(db: &Snapshot, ids: &[$id]) -> Result<Vec<$table::Model>, DbErr> {
            $table::Entity::find()
                .filter($table::Column::$column.is_in(ids.iter().copied()))
                .order_by_asc($table::Column::$column)
                .order_by_asc($table::Column::$order)
                .all(db)
                .await
        }
    )+};
}

of! {
    accounts = account by Id(AccountId), then Id;
    imported_authors = imported_author by MemberId(MemberId), then Id;
    mutes = mute by MemberId(MemberId), then MutedId;
    urls = episode_url by EpisodeId(EpisodeId), then Id;
    revisions = revision by CommentId(CommentId), then Id;
    votes = vote by CommentId(CommentId), then MemberId;
    branch_locks = branch_lock by CommentId(CommentId), then CommentId;
}

/// What a site's providers and the site itself call these accounts.
pub async fn identities(
    db: &Snapshot,
    site: SiteId,
    accounts: &[AccountId],
) -> Result<Vec<identity::Model>, DbErr> {
    use identity::{Column, Entity};
    Entity::find()
        .filter(Column::SiteId.eq(site))
        .filter(Column::AccountId.is_in(accounts.iter().copied()))
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// Where the site has the pictures of these members.
pub async fn picture_sources(
    db: &Snapshot,
    members: &[MemberId],
) -> Result<Vec<(MemberId, String)>, DbErr> {
    use picture::{Column, Entity};
    Entity::find()
        .select_only()
        .columns([Column::MemberId, Column::Source])
        .filter(Column::MemberId.is_in(members.iter().copied()))
        .into_tuple()
        .all(db)
        .await
}

pub async fn count_comments(db: &impl ConnectionTrait, site: SiteId) -> Result<u64, DbErr> {
    let all = comment::Entity::find().filter(comment::Column::SiteId.eq(site));
    all.count(db).await
}
