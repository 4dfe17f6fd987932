//! What is brought in from other systems.
use super::Author;
use crate::{
    domain::imports::{self, Outcome, Shown, reading::LeftOut},
    graphql::id::GlobalId,
    model::{self, ImportFormat, ImportState},
};
use async_graphql::{Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};

pub struct Import(pub Shown);

/// From what a file comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "ImportFormat")]
pub enum Format {
    /// An export of WordPress (WXR 1.0 to 1.2): Tools, Export, All content.
    Wordpress,
    /// An export of Disqus (XML).
    Disqus,
    /// An export of Commento, Commento++ or Comentario (JSON).
    Commento,
    /// A backup of Remark42 (lines of JSON).
    #[graphql(name = "REMARK42")]
    Remark42,
    /// The database of Isso (SQLite).
    Isso,
    /// An export of Rejoinder itself (lines of JSON).
    Rejoinder,
}

impl Format {
    fn of(format: ImportFormat) -> Option<Self> {
        Some(match format {
            ImportFormat::Wordpress => Self::Wordpress,
            ImportFormat::Disqus => Self::Disqus,
            ImportFormat::Commento => Self::Commento,
            ImportFormat::Remark42 => Self::Remark42,
            ImportFormat::Isso => Self::Isso,
            ImportFormat::Rejoinder => Self::Rejoinder,
            ImportFormat::Unknown => return None,
        })
    }
}

impl From<Format> for ImportFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Wordpress => Self::Wordpress,
            Format::Disqus => Self::Disqus,
            Format::Commento => Self::Commento,
            Format::Remark42 => Self::Remark42,
            Format::Isso => Self::Isso,
            Format::Rejoinder => Self::Rejoinder,
        }
    }
}

/// How far an import has come. A site has at most one in the first four states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "ImportState", name = "ImportState")]
pub enum State {
    /// The file is to be sent, or is on its way: within an hour, or the import is cancelled.
    AwaitingFile,
    /// The file is there: `startImport` begins, within 24 hours, or the import is cancelled.
    Ready,
    /// Begun; until a node takes it.
    Waiting,
    /// Being done.
    Running,
    /// Done: `report` says what came of it. A dry run can be done in earnest until `fileKeptUntil`.
    Done,
    /// Nothing was imported: `error` says why.
    Failed,
    /// Called off before it ran.
    Cancelled,
}

/// What a number of a report counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "imports::What")]
pub enum ImportCountKind {
    /// Pages and other items in the file: the sum of the five that follow.
    ItemsFound,
    /// Items that become episodes.
    ItemsToImport,
    /// Items that are another part of one before.
    ItemsMerged,
    /// Items without comments.
    ItemsWithoutComments,
    /// Items of whose comments none is imported.
    ItemsWithNothingKept,
    /// Items that are left out with their comments, for `reason`.
    ItemsLeftOut,
    /// Comments in the file: the sum of the six that follow.
    CommentsFound,
    /// Comments that are approved.
    CommentsApproved,
    /// Comments that are held for a moderator.
    CommentsHeld,
    /// Comments that are kept as spam.
    CommentsSpam,
    /// Comments that are kept as rejected.
    CommentsRejected,
    /// Comments that are kept as deleted: what is left of them is their place.
    CommentsDeleted,
    /// Comments that are left out, for `reason`.
    CommentsLeftOut,
    /// Comments that were written. With those that were there already, all that are not left out.
    CommentsImported,
    /// Comments that an earlier import has brought, left as they are now.
    CommentsAlreadyThere,
    /// Episodes that were made.
    EpisodesCreated,
    /// Episodes that were joined.
    EpisodesAlreadyThere,
    /// Authors whom nobody has claimed yet, made for this import.
    AuthorsCreated,
    /// Authors who were known from an earlier import.
    AuthorsAlreadyThere,
    /// Reports, notes and log entries of an export of Rejoinder, which are left out: they come in at
    /// the command line alone.
    RecordsLeftOut,
}

/// Why something in a file is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "LeftOut")]
pub enum ImportLeftOutReason {
    /// A pingback.
    Pingback,
    /// A trackback.
    Trackback,
    /// An editor's private note.
    Note,
    /// A plugin's own kind of comment.
    OtherKind,
    /// Spam, which was not asked for.
    Spam,
    /// In the trash, which was not asked for.
    Trash,
    /// Without text.
    Empty,
    /// Longer than 1 MiB.
    TooLong,
    /// Without a number of its own.
    NoId,
    /// With a number that came before.
    Duplicate,
    /// Of a post in the trash.
    PostTrashed,
    /// Of a post that is not public.
    PostNotPublic,
    /// Of a post that nothing tells from others.
    PostWithoutKey,
    /// Of a page that is not in the file.
    PageMissing,
    /// Deleted where it was.
    Deleted,
}

/// A number of a report.
#[derive(SimpleObject)]
struct ImportCount {
    /// What is counted.
    kind: ImportCountKind,
    /// Why, of what is left out; null otherwise.
    reason: Option<ImportLeftOutReason>,
    /// How many.
    count: i32,
}

/// Something in the file that was left out or mended.
#[derive(SimpleObject)]
struct ImportNote {
    /// Where it stands in the file, from 1; 0 where a file has no lines.
    line: i32,
    /// What the other system calls the comment; null when it is none, or has none.
    comment_number: Option<String>,
    /// The same of a post.
    post_number: Option<String>,
    /// Whether something is not imported; otherwise it was mended or is worth knowing.
    is_loss: bool,
    /// What: a sentence in English.
    text: String,
}

/// A page of the file, with what becomes of it.
#[derive(SimpleObject)]
struct ImportedPage {
    /// Names the episode on its site.
    key: String,
    /// As the file has it; may be empty.
    title: String,
    /// Where the page is now, by `urlRules`.
    addresses: Vec<String>,
    /// How many comments of it are imported, or were already there.
    comments: i32,
    /// How many answer one another in the longest branch; 1 where none does.
    depth: i32,
    /// Whether the episode was made, or would be; otherwise it was joined.
    is_new: bool,
}

struct ImportReport<'a>(&'a Outcome);

/// What came of an import, or would.
#[Object]
impl ImportReport<'_> {
    /// Everything found, imported, there already and left out, in the order of `ImportCountKind`.
    /// What is rare stands in it only when there is any.
    async fn counts(&self) -> Vec<ImportCount> {
        let counts = self.0.counts.iter();
        let counts = counts.map(|counted| ImportCount {
            kind: counted.what.into(),
            reason: counted.reason.map(Into::into),
            count: number(counted.count),
        });
        counts.collect()
    }

    /// In the file's order: the first 500 of them.
    async fn notes(&self) -> Vec<ImportNote> {
        let notes = self.0.notes.iter();
        let notes = notes.map(|note| ImportNote {
            line: i32::try_from(note.line).unwrap_or(i32::MAX),
            comment_number: note.comment.map(|id| id.to_string()),
            post_number: note.post.map(|id| id.to_string()),
            is_loss: note.is_loss,
            text: note.text.clone(),
        });
        notes.collect()
    }

    /// How many there are.
    async fn note_count(&self) -> i32 {
        number(self.0.notes_in_all)
    }

    /// Which pages become which episodes: the first 500 of them.
    async fn pages(&self) -> Vec<ImportedPage> {
        let pages = self.0.pages.iter();
        let pages = pages.map(|page| ImportedPage {
            key: page.key.clone(),
            title: page.title.clone(),
            addresses: page.addresses.clone(),
            comments: number(page.comments.into()),
            depth: number(page.depth.into()),
            is_new: page.is_new,
        });
        pages.collect()
    }

    /// How many there are.
    async fn page_count(&self) -> i32 {
        number(self.0.pages_in_all)
    }
}

/// A file of another system that is brought in, once it has been started: all of it or nothing.
#[Object]
impl Import {
    /// Names the import.
    async fn id(&self) -> ID {
        self.row().id.global()
    }

    /// From what the file comes; null until that was guessed.
    async fn format(&self) -> Option<Format> {
        Format::of(self.row().format)
    }

    /// Where the pages are now, as it was prepared.
    async fn url_rules(&self) -> &[String] {
        &self.0.url_rules
    }

    /// As it was called where it came from.
    async fn file_name(&self) -> &str {
        &self.row().file_name
    }

    /// How large the file is as it was sent, at most 536,870,912; 0 until it is there.
    async fn bytes(&self) -> i32 {
        number(self.row().bytes)
    }

    /// How far it has come.
    async fn state(&self) -> State {
        self.row().state.into()
    }

    /// Whether it changes nothing, as it was started last.
    async fn is_dry_run(&self) -> bool {
        self.row().is_dry_run
    }

    /// Whether what the blog holds as spam is imported, as spam.
    async fn with_spam(&self) -> bool {
        self.row().options.with_spam
    }

    /// Whether what is in the blog's trash is imported, as rejected.
    async fn with_trash(&self) -> bool {
        self.row().options.with_trash
    }

    /// Whether comments of drafts and of private posts are imported.
    async fn with_unpublished(&self) -> bool {
        self.row().options.with_unpublished
    }

    /// How many comments have been gone through: of this moment at the node that does it, up to two
    /// seconds old at others.
    async fn done(&self) -> i32 {
        number(self.row().done)
    }

    /// How many there are; null before they have been counted.
    async fn total(&self) -> Option<i32> {
        self.row().total.map(number)
    }

    /// What came of it; null until it is done.
    async fn report(&self) -> Option<ImportReport<'_>> {
        self.0.outcome.as_ref().map(ImportReport)
    }

    /// Why nothing was imported, in English: of a mistake in the file with its line and column. Null
    /// unless it has failed.
    async fn error(&self) -> Option<&str> {
        self.row().error.as_deref()
    }

    /// The admin who has started it last, or is about to.
    async fn started_by(&self) -> Option<Author> {
        self.0
            .started_by
            .clone()
            .map(|member| Author(member.into()))
    }

    /// Until when the file is kept, so that `startImport` can be asked for; null where it is gone,
    /// or at work.
    async fn file_kept_until(&self) -> Option<DateTime<Utc>> {
        let row = self.row();
        row.kept_until
            .filter(|_| matches!(row.state, ImportState::Ready | ImportState::Done))
    }

    /// When it was prepared.
    async fn created_at(&self) -> DateTime<Utc> {
        self.row().created_at
    }

    /// When it was done, failed or was cancelled; null until then.
    async fn finished_at(&self) -> Option<DateTime<Utc>> {
        self.row().finished_at
    }
}

impl Import {
    fn row(&self) -> &model::Import {
        &self.0.import
    }
}

fn number(number: u64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
