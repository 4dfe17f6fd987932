//! Rows that come back as they were, many in one statement; and which of them are there already.
use super::{
    comments,
    imported_authors::{self, ImportedAuthor},
    log, members, reports,
};
use crate::model::{
    Account, AccountId, Comment, CommentId, EpisodeId, LogEntry, Member, MemberId, Report,
    RevisionId, SiteId,
};
use chrono::{DateTime, Utc};
use entity::{
    account, comment, episode, identity, imported_author, log_entry, member, member_note, report,
    revision, spam_word, vote,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult,
    IntoActiveModel, QueryFilter, QuerySelect, sea_query::OnConflict,
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// `SQLite` takes 32,766 values in a statement.
const VALUES: usize = 30_000;

macro_rules! there {
    ($($name:ident = $table:ident),+ $(,)?) => {$(
        /// On which sites these are.
        pub async fn $name(
            db: &impl ConnectionTrait,
            ids: &[Uuid],
        ) -> Result<HashMap<Uuid, SiteId>, DbErr> {
            let found: Vec<(Uuid, SiteId)> = $table::Entity::find()
                .select_only()
                .columns([$table::Column::Id, $table::Column::SiteId])
                .filter($table::Column::Id.is_in(ids.iter().copied()))
                .into_tuple()
                .all(db)
                .await?;
            Ok(found.into_iter().collect())
        }
    )+};
}

there! {
    sites_of_members = member,
    sites_of_episodes = episode,
    sites_of_reports = report,
    sites_of_notes = member_note,
    sites_of_log_entries = log_entry,
}

/// Where a comment stands.
#[derive(FromQueryResult)]
pub struct Stands {
    id: Uuid,
    pub site: SiteId,
    pub episode: EpisodeId,
    pub author: MemberId,
    pub depth: i16,
}

pub async fn comments(
    db: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Stands>, DbErr> {
    use comment::{Column, Entity};
    let found: Vec<Stands> = Entity::find()
        .select_only()
        .column(Column::Id)
        .column_as(Column::SiteId, "site")
        .column_as(Column::EpisodeId, "episode")
        .column_as(Column::AuthorId, "author")
        .column(Column::Depth)
        .filter(Column::Id.is_in(ids.iter().copied()))
        .into_model()
        .all(db)
        .await?;
    Ok(found.into_iter().map(|found| (found.id, found)).collect())
}

/// Which of these members have an address, or something that signs in to their account.
pub async fn claimed(db: &impl ConnectionTrait, members: &[Uuid]) -> Result<HashSet<Uuid>, DbErr> {
    let found: Vec<(Uuid, AccountId)> = member::Entity::find()
        .select_only()
        .columns([member::Column::Id, member::Column::AccountId])
        .filter(member::Column::Id.is_in(members.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let ids: Vec<AccountId> = found.iter().map(|(_, account)| *account).collect();
    let with_address: Vec<AccountId> = account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .filter(account::Column::Id.is_in(ids.iter().copied()))
        .filter(account::Column::Email.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    let with_identity: Vec<AccountId> = identity::Entity::find()
        .select_only()
        .column(identity::Column::AccountId)
        .filter(identity::Column::AccountId.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    let known: HashSet<AccountId> = with_address.into_iter().chain(with_identity).collect();
    let claimed = found
        .into_iter()
        .filter(|(_, account)| known.contains(account));
    Ok(claimed.map(|(member, _)| member).collect())
}

/// Which of these texts are there.
pub async fn texts(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashSet<Uuid>, DbErr> {
    use revision::{Column, Entity};
    let found: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}

/// Comments of these episodes that another system calls so, with their levels.
pub async fn external(
    db: &impl ConnectionTrait,
    episodes: &[EpisodeId],
    keys: &[&str],
) -> Result<HashMap<(EpisodeId, String), (Uuid, i16)>, DbErr> {
    use comment::{Column, Entity};
    let found: Vec<(Uuid, EpisodeId, Option<String>, i16)> = Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::EpisodeId,
            Column::ExternalKey,
            Column::Depth,
        ])
        .filter(Column::EpisodeId.is_in(episodes.iter().copied()))
        .filter(Column::ExternalKey.is_in(keys.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let found = found
        .into_iter()
        .filter_map(|(id, episode, key, depth)| Some(((episode, key?), (id, depth))));
    Ok(found.collect())
}

/// Who has these e-mail addresses, and whether they have proved it.
pub async fn accounts_of(
    db: &impl ConnectionTrait,
    emails: &[String],
) -> Result<HashMap<String, (AccountId, bool)>, DbErr> {
    use account::{Column, Entity};
    let found = Entity::find().filter(Column::Email.is_in(emails)).all(db);
    let found = found.await?.into_iter().filter_map(|row| {
        let is_proved = row.email_verified_at.is_some();
        Some((row.email?, (row.id, is_proved)))
    });
    Ok(found.collect())
}

pub async fn member_of(
    db: &impl ConnectionTrait,
    site: SiteId,
    account: AccountId,
) -> Result<Option<MemberId>, DbErr> {
    use member::{Column, Entity};
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::SiteId.eq(site))
        .filter(Column::AccountId.eq(account))
        .into_tuple()
        .one(db)
        .await
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Taken {
    /// What has the same key stays as it is.
    Passed,
    Refused,
}

async fn insert<E: EntityTrait>(
    db: &impl ConnectionTrait,
    rows: Vec<impl IntoActiveModel<E::ActiveModel>>,
    (width, taken): (usize, Taken),
) -> Result<u64, DbErr>
where
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
{
    let mut rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    let mut inserted = 0;
    loop {
        let some: Vec<E::ActiveModel> = rows.by_ref().take(VALUES / width).collect();
        if some.is_empty() {
            return Ok(inserted);
        }
        let mut all = E::insert_many(some);
        if taken == Taken::Passed {
            all = all.on_conflict(OnConflict::new().do_nothing().to_owned());
        }
        inserted += all.exec_without_returning(db).await?;
    }
}

/// Without a password.
pub async fn insert_accounts(
    db: &impl ConnectionTrait,
    accounts: Vec<Account>,
) -> Result<(), DbErr> {
    let rows = accounts.into_iter().map(|account| account::Model {
        id: account.id,
        email: account.email,
        email_verified_at: account.email_verified_at,
        display_name: account.display_name,
        password_hash: None,
        created_at: account.created_at,
    });
    insert::<account::Entity>(db, rows.collect(), (6, Taken::Refused))
        .await
        .map(drop)
}

pub async fn insert_members(db: &impl ConnectionTrait, members: Vec<Member>) -> Result<(), DbErr> {
    let rows = members.into_iter().map(members::row).collect();
    insert::<member::Entity>(db, rows, (18, Taken::Refused))
        .await
        .map(drop)
}

pub async fn insert_imported_authors(
    db: &impl ConnectionTrait,
    authors: Vec<ImportedAuthor>,
) -> Result<(), DbErr> {
    let rows = authors.into_iter().map(imported_authors::row).collect();
    insert::<imported_author::Entity>(db, rows, (6, Taken::Passed))
        .await
        .map(drop)
}

/// The words of a site that knows none yet: in how much spam they stood, and in how much else.
pub async fn insert_spam_words(
    db: &impl ConnectionTrait,
    site_id: SiteId,
    words: Vec<(String, i32, i32)>,
) -> Result<(), DbErr> {
    let rows = words.into_iter().map(|(word, spam, ham)| spam_word::Model {
        site_id,
        word,
        spam,
        ham,
    });
    insert::<spam_word::Entity>(db, rows.collect(), (4, Taken::Refused))
        .await
        .map(drop)
}

/// Without their texts' revisions.
pub async fn insert_comments(
    db: &impl ConnectionTrait,
    comments: Vec<Comment>,
) -> Result<(), DbErr> {
    let rows = comments.into_iter().map(comments::row).collect();
    insert::<comment::Entity>(db, rows, (41, Taken::Refused))
        .await
        .map(drop)
}

/// A text that a comment had.
pub struct Text {
    pub id: RevisionId,
    pub comment_id: CommentId,
    pub body_markdown: String,
    pub created_at: DateTime<Utc>,
}

pub async fn insert_texts(db: &impl ConnectionTrait, texts: Vec<Text>) -> Result<(), DbErr> {
    let rows = texts.into_iter().map(|text| revision::Model {
        id: text.id,
        comment_id: text.comment_id,
        body_markdown: text.body_markdown,
        created_at: text.created_at,
    });
    insert::<revision::Entity>(db, rows.collect(), (4, Taken::Refused))
        .await
        .map(drop)
}

pub async fn insert_votes(
    db: &impl ConnectionTrait,
    votes: Vec<(CommentId, MemberId, DateTime<Utc>)>,
) -> Result<(), DbErr> {
    let rows = votes
        .into_iter()
        .map(|(comment_id, member_id, created_at)| vote::Model {
            comment_id,
            member_id,
            created_at,
        });
    insert::<vote::Entity>(db, rows.collect(), (3, Taken::Passed))
        .await
        .map(drop)
}

/// How many: none where a reader has reported a text already.
pub async fn insert_reports(db: &impl ConnectionTrait, reports: Vec<Report>) -> Result<u64, DbErr> {
    let rows = reports.into_iter().map(reports::row).collect();
    insert::<report::Entity>(db, rows, (17, Taken::Passed)).await
}

/// How many: none where what one undoes is undone already.
pub async fn insert_log(db: &impl ConnectionTrait, entries: Vec<LogEntry>) -> Result<u64, DbErr> {
    let rows = entries.into_iter().map(log::row).collect();
    insert::<log_entry::Entity>(db, rows, (16, Taken::Passed)).await
}
