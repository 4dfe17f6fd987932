//! The browser and the system that a `User-Agent` names, for people to know their devices by.
use axum::http::{HeaderMap, header};

/// Of the header, so much is looked at.
const LONGEST: usize = 512;

/// What a browser writes of itself, and its name. Most also name those that they descend from, so
/// the first that is found counts.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("OPT/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("DuckDuckGo/", "DuckDuckGo"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
];

/// Android and `ChromeOS` say that they are like Linux, and iPhones that they are like a Mac.
const SYSTEMS: &[(&str, &str)] = &[
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Mac OS X", "macOS"),
    ("FreeBSD", "FreeBSD"),
    ("OpenBSD", "OpenBSD"),
    ("Linux", "Linux"),
];

/// Such as `Firefox on Linux`, made of the words above alone. None when it names neither.
pub(super) fn device(headers: &HeaderMap) -> Option<String> {
    let agent = headers.get(header::USER_AGENT)?.as_bytes();
    let agent = &agent[..agent.len().min(LONGEST)];
    match (named(agent, BROWSERS), named(agent, SYSTEMS)) {
        (Some(browser), Some(system)) => Some(format!("{browser} on {system}")),
        (one, other) => one.or(other).map(str::to_owned),
    }
}

fn named(agent: &[u8], table: &[(&str, &'static str)]) -> Option<&'static str> {
    let holds = |word: &str| {
        agent
            .windows(word.len())
            .any(|part| part == word.as_bytes())
    };
    let found = table.iter().find(|(word, _)| holds(word));
    found.map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, device};
    use axum::http::{HeaderMap, HeaderValue, header};

    fn of(agent: impl AsRef<[u8]>) -> Option<String> {
        let mut headers = HeaderMap::new();
        let value = HeaderValue::from_bytes(agent.as_ref()).unwrap();
        headers.insert(header::USER_AGENT, value);
        device(&headers)
    }

    #[test]
    fn browsers_and_systems_are_known_by_what_they_write() {
        const MAC: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15";
        const PHONE: &str =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1";
        const ROBOT: &str = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36";
        const PC: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36";
        for (system, rest, expected) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101",
                "Firefox/144.0",
                "Firefox on Linux",
            ),
            (
                "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0)",
                "Chrome/140.0 Safari/537.36",
                "Chrome on ChromeOS",
            ),
            (MAC, "Version/18.1 Safari/605.1.15", "Safari on macOS"),
            (
                PHONE,
                "Version/18.1 Mobile/15E148 Safari/604.1",
                "Safari on iPhone",
            ),
            (
                PHONE,
                "CriOS/140.0 Mobile/15E148 Safari/604.1",
                "Chrome on iPhone",
            ),
            (
                PHONE,
                "FxiOS/144.0 Mobile/15E148 Safari/605.1",
                "Firefox on iPhone",
            ),
            (
                ROBOT,
                "Chrome/140.0 Mobile Safari/537.36",
                "Chrome on Android",
            ),
            (
                ROBOT,
                "SamsungBrowser/28.0 Chrome/130.0 Mobile Safari/537.36",
                "Samsung Internet on Android",
            ),
            (PC, "Chrome/140.0 Safari/537.36", "Chrome on Windows"),
            (
                PC,
                "Chrome/140.0 Safari/537.36 Edg/140.0",
                "Edge on Windows",
            ),
            (
                PC,
                "Chrome/140.0 Safari/537.36 OPR/124.0",
                "Opera on Windows",
            ),
            ("curl/8.14.1", "", "curl"),
            ("Podcatcher/3 (Linux)", "", "Linux"),
        ] {
            assert_eq!(of(format!("{system} {rest}")).as_deref(), Some(expected));
        }
    }

    #[test]
    fn what_is_not_known_is_not_repeated() {
        for agent in [
            "",
            "Mozilla/5.0",
            "Podcatcher/3",
            "<script>alert(1)</script>",
        ] {
            assert_eq!(of(agent), None, "{agent}");
        }
        assert_eq!(device(&HeaderMap::new()), None);
        assert_eq!(
            of(b"\xff\xfe\tFirefox/1 \xf0 Linux").as_deref(),
            Some("Firefox on Linux")
        );
        let far = format!("{}Firefox/144.0", " ".repeat(LONGEST));
        assert_eq!(of(far), None);
    }

    #[test]
    fn whatever_is_said_fits_its_column() {
        let names = |table: &[(&str, &str)]| table.iter().map(|(_, name)| name.len()).max();
        let longest =
            names(super::BROWSERS).unwrap() + " on ".len() + names(super::SYSTEMS).unwrap();
        assert!(longest <= 64);
    }
}
