//! For tests: every visible character of a piece of HTML, with the elements it stands in.

use std::cell::RefCell;

use html5ever::{
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, StartTag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
    },
};
use unicode_normalization::UnicodeNormalization;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) c: char,
    /// Sorted for inline styles, which may be nested either way; no paragraphs; links with their
    /// addresses, lists and quotes with a number each.
    within: Vec<String>,
}

/// White space left out: where it stands at a style's edge is of no matter.
pub(super) fn trace(html: &str) -> Vec<Seen> {
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(html.nfc().collect::<String>()));
    let tokenizer = Tokenizer::new(Tracer::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.seen.into_inner()
}

#[derive(Default)]
struct Tracer {
    seen: RefCell<Vec<Seen>>,
    open: RefCell<Vec<(String, String)>>,
    count: RefCell<usize>,
}

impl TokenSink for Tracer {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut open = self.open.borrow_mut();
        match token {
            Token::TagToken(tag) if &*tag.name == "br" => {}
            Token::TagToken(tag) if tag.kind == StartTag => {
                let href = tag
                    .attrs
                    .iter()
                    .find(|attribute| &*attribute.name.local == "href");
                let detail = match (&*tag.name, href) {
                    (_, Some(href)) => href.value.to_string(),
                    ("blockquote" | "ul" | "ol" | "li" | "pre", None) => {
                        *self.count.borrow_mut() += 1;
                        self.count.borrow().to_string()
                    }
                    _ => String::new(),
                };
                open.push((tag.name.to_string(), detail));
            }
            Token::TagToken(_) => {
                open.pop();
            }
            Token::CharacterTokens(text) => {
                let mut within: Vec<String> = open
                    .iter()
                    .filter(|(name, _)| name != "p")
                    .map(|(name, detail)| format!("{name} {detail}"))
                    .collect();
                within.sort();
                within.dedup();
                let seen = text.chars().filter(|c| !c.is_whitespace());
                self.seen.borrow_mut().extend(seen.map(|c| Seen {
                    c,
                    within: within.clone(),
                }));
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
