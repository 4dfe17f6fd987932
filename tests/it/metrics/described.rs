//! The operating guide and the dashboard name what there is, and nothing else.
use super::scrape;
use crate::support::TestApp;
use rejoinder::{
    domain::jobs,
    model::{Job, JobId, JobKind},
    storage,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const GUIDE: &str = include_str!("../../../docs/operating.md");
const DASHBOARD: &str = include_str!("../../../docs/grafana.json");
const PREFIXES: [&str; 2] = ["rejoinder_", "process_"];

/// Metrics by name, as the guide's table has them.
fn documented() -> BTreeMap<&'static str, &'static str> {
    let rows = GUIDE.lines().filter_map(|line| line.strip_prefix("| `"));
    let cells = rows.map(|row| row.split(" | ").collect::<Vec<_>>());
    let metrics = cells.filter_map(|cells| Some((cells[0].strip_suffix('`')?, *cells.get(1)?)));
    metrics
        .filter(|(name, _)| PREFIXES.iter().any(|prefix| name.starts_with(prefix)))
        .collect()
}

/// Every query of the dashboard.
fn queries(json: &Value, found: &mut Vec<String>) {
    match json {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str().filter(|_| name == "expr" || name == "query") {
                    Some(query) => found.push(query.to_owned()),
                    None => queries(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| queries(item, found)),
        _ => {}
    }
}

/// Names of metrics, without what a histogram adds to its own.
fn names(query: &str) -> impl Iterator<Item = &str> {
    let is_word = |part: char| part.is_ascii_alphanumeric() || part == '_';
    let words = query.split(move |part| !is_word(part));
    let ours = words.filter(|word| PREFIXES.iter().any(|prefix| word.starts_with(prefix)));
    ours.map(|name| {
        let ends = ["_bucket", "_sum", "_count"];
        let stem = ends.iter().find_map(|end| name.strip_suffix(end));
        stem.unwrap_or(name)
    })
}

#[tokio::test]
async fn the_guide_lists_exactly_these_metrics() {
    let app = TestApp::new().await;
    let (id, now) = (JobId(app.app.env.new_id()), app.app.env.now());
    let job = Job::new(id, app.site.id, JobKind::Mail, now);
    storage::jobs::insert(app.app.db.write(), job)
        .await
        .unwrap();
    jobs::run_due(&app.app).await.unwrap();
    assert_eq!(scrape(&app).await.types(), documented());
}

#[test]
fn the_dashboard_shows_metrics_that_there_are() {
    let dashboard: Value = serde_json::from_str(DASHBOARD).unwrap();
    let mut found = Vec::new();
    queries(&dashboard, &mut found);
    let shown: BTreeSet<&str> = found.iter().flat_map(|query| names(query)).collect();
    let known: BTreeSet<&str> = documented().into_keys().collect();
    let unknown: Vec<_> = shown.difference(&known).collect();
    assert_eq!(unknown, Vec::<&&str>::new());
    let unseen: Vec<_> = known.difference(&shown).collect();
    assert_eq!(unseen, Vec::<&&str>::new());
}

#[test]
fn the_dashboard_asks_which_prometheus_and_has_no_panel_twice() {
    let dashboard: Value = serde_json::from_str(DASHBOARD).unwrap();
    assert_eq!(dashboard["__inputs"][0]["name"], "DS_PROMETHEUS");
    assert_eq!(dashboard["__inputs"][0]["pluginId"], "prometheus");
    let panels = dashboard["panels"].as_array().unwrap();
    let ids: BTreeSet<i64> = panels
        .iter()
        .map(|panel| panel["id"].as_i64().unwrap())
        .collect();
    assert_eq!(ids.len(), panels.len());
    for panel in panels.iter().filter(|panel| panel["type"] != "row") {
        assert_eq!(panel["datasource"]["uid"], "${DS_PROMETHEUS}", "{panel}");
        assert!(!panel["targets"].as_array().unwrap().is_empty(), "{panel}");
    }
}
