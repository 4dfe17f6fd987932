//! A collector that does not do what it is for.
use super::{
    super::serving::{Running, listening, log, text_of},
    Cli, EPISODES, collector, send, until,
};
use crate::support::receiver::Receiver;
use serde_json::json;
use std::time::Duration;
use tokio::time::Instant;

#[tokio::test(flavor = "multi_thread")]
async fn a_collector_that_hangs_delays_neither_requests_nor_the_stop() {
    let collector = collector().await;
    collector.answers(0);
    let cli = Cli::new().with("REJOINDER_TRACES_ENDPOINT", &collector.url);
    let demo = Running::demo(&cli);
    send(&demo, "", EPISODES, &json!({}));
    collector.arrived(1).await;
    let begun = Instant::now();
    for _ in 0..20 {
        send(&demo, "", EPISODES, &json!({}));
    }
    assert!(
        begun.elapsed() < Duration::from_secs(4),
        "{:?}",
        begun.elapsed()
    );
    assert_eq!(demo.stop().await.code(), Some(0));
    let log = log(&cli);
    let told = log.lines().filter(|line| line.contains("WARN")).count();
    assert_eq!(told, 1, "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_collector_that_refuses_is_told_of_once_and_counted() {
    // Which answers 503.
    let collector = Receiver::start().await;
    let cli = Cli::new()
        .with(
            "REJOINDER_TRACES_ENDPOINT",
            &format!("{}under/", collector.url),
        )
        .with(
            "REJOINDER_TRACES_HEADERS",
            "X-Scope-OrgID: show, X-Second: two",
        )
        .with("REJOINDER_METRICS_LISTEN", "127.0.0.1:0");
    let serve = Running::start(&cli, "serve");
    let addresses = listening(&cli, 2).await;
    let read = |path| {
        addresses
            .iter()
            .map(|address| text_of(address, path))
            .collect::<String>()
    };
    for batch in 1..=3 {
        read("/nothing/here");
        collector.arrived(batch).await;
    }
    let lost = || {
        let metrics = read("/metrics");
        let mut lines = metrics.lines();
        let lost = lines.find_map(|line| line.strip_prefix("rejoinder_trace_spans_lost_total "));
        lost.unwrap().parse::<u64>().unwrap()
    };
    until(|| lost() >= 3).await;
    assert_eq!(serve.stop().await.code(), Some(0));
    let log = log(&cli);
    let told: Vec<_> = log.lines().filter(|line| line.contains("WARN")).collect();
    let told: Vec<_> = told
        .into_iter()
        .filter(|line| line.contains("collector"))
        .collect();
    assert_eq!(told.len(), 1, "{log}");
    assert!(told[0].contains("503"), "{log}");
    let received = collector.received();
    assert_eq!(received[0].path, "/under/v1/traces");
    assert_eq!(received[0].header("x-scope-orgid"), "show");
    assert_eq!(received[0].header("x-second"), "two");
}
