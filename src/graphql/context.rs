//! What a resolver may reach.
use crate::{app::App, model::Actor};
use async_graphql::Context;
use std::sync::Arc;

pub(crate) trait ContextExt {
    fn app(&self) -> &App;
    fn actor(&self) -> &Actor;
}

impl ContextExt for Context<'_> {
    fn app(&self) -> &App {
        self.data_unchecked::<Arc<App>>()
    }

    fn actor(&self) -> &Actor {
        self.data_unchecked()
    }
}
