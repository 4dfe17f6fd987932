//! What becomes of the HTML that anybody once wrote into a blog's form.
use super::{
    export::{comment, export, post},
    import, thread,
};
use crate::support::TestApp;

const KEY: &str = "https://history.example/?p=1";

/// Each has text around what does harm.
const HOSTILE: &[&str] = &[
    "before <script>alert(1)</script> after",
    "before <img src=x onerror=alert(1)> after",
    "before <a href=\"javascript:alert(1)\">click</a> after",
    "before <a href=\" jAvA\tscript:alert(1)\" onclick=\"alert(1)\">click</a> after",
    "before <a href=\"data:text/html;base64,PHNjcmlwdD4=\">click</a> after",
    "before <svg onload=alert(1)><circle/></svg> after",
    "before <iframe srcdoc=\"<script>alert(1)</script>\"></iframe> after",
    "before <style>body { display: none }</style> after",
    "before <p style=\"background: url(//evil.example)\" onmouseover=alert(1)>p</p> after",
    "before &lt;script&gt;alert(1)&lt;/script&gt; after",
    "before [click](javascript:alert(1)) ![x](https://evil.example/x.png) after",
    "before `</code><script>alert(1)</script>` after",
    "before <b title=\"</b><script>alert(1)</script>\">b</b> after",
    "before <form action=//evil.example><input name=password></form> after",
    "before <math><mi xlink:href=\"javascript:alert(1)\">m</mi></math> after",
    "before <!--><script>alert(1)</script>--> after",
];

#[tokio::test]
async fn hostile_html_comes_out_harmless_and_the_words_stay() {
    let app = TestApp::new().await;
    let numbered = HOSTILE.iter().zip(1..);
    let comments = numbered.map(|(html, id)| comment(id).says(html).by(html, "x@example.org"));
    import(&app, &export([post(1).with(comments)])).await;

    let seen = thread(&app.anonymous(), KEY).await;

    assert_eq!(seen.len(), HOSTILE.len());
    for (comment, source) in seen.iter().zip(HOSTILE) {
        let html = comment["bodyHtml"].as_str().unwrap();
        assert_harmless(html, source);
        assert!(html.contains("before"), "{source} gave {html}");
    }
}

/// Whatever stands behind a `<` is a tag of the subset with nothing but a link's attributes.
fn assert_harmless(html: &str, source: &str) {
    for piece in html.split('<').skip(1) {
        let (tag, _) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag
            .trim_start_matches('/')
            .split([' ', '/'])
            .next()
            .unwrap_or("");
        let allowed = [
            "p",
            "br",
            "em",
            "strong",
            "del",
            "a",
            "ul",
            "ol",
            "li",
            "blockquote",
            "code",
            "pre",
        ];
        assert!(allowed.contains(&name), "<{tag}> from {source}");
        let rest = tag.trim_start_matches('/')[name.len()..].trim();
        if !rest.is_empty() {
            let is_link = name == "a"
                && (rest.starts_with("href=\"http://") || rest.starts_with("href=\"https://"))
                && rest.contains("nofollow");
            assert!(is_link, "<{tag}> from {source}");
        }
    }
}

#[tokio::test]
async fn line_ends_links_and_emphasis_are_kept() {
    let app = TestApp::new().await;
    let html = "One\nTwo\n\n<strong>Three</strong> <a href=\"https://a.example/?x=1&amp;y=2\">four</a> \
                <blockquote>five</blockquote>";
    import(&app, &export([post(1).with([comment(1).says(html)])])).await;

    let seen = thread(&app.anonymous(), KEY).await;

    let html = seen[0]["bodyHtml"].as_str().unwrap();
    assert!(html.contains("One<br"), "{html}");
    assert!(html.contains("<strong>Three</strong>"), "{html}");
    assert!(
        html.contains("href=\"https://a.example/?x=1&amp;y=2\""),
        "{html}"
    );
    assert!(html.contains("<blockquote>"), "{html}");
}

/// 2 MB in all: more than is written in one statement.
#[tokio::test]
async fn very_long_comments_are_kept_whole() {
    let app = TestApp::new().await;
    let words = "Words of a very long comment. ".repeat(10_000);
    let comments = (1..=7).map(|id| comment(id).says(&words));
    import(&app, &export([post(1).with(comments)])).await;

    let seen = thread(&app.anonymous(), KEY).await;

    assert_eq!(seen.len(), 7);
    for comment in &seen {
        assert_eq!(comment["bodyMarkdown"], words.trim());
    }
}

/// As many bytes as an export of it may have, or it would not come back.
#[tokio::test]
async fn a_text_is_measured_as_it_is_kept() {
    let app = TestApp::new().await;
    let comments = [(1, 500_000), (2, 600_000)];
    let comments = comments.map(|(id, stars)| comment(id).says(&"*".repeat(stars)));

    let report = import(&app, &export([post(1).with(comments)])).await;

    assert_eq!(report.to_import(), 1);
    let told = report.lines[0].to_string();
    assert!(
        told.ends_with("comment 2: left out: longer than 1 MiB"),
        "{told}"
    );
}
