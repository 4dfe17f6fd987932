//! What a page of another origin gets to show a thread: the widget's files, the frame that holds its
//! session, and the same thread as a page without script.
mod assets;
mod framed;
mod oembed;
mod place;
mod plural;
mod session;
mod thread;
mod view;
mod words;

pub(super) use assets::{BUILT, address_of, style_of};
pub use assets::{File, Widget};

use super::finished::Finished;
use crate::app::App;
use axum::Router;
use std::sync::Arc;

pub(super) fn routes(app: &Arc<App>, widget: Widget, finished: Arc<Finished>) -> Router {
    assets::routes(widget)
        .merge(session::routes(app, widget))
        .merge(thread::routes(app, finished))
        .merge(oembed::routes(app))
}
