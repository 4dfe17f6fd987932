//! `rejoinder demo`: a whole working example, with invented people and texts.
mod desk;
mod lately;
mod seed;
mod show;

use super::{open, say, serve};
use crate::{config::Config, http, telemetry::Traces};
use std::{process::ExitCode, sync::Arc};

pub(super) const EXAMPLE: &str = "\
Keeps its data in rejoinder-demo.db in the working folder; remove that file to begin afresh.
Mails are not sent, but written into the folder rejoinder-demo-mail.

Browsers keep passkeys for names, not for addresses: to try them, set REJOINDER_PUBLIC_URL to
http://localhost with the port.

Examples:
  REJOINDER_LISTEN=127.0.0.1:9000 rejoinder demo
  REJOINDER_PUBLIC_URL=http://localhost:8080 rejoinder demo";

#[derive(clap::Args)]
pub(super) struct Args {}

/// The key of the show's site.
const SITE: &str = "history";

/// Who signs in to the demo: e-mail, name, role in words. All with [`PASSWORD`].
const PEOPLE: [(&str, &str, &str); 3] = [
    ("reader@demo.example", "Rosa Lindqvist", "reads and posts"),
    ("moderator@demo.example", "Mo Adeyemi", "moderates"),
    (
        "admin@demo.example",
        "Ines Castellan",
        "hosts the show, runs the site",
    ),
];
const PASSWORD: &str = "demo-harbour-lantern-42";

pub(super) async fn run(
    config: &Config,
    _: Args,
    traces: Option<Traces>,
) -> anyhow::Result<ExitCode> {
    let listeners = serve::listen(config).await?;
    let mut config = config.clone();
    if config.listen.port() == 0 {
        config
            .public_url
            .set_port(Some(listeners.web.local_addr()?.port()))
            .ok();
    }
    let mut app = open(&config).await?;
    app.traces = traces;
    let app = Arc::new(app);
    seed::seed(&app).await?;
    let base = app.public_origin.clone();
    greet(&base);
    let pages = http::demo::routes(&base, show::pages());
    serve::serve(&config, app, listeners, pages).await
}

fn greet(base: &str) {
    say(&format!(
        "\n  The Harbour Lamp, an invented history podcast: {base}/"
    ));
    say(&format!(
        "  Episode 278, with its thread closed:            {base}/episodes/278"
    ));
    say(&format!(
        "  The desk, for its moderators:                   {base}/desk"
    ));
    say(&format!(
        "  GraphiQL, with examples:                        {base}/graphiql"
    ));
    say(&format!(
        "  GraphQL:                                        {base}/graphql\n"
    ));
    for (email, name, does) in PEOPLE {
        say(&format!("  {email:24} {name}: {does}"));
    }
    say(&format!("  Password of all three: {PASSWORD}\n"));
    say("  Ctrl+C stops it; what you write is kept for the next run.\n");
}
