//! What of a thread other systems and readers can be given.
use super::lines::Comment;
use crate::domain::text;
use std::collections::HashMap;

/// A comment that is still there.
pub(super) struct Shown<'a> {
    pub(super) comment: &'a Comment,
    /// The nearest above it that is still there too.
    pub(super) answers: Option<&'a str>,
}

/// Without those that their authors have deleted, of which only the place is left.
pub(super) fn shown(comments: &[Comment]) -> Vec<Shown<'_>> {
    let known: HashMap<&str, &Comment> = comments
        .iter()
        .map(|comment| (comment.id.as_str(), comment))
        .collect();
    let above = |comment: &Comment| {
        let mut next = comment.parent_id.as_deref();
        while let Some(id) = next {
            let parent = known.get(id)?;
            if is_there(parent) {
                return Some(parent.id.as_str());
            }
            next = parent.parent_id.as_deref();
        }
        None
    };
    let there = comments.iter().filter(|comment| is_there(comment));
    there
        .map(|comment| Shown {
            comment,
            answers: above(comment),
        })
        .collect()
}

fn is_there(comment: &Comment) -> bool {
    comment.status != "DELETED"
}

impl Shown<'_> {
    pub(super) fn html(&self) -> String {
        html(self.comment)
    }

    /// As WordPress spells it.
    pub(super) fn approved(&self) -> &'static str {
        match self.comment.status.as_str() {
            _ if is_public(self.comment) => "1",
            "SPAM" => "spam",
            "REJECTED" => "trash",
            _ => "0",
        }
    }
}

/// One whose newer text is held is shown as it was before.
pub(super) fn is_public(comment: &Comment) -> bool {
    let is_kept = comment.shown_revision_id.is_some();
    comment.status == "APPROVED" || comment.status == "PENDING" && is_kept
}

/// Of the text that readers see, or would.
pub(super) fn html(comment: &Comment) -> String {
    let revisions = &comment.revisions;
    let kept = comment.shown_revision_id.as_ref();
    let kept = kept.filter(|_| comment.status == "PENDING");
    let shown = revisions.iter().find(|one| Some(&one.id) == kept);
    let text = shown.or(revisions.last());
    text.map_or_else(String::new, |text| {
        text::markdown::render(&text.body_markdown)
    })
}
