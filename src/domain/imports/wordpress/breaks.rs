//! Blogs keep comments without paragraphs and make them of blank lines when they show them.
use std::borrow::Cow;

/// Between two of these, or beside one, a line end is only white space.
const BLOCKS: [&str; 19] = [
    "p",
    "div",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "pre",
    "blockquote",
    "table",
    "tr",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "hr",
    "br",
];

/// Blank lines become paragraphs' ends, other line ends `<br>`, as readers of the blog saw
/// them; inside `<pre>` nothing changes. The result is as unchecked as the argument.
pub fn with_breaks(html: &str) -> Cow<'_, str> {
    if !html.contains(['\n', '\r']) {
        return Cow::Borrowed(html);
    }
    let html = html.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(html.len() + 64);
    let mut is_pre = false;
    let mut blank = 0;
    for line in html.split('\n') {
        if is_pre {
            out.push('\n');
        } else if line.trim().is_empty() {
            blank += 1;
            continue;
        } else if !out.is_empty() {
            let is_loose = ends_in_block(&out) || begins_with_block(line);
            out.push_str(match (is_loose, blank) {
                (true, _) => "\n",
                (false, 0) => "<br>\n",
                (false, _) => "<br><br>\n",
            });
        }
        blank = 0;
        out.push_str(line);
        is_pre = is_pre_open(line, is_pre);
    }
    Cow::Owned(out)
}

/// Whether `<pre>` is open after this line.
fn is_pre_open(line: &str, was_open: bool) -> bool {
    let tags = line
        .split('<')
        .skip(1)
        .filter(|tag| tag_name(tag).eq_ignore_ascii_case("pre"));
    tags.last().map_or(was_open, |tag| !tag.starts_with('/'))
}

fn ends_in_block(out: &str) -> bool {
    let out = out.trim_end();
    out.ends_with('>') && out.rfind('<').is_some_and(|start| is_block(&out[start..]))
}

fn begins_with_block(line: &str) -> bool {
    is_block(line.trim_start())
}

/// Whether a tag of such an element stands at the beginning.
fn is_block(text: &str) -> bool {
    let name = text.strip_prefix('<').map_or("", tag_name);
    BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block))
}

/// Of what follows a `<`, with or without a slash.
fn tag_name(tag: &str) -> &str {
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    &tag[..tag
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(tag.len())]
}
