//! Pictures of people whom a site signs in. They are fetched once, made small and shown from here: a
//! page that loaded them from where the site has them would tell that server who reads what.
mod fetch;
mod follow;
mod shrink;

pub(super) use fetch::{Fetched, fetch};
pub(super) use follow::follow;

use super::Error;
use crate::{
    app::App,
    model::{Member, MemberId},
    storage::{self, Txn},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use sea_orm::DbErr;
use sha2::{Digest, Sha256};

/// Bytes of the hash that names a picture.
const DIGEST: usize = 16;

/// A picture as it is shown.
pub struct Shown {
    pub bytes: Vec<u8>,
    pub media_type: &'static str,
}

/// What a digest names, as long as somebody looks like that.
pub async fn read(app: &App, digest: &str) -> Result<Option<Shown>, Error> {
    let found = storage::pictures::find_bytes(app.db.read(), digest).await?;
    Ok(found.map(shown))
}

/// How a member looks, for themselves.
pub(super) struct Portrait {
    /// Where the site has it.
    pub(super) source: String,
    /// None before it was fetched.
    pub(super) shown: Option<Shown>,
}

pub(super) async fn of_member(app: &App, member: &Member) -> Result<Option<Portrait>, DbErr> {
    let found = storage::pictures::find(app.db.read(), member.id).await?;
    Ok(found.map(|picture| Portrait {
        source: picture.source,
        shown: picture.bytes.map(shown),
    }))
}

fn shown(bytes: Vec<u8>) -> Shown {
    let media_type = shrink::media_type(&bytes);
    Shown { bytes, media_type }
}

/// Shows what was fetched from a source, unless the picture comes from elsewhere by now.
pub(super) async fn keep(
    txn: &Txn,
    (member, source): (MemberId, &str),
    bytes: Vec<u8>,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let digest = URL_SAFE_NO_PAD.encode(&Sha256::digest(&bytes)[..DIGEST]);
    if storage::pictures::keep(txn, (member, source), (&digest, bytes), at).await? {
        storage::members::update_picture(txn, member, Some(digest)).await?;
    }
    Ok(())
}

/// Nothing of it is left, nor anybody who would fetch it.
pub(super) async fn remove(txn: &Txn, member: MemberId) -> Result<(), DbErr> {
    storage::members::update_picture(txn, member, None).await?;
    storage::jobs::forget_member(txn, member).await?;
    storage::pictures::remove(txn, member).await
}
