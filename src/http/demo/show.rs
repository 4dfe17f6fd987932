//! The invented show: its home page and a page for each episode, as any site could have them. The
//! comments come by the widget's one tag.
use super::{HTML, SHOW_POLICY, answer, kind};
use crate::http::errors::not_found;
use askama::Template;
use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse, Response},
    routing::get,
};
use std::sync::Arc;

/// What the pages say.
pub struct Show {
    /// The key of the show's site.
    pub site: &'static str,
    pub name: &'static str,
    /// The newest first.
    pub episodes: Vec<Episode>,
    /// Who may sign in: e-mail address, and what they do.
    pub people: Vec<(&'static str, &'static str)>,
    /// Of all of them.
    pub password: &'static str,
}

#[derive(Clone)]
pub struct Episode {
    pub key: String,
    pub title: String,
    /// What the show's host wrote about it, as HTML.
    pub notes: &'static str,
}

const ASSETS: &[(&str, &str)] = &[
    ("icon.svg", include_str!("../../../web/demo/icon.svg")),
    ("page.css", include_str!("../../../web/demo/page.css")),
];

const OTHER_NOTES: &str = "<p>Sources and maps are listed in the archive. If you know more than \
    we do, or know that we were wrong, tell us below: the best corrections become episodes of their \
    own.</p>";

pub(super) fn routes(show: Show) -> Router {
    Router::new()
        .route("/", get(home))
        .route("/episodes/{key}", get(episode))
        .with_state(Arc::new(show))
        .route("/demo/assets/{name}", get(asset))
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home<'a> {
    show: &'a Show,
}

async fn home(State(show): State<Arc<Show>>) -> Response {
    page(&Home { show: &show })
}

#[derive(Template)]
#[template(path = "episode.html")]
struct EpisodePage<'a> {
    show: &'a Show,
    episode: &'a Episode,
}

/// There is a page for every key, so that whoever makes an episode by the API can look at it.
async fn episode(State(show): State<Arc<Show>>, Path(key): Path<String>) -> Response {
    let known = show.episodes.iter().find(|known| known.key == key);
    let other = || Episode {
        title: key.clone(),
        key: key.clone(),
        notes: OTHER_NOTES,
    };
    page(&EpisodePage {
        show: &show,
        episode: &known.cloned().unwrap_or_else(other),
    })
}

fn page(template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => answer(HTML, SHOW_POLICY, html),
        Err(error) => {
            tracing::error!(%error, "a page of the demo could not be written");
            axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

async fn asset(Path(name): Path<String>) -> Response {
    match ASSETS.iter().find(|(known, _)| *known == name) {
        Some((name, text)) => answer(kind(name), SHOW_POLICY, *text),
        None => not_found().await,
    }
}
