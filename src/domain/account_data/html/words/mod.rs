//! What the page and the word about the files say, a file a language.
mod ar;
mod de;
mod en;
mod es;
mod fr;
mod ja;
mod pt;
mod values;
mod vi;

pub(super) use values::Of;

use values::Values;

/// Words by what the document calls the thing.
type Named = &'static [(&'static str, &'static str)];

pub(in crate::domain::account_data) struct Words {
    /// BCP 47.
    pub(in crate::domain::account_data) tag: &'static str,
    /// `ltr` or `rtl`.
    pub(super) direction: &'static str,
    /// Says `{site}`.
    pub(super) title: &'static str,
    /// Says `{when}`.
    pub(super) made: &'static str,
    pub(super) contents: &'static str,
    /// Of an empty list.
    pub(super) nothing: &'static str,
    /// What a link gives, whatever it is.
    pub(super) download: &'static str,
    /// Of a link that has been used or is too old.
    pub(super) over: &'static str,
    pub(super) readme: &'static str,
    headings: Named,
    labels: Named,
    values: Values,
}

pub(super) const LANGUAGES: [&Words; 8] = [
    &en::WORDS,
    &de::WORDS,
    &fr::WORDS,
    &es::WORDS,
    &pt::WORDS,
    &vi::WORDS,
    &ja::WORDS,
    &ar::WORDS,
];

/// The language that is asked for, whatever its region; else English.
pub(in crate::domain::account_data) fn nearest(tag: &str) -> &'static Words {
    let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
    let mut all = LANGUAGES.into_iter();
    let found = all.find(|words| words.tag.eq_ignore_ascii_case(primary));
    found.unwrap_or(&en::WORDS)
}

impl Words {
    pub(super) fn heading<'a>(&self, name: &'a str) -> &'a str {
        said(self.headings, name)
    }

    pub(super) fn label<'a>(&self, key: &'a str) -> &'a str {
        said(self.labels, key)
    }

    /// None where it is no such name.
    pub(super) fn value(&self, of: Of, name: &str) -> Option<&'static str> {
        self.values.said(of, name)
    }
}

fn said(all: Named, name: &str) -> &str {
    let found = all.iter().find(|(known, _)| *known == name);
    found.map_or(name, |(_, said)| said)
}

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, Named, nearest};

    fn names(all: Named) -> Vec<&'static str> {
        all.iter().map(|(name, _)| *name).collect()
    }

    #[test]
    fn every_language_says_all_that_english_does() {
        let english = nearest("en");
        for words in LANGUAGES {
            let tag = words.tag;
            assert_eq!(names(words.headings), names(english.headings), "{tag}");
            assert_eq!(names(words.labels), names(english.labels), "{tag}");
            assert!(words.title.contains("{site}") && words.made.contains("{when}"));
            assert!(words.readme.contains("account-data.html"), "{tag}");
            assert!(words.readme.contains("account-data.json"), "{tag}");
            let all = [words.headings, words.labels].concat();
            // They are put into the page as they are.
            assert!(
                all.iter()
                    .all(|(_, said)| !said.is_empty() && !said.contains(['<', '"', '&']))
            );
        }
    }

    #[test]
    fn the_nearest_language_is_found_whatever_its_region() {
        for (asked, found) in [
            ("de-AT", "de"),
            ("PT_br", "pt"),
            ("ar", "ar"),
            ("", "en"),
            ("tlh", "en"),
        ] {
            assert_eq!(nearest(asked).tag, found, "{asked}");
        }
    }
}
