//! `rejoinder serve`.
use super::{open, supervisor};
use crate::{
    app::App,
    config::{self, Config},
    domain::{backups, caches, housekeeping, jobs, live},
    graphql,
    http::{
        self, Network,
        server::{self, Limits, Signals},
    },
    telemetry::Traces,
};
use anyhow::Context;
use axum::Router;
use futures_util::FutureExt;
use std::{process::ExitCode, sync::Arc, time::Duration};
use tokio::net::TcpListener;

/// Longer nobody waits at the end for a collector.
const LAST_TRACES: Duration = Duration::from_secs(3);

pub(super) fn help() -> String {
    format!(
        "Example:\n  REJOINDER_PUBLIC_URL=https://comments.example.org rejoinder serve\n\n{}",
        config::help()
    )
}

pub(super) async fn run(config: &Config, traces: Option<Traces>) -> anyhow::Result<ExitCode> {
    let mut app = open(config).await?;
    app.traces = traces;
    let app = Arc::new(app);
    if !app.mailer.is_available() {
        tracing::warn!(
            "there is no mail, for mail.smtp_url is not set: nobody can confirm an address, sign in by mail, or set a new password"
        );
    }
    let listeners = listen(config).await?;
    serve(config, app, listeners, Router::new()).await
}

pub(super) struct Listeners {
    pub(super) web: TcpListener,
    metrics: Option<TcpListener>,
}

pub(super) async fn listen(config: &Config) -> anyhow::Result<Listeners> {
    let address = config.listen;
    let web = TcpListener::bind(address).await.with_context(|| {
        format!("cannot listen on {address}: set REJOINDER_LISTEN to a free address")
    })?;
    let metrics = listen_for_metrics(config).await?;
    Ok(Listeners { web, metrics })
}

async fn listen_for_metrics(config: &Config) -> anyhow::Result<Option<TcpListener>> {
    let Some(address) = config.metrics_listen else {
        return Ok(None);
    };
    let bound = TcpListener::bind(address).await;
    bound.map(Some).with_context(|| {
        format!(
            "cannot listen on {address} for metrics: set REJOINDER_METRICS_LISTEN to a free address"
        )
    })
}

/// Until a signal asks it to stop; requests in flight then get 10 s, and jobs half of that.
pub(super) async fn serve(
    config: &Config,
    app: Arc<App>,
    Listeners { web, metrics }: Listeners,
    more: Router,
) -> anyhow::Result<ExitCode> {
    if let Some(schedule) = &config.backups {
        backups::try_folder(schedule).context("backup.folder")?;
    }
    let signals = Signals::listen().context("cannot listen for signals")?;
    let network = Network::from(config.trusted_proxies.clone())
        .with_country_header(config.country_header.clone())
        .with_country_database(config.country_database.as_deref())?;
    let router = http::router(&app, graphql::schema(), network, more);
    let told = http::metrics::router(&app);
    let (stop, force) = (|| signals.came(1), || signals.came(2));
    tracing::info!(address = %web.local_addr()?, "listening");
    if let Some(metrics) = &metrics {
        tracing::info!(address = %metrics.local_addr()?, "listening for Prometheus");
    }
    let limits = limits(&app);
    let serving = server::serve_within(limits, web, router, stop(), force());
    let telling_metrics = async {
        match metrics {
            Some(listener) => server::serve(listener, told, stop(), force()).await,
            None => Ok(()),
        }
    };
    let working = jobs::work(Arc::clone(&app), stop(), force());
    let telling = live::run(Arc::clone(&app), stop());
    let keeping = housekeeping::run(Arc::clone(&app), config.rotate_keys_after, stop());
    let backing_up = backups::run(&app, config.backups.as_ref(), stop());
    let informing = supervisor::keep_informed(&config.supervisor, stop());
    let stopped_at = stop().map(|()| app.env.monotonic());
    let (stopped_at, ..) = tokio::try_join!(
        Box::pin(stopped_at.map(Ok)),
        Box::pin(informing.map(Ok)),
        Box::pin(serving),
        Box::pin(telling_metrics),
        Box::pin(working.map(Ok)),
        Box::pin(keeping.map(Ok)),
        Box::pin(backing_up.map(Ok)),
        Box::pin(telling.map(Ok)),
    )?;
    caches::stop(&app).await;
    app.db.close().await?;
    send_traces(&app, stopped_at, force()).await;
    Ok(ExitCode::SUCCESS)
}

/// As far as files may be open: a WebSocket is a connection beside those of requests.
fn limits(app: &App) -> Limits {
    let usual = Limits::default();
    let wanted = usual.connections + live::STREAMS_MAX;
    let room = server::make_room(wanted);
    let connections = usual.connections * room / wanted;
    app.crowd.bound(room - connections);
    Limits {
        connections,
        ..usual
    }
}

/// What is left of them, in what is left of the time that a stop has.
async fn send_traces(app: &App, stopped_at: Duration, force: impl Future<Output = ()>) {
    let Some(traces) = &app.traces else {
        return;
    };
    let spent = app.env.monotonic().saturating_sub(stopped_at);
    let left = Limits::default().stop.saturating_sub(spent);
    tokio::select! {
        () = traces.finish(left.min(LAST_TRACES)) => {}
        () = force => {}
    }
}
