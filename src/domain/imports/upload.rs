//! Taking the file of an import in: whoever has the ticket may send it.
use super::{
    packing::{Packer, Pieces, SENT_MAX, Unfit},
    prepare::{KEPT, hash},
};
use crate::{
    app::App,
    domain::{Error, policy::Denied},
    model::{Import, ImportId, ImportState},
    storage,
};
use futures_util::{Stream, StreamExt};
use std::{io, time::Duration};
use tokio::{task::spawn_blocking, time::sleep};

/// Why a file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// It came too slowly, or not whole.
    #[error("The file did not arrive whole: begin the import again.")]
    BrokenOff,
    #[error(transparent)]
    Domain(#[from] Error),
}

/// So much is gathered before it is packed, off the threads that answer.
const AT_ONCE: usize = 256 << 10;
/// Where another import is writing, on `SQLite`, it is tried again.
const AGAIN: Duration = Duration::from_secs(1);

/// Uses the ticket up. A file that is refused has called the import off; one that says beforehand
/// that it is too large has not.
pub async fn receive<B: AsRef<[u8]>>(
    app: &App,
    token: &str,
    length: Option<u64>,
    body: impl Stream<Item = io::Result<B>> + Unpin,
) -> Result<(), Refused> {
    if length.is_some_and(|length| length > SENT_MAX) {
        return Err(Unfit::TooLarge.into());
    }
    let import = redeem(app, &hash(token)).await?;
    match take_in(app, &import, body).await {
        Ok(bytes) => Ok(ready(app, import, bytes).await?),
        Err(refused) => {
            abandon(app, import, &refused).await?;
            Err(refused)
        }
    }
}

/// What is no ticket keeps no writer.
async fn redeem(app: &App, ticket: &[u8]) -> Result<Import, Error> {
    let found = storage::imports::find_by_ticket(app.db.read(), ticket).await?;
    let import = found.ok_or_else(over)?;
    let txn = app.db.begin_write().await?;
    if !storage::imports::redeem(&txn, ticket, app.env.now()).await? {
        return Err(over());
    }
    txn.commit().await?;
    Ok(Import {
        ticket_hash: None,
        ..import
    })
}

fn over() -> Error {
    Denied::UploadOver.into()
}

fn is_over(app: &App, import: &Import) -> bool {
    import.kept_until.is_none_or(|end| end <= app.env.now())
}

/// How many bytes came.
async fn take_in<B: AsRef<[u8]>>(
    app: &App,
    import: &Import,
    mut body: impl Stream<Item = io::Result<B>> + Unpin,
) -> Result<u64, Refused> {
    let mut packer = Packer::new();
    let mut number = 0;
    let mut gathered = Vec::with_capacity(AT_ONCE);
    while let Some(bytes) = body.next().await {
        let bytes = bytes.map_err(|_| Refused::BrokenOff)?;
        if is_over(app, import) {
            return Err(over().into());
        }
        gathered.extend_from_slice(bytes.as_ref());
        if gathered.len() < AT_ONCE {
            continue;
        }
        let full = std::mem::replace(&mut gathered, Vec::with_capacity(AT_ONCE));
        let pieces;
        (packer, pieces) = off(move || {
            let pieces = packer.take(&full)?;
            Ok((packer, pieces))
        })
        .await?;
        number = keep(app, import, (number, pieces)).await?;
    }
    let (sent, pieces) = off(move || {
        let mut pieces = packer.take(&gathered)?;
        let sent = packer.sent();
        pieces.extend(packer.finish()?);
        Ok((sent, pieces))
    })
    .await?;
    keep(app, import, (number, pieces)).await?;
    Ok(sent)
}

/// Off the threads that answer.
async fn off<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Unfit> + Send + 'static,
) -> Result<T, Refused> {
    let done = spawn_blocking(work).await;
    let done = done.map_err(|fault| Error::Internal(fault.into()))?;
    Ok(done?)
}

/// The number of the next piece.
async fn keep(
    app: &App,
    import: &Import,
    (mut number, pieces): (i32, Pieces),
) -> Result<i32, Refused> {
    for piece in pieces {
        loop {
            match insert(app, (import.id, number), piece.clone()).await {
                Err(Error::Unavailable(_)) if !is_over(app, import) => sleep(AGAIN).await,
                inserted => break inserted?,
            }
        }
        number += 1;
    }
    Ok(number)
}

async fn insert(app: &App, place: (ImportId, i32), piece: Vec<u8>) -> Result<(), Error> {
    let txn = app.db.begin_write().await?;
    storage::import_pieces::insert(&txn, place, piece).await?;
    Ok(txn.commit().await?)
}

/// Whoever has called it off meanwhile wants no file.
async fn ready(app: &App, import: Import, bytes: u64) -> Result<(), Error> {
    let id = import.id;
    let import = Import {
        state: ImportState::Ready,
        bytes,
        kept_until: Some(app.env.now() + KEPT),
        ..import
    };
    let txn = app.db.begin_write().await?;
    let is_wanted = storage::imports::save_if(&txn, import, &[ImportState::AwaitingFile]).await?;
    if !is_wanted {
        storage::import_pieces::delete(&txn, id).await?;
    }
    txn.commit().await?;
    is_wanted.then_some(()).ok_or_else(over)
}

async fn abandon(app: &App, import: Import, why: &Refused) -> Result<(), Error> {
    let id = import.id;
    let import = Import {
        state: ImportState::Failed,
        kept_until: None,
        error: Some(told(why)),
        finished_at: Some(app.env.now()),
        ..import
    };
    let txn = app.db.begin_write().await?;
    storage::imports::save_if(&txn, import, &[ImportState::AwaitingFile]).await?;
    storage::import_pieces::delete(&txn, id).await?;
    Ok(txn.commit().await?)
}

fn told(why: &Refused) -> String {
    match why {
        Refused::Domain(Error::Denied(denied)) => denied.message().to_owned(),
        Refused::Domain(_) => {
            "The service could not keep the file: begin the import again.".to_owned()
        }
        Refused::Unfit(_) | Refused::BrokenOff => why.to_string(),
    }
}
