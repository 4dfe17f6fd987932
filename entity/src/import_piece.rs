//! The `import_piece` table: the file of an import, cut and compressed.
use crate::ImportId;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_piece")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub import_id: ImportId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// At most 1 MiB of the file, by gzip.
    pub bytes: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
