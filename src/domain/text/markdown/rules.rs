//! From what the Markdown parser found to what a comment may show.

use std::{borrow::Cow, ops::Range};

use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeWithOffset,
};

use super::{MAX_NESTING, links};
use crate::domain::text::characters;

/// Quote and list markers kept at the beginning of one line. The parser looks through all open
/// blocks at each line, so that thousands of them cost time; more than [`MAX_NESTING`], so that
/// code may begin with a row of `>`.
const MAX_MARKERS: usize = 100;

/// The source without the markers beyond [`MAX_MARKERS`].
fn shallow(markdown: &str) -> Cow<'_, str> {
    let is_deep = |line: &str| line.len() > MAX_MARKERS && markers(line).nth(MAX_MARKERS).is_some();
    if !markdown.split('\n').any(is_deep) {
        return Cow::Borrowed(markdown);
    }
    let lines = markdown.split('\n').map(|line| {
        let Some(cut) = markers(line).nth(MAX_MARKERS - 1) else {
            return line.to_owned();
        };
        let end = markers(line).last().unwrap_or(cut);
        format!("{} {}", &line[..cut], &line[end..])
    });
    Cow::Owned(lines.collect::<Vec<_>>().join("\n"))
}

/// Where each of the markers ends that stand at the beginning of `line`.
fn markers(line: &str) -> impl Iterator<Item = usize> {
    let bytes = line.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while matches!(bytes.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        let digits = bytes[at..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count();
        let sign = bytes.get(at + digits)?;
        let is_spaced = matches!(
            bytes.get(at + digits + 1),
            None | Some(b' ' | b'\t' | b'\r')
        );
        let is_marker = match sign {
            b'>' => digits == 0,
            b'-' | b'+' | b'*' => digits == 0 && is_spaced,
            b'.' | b')' => (1..=9).contains(&digits) && is_spaced,
            _ => false,
        };
        at += digits + 1;
        is_marker.then_some(at)
    })
}

/// Balanced, no HTML events, blocks nested at most [`MAX_NESTING`] deep, each inline style at
/// most once at a place.
pub(super) fn events(markdown: &str) -> Vec<Event<'static>> {
    let markdown = &*shallow(markdown);
    let parser = Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH);
    let mut rules = Rules {
        source: markdown,
        ..Rules::default()
    };
    for (event, range) in TextMergeWithOffset::new(parser.into_offset_iter()) {
        rules.take(event, range);
    }
    rules.out
}

#[derive(Default)]
struct Rules<'a> {
    source: &'a str,
    out: Vec<Event<'static>>,
    /// Quotes and lists open in the source, those beyond the limit included.
    nesting: usize,
    emphasis: usize,
    strong: usize,
    strikethrough: usize,
    in_code: bool,
    links: Vec<OpenLink>,
    /// Raw HTML of the block being read.
    html: Option<String>,
}

/// A link or an image of the source.
struct OpenLink {
    /// Whether it is shown as a link.
    shown: bool,
    destination: String,
    /// Where its text begins in `out`.
    text_at: usize,
}

impl Rules<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => {
                self.out.push(Event::Code(tamed(&code)));
            }
            Event::Html(html) => match &mut self.html {
                Some(block) => block.push_str(&html),
                None => self.text(&html),
            },
            Event::InlineHtml(html) => self.text(&html),
            Event::SoftBreak | Event::HardBreak => self.out.push(Event::HardBreak),
            Event::Rule => {
                let typed = self.source.get(range).unwrap_or("").trim().to_owned();
                self.paragraph(vec![Event::Text(typed.into())]);
            }
            // Extensions that are off.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.text(&text);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.out.push(Event::Start(Tag::Paragraph)),
            Tag::Heading { .. } => {
                self.out.push(Event::Start(Tag::Paragraph));
                self.start(Tag::Strong);
            }
            Tag::BlockQuote(_) => {
                self.nesting += 1;
                if self.nesting <= MAX_NESTING {
                    self.out.push(Event::Start(Tag::BlockQuote(None)));
                }
            }
            Tag::List(first) => {
                self.nesting += 1;
                if self.nesting <= MAX_NESTING {
                    self.out.push(Event::Start(Tag::List(first)));
                }
            }
            Tag::Item if self.nesting <= MAX_NESTING => self.out.push(Event::Start(Tag::Item)),
            // Its text would run into that of the item around it.
            Tag::Item if !self.is_at_line_start() => self.out.push(Event::HardBreak),
            Tag::CodeBlock(kind) => {
                self.in_code = true;
                let kind = CodeBlockKind::Fenced(language(&kind).into());
                self.out.push(Event::Start(Tag::CodeBlock(kind)));
            }
            Tag::HtmlBlock => self.html = Some(String::new()),
            Tag::Emphasis => open(&mut self.emphasis, Tag::Emphasis, &mut self.out),
            Tag::Strong => open(&mut self.strong, Tag::Strong, &mut self.out),
            Tag::Strikethrough => open(&mut self.strikethrough, Tag::Strikethrough, &mut self.out),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let is_mail = link_type == LinkType::Email;
                self.open_link(if is_mail {
                    format!("mailto:{dest_url}")
                } else {
                    dest_url.into_string()
                });
            }
            Tag::Image { dest_url, .. } => self.open_link(dest_url.into_string()),
            _ => {}
        }
    }

    fn is_at_line_start(&self) -> bool {
        matches!(self.out.last(), Some(Event::Start(_) | Event::HardBreak))
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push(Event::End(TagEnd::Paragraph)),
            TagEnd::Heading(_) => {
                self.end(TagEnd::Strong);
                self.out.push(Event::End(TagEnd::Paragraph));
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) => {
                if self.nesting <= MAX_NESTING {
                    let tag = if matches!(tag, TagEnd::BlockQuote(_)) {
                        TagEnd::BlockQuote(None)
                    } else {
                        tag
                    };
                    self.out.push(Event::End(tag));
                }
                self.nesting -= 1;
            }
            TagEnd::Item if self.nesting <= MAX_NESTING => self.out.push(Event::End(TagEnd::Item)),
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.out.push(Event::End(TagEnd::CodeBlock));
            }
            TagEnd::HtmlBlock => self.html_block(),
            TagEnd::Emphasis => close(&mut self.emphasis, tag, &mut self.out),
            TagEnd::Strong => close(&mut self.strong, tag, &mut self.out),
            TagEnd::Strikethrough => close(&mut self.strikethrough, tag, &mut self.out),
            TagEnd::Link | TagEnd::Image => self.close_link(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let text = tamed(text);
        if self.in_code || !self.links.is_empty() {
            self.out.push(Event::Text(text));
        } else {
            links::autolink(&text, &mut self.out);
        }
    }

    fn paragraph(&mut self, content: Vec<Event<'static>>) {
        self.out.push(Event::Start(Tag::Paragraph));
        self.out.extend(content);
        self.out.push(Event::End(TagEnd::Paragraph));
    }

    /// Raw HTML runs over blank lines; as text it keeps its lines and paragraphs.
    fn html_block(&mut self) {
        let html = self.html.take().unwrap_or_default();
        let lines: Vec<&str> = html.lines().map(str::trim).collect();
        for block in lines
            .split(|line| line.is_empty())
            .filter(|block| !block.is_empty())
        {
            self.out.push(Event::Start(Tag::Paragraph));
            for (index, line) in block.iter().enumerate() {
                if index > 0 {
                    self.out.push(Event::HardBreak);
                }
                self.text(line);
            }
            self.out.push(Event::End(TagEnd::Paragraph));
        }
    }

    fn open_link(&mut self, destination: String) {
        let is_inside = self.links.iter().any(|link| link.shown);
        let href = links::href(&destination).filter(|_| !is_inside);
        let shown = href.is_some();
        if let Some(href) = href {
            self.out.push(Event::Start(links::tag(href)));
        }
        self.links.push(OpenLink {
            shown,
            destination,
            text_at: self.out.len(),
        });
    }

    /// A link or an image without text shows where it leads.
    fn close_link(&mut self) {
        let Some(link) = self.links.pop() else { return };
        let is_seen = self.out[link.text_at..].iter().any(|event| match event {
            Event::Text(text) | Event::Code(text) => !text.chars().all(characters::is_invisible),
            _ => false,
        });
        if !is_seen {
            self.out.push(Event::Text(tamed(&link.destination)));
        }
        if link.shown {
            self.out.push(Event::End(TagEnd::Link));
        }
    }
}

fn open(depth: &mut usize, tag: Tag<'static>, out: &mut Vec<Event<'static>>) {
    if *depth == 0 {
        out.push(Event::Start(tag));
    }
    *depth += 1;
}

fn close(depth: &mut usize, tag: TagEnd, out: &mut Vec<Event<'_>>) {
    *depth -= 1;
    if *depth == 0 {
        out.push(Event::End(tag));
    }
}

/// Entities bring back what [`super::super::body::body`] has refused: overrides, controls, stacks of marks.
fn tamed(text: &str) -> CowStr<'static> {
    characters::tame(text).into_owned().into()
}

/// The first word of a fence's info string, if it can be the name of a language.
fn language(kind: &CodeBlockKind<'_>) -> String {
    let CodeBlockKind::Fenced(info) = kind else {
        return String::new();
    };
    let word = info.split([' ', '\t', ',', '{']).next().unwrap_or("");
    if links::is_language(word) {
        word.to_ascii_lowercase()
    } else {
        String::new()
    }
}
