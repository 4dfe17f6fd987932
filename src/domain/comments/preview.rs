//! How a text would be shown, before anybody posts it.
use crate::{
    app::App,
    domain::{Error, input, sites, text},
};

/// As safe HTML. Nothing is kept, and nothing told of what the site's rules would say.
pub async fn preview(app: &App, site: &str, body: &str) -> Result<String, Error> {
    sites::get(app, site).await?;
    let body = input::body("body", body)?;
    Ok(text::markdown::render(&body))
}
