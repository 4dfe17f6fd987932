//! Pieces of HTML → a flat list of blocks, each with the quotes and list items it stands in.

use std::rc::Rc;

use super::{
    inline::{Line, Paragraph, Style},
    reader::{Element, Piece},
};
use crate::domain::text::{characters, markdown};

#[derive(Debug)]
pub(super) struct Block {
    pub(super) path: Vec<Step>,
    pub(super) content: Content,
}

#[derive(Debug)]
pub(super) enum Content {
    Lines(Vec<Line>),
    Code { language: String, text: String },
}

/// One level of nesting. Numbers tell apart what stands side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Quote(usize),
    Item {
        item: usize,
        list: usize,
        number: Option<u32>,
    },
}

/// Quotes and lists kept within one another; deeper ones are level with the deepest.
const MAX_NESTING: usize = markdown::MAX_NESTING;

pub(super) fn collect(pieces: Vec<Piece>) -> Vec<Block> {
    let mut collector = Collector::default();
    for piece in pieces {
        match piece {
            Piece::Text(text) => collector.text(&characters::tame(&unix_lines(&text))),
            Piece::Open(element) => collector.open(&element),
            Piece::Close(name) => collector.close(&name),
        }
    }
    collector.end_code();
    collector.end_paragraph();
    collector.blocks
}

fn unix_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Container {
    Quote {
        id: usize,
    },
    List {
        id: usize,
        next: Option<u32>,
    },
    Item {
        id: usize,
        list: usize,
        number: Option<u32>,
    },
}

#[derive(Default)]
struct Collector {
    blocks: Vec<Block>,
    open: Vec<Container>,
    quotes: usize,
    lists: usize,
    last_id: usize,
    paragraph: Paragraph,
    /// Open elements of each inline style; HTML may leave them open or cross them.
    styles: Styles,
    link: Option<Rc<str>>,
    /// Inside `pre`: the language and the text so far.
    code: Option<(String, String)>,
}

#[derive(Default)]
struct Styles {
    strong: usize,
    emphasis: usize,
    strikethrough: usize,
    code: usize,
}

impl Styles {
    fn counter(&mut self, name: &str) -> Option<&mut usize> {
        match name {
            "b" | "strong" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(&mut self.strong),
            "i" | "em" | "cite" | "dfn" | "var" => Some(&mut self.emphasis),
            "s" | "strike" | "del" => Some(&mut self.strikethrough),
            "code" | "tt" | "kbd" | "samp" => Some(&mut self.code),
            _ => None,
        }
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "head"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "main"
            | "nav"
            | "option"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "tr"
    )
}

impl Collector {
    fn text(&mut self, text: &str) {
        if let Some((_, code)) = &mut self.code {
            code.push_str(text);
        } else {
            let style = self.style();
            self.paragraph.push(text, &style);
        }
    }

    fn style(&self) -> Style {
        Style {
            link: self.link.clone(),
            strikethrough: self.styles.strikethrough > 0,
            strong: self.styles.strong > 0,
            emphasis: self.styles.emphasis > 0,
            code: self.styles.code > 0,
        }
    }

    fn open(&mut self, element: &Element) {
        let name = element.name.as_str();
        if let Some((language, code)) = &mut self.code {
            match name {
                "code" if code.trim().is_empty() => *language = language_of(element),
                "br" => code.push('\n'),
                _ if is_block(name) && !code.is_empty() && !code.ends_with('\n') => code.push('\n'),
                _ => {}
            }
            if name != "img" {
                return;
            }
        }
        match name {
            "br" => self.paragraph.line_break(),
            "img" => self.image(element),
            "a" => self.open_link(element),
            "q" => self.text("“"),
            "td" | "th" => self.paragraph.cell(),
            "blockquote" => self.open_container(None),
            "ul" | "ol" | "menu" => self.open_container(Some(element)),
            "li" => self.open_item(),
            "pre" => {
                self.end_paragraph();
                self.code = Some((language_of(element), String::new()));
            }
            _ if is_block(name) => self.end_paragraph(),
            _ => {}
        }
        if let Some(counter) = self.styles.counter(name) {
            *counter += 1;
        }
    }

    fn close(&mut self, name: &str) {
        if name == "pre" {
            self.end_code();
        }
        if self.code.is_some() {
            return;
        }
        match name {
            "a" => self.close_link(),
            "q" => self.text("”"),
            // Browsers make an empty paragraph of a stray `</p>`, and a break of `</br>`.
            "br" => self.paragraph.line_break(),
            "blockquote" if self.quotes > 0 => {
                self.close_container(|c| matches!(c, Container::Quote { .. }));
            }
            "ul" | "ol" | "menu" if self.lists > 0 => {
                self.close_container(|c| matches!(c, Container::List { .. }));
            }
            "li" => self.close_item(),
            _ if is_block(name) => self.end_paragraph(),
            _ => {}
        }
        if let Some(counter) = self.styles.counter(name) {
            *counter = counter.saturating_sub(1);
        }
    }

    fn image(&mut self, element: &Element) {
        let alt = characters::tame(element.attribute("alt"));
        if characters::has_ink(&alt) {
            self.text(&alt);
        } else if let Some(src) = markdown::href(element.attribute("src")) {
            let outer = self.link.clone();
            self.link = outer.clone().or_else(|| Some(src.as_str().into()));
            self.text(&src);
            self.link = outer;
        }
    }

    fn open_link(&mut self, element: &Element) {
        self.close_link();
        self.link = markdown::href(element.attribute("href")).map(Rc::from);
        self.paragraph.mark();
    }

    /// A link without text shows where it leads.
    fn close_link(&mut self) {
        if let Some(href) = self.link.clone()
            && self.paragraph.is_empty_since_mark()
        {
            self.text(&href);
        }
        self.link = None;
    }

    fn open_container(&mut self, list: Option<&Element>) {
        self.end_paragraph();
        self.last_id += 1;
        let id = self.last_id;
        let Some(list) = list else {
            self.quotes += 1;
            return self.open.push(Container::Quote { id });
        };
        let first = list
            .attribute("start")
            .parse::<u32>()
            .ok()
            .filter(|&first| first < 100_000_000);
        let next = (list.name == "ol").then(|| first.unwrap_or(1));
        self.lists += 1;
        self.open.push(Container::List { id, next });
    }

    /// Closes up to the nearest container of that kind; the caller knows that there is one.
    fn close_container(&mut self, is_wanted: impl Fn(&Container) -> bool) {
        self.end_paragraph();
        while let Some(container) = self.open.pop() {
            match container {
                Container::Quote { .. } => self.quotes -= 1,
                Container::List { .. } => self.lists -= 1,
                Container::Item { .. } => {}
            }
            if is_wanted(&container) {
                break;
            }
        }
    }

    fn open_item(&mut self) {
        self.close_item();
        if !matches!(self.open.last(), Some(Container::List { .. })) {
            self.open_container(Some(&Element::default()));
        }
        self.last_id += 1;
        let id = self.last_id;
        if let Some(Container::List { id: list, next }) = self.open.last_mut() {
            let (list, number) = (*list, *next);
            *next = next.map(|next| next.saturating_add(1));
            self.open.push(Container::Item { id, list, number });
        }
    }

    fn close_item(&mut self) {
        self.end_paragraph();
        if matches!(self.open.last(), Some(Container::Item { .. })) {
            self.open.pop();
        }
    }

    fn end_paragraph(&mut self) {
        for lines in self.paragraph.take() {
            let path = self.path();
            self.blocks.push(Block {
                path,
                content: Content::Lines(lines),
            });
        }
    }

    fn end_code(&mut self) {
        let Some((language, text)) = self.code.take() else {
            return;
        };
        let text = text.strip_prefix('\n').unwrap_or(&text).trim_end();
        if !text.is_empty() {
            let path = self.path();
            let content = Content::Code {
                language,
                text: text.to_owned(),
            };
            self.blocks.push(Block { path, content });
        }
    }

    fn path(&self) -> Vec<Step> {
        let steps =
            self.open
                .iter()
                .take(2 * MAX_NESTING)
                .filter_map(|container| match *container {
                    Container::Quote { id } => Some(Step::Quote(id)),
                    Container::Item { id, list, number } => Some(Step::Item {
                        item: id,
                        list,
                        number,
                    }),
                    Container::List { .. } => None,
                });
        steps.take(MAX_NESTING).collect()
    }
}

fn language_of(element: &Element) -> String {
    let class = element.attribute("class");
    let name = class
        .split_whitespace()
        .find_map(|class| class.strip_prefix("language-"));
    name.filter(|name| markdown::is_language(name))
        .unwrap_or("")
        .to_owned()
}
