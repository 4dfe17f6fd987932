//! The `import_piece` table.
use crate::model::ImportId;
use entity::import_piece::{Column, Entity, Model};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
};

pub async fn insert(
    db: &impl ConnectionTrait,
    (import, number): (ImportId, i32),
    bytes: Vec<u8>,
) -> Result<(), DbErr> {
    let row = Model {
        import_id: import,
        number,
        bytes,
    };
    Entity::insert(row.into_active_model())
        .exec_without_returning(db)
        .await
        .map(drop)
}

/// The pieces are numbered from 0 on.
pub async fn find(
    db: &impl ConnectionTrait,
    (import, number): (ImportId, i32),
) -> Result<Option<Vec<u8>>, DbErr> {
    let found = Entity::find_by_id((import, number)).one(db).await?;
    Ok(found.map(|row| row.bytes))
}

pub async fn count(db: &impl ConnectionTrait, import: ImportId) -> Result<u64, DbErr> {
    let pieces = Entity::find().filter(Column::ImportId.eq(import));
    pieces.count(db).await
}

pub async fn delete(db: &impl ConnectionTrait, import: ImportId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::ImportId.eq(import))
        .exec(db)
        .await
        .map(drop)
}
