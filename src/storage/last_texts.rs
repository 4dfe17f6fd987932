//! The text of a comment stands with it, and once more as the last of its revisions.
use sea_orm::{ConnectionTrait, DbErr, Statement};

/// Of comments that have not been taken back.
const MISSING: &str = "FROM comment c WHERE c.status <> 'deleted' \
    AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.id = c.revision_id)";

/// How many comments lack that revision.
pub async fn missing(db: &impl ConnectionTrait) -> Result<i64, DbErr> {
    let sql = format!("SELECT count(*) AS missing {MISSING}");
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let row = db.query_one_raw(statement).await?;
    row.map_or(Ok(0), |row| row.try_get("", "missing"))
}

/// Makes them, of the text that stands with each comment.
pub async fn put_back(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let sql = format!(
        "INSERT INTO revision (id, comment_id, body_markdown, created_at) \
         SELECT c.revision_id, c.id, c.body_markdown, coalesce(c.edited_at, c.created_at) {MISSING}"
    );
    db.execute_unprepared(&sql).await.map(drop)
}
