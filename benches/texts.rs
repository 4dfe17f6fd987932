//! What is done with a text on its way in, without a database: of a short comment, and of one that is
//! as long as a site takes by itself.
use divan::{Bencher, black_box};
use rejoinder::domain::{
    moderation::{
        Reading,
        spam::{self, Counts, Text},
        words::{Folded, MAX_PATTERNS, WordList},
    },
    text::{html, markdown, name},
};
use std::{iter::repeat_n, sync::LazyLock};

const PARAGRAPH: &str = "The **lock** at *Teddington* opened in 1811, as the minutes have it \
    ([page 12](https://archive.example/minutes/12)). `cargo` is spelt with a c:\n\n\
    > They had it from the bargemen.\n\n\
    - one barge\n- two skiffs\n\n";

static LONG: LazyLock<String> = LazyLock::new(|| of_length(10_000));
static SHORT: LazyLock<String> = LazyLock::new(|| of_length(PARAGRAPH.len()));
static LENGTHS: [(&str, &LazyLock<String>); 2] = [("short", &SHORT), ("long", &LONG)];
static AS_HTML: LazyLock<String> = LazyLock::new(|| markdown::render(&LONG));

fn main() {
    divan::main();
}

fn of_length(characters: usize) -> String {
    let paragraphs = characters.div_ceil(PARAGRAPH.len());
    let text: String = repeat_n(PARAGRAPH, paragraphs).collect();
    text.chars().take(characters).collect()
}

fn text(length: &str) -> &'static str {
    let found = LENGTHS.iter().find(|(name, _)| *name == length);
    found.map_or("", |(_, text)| text.as_str())
}

#[divan::bench(args = ["short", "long"])]
fn markdown_to_html(bencher: Bencher<'_, '_>, length: &str) {
    let text = text(length);
    bencher.bench(|| markdown::render(black_box(text)));
}

/// As an import of what another system kept as HTML does.
#[divan::bench]
fn html_to_markdown() -> String {
    html::to_markdown(black_box(&AS_HTML))
}

/// Folded, counted and its links found, once for all rules.
#[divan::bench(args = ["short", "long"])]
fn reading(bencher: Bencher<'_, '_>, length: &str) {
    let text = text(length);
    bencher.bench(|| Reading::of(black_box(text)));
}

/// In a list as long as a site may have.
#[divan::bench(args = ["short", "long"])]
fn banned_words(bencher: Bencher<'_, '_>, length: &str) {
    let patterns: Vec<String> = (0..MAX_PATTERNS)
        .map(|number| format!("casino{number} bonus*"))
        .collect();
    let list = WordList::compile(&patterns).unwrap_or_default();
    let folded = Folded::of(text(length));
    bencher.bench(|| list.find(black_box(&folded)).len());
}

#[divan::bench(args = ["short", "long"])]
fn spam_score(bencher: Bencher<'_, '_>, length: &str) {
    let text = Text {
        body_markdown: text(length),
        display_name: "Ada of the Lock",
    };
    let site = Counts { spam: 40, ham: 900 };
    bencher.bench(|| spam::score(&spam::tokens(black_box(&text)), |_| site, site));
}

/// By which a name that only looks like another is found.
#[divan::bench]
fn skeleton_of_a_name() -> String {
    name::skeleton(black_box("Zoë of the Łock"))
}
