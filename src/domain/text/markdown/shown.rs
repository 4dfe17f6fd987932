//! What a reader sees of a comment, without any markup.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{links, rules};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The words, blocks and line breaks as newlines. Plain text: escape it for the place it is
    /// put in.
    pub text: String,
    /// By place; none within another.
    pub links: Vec<Link>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The bytes of the text that can be clicked.
    pub range: Range<usize>,
    /// Where it leads: `http:`, `https:` or `mailto:`, in normal form.
    pub href: String,
}

/// As [`super::render`] shows it.
pub fn shown(markdown: &str) -> Shown {
    let mut text = String::with_capacity(markdown.len());
    let mut links: Vec<Link> = Vec::new();
    for event in rules::events(markdown) {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock) => {
                text.push('\n');
            }
            // The first words of a nested list follow its item's own.
            Event::Start(Tag::List(_)) => text.push('\n'),
            Event::Start(Tag::Link { dest_url, .. }) => links.push(Link {
                range: text.len()..text.len(),
                href: dest_url.into_string(),
            }),
            Event::End(TagEnd::Link) => {
                if let Some(link) = links.last_mut() {
                    link.range.end = text.len();
                }
            }
            _ => {}
        }
    }
    Shown { text, links }
}

/// What a reader takes in.
pub struct Reading {
    /// The words as shown, but for bare addresses; blocks and line breaks as newlines.
    pub words: String,
    /// Where each link leads, in order, images and bare addresses included, mail not.
    pub links: Vec<String>,
}

/// The text as it is shown, apart from where it leads.
pub fn reading(markdown: &str) -> Reading {
    let Shown { text, links } = shown(markdown);
    let mut words = String::with_capacity(text.len());
    let mut from = 0;
    for link in &links {
        if links::is_address(&text[link.range.clone()]) {
            words.push_str(&text[from..link.range.start]);
            from = link.range.end;
        }
    }
    words.push_str(&text[from..]);
    let links = links.into_iter().map(|link| link.href);
    let links = links.filter(|href| !href.starts_with("mailto:")).collect();
    Reading { words, links }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_told_with_the_words_that_lead_there() {
        let found = shown("See [the *map*](https://a.example/m 'T')\n\n- www.b.example!\n");
        assert_eq!(found.text, "See the map\n\nwww.b.example!\n");
        let links = found.links.iter();
        let links: Vec<_> = links
            .map(|link| (&found.text[link.range.clone()], link.href.as_str()))
            .collect();
        assert_eq!(
            links,
            [
                ("the map", "https://a.example/m"),
                ("www.b.example", "https://www.b.example/")
            ]
        );
    }

    #[test]
    fn what_leads_nowhere_is_no_link() {
        let found = shown("[a](javascript:b) `https://a.example` \\<b>");
        assert_eq!(found.links, []);
    }
}
