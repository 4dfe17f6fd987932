//! One linear pass over what a client sends, before any recursive code sees it.
//!
//! The parser descends once per bracket and takes the process with it when the stack ends, and some
//! validation rules cost 2ⁿ for n spreads. So size is bounded here, by counting, never by recursing.
use std::fmt;

/// How deep `{`, `[` and `(` may nest together. The parser is safe to about 1,500.
pub const MAX_NESTING: usize = 40;
/// The full introspection query has 163 tokens; a page with everything on it has about 500.
pub const MAX_TOKENS: usize = 2_000;
/// Spreads of named fragments and inline fragments together.
pub const MAX_SPREADS: usize = 40;
pub const MAX_DIRECTIVES: usize = 40;
pub const MAX_ALIASES: usize = 40;
/// Names come back in errors' paths and as keys of the answer, and an unknown one is compared with all
/// known ones.
pub const MAX_NAME_BYTES: usize = 80;
/// How deep the objects and lists of the variables may nest.
pub const MAX_JSON_NESTING: usize = 20;
/// How many values the variables may hold.
pub const MAX_JSON_VALUES: usize = 5_000;

/// Why a source was not handed to the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScanRefusal {
    Nesting(usize),
    Tokens,
    Spreads,
    Directives,
    Aliases,
    LongName,
    JsonValues,
    /// A string literal that does not end.
    OpenString,
    /// The character U+0000, written out or escaped: `PostgreSQL` cannot store it.
    Nul,
}

impl ScanRefusal {
    /// The value of `ErrorCode` that tells the client.
    pub fn code(self) -> &'static str {
        match self {
            Self::OpenString => "PARSE_FAILED",
            Self::Nul => "BAD_REQUEST",
            _ => "TOO_COMPLEX",
        }
    }
}

impl fmt::Display for ScanRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nesting(most) => write!(f, "brackets nest deeper than {most}"),
            Self::Tokens => write!(f, "the document has more than {MAX_TOKENS} tokens"),
            Self::Spreads => write!(
                f,
                "the document has more than {MAX_SPREADS} fragment spreads"
            ),
            Self::Directives => write!(f, "the document has more than {MAX_DIRECTIVES} directives"),
            Self::Aliases => write!(f, "the document has more than {MAX_ALIASES} aliases"),
            Self::LongName => write!(f, "a name is longer than {MAX_NAME_BYTES} characters"),
            Self::JsonValues => write!(f, "the request holds more than {MAX_JSON_VALUES} values"),
            Self::OpenString => f.write_str("a string does not end"),
            Self::Nul => f.write_str("text must not hold the character U+0000"),
        }
    }
}

/// Bounds the source of a GraphQL document. Linear in its length; says nothing on its grammar.
pub fn scan(source: &str) -> Result<(), ScanRefusal> {
    let mut scanner = Scanner {
        bytes: source.as_bytes(),
        ..Scanner::default()
    };
    while let Some(byte) = scanner.peek() {
        scanner.token(byte)?;
    }
    Ok(())
}

/// Bounds a JSON text whose outermost object may hold values nested [`MAX_JSON_NESTING`] deep.
/// Linear in its length; says nothing on whether it is JSON.
pub fn scan_json(source: &[u8]) -> Result<(), ScanRefusal> {
    let mut depth = 0_usize;
    let mut values = 0_usize;
    let mut in_string = false;
    let mut at = 0;
    while let Some(&byte) = source.get(at) {
        at += 1;
        match byte {
            0 => return Err(ScanRefusal::Nul),
            b'\\' if in_string => {
                if source[at..].starts_with(b"u0000") {
                    return Err(ScanRefusal::Nul);
                }
                at += 1;
            }
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => values += 1,
            _ => {}
        }
        if depth > MAX_JSON_NESTING + 1 {
            return Err(ScanRefusal::Nesting(MAX_JSON_NESTING));
        }
        if values > MAX_JSON_VALUES {
            return Err(ScanRefusal::JsonValues);
        }
    }
    Ok(())
}

#[derive(Default)]
struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    depth: usize,
    /// Inside these a `name:` is an argument, outside an alias.
    parentheses: usize,
    after_name: bool,
    tokens: usize,
    spreads: usize,
    directives: usize,
    aliases: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Passes one token, or one piece of what stands between tokens.
    fn token(&mut self, byte: u8) -> Result<(), ScanRefusal> {
        match byte {
            b' ' | b',' | b'\t' | b'\n' | b'\r' => {
                self.at += 1;
                return Ok(());
            }
            b'#' => return self.comment(),
            _ => {}
        }
        count(&mut self.tokens, MAX_TOKENS, ScanRefusal::Tokens)?;
        let follows_name = std::mem::replace(&mut self.after_name, false);
        match byte {
            0 => return Err(ScanRefusal::Nul),
            b'"' => return self.string(),
            b'_' | b'a'..=b'z' | b'A'..=b'Z' => return self.name(),
            b'0'..=b'9' => {
                self.at += run(self.rest(), u8::is_ascii_digit);
                return Ok(());
            }
            b'.' if self.rest().starts_with(b"...") => {
                count(&mut self.spreads, MAX_SPREADS, ScanRefusal::Spreads)?;
                self.at += 2;
            }
            b'@' => count(
                &mut self.directives,
                MAX_DIRECTIVES,
                ScanRefusal::Directives,
            )?,
            b':' if follows_name && self.parentheses == 0 => {
                count(&mut self.aliases, MAX_ALIASES, ScanRefusal::Aliases)?;
            }
            b'{' | b'[' | b'(' => {
                self.parentheses += usize::from(byte == b'(');
                count(
                    &mut self.depth,
                    MAX_NESTING,
                    ScanRefusal::Nesting(MAX_NESTING),
                )?;
            }
            b'}' | b']' | b')' => {
                self.parentheses = self.parentheses.saturating_sub(usize::from(byte == b')'));
                self.depth = self.depth.saturating_sub(1);
            }
            _ => {}
        }
        self.at += 1;
        Ok(())
    }

    fn comment(&mut self) -> Result<(), ScanRefusal> {
        let length = run(self.rest(), |byte| !matches!(byte, b'\n' | b'\r'));
        let nul = self.rest()[..length].contains(&0);
        self.at += length;
        if nul { Err(ScanRefusal::Nul) } else { Ok(()) }
    }

    fn name(&mut self) -> Result<(), ScanRefusal> {
        let length = run(self.rest(), |byte| {
            byte.is_ascii_alphanumeric() || *byte == b'_'
        });
        self.at += length;
        self.after_name = true;
        if length > MAX_NAME_BYTES {
            Err(ScanRefusal::LongName)
        } else {
            Ok(())
        }
    }

    fn string(&mut self) -> Result<(), ScanRefusal> {
        if self.rest().starts_with(br#"""""#) {
            self.at += 3;
            return self.block_string();
        }
        self.at += 1;
        loop {
            match self.peek() {
                None | Some(b'\n' | b'\r') => return Err(ScanRefusal::OpenString),
                Some(0) => return Err(ScanRefusal::Nul),
                Some(b'\\') if self.rest().starts_with(br"\u0000") => return Err(ScanRefusal::Nul),
                Some(b'\\') => self.at += 2,
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(_) => self.at += 1,
            }
        }
    }

    fn block_string(&mut self) -> Result<(), ScanRefusal> {
        loop {
            match self.peek() {
                None => return Err(ScanRefusal::OpenString),
                Some(0) => return Err(ScanRefusal::Nul),
                Some(b'\\') if self.rest().starts_with(br#"\""""#) => self.at += 4,
                Some(b'"') if self.rest().starts_with(br#"""""#) => {
                    self.at += 3;
                    return Ok(());
                }
                Some(_) => self.at += 1,
            }
        }
    }
}

fn count(tally: &mut usize, most: usize, refusal: ScanRefusal) -> Result<(), ScanRefusal> {
    *tally += 1;
    if *tally > most { Err(refusal) } else { Ok(()) }
}

fn run(bytes: &[u8], belongs: impl Fn(&u8) -> bool) -> usize {
    bytes.iter().take_while(|byte| belongs(byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_thousand_nested_selections_are_refused() {
        let source = format!("{{{}", "a{".repeat(4_000));
        assert_eq!(scan(&source), Err(ScanRefusal::Nesting(MAX_NESTING)));
    }

    #[test]
    fn nested_lists_and_objects_are_refused_wherever_they_stand() {
        for source in [
            format!("query($a: T = {}", "[".repeat(4_000)),
            format!("query($a: {}", "[".repeat(4_000)),
            format!("{{ f(a: {}", "{c:".repeat(4_000)),
            format!("{{ f @d(a: {}", "[{c:".repeat(2_000)),
            "(".repeat(4_000),
        ] {
            assert_eq!(scan(&source), Err(ScanRefusal::Nesting(MAX_NESTING)));
        }
    }

    #[test]
    fn nesting_up_to_the_limit_passes() {
        let nested = |depth: usize| format!("{}{}", "{a".repeat(depth), "}".repeat(depth));
        assert_eq!(scan(&nested(MAX_NESTING)), Ok(()));
        assert_eq!(
            scan(&nested(MAX_NESTING + 1)),
            Err(ScanRefusal::Nesting(MAX_NESTING))
        );
    }

    #[test]
    fn floods_are_refused() {
        let cases = [
            (format!("{{{}}}", "a ".repeat(2_000)), ScanRefusal::Tokens),
            (format!("{{{}}}", "a: b ".repeat(41)), ScanRefusal::Aliases),
            (
                format!("{{a{}}}", " @skip(if: true)".repeat(41)),
                ScanRefusal::Directives,
            ),
            (format!("{{{}}}", "...F ".repeat(41)), ScanRefusal::Spreads),
            (
                format!("{{{}}}", "... on Q { a } ".repeat(41)),
                ScanRefusal::Spreads,
            ),
            (format!("{{{}}}", "a".repeat(81)), ScanRefusal::LongName),
        ];
        for (source, refusal) in cases {
            assert_eq!(scan(&source), Err(refusal));
        }
    }

    #[test]
    fn arguments_are_no_aliases() {
        let source = format!("{{ a({}) }}", "b: c ".repeat(100));
        assert_eq!(scan(&source), Ok(()));
        let source = format!("{{ a(b: {{{}}}) }}", "c: d ".repeat(100));
        assert_eq!(scan(&source), Ok(()));
    }

    #[test]
    fn brackets_in_strings_and_comments_do_not_count() {
        let brackets = "[{(".repeat(100);
        for source in [
            format!("{{ a(b: \"{brackets}\") }}"),
            format!("{{ a(b: \"\\\"{brackets}\") }}"),
            format!("{{ a(b: \"\"\"\n \" \\\"\"\" {brackets}\n\"\"\") }}"),
            format!("# {brackets}\n{{ a }}"),
            format!("{{ a }} # {brackets}"),
        ] {
            assert_eq!(scan(&source), Ok(()), "{source}");
        }
    }

    #[test]
    fn brackets_after_strings_and_comments_do_count() {
        let brackets = "[".repeat(100);
        for source in [
            format!("{{ a(b: \"x\\\\\" {brackets}"),
            format!("{{ a(b: \"\" {brackets}"),
            format!("{{ a(b: \"\"\"x\\\\\\\"\"\" \"\"\" {brackets}"),
            format!("# \"\r{{ a(b: {brackets}"),
        ] {
            assert_eq!(
                scan(&source),
                Err(ScanRefusal::Nesting(MAX_NESTING)),
                "{source}"
            );
        }
    }

    #[test]
    fn an_open_string_hides_nothing() {
        for source in [
            "{ a(b: \"x",
            "{ a(b: \"x\n\")",
            "{ a(b: \"\"\" \"\" [",
            "{ a(b: \"\\",
        ] {
            assert_eq!(scan(source), Err(ScanRefusal::OpenString), "{source}");
        }
    }

    #[test]
    fn nul_is_refused_written_out_and_escaped() {
        for source in [
            "{ a(b: \"\\u0000\") }",
            "{ a\0 }",
            "#\0",
            "{ a(b: \"\0\") }",
            "\"\"\"\0\"\"\"",
        ] {
            assert_eq!(scan(source), Err(ScanRefusal::Nul), "{source:?}");
        }
        assert_eq!(scan(r#"{ a(b: "\\u0000") }"#), Ok(()));
    }

    #[test]
    fn json_is_bounded_in_depth_and_number() {
        let nested = |depth: usize| format!("{{\"v\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(scan_json(nested(MAX_JSON_NESTING).as_bytes()), Ok(()));
        assert_eq!(
            scan_json(nested(MAX_JSON_NESTING + 1).as_bytes()),
            Err(ScanRefusal::Nesting(MAX_JSON_NESTING))
        );
        let flood = format!("[{}0]", "0,".repeat(MAX_JSON_VALUES + 1));
        assert_eq!(scan_json(flood.as_bytes()), Err(ScanRefusal::JsonValues));
        let text = format!("{{\"v\":\"{}\"}}", "\\\"[{,".repeat(9_000));
        assert_eq!(scan_json(text.as_bytes()), Ok(()));
    }

    #[test]
    fn json_holds_no_nul() {
        assert_eq!(scan_json(br#"{"v":"a\u0000"}"#), Err(ScanRefusal::Nul));
        assert_eq!(scan_json(b"{\"v\":\"\0\"}"), Err(ScanRefusal::Nul));
        assert_eq!(scan_json(br#"{"v":"a\\u0000"}"#), Ok(()));
    }
}
