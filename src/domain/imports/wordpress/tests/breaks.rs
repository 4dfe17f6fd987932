//! Line ends of comments.
use super::*;

#[test]
fn line_ends_become_what_readers_saw() {
    for (stored, shown) in [
        ("one line", "one line"),
        ("one\ntwo", "one<br>\ntwo"),
        ("one\r\n\r\n \r\ntwo", "one<br><br>\ntwo"),
        ("one<br />\ntwo", "one<br />\ntwo"),
        ("<p>one</p>\n\n<p>two</p>", "<p>one</p>\n<p>two</p>"),
        (
            "list:\n<ul>\n<li>a</li>\n</ul>\nend",
            "list:\n<ul>\n<li>a</li>\n</ul>\nend",
        ),
        ("<pre>a\n\n  b</pre>\nend", "<pre>a\n\n  b</pre>\nend"),
        (
            "<pre>a\nb\n</pre>\none\ntwo",
            "<pre>a\nb\n</pre>\none<br>\ntwo",
        ),
        ("<b>bold</b>\nthen", "<b>bold</b><br>\nthen"),
        ("<prefer\nx", "<prefer<br>\nx"),
        ("1 > 0\n2 > 1", "1 > 0<br>\n2 > 1"),
        ("\n\none", "one"),
    ] {
        assert_eq!(with_breaks(stored), shown, "{stored:?}");
    }
}
