//! What the file says of one item and of one comment: raw, trimmed and bounded.
use quick_xml::escape::{resolve_xml_entity, unescape_with};

/// Bytes kept of a short field (name, date, link, …).
const MAX_ATOM: usize = 4 << 10;
/// Bytes of a comment's text; a longer comment is left out.
pub(super) const MAX_CONTENT: usize = 1 << 20;

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

/// `wp:comment` → `comment`: the namespace is spelt in many ways and means nothing here.
pub(super) fn local_name(element: &str) -> &str {
    element.rsplit_once(':').map_or(element, |(_, local)| local)
}

/// The text of one element.
#[derive(Clone, Debug, Default)]
pub(super) struct Field {
    text: String,
    /// More was there than fits.
    pub(super) is_cut: bool,
    /// Control characters, which neither XML nor the database may hold, were taken out.
    pub(super) is_cleaned: bool,
}

impl Field {
    pub(super) fn limit(element: &str) -> usize {
        if local_name(element) == "comment_content" {
            MAX_CONTENT
        } else {
            MAX_ATOM
        }
    }

    pub(super) fn push(&mut self, piece: &str, limit: usize) {
        for part in piece.split_inclusive(is_forbidden) {
            let clean = part.strip_suffix(is_forbidden).unwrap_or(part);
            self.is_cleaned |= clean.len() < part.len();
            let room = limit.saturating_sub(self.text.len());
            self.is_cut |= clean.len() > room;
            self.text
                .push_str(&clean[..clean.floor_char_boundary(room)]);
        }
    }

    /// Without white space at both ends.
    pub(super) fn as_str(&self) -> &str {
        self.text.trim()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.as_str().is_empty()
    }

    pub(super) fn into_text(self) -> String {
        if self.as_str().len() == self.text.len() {
            self.text
        } else {
            self.as_str().to_owned()
        }
    }

    /// A positive whole number.
    pub(super) fn number(&self) -> Option<u64> {
        self.as_str().parse().ok().filter(|number| *number > 0)
    }

    /// For names and titles, which are kept with HTML's entities in them: those
    /// resolved, runs of white space made one space.
    pub(super) fn plain(&self) -> String {
        let text = unescape_with(self.as_str(), resolve_entity).unwrap_or(self.as_str().into());
        let clean: String = text.chars().filter(|c| !is_forbidden(*c)).collect();
        clean.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn resolve_entity(name: &str) -> Option<&'static str> {
    Some(match name {
        "nbsp" => "\u{A0}",
        "hellip" => "…",
        "ndash" => "–",
        "mdash" => "—",
        "lsquo" => "‘",
        "rsquo" => "’",
        "ldquo" => "“",
        "rdquo" => "”",
        "laquo" => "«",
        "raquo" => "»",
        _ => return resolve_xml_entity(name),
    })
}

fn is_forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}
