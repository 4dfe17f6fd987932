//! Words that an admin brings in are never put into the mouth of anybody who can sign in.
use super::{at::At, restoring::Restoring};
use crate::{
    domain::{
        Error, accounts,
        imports::{Fault, formats},
        text,
    },
    model::{ImportFormat, ImportedAuthorId, MemberId},
    storage::{self, imported_authors::ImportedAuthor},
};
use std::collections::HashMap;
use uuid::Uuid;

/// Of authors of the file, those for whom somebody stands here who is more than a name.
#[derive(Default)]
pub(super) struct Claimed {
    authors: HashMap<Uuid, Named>,
    /// Who stands for them in what an admin brings in.
    stand_ins: HashMap<Uuid, MemberId>,
}

pub(super) struct Named {
    pub(super) name: String,
    pub(super) email: Option<String>,
}

impl Claimed {
    pub(super) fn add(&mut self, id: Uuid, named: Named) {
        self.authors.insert(id, named);
    }
}

/// Who is to have said what the file says somebody said: another author of that name, whom whoever
/// proves the address may claim.
pub(super) async fn speaker(to: &mut Restoring<'_>, at: At, text: &str) -> Result<MemberId, Fault> {
    let id = at.id("author", text)?;
    if let Some(stand_in) = to.claimed.stand_ins.get(&id) {
        return Ok(*stand_in);
    }
    let Some(named) = to.claimed.authors.get(&id) else {
        return to.author(at, text);
    };
    let name = text::name::imported_name(&named.name);
    let email = named.email.clone();
    let email = email.and_then(|email| text::email::email(&email).ok());
    let stand_in = stand_in(to, (text, &name, email)).await?;
    to.claimed.stand_ins.insert(id, stand_in);
    Ok(stand_in)
}

/// Whether what they did cannot be brought in by an admin.
pub(super) fn is_claimed(to: &Restoring<'_>, at: At, text: &str) -> Result<bool, Fault> {
    Ok(to.claimed.authors.contains_key(&at.id("author", text)?))
}

/// The one of the last import, unless somebody has claimed that one too.
async fn stand_in(
    to: &mut Restoring<'_>,
    (text, name, email): (&str, &str, Option<String>),
) -> Result<MemberId, Error> {
    let (txn, site, source) = (to.txn, to.site.id, source());
    let mut number = 1;
    loop {
        let author_key = format!("{text}/{number}");
        let known = storage::imported_authors::find_known(txn, site, source, &author_key).await?;
        match known {
            Some(known) if !known.is_claimed => return Ok(known.member_id),
            Some(_) => number += 1,
            None => {
                let member_id = accounts::insert_unclaimed(to.app, txn, site, name).await?;
                let author = ImportedAuthor {
                    id: ImportedAuthorId(to.app.env.new_id()),
                    site_id: site,
                    source: source.to_owned(),
                    author_key,
                    email,
                    member_id,
                };
                storage::imported_authors::insert(txn, author).await?;
                return Ok(member_id);
            }
        }
    }
}

pub(super) fn source() -> &'static str {
    formats::source(ImportFormat::Rejoinder)
}
