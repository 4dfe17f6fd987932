//! Comments as other systems export them.

mod properties;
mod trace;

use super::to_markdown;
use crate::domain::text::markdown::{render, tests::offences};

/// `expect` is what readers see, without newlines between blocks.
fn check(html: &str, expect: &str) {
    let markdown = to_markdown(html);
    let shown = render(&markdown)
        .replace(">\n<", "><")
        .replace("<br>\n", "<br>");
    assert_eq!(shown, expect, "{html:?} → {markdown:?}");
}

fn link(href: &str, text: &str) -> String {
    format!(r#"<a href="{href}" rel="nofollow ugc noopener">{text}</a>"#)
}

const PLAIN: &[(&str, &str)] = &[
    ("I was there!", "<p>I was there!</p>"),
    ("one\ntwo\r\nthree", "<p>one<br>two<br>three</p>"),
    ("one\n\ntwo\n \n\nthree", "<p>one</p><p>two</p><p>three</p>"),
    ("\n      Zweiter.\n   ", "<p>Zweiter.</p>"),
    (
        "2*3*4 a_b_c _x_ **y** ~~z~~",
        "<p>2*3*4 a_b_c _x_ **y** ~~z~~</p>",
    ),
    ("# no heading\n#hash", "<p># no heading<br>#hash</p>"),
    (
        "1. a\n2) b\n1986. A year",
        "<p>1. a<br>2) b<br>1986. A year</p>",
    ),
    ("- a\n+ b\n* c", "<p>- a<br>+ b<br>* c</p>"),
    ("a\n---\nb\n===\n***", "<p>a<br>---<br>b<br>===<br>***</p>"),
    ("> no quote\n>x", "<p>&gt; no quote<br>&gt;x</p>"),
    (
        "a < b > c <3 <- -> <>",
        "<p>a &lt; b &gt; c &lt;3 &lt;- -&gt; &lt;&gt;</p>",
    ),
    ("if a <b then c", "<p>if a &lt;b then c</p>"),
    (
        "Vec<String> <grin> <foo@example.org>",
        "<p>Vec&lt;String&gt; &lt;grin&gt; &lt;foo@example.org&gt;</p>",
    ),
    ("`x` ```\n```", "<p>`x` ```<br>```</p>"),
    ("[a](b) ![c](d) [e]: f", "<p>[a](b) ![c](d) [e]: f</p>"),
    ("C:\\dir\\*.txt \\", "<p>C:\\dir\\*.txt \\</p>"),
    (
        "AT&T &copy; &amp;copy; & &#38;#42;",
        "<p>AT&amp;T © &amp;copy; &amp; &amp;#42;</p>",
    ),
    (
        "    four spaces\n\tand a tab",
        "<p>four spaces<br>and a tab</p>",
    ),
    ("a | b\n--|--\nc | d", "<p>a | b<br>--|--<br>c | d</p>"),
    (
        "<!-- open and never closed",
        "<p>&lt;!-- open and never closed</p>",
    ),
    ("a &nbsp; b\u{a0}c", "<p>a &nbsp; b&nbsp;c</p>"),
    ("\u{202E}a\0b", "<p>ab</p>"),
    ("", ""),
    (" \n ", ""),
];

#[test]
fn plain_text_looks_as_it_was_typed() {
    for (text, expect) in PLAIN {
        check(text, expect);
    }
    let a = link(
        "https://a.example/_b_*c*~d~e",
        "https://a.example/_b_*c*~d~e",
    );
    check(
        "see https://a.example/_b_*c*~d~e.",
        &format!("<p>see {a}.</p>"),
    );
}

const MEANING: &[(&str, &str)] = &[
    ("<p>Hello, World.</p>", "<p>Hello, World.</p>"),
    ("<p>one</p>\n\n<p>two</p>", "<p>one</p><p>two</p>"),
    (
        "one<br>two<br />\nthree\n<br>four",
        "<p>one<br>two<br>three<br>four</p>",
    ),
    (
        "one<br><br>two<br/>\n<br/>\nthree",
        "<p>one</p><p>two</p><p>three</p>",
    ),
    (
        "<b>a</b> <i>b</i> <s>c</s> <code>d*e</code>",
        "<p><strong>a</strong> <em>b</em> <del>c</del> <code>d*e</code></p>",
    ),
    ("a<b> b </b>c", "<p>a <strong>b</strong> c</p>"),
    (
        "a<b>b</b>c<i>d</i>e",
        "<p>a<strong>b</strong>c<em>d</em>e</p>",
    ),
    ("a<b>(b)</b>c", "<p>a<strong>(b)</strong>c</p>"),
    (
        "<b>a</b><i>b</i><b><i>c</i></b>",
        "<p><strong>a</strong><em>b</em><strong><em>c</em></strong></p>",
    ),
    (
        "<b>a <i>b</b> c</i>",
        "<p><strong>a <em>b</em></strong> <em>c</em></p>",
    ),
    ("<b>never closed", "<p><strong>never closed</strong></p>"),
    ("<b></b><i> </i>x", "<p>x</p>"),
    (
        "<code>a`b</code> <code>``</code>",
        "<p><code>a`b</code> <code>``</code></p>",
    ),
    (
        "<blockquote>a\n\nb</blockquote>c",
        "<blockquote><p>a</p><p>b</p></blockquote><p>c</p>",
    ),
    (
        "<blockquote><p>a</p></blockquote><blockquote>b</blockquote>",
        "<blockquote><p>a</p></blockquote><blockquote><p>b</p></blockquote>",
    ),
    (
        "<blockquote>a<blockquote>b</blockquote></blockquote>",
        "<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote>",
    ),
    (
        "<ul>\n<li>a</li>\n<li>b\n</ul>",
        "<ul><li>a</li><li>b</li></ul>",
    ),
    (
        "x<ol start=3><li>a<li>b</ol>y",
        "<p>x</p><ol start=\"3\"><li>a</li><li>b</li></ol><p>y</p>",
    ),
    (
        "<ul><li>a<ul><li>b</ul></li><li>c</ul>",
        "<ul><li>a\n<ul><li>b</li></ul></li><li>c</li></ul>",
    ),
    (
        "<ul><li>a</ul><ul><li>b</ul>",
        "<ul><li>a</li></ul><ul><li>b</li></ul>",
    ),
    ("<li>- a</li>", "<ul><li>- a</li></ul>"),
    (
        "<ul><li><pre>x\n\n  y</pre></ul>",
        "<ul><li><pre><code>x\n\n  y\n</code></pre></li></ul>",
    ),
    (
        "<pre><code class=\"hljs language-rust\">&lt;T&gt; *x*\n  ```\n</code></pre>",
        "<pre><code class=\"language-rust\">&lt;T&gt; *x*\n  ```\n</code></pre>",
    ),
    (
        "<pre>a <b>b</b><br>c</pre>",
        "<pre><code>a b\nc\n</code></pre>",
    ),
    (
        "<h2>Title</h2>text",
        "<p><strong>Title</strong></p><p>text</p>",
    ),
    (
        "<table><tr><th>a<th>b<tr><td>1<td>2</table>",
        "<p>a | b</p><p>1 | 2</p>",
    ),
    (
        "<div>a<div>b</div>c</div><hr>d",
        "<p>a</p><p>b</p><p>c</p><p>d</p>",
    ),
    (
        "a<script>x</script><style>y</style><iframe src=z>w</iframe><textarea>v</textarea>b",
        "<p>ab</p>",
    ),
    (
        "<form action=x><input value=y><label>Name</label></form>",
        "<p>Name</p>",
    ),
    (
        "<span style=x onclick=y>a</span><u>b</u><font color=red>c</font>",
        "<p>abc</p>",
    ),
    ("<q>a</q>", "<p>“a”</p>"),
    ("<p>1986. A year</p>", "<p>1986. A year</p>"),
    ("a<!-- hidden -->b", "<p>ab</p>"),
];

#[test]
fn html_keeps_its_meaning() {
    for (html, expect) in MEANING {
        check(html, expect);
    }
}

#[test]
fn links_and_images_become_links() {
    let a = |text: &str| link("https://a.example/b?c=d&amp;e=(f)", text);
    for (html, expect) in [
        (
            "<a href='https://a.example/b?c=d&e=(f)' title=x rel=y>text</a>",
            a("text"),
        ),
        (
            "<a href='https://a.example/b?c=d&amp;e=(f)'>a [b] <b>c</b></a>",
            a("a [b] <strong>c</strong>"),
        ),
        (
            "<a href='https://a.example/b?c=d&e=(f)'>https://a.example/b?c=d&amp;e=(f)</a>",
            a("https://a.example/b?c=d&amp;e=(f)"),
        ),
        (
            "<a href='https://a.example/b?c=d&e=(f)'></a>",
            a("https://a.example/b?c=d&amp;e=(f)"),
        ),
        (
            "<a href='https://a.example/b?c=d&e=(f)'><img src=/x.png alt=cat></a>",
            a("cat"),
        ),
        (
            "Look!<a href='https://a.example/b?c=d&e=(f)'>text</a>!",
            format!("Look!{}!", a("text")),
        ),
        (
            "<a href=https://a.example/>https://a.example/</a>s",
            link("https://a.example/", "https://a.example/") + "s",
        ),
        (
            "<a href=https://a.example/>https://b.example/</a>",
            link("https://a.example/", "https://b.example/"),
        ),
        (
            "<a href=/relative>text</a> <a href=javascript:x>y</a> <a name=z>w</a>",
            "text y w".to_owned(),
        ),
        ("<a href=https://u:p@a.example/>text</a>", "text".to_owned()),
        (
            "<a href=mailto:ana@a.example>mail</a>",
            link("mailto:ana@a.example", "mail"),
        ),
        (
            "<img src=https://a.example/x.png alt='a *cat*'>",
            "a *cat*".to_owned(),
        ),
        (
            "<img src=https://a.example/x.png>",
            link("https://a.example/x.png", "https://a.example/x.png"),
        ),
        ("<img src=x.png>a", "a".to_owned()),
        (
            "<a href=https://a.example/>a<br>b</a>",
            link("https://a.example/", "a") + "<br>" + &link("https://a.example/", "b"),
        ),
    ] {
        check(html, &format!("<p>{expect}</p>"));
    }
}

#[test]
fn deep_and_unfinished_html_neither_overflows_nor_swallows_the_rest() {
    let many = 50_000;
    for (unit, tail) in [
        ("<blockquote>", "deep"),
        ("<ul><li>", "deep"),
        ("<ol>", "deep"),
        ("<b>", "deep"),
        ("<div>", "deep"),
        ("<a href=https://a.example/>x", "deep"),
        ("<b <", "deep"),
        ("<b \"", "deep"),
        ("<!--", "deep"),
        ("<", "deep"),
        ("</ul></blockquote></li>", "deep"),
        ("<ul></blockquote>", "deep"),
        ("<table><tr><td>", "deep"),
        ("<p><i>a</b>", "deep"),
        ("&amp;&", "deep"),
        ("<br>", "deep"),
        ("<pre>", "deep"),
        ("<li>", "deep"),
        ("<a b=c b=c ", "deep"),
    ] {
        let html = format!("{}{tail}", unit.repeat(many / unit.len()));
        let markdown = to_markdown(&html);
        assert!(markdown.contains(tail), "{unit}");
        assert_eq!(offences(&render(&markdown)), Vec::<String>::new(), "{unit}");
    }
}
