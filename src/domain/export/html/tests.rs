//! What people wrote cannot become a part of the page.
use super::{start, text, words::nearest};
use crate::domain::export::{reader::Piece, section::Section};
use serde_json::{Value, json};

const EVIL: &str = "</div><script>alert(1)</script>\"'&\u{202e}";

fn head() -> Value {
    json!({
        "exportedAt": "2026-12-05T14:03:00Z",
        "account": {
            "displayName": EVIL, "email": EVIL, "emailVerifiedAt": null,
            "createdAt": "2026-01-02T03:04:05Z",
            "secondFactor": { "totpSince": "2026-02-03T04:05:06Z", "recoveryCodesLeft": 7 },
            "erasure": { "at": "2026-12-12T14:03:00Z", "comments": "KEEP_ANONYMOUSLY" },
        },
        "member": { "displayName": EVIL, "role": "ADMIN", "standing": "NORMAL" },
    })
}

/// A row of every section in which every field says the same.
fn all_saying(said: &str) -> Vec<Piece> {
    let mut pieces = vec![Piece::Head(head())];
    for section in Section::ALL {
        let mut row = json!({
            "id": said, "episodeTitle": said, "episodeUrl": said, "bodyMarkdown": said,
            "revisions": [{ "bodyMarkdown": format!("{said} before"), "createdAt": said }],
            "decisions": [{ "action": said, "createdAt": said }],
        });
        for field in super::fields::of(section) {
            row[field.key] = said.into();
        }
        row["holdReasons"] = json!([said]);
        pieces.push(Piece::Begin(section));
        let (of, is_first) = (section, true);
        pieces.push(Piece::Row { of, row, is_first });
        pieces.push(Piece::End {
            of,
            is_empty: false,
        });
    }
    pieces
}

#[test]
fn nothing_that_was_written_becomes_markup() {
    let page = start(nearest("en"), EVIL) + &text(nearest("en"), &all_saying(EVIL));
    assert!(!page.contains("<script"), "{page}");
    let quoted = page.matches("&lt;/div&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;");
    assert!(quoted.count() > 40);
}

/// Only to the web: anything else that an episode's address could be is no link.
#[test]
fn an_episode_is_linked_where_it_is_on_the_web() {
    for (url, is_linked) in [
        ("https://history.example/1?a=1&b=2", true),
        ("javascript:alert(1)", false),
        ("data:text/html,x", false),
    ] {
        let row = json!({ "id": "comment_1", "episodeTitle": "One", "episodeUrl": url });
        let (of, is_first) = (Section::Comments, true);
        let page = text(nearest("en"), &[Piece::Row { of, row, is_first }]);
        assert_eq!(page.contains("<a href"), is_linked, "{page}");
        assert!(
            !page.contains("javascript:") && !page.contains("data:"),
            "{page}"
        );
    }
}

#[test]
fn every_field_has_a_label_in_every_language() {
    let english = nearest("en");
    let own = [
        super::fields::ACCOUNT,
        super::fields::MEMBER,
        super::fields::COMMENT,
    ];
    let sections = Section::ALL.into_iter().map(super::fields::of);
    for field in sections.chain(own).flatten() {
        assert_ne!(english.label(field.key), field.key);
    }
    for section in Section::ALL {
        assert_ne!(english.heading(section.name()), section.name());
    }
}

#[test]
fn the_page_is_in_the_language_that_is_asked_for() {
    for (language, direction, told) in [
        ("en", "ltr", "12 December 2026, 14:03 UTC"),
        ("de", "ltr", "12. Dezember 2026, 14:03 UTC"),
        ("ar", "rtl", "12 ديسمبر 2026، 14:03 UTC"),
    ] {
        let words = nearest(language);
        let page = start(words, "The Harbour Lamp") + &text(words, &[Piece::Head(head())]);
        assert!(page.contains(&format!("<html lang=\"{language}\" dir=\"{direction}\">")));
        assert!(page.contains(told), "{page}");
    }
}
