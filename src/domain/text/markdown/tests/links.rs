//! Which links are shown, and where they lead.

use super::{check, link};

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
    ] {
        check(markdown, &format!("<p>{expect}</p>"));
    }
}

#[test]
fn images_become_links_or_their_description() {
    for (markdown, expect) in [
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
    ] {
        check(markdown, &format!("<p>{expect}</p>"));
    }
}

#[test]
fn bare_addresses_may_be_of_many_shapes_but_not_of_any() {
    let a = link("https://a.example/b", "https://a.example/b");
    for (markdown, expect) in [
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
            format!("\u{898B}{a}\u{3002}\u{7136}"),
        ),
        ("**https://a.example/b**", format!("<strong>{a}</strong>")),
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
            format!("{a}&lt;b&gt;{a}&lt;/b&gt;"),
        ),
    ] {
        check(markdown, &format!("<p>{expect}</p>"));
    }
}

#[test]
fn a_reading_tells_words_from_where_links_lead() {
    for (markdown, words, links) in [
        ("Plain *words*", "Plain words\n", ""),
        (
            "see https://example.org/a, or [there](http://example.org/b)",
            "see , or there\n",
            "https://example.org/a http://example.org/b",
        ),
        (
            "<https://example.org/a> and www.example.org",
            " and \n",
            "https://example.org/a https://www.example.org/",
        ),
        (
            "![a ship](https://example.org/ship.png)",
            "a ship\n",
            "https://example.org/ship.png",
        ),
        (
            "[see https://example.org](https://example.org/c)",
            "see https://example.org\n",
            "https://example.org/c",
        ),
        ("[mail](mailto:ana@example.org)", "mail\n", ""),
        (
            "[x](javascript:alert) `http://a.example`",
            "x http://a.example\n",
            "",
        ),
    ] {
        let reading = crate::domain::text::markdown::reading(markdown);
        assert_eq!(reading.words, words, "{markdown}");
        assert_eq!(reading.links.join(" "), links, "{markdown}");
    }
}
