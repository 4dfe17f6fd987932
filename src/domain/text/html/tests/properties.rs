//! That no character of foreign text is lost or loses its style, whatever the text.

use proptest::prelude::*;

use super::{super::to_markdown, trace::trace};
use crate::domain::text::{
    body,
    markdown::{
        excerpt, render,
        tests::{offences, spiky},
    },
};

const WORDS: &[&str] = &[
    "a",
    "word",
    "é",
    "слово",
    "李",
    "«",
    "»",
    "…",
    "*",
    "**",
    "*a*",
    "_",
    "_a_",
    "a_b",
    "__",
    "~",
    "~~",
    "`",
    "``",
    "```",
    "#",
    "##",
    "1.",
    "12)",
    "1.a",
    "-",
    "--",
    "---",
    "+",
    "=",
    "===",
    "&gt;",
    "&lt;",
    "&lt;b&gt;",
    "&amp;",
    "&amp;lt;",
    "&amp;#42;",
    "[",
    "]",
    "[x]",
    "[x](y)",
    "![",
    "!",
    "(",
    ")",
    "\\",
    "\\*",
    "|",
    ":",
    ".",
    "?",
    "\"",
    "'",
    "^",
    "$",
    "@",
    "{",
    "}",
    "%",
    "&lt;3",
    "👍",
    "e\u{301}",
    "\u{301}",
    "Ⓐ",
    "©",
    "½",
    "²",
    "x\\",
    "&lt;!--",
    "&amp;copy;",
    "http:",
    "www",
    "a@b.example",
];

/// Words as they stand in HTML source, each with what trips Markdown up.
fn word() -> impl Strategy<Value = String> {
    proptest::sample::select(WORDS).prop_map(str::to_owned)
}

/// Canonical HTML: tags as `render` writes them, well nested.
fn source() -> impl Strategy<Value = String> {
    let gap = proptest::sample::select(vec!["", "", " ", " ", "\n", "<br>"]);
    // A lone mark would be composed with what a tag stood before.
    let word = || {
        word().prop_map(|word| {
            if word == "\u{301}" {
                "m\u{301}".to_owned()
            } else {
                word
            }
        })
    };
    let words = proptest::collection::vec((word(), gap.clone()), 1..4).prop_map(|words| {
        words
            .into_iter()
            .map(|(word, gap)| word + gap)
            .collect::<String>()
    });
    let inline = words.prop_recursive(3, 12, 4, move |inner| {
        let tag = proptest::sample::select(vec!["strong", "em", "del", "strong", "em"]);
        proptest::collection::vec((inner, tag, gap.clone()), 1..4).prop_map(|parts| {
            let tagged = parts
                .into_iter()
                .map(|(text, tag, gap)| format!("<{tag}>{text}</{tag}>{gap}"));
            tagged.collect::<Vec<_>>().concat()
        })
    });
    let code = word().prop_map(|word| format!("<code>{word}</code>"));
    let linked = inline
        .clone()
        .prop_map(|text| format!("<a href=\"https://a.example/b_c?(d)&amp;e;*f*\">x{text}</a>"));
    let phrase = prop_oneof![3 => inline, 1 => code, 1 => linked];
    let paragraph = proptest::collection::vec(phrase, 1..5)
        .prop_map(|parts| format!("<p>{}</p>", parts.concat()));
    let pre = proptest::collection::vec(word(), 1..4)
        .prop_map(|words| format!("<pre><code>x{}</code></pre>", words.join("\n  ")));
    prop_oneof![4 => paragraph, 1 => pre].prop_recursive(3, 12, 3, |inner| {
        let blocks = proptest::collection::vec(inner, 1..3).prop_map(|blocks| blocks.concat());
        prop_oneof![
            blocks.clone(),
            blocks
                .clone()
                .prop_map(|text| format!("<blockquote>{text}</blockquote>")),
            proptest::collection::vec(blocks.clone(), 1..3).prop_map(|items| list("ul", &items)),
            proptest::collection::vec(blocks, 1..3).prop_map(|items| list("ol", &items)),
        ]
    })
}

fn list(tag: &str, items: &[String]) -> String {
    let items = items.join("</li><li>");
    format!("<{tag}><li>{items}</li></{tag}>")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Every character comes out in its place with its links, styles, quotes, lists and code.
    #[test]
    fn every_character_keeps_its_place_and_style(html in source()) {
        let markdown = to_markdown(&html);
        prop_assert_eq!(trace(&render(&markdown)), trace(&html), "{} → {}", html, markdown);
    }

    #[test]
    fn the_stored_form_shows_the_same_words(html in source()) {
        let markdown = to_markdown(&html);
        if let Some(stored) = body::imported_body(&markdown) {
            prop_assert_eq!(excerpt(&stored, usize::MAX), excerpt(&markdown, usize::MAX));
        }
    }

    #[test]
    fn plain_text_keeps_every_character(words in proptest::collection::vec((word(), proptest::sample::select(vec![" ", "\n", "\n\n", ""])), 1..12)) {
        let html: String = words.iter().flat_map(|(word, gap)| [word.as_str(), gap]).collect();
        let markdown = to_markdown(&html);
        let squeezed = |html: &str| trace(html).into_iter().map(|seen| seen.c).collect::<String>();
        prop_assert_eq!(squeezed(&render(&markdown)), squeezed(&html), "{}", markdown);
    }

    #[test]
    fn any_source_gives_safe_text(html in spiky()) {
        prop_assert_eq!(offences(&render(&to_markdown(&html))), Vec::<String>::new());
    }
}
