//! Who may do and see what: every mutation and every field that not all may read, for each kind
//! of person, on one page. A rule that changes shows as a difference of the page.
mod imports;
mod inputs;
mod mutations;
mod oidc;
mod people;
mod reads;
mod site_keys;

use super::{comment_id, revision_id};
use crate::support::{Answer, Client, SECURE_ORIGIN, Setup, TestApp, receiver};
use rejoinder::{
    domain::threads::Setting,
    model::{Comment, Role, SessionKind, Site},
};
use serde_json::json;
use std::fmt::Write as _;

/// The columns. The comments looked at on `history` are Ana's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Person {
    Anonymous,
    Ana,
    Bea,
    Moderator,
    Admin,
    /// A moderator of `politics`.
    Foreign,
    /// A moderator of `history` who signed in within an embed.
    Embedded,
    /// An admin of `history` who moderates in a page of it.
    InPlace,
}

impl Person {
    const ALL: [Self; 8] = [
        Self::Anonymous,
        Self::Ana,
        Self::Bea,
        Self::Moderator,
        Self::Admin,
        Self::Foreign,
        Self::Embedded,
        Self::InPlace,
    ];

    fn title(self) -> &'static str {
        match self {
            Self::Anonymous => "anonymous",
            Self::Ana => "Ana",
            Self::Bea => "Bea",
            Self::Moderator => "moderator",
            Self::Admin => "admin",
            Self::Foreign => "of politics",
            Self::Embedded => "in an embed",
            Self::InPlace => "in place",
        }
    }

    /// Where they write.
    fn home(self) -> Place {
        match self {
            Self::Foreign => Place::Politics,
            _ => Place::History,
        }
    }

    fn is_at_home(self, place: Place) -> bool {
        self != Self::Anonymous && self.home() == place
    }

    /// With a session of this moment.
    async fn sign_in(self, app: &TestApp, politics: &Site) -> Client {
        let history = &app.site;
        let (site, name, role, kind) = match self {
            Self::Anonymous => return app.anonymous(),
            Self::Ana => (history, "Ana", Role::Commenter, SessionKind::Direct),
            Self::Bea => (history, "Bea", Role::Commenter, SessionKind::Direct),
            Self::Moderator => (history, "Mo", Role::Moderator, SessionKind::Direct),
            Self::Admin => (history, "Ada", Role::Admin, SessionKind::Direct),
            Self::Foreign => (politics, "Pia", Role::Moderator, SessionKind::Direct),
            Self::Embedded => (history, "Eve", Role::Moderator, SessionKind::Embedded),
            Self::InPlace => return app.in_place(history, "Ida", Role::Admin).await,
        };
        app.session(site, name, role, kind).await
    }
}

/// Where what a row is about stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    History,
    Politics,
    Absent,
}

impl Place {
    const ALL: [Self; 3] = [Self::History, Self::Politics, Self::Absent];

    fn key(self) -> &'static str {
        match self {
            Self::History => "history",
            Self::Politics => "politics",
            Self::Absent => "absent",
        }
    }
}

/// Two sites with a thread each.
struct World {
    app: TestApp,
    politics: Site,
    history_thread: Setting,
    politics_thread: Setting,
    ana: Client,
    pia: Client,
}

impl World {
    async fn new() -> Self {
        let app = TestApp::with(Setup {
            outbound: receiver::loopback(),
            public_origin: SECURE_ORIGIN,
            ..Setup::default()
        })
        .await;
        let politics = app.other_site("politics").await;
        let history_thread = app.thread_on(&app.site, "1").await;
        let politics_thread = app.thread_on(&politics, "1").await;
        let ana = app.reader("Ana").await;
        let pia = app.signed_in(&politics, "Pablo", Role::Commenter).await;
        Self {
            app,
            politics,
            history_thread,
            politics_thread,
            ana,
            pia,
        }
    }

    fn thread(&self, place: Place) -> (&Setting, &Client) {
        match place {
            Place::Politics => (&self.politics_thread, &self.pia),
            _ => (&self.history_thread, &self.ana),
        }
    }

    /// A comment of the place's author; one that has never been for `Absent`.
    async fn comment(&self, place: Place, held: bool) -> Comment {
        let (setting, author) = self.thread(place);
        let comment = self.app.comment(setting).by(author);
        let comment = if held { comment.held() } else { comment };
        let mut comment = comment.insert().await;
        if place == Place::Absent {
            comment.id.0 = self.app.app.env.new_id();
        }
        comment
    }
}

/// Rows of cells, one for each person, set in columns.
struct Table(String);

impl Table {
    fn new(title: &str) -> Self {
        let mut table = Self(String::new());
        table.row(title, Person::ALL.map(|person| person.title().to_owned()));
        table
    }

    fn row(&mut self, title: &str, cells: [String; Person::ALL.len()]) {
        let _ = write!(self.0, "{title:<34}");
        for cell in cells {
            let _ = write!(self.0, " {cell:<18}");
        }
        let end = self.0.trim_end().len();
        self.0.truncate(end);
        self.0.push('\n');
    }
}

/// Why not, in a word.
fn refusal(answer: &Answer) -> Option<String> {
    answer.json.get("errors")?;
    let reason = answer.json.pointer("/errors/0/extensions/reason");
    let reason = reason.and_then(|reason| reason.as_str());
    Some(reason.unwrap_or_else(|| answer.code()).to_owned())
}

#[tokio::test]
async fn everybody_does_and_sees_what_is_theirs() {
    let mutations = Box::pin(mutations::table()).await;
    let reads = Box::pin(reads::table()).await;
    insta::assert_snapshot!(format!("{}\n{}", mutations.0, reads.0));
}

/// The page leaves no mutation out.
#[tokio::test]
async fn every_mutation_has_a_row() {
    let app = TestApp::new().await;
    let query = "{ __schema { mutationType { fields { name } } } }";
    let answer = app.anonymous().run(query, json!({})).await;
    let fields = answer
        .at("/__schema/mutationType/fields")
        .as_array()
        .unwrap();
    for field in fields {
        let name = field["name"].as_str().unwrap();
        let covered = mutations::ROWS.iter().any(|row| row.mutation == name);
        assert!(covered, "{name} has no row");
    }
}
