//! Which of the languages that our own pages speak somebody reads.
use axum::http::{HeaderMap, header};

/// One that the pages speak.
#[derive(Debug, PartialEq, Eq)]
pub struct Language {
    pub tag: &'static str,
    /// The direction in which it is written.
    pub direction: &'static str,
}

const fn to_the_right(tag: &'static str) -> Language {
    Language {
        tag,
        direction: "ltr",
    }
}

/// The first is spoken where none fits.
pub const LANGUAGES: [Language; 8] = [
    to_the_right("en"),
    to_the_right("de"),
    to_the_right("fr"),
    to_the_right("es"),
    to_the_right("pt"),
    to_the_right("vi"),
    to_the_right("ja"),
    Language {
        tag: "ar",
        direction: "rtl",
    },
];

/// The one that a page asks for, or else that the browser accepts.
pub fn of(asked: Option<&str>, headers: &HeaderMap) -> &'static Language {
    let accepted = headers.get(header::ACCEPT_LANGUAGE);
    choose(asked, accepted.and_then(|value| value.to_str().ok()))
}

/// What the page asks for comes before what the browser accepts.
fn choose(asked: Option<&str>, accepted: Option<&str>) -> &'static Language {
    let preferred = || {
        by_weight(accepted.unwrap_or(""))
            .into_iter()
            .find_map(spoken)
    };
    asked
        .and_then(spoken)
        .or_else(preferred)
        .unwrap_or(&LANGUAGES[0])
}

/// By the language alone: `pt-BR` is `pt`.
pub fn spoken(tag: &str) -> Option<&'static Language> {
    let primary = tag.trim().split(['-', '_']).next()?;
    LANGUAGES
        .iter()
        .find(|language| language.tag.eq_ignore_ascii_case(primary))
}

/// The tags of an `Accept-Language`, best first; what is refused with `q=0` is left out.
fn by_weight(accepted: &str) -> Vec<&str> {
    let mut weighed: Vec<(&str, f32)> = accepted
        .split(',')
        .take(32)
        .filter_map(|part| {
            let (tag, weight) = part.split_once(';').unwrap_or((part, "q=1"));
            let weight = weight.trim().strip_prefix("q=")?.parse().ok()?;
            (weight > 0.0 && weight <= 1.0).then_some((tag, weight))
        })
        .collect();
    weighed.sort_by(|one, other| other.1.total_cmp(&one.1));
    weighed.into_iter().map(|(tag, _)| tag).collect()
}

#[cfg(test)]
mod tests {
    use super::choose;

    #[test]
    fn the_page_is_asked_first_then_the_browser() {
        for (asked, accepted, chosen) in [
            (None, None, "en"),
            (Some("de"), None, "de"),
            (Some("de-AT"), Some("fr"), "de"),
            (Some("PT_br"), None, "pt"),
            (Some("tlh"), Some("fr-CH, fr;q=0.9, en;q=0.8"), "fr"),
            (Some(""), Some("ja"), "ja"),
            (None, Some("sv, es;q=0.4, vi;q=0.7"), "vi"),
            (None, Some("de;q=0, ar;q=0.1"), "ar"),
            (None, Some("*;q=0.5"), "en"),
            (None, Some("de;q=NaN, de;q=7, de;q=, ;;;, fr"), "fr"),
            (Some("\u{0}"), Some("\u{1f600}"), "en"),
        ] {
            assert_eq!(
                choose(asked, accepted).tag,
                chosen,
                "{asked:?} {accepted:?}"
            );
        }
    }

    #[test]
    fn arabic_begins_at_the_right() {
        assert_eq!(choose(Some("ar-EG"), None).direction, "rtl");
        assert_eq!(choose(Some("vi"), None).direction, "ltr");
    }
}
