//! What a page of another origin gets to show a thread: the widget's files, and the frame that holds
//! its session.
mod assets;
mod session;

pub(super) use assets::BUILT;
pub use assets::{File, Widget};

use crate::app::App;
use axum::Router;
use std::sync::Arc;

pub(super) fn routes(app: &Arc<App>, widget: Widget) -> Router {
    assets::routes(widget).merge(session::routes(app, widget))
}
