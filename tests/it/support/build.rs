//! Builders, which name only what matters to a test.
use super::{app::TestApp, client::Client};
use rejoinder::{
    domain::{
        text::markdown,
        threads::{self, Setting},
    },
    model::{Beginning, Comment, CommentId, RevisionId, Status},
    storage,
};

pub(crate) struct CommentBuilder<'a> {
    app: &'a TestApp,
    setting: &'a Setting,
    author: Option<&'a Client>,
    parent: Option<&'a Comment>,
    status: Status,
    body: String,
}

impl TestApp {
    /// A comment that stands in the thread, whatever the rules would have said of it.
    pub(crate) fn comment<'a>(&'a self, setting: &'a Setting) -> CommentBuilder<'a> {
        CommentBuilder {
            app: self,
            setting,
            author: None,
            parent: None,
            status: Status::Approved,
            body: "hello".to_owned(),
        }
    }
}

impl<'a> CommentBuilder<'a> {
    pub(crate) fn by(mut self, author: &'a Client) -> Self {
        self.author = Some(author);
        self
    }

    pub(crate) fn under(mut self, parent: &'a Comment) -> Self {
        self.parent = Some(parent);
        self
    }

    pub(crate) fn status(mut self, status: Status) -> Self {
        self.status = status;
        self
    }

    pub(crate) fn held(self) -> Self {
        self.status(Status::Pending)
    }

    pub(crate) fn body(mut self, body: impl Into<String>) -> Self {
        self.body = body.into();
        self
    }

    pub(crate) async fn insert(self) -> Comment {
        let (app, site) = (&self.app.app, &self.setting.site);
        let place = threads::place(self.parent, site.nesting);
        let author_id = match self.author {
            Some(author) => author.member_id(),
            None => self.app.reader("Somebody").await.member_id(),
        };
        let beginning = Beginning {
            id: CommentId(app.env.new_id()),
            revision_id: RevisionId(app.env.new_id()),
            site_id: site.id,
            episode_id: self.setting.episode.id,
            author_id,
            created_at: app.env.now(),
        };
        let comment = Comment {
            parent_id: self.parent.map(|parent| parent.id),
            branch_lock_id: self.parent.and_then(|parent| parent.branch_lock_id),
            nested_under_id: place.nested_under_id,
            depth: place.depth,
            status: self.status,
            body_html: markdown::render(&self.body),
            body_markdown: self.body,
            renderer: markdown::RENDERER,
            ..Comment::blank(beginning)
        };
        let txn = app.db.begin_write().await.unwrap();
        // As it is by now.
        let parent = match comment.parent_id {
            Some(id) => storage::comments::find_any(&txn, id).await.unwrap(),
            None => None,
        };
        let added = threads::add(&txn, comment, parent.as_ref()).await;
        let comment = added.unwrap().expect("no key is used");
        txn.commit().await.unwrap();
        comment
    }
}
