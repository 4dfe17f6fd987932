//! The text of a paragraph while it is read: white space as a browser (and `WordPress`) sees it.

use std::rc::Rc;

pub(super) type Line = Vec<Run>;

/// Text of one style, without line breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) style: Style,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "styles combine freely: they are no state"
)]
pub(super) struct Style {
    /// In normal form.
    pub(super) link: Option<Rc<str>>,
    pub(super) strikethrough: bool,
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    pub(super) code: bool,
}

impl Style {
    /// The style of the space between two words. It ends with the outermost style that ends or
    /// begins there, since no mark of Markdown may stand beside a space on its inner side.
    fn between(&self, next: &Self) -> Self {
        let mut same = self.link == next.link;
        let mut shared = |one: bool, other: bool| {
            same &= one == other;
            same && one
        };
        Self {
            strikethrough: shared(self.strikethrough, next.strikethrough),
            strong: shared(self.strong, next.strong),
            emphasis: shared(self.emphasis, next.emphasis),
            code: shared(self.code, next.code),
            link: self.link.clone().filter(|_| self.link == next.link),
        }
    }
}

/// Collects paragraphs: one break starts a line, two a paragraph, however they were written.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    done: Vec<Vec<Line>>,
    lines: Vec<Line>,
    /// White space since the last word: kept until it is known what follows.
    gap: String,
    /// Whether some of it stood outside inline code.
    gap_parts_code: bool,
    newlines: usize,
    breaks: usize,
    has_text_since_mark: bool,
}

impl Paragraph {
    pub(super) fn push(&mut self, text: &str, style: &Style) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if c.is_whitespace() {
                self.space(c);
                self.gap_parts_code |= !style.code;
                rest = &rest[c.len_utf8()..];
            } else {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                self.settle(style);
                self.append(&rest[..end], style);
                rest = &rest[end..];
            }
        }
    }

    /// `<br>`. With a newline beside it in the source it is still one break.
    pub(super) fn line_break(&mut self) {
        self.breaks += 1;
    }

    /// The next cell of a table row begins.
    pub(super) fn cell(&mut self) {
        if !self.lines.is_empty() {
            (self.newlines, self.breaks) = (0, 0);
            self.push(" | ", &Style::default());
        }
    }

    /// From here on [`Self::is_empty_since_mark`] watches.
    pub(super) fn mark(&mut self) {
        self.has_text_since_mark = false;
    }

    pub(super) fn is_empty_since_mark(&self) -> bool {
        !self.has_text_since_mark
    }

    /// All that was collected, none of it empty.
    pub(super) fn take(&mut self) -> Vec<Vec<Line>> {
        let has_text_since_mark = self.has_text_since_mark;
        let mut all = std::mem::replace(
            self,
            Self {
                has_text_since_mark,
                ..Self::default()
            },
        );
        all.done.push(all.lines);
        all.done.retain(|lines| !lines.is_empty());
        all.done
    }

    fn space(&mut self, c: char) {
        match c {
            '\n' | '\u{2028}' => self.newlines += 1,
            '\u{2029}' => self.newlines += 2,
            _ if c.is_ascii() && self.gap.ends_with(' ') => {}
            _ if c.is_ascii() => self.gap.push(' '),
            // No-break spaces and their like are not collapsed.
            _ => self.gap.push(c),
        }
    }

    /// Writes down the white space before a word of `style`.
    fn settle(&mut self, style: &Style) {
        let breaks = self.newlines.max(self.breaks);
        (self.newlines, self.breaks) = (0, 0);
        let gap = std::mem::take(&mut self.gap);
        let parts_code = std::mem::take(&mut self.gap_parts_code);
        let before = self
            .lines
            .last()
            .and_then(|line| line.last())
            .map(|run| run.style.clone());
        match (before, breaks) {
            (Some(before), 0) if !gap.is_empty() => {
                let mut shared = before.between(style);
                shared.code &= !parts_code;
                self.append(&gap, &shared);
            }
            (None, _) | (Some(_), 0) => {}
            (Some(_), 1) => self.lines.push(Line::new()),
            (Some(_), _) => self.done.push(std::mem::take(&mut self.lines)),
        }
    }

    fn append(&mut self, text: &str, style: &Style) {
        self.has_text_since_mark |= !text.trim().is_empty();
        if self.lines.is_empty() {
            self.lines.push(Line::new());
        }
        let Some(line) = self.lines.last_mut() else {
            return;
        };
        match line.last_mut() {
            Some(run) if run.style == *style => run.text.push_str(text),
            _ => line.push(Run {
                text: text.to_owned(),
                style: style.clone(),
            }),
        }
    }
}
