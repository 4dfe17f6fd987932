//! What the configuration accepts of where traces go.
use super::Purpose;
use super::tests::{read, refusal};
use crate::telemetry::Settings;
#[cfg(unix)]
use {super::tests::keep, tempfile::TempDir};

const ENDPOINT: (&str, &str) = ("REJOINDER_TRACES_ENDPOINT", "http://127.0.0.1:4318");
#[cfg(unix)]
const HEADERS: &str = "REJOINDER_TRACES_HEADERS";
#[cfg(unix)]
const FILE: &str = "REJOINDER_TRACES_HEADERS_FILE";
const SHARE: &str = "REJOINDER_TRACES_SHARE";

fn traces(file: &str, variables: &[(&str, &str)]) -> Settings {
    let config = read(file, variables, Purpose::Serve).unwrap();
    config.traces.unwrap()
}

#[test]
fn traces_go_below_the_address_that_is_given() {
    for (endpoint, expected) in [
        ("http://127.0.0.1:4318", "http://127.0.0.1:4318/v1/traces"),
        ("https://otlp.example/", "https://otlp.example/v1/traces"),
        ("http://[::1]/otlp", "http://[::1]/otlp/v1/traces"),
        ("http://tempo/otlp/", "http://tempo/otlp/v1/traces"),
    ] {
        let given = traces("", &[(ENDPOINT.0, endpoint)]);
        assert_eq!(given.endpoint.as_str(), expected);
    }
    for endpoint in [
        "127.0.0.1:4318",
        "grpc://127.0.0.1:4317",
        "http://ana:key@otlp.example",
        "http://otlp.example/?key=1",
        "http://otlp.example/#here",
    ] {
        let line = refusal("", &[(ENDPOINT.0, endpoint)]);
        assert!(line.contains("traces.endpoint is "), "{line}");
    }
}

#[test]
fn a_share_is_none_all_or_something_between() {
    for (share, expected) in [("0", 0.0), ("1", 1.0), ("0.25", 0.25), ("1.0", 1.0)] {
        let by_variable = traces("", &[ENDPOINT, (SHARE, share)]).share;
        let by_file = traces(&format!("[traces]\nshare = {share}"), &[ENDPOINT]).share;
        assert!((by_variable - expected).abs() < f64::EPSILON, "{share}");
        assert!((by_file - expected).abs() < f64::EPSILON, "{share}");
    }
    assert!((traces("", &[ENDPOINT]).share - 1.0).abs() < f64::EPSILON);
    for share in ["-0.1", "1.1", "2", "NaN", "half", ""] {
        let line = refusal("", &[ENDPOINT, (SHARE, share)]);
        assert!(line.contains("a number from 0 to 1"), "{line}");
    }
    for share in ["-1", "1.5", "256", "true", "[1]"] {
        let line = refusal(&format!("[traces]\nshare = {share}"), &[ENDPOINT]);
        assert!(line.contains("a number from 0 to 1"), "{line}");
    }
}

#[cfg(unix)]
#[test]
fn headers_stand_in_a_list_and_in_a_file_of_their_own_and_are_not_shown() {
    let folder = TempDir::new().unwrap();
    let path = keep(&folder, b"Authorization: Bearer canary, X-Third: three\n");
    let listed = (HEADERS, "X-Scope-OrgID: canary:show");
    let given = traces("", &[ENDPOINT, listed, (FILE, &path)]);
    let headers = given.headers.iter();
    let headers: Vec<_> = headers
        .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
        .collect();
    assert_eq!(
        headers,
        [
            ("x-scope-orgid", "canary:show"),
            ("authorization", "Bearer canary"),
            ("x-third", "three"),
        ]
    );
    assert!(!format!("{given:?}").contains("canary"), "{given:?}");

    let line = refusal("", &[ENDPOINT, (HEADERS, "canary")]);
    assert!(line.contains("traces.headers is something else"), "{line}");
    assert!(!line.contains("canary"), "{line}");
    let path = keep(&folder, b"canary");
    let line = refusal("", &[ENDPOINT, (FILE, &path)]);
    assert!(line.contains("traces.headers_file is"), "{line}");
    assert!(!line.contains("canary"), "{line}");
}

#[cfg(unix)]
#[test]
fn headers_are_for_somebody() {
    let folder = TempDir::new().unwrap();
    let path = keep(&folder, b"Authorization: Bearer canary");
    for (variables, key) in [
        ([(HEADERS, "X-Scope-OrgID: show")], "traces.headers"),
        ([(FILE, path.as_str())], "traces.headers_file"),
    ] {
        let line = refusal("", &variables);
        let told = format!("{key} is set, but traces.endpoint is not");
        assert!(line.contains(&told), "{line}");
    }
}
