//! Where somebody may be sent after signing in: to a page of this origin, and nowhere else.

const MAX_BYTES: usize = 1024;

/// A path as it stands, with its query; `None` for whatever a browser, or a server behind it that
/// decodes, could take for an address elsewhere. Stricter than it need be: what is refused is sent
/// nowhere.
pub(in crate::http) fn path(next: &str) -> Option<&str> {
    let plain = |c: u8| c.is_ascii_graphic() && !matches!(c, b'\\' | b'"' | b'<' | b'>' | b'`');
    if next.len() > MAX_BYTES || !next.bytes().all(plain) || !next.starts_with('/') {
        return None;
    }
    let (path, _) = next.split_at(next.find(['?', '#']).unwrap_or(next.len()));
    let lower = path.to_ascii_lowercase();
    // Slashes, backslashes, dots, percent signs and controls in disguise.
    let disguised = ["%2f", "%5c", "%2e", "%25", "%0", "%1", "%7f"];
    let odd = ["//", "/./", "/../", "@", ":"];
    let refused = disguised
        .iter()
        .chain(&odd)
        .any(|piece| lower.contains(piece))
        || lower.ends_with("/.")
        || lower.ends_with("/..");
    (!refused).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::path;
    use url::Url;

    #[test]
    fn pages_of_this_origin_are_gone_to() {
        let own = Url::parse("https://comments.example").unwrap();
        for good in [
            "/",
            "/desk",
            "/desk/queue?state=PENDING&page=2",
            "/desk#first",
            "/d%C3%A9sk/a.b/c-d_e~f",
            "/desk?back=https://elsewhere.example/",
        ] {
            assert_eq!(path(good), Some(good));
            let url = own.join(good).unwrap();
            assert_eq!(url.origin(), own.origin(), "{good}");
        }
    }

    #[test]
    fn no_form_of_another_address_is() {
        let refused = [
            "",
            "desk",
            "evil.example",
            "//evil.example",
            "///evil.example",
            "////evil.example",
            "/\\evil.example",
            "\\/evil.example",
            "\\\\evil.example",
            "/\\/evil.example",
            "//\\evil.example",
            "https:evil.example",
            "https:/evil.example",
            "https://evil.example",
            "HTTPS://EVIL.EXAMPLE",
            "http:evil.example",
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "vbscript:msgbox(1)",
            "blob:https://evil.example/1",
            "/%2f/evil.example",
            "%2f%2fevil.example",
            "/%2fevil.example",
            "/%2Fevil.example",
            "/%5cevil.example",
            "/%5C%5Cevil.example",
            "/%252fevil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "/\r/evil.example",
            "/\u{0}/evil.example",
            " //evil.example",
            "\u{1}//evil.example",
            "/ /evil.example",
            "/./\\evil.example",
            "/.//evil.example",
            "/..//evil.example",
            "/desk/..//evil.example",
            "/%2e//evil.example",
            "/%2e%2e/%2fevil.example",
            "/%09/evil.example",
            "/%0a/evil.example",
            "/%0d%0aLocation:https://evil.example",
            "/@evil.example",
            "//user@evil.example",
            "/https://evil.example",
            "?next=//evil.example",
            "#//evil.example",
            "\u{ff0f}\u{ff0f}evil.example",
            "/\u{2215}evil.example",
            "/\u{3002}evil.example",
            "/desk\"><script>",
        ];
        assert!(refused.len() >= 40);
        for bad in refused {
            assert_eq!(path(bad), None, "{bad:?}");
        }
        assert_eq!(path(&format!("/{}", "a".repeat(2000))), None);
    }
}
