//! The invented show: its home page and a page for each episode.
use super::{HTML, SHOW_POLICY, answer, kind};
use crate::http::errors::not_found;
use axum::{Router, extract::Path, response::Response, routing::get};

const HOME: &str = include_str!("../../../web/demo/home.html");
const EPISODE: &str = include_str!("../../../web/demo/episode.html");

/// Where an episode's notes stand in its page.
const NOTES: &str = "<!-- notes -->";

macro_rules! assets {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../../web/demo/", $name)))),+]
    };
}

const ASSETS: &[(&str, &str)] = assets![
    "account.js",
    "api.js",
    "comment.js",
    "comment.css",
    "composer.js",
    "decision.js",
    "dom.js",
    "draft.js",
    "episode.js",
    "home.js",
    "icon.svg",
    "page.css",
    "permalink.js",
    "queries.js",
    "state.js",
    "thread.js",
    "words.js",
];

pub(super) fn routes() -> Router {
    Router::new()
        .route("/", get(home))
        .route("/episodes/{key}", get(episode))
        .route("/demo/assets/{name}", get(asset))
}

async fn home() -> Response {
    answer(HTML, SHOW_POLICY, HOME)
}

/// The same page for every key: whether there is such an episode, its script asks.
async fn episode(Path(key): Path<String>) -> Response {
    answer(HTML, SHOW_POLICY, EPISODE.replace(NOTES, notes(&key)))
}

async fn asset(Path(name): Path<String>) -> Response {
    match ASSETS.iter().find(|(known, _)| *known == name) {
        Some((name, text)) => answer(kind(name), SHOW_POLICY, *text),
        None => not_found().await,
    }
}

/// What the show's host wrote about an episode, as HTML.
fn notes(key: &str) -> &'static str {
    NOTES_BY_KEY
        .iter()
        .find(|(known, _)| *known == key)
        .map_or(OTHER_NOTES, |(_, notes)| notes)
}

const NOTES_BY_KEY: &[(&str, &str)] = &[
    (
        "278",
        "<p>Three bells came down one morning, and nobody wrote down why. A week later the salt \
         tax was announced. We follow the carpenter's bill through four archives.</p>\
         <p>Corrected after broadcast: the parish book counts its days in the old style.</p>",
    ),
    (
        "279",
        "<p>Two hundred sacks of barley, one key too many, and a dog that did not bark. You have \
         heard the witnesses: this time the listeners are the court. Give your verdict below, and \
         give reasons.</p>",
    ),
    (
        "280",
        "<p>How a ferryman's habit of counting hats undid the best forgers of the valley, two \
         days before the fair. Plate 12 of the museum's guide shows the hats.</p>",
    ),
    (
        "281",
        "<p>Forty days, one kettle, and a letter box that was smoked before it was emptied. We \
         read from eleven letters that have never been printed. Comments on this episode are read \
         by a moderator first.</p>",
    ),
    (
        "282",
        "<p>For ninety years two towns shared a bridge and a quarrel about its bill. With the \
         ledgers of both sides on the table at last.</p>",
    ),
    (
        "283",
        "<p>Before it blinked, every lighthouse looked like every other, and ships paid for it. \
         A clockmaker, a mercury bath, and a light that weighed as much as a house.</p>",
    ),
];

const OTHER_NOTES: &str = "<p>Sources and maps are listed in the archive. If you \
    know more than we do, or know that we were wrong, tell us below: the best corrections become \
    episodes of their own.</p>";
