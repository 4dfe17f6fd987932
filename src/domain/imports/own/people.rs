//! Members. Whom an address, a provider or an earlier import knows here already is the same person;
//! else there is an account for each, to which a password or second factor has to be given anew.
use super::{
    at::At,
    claimed::{Named, source},
    restoring::{Restoring, Trust},
};
use crate::{
    domain::{
        Error,
        exports::lines::{Author, Identity},
        imports::{
            Fault,
            reading::{Subject, What},
        },
        text::{self, name::NameFault},
    },
    model::{Account, AccountId, IdentityId, ImportedAuthorId, Member, MemberId, Record, Role},
    storage::{self, identities::SITE, imported_authors::ImportedAuthor},
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

#[derive(Default)]
struct Rows {
    accounts: Vec<Account>,
    members: Vec<Member>,
    imported: Vec<ImportedAuthor>,
    identities: Vec<storage::identities::Identity>,
    pictures: Vec<(MemberId, String)>,
}

/// Who is known by their addresses, and whether they have proved them.
type Accounts = HashMap<String, (AccountId, bool)>;

pub(super) async fn put(
    to: &mut Restoring<'_>,
    lines: Vec<(At, Box<Author>)>,
) -> Result<(), Fault> {
    let mut ids = Vec::with_capacity(lines.len());
    for (at, author) in &lines {
        ids.push(at.id("author", &author.id)?);
    }
    let there = storage::restored::sites_of_members(to.txn, &ids).await?;
    let emails = lines.iter().filter_map(|(_, author)| author.email.clone());
    let emails: Vec<String> = emails.collect();
    let mut accounts = storage::restored::accounts_of(to.txn, &emails).await?;
    let mut rows = Rows::default();
    let mut already = Vec::new();
    for ((at, author), id) in lines.into_iter().zip(ids) {
        let is_here = to.is_here(&there, (at, id, &author.id))?;
        let known = if is_here {
            Some(MemberId(id))
        } else {
            known(to, &author, &accounts).await?
        };
        if let Some(member) = known {
            already.push((id, member, author));
            continue;
        }
        to.done.authors_created += 1;
        add(to, (at, MemberId(id), *author), &mut accounts, &mut rows)?;
    }
    join(to, already).await?;
    Ok(write(to, rows).await?)
}

async fn join(
    to: &mut Restoring<'_>,
    already: Vec<(Uuid, MemberId, Box<Author>)>,
) -> Result<(), Error> {
    to.done.authors_already_there += already.len() as u64;
    let claimed = match to.trust {
        Trust::Operator => HashSet::new(),
        Trust::Admin => {
            let members: Vec<Uuid> = already.iter().map(|(_, member, _)| member.0).collect();
            storage::restored::claimed(to.txn, &members).await?
        }
    };
    for (id, member, author) in already {
        if member.0 != id {
            to.joined.authors.insert(id, member.0);
        }
        if claimed.contains(&member.0) {
            let named = Named {
                name: author.display_name,
                email: author.email,
            };
            to.claimed.add(id, named);
        }
    }
    Ok(())
}

/// Who stands on this site for somebody of the file.
async fn known(
    to: &Restoring<'_>,
    author: &Author,
    accounts: &Accounts,
) -> Result<Option<MemberId>, Error> {
    if to.is_new {
        return Ok(None);
    }
    let (txn, site) = (to.txn, to.site.id);
    for identity in &author.identities {
        let Some(provider) = provider(to, identity) else {
            continue;
        };
        let named = (provider, identity.subject.as_str());
        let found = storage::identities::find(txn, site, named).await?;
        if let Some(found) = found {
            return Ok(storage::restored::member_of(txn, site, found.account_id).await?);
        }
    }
    let from = author.imported_from.iter();
    let from = from.filter_map(|from| Some((from.source.as_str(), from.author_key.as_deref()?)));
    for (source, key) in from.chain([(source(), author.id.as_str())]) {
        let found = storage::imported_authors::find_known(txn, site, source, key).await?;
        if let Some(found) = found {
            return Ok(Some(found.member_id));
        }
    }
    match proved(to, author).and_then(|email| accounts.get(email)) {
        Some((account, true)) => Ok(storage::restored::member_of(txn, site, *account).await?),
        _ => Ok(None),
    }
}

/// An address that counts as proved here too.
fn proved<'a>(to: &Restoring<'_>, author: &'a Author) -> Option<&'a String> {
    let is_proved = author.email_is_proved && to.trust == Trust::Operator;
    author.email.as_ref().filter(|_| is_proved)
}

fn provider<'a>(to: &'a Restoring<'_>, identity: &Identity) -> Option<&'a str> {
    // Whoever names a subject in a file could come in as somebody else later.
    if to.trust == Trust::Admin {
        return None;
    }
    if identity.provider == SITE {
        return Some(SITE);
    }
    to.providers.get(&identity.provider).map(String::as_str)
}

fn add(
    to: &mut Restoring<'_>,
    (at, id, author): (At, MemberId, Author),
    accounts: &mut Accounts,
    rows: &mut Rows,
) -> Result<(), Fault> {
    if let Some(email) = &author.email
        && text::email::email(email).as_ref() != Ok(email)
    {
        return Err(at.bad("email", email).into());
    }
    let name = text::name::imported_name(&author.display_name);
    if text::name::display_name(&author.display_name) == Err(NameFault::TooLong) {
        to.tell(at, Subject::Author(name.as_str().into()), What::NameCut);
    }
    let account = account(to, (&author, &name), accounts, rows);
    let mut imported_with = author.imported_from.iter().map(|from| &from.email);
    let is_known_otherwise = imported_with.any(|email| *email == author.email);
    if account.1 && author.email.is_some() && !is_known_otherwise {
        claimable(to, id, &author, rows);
    }
    imported(to, id, &author, rows);
    for identity in &author.identities {
        let Some(provider) = provider(to, identity) else {
            continue;
        };
        rows.identities.push(storage::identities::Identity {
            id: IdentityId(to.app.env.new_id()),
            account_id: account.0,
            site_id: to.site.id,
            provider: provider.to_owned(),
            subject: identity.subject.clone(),
            email: None,
            created_at: identity.created_at,
            last_used_at: identity.created_at,
        });
    }
    for muted in author.muted.iter().filter(|_| to.trust == Trust::Operator) {
        let other = at.id("author", &muted.author_id)?;
        to.mutes.push((id, other, muted.created_at));
    }
    if let Some(picture) = author.picture_url.clone()
        && to.trust == Trust::Operator
    {
        rows.pictures.push((id, picture));
    }
    let member = member(to, (at, id, account.0), author)?;
    rows.members.push(Member {
        display_name: name,
        ..member
    });
    Ok(())
}

fn member(
    to: &mut Restoring<'_>,
    (at, id, account_id): (At, MemberId, AccountId),
    author: Author,
) -> Result<Member, Fault> {
    let role = role(to, at, &author)?;
    // As many as come in: of an admin's file none do.
    let of_reports = |number| match to.trust {
        Trust::Operator => number,
        Trust::Admin => 0,
    };
    Ok(Member {
        id,
        site_id: to.site.id,
        account_id,
        picture: None,
        role,
        standing: at.word("standing", &author.standing)?,
        standing_until: author.standing_until,
        standing_reason: author.standing_reason,
        record: Record::default(),
        reports_upheld: of_reports(author.reports_upheld),
        reports_dismissed: of_reports(author.reports_dismissed),
        created_at: author.first_seen_at,
        display_name: author.display_name,
    })
}

/// Only an operator can bring in whoever decides on others.
fn role(to: &mut Restoring<'_>, at: At, author: &Author) -> Result<Role, Fault> {
    let role = at.word("role", &author.role)?;
    if to.trust == Trust::Admin {
        return Ok(Role::Commenter);
    }
    let staff = match role {
        Role::Commenter => return Ok(role),
        Role::Moderator => "a moderator",
        Role::Admin => "an admin",
    };
    let name = text::name::imported_name(&author.display_name);
    to.tell(at, Subject::Author(name.into()), What::Staff(staff));
    Ok(role)
}

/// The account, and whether it has no address of its own.
fn account(
    to: &mut Restoring<'_>,
    (author, name): (&Author, &str),
    accounts: &mut Accounts,
    rows: &mut Rows,
) -> (AccountId, bool) {
    let email = proved(to, author).cloned();
    let there = email.as_ref().and_then(|email| accounts.get(email));
    if let Some((account, true)) = there
        && to.accounts.insert(*account)
    {
        return (*account, false);
    }
    // One that nobody has proved may be a stranger's, who keeps it until somebody does.
    let email = email.filter(|_| there.is_none());
    let id = AccountId(to.app.env.new_id());
    if let Some(email) = &email {
        accounts.insert(email.clone(), (id, true));
        to.accounts.insert(id);
    }
    let has_none = email.is_none();
    rows.accounts.push(Account {
        id,
        email_verified_at: email.as_ref().map(|_| to.app.env.now()),
        email,
        display_name: name.to_owned(),
        created_at: author.first_seen_at,
    });
    (id, has_none)
}

/// Whoever proves the address may take the author over.
fn claimable(to: &Restoring<'_>, id: MemberId, author: &Author, rows: &mut Rows) {
    rows.imported.push(ImportedAuthor {
        id: ImportedAuthorId(to.app.env.new_id()),
        site_id: to.site.id,
        source: source().to_owned(),
        author_key: author.id.clone(),
        email: author.email.clone(),
        member_id: id,
    });
}

/// As earlier imports have known them; where the file keeps the key for itself, under one of its own.
fn imported(to: &Restoring<'_>, id: MemberId, author: &Author, rows: &mut Rows) {
    for (number, from) in author.imported_from.iter().enumerate() {
        let key = from.author_key.clone();
        rows.imported.push(ImportedAuthor {
            id: ImportedAuthorId(to.app.env.new_id()),
            site_id: to.site.id,
            source: from.source.clone(),
            author_key: key.unwrap_or_else(|| format!("{}:{number}", author.id)),
            email: from
                .email
                .as_deref()
                .and_then(|email| text::email::email(email).ok()),
            member_id: id,
        });
    }
}

async fn write(to: &Restoring<'_>, rows: Rows) -> Result<(), Error> {
    let txn = to.txn;
    storage::restored::insert_accounts(txn, rows.accounts).await?;
    storage::restored::insert_members(txn, rows.members).await?;
    storage::restored::insert_imported_authors(txn, rows.imported).await?;
    for identity in rows.identities {
        storage::identities::insert_if_new(txn, identity).await?;
    }
    for (member, source) in rows.pictures {
        storage::pictures::point(txn, member, &source).await?;
    }
    Ok(())
}

/// Once all are there.
pub(super) async fn put_mutes(to: &mut Restoring<'_>) -> Result<(), Error> {
    let joined = &to.joined.authors;
    let other = |id: Uuid| MemberId(*joined.get(&id).unwrap_or(&id));
    let mutes = to.mutes.drain(..);
    for (member, muted, at) in mutes.map(|(member, id, at)| (member, other(id), at)) {
        if member != muted {
            storage::mutes::insert(to.txn, (member, muted), at).await?;
        }
    }
    Ok(())
}
