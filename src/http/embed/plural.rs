//! What numbers ask of the words around them.
use crate::http::language::Language;

/// A sentence with a number in it, by what the number asks of the words around it. The last one is
/// for all other numbers.
pub(super) struct Plural(pub(super) &'static [(Form, &'static str)]);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Plural {
    pub(super) fn of(&self, count: i32, language: &Language) -> String {
        let form = form(count, language);
        let found = self.0.iter().find(|(known, _)| *known == form);
        let (_, text) = found.or(self.0.last()).unwrap_or(&(Form::Other, "{count}"));
        text.replace("{count}", &count.to_string())
    }
}

/// As the Unicode consortium has it for whole numbers.
fn form(count: i32, language: &Language) -> Form {
    use Form::{Few, Many, One, Other, Two, Zero};
    match (language.tag, count, count % 100) {
        ("vi" | "ja", ..) => Other,
        ("ar", 0, _) => Zero,
        ("ar", 2, _) => Two,
        ("ar", _, 3..=10) => Few,
        ("ar", _, 11..=99) => Many,
        ("fr" | "pt", 0, _) | (_, 1, _) => One,
        _ => Other,
    }
}

#[cfg(test)]
mod tests {
    use crate::http::{embed::words::of, language::LANGUAGES};

    #[test]
    fn numbers_ask_for_their_words() {
        let said = |tag: &str, count| {
            let language = LANGUAGES.iter().find(|language| language.tag == tag);
            let language = language.unwrap();
            of(language).thoughts.of(count, language)
        };
        for (tag, count, expect) in [
            ("en", 1, "One thought on “{title}”"),
            ("en", 3, "3 thoughts on “{title}”"),
            ("de", 21, "21 Gedanken zu „{title}“"),
            ("fr", 0, "Une réflexion sur « {title} »"),
            ("fr", 2, "2 réflexions sur « {title} »"),
            ("pt", 0, "Uma reflexão sobre «{title}»"),
            ("ja", 1, "「{title}」への1件のコメント"),
            ("vi", 1, "1 suy nghĩ về “{title}”"),
            ("ar", 1, "رأي واحد حول «{title}»"),
            ("ar", 2, "رأيان حول «{title}»"),
            ("ar", 10, "10 آراء حول «{title}»"),
            ("ar", 11, "11 رأيًا حول «{title}»"),
            ("ar", 102, "102 رأي حول «{title}»"),
            ("ar", 103, "103 آراء حول «{title}»"),
        ] {
            assert_eq!(said(tag, count), expect);
        }
    }

    /// What is filled in must have its place in every language.
    #[test]
    fn every_language_has_the_places_to_fill() {
        for language in &LANGUAGES {
            let words = of(language);
            for count in [0, 1, 2, 3, 11, 100] {
                let thoughts = words.thoughts.of(count, language);
                assert!(thoughts.contains("{title}"), "{thoughts}");
            }
            assert!(words.no_thoughts.contains("{title}"));
            assert!(words.answering.contains("{name}"));
            assert!(words.at.contains("{time}"));
        }
    }
}
