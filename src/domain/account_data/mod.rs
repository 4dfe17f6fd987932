//! All that is kept of one person on one site: for programs as one JSON document, for people as one
//! page, both with a word about them in an archive. Made piece by piece: however much somebody
//! wrote, only a page of it is in memory. Nothing of other people is in it; they are named by id.
mod archive;
mod document;
mod html;
mod reader;
mod rows;
mod section;
mod ticket;

pub use html::{Said, said};
pub use ticket::{ask, redeem};

use super::{
    Error, access,
    credentials::limits::Operation,
    erasure::Planned,
    factors, limits,
    pictures::{self, Portrait},
    sites,
};
use crate::{
    app::App,
    model::{Account, Actor, Member, SessionId, Site},
    storage,
};
use archive::Archive;
use document::Document;
use html::Words;

/// Whose data, and what is known from the start.
struct Whose {
    account: Account,
    member: Member,
    site: Site,
    planned: Option<Planned>,
    /// What others see beside the name.
    portrait: Option<Portrait>,
    /// What the account asks for besides the first factor; none where the session may not know.
    factors: Option<factors::Own>,
}

/// What somebody takes away, and in what shape.
pub struct Export {
    whose: Whose,
    words: &'static Words,
}

/// On its way out.
pub enum Outgoing {
    Archive(Box<Archive>),
    Document(Box<Document>),
}

/// Of whoever is signed in, on the site that they are signed in to, in the nearest language there is.
pub async fn begin(app: &App, actor: &Actor, language: &str) -> Result<Export, Error> {
    let signed_in = access::signed_in(actor)?;
    let site = sites::find_by_id(app, signed_in.member.site_id).await?;
    let site = site.ok_or(Error::NotFound)?;
    access::enter(app, actor, &site)?;
    let account = storage::accounts::find(app.db.read(), signed_in.account_id).await?;
    let account = account.ok_or(Error::NotFound)?;
    let key = account.id.0.to_string();
    limits::take(app, Operation::AccountData, &[&key]).await?;
    let of = (account, signed_in.member.clone(), site);
    Export::of(app, of, (signed_in.session_id, language)).await
}

impl Export {
    async fn of(
        app: &App,
        (account, member, site): (Account, Member, Site),
        (session, language): (SessionId, &str),
    ) -> Result<Self, Error> {
        let planned = storage::planned_erasures::find(app.db.read(), account.id).await?;
        let factors = factors::of_session(app, session).await?;
        let portrait = pictures::of_member(app, &member).await?;
        Ok(Self {
            whose: Whose {
                account,
                member,
                site,
                planned: planned.map(Planned::from),
                portrait,
                factors,
            },
            words: html::nearest(language),
        })
    }

    /// As an archive of all files.
    pub fn archive(self) -> Outgoing {
        Outgoing::Archive(Box::new(Archive::new(self.whose, self.words)))
    }

    /// As the JSON document alone.
    pub fn document(self) -> Outgoing {
        Outgoing::Document(Box::new(Document::new(self.whose)))
    }
}

impl Outgoing {
    /// The next piece; none after the end.
    pub async fn next(&mut self, app: &App) -> Result<Option<Vec<u8>>, Error> {
        match self {
            Self::Archive(archive) => archive.next(app).await,
            Self::Document(document) => document.next(app).await,
        }
    }
}
