//! What comments look like once rendered, and how long that may take.

use super::*;

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

#[test]
fn the_usual_subset_is_rendered() {
    for (markdown, expect) in [
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
    ] {
        check(markdown, expect);
    }
}

#[test]
fn links_are_absolute_and_marked() {
    let example = link("https://example.org/", "x");
    for (markdown, expect) in [
        ("[x](https://example.org)", example.clone()),
        ("[x](https://example.org \"title\")", example.clone()),
        ("[x](HTTPS://Example.org)", example),
        (
            "[x][1]\n\n[1]: http://example.org/a",
            link("http://example.org/a", "x"),
        ),
        (
            "<https://example.org/a?b=c&d=e>",
            link(
                "https://example.org/a?b=c&amp;d=e",
                "https://example.org/a?b=c&amp;d=e",
            ),
        ),
        (
            "[x](mailto:Ana@example.org?bcc=bob@example.org)",
            link("mailto:ana@example.org", "x"),
        ),
        (
            "<ana@example.org>",
            link("mailto:ana@example.org", "ana@example.org"),
        ),
        ("ana@example.org", "ana@example.org".to_owned()),
        (
            "[x](/a) [x](a) [x](#a) [x](//example.org) [x](?a)",
            "x x x x x".to_owned(),
        ),
        ("[x](https://bank.example@evil.example)", "x".to_owned()),
        (
            "[x](https:example.org) [x](https:\\\\\\\\example.org) [x](https:///example.org)",
            "x x x".to_owned(),
        ),
        (
            "[**x** `y`](http://a.example)",
            link("http://a.example/", "<strong>x</strong> <code>y</code>"),
        ),
        (
            "[](https://example.org)",
            link("https://example.org/", "https://example.org"),
        ),
        ("[x](https://b\u{fc}cher.example/\u{202E})", "x".to_owned()),
        (
            "[x](https://b\u{fc}cher.example/\u{fc})",
            link("https://xn--bcher-kva.example/%C3%BC", "x"),
        ),
        (
            "![cat](https://example.org/cat.png)",
            link("https://example.org/cat.png", "cat"),
        ),
        (
            "![](https://example.org/cat.png)",
            link("https://example.org/cat.png", "https://example.org/cat.png"),
        ),
        ("![cat](cat.png) ![](cat.png)", "cat cat.png".to_owned()),
        (
            "[![cat](https://a.example/c.png)](https://b.example/)",
            link("https://b.example/", "cat"),
        ),
        (
            "![a [b](https://b.example)](https://a.example)",
            link("https://a.example/", "a b"),
        ),
    ] {
        check(markdown, &format!("<p>{expect}</p>"));
    }
}

#[test]
fn bare_addresses_become_links() {
    let a = |text: &str| link("https://a.example/b", text);
    for (markdown, expect) in [
        ("https://a.example/b", a("https://a.example/b")),
        (
            "see https://a.example/b, please.",
            format!("see {}, please.", a("https://a.example/b")),
        ),
        (
            "(https://a.example/b)",
            format!("({})", a("https://a.example/b")),
        ),
        (
            "[https://a.example/b]",
            format!("[{}]", a("https://a.example/b")),
        ),
        (
            "\"https://a.example/b\"!",
            format!("\"{}\"!", a("https://a.example/b")),
        ),
        (
            "www.a.example/b?",
            link("https://www.a.example/b", "www.a.example/b") + "?",
        ),
        (
            "HTTP://A.example/b",
            link("http://a.example/b", "HTTP://A.example/b"),
        ),
        (
            "https://a.example/b_(c)",
            link("https://a.example/b_(c)", "https://a.example/b_(c)"),
        ),
        (
            "https://a.example/b_c_d?e=f&g=h",
            link(
                "https://a.example/b_c_d?e=f&amp;g=h",
                "https://a.example/b_c_d?e=f&amp;g=h",
            ),
        ),
        (
            "https://a.example/b\\_c",
            link("https://a.example/b_c", "https://a.example/b_c"),
        ),
        (
            "\u{898B}https://a.example/b\u{3002}\u{7136}",
            format!("\u{898B}{}\u{3002}\u{7136}", a("https://a.example/b")),
        ),
        (
            "**https://a.example/b**",
            format!("<strong>{}</strong>", a("https://a.example/b")),
        ),
        (
            "`https://a.example/b`",
            "<code>https://a.example/b</code>".to_owned(),
        ),
        (
            "xhttps://a.example/b www. http:// https://u@a.example",
            "xhttps://a.example/b www. http:// https://u@a.example".to_owned(),
        ),
        (
            "https://a.example/b<b>https://a.example/b</b>",
            format!(
                "{}&lt;b&gt;{}&lt;/b&gt;",
                a("https://a.example/b"),
                a("https://a.example/b")
            ),
        ),
    ] {
        check(markdown, &format!("<p>{expect}</p>"));
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
    let stairs: String = (0..30)
        .map(|depth| format!("{}- step{depth}\n", "  ".repeat(depth)))
        .collect();
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

/// Patterns that make careless parsers slow or deep.
fn hostile(bytes: usize) -> Vec<(String, String)> {
    let fill = |unit: &str| unit.repeat(bytes.div_ceil(unit.len()));
    let mut patterns: Vec<(String, String)> = [
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
    ]
    .into_iter()
    .map(|unit| (unit.to_owned(), fill(unit)))
    .collect();
    let half = |unit: &str| unit.repeat(bytes / 2 / unit.len());
    for (open, close) in [
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
    ] {
        patterns.push((
            format!("{open}…{close}"),
            format!("{}{}", half(open), half(close)),
        ));
    }
    let stairs: String = (0..)
        .map(|depth| format!("{}- a\n", " ".repeat(depth * 2)))
        .scan(0, |length, line| {
            *length += line.len();
            (*length <= bytes).then_some(line)
        })
        .collect();
    patterns.push(("stairs of lists".to_owned(), stairs));
    for marker in [">", "> ", "1. ", "- a\n", "> 1. ", "+ > "] {
        let lazy = format!("{}a\n{}", half(marker), half("a\n"));
        patterns.push((format!("{marker}…, then lazy lines"), lazy));
    }
    patterns.push((
        "references".to_owned(),
        format!(
            "[a]: https://a.example/{}\n\n{}",
            "b".repeat(bytes / 2),
            half("[a]")
        ),
    ));
    patterns.push((
        "ticks of all lengths".to_owned(),
        (1..)
            .map(|n| format!("{} ", "`".repeat(n)))
            .scan(0, |length, run| {
                *length += run.len();
                (*length <= bytes).then_some(run)
            })
            .collect(),
    ));
    patterns
}

/// The quickest of a few runs, in milliseconds.
fn milliseconds(markdown: &str, runs: usize) -> f64 {
    (0..runs)
        .map(|_| {
            let start = busy();
            std::hint::black_box(render(std::hint::black_box(markdown)));
            (busy() - start) * 1_000.0
        })
        .fold(f64::INFINITY, f64::min)
}

/// Seconds this thread has been computing; where the system does not tell, seconds that passed.
#[expect(
    clippy::disallowed_methods,
    reason = "a test of speed needs a real clock"
)]
fn busy() -> f64 {
    static START: std::sync::LazyLock<std::time::Instant> =
        std::sync::LazyLock::new(std::time::Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told
        .split(' ')
        .next()
        .and_then(|field| field.parse::<u32>().ok());
    nanoseconds.map_or_else(|| START.elapsed().as_secs_f64(), |ns| f64::from(ns) / 1e9)
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
    for (name, markdown) in hostile(40_000) {
        let html = render(&markdown);
        assert_eq!(
            super::xss_tests::offences(&html),
            Vec::<String>::new(),
            "{name}"
        );
        assert!(
            html.len() <= 20 * markdown.len() + 200_000,
            "{name}: {}",
            html.len()
        );
    }
}
