//! Countries, by a proxy's word and by a database made here.
use super::Network;
use axum::http::{HeaderMap, HeaderName};
use std::{fs, path::PathBuf};
use tempfile::TempDir;

const HEADER: HeaderName = HeaderName::from_static("cf-ipcountry");

fn headers(lines: &[(&'static str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in lines {
        headers.append(*name, value.parse().unwrap());
    }
    headers
}

fn behind(proxy: &str) -> Network {
    let trusted = vec![proxy.parse().unwrap()];
    Network::from(trusted).with_country_header(Some(HEADER))
}

#[test]
fn only_a_trusted_proxy_says_which_country_it_is() {
    let network = behind("10.0.0.0/8");
    let told = |peer: &str, value| {
        network.country(peer.parse().unwrap(), &headers(&[("cf-ipcountry", value)]))
    };
    assert_eq!(told("10.0.0.1", "PT").as_deref(), Some("PT"));
    assert_eq!(told("::ffff:10.0.0.1", "pt").as_deref(), Some("PT"));
    assert_eq!(told("203.0.113.7", "PT"), None);
    for no_country in ["", "XX", "T1", "PRT", "P", "\u{e9}", "<b>", "P\t"] {
        assert_eq!(told("10.0.0.1", no_country), None, "{no_country}");
    }
    let twice = headers(&[("cf-ipcountry", "DE"), ("cf-ipcountry", "PT")]);
    let told = network.country("10.0.0.1".parse().unwrap(), &twice);
    assert_eq!(
        told.as_deref(),
        Some("PT"),
        "the client's own line stands before"
    );
    let silent = Network::from(vec!["10.0.0.0/8".parse().unwrap()]);
    let lines = headers(&[("cf-ipcountry", "PT")]);
    assert_eq!(silent.country("10.0.0.1".parse().unwrap(), &lines), None);
}

#[test]
fn a_database_knows_the_country_of_an_address() {
    let folder = TempDir::new().unwrap();
    let file = write(&folder, &database());
    let network = behind("10.0.0.0/8")
        .with_country_database(Some(&file))
        .unwrap();
    let of = |peer: &str, lines: &[(&'static str, &str)]| {
        network.country(peer.parse().unwrap(), &headers(lines))
    };
    assert_eq!(of("203.0.113.7", &[]).as_deref(), Some("IS"));
    assert_eq!(of("::ffff:203.0.113.7", &[]).as_deref(), Some("IS"));
    assert_eq!(of("3.0.0.1", &[]), None, "an address that it does not know");
    assert_eq!(of("2001:db8::1", &[]), None, "of another family");
    let forwarded = ("x-forwarded-for", "203.0.113.7");
    assert_eq!(of("10.0.0.1", &[forwarded]).as_deref(), Some("IS"));
    let told = [forwarded, ("cf-ipcountry", "PT")];
    assert_eq!(
        of("10.0.0.1", &told).as_deref(),
        Some("PT"),
        "the proxy's word stands first"
    );
}

#[test]
fn a_file_that_is_no_database_is_named() {
    let folder = TempDir::new().unwrap();
    let file = write(&folder, b"no database");
    for file in [file, folder.path().join("absent.mmdb")] {
        let Err(fault) = Network::default().with_country_database(Some(&file)) else {
            panic!("{} was read", file.display());
        };
        let line = fault.to_string();
        assert!(
            line.contains(file.file_name().unwrap().to_str().unwrap()),
            "{line}"
        );
    }
}

fn write(folder: &TempDir, bytes: &[u8]) -> PathBuf {
    let file = folder.path().join("countries.mmdb");
    fs::write(&file, bytes).unwrap();
    file
}

/// One that knows a single thing: what begins with a 1 bit is in Iceland. A tree of one node, with
/// records of 24 bits, then the data, then what the file says of itself.
fn database() -> Vec<u8> {
    let nothing = [0, 0, 1];
    let first_of_data = [0, 0, 1 + 16];
    let mut file = [nothing, first_of_data].concat();
    file.extend([0; 16]);
    file.extend(map(&[("country", map(&[("iso_code", text("IS"))]))]));
    file.extend(b"\xab\xcd\xefMaxMind.com");
    file.extend(map(&[
        ("binary_format_major_version", number(5, 2)),
        ("binary_format_minor_version", number(5, 0)),
        ("build_epoch", vec![0x01, 0x02, 1]),
        ("database_type", text("Test")),
        ("description", map(&[])),
        ("ip_version", number(5, 4)),
        ("languages", vec![0x00, 0x04]),
        ("node_count", number(6, 1)),
        ("record_size", number(5, 24)),
    ]));
    file
}

/// A control byte has the type in its upper three bits and the size in the lower five.
fn text(text: &str) -> Vec<u8> {
    let size = u8::try_from(text.len()).unwrap();
    assert!(size < 29);
    [&[0x40 | size], text.as_bytes()].concat()
}

fn number(kind: u8, value: u8) -> Vec<u8> {
    vec![kind << 5 | 1, value]
}

fn map(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = vec![0xe0 | u8::try_from(entries.len()).unwrap()];
    for (key, value) in entries {
        bytes.extend(text(key));
        bytes.extend(value);
    }
    bytes
}
