//! Answers that are the same for everybody who is signed out, kept in memory as they are sent. What is
//! asked for again costs about what sending it costs.
//!
//! An answer is known by what was asked and by the number that the store had before it was read: any
//! commit makes another number, so nobody who has written is shown what was before. Where others write
//! into the store without telling, or the clock closes a thread, it is a second old at most.
use super::kept::{self, Leave};
use crate::{app::App, metrics::KeptSize};
use axum::{
    body::{Body, Bytes},
    http::{Extensions, HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use flate2::{Compression, write::GzEncoder};
use futures_util::future::BoxFuture;
use moka::future::Cache;
use std::{
    io::Write as _,
    sync::{Arc, OnceLock},
    time::Duration,
};

const AGE_MAX: Duration = Duration::from_secs(1);

/// Bytes about of an answer's headers and of its place.
const OVERHEAD: usize = 2_048;

pub struct Finished {
    answers: Cache<Asked, Arc<Answer>>,
    version: Box<dyn Fn() -> u64 + Send + Sync>,
    leave: Leave,
}

/// What an answer hangs on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Asked {
    /// Of several that one address has, by a header.
    form: &'static str,
    /// Of the URL, as the client wrote it.
    address: Box<str>,
    version: u64,
}

/// The bytes of an answer that everybody may be given, and the headers that it hangs on. Goes with the
/// answer as far as to where it is kept.
#[derive(Clone)]
pub(super) struct Complete {
    pub(super) bytes: Bytes,
    pub(super) vary: &'static str,
}

/// With all that is made of it once.
struct Answer {
    headers: HeaderMap,
    bytes: Bytes,
    tag: String,
    extensions: Extensions,
    /// Made when somebody takes it; none where it would be no smaller.
    zipped: OnceLock<Option<Bytes>>,
}

/// It went to whoever asked first.
struct NotForAll;

impl Finished {
    /// By the store that the app reads.
    pub(super) fn of(app: &Arc<App>) -> Self {
        let store = Arc::clone(app);
        let leave = Leave::of(&app.caches);
        Self::new(app.caches.bytes, leave, move || store.db.changes().count())
    }

    /// Of so many bytes, keys and compressed forms counted. `version` is another number whenever the
    /// answers may be others.
    pub(super) fn new(
        bytes: u64,
        leave: Leave,
        version: impl Fn() -> u64 + Send + Sync + 'static,
    ) -> Self {
        let weigh = |asked: &Asked, answer: &Arc<Answer>| {
            let weight = asked.address.len() + answer.bytes.len() * 3 / 2 + OVERHEAD;
            u32::try_from(weight).unwrap_or(u32::MAX)
        };
        let answers = Cache::builder().weigher(weigh).max_capacity(bytes);
        Self {
            answers: answers.time_to_live(AGE_MAX).build(),
            version: Box::new(version),
            leave,
        }
    }

    pub(super) fn version(&self) -> u64 {
        (self.version)()
    }

    /// How to find out how much is kept.
    pub(super) fn size(&self) -> impl Fn() -> BoxFuture<'static, KeptSize> + Send + Sync + 'static {
        let answers = self.answers.clone();
        move || {
            let answers = answers.clone();
            Box::pin(async move {
                answers.run_pending_tasks().await;
                KeptSize {
                    entries: answers.entry_count(),
                    bytes: answers.weighted_size(),
                }
            })
        }
    }

    /// What a request asks for; everybody may be given the same.
    pub(super) fn asked(&self, form: &'static str, address: &str) -> Asked {
        Asked {
            form,
            address: address.into(),
            version: self.version(),
        }
    }

    /// At once, where it is known.
    pub(super) async fn find(&self, asked: &Asked, headers: &HeaderMap) -> Option<Response> {
        let answer = self.answers.get(asked).await?;
        Some(answer.send(headers))
    }

    /// With leave to be kept elsewhere, where it is the same for all.
    fn send(&self, answer: Response, asked: &HeaderMap) -> Response {
        Answer::of(answer, &self.leave).map_or_else(|own| *own, |answer| answer.send(asked))
    }

    /// Where it is not known, of several that ask at once one finds out, by running the query.
    pub(super) async fn find_or_run<Query, Running: Future<Output = Response>>(
        &self,
        asked: Asked,
        headers: &HeaderMap,
        query: Query,
        run: impl Fn(Query) -> Running,
    ) -> Response {
        let (mut query, mut own) = (Some(query), None);
        let running = async {
            let answer = run(query.take().ok_or(NotForAll)?).await;
            Answer::of(answer, &self.leave)
                .map(Arc::new)
                .map_err(|answer| {
                    own = Some(answer);
                    NotForAll
                })
        };
        if let Ok(answer) = self.answers.try_get_with(asked, running).await {
            return answer.send(headers);
        }
        // What somebody else has found is for them alone.
        match query {
            Some(query) => self.send(run(query).await, headers),
            None => own.map_or_else(
                || StatusCode::SERVICE_UNAVAILABLE.into_response(),
                |own| *own,
            ),
        }
    }
}

impl Answer {
    /// Of one that is the same for all; any other comes back.
    fn of(mut answer: Response, leave: &Leave) -> Result<Self, Box<Response>> {
        let Some(Complete { bytes, vary }) = answer.extensions_mut().remove() else {
            return Err(Box::new(answer));
        };
        let (mut parts, _) = answer.into_parts();
        let tag = leave.allow(&mut parts.headers, &bytes, vary);
        Ok(Self {
            headers: parts.headers,
            bytes,
            tag,
            extensions: parts.extensions,
            zipped: OnceLock::new(),
        })
    }

    fn send(&self, asked: &HeaderMap) -> Response {
        let zipped = kept::takes(asked, "gzip").then(|| self.zipped()).flatten();
        let mut answer = Response::new(Body::from(zipped.unwrap_or(&self.bytes).clone()));
        answer.headers_mut().clone_from(&self.headers);
        answer.extensions_mut().clone_from(&self.extensions);
        if zipped.is_some() {
            let encoding = HeaderValue::from_static("gzip");
            answer
                .headers_mut()
                .insert(header::CONTENT_ENCODING, encoding);
        }
        kept::tagged(answer, &self.tag, asked)
    }

    fn zipped(&self) -> Option<&Bytes> {
        let zip = || {
            let mut writer = GzEncoder::new(Vec::new(), Compression::default());
            writer.write_all(&self.bytes).ok()?;
            let zipped = writer.finish().ok()?;
            (zipped.len() < self.bytes.len()).then(|| Bytes::from(zipped))
        };
        self.zipped.get_or_init(zip).as_ref()
    }
}
