//! A structural check: whatever is rendered holds only what the allow-list names.

use std::cell::RefCell;

use html5ever::{
    Attribute,
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, EndTag, StartTag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
    },
};
use proptest::prelude::*;

use crate::domain::text::{
    characters,
    markdown::sanitise::{REL, SCHEMES, TAGS},
};

/// What `html` holds that it may not hold, and tags that do not nest.
pub(in crate::domain::text) fn offences(html: &str) -> Vec<String> {
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(Inspector::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    let mut found = tokenizer.sink.found.into_inner();
    found.extend(
        tokenizer
            .sink
            .open
            .into_inner()
            .into_iter()
            .map(|tag| format!("<{tag}> stays open")),
    );
    found.extend(
        html.chars()
            .filter(|&c| is_harmful(c))
            .map(|c| c.escape_unicode().to_string()),
    );
    found
}

fn is_harmful(c: char) -> bool {
    characters::is_bidi_control(c) || characters::is_forbidden_control(c)
}

#[derive(Default)]
struct Inspector {
    found: RefCell<Vec<String>>,
    open: RefCell<Vec<String>>,
}

impl TokenSink for Inspector {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut found = self.found.borrow_mut();
        match token {
            Token::TagToken(tag) if !TAGS.contains(&&*tag.name) => {
                found.push(format!("<{}>", tag.name));
            }
            Token::TagToken(tag) if tag.kind == StartTag => {
                found.extend(
                    tag.attrs
                        .iter()
                        .filter(|a| !is_allowed(&tag.name, a))
                        .map(|a| format!("{a:?}")),
                );
                if &*tag.name == "a" && tag.attrs.iter().all(|a| &*a.name.local != "rel") {
                    found.push("a link without rel".to_owned());
                }
                if &*tag.name != "br" {
                    self.open.borrow_mut().push(tag.name.to_string());
                }
            }
            Token::TagToken(tag) => {
                debug_assert_eq!(tag.kind, EndTag);
                let opened = self.open.borrow_mut().pop();
                if opened.as_deref() != Some(&*tag.name) {
                    found.push(format!("</{}> closes {opened:?}", tag.name));
                }
            }
            Token::CommentToken(_) | Token::DoctypeToken(_) | Token::NullCharacterToken => {
                found.push(format!("{token:?}"));
            }
            Token::CharacterTokens(_) | Token::EOFToken | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

fn is_allowed(tag: &str, attribute: &Attribute) -> bool {
    let value = &*attribute.value;
    match (tag, &*attribute.name.local) {
        ("a", "rel") => value == REL,
        ("a", "href") => url::Url::parse(value).is_ok_and(|url| {
            let has_user = !url.username().is_empty() || url.password().is_some();
            SCHEMES.contains(&url.scheme()) && !has_user && url.as_str() == value
        }),
        ("code", "class") => value.strip_prefix("language-").is_some_and(|name| {
            name.bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"+#-_.".contains(&b))
        }),
        ("ol", "start") => value.bytes().all(|b| b.is_ascii_digit()),
        _ => false,
    }
}

#[test]
fn the_inspector_sees_what_is_forbidden() {
    for html in [
        "<script>",
        "<p onclick=x></p>",
        "<a href=x rel=\"nofollow ugc noopener\"></a>",
        "<a href=\"https://a.example/\"></a>",
        "<a href=\"javascript:x\" rel=\"nofollow ugc noopener\"></a>",
        "<p>",
        "</p>",
        "<b></b>",
        "<!-- -->",
        "<img>",
        "<a href=\"https://u@a.example/\" rel=\"nofollow ugc noopener\"></a>",
        "<p id=x></p>",
        "<p style=x></p>",
        "<code class=\"x\"></code>",
        "<em><p></em></p>",
        "\u{202E}",
        "<ol start=\"-1\"></ol>",
        "<!doctype html>",
    ] {
        assert_ne!(offences(html), Vec::<String>::new(), "{html}");
    }
    assert_eq!(
        offences("<p>a<br><a href=\"https://a.example/\" rel=\"nofollow ugc noopener\">b</a></p>"),
        Vec::<String>::new()
    );
}

const SHARDS: &[&str] = &[
    "<",
    ">",
    "&",
    "\"",
    "'",
    "`",
    "```",
    "*",
    "**",
    "_",
    "~~",
    "[",
    "](",
    ")",
    "![",
    "!",
    "\\",
    "\n",
    "\n\n",
    " ",
    "  ",
    "    ",
    "\t",
    "#",
    "> ",
    "- ",
    "+ ",
    "1. ",
    "2) ",
    "---",
    "===",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<img src=x onerror=alert(1)>",
    "<a href=",
    "javascript:",
    "https://a.example/",
    "www.a.example",
    "mailto:",
    "@",
    ":",
    "//",
    "a",
    "b c",
    "é",
    "\u{301}",
    "\u{202E}",
    "\u{0}",
    "\u{A0}",
    "\u{200B}",
    "&lt;",
    "&#x3c;",
    "&amp;",
    "&#0;",
    "&quot;",
    "|",
    "{",
    "}",
    "^",
    "$",
    "[a]: ",
    "[a]",
    "<div>",
    "</p>",
    "<br>",
    "<b>",
    "</b>",
    "?",
    "%",
    "0",
];

/// Text made of what parsers trip over.
pub(in crate::domain::text) fn spiky() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(SHARDS), 0..40)
        .prop_map(|shards| shards.concat())
}
