//! The file as a stream of comments and items, one in memory at a time.
use super::facts;
use super::item::{RawComment, RawItem, limit};
use crate::domain::imports::reading::{
    Field, ImportError, Position, Problem, Reader, Record, Step, Xml, clip, local_name,
};
use std::io::BufRead;

/// An item follows its comments, for its fields may stand behind them.
pub(in crate::domain::imports) struct WordPress<R> {
    xml: Xml<R>,
    place: Place,
    /// How many items are over.
    items: u32,
    /// Something was met that plain feeds do not have.
    is_wordpress: bool,
}

/// The innermost open element that matters.
enum Place {
    Outside,
    Rss,
    Channel,
    Item(Box<RawItem>),
    End,
}

impl<R: BufRead> WordPress<R> {
    pub(in crate::domain::imports) fn new(input: R) -> Result<Self, ImportError> {
        Ok(Self {
            xml: Xml::new(input)?,
            place: Place::Outside,
            items: 0,
            is_wordpress: false,
        })
    }

    /// Bytes held for the parser.
    #[cfg(test)]
    pub(super) fn buffered(&self) -> usize {
        self.xml.buffered()
    }

    fn opened(&mut self) -> Result<Option<Record>, ImportError> {
        let name = self.xml.name();
        match &mut self.place {
            Place::Outside if name == "rss" => self.place = Place::Rss,
            Place::Outside => return Err(not_rss(name).at(self.xml.position())),
            Place::Rss if name == "channel" => self.place = Place::Channel,
            Place::Channel if name == "item" => {
                let line = self.xml.position().line;
                self.place = Place::Item(Box::new(RawItem {
                    line,
                    ..RawItem::default()
                }));
            }
            Place::Channel => {
                self.is_wordpress |= matches!(
                    local_name(name),
                    "wxr_version" | "base_site_url" | "base_blog_url"
                );
                self.xml.skip()?;
            }
            Place::Item(_) if local_name(name) == "comment" => {
                self.is_wordpress = true;
                let comment = facts::comment(read_comment(&mut self.xml)?, self.items);
                return Ok(Some(Record::Comment(Box::new(comment))));
            }
            Place::Item(item) => match item.slot(name) {
                Some(slot) => {
                    self.is_wordpress |= local_name(name).starts_with("post_");
                    let is_guid = name == "guid";
                    let is_permalink = self.xml.attribute("isPermaLink");
                    let is_permalink = is_permalink.map(|value| value.eq_ignore_ascii_case("true"));
                    read_field(&mut self.xml, slot)?;
                    if is_guid {
                        item.guid_is_permalink = is_permalink;
                    }
                }
                None => self.xml.skip()?,
            },
            Place::Rss | Place::End => self.xml.skip()?,
        }
        Ok(None)
    }

    fn closed(&mut self) -> Option<Record> {
        let (outside, record) = match std::mem::replace(&mut self.place, Place::End) {
            Place::Item(item) => {
                let page = facts::page(&item, self.items);
                self.items += 1;
                (Place::Channel, Some(Record::Page(Box::new(page))))
            }
            Place::Channel => (Place::Rss, None),
            _ => (Place::Outside, None),
        };
        self.place = outside;
        record
    }

    fn ended(&mut self) -> Result<(), ImportError> {
        if !self.is_wordpress {
            return Err(Problem::NotWordPress.at(Position::START));
        }
        self.place = Place::End;
        Ok(())
    }
}

impl<R: BufRead> Reader for WordPress<R> {
    fn next(&mut self) -> Result<Option<Record>, ImportError> {
        while !matches!(self.place, Place::End) {
            let record = match self.xml.step()? {
                Step::Open => self.opened()?,
                Step::Close => self.closed(),
                Step::Text => None,
                Step::End => {
                    self.ended()?;
                    None
                }
            };
            if record.is_some() {
                return Ok(record);
            }
        }
        Ok(None)
    }

    fn position(&self) -> Position {
        self.xml.position()
    }
}

fn read_comment<R: BufRead>(xml: &mut Xml<R>) -> Result<RawComment, ImportError> {
    let mut comment = RawComment {
        line: xml.position().line,
        ..RawComment::default()
    };
    loop {
        match xml.step()? {
            Step::Open => match comment.slot(xml.name()) {
                Some(slot) => read_field(xml, slot)?,
                None => xml.skip()?,
            },
            Step::Text => {}
            Step::Close | Step::End => return Ok(comment),
        }
    }
}

fn read_field<R: BufRead>(xml: &mut Xml<R>, slot: &mut Field) -> Result<(), ImportError> {
    let limit = limit(xml.name());
    xml.read_text(slot, limit)
}

fn not_rss(name: &str) -> Problem {
    let hint = match name {
        "disqus" => "this is a Disqus export",
        "feed" => "this is an Atom feed",
        "html" => "this is a web page, perhaps an error page that was saved instead of the export",
        _ => "this is no WordPress export",
    };
    Problem::NotRss(clip(name), hint)
}
