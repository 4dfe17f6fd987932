//! oEmbed 1.0: a program that is given the address of a thread's page, or of an episode's own, asks
//! how to embed the conversation.
use super::place::{self, Place};
use crate::{
    app::App,
    domain::{Error, episodes, sites, threads::Setting},
    http::errors::error_response,
};
use axum::{
    Router,
    extract::{Query, State, rejection::QueryRejection},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use url::Url;

/// In pixels, where whoever asks sets no bounds.
const WIDTH: u32 = 640;
const HEIGHT: u32 = 600;

pub(super) fn routes(app: &Arc<App>) -> Router {
    Router::new()
        .route("/oembed", get(answer))
        .with_state(Arc::clone(app))
}

#[derive(Deserialize)]
struct Asked {
    url: String,
    format: Option<String>,
    maxwidth: Option<u32>,
    maxheight: Option<u32>,
}

async fn answer(
    State(app): State<Arc<App>>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let Ok(Query(asked)) = asked else {
        return error_response(StatusCode::BAD_REQUEST);
    };
    if asked
        .format
        .as_deref()
        .is_some_and(|format| format != "json")
    {
        return error_response(StatusCode::NOT_IMPLEMENTED);
    }
    let found = match find(&app, &asked.url).await {
        Ok(Some(setting)) => setting,
        Ok(None) => return error_response(StatusCode::NOT_FOUND),
        Err(error) => {
            tracing::error!(?error, "oEmbed could not look for an episode");
            return error_response(StatusCode::SERVICE_UNAVAILABLE);
        }
    };
    let headers = [
        (header::CONTENT_TYPE, "application/json; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=300"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (headers, described(&app, &found, &asked).to_string()).into_response()
}

/// An episode that readers are told of, by the address of its thread here or of a page of its own.
async fn find(app: &App, address: &str) -> Result<Option<Setting>, Error> {
    let Ok(url) = Url::parse(address) else {
        return Ok(None);
    };
    let told = |setting: &Setting| setting.episode.vouched || setting.episode.comment_count > 0;
    if let Some((site, key)) = place::read(&url, &app.public_origin) {
        return Ok(episodes::find(app, &site, &key).await?.filter(told));
    }
    let origin = url.origin().ascii_serialization();
    for site in sites::list(app).await? {
        if !site.origins.contains(&origin) {
            continue;
        }
        let found = episodes::find(app, &site.key, address).await?;
        if let Some(setting) = found.filter(told) {
            return Ok(Some(setting));
        }
    }
    Ok(None)
}

fn described(app: &App, Setting { site, episode }: &Setting, asked: &Asked) -> Value {
    let place = Place {
        site: &site.key,
        key: &episode.key,
        sort: None,
        lang: None,
    };
    let width = WIDTH.min(asked.maxwidth.unwrap_or(WIDTH));
    let height = HEIGHT.min(asked.maxheight.unwrap_or(HEIGHT));
    // Only signs that mean nothing in an attribute stand in an origin and in an encoded path.
    let src = format!("{}{}", app.public_origin, place.path());
    let html = format!(
        "<iframe src=\"{src}\" title=\"{}\" width=\"{width}\" height=\"{height}\" frameborder=\"0\" \
         loading=\"lazy\"></iframe>",
        attribute(&episode.title)
    );
    json!({
        "version": "1.0",
        "type": "rich",
        "title": episode.title,
        "author_name": site.name,
        "author_url": site.origins.first(),
        "provider_name": "Rejoinder",
        "provider_url": app.public_origin,
        "cache_age": 300,
        "html": html,
        "width": width,
        "height": height,
    })
}

fn attribute(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('"', "&quot;");
    text.replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::attribute;

    #[test]
    fn a_title_stays_in_its_attribute() {
        let text = attribute("\"><script>alert(1)</script>&amp;");
        assert_eq!(
            text,
            "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;"
        );
    }
}
