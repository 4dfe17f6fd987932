//! Blocks → Markdown that the parser reads back as the same blocks and words.

use std::collections::HashMap;

use super::{
    blocks::{Block, Content, Step},
    inline::{Line, Run, Style},
};
use crate::domain::text::markdown;

pub(super) fn write(blocks: &[Block]) -> String {
    let mut writer = Writer::default();
    for block in blocks {
        writer.block(block);
    }
    writer.out
}

#[derive(Default)]
struct Writer<'a> {
    out: String,
    before: Option<&'a Block>,
    /// Of lists side by side every second one has the other marker, or they would be one list.
    swapped: HashMap<usize, bool>,
}

impl<'a> Writer<'a> {
    fn block(&mut self, block: &'a Block) {
        let path = &block.path;
        let common = self.before.map_or(0, |before| shared(&before.path, path));
        self.swap_markers(path, common);
        if let Some(before) = self.before {
            self.out.push('\n');
            if !is_tight(before, block, common) {
                let prefix: String = path[..common].iter().map(|step| self.inner(step)).collect();
                self.out.push_str(prefix.trim_end());
                self.out.push('\n');
            }
        }
        let first: String = path
            .iter()
            .enumerate()
            .map(|(index, step)| {
                if index < common {
                    self.inner(step)
                } else {
                    self.marker(step)
                }
            })
            .collect();
        let rest: String = path.iter().map(|step| self.inner(step)).collect();
        for (index, line) in source_lines(&block.content).iter().enumerate() {
            if index > 0 {
                self.out.push('\n');
            }
            self.out.push_str(if index == 0 { &first } else { &rest });
            self.out.push_str(line);
        }
        self.before = Some(block);
    }

    fn swap_markers(&mut self, path: &[Step], common: usize) {
        let list_of = |step: Option<&Step>| match step {
            Some(Step::Item { list, .. }) => Some(*list),
            _ => None,
        };
        let neighbour = list_of(self.before.and_then(|before| before.path.get(common)));
        let swap = neighbour.is_some_and(|list| !self.swapped.get(&list).copied().unwrap_or(false));
        for (index, step) in path.iter().enumerate().skip(common) {
            if let Some(list) = list_of(Some(step)) {
                self.swapped.entry(list).or_insert(swap && index == common);
            }
        }
    }

    /// Before the first line of what the step holds.
    fn marker(&self, step: &Step) -> String {
        match step {
            Step::Quote(_) => "> ".to_owned(),
            Step::Item { list, number, .. } => {
                let swapped = self.swapped.get(list).copied().unwrap_or(false);
                match (number, swapped) {
                    (None, false) => "- ".to_owned(),
                    (None, true) => "* ".to_owned(),
                    (Some(number), false) => format!("{number}. "),
                    (Some(number), true) => format!("{number}) "),
                }
            }
        }
    }

    /// Before its further lines.
    fn inner(&self, step: &Step) -> String {
        match step {
            Step::Quote(_) => "> ".to_owned(),
            Step::Item { .. } => " ".repeat(self.marker(step).len()),
        }
    }
}

fn shared(before: &[Step], path: &[Step]) -> usize {
    before.iter().zip(path).take_while(|(a, b)| a == b).count()
}

/// Whether `next` follows without a blank line: the next item of a list, or a list that begins
/// below its item's text. Only lists from 1 may interrupt a paragraph.
fn is_tight(before: &Block, next: &Block, common: usize) -> bool {
    match (before.path.get(common), next.path.get(common)) {
        (Some(Step::Item { list: old, .. }), Some(Step::Item { list: new, .. })) => old == new,
        (
            None,
            Some(Step::Item {
                number: None | Some(1),
                ..
            }),
        ) => {
            matches!(before.path.last(), Some(Step::Item { .. }))
        }
        _ => false,
    }
}

fn source_lines(content: &Content) -> Vec<String> {
    match content {
        Content::Lines(lines) => lines.iter().map(source_line).collect(),
        Content::Code { language, text } => {
            let fence = "`".repeat(longest_ticks(text).max(2) + 1);
            let mut lines = vec![format!("{fence}{language}")];
            lines.extend(text.split('\n').map(str::to_owned));
            lines.push(fence);
            lines
        }
    }
}

fn longest_ticks(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// From the outermost to the innermost. Emphasis is `_` and strong `**`, so that runs of the two
/// never touch in a way that could be read otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark<'a> {
    Link(&'a str),
    Strikethrough,
    Strong,
    Emphasis,
}

impl Mark<'_> {
    fn sign(self) -> &'static str {
        match self {
            Self::Link(_) => "[",
            Self::Strikethrough => "~~",
            Self::Strong => "**",
            Self::Emphasis => "_",
        }
    }
}

fn marks(style: &Style) -> Vec<Mark<'_>> {
    let link = style.link.as_deref().map(Mark::Link);
    let strikethrough = style.strikethrough.then_some(Mark::Strikethrough);
    let strong = style.strong.then_some(Mark::Strong);
    let emphasis = style.emphasis.then_some(Mark::Emphasis);
    [link, strikethrough, strong, emphasis]
        .into_iter()
        .flatten()
        .collect()
}

fn source_line(line: &Line) -> String {
    let mut writer = LineWriter::default();
    for (index, run) in line.iter().enumerate() {
        writer.run(
            run,
            index == 0,
            line.get(index + 1)
                .is_none_or(|next| next.style.link != run.style.link),
        );
    }
    writer.close(0);
    writer.out
}

#[derive(Default)]
struct LineWriter<'a> {
    out: String,
    open: Vec<Mark<'a>>,
    /// What was closed last closes only before a space or a punctuation mark.
    guarded: bool,
}

impl<'a> LineWriter<'a> {
    fn run(&mut self, run: &'a Run, is_first: bool, ends_link: bool) {
        let wanted = marks(&run.style);
        let common = self
            .open
            .iter()
            .zip(&wanted)
            .take_while(|(a, b)| a == b)
            .count();
        self.close(common);
        if let [Mark::Link(href)] = wanted[common..]
            && ends_link
            && !run.style.code
            && is_bare(&run.text, href)
        {
            self.out.extend(["<", &run.text, ">"]);
            self.guarded = false;
            return;
        }
        let begins_line = is_first && wanted.is_empty();
        // A single letter may yet become an entity, for the sake of the mark behind it.
        let mut chars = run.text.chars();
        let next = match (chars.next(), chars.next()) {
            (Some(first), Some(_)) if !run.style.code => first,
            _ => '&',
        };
        self.begin(&wanted[common..], next);
        if run.style.code {
            self.code(&run.text);
        } else {
            self.text(&run.text, begins_line);
        }
    }

    /// Opens `new` before the character `next`. A mark opens only behind a space or punctuation,
    /// unless it is alone and before a letter; an entity ends in punctuation.
    fn begin(&mut self, new: &[Mark<'a>], next: char) {
        let is_easy = matches!(new, [Mark::Strong | Mark::Strikethrough]) && is_letter(next);
        let last = self.out.chars().next_back();
        if let Some(last) = last.filter(|&c| !is_apart(c))
            && !is_easy
            && !matches!(new, [] | [Mark::Link(_), ..])
        {
            self.out.pop();
            self.entity(last);
        }
        for &mark in new {
            self.out.push_str(mark.sign());
            self.open.push(mark);
            self.guarded = false;
        }
    }

    fn close(&mut self, keep: usize) {
        let last = self.out.chars().next_back();
        let is_easy = last.is_some_and(is_letter)
            && matches!(
                self.open.get(keep..),
                Some([Mark::Strong | Mark::Strikethrough])
            );
        while self.open.len() > keep {
            match self.open.pop() {
                Some(Mark::Link(href)) => {
                    self.out.push_str("](");
                    self.out.push_str(&destination(href));
                    self.out.push(')');
                    self.guarded = false;
                }
                Some(mark) => {
                    self.out.push_str(mark.sign());
                    self.guarded = !is_easy;
                }
                None => break,
            }
        }
    }

    fn entity(&mut self, c: char) {
        self.out.extend(["&#", &u32::from(c).to_string(), ";"]);
    }

    fn code(&mut self, text: &str) {
        let fence = "`".repeat(longest_ticks(text) + 1);
        let is_padded = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
        let pad = if is_padded { " " } else { "" };
        self.out.extend([&fence, pad, text, pad, &fence]);
        self.guarded = false;
    }

    fn text(&mut self, text: &str, begins_line: bool) {
        let mut before = None;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let after = chars.peek().map(|&(_, c)| c);
            if std::mem::take(&mut self.guarded) && !is_apart(c) {
                self.entity(c);
            } else {
                if is_special(c, before, after)
                    || (begins_line && opens_block(&text[..at], c, after))
                {
                    self.out.push('\\');
                }
                self.out.push(c);
            }
            before = Some(c);
        }
    }
}

fn is_special(c: char, before: Option<char>, after: Option<char>) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
        '_' => !(is_word(before) && is_word(after)),
        '&' => after.is_none_or(|c| c.is_ascii_alphanumeric() || c == '#'),
        // What follows may be a link.
        '!' => after.is_none(),
        _ => false,
    }
}

/// Whether `c` behind `before` could open a heading, a quote, a list, a rule at a line's beginning.
fn opens_block(before: &str, c: char, after: Option<char>) -> bool {
    match c {
        '#' | '>' | '+' | '-' | '=' => before.is_empty(),
        '.' | ')' => {
            (1..=9).contains(&before.len())
                && before.bytes().all(|b| b.is_ascii_digit())
                && after.is_none_or(char::is_whitespace)
        }
        _ => false,
    }
}

/// Surely neither space nor punctuation to the Markdown parser. Circled letters are symbols.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !matches!(c, '\u{2460}'..='\u{24FF}' | '\u{1F100}'..='\u{1F1FF}')
}

/// Surely space or punctuation to the Markdown parser.
fn is_apart(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, ' ' | '\u{A0}' | '«' | '»' | '¡' | '¿' | '\u{2010}'..='\u{2027}' | '\u{3001}' | '\u{3002}' | '\u{3008}'..='\u{3011}')
}

/// Whether `<text>` is a link to `href`.
fn is_bare(text: &str, href: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_graphic() && !"<>`\\&\"".contains(c);
    text.chars().all(is_plain)
        && !text.contains("mailto:")
        && markdown::href(text).as_deref() == Some(href)
}

/// An address in normal form, as it may stand in round brackets.
fn destination(href: &str) -> String {
    let mut out = String::with_capacity(href.len());
    for c in href.chars() {
        match c {
            '\\' | '`' | '<' | '>' | ' ' => {
                let hex = format!("%{:02X}", u32::from(c));
                out.push_str(&hex);
            }
            '(' | ')' | '&' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
