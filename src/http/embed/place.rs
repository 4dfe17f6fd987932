//! Addresses of the pages without script, which the pages themselves and oEmbed name.
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use url::Url;

/// What stands in a path as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A thread, and what the address of its page says besides.
pub(super) struct Place<'a> {
    pub(super) site: &'a str,
    pub(super) key: &'a str,
    pub(super) sort: Option<&'a str>,
    /// As the address asks for it; else the browser's language is spoken.
    pub(super) lang: Option<&'a str>,
}

impl Place<'_> {
    /// The first page, as it is in whatever language.
    pub(super) fn path(&self) -> String {
        let encoded = |text| utf8_percent_encode(text, PLAIN);
        format!("/embed/{}/{}", encoded(self.site), encoded(self.key))
    }

    pub(super) fn whole(&self) -> String {
        self.with(&[])
    }

    pub(super) fn sorted(&self, sort: &str) -> String {
        let place = Place {
            sort: Some(sort),
            ..*self
        };
        place.with(&[])
    }

    pub(super) fn after(&self, cursor: &str) -> String {
        self.with(&[("after", cursor)])
    }

    pub(super) fn comment(&self, id: &str) -> String {
        format!("{}#{id}", self.with(&[("comment", id)]))
    }

    pub(super) fn comment_after(&self, id: &str, cursor: &str) -> String {
        self.with(&[("comment", id), ("after", cursor)])
    }

    fn with(&self, more: &[(&str, &str)]) -> String {
        let kept = [("sort", self.sort), ("lang", self.lang)];
        let kept = kept
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)));
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(more)
            .extend_pairs(kept)
            .finish();
        if query.is_empty() {
            return self.path();
        }
        format!("{}?{query}", self.path())
    }
}

/// The site's and the episode's keys in the address of one of our own pages.
pub(super) fn read(url: &Url, own_origin: &str) -> Option<(String, String)> {
    if url.origin().ascii_serialization() != own_origin {
        return None;
    }
    let (site, key) = url.path().strip_prefix("/embed/")?.split_once('/')?;
    let decoded = |text| Some(percent_decode_str(text).decode_utf8().ok()?.into_owned());
    let is_one = !site.is_empty() && !key.is_empty() && !key.contains('/');
    is_one.then_some(())?;
    Some((decoded(site)?, decoded(key)?))
}

#[cfg(test)]
mod tests {
    use super::{Place, read};
    use url::Url;

    const OWN: &str = "https://comments.example";

    #[test]
    fn an_address_names_its_thread_whatever_the_keys_hold() {
        for key in [
            "278",
            "a/b",
            "https://h.example/1?a=b#c",
            "ü %2f ..",
            "\"<>",
        ] {
            let place = Place {
                site: "history",
                key,
                sort: None,
                lang: None,
            };
            let path = place.path();
            assert!(path.bytes().all(|byte| byte.is_ascii_graphic()), "{path}");
            let url = Url::parse(&format!("{OWN}{path}")).unwrap();
            let found = read(&url, OWN).unwrap();
            assert_eq!(found, ("history".to_owned(), key.to_owned()));
        }
    }

    #[test]
    fn other_addresses_name_none() {
        for other in [
            "https://comments.example/",
            "https://comments.example/embed/history",
            "https://comments.example/embed/history/",
            "https://comments.example/embed//278",
            "https://comments.example/embed/history/1/2",
            "https://comments.example/embed/history/%ff",
            "http://comments.example/embed/history/278",
            "https://other.example/embed/history/278",
        ] {
            assert_eq!(read(&Url::parse(other).unwrap(), OWN), None, "{other}");
        }
    }

    #[test]
    fn links_keep_what_was_asked_for() {
        let place = Place {
            site: "history",
            key: "a b",
            sort: Some("top"),
            lang: Some("de"),
        };
        assert_eq!(
            place.after("x="),
            "/embed/history/a%20b?after=x%3D&sort=top&lang=de"
        );
        assert_eq!(
            place.sorted("newest"),
            "/embed/history/a%20b?sort=newest&lang=de"
        );
        let comment = place.comment("comment_1");
        assert_eq!(
            comment,
            "/embed/history/a%20b?comment=comment_1&sort=top&lang=de#comment_1"
        );
    }
}
