//! The widget's files, which pages of any origin run. They are compressed when the service is built.
use crate::http::{errors::not_found, kept};
use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};

/// A file as it is, and compressed as hard as it goes.
#[derive(Clone, Copy, Debug)]
pub struct File {
    pub name: &'static str,
    pub plain: &'static [u8],
    pub gzip: &'static [u8],
    pub brotli: &'static [u8],
}

/// The widget's files, or why there are none.
pub type Widget = Result<&'static [File], &'static str>;

mod built {
    //! `BUILT`, as the build has found it.
    use super::Widget;

    include!(concat!(env!("OUT_DIR"), "/widget.rs"));
}

pub(in crate::http) use built::BUILT;

/// What pages name in their one tag; it finds the others by the hashes in their names.
const LOADER: &str = "embed.js";

/// The licences of what others have made of these files, which have to be handed on with them.
const LICENCES: &str = "licenses.txt";

pub(super) fn routes(widget: Widget) -> Router {
    Router::new()
        .route("/embed.js", get(loader))
        .route("/embed/licenses.txt", get(licences))
        .route("/embed/assets/{name}", get(asset))
        .with_state(widget)
}

/// The address of the newest file that was built from this entry.
pub(in crate::http) fn address_of(widget: Widget, entry: &str) -> Option<String> {
    newest(widget, entry, ".js")
}

/// The same of a style sheet.
pub(in crate::http) fn style_of(widget: Widget, name: &str) -> Option<String> {
    newest(widget, name, ".css")
}

fn newest(widget: Widget, entry: &str, end: &str) -> Option<String> {
    let is_of = |file: &&File| {
        let rest = file.name.strip_prefix(entry);
        let hash = rest.and_then(|rest| rest.strip_suffix(end));
        hash.is_some_and(|hash| hash.starts_with('-'))
    };
    let found = widget.ok()?.iter().find(is_of)?;
    Some(format!("/embed/assets/{}", found.name))
}

async fn loader(State(widget): State<Widget>, asked: HeaderMap) -> Response {
    fixed(widget, LOADER, &asked)
}

async fn licences(State(widget): State<Widget>, asked: HeaderMap) -> Response {
    fixed(widget, LICENCES, &asked)
}

/// Always under the same address, so browsers ask again after a while.
fn fixed(widget: Widget, name: &str, asked: &HeaderMap) -> Response {
    let files = match widget {
        Ok(files) => files,
        Err(why) => return missing(why),
    };
    match files.iter().find(|file| file.name == name) {
        Some(file) => serve(file, asked, "public, max-age=300"),
        None => missing(&format!("it has no {name}")),
    }
}

/// The hash in its name names what is in it.
async fn asset(
    State(widget): State<Widget>,
    Path(name): Path<String>,
    asked: HeaderMap,
) -> Response {
    let files = widget.unwrap_or_default();
    let named = |file: &&File| file.name == name && ![LOADER, LICENCES].contains(&file.name);
    match files.iter().find(named) {
        Some(file) => serve(file, &asked, "public, max-age=31536000, immutable"),
        None => not_found().await,
    }
}

/// For whoever looks why a page shows no comments: browsers run no script of this status.
fn missing(why: &str) -> Response {
    let text = format!("// This service was built without the widget: {why}\n");
    let headers = [
        (header::CONTENT_TYPE, JAVASCRIPT),
        (header::CACHE_CONTROL, "no-store"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (StatusCode::SERVICE_UNAVAILABLE, headers, text).into_response()
}

fn serve(file: &File, asked: &HeaderMap, keep: &'static str) -> Response {
    let (bytes, encoding) = encoded(file, asked);
    let kind = HeaderValue::from_static(kind(file.name));
    let tag = kept::tag(Some(&kind), file.plain);
    let headers: [(HeaderName, HeaderValue); 5] = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
        (
            header::ACCESS_CONTROL_ALLOW_ORIGIN,
            HeaderValue::from_static("*"),
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("cross-origin"),
        ),
    ];
    let mut answer = (headers, bytes).into_response();
    if let Some(encoding) = encoding {
        let encoding = HeaderValue::from_static(encoding);
        answer
            .headers_mut()
            .insert(header::CONTENT_ENCODING, encoding);
    }
    kept::tagged(answer, &tag, asked)
}

/// What the client takes, the smallest first; a tiny file is smallest as it is.
fn encoded(file: &File, asked: &HeaderMap) -> (&'static [u8], Option<&'static str>) {
    let ways = [(file.brotli, "br"), (file.gzip, "gzip")];
    let taken = ways
        .into_iter()
        .find(|(bytes, encoding)| bytes.len() < file.plain.len() && kept::takes(asked, encoding));
    taken.map_or((file.plain, None), |(bytes, encoding)| {
        (bytes, Some(encoding))
    })
}

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

/// The type of a file, by the end of its name.
fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("txt") => "text/plain; charset=utf-8",
        Some("json" | "map") => "application/json",
        _ => JAVASCRIPT,
    }
}

#[cfg(test)]
mod tests {
    use super::{File, Widget, address_of, routes};
    use axum::{
        body::Body,
        http::{HeaderMap, Request, StatusCode},
    };
    use http_body_util::BodyExt;
    use tower::{ServiceExt, util::MapResponseLayer};

    const FILES: Widget = Ok(&[
        File {
            name: "embed.js",
            plain: b"import(1)",
            gzip: b"longer than plain",
            brotli: b"longer too, that is",
        },
        File {
            name: "session-AbC.js",
            plain: b"let session = 'a long text'",
            gzip: b"zipped",
            brotli: b"bro",
        },
        File {
            name: "licenses.txt",
            plain: b"Lit's",
            gzip: b"longer than plain",
            brotli: b"longer too, that is",
        },
        File {
            name: "sessions-XyZ.js",
            plain: b"",
            gzip: b"",
            brotli: b"",
        },
    ]);

    async fn fetch(
        widget: Widget,
        path: &str,
        headers: &[(&str, &str)],
    ) -> (StatusCode, HeaderMap, String) {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let router = routes(widget).layer(MapResponseLayer::new(
            crate::http::kept::tag_encodings::<Body>,
        ));
        let request = request.body(Body::empty()).unwrap();
        let (parts, body) = router.oneshot(request).await.unwrap().into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        (parts.status, parts.headers, text)
    }

    #[tokio::test]
    async fn any_page_may_run_the_loader_and_asks_again_after_a_while() {
        let (status, headers, text) = fetch(FILES, "/embed.js", &[]).await;
        assert_eq!((status, &*text), (StatusCode::OK, "import(1)"));
        for (name, value) in [
            ("content-type", "text/javascript; charset=utf-8"),
            ("cache-control", "public, max-age=300"),
            ("access-control-allow-origin", "*"),
            ("cross-origin-resource-policy", "cross-origin"),
            ("vary", "accept-encoding"),
        ] {
            assert_eq!(headers[name], value);
        }
        let tag = headers["etag"].to_str().unwrap();
        let known = [("if-none-match", tag)];
        let (status, headers, text) = fetch(FILES, "/embed.js", &known).await;
        assert_eq!((status, &*text), (StatusCode::NOT_MODIFIED, ""));
        assert_eq!(headers["etag"], tag);
        assert_eq!(headers["access-control-allow-origin"], "*");
    }

    #[tokio::test]
    async fn assets_never_change_and_come_as_small_as_the_client_takes() {
        let path = "/embed/assets/session-AbC.js";
        let plain = "let session = 'a long text'";
        let mut tags = std::collections::BTreeSet::new();
        for (accepted, encoding, body) in [
            ("gzip, deflate, br, zstd", Some("br"), "bro"),
            ("gzip", Some("gzip"), "zipped"),
            ("GZIP;q=0.5, br;q=0", Some("gzip"), "zipped"),
            ("br; q=0.000, gzip;q=0", None, plain),
            ("identity", None, plain),
            ("", None, plain),
        ] {
            let asked = [("accept-encoding", accepted)];
            let (status, headers, text) = fetch(FILES, path, &asked).await;
            assert_eq!((status, &*text), (StatusCode::OK, body), "{accepted}");
            let told = headers
                .get("content-encoding")
                .map(|name| name.to_str().unwrap());
            assert_eq!(told, encoding, "{accepted}");
            assert_eq!(
                headers["cache-control"],
                "public, max-age=31536000, immutable"
            );
            tags.insert(headers["etag"].to_str().unwrap().to_owned());
        }
        assert_eq!(tags.len(), 3, "{tags:?}");
        for absent in [
            "absent.js",
            "embed.js",
            "licenses.txt",
            "..%2fembed.js",
            "session-abc.js",
        ] {
            let path = format!("/embed/assets/{absent}");
            assert_eq!(
                fetch(FILES, &path, &[]).await.0,
                StatusCode::NOT_FOUND,
                "{absent}"
            );
        }
    }

    #[tokio::test]
    async fn the_licences_of_what_is_in_the_files_are_served_beside_them() {
        let (status, headers, text) = fetch(FILES, "/embed/licenses.txt", &[]).await;
        assert_eq!((status, &*text), (StatusCode::OK, "Lit's"));
        assert_eq!(headers["content-type"], "text/plain; charset=utf-8");
        assert_eq!(headers["cache-control"], "public, max-age=300");
    }

    #[tokio::test]
    async fn without_the_widget_the_loader_says_why() {
        let (status, headers, text) = fetch(Err("npm cannot be run"), "/embed.js", &[]).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(headers["cache-control"], "no-store");
        assert!(
            text.contains("without the widget: npm cannot be run"),
            "{text}"
        );
        assert_eq!(
            fetch(Ok(&[]), "/embed.js", &[]).await.0,
            StatusCode::SERVICE_UNAVAILABLE
        );
    }

    #[test]
    fn an_entry_is_found_by_its_name() {
        let session = address_of(FILES, "session");
        assert_eq!(session.as_deref(), Some("/embed/assets/session-AbC.js"));
        assert_eq!(address_of(FILES, "sess"), None);
        assert_eq!(address_of(Err("none"), "session"), None);
    }
}
