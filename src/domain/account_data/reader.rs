//! Goes through all that is kept of somebody, a page at a time.
use super::{
    Whose,
    rows::{self, Row},
    section::Section,
};
use crate::{
    app::App,
    domain::{
        Error,
        spelling::{id, word},
    },
    storage::{self, account_data::Page},
};
use serde_json::{Value, json};
use uuid::Uuid;

/// Goes up when something in the document changes its meaning or place.
const VERSION: u32 = 1;
/// Rows of one piece.
const PAGE: u64 = 100;
/// Each with all texts that it had.
const COMMENTS: u64 = 20;

/// What is told next, whatever it is written as.
pub(super) enum Piece {
    /// What there is one of.
    Head(Value),
    Begin(Section),
    Row {
        of: Section,
        row: Value,
        is_first: bool,
    },
    End {
        of: Section,
        is_empty: bool,
    },
}

#[derive(Clone, Copy)]
enum Place {
    Head,
    /// The section's number, where it goes on, and whether something of it has been told.
    Section(usize, Uuid, bool),
    End,
}

pub(super) struct Reader(Place);

impl Reader {
    pub(super) fn new() -> Self {
        Self(Place::Head)
    }

    /// None after the end.
    pub(super) async fn next(
        &mut self,
        app: &App,
        whose: &Whose,
    ) -> Result<Option<Vec<Piece>>, Error> {
        match self.0 {
            Place::Head => {
                self.0 = Place::Section(0, Uuid::nil(), false);
                Ok(Some(vec![Piece::Head(head(app, whose))]))
            }
            Place::Section(number, after, begun) => {
                let pieces = self.section(app, whose, (number, after, begun)).await?;
                Ok(Some(pieces))
            }
            Place::End => Ok(None),
        }
    }

    async fn section(
        &mut self,
        app: &App,
        whose: &Whose,
        (number, after, begun): (usize, Uuid, bool),
    ) -> Result<Vec<Piece>, Error> {
        let section = Section::ALL[number];
        let limit = match section {
            Section::Comments => COMMENTS,
            _ => PAGE,
        };
        let rows = read(app, whose, (section, Page { after, limit })).await?;
        let last = rows.last().map(|(last, _)| *last);
        let is_full = rows.len() as u64 >= limit;
        let mut pieces = Vec::with_capacity(rows.len() + 2);
        if after.is_nil() {
            pieces.push(Piece::Begin(section));
        }
        let mut begun = begun;
        for (_, row) in rows {
            pieces.push(Piece::Row {
                of: section,
                row,
                is_first: !begun,
            });
            begun = true;
        }
        self.0 = if let Some(last) = last.filter(|_| is_full) {
            Place::Section(number, last, true)
        } else {
            pieces.push(Piece::End {
                of: section,
                is_empty: !begun,
            });
            if number + 1 < Section::ALL.len() {
                Place::Section(number + 1, Uuid::nil(), false)
            } else {
                Place::End
            }
        };
        Ok(pieces)
    }
}

fn head(app: &App, whose: &Whose) -> Value {
    let (account, member) = (&whose.account, &whose.member);
    let planned = whose
        .planned
        .map(|planned| json!({ "at": planned.at, "comments": planned.comments.name() }));
    let factors = whose.factors.as_ref().map(|own| {
        json!({ "totpSince": own.totp_since, "recoveryCodesLeft": own.factors.recovery_codes })
    });
    let portrait = whose.portrait.as_ref().map(|portrait| {
        let data = portrait.shown.as_ref().map(rows::data_url);
        json!({ "source": portrait.source, "data": data })
    });
    json!({
        "format": "rejoinder-account-data",
        "version": VERSION,
        "exportedAt": app.env.now(),
        "site": { "key": whose.site.key, "name": whose.site.name },
        "account": {
            "email": account.email,
            "emailVerifiedAt": account.email_verified_at,
            "displayName": account.display_name,
            "createdAt": account.created_at,
            "secondFactor": factors,
            "erasure": planned,
        },
        "member": {
            "id": id("author", member.id.0),
            "displayName": member.display_name,
            "picture": portrait,
            "role": word(&member.role),
            "standing": word(&member.standing_at(app.env.now())),
            "standingUntil": member.standing_until,
            "standingReason": member.standing_reason,
            "reportsUpheld": member.reports_upheld,
            "reportsDismissed": member.reports_dismissed,
            "createdAt": member.created_at,
        },
    })
}

/// A page of a section, each row with the id to go on from.
async fn read(
    app: &App,
    whose: &Whose,
    (section, page): (Section, Page),
) -> Result<Vec<Row>, Error> {
    let db = app.db.read();
    let (account, member, site) = (&whose.account, whose.member.id, whose.site.id);
    // An address that nobody has proved may be somebody else's.
    let proved = account.email_verified_at.and(account.email.as_deref());
    let rows = match section {
        Section::Identities => rows::identities(db, account.id, (site, page)).await,
        Section::Passkeys => Ok(rows::passkeys(whose.factors.as_ref(), page)),
        Section::Sessions => rows::sessions(db, account.id, (site, page)).await,
        Section::Mutes => rows::mutes(db, member, page).await,
        Section::Votes => rows::votes(db, member, page).await,
        Section::Reports => rows::reports(db, member, page).await,
        Section::Decisions => rows::decisions(db, member, page).await,
        Section::Actions => rows::actions(db, member, page).await,
        Section::Claims => rows::claims(db, member, page).await,
        Section::ImportedAuthors => rows::imported_authors(db, (member, site, proved), page).await,
        Section::Proofs => rows::proofs(db, account.id, (site, page)).await,
        Section::Mails => rows::mails(db, account.email.as_deref(), (site, page)).await,
        Section::Invitations => rows::invitations(db, proved, (site, app.env.now(), page)).await,
        Section::GuestComments => rows::guest_comments(db, proved, (site, page)).await,
        Section::Comments => {
            let mut authors = vec![member];
            if let Some(email) = proved {
                let imports = storage::imported_authors::list_unclaimed(db, site, email).await?;
                authors.extend(imports.into_iter().map(|import| import.member_id));
            }
            rows::comments(db, &authors, page).await
        }
    };
    Ok(rows?)
}
