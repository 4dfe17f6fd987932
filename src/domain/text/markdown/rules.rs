//! From what the Markdown parser found to what a comment may show.

use std::ops::Range;

use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeWithOffset,
};

use super::{MAX_NESTING, links};
use crate::domain::text::characters;

/// Balanced, no HTML events, blocks nested at most [`MAX_NESTING`] deep, each inline style at
/// most once at a place.
pub(super) fn events(markdown: &str) -> Vec<Event<'_>> {
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
    out: Vec<Event<'a>>,
    /// Quotes and lists open in the source, those beyond the limit included.
    nesting: usize,
    emphasis: usize,
    strong: usize,
    strikethrough: usize,
    in_code: bool,
    links: Vec<OpenLink<'a>>,
    /// Raw HTML of the block being read.
    html: Option<String>,
}

/// A link or an image of the source.
struct OpenLink<'a> {
    /// Whether it is shown as a link.
    shown: bool,
    destination: CowStr<'a>,
    /// Where its text begins in `out`.
    text_at: usize,
}

impl<'a> Rules<'a> {
    fn take(&mut self, event: Event<'a>, range: Range<usize>) {
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

    fn start(&mut self, tag: Tag<'a>) {
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
            Tag::Item => {
                if !matches!(self.out.last(), Some(Event::Start(_) | Event::HardBreak)) {
                    self.out.push(Event::HardBreak);
                }
            }
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
                    format!("mailto:{dest_url}").into()
                } else {
                    dest_url
                });
            }
            Tag::Image { dest_url, .. } => self.open_link(dest_url),
            _ => {}
        }
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

    fn paragraph(&mut self, content: Vec<Event<'a>>) {
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

    fn open_link(&mut self, destination: CowStr<'a>) {
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
        let has_ink = self.out[link.text_at..].iter().any(|event| match event {
            Event::Text(text) | Event::Code(text) => characters::has_ink(text),
            _ => false,
        });
        if !has_ink {
            self.out.push(Event::Text(tamed(&link.destination)));
        }
        if link.shown {
            self.out.push(Event::End(TagEnd::Link));
        }
    }
}

fn open<'a>(depth: &mut usize, tag: Tag<'a>, out: &mut Vec<Event<'a>>) {
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
fn tamed<'a>(text: &str) -> CowStr<'a> {
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
