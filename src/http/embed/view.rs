//! What the page without script shows of a thread, ready to be written out.
use super::{place::Place, words::Words};
use crate::{
    domain::threads::Threaded,
    graphql::id::GlobalId,
    http::language::Language,
    model::{Page, PageRequest, Role, Tombstone},
};
use askama::Template;
use std::sync::Arc;

/// Bytes of comments' texts on one page. Behind them only the top of each branch is shown.
const TEXT: usize = 512 * 1024;

/// In which language a page speaks, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Speech<'a> {
    pub(super) language: &'static Language,
    pub(super) words: &'static Words,
    pub(super) place: &'a Place<'a>,
}

#[derive(Template)]
#[template(path = "thread.html")]
pub(super) struct ThreadPage<'a> {
    pub(super) language: &'static Language,
    pub(super) words: &'static Words,
    pub(super) style: &'static str,
    pub(super) icon: String,
    pub(super) indexed: bool,
    pub(super) site: &'a str,
    pub(super) heading: String,
    /// The episode's.
    pub(super) title: Option<&'a str>,
    pub(super) count: i32,
    pub(super) published: Option<String>,
    pub(super) canonical: String,
    pub(super) oembed: String,
    /// The episode's own.
    pub(super) page: Option<&'a str>,
    pub(super) notices: Vec<&'a str>,
    pub(super) whole: Option<String>,
    pub(super) sorts: Vec<Sort>,
    pub(super) comments: Vec<CommentView>,
    pub(super) more: Option<String>,
}

pub(super) struct Sort {
    pub(super) name: &'static str,
    pub(super) href: String,
    pub(super) is_chosen: bool,
}

/// A comment with what is shown below it.
#[derive(Template)]
#[template(path = "comment.html")]
pub(super) struct CommentView {
    words: &'static Words,
    id: String,
    /// The page is about this comment.
    is_named: bool,
    is_pinned: bool,
    /// What stands in place of author and text.
    gone: Option<&'static str>,
    author: String,
    picture: Option<String>,
    badge: Option<&'static str>,
    answering: Option<String>,
    href: String,
    created: String,
    time: String,
    moment: Option<String>,
    is_edited: bool,
    likes: Option<String>,
    /// As it was sanitised when it was written.
    body: String,
    locked: Option<&'static str>,
    /// In the moderator's own words.
    lock_reason: Option<String>,
    replies: Vec<CommentView>,
    more: Option<More>,
}

struct More {
    href: String,
    text: &'static str,
}

/// Makes views of comments, until their texts are too many.
pub(super) struct Viewer<'a> {
    speech: Speech<'a>,
    text: usize,
}

impl<'a> Viewer<'a> {
    pub(super) fn new(speech: Speech<'a>) -> Self {
        Self { speech, text: 0 }
    }

    /// A list in which each comment has a page of replies of each of these sizes below it.
    pub(super) fn list(
        &mut self,
        comments: &[Threaded],
        levels: &[PageRequest],
    ) -> Vec<CommentView> {
        let views: Vec<CommentView> = comments.iter().map(|comment| self.one(comment)).collect();
        let mut views = views;
        for (view, comment) in views.iter_mut().zip(comments) {
            self.add_replies(view, comment, levels);
        }
        views
    }

    /// The comment that a page is about, below what it is shown under.
    pub(super) fn named(&mut self, comment: &Threaded, levels: &[PageRequest]) -> CommentView {
        let mut view = self.one(comment);
        view.is_named = true;
        self.add_replies(&mut view, comment, levels);
        if let (Some(more), Some(after)) = (&mut view.more, end_of_replies(comment, levels)) {
            more.href = self.speech.place.comment_after(&view.id, &after);
            more.text = self.speech.words.more;
        }
        let above = comment.ancestors.iter().rev();
        above.fold(view, |below, above| {
            let mut view = self.one(above);
            view.replies.push(below);
            view
        })
    }

    fn add_replies(&mut self, view: &mut CommentView, of: &Threaded, levels: &[PageRequest]) {
        let go_on = || More {
            href: self.speech.place.comment(&view.id),
            text: self.speech.words.go_on,
        };
        let page = replies(of, levels).filter(|_| self.text < TEXT);
        let Some(page) = page else {
            view.more = (of.comment.reply_count > 0).then(go_on);
            return;
        };
        view.more = page.has_next.then(go_on);
        view.replies = self.list(&page.items, levels.get(1..).unwrap_or_default());
    }

    fn one(&mut self, threaded: &Threaded) -> CommentView {
        let Speech {
            words,
            language,
            place,
        } = self.speech;
        let comment = &threaded.comment;
        let id = comment.id.global().0;
        let gone = threaded.tombstone.map(|tombstone| gone(words, tombstone));
        let author = threaded.author.as_ref().filter(|_| gone.is_none());
        let body = match gone {
            None => threaded.body_html().to_owned(),
            Some(_) => String::new(),
        };
        self.text += body.len();
        let likes = (comment.score > 0).then(|| words.likes.of(comment.score, language));
        let lock = threaded.branch_lock.as_ref();
        let lock_here = lock.filter(|lock| lock.comment_id == comment.id);
        CommentView {
            words,
            href: place.comment(&id),
            id,
            is_named: false,
            is_pinned: comment.pinned_at.is_some() && comment.is_public(),
            gone,
            author: author.map_or_else(String::new, |author| author.display_name.clone()),
            picture: author
                .and_then(|author| author.picture.as_deref())
                .map(|digest| format!("/pictures/{digest}")),
            badge: author.and_then(|author| badge(words, author.role)),
            answering: answering(words, threaded),
            created: comment.created_at.to_rfc3339(),
            time: comment.created_at.format("%Y-%m-%d %H:%M UTC").to_string(),
            moment: comment
                .moment_seconds
                .map(|at| words.at.replace("{time}", &clock(at))),
            is_edited: threaded.edited_at().is_some(),
            likes,
            body,
            locked: lock_here.map(|_| words.locked_branch),
            lock_reason: lock_here.and_then(|lock| lock.reason.clone()),
            replies: Vec::new(),
            more: None,
        }
    }
}

fn replies<'t>(of: &'t Threaded, levels: &[PageRequest]) -> Option<&'t Arc<Page<Threaded>>> {
    of.replies_of(levels.first()?)
}

/// Whom it answers, where that is not what it is shown under.
fn answering(words: &Words, threaded: &Threaded) -> Option<String> {
    let parent = threaded.parent.as_ref()?;
    let elsewhere = threaded.comment.nested_under_id != Some(parent.comment.id);
    let author = parent.author.as_ref().filter(|_| elsewhere)?;
    // Isolated, since a name may be written in the other direction.
    let name = format!("\u{2068}{}\u{2069}", author.display_name);
    Some(words.answering.replace("{name}", &name))
}

fn badge(words: &Words, role: Role) -> Option<&'static str> {
    match role {
        Role::Admin => Some(words.host),
        Role::Moderator => Some(words.moderator),
        Role::Commenter => None,
    }
}

fn gone(words: &Words, tombstone: Tombstone) -> &'static str {
    match tombstone {
        Tombstone::Deleted => words.deleted,
        Tombstone::Held => words.waiting,
        Tombstone::Removed | Tombstone::Muted => words.removed,
    }
}

/// As players show it: `12:34`, `1:02:34`.
fn clock(seconds: i32) -> String {
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours == 0 {
        return format!("{minutes}:{seconds:02}");
    }
    format!("{hours}:{minutes:02}:{seconds:02}")
}

/// Where the next page of replies begins.
fn end_of_replies(comment: &Threaded, levels: &[PageRequest]) -> Option<String> {
    let page = replies(comment, levels)?;
    let last = page.items.last().filter(|_| page.has_next)?;
    let order = levels.first()?.order;
    Some(crate::graphql::page::encode(last.cursor(order), order))
}

#[cfg(test)]
mod tests {
    use super::clock;

    #[test]
    fn moments_are_written_as_players_show_them() {
        for (seconds, text) in [
            (0, "0:00"),
            (754, "12:34"),
            (3_754, "1:02:34"),
            (359_999, "99:59:59"),
        ] {
            assert_eq!(clock(seconds), text);
        }
    }
}
