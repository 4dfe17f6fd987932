//! What the invented show sounds like: a bell over the water, every fifteen seconds, for three
//! quarters of an hour. Computed, so that the program carries no sound, and sent in parts, so that a
//! player can go to any second (RFC 9110, section 14.2).
use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use futures_util::stream;
use std::{convert::Infallible, f32::consts::TAU, ops::Range, sync::LazyLock};

/// Samples a second, of one byte each.
const RATE: u32 = 8_000;
const STROKES: u32 = 180;
const STROKE: u32 = 15 * RATE;
const HEADER: u32 = 44;
const LENGTH: u32 = HEADER + STROKES * STROKE;

pub(super) fn routes() -> Router {
    Router::new().route("/demo/episode.wav", get(sound))
}

async fn sound(headers: HeaderMap) -> Response {
    let asked = headers
        .get(header::RANGE)
        .and_then(|range| range.to_str().ok());
    let common = [
        (header::CONTENT_TYPE, "audio/wav".to_owned()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
    ];
    let part = asked.map_or(Asked::All, range_of);
    let (status, range) = match part {
        Asked::All => (StatusCode::OK, 0..LENGTH),
        Asked::Part(range) => (StatusCode::PARTIAL_CONTENT, range),
        Asked::Beyond => {
            let length = [(header::CONTENT_RANGE, format!("bytes */{LENGTH}"))];
            return (StatusCode::RANGE_NOT_SATISFIABLE, length).into_response();
        }
    };
    let mut answer = (status, common, body(range.clone())).into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_LENGTH, (range.end - range.start).into());
    if status == StatusCode::PARTIAL_CONTENT {
        let which = format!("bytes {}-{}/{LENGTH}", range.start, range.end - 1);
        if let Ok(which) = which.parse() {
            headers.insert(header::CONTENT_RANGE, which);
        }
    }
    answer
}

#[derive(Debug, PartialEq)]
enum Asked {
    All,
    Part(Range<u32>),
    Beyond,
}

/// Of one range; several, or what is none, may be answered with everything.
fn range_of(header: &str) -> Asked {
    let Some((first, last)) = header
        .strip_prefix("bytes=")
        .and_then(|range| range.split_once('-'))
    else {
        return Asked::All;
    };
    let range = match (first.parse::<u32>(), last.parse::<u32>()) {
        (Ok(first), Ok(last)) if first <= last => first..LENGTH.min(last.saturating_add(1)),
        (Ok(first), Err(_)) if last.is_empty() => first..LENGTH,
        (Err(_), Ok(last)) if first.is_empty() => LENGTH.saturating_sub(last)..LENGTH,
        _ => return Asked::All,
    };
    if range.is_empty() {
        Asked::Beyond
    } else {
        Asked::Part(range)
    }
}

/// Made piece by piece while it is sent.
fn body(range: Range<u32>) -> Body {
    Body::from_stream(stream::unfold(range, |rest| async move {
        let piece = piece(&rest)?;
        let sent = u32::try_from(piece.len()).ok()?;
        Some((Ok::<_, Infallible>(piece), rest.start + sent..rest.end))
    }))
}

/// The start of a range, at most to the end of a stroke.
fn piece(range: &Range<u32>) -> Option<Bytes> {
    static START: LazyLock<Bytes> = LazyLock::new(|| Bytes::from(wav_header()));
    static ONE: LazyLock<Bytes> = LazyLock::new(|| (0..STROKE).map(sample).collect());
    let length = range
        .end
        .checked_sub(range.start)
        .filter(|left| *left > 0)?;
    let (of, from) = match range.start.checked_sub(HEADER) {
        None => (&*START, range.start),
        Some(place) => (&*ONE, place % STROKE),
    };
    let from = from as usize;
    let to = of.len().min(from + length as usize);
    Some(of.slice(from..to))
}

/// Of linear PCM with eight bits, as Microsoft and IBM described it in 1991.
fn wav_header() -> Vec<u8> {
    let data = LENGTH - HEADER;
    let mut header = Vec::with_capacity(HEADER as usize);
    header.extend(b"RIFF");
    header.extend((LENGTH - 8).to_le_bytes());
    header.extend(b"WAVEfmt ");
    header.extend(16_u32.to_le_bytes());
    header.extend(1_u16.to_le_bytes());
    header.extend(1_u16.to_le_bytes());
    header.extend(RATE.to_le_bytes());
    header.extend(RATE.to_le_bytes());
    header.extend(1_u16.to_le_bytes());
    header.extend(8_u16.to_le_bytes());
    header.extend(b"data");
    header.extend(data.to_le_bytes());
    header
}

/// A bell's partials, the higher the sooner gone.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "samples are small numbers"
)]
fn sample(index: u32) -> u8 {
    let seconds = index as f32 / RATE as f32;
    let partials: [(f32, f32, f32); 4] = [
        (196.0, 0.5, 0.30),
        (392.0, 0.9, 0.22),
        (466.2, 1.2, 0.16),
        (588.0, 1.6, 0.12),
    ];
    let bell: f32 = partials
        .iter()
        .map(|(pitch, decay, loud)| loud * (-decay * seconds).exp() * (TAU * pitch * seconds).sin())
        .sum();
    (128.0 + 120.0 * bell).clamp(0.0, 255.0) as u8
}

#[cfg(test)]
mod tests {
    use super::{Asked, HEADER, LENGTH, STROKE, body, piece, range_of, wav_header};
    use http_body_util::BodyExt;

    #[test]
    fn a_header_is_as_long_as_it_says() {
        assert_eq!(wav_header().len(), HEADER as usize);
    }

    #[test]
    fn a_player_goes_where_it_likes() {
        assert_eq!(range_of("bytes=0-"), Asked::Part(0..LENGTH));
        assert_eq!(range_of("bytes=100-199"), Asked::Part(100..200));
        assert_eq!(range_of("bytes=100-99999999"), Asked::Part(100..LENGTH));
        assert_eq!(range_of("bytes=-100"), Asked::Part(LENGTH - 100..LENGTH));
        assert_eq!(range_of(&format!("bytes={LENGTH}-")), Asked::Beyond);
        for whole in [
            "bytes=5-4",
            "bytes=0-1,4-5",
            "lines=1-2",
            "bytes=-",
            "bytes=a-b",
        ] {
            assert_eq!(range_of(whole), Asked::All, "{whole}");
        }
    }

    #[tokio::test]
    async fn the_parts_are_those_of_the_whole() {
        let (first, last) = (HEADER + STROKE - 7, HEADER + STROKE + 9);
        let part = body(first..last).collect().await.unwrap().to_bytes();
        let whole = body(0..last).collect().await.unwrap().to_bytes();
        assert_eq!(part, whole[first as usize..]);
        assert!(part.iter().any(|sample| *sample != 128));
        assert_eq!(piece(&(LENGTH..LENGTH)), None);
    }
}
