//! Answers that are the same for everybody who is signed out, and may be kept on their way.
//!
//! Browsers ask each time whether an answer is still the same (`max-age=0`), so that a reader who
//! reloads sees what is new. What stands between answers many readers by itself, for five seconds if the
//! operator does not say otherwise.
//! Only what looks at `CDN-Cache-Control` may give an older answer while it fetches a newer one: a
//! browser would show it to the reader who has just asked for the newer.
use super::errors::error_saying;
use crate::{
    domain::caches,
    graphql::context::{BRIEF, NAMES},
};
use axum::{
    BoxError,
    body::{Body, Bytes, HttpBody},
    http::{self, HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// For how long after that a cache may give it while it fetches another one.
const STALE: &str = ", stale-while-revalidate=30";
/// At most, of what changes without being asked back.
const BRIEF_SECONDS: u32 = 5;

const SURROGATE_KEY: HeaderName = HeaderName::from_static(NAMES);
const CACHE_TAG: HeaderName = HeaderName::from_static("cache-tag");
const CDN_CACHE_CONTROL: HeaderName = HeaderName::from_static("cdn-cache-control");

/// What answers say that may be kept.
#[derive(Clone)]
pub(super) struct Leave {
    usual: Age,
    brief: Age,
    /// Whether an answer tells its names, by which it is asked back.
    is_named: bool,
}

/// For how long.
#[derive(Clone)]
struct Age {
    browsers_and_caches: HeaderValue,
    networks: HeaderValue,
}

impl Age {
    fn of(seconds: u32, stale: &str) -> Self {
        let value = |text: String| {
            HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("no-store"))
        };
        Self {
            browsers_and_caches: value(format!("public, max-age=0, s-maxage={seconds}")),
            networks: value(format!("public, max-age={seconds}{stale}")),
        }
    }
}

impl Leave {
    pub(super) fn of(caches: &caches::Settings) -> Self {
        Self {
            usual: Age::of(caches.seconds, STALE),
            brief: Age::of(caches.seconds.min(BRIEF_SECONDS), ""),
            is_named: caches.purge.is_some(),
        }
    }

    /// Says in the headers of an answer that it may be kept, and gives its tag; `vary` names the headers
    /// that it hangs on.
    pub(super) fn allow(
        &self,
        headers: &mut HeaderMap,
        bytes: &Bytes,
        vary: &'static str,
    ) -> String {
        let is_brief = headers
            .get_all(SURROGATE_KEY)
            .iter()
            .any(|name| name == BRIEF);
        let age = if is_brief { &self.brief } else { &self.usual };
        headers.insert(header::CACHE_CONTROL, age.browsers_and_caches.clone());
        headers.insert(CDN_CACHE_CONTROL, age.networks.clone());
        headers.insert(header::VARY, HeaderValue::from_static(vary));
        self.name(headers);
        tag(headers.get(header::CONTENT_TYPE), bytes)
    }

    /// In one line for each of the two ways that networks have of naming.
    fn name(&self, headers: &mut HeaderMap) {
        let names = headers.get_all(SURROGATE_KEY).iter();
        let names = names.filter_map(|name| name.to_str().ok());
        let names: Vec<_> = names.filter(|name| *name != BRIEF).collect();
        let names = [&[caches::ALL], &names[..]].concat();
        let lines = [
            (SURROGATE_KEY, names.join(" ")),
            (CACHE_TAG, names.join(",")),
        ];
        headers.remove(SURROGATE_KEY);
        for (header, line) in lines.into_iter().filter(|_| self.is_named) {
            if let Ok(line) = HeaderValue::from_str(&line) {
                headers.insert(header, line);
            }
        }
    }
}

/// Strong: other bytes, or the same of another type, have another one.
pub(super) fn tag(kind: Option<&HeaderValue>, bytes: &[u8]) -> String {
    let kind = kind.map_or(&b""[..], HeaderValue::as_bytes);
    let digest = Sha256::new_with_prefix(kind).chain_update([0]);
    let digest = digest.chain_update(bytes).finalize();
    format!("\"{}\"", URL_SAFE_NO_PAD.encode(&digest[..16]))
}

/// An answer under its tag, without its body where the client has it already.
pub(super) fn tagged(mut answer: Response, tag: &str, asked: &HeaderMap) -> Response {
    let known = matching(asked, tag);
    let headers = answer.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(known.as_deref().unwrap_or(tag)) {
        headers.insert(header::ETAG, tag);
    }
    if known.is_some() {
        for name in [
            header::CONTENT_TYPE,
            header::CONTENT_ENCODING,
            header::CONTENT_LENGTH,
        ] {
            headers.remove(name);
        }
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
        *answer.body_mut() = Body::empty();
    }
    answer
}

/// Of whoever has some answer and wants no other, whatever it is (RFC 9110 §13.1.2).
const ANY: &str = "*";

/// What the client says it has, if that is this answer in any encoding.
fn matching(asked: &HeaderMap, tag: &str) -> Option<String> {
    if asked
        .get(header::IF_NONE_MATCH)
        .is_some_and(|line| line == ANY)
    {
        return Some(tag.to_owned());
    }
    let lines = asked.get_all(header::IF_NONE_MATCH).iter();
    let known = lines.filter_map(|line| line.to_str().ok());
    let mut known = known.flat_map(|line| line.split(',')).map(str::trim);
    let stem = tag.trim_end_matches('"');
    let is_this = |known: &str| {
        let known = known.strip_prefix("W/").unwrap_or(known);
        let rest = known.strip_prefix(stem);
        rest.is_some_and(|rest| rest == "\"" || (rest.starts_with('-') && rest.ends_with('"')))
    };
    let found = known.find(|known| is_this(known))?;
    Some(found.strip_prefix("W/").unwrap_or(found).to_owned())
}

/// Whether the client names the encoding, and not by a quality of zero.
pub(super) fn takes(asked: &HeaderMap, encoding: &str) -> bool {
    let lines = asked.get_all(header::ACCEPT_ENCODING).iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|range| {
        let (name, parameters) = range.split_once(';').unwrap_or((range, ""));
        let quality = parameters.trim().strip_prefix("q=").unwrap_or("1");
        let refused = quality
            .trim()
            .trim_start_matches('0')
            .trim_matches(['.', '0'])
            .is_empty();
        name.trim().eq_ignore_ascii_case(encoding) && !refused
    })
}

/// On each answer once it is compressed: what is encoded has other bytes, so another tag.
pub(super) fn tag_encodings<B>(answer: http::Response<B>) -> Response
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    let mut answer = answer.map(Body::new);
    let is_refused = answer.status() == StatusCode::NOT_ACCEPTABLE;
    if is_refused && answer.headers().contains_key(header::ETAG) {
        // The client takes no encoding that there is; but for that it is the answer, to be kept.
        let message = "The answer comes plain or in gzip: accept one of them as its encoding.";
        let mut refusal = error_saying(StatusCode::NOT_ACCEPTABLE, message);
        let no_store = HeaderValue::from_static("no-store");
        refusal
            .headers_mut()
            .insert(header::CACHE_CONTROL, no_store);
        return refusal;
    }
    let headers = answer.headers_mut();
    if !headers.contains_key(CDN_CACHE_CONTROL) {
        // By its names nobody asks back what nobody may keep.
        headers.remove(SURROGATE_KEY);
    }
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
    };
    let (Some(encoding), Some(tag)) = (text(header::CONTENT_ENCODING), text(header::ETAG)) else {
        return answer;
    };
    if tag.starts_with('"') {
        let tag = format!("{}-{encoding}\"", tag.trim_end_matches('"'));
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(header::ETAG, tag);
        }
    }
    answer
}
