//! Which fields of a row people are shown, and how a value is put into the page.
use super::words::{Of, Words};
use crate::domain::{account_data::section::Section, text::dates};
use chrono::{DateTime, Utc};
use serde_json::Value;

/// One of a row, named as in the document.
#[derive(Clone, Copy)]
pub(super) struct Field {
    pub(super) key: &'static str,
    /// By which the words know it: a `createdAt` is another thing in each section.
    pub(super) label: &'static str,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// Somebody's words, in whatever script.
    Text,
    /// The same of several lines.
    Words,
    Moment,
    /// A file that the document holds.
    Picture,
    /// A name of the document's, for which each language has words.
    Name(Of),
    /// Names a thing, for whoever compares.
    Id,
}

impl Field {
    const fn of(key: &'static str, kind: Kind) -> Self {
        Self {
            key,
            label: key,
            kind,
        }
    }

    const fn text(key: &'static str) -> Self {
        Self::of(key, Kind::Text)
    }

    const fn words(key: &'static str) -> Self {
        Self::of(key, Kind::Words)
    }

    pub(super) const fn moment(key: &'static str) -> Self {
        Self::of(key, Kind::Moment)
    }

    pub(super) const fn name(key: &'static str, of: Of) -> Self {
        Self::of(key, Kind::Name(of))
    }

    const fn id(key: &'static str) -> Self {
        Self::of(key, Kind::Id)
    }

    const fn called(self, label: &'static str) -> Self {
        Self { label, ..self }
    }

    /// As HTML; none where the row does not have it.
    pub(super) fn value(self, words: &Words, row: &Value) -> Option<String> {
        match &row[self.key] {
            Value::Null => None,
            Value::String(text) => Some(self.told(words, text)),
            Value::Array(all) if all.is_empty() => None,
            Value::Array(all) => {
                let each = all.iter().filter_map(Value::as_str);
                let each: Vec<_> = each.map(|text| self.told(words, text)).collect();
                Some(each.join(", "))
            }
            other => Some(self.told(words, &other.to_string())),
        }
    }

    fn told(self, words: &Words, text: &str) -> String {
        match self.kind {
            Kind::Text => format!("<bdi>{}</bdi>", escaped(text)),
            Kind::Words => format!("<div class=\"words\" dir=\"auto\">{}</div>", escaped(text)),
            Kind::Moment => moment(words, text),
            Kind::Picture => format!("<img src=\"{}\" alt=\"\">", escaped(text)),
            Kind::Name(of) => match words.value(of, text) {
                Some(said) => escaped(said),
                // The log also tells since when comments were rejected.
                None => moment(words, text),
            },
            Kind::Id => format!("<code>{}</code>", escaped(text)),
        }
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
pub(super) const NESTED: [(&str, &str, &str); 6] = [
    ("secondFactor", "totpSince", "totpSince"),
    ("secondFactor", "recoveryCodesLeft", "recoveryCodesLeft"),
    ("erasure", "at", "erasureAt"),
    ("erasure", "comments", "erasureComments"),
    ("picture", "data", "pictureData"),
    ("picture", "source", "pictureSource"),
];

pub(super) const ACCOUNT: &[Field] = &[
    Field::text("displayName"),
    Field::text("email"),
    Field::moment("emailVerifiedAt"),
    Field::moment("createdAt").called("accountSince"),
    Field::moment("totpSince"),
    Field::text("recoveryCodesLeft"),
    Field::moment("erasureAt"),
    Field::name("erasureComments", Of::Erased),
];

pub(super) const MEMBER: &[Field] = &[
    Field::text("displayName"),
    Field::of("pictureData", Kind::Picture),
    Field::text("pictureSource"),
    Field::name("role", Of::Role),
    Field::name("standing", Of::Standing),
    Field::moment("standingUntil"),
    Field::text("standingReason"),
    Field::text("reportsUpheld"),
    Field::text("reportsDismissed"),
    Field::moment("createdAt").called("memberSince"),
];

pub(super) const COMMENT: &[Field] = &[
    Field::moment("createdAt").called("writtenAt"),
    Field::moment("editedAt"),
    Field::name("status", Of::Status),
    Field::text("score"),
    Field::name("holdReasons", Of::HoldReason),
    Field::name("rejectReason", Of::RejectReason),
    Field::words("authorNote"),
];

#[expect(clippy::too_many_lines, reason = "a table: the fields of each section")]
pub(super) fn of(section: Section) -> &'static [Field] {
    match section {
        Section::Identities => {
            const {
                &[
                    Field::name("provider", Of::Provider),
                    Field::text("subject"),
                    Field::text("email"),
                    Field::moment("createdAt").called("linkedAt"),
                    Field::moment("lastUsedAt"),
                ]
            }
        }
        Section::Passkeys => {
            const {
                &[
                    Field::text("name"),
                    Field::moment("createdAt").called("addedAt"),
                    Field::moment("lastUsedAt"),
                ]
            }
        }
        Section::Sessions => {
            const {
                &[
                    Field::text("device"),
                    Field::text("country"),
                    Field::name("kind", Of::Session),
                    Field::moment("createdAt").called("begunAt"),
                    Field::moment("lastUsedAt"),
                    Field::moment("endedAt"),
                ]
            }
        }
        Section::Mutes => {
            const {
                &[
                    Field::id("authorId"),
                    Field::moment("createdAt").called("mutedAt"),
                ]
            }
        }
        Section::Votes => {
            const {
                &[
                    Field::id("commentId"),
                    Field::moment("createdAt").called("votedAt"),
                ]
            }
        }
        Section::Reports => {
            const {
                &[
                    Field::id("commentId"),
                    Field::moment("createdAt").called("reportedAt"),
                    Field::name("reason", Of::ReportReason),
                    Field::words("body"),
                    Field::text("name"),
                    Field::text("email"),
                    Field::words("legalBasis"),
                    Field::moment("resolvedAt"),
                    Field::name("outcome", Of::Outcome),
                ]
            }
        }
        Section::Decisions => {
            const {
                &[
                    Field::moment("createdAt").called("resolvedAt"),
                    Field::name("action", Of::Action),
                    Field::name("from", Of::State),
                    Field::name("to", Of::State),
                    Field::text("reason"),
                ]
            }
        }
        Section::Actions => {
            const {
                &[
                    Field::moment("createdAt").called("doneAt"),
                    Field::name("action", Of::Action),
                    Field::id("subjectId"),
                ]
            }
        }
        Section::Claims => {
            const {
                &[
                    Field::id("commentId"),
                    Field::moment("expiresAt").called("claimedUntil"),
                ]
            }
        }
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
                    Field::name("purpose", Of::Purpose),
                    Field::text("email"),
                    Field::moment("createdAt").called("askedAt"),
                    Field::moment("expiresAt").called("validUntil"),
                ]
            }
        }
        Section::Mails => {
            const {
                &[
                    Field::name("kind", Of::Mail),
                    Field::moment("createdAt").called("preparedAt"),
                    Field::moment("sentAt"),
                ]
            }
        }
        Section::Invitations => {
            const {
                &[
                    Field::name("role", Of::Role),
                    Field::moment("createdAt").called("askedAt"),
                    Field::moment("expiresAt").called("validUntil"),
                ]
            }
        }
        Section::GuestComments => {
            const {
                &[
                    Field::text("episodeKey"),
                    Field::text("name"),
                    Field::words("bodyMarkdown"),
                    Field::moment("createdAt").called("writtenAt"),
                    Field::moment("expiresAt").called("validUntil"),
                ]
            }
        }
        Section::Comments => COMMENT,
    }
}
