//! All that is kept of one person, as one JSON document, made piece by piece: however much they
//! wrote, only a page of it is in memory. Nothing of other people is in it; they are named by id.
mod rows;

use super::{Error, access, credentials::limits::Operation, limits, sites};
use crate::{
    app::App,
    model::{Account, Actor, Member, Site},
    storage::{self, export::Page},
};
use serde_json::{Value, json};
use uuid::Uuid;

/// Goes up when something in the document changes its meaning or place.
const VERSION: u32 = 1;
/// Rows of one piece.
const PAGE: u64 = 100;

/// Lists that follow one another in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    Identities,
    Sessions,
    Mutes,
    Votes,
    Reports,
    Mails,
    GuestComments,
    Comments,
}

const SECTIONS: [Section; 8] = [
    Section::Identities,
    Section::Sessions,
    Section::Mutes,
    Section::Votes,
    Section::Reports,
    Section::Mails,
    Section::GuestComments,
    Section::Comments,
];

impl Section {
    fn name(self) -> &'static str {
        match self {
            Self::Identities => "identities",
            Self::Sessions => "sessions",
            Self::Mutes => "mutes",
            Self::Votes => "votes",
            Self::Reports => "reports",
            Self::Mails => "mails",
            Self::GuestComments => "guestComments",
            Self::Comments => "comments",
        }
    }
}

/// A document that is being made.
pub struct Export {
    account: Account,
    member: Member,
    site: Site,
    place: Place,
}

#[derive(Clone, Copy)]
enum Place {
    Head,
    /// The section's number, where it goes on, and whether something of it has been told.
    Section(usize, Uuid, bool),
    End,
}

/// Of whoever is signed in, on the site that they are signed in to.
pub async fn begin(app: &App, actor: &Actor) -> Result<Export, Error> {
    let signed_in = access::signed_in(actor)?;
    let site = sites::find_by_id(app, signed_in.member.site_id).await?;
    let site = site.ok_or(Error::NotFound)?;
    access::enter(app, actor, &site)?;
    let account = storage::accounts::find(app.db.read(), signed_in.account_id).await?;
    let account = account.ok_or(Error::NotFound)?;
    let key = account.id.0.to_string();
    limits::take(app, Operation::Export, &[&key]).await?;
    Ok(Export {
        account,
        member: signed_in.member.clone(),
        site,
        place: Place::Head,
    })
}

impl Export {
    /// The next piece of the document; none after its end.
    pub async fn next(&mut self, app: &App) -> Result<Option<String>, Error> {
        let (place, text) = match self.place {
            Place::Head => (Place::Section(0, Uuid::nil(), false), self.head(app)),
            Place::Section(number, after, begun) => {
                self.section(app, number, (after, begun)).await?
            }
            Place::End => return Ok(None),
        };
        self.place = place;
        Ok(Some(text))
    }

    fn head(&self, app: &App) -> String {
        let (account, member) = (&self.account, &self.member);
        let standing = member.standing_at(app.env.now());
        let head = json!({
            "format": "rejoinder-account-data",
            "version": VERSION,
            "exportedAt": app.env.now(),
            "site": { "key": self.site.key, "name": self.site.name },
            "account": {
                "email": account.email,
                "emailVerifiedAt": account.email_verified_at,
                "displayName": account.display_name,
                "createdAt": account.created_at,
            },
            "member": {
                "id": rows::id("author", member.id.0),
                "displayName": member.display_name,
                "role": rows::word(&member.role),
                "standing": rows::word(&standing),
                "standingUntil": member.standing_until,
                "standingReason": member.standing_reason,
                "reportsUpheld": member.reports_upheld,
                "reportsDismissed": member.reports_dismissed,
                "createdAt": member.created_at,
            },
        });
        let head = head.to_string();
        // The lists follow inside of the same object.
        head.strip_suffix('}').unwrap_or(&head).to_owned()
    }

    async fn section(
        &self,
        app: &App,
        number: usize,
        (after, begun): (Uuid, bool),
    ) -> Result<(Place, String), Error> {
        let section = SECTIONS[number];
        let page = Page { after, limit: PAGE };
        let rows = self.rows(app, section, page).await?;
        let mut text = String::new();
        if after.is_nil() {
            text = format!(",\n\"{}\":[", section.name());
        }
        let mut begun = begun;
        for (_, row) in &rows {
            text.push_str(if begun { ",\n" } else { "\n" });
            text.push_str(&row.to_string());
            begun = true;
        }
        let full = rows.len() as u64 >= PAGE;
        if let Some((last, _)) = rows.last().filter(|_| full) {
            return Ok((Place::Section(number, *last, true), text));
        }
        text.push(']');
        if number + 1 < SECTIONS.len() {
            return Ok((Place::Section(number + 1, Uuid::nil(), false), text));
        }
        text.push_str("}\n");
        Ok((Place::End, text))
    }

    /// A page of a section, each row with the id to go on from.
    async fn rows(
        &self,
        app: &App,
        section: Section,
        page: Page,
    ) -> Result<Vec<(Uuid, Value)>, Error> {
        let db = app.db.read();
        let (account, member, site) = (&self.account, self.member.id, self.site.id);
        let rows = match section {
            Section::Identities => rows::identities(db, account.id, (site, page)).await,
            Section::Sessions => rows::sessions(db, account.id, (site, page)).await,
            Section::Mutes => rows::mutes(db, member, page).await,
            Section::Votes => rows::votes(db, member, page).await,
            Section::Reports => rows::reports(db, member, page).await,
            Section::Mails => rows::mails(db, account.email.as_deref(), (site, page)).await,
            Section::GuestComments => {
                let proved = account.email_verified_at.and(account.email.as_deref());
                rows::guest_comments(db, proved, (site, page)).await
            }
            Section::Comments => rows::comments(db, member, page).await,
        };
        Ok(rows?)
    }
}
