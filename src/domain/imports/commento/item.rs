//! The items as they are written, by any of these systems: what is missing is as what is empty.
use crate::domain::imports::reading::{
    Answers, Comment, Fate, Field, Id, Identity, LeftOut, MAX_ATOM, MAX_CONTENT, MAX_TITLE, Markup,
    Time, is_long_name,
};
use chrono::DateTime;
use serde::Deserialize;

type Text = Option<String>;

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct RawComment {
    #[serde(alias = "id")]
    comment_hex: Text,
    #[serde(alias = "parentId")]
    parent_hex: Text,
    #[serde(alias = "userCreated")]
    commenter_hex: Text,
    page_id: Text,
    #[serde(alias = "host")]
    domain: Text,
    path: Text,
    url: Text,
    markdown: Text,
    html: Text,
    state: Text,
    #[serde(alias = "createdTime")]
    creation_date: Text,
    author_name: Text,
    score: Option<f64>,
    #[serde(alias = "isDeleted")]
    deleted: Option<bool>,
    is_approved: Option<bool>,
    is_pending: Option<bool>,
    is_sticky: Option<bool>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct RawCommenter {
    #[serde(alias = "id")]
    commenter_hex: Text,
    email: Text,
    name: Text,
    #[serde(alias = "websiteUrl")]
    link: Text,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct RawPage {
    id: Text,
    path: Text,
    title: Text,
    is_readonly: Option<bool>,
}

/// Trimmed; the word `undefined` is what a browser sent where there was nothing.
fn said(text: &Text) -> &str {
    let text = text.as_deref().unwrap_or_default().trim();
    if text == "undefined" { "" } else { text }
}

/// Whom the system does not know: one word in one version, zeros in others.
fn is_nobody(id: &str) -> bool {
    id == "anonymous" || id.bytes().all(|byte| matches!(byte, b'0' | b'-'))
}

impl RawComment {
    pub(super) fn page_id(&self) -> Option<&str> {
        Some(said(&self.page_id)).filter(|id| !id.is_empty())
    }

    /// Of the page, as far as the comment says it.
    pub(super) fn address(&self) -> String {
        let (domain, path) = (said(&self.domain), said(&self.path));
        let path = if path.is_empty() {
            said(&self.url)
        } else {
            path
        };
        let path = path.split('#').next().unwrap_or_default();
        if path.contains("://") || domain.is_empty() {
            return Field::of_address(path).into_text();
        }
        let scheme = if domain.contains("://") {
            ""
        } else {
            "https://"
        };
        let slash = if path.starts_with('/') { "" } else { "/" };
        Field::of_address(&format!("{scheme}{domain}{slash}{path}")).into_text()
    }

    pub(super) fn into_comment(self, line: u32, page: u32) -> Comment {
        let commenter = said(&self.commenter_hex);
        let name = Field::of(said(&self.author_name), MAX_CONTENT).plain();
        let author = Identity::new(&name, "", "");
        let author = if is_nobody(commenter) {
            author
        } else {
            author.known_as(commenter)
        };
        let (fate, unknown_state) = self.fate();
        let (text, markup) = self.text();
        let is_deleted = self.deleted == Some(true) || text == "[deleted]";
        Comment {
            line,
            page,
            id: Id::named(said(&self.comment_hex)),
            answers: match said(&self.parent_hex) {
                "" | "root" => Answers::Page,
                parent if is_nobody(parent) => Answers::Page,
                parent => Answers::Comment(Id::named(parent)),
            },
            author,
            is_name_cut: is_long_name(&name),
            time: self.time(),
            fate,
            unknown_state,
            left_out: is_deleted.then_some(LeftOut::Deleted),
            text: Field::of(text, MAX_CONTENT),
            markup,
            is_voted: self.score.is_some_and(|score| score != 0.0),
            is_pinned: self.is_sticky == Some(true),
            ..Comment::default()
        }
    }

    fn text(&self) -> (&str, Markup) {
        let markdown = self.markdown.as_deref().unwrap_or_default().trim();
        if markdown.is_empty() {
            (said(&self.html), Markup::Html)
        } else {
            (markdown, Markup::Markdown)
        }
    }

    /// What was waiting for a moderator waits for one here; what was taken for spam is spam. Published
    /// is only what is said to be: Comentario writes no member that is false.
    fn fate(&self) -> (Fate, Option<String>) {
        if self.is_pending == Some(true) {
            return (Fate::Held, None);
        }
        match (self.is_approved, said(&self.state)) {
            (Some(true), _) | (None, "approved") => (Fate::Approved, None),
            // Looked at by a moderator, and not approved.
            (Some(false), _) => (Fate::Trash, None),
            (None, "") if self.page_id().is_some() => (Fate::Trash, None),
            (None, "" | "unapproved") => (Fate::Held, None),
            (None, "flagged") => (Fate::Spam, None),
            (None, other) => (Fate::Held, Some(other.to_owned())),
        }
    }

    fn time(&self) -> Time {
        let time = DateTime::parse_from_rfc3339(said(&self.creation_date)).ok();
        let time = time.filter(|time| time.timestamp() > 0);
        time.map_or(Time::Missing, |time| Time::At(time.to_utc()))
    }
}

impl RawCommenter {
    pub(super) fn id(&self) -> &str {
        let id = said(&self.commenter_hex);
        if is_nobody(id) { "" } else { id }
    }

    pub(super) fn name(&self) -> String {
        Field::of(said(&self.name), MAX_ATOM).plain()
    }

    pub(super) fn email(&self) -> &str {
        said(&self.email)
    }

    pub(super) fn link(&self) -> &str {
        said(&self.link)
    }
}

/// What is kept of a page until a comment says on what host it is.
pub(super) struct ListedPage {
    pub(super) id: Id,
    pub(super) path: String,
    pub(super) title: String,
    pub(super) is_read_only: bool,
}

impl From<RawPage> for ListedPage {
    fn from(page: RawPage) -> Self {
        Self {
            id: Id::named(said(&page.id)),
            path: Field::of_address(said(&page.path)).into_text(),
            title: Field::of(said(&page.title), MAX_TITLE).plain(),
            is_read_only: page.is_readonly == Some(true),
        }
    }
}
