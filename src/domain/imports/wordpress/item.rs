//! What the file says of one item and of one comment: raw, trimmed and bounded.
use crate::domain::imports::reading::{Field, MAX_ATOM, MAX_CONTENT, local_name};

/// A post, page, episode … without its comments.
#[derive(Clone, Debug, Default)]
pub(super) struct RawItem {
    /// Of the start tag.
    pub(super) line: u32,
    pub(super) title: Field,
    pub(super) link: Field,
    pub(super) guid: Field,
    pub(super) guid_is_permalink: Option<bool>,
    pub(super) pub_date: Field,
    pub(super) post_id: Field,
    pub(super) post_parent: Field,
    pub(super) post_name: Field,
    pub(super) post_date: Field,
    pub(super) post_date_gmt: Field,
    pub(super) post_password: Field,
    pub(super) status: Field,
    pub(super) comment_status: Field,
}

impl RawItem {
    /// Where the text of an element goes. RSS's own names have no prefix, so that
    /// `itunes:title` is not the title; those of the `wp` namespace may have any.
    pub(super) fn slot(&mut self, element: &str) -> Option<&mut Field> {
        Some(match local_name(element) {
            "post_id" => &mut self.post_id,
            "post_parent" => &mut self.post_parent,
            "post_name" => &mut self.post_name,
            "post_date" => &mut self.post_date,
            "post_date_gmt" => &mut self.post_date_gmt,
            "post_password" => &mut self.post_password,
            "status" => &mut self.status,
            "comment_status" => &mut self.comment_status,
            _ => match element {
                "title" => &mut self.title,
                "link" => &mut self.link,
                "guid" => &mut self.guid,
                "pubDate" => &mut self.pub_date,
                _ => return None,
            },
        })
    }
}

/// One comment as it stands in the file. Networks' addresses are not even read.
#[derive(Clone, Debug, Default)]
pub(super) struct RawComment {
    /// Of the start tag.
    pub(super) line: u32,
    pub(super) id: Field,
    pub(super) parent: Field,
    pub(super) author: Field,
    pub(super) email: Field,
    pub(super) url: Field,
    pub(super) date: Field,
    pub(super) date_gmt: Field,
    pub(super) content: Field,
    pub(super) approved: Field,
    pub(super) kind: Field,
}

impl RawComment {
    pub(super) fn slot(&mut self, element: &str) -> Option<&mut Field> {
        Some(match local_name(element) {
            "comment_id" => &mut self.id,
            "comment_parent" => &mut self.parent,
            "comment_author" => &mut self.author,
            "comment_author_email" => &mut self.email,
            "comment_author_url" => &mut self.url,
            "comment_date" => &mut self.date,
            "comment_date_gmt" => &mut self.date_gmt,
            "comment_content" => &mut self.content,
            "comment_approved" => &mut self.approved,
            "comment_type" => &mut self.kind,
            _ => return None,
        })
    }
}

/// Bytes that are kept of an element.
pub(super) fn limit(element: &str) -> usize {
    if local_name(element) == "comment_content" {
        MAX_CONTENT
    } else {
        MAX_ATOM
    }
}
