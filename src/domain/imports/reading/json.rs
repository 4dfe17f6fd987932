//! JSON as a run of values, one in memory at a time: bounded, every mistake located.
use super::error::{ImportError, Problem, clip};
use super::source::{MAX_PIECE, Position, Source};
use serde::de::DeserializeOwned;
use std::io::{BufRead, Error};

/// An outermost object: its members, those that are lists item by item.
pub(crate) struct Json<R> {
    values: Values<R>,
    place: Place,
}

enum Place {
    Outside,
    Object { is_first: bool },
    List { name: String, is_first: bool },
    End,
}

/// A member, or one of a list that is a member.
pub(crate) struct Item {
    pub(crate) name: String,
    pub(crate) at: Position,
    /// Of a list.
    pub(crate) is_listed: bool,
}

impl<R: BufRead> Json<R> {
    pub(crate) fn new(input: R) -> Result<Self, ImportError> {
        Ok(Self {
            values: Values::new(input)?,
            place: Place::Outside,
        })
    }

    /// Where the last item begins.
    pub(crate) fn position(&self) -> Position {
        self.values.at
    }

    /// Reads the next item; what it is says [`Json::parse`].
    pub(crate) fn next(&mut self) -> Result<Option<Item>, ImportError> {
        loop {
            self.place = match std::mem::replace(&mut self.place, Place::End) {
                Place::End => return Ok(None),
                Place::Outside => {
                    self.values.expect(b'{', "`{`")?;
                    Place::Object { is_first: true }
                }
                Place::Object { is_first } => {
                    if self.values.ends(b'}')? {
                        self.values.end()?;
                        return Ok(None);
                    }
                    if !is_first {
                        self.values.expect(b',', "`,` or `}`")?;
                    }
                    let name = self.values.name()?;
                    if self.values.ends(b'[')? {
                        Place::List {
                            name,
                            is_first: true,
                        }
                    } else {
                        let at = self.values.read()?;
                        self.place = Place::Object { is_first: false };
                        return Ok(Some(Item {
                            name,
                            at,
                            is_listed: false,
                        }));
                    }
                }
                Place::List { name, is_first } => {
                    if self.values.ends(b']')? {
                        Place::Object { is_first: false }
                    } else {
                        if !is_first {
                            self.values.expect(b',', "`,` or `]`")?;
                        }
                        let at = self.values.read()?;
                        self.place = Place::List {
                            name: name.clone(),
                            is_first: false,
                        };
                        return Ok(Some(Item {
                            name,
                            at,
                            is_listed: true,
                        }));
                    }
                }
            };
        }
    }

    /// What was read last.
    pub(crate) fn parse<T: DeserializeOwned>(&self) -> Result<T, ImportError> {
        self.values.parse()
    }
}

/// One value after the other.
pub(crate) struct Lines<R> {
    values: Values<R>,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(input: R) -> Result<Self, ImportError> {
        let values = Values::new(input)?;
        Ok(Self { values })
    }

    /// Where the last value begins.
    pub(crate) fn position(&self) -> Position {
        self.values.at
    }

    /// The last value as it stands.
    pub(crate) fn written(&self) -> &[u8] {
        &self.values.buffer
    }

    pub(crate) fn next<T: DeserializeOwned>(&mut self) -> Result<Option<T>, ImportError> {
        if self.values.peek()?.is_none() {
            return Ok(None);
        }
        self.values.read()?;
        self.values.parse().map(Some)
    }
}

struct Values<R> {
    source: Source<R>,
    buffer: Vec<u8>,
    /// Where the last value begins.
    at: Position,
}

impl<R: BufRead> Values<R> {
    fn new(input: R) -> Result<Self, ImportError> {
        let mut values = Self {
            source: Source::new(input)?,
            buffer: Vec::new(),
            at: Position::START,
        };
        match values.peek()? {
            None => Err(Problem::Empty.at(Position::START)),
            Some(b'{') => Ok(values),
            Some(b'<') => Err(Problem::NotJson("XML").at(Position::START)),
            Some(b'[') => Err(Problem::NotJson("another list").at(Position::START)),
            Some(_) => Err(Problem::NotJson("plain text").at(Position::START)),
        }
    }

    fn peek(&mut self) -> Result<Option<u8>, ImportError> {
        self.source.begin_piece();
        let peeked = self.source.peek();
        peeked.map_err(|error| self.failed(&error))
    }

    fn failed(&self, error: &Error) -> ImportError {
        if self.source.has_overflown() {
            return Problem::PieceTooLong(MAX_PIECE).at(self.at);
        }
        Problem::Unreadable(error.to_string()).at(self.source.position())
    }

    /// Whether this byte is next, which is passed over then.
    fn ends(&mut self, byte: u8) -> Result<bool, ImportError> {
        let is_next = self.peek()? == Some(byte);
        if is_next {
            self.source.consume(1);
        }
        Ok(is_next)
    }

    fn expect(&mut self, byte: u8, what: &str) -> Result<(), ImportError> {
        if self.ends(byte)? {
            return Ok(());
        }
        Err(match self.peek()? {
            None => Problem::CutOff("JSON"),
            Some(_) => Problem::BrokenJson(format!("{what} should stand here")),
        }
        .at(self.source.position()))
    }

    fn name(&mut self) -> Result<String, ImportError> {
        self.read()?;
        let name = self.parse()?;
        self.expect(b':', "`:`")?;
        Ok(name)
    }

    /// Only white space may follow.
    fn end(&mut self) -> Result<(), ImportError> {
        match self.peek()? {
            None => Ok(()),
            Some(_) => Err(Problem::Outside.at(self.source.position())),
        }
    }

    /// The bytes of the next value, checked only so far that its end is known.
    fn read(&mut self) -> Result<Position, ImportError> {
        self.peek()?;
        self.source.begin_piece();
        self.buffer.clear();
        self.at = self.source.position();
        let mut scan = Scan::default();
        loop {
            let bytes = match self.source.fill_buf() {
                Ok(bytes) => bytes,
                Err(error) => return Err(self.failed(&error)),
            };
            if bytes.is_empty() {
                return Err(Problem::CutOff("JSON").at(self.at));
            }
            let (taken, is_over) = scan.take(bytes);
            self.buffer.extend_from_slice(&bytes[..taken]);
            self.source.consume(taken);
            if is_over {
                return Ok(self.at);
            }
        }
    }

    fn parse<T: DeserializeOwned>(&self) -> Result<T, ImportError> {
        serde_json::from_slice(&self.buffer).map_err(|error| {
            let before = self.buffer.split_inclusive(|byte| *byte == b'\n');
            let before = before.take(error.line().saturating_sub(1));
            let start: usize = before.map(<[u8]>::len).sum();
            let end = (start + error.column().saturating_sub(1)).min(self.buffer.len());
            let mut place = self.at;
            place.advance(&self.buffer[..end]);
            let text = error.to_string();
            let why = text.split(" at line ").next().unwrap_or_default();
            Problem::BrokenJson(clip(why)).at(place)
        })
    }
}

/// Finds where a value ends.
#[derive(Default)]
struct Scan {
    depth: usize,
    in_string: bool,
    is_escaped: bool,
    has_begun: bool,
}

impl Scan {
    /// How many bytes belong to it, and whether it ends there.
    fn take(&mut self, bytes: &[u8]) -> (usize, bool) {
        for (at, &byte) in bytes.iter().enumerate() {
            if self.in_string {
                match byte {
                    _ if self.is_escaped => self.is_escaped = false,
                    b'\\' => self.is_escaped = true,
                    b'"' => {
                        self.in_string = false;
                        if self.depth == 0 {
                            return (at + 1, true);
                        }
                    }
                    _ => {}
                }
                continue;
            }
            let is_bare = self.has_begun && self.depth == 0;
            match byte {
                b',' | b'}' | b']' | b':' if is_bare => return (at, true),
                _ if is_bare && byte.is_ascii_whitespace() => return (at, true),
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return (at + 1, true);
                    }
                }
                _ => {}
            }
            self.has_begun = true;
        }
        (bytes.len(), false)
    }
}

#[cfg(test)]
mod tests {
    use super::{Json, Lines};
    use crate::domain::imports::reading::ImportError;
    use serde_json::Value;
    use std::io::BufReader;

    fn items(file: &str, at_once: usize) -> Result<Vec<(String, Value)>, ImportError> {
        let mut json = Json::new(BufReader::with_capacity(at_once, file.as_bytes()))?;
        let mut items = Vec::new();
        while let Some(item) = json.next()? {
            items.push((item.name, json.parse()?));
        }
        Ok(items)
    }

    fn refusal(file: &str) -> String {
        items(file, 1 << 10).unwrap_err().to_string()
    }

    #[test]
    fn members_come_in_order_and_lists_item_by_item() {
        let file = r#" {"v": 1, "a": [{"x": "}],\"\\"}, [2, [3]], "s", null], "b": [ ],
            "c": {"d": [1]}, "e": "ü" } "#;

        for at_once in [1, 2, 7, 1 << 10] {
            let items = items(file, at_once).unwrap();
            let shown: Vec<_> = items
                .iter()
                .map(|(name, value)| format!("{name} {value}"))
                .collect();
            let expected = [
                "v 1",
                r#"a {"x":"}],\"\\"}"#,
                "a [2,[3]]",
                r#"a "s""#,
                "a null",
                r#"c {"d":[1]}"#,
                r#"e "ü""#,
            ];
            assert_eq!(shown, expected, "{at_once}");
        }
    }

    #[test]
    fn mistakes_are_located() {
        for (file, place, what) in [
            ("", "line 1, column 1", "empty"),
            ("<rss/>", "line 1, column 1", "XML"),
            ("[1]", "line 1, column 1", "another list"),
            ("{\n \"a\" 1}", "line 2, column 6", "`:`"),
            ("{\n \"a\": [1 2]}", "line 2, column 10", "`,` or `]`"),
            ("{\"a\": 1 \"b\": 2}", "line 1, column 9", "`,` or `}`"),
            (
                "{\"a\": [\n  {\"ü\": tru}]}",
                "line 2, column 12",
                "JSON is broken",
            ),
            ("{\"a\": [1, 2", "line 1, column 11", "ends inside"),
            ("{\"a\": [1]", "line 1, column 10", "ends inside"),
            ("{\"a\": \"x", "line 1, column 7", "ends inside"),
            ("{} {}", "line 1, column 4", "outermost"),
        ] {
            let refusal = refusal(file);
            assert!(refusal.starts_with(place), "{file:?}: {refusal}");
            assert!(refusal.contains(what), "{file:?}: {refusal}");
        }
    }

    #[test]
    fn a_value_without_an_end_is_not_gathered_for_ever() {
        let endless = format!("{{\"a\": \"{}", "x".repeat(17 << 20));

        assert!(refusal(&endless).contains("larger than 16777216 bytes"));
    }

    #[test]
    fn lines_are_values_with_anything_white_between_them() {
        let file = "{\"a\":1}\n{\"a\":2}  {\"a\":\n3}\n";
        let mut lines = Lines::new(file.as_bytes()).unwrap();
        let mut found = Vec::new();
        while let Some(value) = lines.next::<Value>().unwrap() {
            found.push((value["a"].as_u64().unwrap(), lines.position().line));
        }

        assert_eq!(found, [(1, 1), (2, 2), (3, 2)]);
    }
}
