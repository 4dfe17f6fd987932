//! Which fields of a row people are shown, and how a value is put into the page.
use super::words::Words;
use crate::domain::{export::section::Section, text::dates};
use chrono::{DateTime, Utc};
use serde_json::Value;

/// One of a row, named as in the document.
#[derive(Clone, Copy)]
pub(super) struct Field {
    pub(super) key: &'static str,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    /// Somebody's words, in whatever script.
    Text,
    /// The same of several lines.
    Words,
    Moment,
    /// One of the API's, which has a name in each language where people meet it often.
    Word,
    /// Names a thing, for whoever compares.
    Id,
}

impl Field {
    const fn text(key: &'static str) -> Self {
        Self {
            key,
            kind: Kind::Text,
        }
    }

    const fn words(key: &'static str) -> Self {
        Self {
            key,
            kind: Kind::Words,
        }
    }

    pub(super) const fn moment(key: &'static str) -> Self {
        Self {
            key,
            kind: Kind::Moment,
        }
    }

    pub(super) const fn word(key: &'static str) -> Self {
        Self {
            key,
            kind: Kind::Word,
        }
    }

    const fn id(key: &'static str) -> Self {
        Self {
            key,
            kind: Kind::Id,
        }
    }

    /// As HTML; none where the row does not have it.
    pub(super) fn value(self, words: &Words, row: &Value) -> Option<String> {
        let text = match &row[self.key] {
            Value::Null => return None,
            Value::String(text) => text.clone(),
            Value::Array(all) if all.is_empty() => return None,
            Value::Array(all) => {
                let each = all.iter().filter_map(Value::as_str);
                let each: Vec<_> = each.map(|word| words.value(word)).collect();
                return Some(escaped(&each.join(", ")));
            }
            other => other.to_string(),
        };
        Some(match self.kind {
            Kind::Text => format!("<bdi>{}</bdi>", escaped(&text)),
            Kind::Words => format!("<div class=\"words\" dir=\"auto\">{}</div>", escaped(&text)),
            Kind::Moment => moment(words, &text),
            Kind::Word => escaped(words.value(&text)),
            Kind::Id => format!("<code>{}</code>", escaped(&text)),
        })
    }
}

fn moment(words: &Words, text: &str) -> String {
    match text.parse::<DateTime<Utc>>() {
        Ok(at) => {
            let (machine, people) = (escaped(text), dates::moment(words.tag, at));
            format!("<time datetime=\"{machine}\">{people}</time>")
        }
        Err(_) => escaped(text),
    }
}

/// Safe between tags and in quoted attributes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(letter),
        }
    }
    out
}

/// Where a field is within another one of the document, and what it is called here.
pub(super) const NESTED: [(&str, &str, &str); 4] = [
    ("secondFactor", "totpSince", "totpSince"),
    ("secondFactor", "recoveryCodesLeft", "recoveryCodesLeft"),
    ("erasure", "at", "erasureAt"),
    ("erasure", "comments", "erasureComments"),
];

pub(super) const ACCOUNT: &[Field] = &[
    Field::text("displayName"),
    Field::text("email"),
    Field::moment("emailVerifiedAt"),
    Field::moment("createdAt"),
    Field::moment("totpSince"),
    Field::text("recoveryCodesLeft"),
    Field::moment("erasureAt"),
    Field::word("erasureComments"),
];

pub(super) const MEMBER: &[Field] = &[
    Field::text("displayName"),
    Field::word("role"),
    Field::word("standing"),
    Field::moment("standingUntil"),
    Field::text("standingReason"),
    Field::text("reportsUpheld"),
    Field::text("reportsDismissed"),
    Field::moment("createdAt"),
];

pub(super) const COMMENT: &[Field] = &[
    Field::moment("createdAt"),
    Field::moment("editedAt"),
    Field::word("status"),
    Field::text("score"),
    Field::word("holdReasons"),
    Field::word("rejectReason"),
    Field::words("authorNote"),
];

#[expect(clippy::too_many_lines, reason = "a table: the fields of each section")]
pub(super) fn of(section: Section) -> &'static [Field] {
    match section {
        Section::Identities => {
            const {
                &[
                    Field::text("provider"),
                    Field::text("subject"),
                    Field::text("email"),
                    Field::moment("createdAt"),
                    Field::moment("lastUsedAt"),
                ]
            }
        }
        Section::Passkeys => {
            const {
                &[
                    Field::text("name"),
                    Field::moment("createdAt"),
                    Field::moment("lastUsedAt"),
                ]
            }
        }
        Section::Sessions => {
            const {
                &[
                    Field::text("device"),
                    Field::text("country"),
                    Field::word("kind"),
                    Field::moment("createdAt"),
                    Field::moment("lastUsedAt"),
                    Field::moment("endedAt"),
                ]
            }
        }
        Section::Mutes => const { &[Field::id("authorId"), Field::moment("createdAt")] },
        Section::Votes => const { &[Field::id("commentId"), Field::moment("createdAt")] },
        Section::Reports => {
            const {
                &[
                    Field::id("commentId"),
                    Field::moment("createdAt"),
                    Field::word("reason"),
                    Field::words("body"),
                    Field::text("name"),
                    Field::text("email"),
                    Field::words("legalBasis"),
                    Field::moment("resolvedAt"),
                    Field::word("outcome"),
                ]
            }
        }
        Section::Decisions => {
            const {
                &[
                    Field::moment("createdAt"),
                    Field::word("action"),
                    Field::word("from"),
                    Field::word("to"),
                    Field::text("reason"),
                ]
            }
        }
        Section::Actions => {
            const {
                &[
                    Field::moment("createdAt"),
                    Field::word("action"),
                    Field::id("subjectId"),
                ]
            }
        }
        Section::Claims => const { &[Field::id("commentId"), Field::moment("expiresAt")] },
        Section::ImportedAuthors => {
            const {
                &[
                    Field::text("source"),
                    Field::text("authorKey"),
                    Field::text("email"),
                ]
            }
        }
        Section::Proofs => {
            const {
                &[
                    Field::word("purpose"),
                    Field::text("email"),
                    Field::moment("createdAt"),
                    Field::moment("expiresAt"),
                ]
            }
        }
        Section::Mails => {
            const {
                &[
                    Field::word("kind"),
                    Field::moment("createdAt"),
                    Field::moment("sentAt"),
                ]
            }
        }
        Section::GuestComments => {
            const {
                &[
                    Field::text("episodeKey"),
                    Field::text("name"),
                    Field::words("bodyMarkdown"),
                    Field::moment("createdAt"),
                    Field::moment("expiresAt"),
                ]
            }
        }
        Section::Comments => COMMENT,
    }
}
