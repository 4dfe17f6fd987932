//! How long hostile text may take, and that it stays within bounds.

use super::{offences, render};
use crate::domain::busy;

const REPEATED: &[&str] = &[
    "[",
    "]",
    "*",
    "_",
    "~",
    ">",
    "<",
    "&",
    "`",
    "!",
    "(",
    "\\",
    "> ",
    ">\n",
    "- ",
    "* ",
    "1. ",
    "+\n",
    "[]",
    "![",
    "](",
    "[a](",
    "![](",
    "*a ",
    "**a",
    "_a*",
    "*a_",
    "a**b",
    "***",
    "~~a",
    "<a ",
    "</",
    "<!--",
    "<![CDATA[",
    "<?",
    "<a@",
    "&#",
    "&amp;",
    "`a``",
    "http://",
    "https://a@",
    "www.",
    "https://a.example)",
    "[a]: b\n",
    "[a][a]",
    "- a\n",
    "> > - ",
    "\n>a\n",
    "a\n\n",
    "#\n",
    "\t",
    "    a\n",
    "```\n",
    "a\u{301}\u{302}",
    "\u{202E}",
    "<b>",
    "<div>\n",
    "**a *b ~~c ",
    "a* b** c~~ ",
    "|",
    "[a](<b",
    "\"",
    "'",
    "- - a\n  ",
    "![a](b)",
    "https://a.example/%",
    "\u{a0}",
    "·",
    "`&&&&&&&&&&` ",
    "    &\n",
];

/// Opened again and again, then closed as often.
const PAIRS: &[(&str, &str)] = &[
    ("[", "](a)"),
    ("*a ", " b*"),
    ("**a ", "a**"),
    ("![", "](https://a.example)"),
    ("[", "]"),
    ("(", ")"),
    ("`", "a"),
    ("<", ">"),
    ("https://a.example/", ")"),
    ("*", "_"),
    // Blocks, then lines that continue the innermost lazily.
    (">", "a\n"),
    ("> ", "a\n"),
    ("1. ", "a\n"),
    ("- a\n", "a\n"),
    ("> 1. ", "a\n"),
    ("+ > ", "a\n"),
];

/// Patterns that make careless parsers slow or deep, each with its name.
fn hostile(bytes: usize) -> Vec<(String, String)> {
    let fill = |unit: &str| unit.repeat(bytes.div_ceil(unit.len()));
    let half = |unit: &str| unit.repeat(bytes / 2 / unit.len());
    let repeated = REPEATED.iter().map(|unit| ((*unit).to_owned(), fill(unit)));
    let pairs = PAIRS.iter().map(|(open, close)| {
        let text = format!("{}{}", half(open), half(close));
        (format!("{open}…{close}"), text)
    });
    let target = "b".repeat(1_900.min(bytes / 2));
    let references = format!("[a]: https://a.example/{target}\n\n{}", half("[a]"));
    let growing = [
        (
            "stairs of lists",
            up_to(bytes, |n| format!("{}- a\n", "  ".repeat(n))),
        ),
        (
            "ticks of all lengths",
            up_to(bytes, |n| format!("{} ", "`".repeat(n + 1))),
        ),
        ("references", references),
    ];
    let growing = growing.map(|(name, text)| (name.to_owned(), text));
    repeated.chain(pairs).chain(growing).collect()
}

/// Ever longer pieces, as many as go into `bytes`.
fn up_to(bytes: usize, piece: impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    for n in 0.. {
        let next = piece(n);
        if out.len() + next.len() > bytes {
            break;
        }
        out.push_str(&next);
    }
    out
}

/// The quickest of a few runs, in milliseconds.
fn milliseconds(markdown: &str, runs: usize) -> f64 {
    (0..runs)
        .map(|_| {
            let start = busy::seconds();
            std::hint::black_box(render(std::hint::black_box(markdown)));
            (busy::seconds() - start) * 1_000.0
        })
        .fold(f64::INFINITY, f64::min)
}

/// Linear work takes 4 times as long for 4 times the text, quadratic work 16 times.
#[test]
fn no_ten_kilobytes_take_long_and_time_grows_with_length_only() {
    let is_fine = |brief: f64, full: f64| full <= 250.0 && (full <= 15.0 || full <= 8.0 * brief);
    let mut slow = Vec::new();
    for ((name, short), (_, long)) in hostile(2_500).iter().zip(&hostile(10_000)) {
        let (mut brief, mut full) = (milliseconds(short, 2), milliseconds(long, 1));
        // A busy machine may have stopped us: look again before complaining.
        for _ in 0..8 {
            if is_fine(brief, full) {
                break;
            }
            (brief, full) = (milliseconds(short, 2), full.min(milliseconds(long, 2)));
        }
        if !is_fine(brief, full) {
            slow.push(format!(
                "{name:?}: {brief:.1} ms for 2.5 kB, {full:.1} ms for 10 kB"
            ));
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn hostile_text_of_any_length_neither_overflows_nor_leaves_the_allow_list() {
    for (name, markdown) in hostile(20_000) {
        let html = render(&markdown);
        assert_eq!(offences(&html), Vec::<String>::new(), "{name}");
        assert!(
            html.len() <= 20 * markdown.len() + 200_000,
            "{name}: {}",
            html.len()
        );
    }
}
