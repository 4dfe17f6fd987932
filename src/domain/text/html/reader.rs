//! HTML source → a flat stream of the pieces that matter.

use std::{borrow::Cow, cell::RefCell};

use html5ever::{
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, StartTag, Tag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
        states::{Rawtext, Rcdata, ScriptData},
    },
};

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    Open(Element),
    Close(String),
}

/// An element's name in lower case, and those of its attributes that are looked at.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// The attribute's value without white space around it; empty where it is missing.
    pub(super) fn attribute(&self, name: &str) -> &str {
        self.attributes
            .iter()
            .find(|(found, _)| found == name)
            .map_or("", |(_, value)| value.trim())
    }
}

pub(super) fn read(html: &str) -> Vec<Piece> {
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(&*protect(html)));
    let tokenizer = Tokenizer::new(Reader::default(), TokenizerOpts::default());
    // The sink never asks for a pause.
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.pieces.into_inner()
}

/// Elements whose content is no text for readers and holds no tags.
const OPAQUE: &[&str] = &[
    "iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp",
];

/// Attributes that are looked at.
const ATTRIBUTES: &[&str] = &["alt", "class", "href", "src", "start"];

#[derive(Default)]
struct Reader {
    pieces: RefCell<Vec<Piece>>,
    /// The opaque element being skipped.
    opaque: RefCell<Option<String>>,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == StartTag => self.open(&tag),
            Token::TagToken(tag) => {
                self.opaque
                    .borrow_mut()
                    .take_if(|opaque| **opaque == *tag.name);
                self.pieces
                    .borrow_mut()
                    .push(Piece::Close(tag.name.to_string()));
                TokenSinkResult::Continue
            }
            Token::CharacterTokens(text) => {
                self.text(&text);
                TokenSinkResult::Continue
            }
            _ => TokenSinkResult::Continue,
        }
    }
}

impl Reader {
    fn open(&self, tag: &Tag) -> TokenSinkResult<()> {
        let name = tag.name.to_string();
        if OPAQUE.contains(&name.as_str()) {
            let state = match name.as_str() {
                "script" => ScriptData,
                "textarea" | "title" => Rcdata,
                _ => Rawtext,
            };
            self.opaque.replace(Some(name));
            return TokenSinkResult::RawData(state);
        }
        let attributes = tag
            .attrs
            .iter()
            .filter(|attribute| ATTRIBUTES.contains(&&*attribute.name.local))
            .map(|attribute| {
                (
                    attribute.name.local.to_string(),
                    attribute.value.to_string(),
                )
            })
            .collect();
        self.pieces
            .borrow_mut()
            .push(Piece::Open(Element { name, attributes }));
        TokenSinkResult::Continue
    }

    fn text(&self, text: &str) {
        if self.opaque.borrow().is_some() {
            return;
        }
        let mut pieces = self.pieces.borrow_mut();
        match pieces.last_mut() {
            Some(Piece::Text(before)) => before.push_str(text),
            _ => pieces.push(Piece::Text(text.to_owned())),
        }
    }
}

/// Elements of HTML, and a few it once had. Other names in angle brackets are words: `<grin>`,
/// `Vec<String>`.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "applet",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "bdi",
    "bdo",
    "big",
    "blink",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "datalist",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "map",
    "mark",
    "marquee",
    "math",
    "menu",
    "meta",
    "meter",
    "nav",
    "nobr",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "param",
    "picture",
    "pre",
    "progress",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "script",
    "section",
    "select",
    "slot",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
    "xmp",
];

/// The source with every `<` as an entity that begins neither a whole tag of HTML, nor a whole
/// comment, nor a doctype: the tokenizer would swallow the words behind it.
fn protect(html: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    let mut at = 0;
    // Bytes that may still be looked at in vain, so that a row of unfinished tags costs no square.
    let mut patience = 4 * html.len() + 10_000;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let scan = markup(&html.as_bytes()[start..], patience);
        patience = patience.saturating_sub(scan.in_vain);
        if scan.length > 0 {
            at = start + scan.length;
        } else {
            out.push_str(&html[copied..start]);
            out.push_str("&lt;");
            at = start + 1;
            copied = at;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[copied..]);
    Cow::Owned(out)
}

/// The markup at the beginning of a text.
struct Scan {
    /// In bytes, 0 where there is none.
    length: usize,
    /// Bytes that were looked at without finding its end.
    in_vain: usize,
}

fn markup(text: &[u8], patience: usize) -> Scan {
    let text = &text[..text.len().min(patience)];
    if text.starts_with(b"<!--") {
        let end = text.windows(3).skip(2).position(|three| three == b"-->");
        return Scan::of(end.map(|end| end + 5), text.len());
    }
    let name_at = 1 + usize::from(text.get(1) == Some(&b'/'));
    let name = text.get(name_at..).unwrap_or_default();
    let length = name
        .iter()
        .take(12)
        .take_while(|b| b.is_ascii_alphanumeric())
        .count();
    let is_doctype = text
        .get(..9)
        .is_some_and(|start| start.eq_ignore_ascii_case(b"<!doctype"));
    if is_doctype {
        return Scan::of(
            text.iter().position(|&b| b == b'>').map(|end| end + 1),
            text.len(),
        );
    }
    let name = String::from_utf8_lossy(&name[..length]).to_ascii_lowercase();
    let after = text.get(name_at + length);
    if !ELEMENTS.contains(&name.as_str()) || !after.is_some_and(|b| b" \t\r\n\x0c/>".contains(b)) {
        return Scan {
            length: 0,
            in_vain: 0,
        };
    }
    Scan::of(tag_end(text, name_at + length), text.len())
}

impl Scan {
    fn of(length: Option<usize>, seen: usize) -> Self {
        length.map_or(
            Self {
                length: 0,
                in_vain: seen,
            },
            |length| Self { length, in_vain: 0 },
        )
    }
}

/// Just behind the `>` of a tag. Quotes count only where a value begins.
fn tag_end(text: &[u8], from: usize) -> Option<usize> {
    let mut quote = None;
    let mut before = b' ';
    for (at, &b) in text.iter().enumerate().skip(from) {
        match quote {
            Some(open) if b == open => quote = None,
            None if b == b'>' => return Some(at + 1),
            None if (b == b'"' || b == b'\'') && before == b'=' => quote = Some(b),
            _ => {}
        }
        if quote.is_some() || !b.is_ascii_whitespace() {
            before = b;
        }
    }
    None
}
