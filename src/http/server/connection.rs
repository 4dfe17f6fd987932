//! One connection, from its first byte to its last.
use super::Limits;
use axum::{
    BoxError, Router,
    body::{Body, Bytes},
    extract::ConnectInfo,
    http::{Method, Request, Response, StatusCode},
};
use hyper::{
    body::{Body as _, Frame, Incoming, SizeHint},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
#[cfg(target_os = "linux")]
use socket2::SockRef;
use std::{
    convert::Infallible,
    io::Write,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};
use tokio::{
    io::AsyncWriteExt,
    net::TcpStream,
    sync::watch,
    time::{Sleep, sleep, timeout},
};
use tower::ServiceExt;

/// What a connection holds of bytes it has not handled yet.
const BUFFER: usize = 64 * 1024;

pub(super) struct Connection {
    pub(super) router: Router,
    pub(super) limits: Limits,
    pub(super) peer: SocketAddr,
    pub(super) stopping: watch::Receiver<bool>,
}

impl Connection {
    pub(super) async fn run(self, stream: TcpStream) {
        let Self {
            router,
            limits,
            peer,
            mut stopping,
        } = self;
        // Answers are written whole: waiting for more to send would only delay them.
        let _ = stream.set_nodelay(true);
        // A stream would not notice for long that its reader has gone without a word.
        #[cfg(target_os = "linux")]
        let _ = SockRef::from(&stream).set_tcp_user_timeout(Some(limits.unread));
        let service = service_fn(move |request| {
            // What it takes to answer is given back when the answer is there, which may go on for hours.
            let answered = Box::pin(answer(router.clone(), peer, limits, request));
            async move { Ok::<_, Infallible>(answered.await) }
        });
        let mut connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.header_read)
            .max_header_size(limits.head)
            .max_buf_size(BUFFER.max(limits.head))
            // A client that has sent all it has still waits for the answer.
            .half_close(true)
            .serve_connection(TokioIo::new(stream), service)
            .with_upgrades();

        let ended = tokio::select! {
            // First what has arrived, so that a stop does not overtake a request.
            biased;
            ended = &mut connection => ended,
            () = asked_to_stop(&mut stopping) => {
                Pin::new(&mut connection).graceful_shutdown();
                (&mut connection).await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection failed");
            let heard = connection
                .into_parts()
                .filter(|parts| !parts.read_buf.is_empty());
            if let (Some(status), Some(parts)) = (unanswered(&error), heard) {
                close_with(parts.io.into_inner(), status).await;
            }
        }
    }
}

/// Also done when nobody is left who could ask.
async fn asked_to_stop(stopping: &mut watch::Receiver<bool>) {
    let _ = stopping.wait_for(|stopping| *stopping).await;
}

/// Says in one write that there is no room, and waits for nothing.
pub(super) fn turn_away(stream: TcpStream) {
    if let Ok(mut stream) = stream.into_std() {
        let _ = stream.write(bare_answer(StatusCode::SERVICE_UNAVAILABLE).as_bytes());
    }
}

async fn answer(
    router: Router,
    peer: SocketAddr,
    limits: Limits,
    request: Request<Incoming>,
) -> Response<Body> {
    let mut late: Option<Arc<AtomicBool>> = None;
    let is_put = request.method() == Method::PUT;
    let mut request = request.map(|body| {
        if body.is_end_stream() {
            return Body::empty();
        }
        // Nothing but files is put anywhere, and how long those may take their handler says.
        let patience = if is_put {
            Patience::Part(limits.part_read)
        } else {
            Patience::Whole(Box::pin(sleep(limits.body_read)))
        };
        Body::new(PunctualBody {
            body,
            patience,
            deadline: None,
            late: Arc::clone(late.insert(Arc::default())),
        })
    });
    request.extensions_mut().insert(ConnectInfo(peer));
    let mut response = router
        .oneshot(request)
        .await
        .unwrap_or_else(|never| match never {});
    // Whatever the handler made of half a body, the client was too slow.
    if late.is_some_and(|late| late.load(Ordering::Relaxed)) {
        *response.status_mut() = StatusCode::REQUEST_TIMEOUT;
    }
    response
}

/// Of a body that is waited for.
enum Patience {
    /// However steadily it trickles in.
    Whole(Pin<Box<Sleep>>),
    /// For each part by itself.
    Part(Duration),
}

/// Fails once patience is at its end.
struct PunctualBody {
    body: Incoming,
    patience: Patience,
    /// While a part is waited for.
    deadline: Option<Pin<Box<Sleep>>>,
    late: Arc<AtomicBool>,
}

impl PunctualBody {
    fn is_late(&mut self, context: &mut Context<'_>) -> bool {
        let deadline = match &mut self.patience {
            Patience::Whole(deadline) => deadline,
            Patience::Part(patience) => {
                let patience = *patience;
                self.deadline
                    .get_or_insert_with(|| Box::pin(sleep(patience)))
            }
        };
        deadline.as_mut().poll(context).is_ready()
    }
}

impl hyper::body::Body for PunctualBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let in_parts = matches!(self.patience, Patience::Part(_));
        let frame = Pin::new(&mut self.body).poll_frame(context);
        if in_parts && frame.is_ready() {
            self.deadline = None;
        } else if self.is_late(context) {
            self.late.store(true, Ordering::Relaxed);
            return Poll::Ready(Some(Err("the body took too long".into())));
        }
        frame.map(|frame| frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// What to tell a client whose request ended in a way that hyper does not answer.
fn unanswered(error: &hyper::Error) -> Option<StatusCode> {
    if error.is_timeout() {
        Some(StatusCode::REQUEST_TIMEOUT)
    } else if error.is_parse_version_h2() {
        Some(StatusCode::HTTP_VERSION_NOT_SUPPORTED)
    } else if error.is_incomplete_message() {
        Some(StatusCode::BAD_REQUEST)
    } else {
        None
    }
}

async fn close_with(mut stream: TcpStream, status: StatusCode) {
    let last_words = async {
        stream.write_all(bare_answer(status).as_bytes()).await?;
        stream.shutdown().await
    };
    let _ = timeout(Duration::from_secs(1), last_words).await;
}

fn bare_answer(status: StatusCode) -> String {
    let retry = if status.is_server_error() {
        "retry-after: 1\r\n"
    } else {
        ""
    };
    format!("HTTP/1.1 {status}\r\nconnection: close\r\n{retry}content-length: 0\r\n\r\n")
}
