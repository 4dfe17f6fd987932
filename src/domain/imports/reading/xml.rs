//! XML as a flat run of steps: well-formed, bounded, without a DOCTYPE, every mistake located.
use super::error::{ImportError, Problem, clip};
use super::field::Field;
use super::source::{MAX_PIECE, Position, Source};
use quick_xml::errors::{IllFormedError, SyntaxError};
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use std::io::BufRead;

/// Exports have six levels.
const MAX_DEPTH: usize = 64;
/// The longest tag in bytes, and the most attributes in it.
const MAX_TAG: usize = 8 << 10;
const MAX_ATTRIBUTES: usize = 64;

/// Bytes of one piece of text that are handed on; no field takes more.
const MAX_TEXT: usize = 2 << 20;

/// What [`Xml::step`] came upon; the details are in the reader until the next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A start tag: see [`Xml::name`].
    Open,
    Close,
    /// Character data, a CDATA section or a resolved reference: see [`Xml::read_text`].
    Text,
    /// The document is complete.
    End,
}

pub(crate) struct Xml<R> {
    reader: quick_xml::Reader<Source<R>>,
    buffer: Vec<u8>,
    /// The start tags that are not closed yet.
    open: Vec<(String, Position)>,
    has_root: bool,
    /// Where the last step began.
    at: Position,
    text: String,
    wants_text: bool,
    is_clipped: bool,
    attributes: Vec<(String, String)>,
}

impl<R: BufRead> Xml<R> {
    pub(crate) fn new(input: R) -> Result<Self, ImportError> {
        let mut source = Source::new(input)?;
        if let Ok([b'{' | b'[', ..]) = source.fill_buf() {
            return Err(Problem::NotXml("JSON").at(Position::START));
        }
        let mut reader = quick_xml::Reader::from_reader(source);
        reader.config_mut().expand_empty_elements = true;
        Ok(Self {
            reader,
            buffer: Vec::new(),
            open: Vec::new(),
            has_root: false,
            at: Position::START,
            text: String::new(),
            wants_text: true,
            is_clipped: false,
            attributes: Vec::new(),
        })
    }

    /// Where the last step began.
    pub(crate) fn position(&self) -> Position {
        self.at
    }

    /// The name of the innermost open element as the file spells it, prefix included.
    pub(crate) fn name(&self) -> &str {
        self.open.last().map_or("", |(name, _)| name)
    }

    /// An attribute of the last start tag, whatever its prefix and its case.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let mut found = self.attributes.iter();
        let found = found.find(|(key, _)| local_name(key).eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim())
    }

    #[cfg(test)]
    pub(crate) fn buffered(&self) -> usize {
        self.buffer.capacity() + self.text.capacity()
    }

    /// Reads to the end of the innermost open element and forgets what is in it.
    pub(crate) fn skip(&mut self) -> Result<(), ImportError> {
        let outside = self.open.len().saturating_sub(1);
        self.wants_text = false;
        while self.open.len() > outside {
            self.step()?;
        }
        self.wants_text = true;
        Ok(())
    }

    /// Reads the text of the element just opened. Where an element comes twice, the first that says
    /// something counts.
    pub(crate) fn read_text(&mut self, slot: &mut Field, limit: usize) -> Result<(), ImportError> {
        if !slot.is_empty() {
            return self.skip();
        }
        let name = clip(self.name());
        *slot = Field::default();
        loop {
            match self.step()? {
                Step::Text => {
                    slot.push(&self.text, limit);
                    slot.is_cut |= self.is_clipped;
                }
                Step::Open => {
                    return Err(Problem::Markup(name, clip(self.name())).at(self.position()));
                }
                Step::Close | Step::End => return Ok(()),
            }
        }
    }

    pub(crate) fn step(&mut self) -> Result<Step, ImportError> {
        loop {
            if let Some(step) = self.event()? {
                return Ok(step);
            }
        }
    }

    /// One event; `None` for what means nothing here (comments, instructions, white space outside).
    fn event(&mut self) -> Result<Option<Step>, ImportError> {
        self.at = self.reader.get_ref().position();
        self.reader.get_mut().begin_piece();
        self.buffer.clear();
        let at = self.at;
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(error) => {
                return Err(located(
                    error,
                    at,
                    &self.buffer,
                    self.reader.get_ref().has_overflown(),
                ));
            }
        };
        let step = match event {
            Event::Start(tag) => {
                let name = start_tag(&tag, &mut self.attributes);
                let name = name.map_err(|problem| problem.at(at))?;
                if self.open.is_empty() && self.has_root {
                    return Err(Problem::Outside.at(at));
                }
                if self.open.len() == MAX_DEPTH {
                    return Err(Problem::TooDeep(MAX_DEPTH).at(at));
                }
                self.has_root = true;
                self.open.push((name, at));
                Step::Open
            }
            Event::End(_) => {
                self.open.pop();
                Step::Close
            }
            Event::Text(text) => {
                self.is_clipped = keep(&mut self.text, self.wants_text, &text);
                Step::Text
            }
            Event::CData(text) => {
                self.is_clipped = keep(&mut self.text, self.wants_text, &text);
                Step::Text
            }
            Event::GeneralRef(reference) => {
                let resolved = resolve(&reference).map_err(|problem| problem.at(at))?;
                self.text.clear();
                self.text.push(resolved);
                self.is_clipped = false;
                Step::Text
            }
            Event::Decl(declaration) => {
                check_declaration(&declaration, self.has_root).map_err(|problem| problem.at(at))?;
                return Ok(None);
            }
            Event::DocType(_) => return Err(Problem::Doctype.at(at)),
            // Empty elements come as a start and an end.
            Event::Comment(_) | Event::PI(_) | Event::Empty(_) => return Ok(None),
            Event::Eof => return self.end().map(Some),
        };
        if step == Step::Text && self.open.is_empty() {
            return self.outside();
        }
        Ok(Some(step))
    }

    /// Around the outermost element only white space may stand.
    fn outside(&self) -> Result<Option<Step>, ImportError> {
        Err(match self.text.trim_start().chars().next() {
            None => return Ok(None),
            Some(_) if self.has_root => Problem::Outside,
            Some('{' | '[') => Problem::NotXml("JSON"),
            Some(_) => Problem::NotXml("plain text"),
        }
        .at(self.at))
    }

    fn end(&self) -> Result<Step, ImportError> {
        match self.open.last() {
            Some((name, since)) => {
                Err(
                    Problem::Truncated(format!("<{}> (line {})", clip(name), since.line))
                        .at(self.at),
                )
            }
            None if self.has_root => Ok(Step::End),
            None => Err(Problem::Empty.at(self.at)),
        }
    }
}

/// With `\n` for every line end, as XML demands. Returns whether more was there.
fn keep(text: &mut String, wanted: bool, piece: &str) -> bool {
    text.clear();
    if !wanted {
        return false;
    }
    let kept = &piece[..piece.floor_char_boundary(MAX_TEXT)];
    let mut parts = kept.split('\r');
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        text.push('\n');
        text.push_str(part.strip_prefix('\n').unwrap_or(part));
    }
    kept.len() < piece.len()
}

/// `wp:comment` → `comment`: the namespace is spelt in many ways and means nothing here.
pub(crate) fn local_name(element: &str) -> &str {
    element.rsplit_once(':').map_or(element, |(_, local)| local)
}

/// The name.
fn start_tag(
    tag: &BytesStart<'_>,
    attributes: &mut Vec<(String, String)>,
) -> Result<String, Problem> {
    let name = tag.name().as_ref().to_owned();
    if tag.len() > MAX_TAG
        || tag
            .attributes()
            .with_checks(false)
            .nth(MAX_ATTRIBUTES)
            .is_some()
    {
        return Err(Problem::TagTooLong(clip(&name)));
    }
    if name.is_empty() || name.contains(['<', '&', '=', '"', '\'']) {
        return Err(Problem::Broken(format!("`<{}` is not a tag", clip(&name))));
    }
    attributes.clear();
    for attribute in tag.attributes() {
        let attribute =
            attribute.map_err(|error| Problem::Broken(format!("in <{}>: {error}", clip(&name))))?;
        attributes.push((
            attribute.key.as_ref().to_owned(),
            attribute.value.to_string(),
        ));
    }
    Ok(name)
}

/// XML's own five entities and numbers; there is no DTD that could define others.
fn resolve(reference: &BytesRef<'_>) -> Result<char, Problem> {
    let unknown = || Problem::Entity(clip(reference));
    if reference.is_char_ref() {
        return reference
            .resolve_char_ref()
            .ok()
            .flatten()
            .ok_or_else(unknown);
    }
    resolve_xml_entity(reference)
        .and_then(|text| text.chars().next())
        .ok_or_else(unknown)
}

fn check_declaration(declaration: &BytesDecl<'_>, has_root: bool) -> Result<(), Problem> {
    if has_root {
        return Err(Problem::Broken("a second `<?xml` declaration".into()));
    }
    match declaration.encoding() {
        None => Ok(()),
        Some(Err(error)) => Err(Problem::Broken(format!("in the XML declaration: {error}"))),
        Some(Ok(name))
            if ["utf-8", "utf8", "us-ascii"]
                .iter()
                .any(|known| name.eq_ignore_ascii_case(known)) =>
        {
            Ok(())
        }
        Some(Ok(name)) => Err(Problem::Encoding(clip(&name))),
    }
}

/// `at` is where the event began, `buffer` what was read of it.
fn located(error: quick_xml::Error, at: Position, buffer: &[u8], overflow: bool) -> ImportError {
    use quick_xml::Error;
    let problem = match error {
        Error::Io(_) if overflow => Problem::PieceTooLong(MAX_PIECE),
        Error::Io(error) => Problem::Unreadable(error.to_string()),
        Error::Encoding(quick_xml::encoding::EncodingError::Utf8(error)) => {
            let mut place = at;
            place.advance(&buffer[..error.valid_up_to().min(buffer.len())]);
            return Problem::NotUtf8.at(place);
        }
        Error::Syntax(SyntaxError::UnclosedDoctype) => Problem::Doctype,
        Error::Syntax(SyntaxError::UnclosedCData) => Problem::CutOff("CDATA section"),
        Error::Syntax(SyntaxError::UnclosedComment) => Problem::CutOff("XML comment"),
        Error::Syntax(SyntaxError::InvalidBangMarkup) => {
            Problem::Broken("`<!` without a known word".into())
        }
        Error::Syntax(SyntaxError::UnclosedPI | SyntaxError::UnclosedXmlDecl) => {
            Problem::CutOff("`<?` instruction")
        }
        Error::Syntax(_) => Problem::CutOff("tag"),
        Error::IllFormed(IllFormedError::UnclosedReference) => Problem::Ampersand,
        Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
            Problem::Broken(format!(
                "</{}> where </{}> should stand",
                clip(&found),
                clip(&expected)
            ))
        }
        Error::IllFormed(IllFormedError::UnmatchedEndTag(name)) => {
            Problem::Broken(format!("</{}> closes nothing", clip(&name)))
        }
        other => Problem::Broken(clip(&other.to_string())),
    };
    problem.at(at)
}
