//! Why a file cannot be imported, where that was noticed, and what to do about it.
use super::source::Position;
use std::fmt;

/// Nothing of the file may be imported. `position` is where the trouble begins.
#[derive(Debug, thiserror::Error)]
#[error("{}{problem}", .position.before())]
pub struct ImportError {
    pub position: Position,
    pub problem: Problem,
}

#[derive(Debug, thiserror::Error)]
pub enum Problem {
    #[error("the file is empty; export again")]
    Empty,
    #[error("the file is packed with {0}; unpack it first and import what is inside")]
    Packed(&'static str),
    #[error("this is not XML but looks like {0}; choose the .xml that the export saved")]
    NotXml(&'static str),
    #[error(
        "this is not the JSON of an export but looks like {0}; choose the file that was exported"
    )]
    NotJson(&'static str),
    #[error("the JSON is broken: {0}; correct the place or export again")]
    BrokenJson(String),
    #[error("{0}: this is no export of {1}")]
    NotFrom(String, &'static str),
    #[error("the file is in {0}, and only UTF-8 can be read; convert it and import the result")]
    Encoding(String),
    #[error("these bytes are not UTF-8; convert the file to UTF-8 or correct the place")]
    NotUtf8,
    #[error(
        "the file holds a DOCTYPE, which no export has and which is refused for safety; export again"
    )]
    Doctype,
    #[error("the file ends here, but {0} is still open; it is incomplete: export or copy it again")]
    Truncated(String),
    #[error(
        "the file ends inside the {0} that begins here; it is incomplete: export or copy it again"
    )]
    CutOff(&'static str),
    #[error("the XML is broken: {0}; correct the place or export again")]
    Broken(String),
    #[error("`&{0};` is not defined in XML; write the character itself, or &amp;{0}; for the text")]
    Entity(String),
    #[error("a `&` stands alone; write &amp;")]
    Ampersand,
    #[error("text outside of the document's one outermost element; remove it")]
    Outside,
    #[error("elements are nested deeper than {0} levels; exports have six: this is none")]
    TooDeep(usize),
    #[error(
        "one piece of text or markup is larger than {0} bytes, or its end is missing; shorten, correct or remove it"
    )]
    PieceTooLong(usize),
    #[error("<{0}> has more markup inside than any export; remove its attributes")]
    TagTooLong(String),
    #[error(
        "<{0}> may hold text only, but <{1}> stands in it; escape it as &lt;{1}&gt; or put it into CDATA"
    )]
    Markup(String, String),
    #[error("the outermost element is <{0}>, not <rss>: {1}")]
    NotRss(String, &'static str),
    #[error(
        "nothing in the file comes from WordPress; a feed is not enough: use Tools → Export → All content"
    )]
    NotWordPress,
    #[error("more than {limit} {what}; export in parts and import each")]
    TooMany { what: &'static str, limit: u32 },
    #[error(
        "the file is not the one that was looked through before: {0}; import it again from the start"
    )]
    Changed(&'static str),
    #[error(
        "table {table}, after row {after}: {why}; copy the whole database of Isso again, while Isso is stopped"
    )]
    Row {
        table: &'static str,
        after: i64,
        why: String,
    },
    #[error(
        "table {table}, row {row}: what stands under {column} is not UTF-8; correct it in a copy of the database"
    )]
    NotUtf8InRow {
        table: &'static str,
        row: i64,
        column: String,
    },
    #[error("`{0}` cannot be “{1}”; correct it or export again")]
    BadValue(&'static str, String),
    #[error("{0} is named here and is not in the file; export again")]
    NotInFile(String),
    #[error(
        "the export is of version {0} of the format, and this program knows version {1}: take the one that wrote it, or a newer one"
    )]
    OtherVersion(u32, u32),
    #[error("this line stands out of order, or is there twice; export again")]
    OutOfOrder,
    #[error("the file ends here without its last line; it is incomplete: export or copy it again")]
    NotWhole,
    #[error(
        "the last line counts {0}, and there are {1}: lines are missing or were added; export again"
    )]
    OtherCounts(String, String),
    #[error("comments of the file answer one another in a circle; correct it or export again")]
    Circle,
    #[error("a comment of the file answers one of another thread; correct it or export again")]
    OtherThread,
    #[error("a comment of the file is nested deeper than {0} levels; correct it or export again")]
    TooDeeplyNested(u32),
    #[error(
        "{0} is in this installation already, on another site: an export comes back to its own site, or to another installation"
    )]
    OnAnotherSite(String),
    #[error("{0} is in this installation already; export again, or bring it into another one")]
    IsThere(String),
    #[error("more than {limit} {what}: only the command line takes so many")]
    TooManyForDesk { what: &'static str, limit: u32 },
    #[error(
        "addresses cannot be rewritten while an export of Rejoinder comes in: it keeps its keys; leave the rules out"
    )]
    RulesForOwn,
    #[error(
        "“{0}” is only a path, and the site has not exactly one address to go before it: say with a rule where such pages are, as in `/=https://example.com/` (at the command line --map-url)"
    )]
    OnlyAPath(String),
    #[error(
        "this looks like a file of {0}, which is another format than was named: name that, or leave the format out"
    )]
    OtherSystem(&'static str),
    #[error("nothing tells of what system this file is: name the format")]
    UnknownFormat,
    #[error("reading failed: {0}; try again")]
    Unreadable(String),
}

impl Problem {
    /// Where a file has no lines.
    pub(crate) fn anywhere(self) -> ImportError {
        self.at(Position::NOWHERE)
    }

    pub(crate) fn at(self, position: Position) -> ImportError {
        ImportError {
            position,
            problem: self,
        }
    }
}

impl Position {
    /// As it stands before what is said of it.
    fn before(self) -> String {
        if self == Self::NOWHERE {
            String::new()
        } else {
            format!("{self}: ")
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// At most 60 characters of something out of the file, on one line, for a message.
pub(crate) fn clip(text: &str) -> String {
    let mut clipped: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(60)
        .collect();
    if text.chars().nth(60).is_some() {
        clipped.push('…');
    }
    clipped
}
