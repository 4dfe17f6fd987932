//! Members of the site, with what belongs to them.
use super::{Of, Told, last};
use crate::{
    domain::{
        exports::lines::{Author, Identity, ImportedFrom, Line, Muted},
        oidc::identity_provider,
        spelling::{id, word},
    },
    model::{AccountId, MemberId},
    storage::{self, account_data::Page},
};
use sea_orm::DbErr;
use std::collections::HashMap;

/// What belongs to a page of members besides their rows.
struct Around {
    /// Only what has been proved, or came with an import.
    emails: HashMap<AccountId, String>,
    pictures: HashMap<MemberId, String>,
    identities: HashMap<AccountId, Vec<Identity>>,
    imported: HashMap<MemberId, Vec<ImportedFrom>>,
    muted: HashMap<MemberId, Vec<Muted>>,
}

pub(super) async fn authors(of: Of<'_>, page: Page) -> Result<Told, DbErr> {
    let members = storage::exports::members(of.db, of.site.id, page).await?;
    let last = last(members.iter().map(|member| member.id.0));
    let ids: Vec<_> = members.iter().map(|member| member.id).collect();
    let accounts: Vec<_> = members.iter().map(|member| member.account_id).collect();
    let mut around = around(of, &ids, &accounts).await?;
    let lines = members.into_iter().map(|member| {
        let imported_from = around.imported.remove(&member.id).unwrap_or_default();
        let proved = around.emails.get(&member.account_id).cloned();
        let email_is_proved = proved.is_some();
        let mut imported = imported_from.iter().filter_map(|from| from.email.clone());
        let author = Author {
            id: id("author", member.id.0),
            display_name: member.display_name,
            role: word(&member.role),
            standing: word(&member.standing),
            standing_until: member.standing_until,
            standing_reason: member.standing_reason,
            reports_upheld: member.reports_upheld,
            reports_dismissed: member.reports_dismissed,
            picture_url: around.pictures.remove(&member.id),
            email: proved.or_else(|| imported.next()),
            email_is_proved,
            identities: around
                .identities
                .remove(&member.account_id)
                .unwrap_or_default(),
            imported_from,
            muted: around.muted.remove(&member.id).unwrap_or_default(),
            first_seen_at: member.created_at,
        };
        Line::Author(Box::new(author))
    });
    Ok((lines.collect(), last))
}

async fn around(of: Of<'_>, members: &[MemberId], accounts: &[AccountId]) -> Result<Around, DbErr> {
    let mut around = Around {
        emails: HashMap::new(),
        pictures: HashMap::new(),
        identities: HashMap::new(),
        imported: HashMap::new(),
        muted: HashMap::new(),
    };
    for import in storage::exports::imported_authors(of.db, members).await? {
        let from = ImportedFrom {
            source: import.source,
            author_key: of.with_addresses.then_some(import.author_key),
            email: import.email.filter(|_| of.with_addresses),
        };
        let known = around.imported.entry(import.member_id).or_default();
        known.push(from);
    }
    for mute in storage::exports::mutes(of.db, members).await? {
        let muted = Muted {
            author_id: id("author", mute.muted_id.0),
            created_at: mute.created_at,
        };
        around.muted.entry(mute.member_id).or_default().push(muted);
    }
    if of.with_addresses {
        let pictures = storage::exports::picture_sources(of.db, members).await?;
        around.pictures = pictures.into_iter().collect();
        add_addresses(of, accounts, &mut around).await?;
    }
    Ok(around)
}

async fn add_addresses(
    of: Of<'_>,
    accounts: &[AccountId],
    around: &mut Around,
) -> Result<(), DbErr> {
    for account in storage::exports::accounts(of.db, accounts).await? {
        // An address that nobody has proved may be somebody else's.
        if let Some(email) = account
            .email
            .filter(|_| account.email_verified_at.is_some())
        {
            around.emails.insert(account.id, email);
        }
    }
    let providers = storage::providers::list(of.db, of.site.id).await?;
    let keys = providers
        .into_iter()
        .map(|provider| (identity_provider(&provider), provider.key));
    let keys: HashMap<_, _> = keys.collect();
    for identity in storage::exports::identities(of.db, of.site.id, accounts).await? {
        let known = around.identities.entry(identity.account_id).or_default();
        let provider = keys.get(&identity.provider).cloned();
        known.push(Identity {
            provider: provider.unwrap_or(identity.provider),
            subject: identity.subject,
            created_at: identity.created_at,
        });
    }
    Ok(())
}
