//! The `member_note` table.
use crate::model::{MemberId, MemberNote, MemberNoteId};
use entity::member_note::{Column, Entity, Model};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};

pub async fn insert(db: &impl ConnectionTrait, note: &MemberNote) -> Result<(), DbErr> {
    let row = Model {
        id: note.id,
        site_id: note.site_id,
        member_id: note.member_id,
        author_id: note.author_id,
        body: note.text.clone(),
        created_at: note.created_at,
    };
    row.into_active_model().insert(db).await.map(drop)
}

pub async fn find(
    db: &impl ConnectionTrait,
    id: MemberNoteId,
) -> Result<Option<MemberNote>, DbErr> {
    Ok(Entity::find_by_id(id).one(db).await?.map(value))
}

/// False when somebody else has removed it meanwhile.
pub async fn delete(db: &impl ConnectionTrait, id: MemberNoteId) -> Result<bool, DbErr> {
    let deleted = Entity::delete_by_id(id).exec(db).await?;
    Ok(deleted.rows_affected > 0)
}

/// The newest first.
pub async fn list_about(
    db: &impl ConnectionTrait,
    member: MemberId,
    most: u64,
) -> Result<Vec<MemberNote>, DbErr> {
    let rows = Entity::find()
        .filter(Column::MemberId.eq(member))
        .order_by_desc(Column::Id)
        .limit(most)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(value).collect())
}

fn value(row: Model) -> MemberNote {
    MemberNote {
        id: row.id,
        site_id: row.site_id,
        member_id: row.member_id,
        author_id: row.author_id,
        text: row.body,
        created_at: row.created_at,
    }
}
