//! What the service is measured against: a handler that gives one answer, which lies ready in memory,
//! to whatever it is asked.
//!
//! Usage: `bare ADDRESS FILE`. The file holds the answer as `curl --include` writes it.
#![expect(clippy::unwrap_used, reason = "a benchmark may panic")]
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, header},
};
use std::{env, fs};
use tokio::net::TcpListener;

type Answer = (HeaderMap, Bytes);

/// Written by hyper itself.
const NOT_OURS: [HeaderName; 4] = [
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::DATE,
    header::TRANSFER_ENCODING,
];

#[tokio::main]
async fn main() {
    let mut arguments = env::args().skip(1);
    let (Some(address), Some(file)) = (arguments.next(), arguments.next()) else {
        panic!("Usage: bare ADDRESS FILE");
    };
    let answer = read(&fs::read(file).unwrap());
    let router = Router::new().fallback(give).with_state(answer);
    let listener = TcpListener::bind(address).await.unwrap();
    axum::serve(listener, router).await.unwrap();
}

async fn give(State(answer): State<Answer>) -> Answer {
    answer
}

fn read(file: &[u8]) -> Answer {
    let end = file
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap();
    let head = str::from_utf8(&file[..end]).unwrap();
    let mut headers = HeaderMap::new();
    for line in head.lines().skip(1) {
        let (name, value) = line.split_once(':').unwrap();
        let name: HeaderName = name.parse().unwrap();
        if !NOT_OURS.contains(&name) {
            headers.append(name, HeaderValue::from_str(value.trim()).unwrap());
        }
    }
    (headers, Bytes::copy_from_slice(&file[end + 4..]))
}
