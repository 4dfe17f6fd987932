//! What Akismet and a site's own webhook are sent, and what their answers come to.
mod akismet;
mod webhook;

use crate::support::{Client, TestApp};
use rejoinder::{
    domain::{opinions::Subject, threads::Setting},
    model::{Comment, Member},
};

/// A comment with all that is told of it.
struct Scene {
    setting: Setting,
    comment: Comment,
    author: Member,
}

impl Scene {
    async fn new(app: &TestApp, ana: &Client, body: &str) -> Self {
        let setting = app.thread().await;
        let comment = app.comment(&setting).by(ana).body(body).insert().await;
        let author = ana.member.clone().unwrap();
        Self {
            setting,
            comment,
            author,
        }
    }

    fn subject(&self) -> Subject<'_> {
        Subject {
            site: &self.setting.site,
            episode: &self.setting.episode,
            comment: &self.comment,
            author: &self.author,
        }
    }
}
