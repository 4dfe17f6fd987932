//! Files go when their time is over.
use super::prepare::called_off;
use crate::{
    app::App,
    domain::Error,
    model::{Import, ImportState},
    storage::{self, Txn},
};
use sea_orm::DbErr;

/// What was made ready and not begun is called off; of what was tried the file goes.
pub(in crate::domain) async fn forget(app: &App) -> Result<(), Error> {
    let now = app.env.now();
    for import in storage::imports::list_over(app.db.read(), now).await? {
        let txn = app.db.begin_write().await?;
        match import.state {
            ImportState::AwaitingFile | ImportState::Ready => {
                let (id, was) = (import.id, [import.state]);
                if storage::imports::save_if(&txn, called_off(import, now), &was).await? {
                    storage::import_pieces::delete(&txn, id).await?;
                }
            }
            _ => drop_file(&txn, import).await?,
        }
        txn.commit().await?;
    }
    Ok(())
}

/// Of one that is finished; not if it has been begun again meanwhile.
pub(super) async fn drop_file(txn: &Txn, import: Import) -> Result<(), DbErr> {
    let was = [import.state];
    let id = import.id;
    let without = Import {
        kept_until: None,
        ..import
    };
    if storage::imports::save_if(txn, without, &was).await? {
        storage::import_pieces::delete(txn, id).await?;
    }
    Ok(())
}
