//! Media types: what the client sends and what it accepts.
use axum::http::{HeaderMap, header};

/// In what an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Media {
    Json,
    GraphqlResponse,
}

impl Media {
    pub(super) fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        }
    }
}

/// What the client accepts best. JSON where it does not say or does not care, `None` where it accepts
/// neither.
pub(super) fn negotiate(headers: &HeaderMap) -> Option<Media> {
    let accept: Vec<&str> = headers
        .get_all(header::ACCEPT)
        .iter()
        .map(|value| value.to_str().unwrap_or(""))
        .collect();
    let ranges: Vec<Range<'_>> = accept
        .iter()
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .filter(|range| !range.is_empty())
        .map(Range::parse)
        .collect();
    if ranges.is_empty() {
        return Some(Media::Json);
    }
    let (json, _) = best(&ranges, "application/json");
    let (graphql, named) = best(&ranges, "application/graphql-response+json");
    if json == 0 && graphql == 0 {
        return None;
    }
    if graphql > json || (graphql == json && named) {
        return Some(Media::GraphqlResponse);
    }
    Some(Media::Json)
}

/// Whether the client takes a stream of events, by that name.
pub(super) fn takes_events(headers: &HeaderMap) -> bool {
    let accept = headers.get_all(header::ACCEPT).iter();
    let accept = accept.filter_map(|value| value.to_str().ok());
    let mut ranges = accept.flat_map(|value| value.split(',')).map(Range::parse);
    ranges.any(|range| {
        range
            .essence
            .trim()
            .eq_ignore_ascii_case("text/event-stream")
            && range.quality > 0
    })
}

/// Is there one content type, JSON, and in UTF-8?
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let mut values = headers.get_all(header::CONTENT_TYPE).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return false;
    };
    let Ok(value) = value.to_str() else {
        return false;
    };
    let mut parts = value.split(';').map(str::trim);
    let essence = parts.next().unwrap_or("");
    essence.eq_ignore_ascii_case("application/json")
        && parts.all(|parameter| !is_other_charset(parameter))
}

/// One entry of an `Accept` header. `quality` is in thousandths.
struct Range<'a> {
    essence: &'a str,
    quality: u16,
}

impl<'a> Range<'a> {
    fn parse(range: &'a str) -> Self {
        let mut parts = range.split(';').map(str::trim);
        let essence = parts.next().unwrap_or("");
        let mut quality = 1_000;
        for parameter in parts {
            if is_other_charset(parameter) {
                quality = 0;
            } else if let Some(value) = parameter
                .strip_prefix("q=")
                .or(parameter.strip_prefix("Q="))
            {
                quality = quality.min(thousandths(value));
            }
        }
        Self { essence, quality }
    }

    /// How closely the range names the type: 3 by name, 1 by `*/*`, 0 not at all.
    fn closeness(&self, essence: &str) -> u8 {
        if self.essence.eq_ignore_ascii_case(essence) {
            return 3;
        }
        match self.essence {
            "application/*" => 2,
            "*/*" | "*" => 1,
            _ => 0,
        }
    }
}

/// The quality by the range that names the type most closely, and whether that is by name.
fn best(ranges: &[Range<'_>], essence: &str) -> (u16, bool) {
    let closest = ranges
        .iter()
        .map(|range| (range.closeness(essence), range.quality))
        .filter(|(closeness, _)| *closeness > 0)
        .max();
    closest.map_or((0, false), |(closeness, quality)| (quality, closeness == 3))
}

/// A quality that cannot be read counts as none.
fn thousandths(value: &str) -> u16 {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return 0;
    }
    match whole {
        "1" => 1_000,
        "0" => format!("{fraction:0<3}").parse().unwrap_or(0),
        _ => 0,
    }
}

fn is_other_charset(parameter: &str) -> bool {
    let Some((name, value)) = parameter.split_once('=') else {
        return false;
    };
    let value = value.trim().trim_matches('"');
    name.trim().eq_ignore_ascii_case("charset")
        && !value.eq_ignore_ascii_case("utf-8")
        && !value.eq_ignore_ascii_case("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn accepting(accept: &'static str) -> Option<Media> {
        negotiate(&HeaderMap::from_iter([(
            header::ACCEPT,
            HeaderValue::from_static(accept),
        )]))
    }

    #[test]
    fn the_best_accepted_type_is_taken() {
        let cases = [
            ("", Some(Media::Json)),
            ("*/*", Some(Media::Json)),
            ("application/*", Some(Media::Json)),
            ("application/json", Some(Media::Json)),
            ("APPLICATION/JSON; charset=UTF-8", Some(Media::Json)),
            (
                "application/graphql-response+json",
                Some(Media::GraphqlResponse),
            ),
            (
                "application/json, application/graphql-response+json",
                Some(Media::GraphqlResponse),
            ),
            (
                "application/graphql-response+json; charset=utf-8, application/json",
                Some(Media::GraphqlResponse),
            ),
            (
                "application/graphql-response+json;q=0.9, application/json",
                Some(Media::Json),
            ),
            ("application/json;q=0.5, */*;q=0.1", Some(Media::Json)),
            ("application/json;q=0, */*", Some(Media::GraphqlResponse)),
            ("text/html, */*;q=0.8", Some(Media::Json)),
            ("text/html", None),
            ("application/json;q=0", None),
            ("application/json;charset=latin1", None),
            ("application/json;q=x", None),
        ];
        for (accept, media) in cases {
            assert_eq!(accepting(accept), media, "{accept}");
        }
    }

    #[test]
    fn no_accept_header_means_json() {
        assert_eq!(negotiate(&HeaderMap::new()), Some(Media::Json));
    }

    #[test]
    fn only_json_in_utf_8_is_read() {
        let is_json = |value| {
            is_json(&HeaderMap::from_iter([(
                header::CONTENT_TYPE,
                HeaderValue::from_static(value),
            )]))
        };
        for value in [
            "application/json",
            "Application/JSON ; charset=\"utf-8\"",
            "application/json;x=y",
        ] {
            assert!(is_json(value), "{value}");
        }
        for value in [
            "text/plain",
            "application/json;charset=utf-16",
            "application/jsonp",
            "multipart/form-data",
            "",
        ] {
            assert!(!is_json(value), "{value}");
        }
    }
}
