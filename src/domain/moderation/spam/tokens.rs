//! What the score looks at: a bounded set of words and signs of one comment.

use std::collections::{BTreeSet, HashSet};

use super::{fold, priors, signs};
use crate::domain::text::markdown;

/// Tokens of one comment at most.
pub const MAX_TOKENS: usize = 200;

/// A comment as the score sees it.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    pub body_markdown: &'a str,
    pub display_name: &'a str,
}

/// At most [`MAX_TOKENS`], each of at most 40 bytes: folded words of what is shown and of where
/// links lead, and signs, which begin with `~`. A word counts once however often it is said.
///
/// The words of the name are not among them, so that nobody is judged by a namesake; only whether
/// it advertises.
pub fn tokens(text: &Text<'_>) -> BTreeSet<String> {
    let reading = markdown::reading(text.body_markdown);
    let mut tokens: BTreeSet<String> = signs::signs(&reading).into_iter().collect();
    let mut words = fold::words(&reading.words);
    let targets: Vec<String> = reading
        .links
        .iter()
        .filter_map(|link| target(link))
        .collect();
    let mut targets = fold::words(&targets.join(" "));
    let name = fold::words(text.display_name);
    let found = [
        (words.mixed || name.mixed, "~mixed"),
        (signs::is_address(text.display_name), "~name:address"),
        (
            name.words.iter().any(|word| priors::is_advert(word)),
            "~name:advert",
        ),
    ];
    let found = found.into_iter().filter(|(holds, _)| *holds);
    tokens.extend(found.map(|(_, sign)| sign.to_owned()));
    words.words.append(&mut targets.words);
    let room = MAX_TOKENS - tokens.len();
    tokens.extend(chosen(words.words, room));
    tokens
}

/// Host and path of a link, without the last label of the host, which half the world shares.
fn target(link: &str) -> Option<String> {
    let url = url::Url::parse(link).ok()?;
    let (names, _) = url.host_str()?.rsplit_once('.')?;
    Some(format!("{names} {}", url.path()))
}

/// All distinct words if there is room for them; else those that the priors know, and of the rest
/// some from everywhere in the text, so that nothing can be hidden behind much else.
fn chosen(words: Vec<String>, room: usize) -> Vec<String> {
    let mut seen = HashSet::new();
    let distinct = words.into_iter().filter(|word| seen.insert(word.clone()));
    let (mut kept, rest): (Vec<String>, Vec<String>) =
        distinct.partition(|word| priors::of(word).is_some());
    kept.truncate(room);
    let room = (room - kept.len()).min(rest.len());
    kept.extend((0..room).map(|n| rest[n * rest.len() / room].clone()));
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(body: &str, name: &str) -> String {
        let tokens = tokens(&Text {
            body_markdown: body,
            display_name: name,
        });
        tokens.into_iter().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_and_signs_are_a_set() {
        assert_eq!(
            of(
                "Buy, buy, BUY [teapots](https://shop.example/teapots)",
                "Ana"
            ),
            "buy shop teapots ~host:shop.example ~links:1 ~script:Latn ~short:link"
        );
        assert_eq!(
            of("casino ".repeat(1_000).trim(), "Ana"),
            of("casino", "Ana")
        );
    }

    #[test]
    fn bare_addresses_are_read_where_no_spaces_stand_around_them() {
        assert_eq!(
            of("看照片https://www.harbour.example/old-ships，很好", "Ana"),
            "harbour old ships ~host:harbour.example ~links:1 ~script:Hani ~short:link 很好 照片 看照"
        );
    }

    #[test]
    fn a_name_counts_only_as_an_advert() {
        assert_eq!(of("hello", "Ana Reyes"), "hello ~links:0 ~script:Latn");
        for (name, sign) in [
            ("Casino Royal", "~name:advert"),
            ("shop24.example", "~name:address"),
            ("с\u{430}sino", "~mixed"),
        ] {
            assert!(of("hello", name).contains(sign), "{name}");
        }
    }

    #[test]
    fn a_long_text_hides_nothing_that_the_priors_know() {
        let filler = |from: usize| {
            let words = (from..from + 3_000).map(|n| format!("word{n} "));
            words.collect::<String>()
        };
        let body = format!("{}viagra cialis {}", filler(10_000), filler(20_000));
        let tokens = tokens(&Text {
            body_markdown: &body,
            display_name: "Ana",
        });
        assert_eq!(tokens.len(), MAX_TOKENS);
        assert!(tokens.contains("viagra") && tokens.contains("cialis"));
        assert!(tokens.iter().any(|token| token.starts_with("word229")));
    }

    #[test]
    fn bounds_hold_for_any_text() {
        use proptest::prelude::*;
        proptest!(|(body in ".{0,600}", name in ".{0,40}")| {
            let tokens = tokens(&Text { body_markdown: &body, display_name: &name });
            prop_assert!(tokens.len() <= MAX_TOKENS);
            for token in tokens {
                prop_assert!((1..=fold::MAX_BYTES).contains(&token.len()), "{}", token);
                prop_assert!(!token.contains(char::is_whitespace), "{}", token);
            }
        });
    }
}
