//! What `WordPress` means by what it writes: pure tables.
use super::item::{RawComment, RawItem};
use crate::domain::imports::reading::{
    Answers, Comment, Fate, Field, Id, Identity, LeftOut, MAX_KEY, Markup, Page, PageThread, Time,
    Visibility, clip, is_long_name,
};
use chrono::{DateTime, NaiveDateTime, Utc};

pub(super) fn comment(raw: RawComment, page: u32) -> Comment {
    let (fate, is_unknown) = fate(raw.approved.as_str());
    let email = raw.email.as_str();
    let answers = match raw.parent.number() {
        Some(number) => Answers::Comment(Id::number(number)),
        None if matches!(raw.parent.as_str(), "" | "0") => Answers::Page,
        None => Answers::Unreadable,
    };
    Comment {
        line: raw.line,
        page,
        id: number(&raw.id),
        answers,
        author: Identity::new(&raw.author.plain(), email, raw.url.as_str()),
        is_name_cut: raw.author.is_cut || is_long_name(raw.author.as_str()),
        is_cleaned: raw.author.is_cleaned,
        time: commented(&raw),
        fate,
        unknown_state: is_unknown.then(|| raw.approved.as_str().to_owned()),
        left_out: kind(raw.kind.as_str()),
        kind: raw.kind.into_text(),
        text: raw.content,
        markup: Markup::Html,
        ..Comment::default()
    }
}

fn number(field: &Field) -> Id {
    field.number().map_or(Id::NONE, Id::number)
}

/// The second value says that the state is not known, so that the comment is held.
fn fate(approved: &str) -> (Fate, bool) {
    match approved {
        "1" | "approve" | "approved" => (Fate::Approved, false),
        "0" | "hold" | "unapproved" => (Fate::Held, false),
        "spam" => (Fate::Spam, false),
        "trash" | "post-trashed" => (Fate::Trash, false),
        _ => (Fate::Held, true),
    }
}

fn kind(kind: &str) -> Option<LeftOut> {
    match kind {
        "" | "comment" => None,
        "pingback" => Some(LeftOut::Pingback),
        "trackback" => Some(LeftOut::Trackback),
        "note" => Some(LeftOut::Note),
        _ => Some(LeftOut::OtherKind),
    }
}

fn commented(raw: &RawComment) -> Time {
    let local = || time(raw.date.as_str()).map(Time::Local);
    let time = time(raw.date_gmt.as_str()).map(Time::At);
    time.or_else(local).unwrap_or(Time::Missing)
}

/// Known by its guid, else its link, else its number; by its name only where nothing better tells it
/// from others.
pub(super) fn page(raw: &RawItem, number: u32) -> Page {
    let post_id = raw.post_id.number();
    let (guid, link) = (usable(&raw.guid), usable(&raw.link));
    let numbered = post_id.map(|id| format!("wp-post-{id}"));
    let needs_name = guid.is_none() && link.is_none() && numbered.is_none();
    let name = needs_name.then(|| usable(&raw.post_name)).flatten();
    let mut long = vec![&raw.guid, &raw.link];
    long.extend(needs_name.then_some(&raw.post_name));
    let long = long.into_iter().filter(|field| is_too_long(field));
    let inherits = raw.status.as_str() == "inherit";
    Page {
        line: raw.line,
        number,
        id: post_id.map_or(Id::NONE, Id::number),
        inherits_from: raw
            .post_parent
            .number()
            .filter(|_| inherits)
            .map_or(Id::NONE, Id::number),
        visibility: visibility(raw.status.as_str(), !raw.post_password.is_empty()),
        title: raw.title.plain(),
        addresses: addresses(raw, guid, link),
        key: guid
            .or(link)
            .map(str::to_owned)
            .or_else(|| numbered.clone())
            .or(name.map(str::to_owned)),
        own_key: numbered,
        long_addresses: u8::try_from(long.count()).unwrap_or(u8::MAX),
        has_odd_address: link.is_some_and(|link| !is_web(link)),
        thread: match raw.comment_status.as_str() {
            "open" => PageThread::Open,
            "closed" => PageThread::Closed,
            other => PageThread::Unknown(clip(other)),
        },
        published: published(raw),
        is_over: true,
        ..Page::default()
    }
}

/// Attachments have `inherit`: theirs is the state of the post they belong to.
fn visibility(status: &str, has_password: bool) -> Visibility {
    match status {
        "trash" => Visibility::Trashed,
        "" | "publish" | "inherit" if !has_password => Visibility::Public,
        _ => Visibility::NotPublic,
    }
}

/// The link, and a guid that is one too.
fn addresses(raw: &RawItem, guid: Option<&str>, link: Option<&str>) -> Vec<String> {
    let guid = guid.filter(|_| raw.guid_is_permalink.unwrap_or(true));
    let both = [link, guid.filter(|_| guid != link)];
    let web = both.into_iter().flatten().filter(|address| is_web(address));
    web.map(str::to_owned).collect()
}

fn is_too_long(field: &Field) -> bool {
    field.is_cut || field.as_str().len() > MAX_KEY
}

/// A key or an address out of the file; not one that is too long for either.
fn usable(field: &Field) -> Option<&str> {
    (!is_too_long(field) && !field.is_empty()).then(|| field.as_str())
}

fn is_web(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// When a post was published.
fn published(item: &RawItem) -> Option<DateTime<Utc>> {
    time(item.post_date_gmt.as_str())
        .or_else(|| {
            let date = DateTime::parse_from_rfc2822(item.pub_date.as_str())
                .ok()?
                .to_utc();
            (date.timestamp() > 0).then_some(date)
        })
        .or_else(|| time(item.post_date.as_str()))
}

/// `2014-01-14 17:31:03`, as UTC. Zeros, other nonsense and what lies before 1970 are `None`.
fn time(text: &str) -> Option<DateTime<Utc>> {
    let naive = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S")
        .ok()?
        .and_utc();
    (naive.timestamp() > 0).then_some(naive)
}
