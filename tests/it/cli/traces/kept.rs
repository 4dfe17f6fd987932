//! Which requests are traced.
use super::{
    super::serving::{Running, log},
    Cli, EPISODES, collector, hex, send, sent_to,
};
use opentelemetry_proto::tonic::trace::v1::{Span, span::SpanKind};
use serde_json::json;

const CALLER: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

/// The traces of requests with this caller's word that it traces, or that it does not.
async fn traces_of(flags: &str, settings: &[(&str, &str)]) -> Vec<Span> {
    let collector = collector().await;
    let mut cli = Cli::new().with("REJOINDER_TRACES_ENDPOINT", &collector.url);
    for (variable, value) in settings {
        cli = cli.with(variable, value);
    }
    let demo = Running::demo(&cli);
    let header = format!(
        "\r\ntraceparent: 00-{CALLER}-00f067aa0ba902b7-{flags}\r\ntracestate: canary=of-a-state"
    );
    for _ in 0..3 {
        send(&demo, &header, EPISODES, &json!({}));
    }
    assert_eq!(demo.stop().await.code(), Some(0));
    let sent = sent_to(&collector).spans;
    sent.into_iter()
        .filter(|span| span.kind() == SpanKind::Server)
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trusted_proxy_says_which_trace_a_request_is_a_part_of_and_nobody_else_does() {
    let proxy = ("REJOINDER_TRUSTED_PROXIES", "127.0.0.1");
    let (all, none) = (
        ("REJOINDER_TRACES_SHARE", "1"),
        ("REJOINDER_TRACES_SHARE", "0"),
    );
    let followed = traces_of("01", &[proxy, none]).await;
    assert_eq!(followed.len(), 3);
    for request in followed {
        assert_eq!(hex(&request.trace_id), CALLER);
        assert_eq!(hex(&request.parent_span_id), "00f067aa0ba902b7");
        assert_eq!(request.trace_state, "", "it can hold anything");
    }
    assert_eq!(traces_of("00", &[proxy, all]).await, []);
    let twice = format!("01\r\ntraceparent: 00-{CALLER}-00f067aa0ba902b8-01");
    assert_eq!(traces_of(&twice, &[proxy, none]).await, []);

    let other = ("REJOINDER_TRUSTED_PROXIES", "10.0.0.1");
    let own = traces_of("00", &[other, all]).await;
    assert_eq!(own.len(), 3);
    for request in own {
        assert_ne!(hex(&request.trace_id), CALLER);
        assert!(request.parent_span_id.is_empty());
    }
    assert_eq!(traces_of("01", &[other, none]).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_is_not_traced_sends_nothing() {
    let collector = collector().await;
    let cli = Cli::new()
        .with("REJOINDER_TRACES_ENDPOINT", &collector.url)
        .with("REJOINDER_TRACES_SHARE", "0");
    let demo = Running::demo(&cli);
    send(&demo, "", EPISODES, &json!({}));
    assert_eq!(demo.stop().await.code(), Some(0));
    assert!(collector.received().is_empty());
    assert!(!log(&cli).contains("trace_id"), "{}", log(&cli));
}
