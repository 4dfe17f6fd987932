//! What one person's data are, a page at a time, each in the order of ids.
use crate::model::{
    AccountId, Action, Comment, CommentId, LogEntryId, MemberId, Purpose, RevisionId, SiteId,
};
use chrono::{DateTime, Utc};
use entity::{
    claim, comment, imported_author, invitation, log_entry, mail, mailed_token, mute, report,
    revision, session, vote,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

/// Where to go on, and how many.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    pub after: Uuid,
    pub limit: u64,
}

pub async fn comments(
    db: &impl ConnectionTrait,
    authors: &[MemberId],
    page: Page,
) -> Result<Vec<Comment>, DbErr> {
    let rows = comment::Entity::find()
        .filter(comment::Column::AuthorId.is_in(authors.iter().copied()))
        .filter(comment::Column::Id.gt(CommentId(page.after)))
        .order_by_asc(comment::Column::Id)
        .limit(page.limit)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(super::comments::value).collect())
}

/// A text of a comment: whose, its id, itself and when.
pub type Text = (CommentId, RevisionId, String, DateTime<Utc>);

/// All texts of these comments, oldest first.
pub async fn revisions(
    db: &impl ConnectionTrait,
    comments: &[CommentId],
) -> Result<Vec<Text>, DbErr> {
    use revision::Column::{BodyMarkdown, CommentId, CreatedAt, Id};
    revision::Entity::find()
        .select_only()
        .columns([CommentId, Id, BodyMarkdown, CreatedAt])
        .filter(CommentId.is_in(comments.iter().copied()))
        .order_by_asc(Id)
        .into_tuple()
        .all(db)
        .await
}

pub async fn votes(
    db: &impl ConnectionTrait,
    member: MemberId,
    page: Page,
) -> Result<Vec<(CommentId, DateTime<Utc>)>, DbErr> {
    vote::Entity::find()
        .select_only()
        .columns([vote::Column::CommentId, vote::Column::CreatedAt])
        .filter(vote::Column::MemberId.eq(member))
        .filter(vote::Column::CommentId.gt(CommentId(page.after)))
        .order_by_asc(vote::Column::CommentId)
        .limit(page.limit)
        .into_tuple()
        .all(db)
        .await
}

pub async fn mutes(
    db: &impl ConnectionTrait,
    member: MemberId,
    page: Page,
) -> Result<Vec<(MemberId, DateTime<Utc>)>, DbErr> {
    mute::Entity::find()
        .select_only()
        .columns([mute::Column::MutedId, mute::Column::CreatedAt])
        .filter(mute::Column::MemberId.eq(member))
        .filter(mute::Column::MutedId.gt(MemberId(page.after)))
        .order_by_asc(mute::Column::MutedId)
        .limit(page.limit)
        .into_tuple()
        .all(db)
        .await
}

pub async fn reports(
    db: &impl ConnectionTrait,
    reporter: MemberId,
    page: Page,
) -> Result<Vec<report::Model>, DbErr> {
    report::Entity::find()
        .filter(report::Column::ReporterId.eq(reporter))
        .filter(report::Column::Id.gt(page.after))
        .order_by_asc(report::Column::Id)
        .limit(page.limit)
        .all(db)
        .await
}

pub async fn sessions(
    db: &impl ConnectionTrait,
    (account, site): (AccountId, SiteId),
    page: Page,
) -> Result<Vec<session::Model>, DbErr> {
    session::Entity::find()
        .filter(session::Column::AccountId.eq(account))
        .filter(session::Column::SiteId.eq(site))
        .filter(session::Column::Id.gt(page.after))
        .order_by_asc(session::Column::Id)
        .limit(page.limit)
        .all(db)
        .await
}

pub async fn mails(
    db: &impl ConnectionTrait,
    (recipient, site): (&str, SiteId),
    page: Page,
) -> Result<Vec<mail::Model>, DbErr> {
    mail::Entity::find()
        .filter(mail::Column::Recipient.eq(recipient))
        .filter(mail::Column::SiteId.eq(site))
        .filter(mail::Column::Id.gt(page.after))
        .order_by_asc(mail::Column::Id)
        .limit(page.limit)
        .all(db)
        .await
}

/// Open invitations to an address.
pub async fn invitations(
    db: &impl ConnectionTrait,
    (email, site, now): (&str, SiteId, DateTime<Utc>),
    page: Page,
) -> Result<Vec<invitation::Model>, DbErr> {
    invitation::Entity::find()
        .filter(invitation::Column::Email.eq(email))
        .filter(super::invitations::open(site, now))
        .filter(invitation::Column::Id.gt(page.after))
        .order_by_asc(invitation::Column::Id)
        .limit(page.limit)
        .all(db)
        .await
}

/// Comments of guests that wait to be confirmed.
pub async fn guest_comments(
    db: &impl ConnectionTrait,
    (email, site): (&str, SiteId),
    page: Page,
) -> Result<Vec<mailed_token::Model>, DbErr> {
    mailed_token::Entity::find()
        .filter(mailed_token::Column::Email.eq(email))
        .filter(mailed_token::Column::SiteId.eq(site))
        .filter(mailed_token::Column::Purpose.eq(Purpose::ConfirmGuest))
        .filter(mailed_token::Column::UsedAt.is_null())
        .filter(mailed_token::Column::Id.gt(page.after))
        .order_by_asc(mailed_token::Column::Id)
        .limit(page.limit)
        .all(db)
        .await
}

/// What was mailed to prove an address of the account, and has not been answered.
pub async fn proofs(
    db: &impl ConnectionTrait,
    (account, site): (AccountId, SiteId),
    page: Page,
) -> Result<Vec<mailed_token::Model>, DbErr> {
    mailed_token::Entity::find()
        .filter(mailed_token::Column::AccountId.eq(account))
        .filter(mailed_token::Column::SiteId.eq(site))
        .filter(mailed_token::Column::UsedAt.is_null())
        .filter(mailed_token::Column::Id.gt(page.after))
        .order_by_asc(mailed_token::Column::Id)
        .limit(page.limit)
        .all(db)
        .await
}

/// Comments that the member, moderating, is reading.
pub async fn claims(
    db: &impl ConnectionTrait,
    member: MemberId,
    page: Page,
) -> Result<Vec<claim::Model>, DbErr> {
    claim::Entity::find()
        .filter(claim::Column::MemberId.eq(member))
        .filter(claim::Column::CommentId.gt(CommentId(page.after)))
        .order_by_asc(claim::Column::CommentId)
        .limit(page.limit)
        .all(db)
        .await
}

/// Whom the member was in another system, or, by the address, may have been.
pub async fn imported_authors(
    db: &impl ConnectionTrait,
    (member, site, email): (MemberId, SiteId, Option<&str>),
    page: Page,
) -> Result<Vec<imported_author::Model>, DbErr> {
    let theirs = Condition::any()
        .add(imported_author::Column::MemberId.eq(member))
        .add_option(email.map(|email| imported_author::Column::Email.eq(email)));
    imported_author::Entity::find()
        .filter(imported_author::Column::SiteId.eq(site))
        .filter(theirs)
        .filter(imported_author::Column::Id.gt(page.after))
        .order_by_asc(imported_author::Column::Id)
        .limit(page.limit)
        .all(db)
        .await
}

/// What was done of these kinds to a person.
pub async fn log_about(
    db: &impl ConnectionTrait,
    (member, actions): (MemberId, &[Action]),
    page: Page,
) -> Result<Vec<log_entry::Model>, DbErr> {
    log_entry::Entity::find()
        .filter(log_entry::Column::SubjectId.eq(member.0))
        .filter(log_entry::Column::Action.is_in(actions.iter().copied()))
        .filter(log_entry::Column::Id.gt(LogEntryId(page.after)))
        .order_by_asc(log_entry::Column::Id)
        .limit(page.limit)
        .all(db)
        .await
}

/// What the member did that stands in the log.
pub async fn log_by(
    db: &impl ConnectionTrait,
    member: MemberId,
    page: Page,
) -> Result<Vec<log_entry::Model>, DbErr> {
    log_entry::Entity::find()
        .filter(log_entry::Column::ActorId.eq(member))
        .filter(log_entry::Column::Id.gt(LogEntryId(page.after)))
        .order_by_asc(log_entry::Column::Id)
        .limit(page.limit)
        .all(db)
        .await
}

/// What was done of these kinds to these comments, oldest first.
pub async fn log_of(
    db: &impl ConnectionTrait,
    comments: &[CommentId],
    actions: &[Action],
) -> Result<Vec<log_entry::Model>, DbErr> {
    log_entry::Entity::find()
        .filter(log_entry::Column::SubjectId.is_in(comments.iter().map(|id| id.0)))
        .filter(log_entry::Column::Action.is_in(actions.iter().copied()))
        .order_by_asc(log_entry::Column::Id)
        .all(db)
        .await
}
