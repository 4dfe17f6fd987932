//! What comments look like once rendered.

mod inspector;
mod links;
mod speed;
mod xss;

pub(in crate::domain::text) use inspector::{offences, spiky};

use super::{MAX_NESTING, excerpt, render};

fn check(markdown: &str, expect: &str) {
    assert_eq!(
        render(markdown).replace("</p>\n<p>", "</p><p>"),
        expect,
        "{markdown:?}"
    );
}

/// A link as rendered.
fn link(href: &str, text: &str) -> String {
    format!(r#"<a href="{href}" rel="nofollow ugc noopener">{text}</a>"#)
}

const SUBSET: &[(&str, &str)] = &[
    ("Hello", "<p>Hello</p>"),
    ("one\ntwo", "<p>one<br>\ntwo</p>"),
    ("one  \ntwo\\\nthree", "<p>one<br>\ntwo<br>\nthree</p>"),
    ("one\n\ntwo", "<p>one</p><p>two</p>"),
    (
        "*a* _b_ **c** __d__ ~~e~~",
        "<p><em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong> <del>e</del></p>",
    ),
    ("***a***", "<p><em><strong>a</strong></em></p>"),
    ("*a *b* c*", "<p><em>a b c</em></p>"),
    ("`a <b> *c*`", "<p><code>a &lt;b&gt; *c*</code></p>"),
    (
        "> a\n> b\n\nc",
        "<blockquote>\n<p>a<br>\nb</p>\n</blockquote>\n<p>c</p>",
    ),
    ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    (
        "3. a\n4. b",
        "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>",
    ),
    ("1. a", "<ol>\n<li>a</li>\n</ol>"),
    (
        "```rust ignore\nlet a = &b;\n```",
        "<pre><code class=\"language-rust\">let a = &amp;b;\n</code></pre>",
    ),
    (
        "```C++\n1\n```",
        "<pre><code class=\"language-c++\">1\n</code></pre>",
    ),
    ("```a\"b onload=x\n1\n```", "<pre><code>1\n</code></pre>"),
    ("    code", "<pre><code>code</code></pre>"),
    (
        "# Title *x*\n\ntext",
        "<p><strong>Title <em>x</em></strong></p><p>text</p>",
    ),
    ("# A **b** c", "<p><strong>A b c</strong></p>"),
    (
        "Title\n---\ntext",
        "<p><strong>Title</strong></p><p>text</p>",
    ),
    ("a\n\n* * *\n\nb", "<p>a</p><p>* * *</p><p>b</p>"),
    (
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "<p>| a | b |<br>\n|---|---|<br>\n| 1 | 2 |</p>",
    ),
    ("a[^1]\n\n[^1]: see b", "<p>a[^1]</p><p>[^1]: see b</p>"),
    ("- [ ] a", "<ul>\n<li>[ ] a</li>\n</ul>"),
    ("AT&T &copy; &lt; <3", "<p>AT&amp;T © &lt; &lt;3</p>"),
    ("a\u{a0}b", "<p>a&nbsp;b</p>"),
    ("", ""),
];

#[test]
fn the_usual_subset_is_rendered() {
    for (markdown, expect) in SUBSET {
        check(markdown, expect);
    }
}

#[test]
fn raw_html_is_shown_as_text() {
    for (markdown, expect) in [
        ("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>"),
        (
            "<div>\n*a*\n\n*b*\n</div>",
            "<p>&lt;div&gt;<br>\n*a*</p><p><em>b</em></p>\n<p>&lt;/div&gt;</p>",
        ),
        ("<!-- a -->\n\nb", "<p>&lt;!-- a --&gt;</p><p>b</p>"),
        (
            "<script>\na\n\n  b\n</script>\n\nc",
            "<p>&lt;script&gt;<br>\na</p><p>b<br>\n&lt;/script&gt;</p><p>c</p>",
        ),
        (
            "> <style>\n> x",
            "<blockquote>\n<p>&lt;style&gt;<br>\nx</p>\n</blockquote>",
        ),
    ] {
        assert_eq!(
            render(markdown).replace("</p>\n<p>", "</p><p>"),
            expect.replace("</p>\n<p>", "</p><p>"),
            "{markdown:?}"
        );
    }
}

#[test]
fn long_text_comes_through_whole() {
    let text = "a & b < c \u{b7} \u{a0} d ".repeat(400);
    let escaped = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('\u{a0}', "&nbsp;");
    check(&text, &format!("<p>{}</p>", escaped.trim_end()));
    check(
        &format!("`{text}.`"),
        &format!("<p><code>{escaped}.</code></p>"),
    );
    check(
        &format!("```\n{text}.\n```"),
        &format!("<pre><code>{escaped}.\n</code></pre>"),
    );
}

#[test]
fn entities_bring_nothing_back() {
    check("a&#x202E;b&#0;&#x1b;c&#x2066;", "<p>ab\u{FFFD}c</p>");
    let tower = format!("a{}", "&#x336;".repeat(30));
    check(&tower, &format!("<p>a{}</p>", "\u{336}".repeat(8)));
    check(
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    );
}

#[test]
fn quotes_and_lists_beyond_the_limit_are_level_with_the_deepest() {
    for (marker, tag) in [("> ", "<blockquote>"), ("- ", "<ul>"), ("1. ", "<ol>")] {
        let html = render(&format!("{}deep", marker.repeat(50)));
        assert_eq!(html.matches(tag).count(), MAX_NESTING, "{marker}");
        assert!(html.contains("deep"));
    }
    let stairs: Vec<String> = (0..30)
        .map(|depth| format!("{}- step{depth}\n", "  ".repeat(depth)))
        .collect();
    let stairs = stairs.concat();
    let words: Vec<String> = excerpt(&stairs, 1_000)
        .split(' ')
        .map(str::to_owned)
        .collect();
    assert_eq!(
        words,
        (0..30)
            .map(|depth| format!("step{depth}"))
            .collect::<Vec<_>>()
    );
}

#[test]
fn excerpts_are_plain_text_cut_at_graphemes() {
    for (markdown, length, expect) in [
        ("Hello **world**\nagain", 100, "Hello world again"),
        ("Hello **world**", 11, "Hello world"),
        ("Hello **world**", 10, "Hello wor…"),
        ("Hello world", 7, "Hello…"),
        ("- a\n  - b\n- c\n\n> d\n\n# e", 100, "a b c d e"),
        (
            "a <script>x</script> &amp; `y`",
            100,
            "a <script>x</script> & y",
        ),
        ("[x](https://example.org) ![cat](/c)", 100, "x cat"),
        ("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 2, "👩‍👩‍👧‍👦…"),
        ("a", 0, ""),
        ("a", 1, "a"),
        ("ab", 1, "…"),
        ("", 5, ""),
    ] {
        assert_eq!(excerpt(markdown, length), expect, "{markdown:?}");
    }
}
