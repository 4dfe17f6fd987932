//! What people wrote cannot become a part of the page, and what programs call things is not in it.
use super::{
    fields::{self, Field, Kind},
    start, text,
    words::{LANGUAGES, Of, nearest},
};
use crate::{
    domain::{
        account_data::{reader::Piece, section::Section},
        erasure::Comments,
        spelling::word,
    },
    model::{
        Action, HoldReason, MailKind, Purpose, RejectReason, ReportOutcome, ReportReason, Role,
        SessionKind, Standing, Status,
    },
    storage::identities,
};
use sea_orm::Iterable;
use serde_json::{Value, json};
use std::{collections::BTreeSet, fmt::Debug};

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
        for field in fields::of(section) {
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

/// As they stand together in the page.
fn all_fields() -> Vec<&'static [Field]> {
    let own = [fields::ACCOUNT, fields::MEMBER];
    let sections = Section::ALL.into_iter().map(fields::of);
    own.into_iter().chain(sections).collect()
}

#[test]
fn every_field_has_a_label_in_every_language() {
    for words in LANGUAGES {
        for field in all_fields().into_iter().flatten() {
            assert_ne!(words.label(field.label), field.label, "{}", words.tag);
        }
        for section in Section::ALL {
            assert_ne!(words.heading(section.name()), section.name());
        }
    }
}

/// Nobody has to guess which of two moments is which.
#[test]
fn fields_that_stand_together_are_told_apart() {
    for words in LANGUAGES {
        for together in all_fields() {
            let labels = together.iter().map(|field| words.label(field.label));
            let labels: BTreeSet<_> = labels.collect();
            assert_eq!(labels.len(), together.len(), "{}: {labels:?}", words.tag);
        }
    }
}

fn stored<E: Iterable + Debug>() -> Vec<String> {
    E::iter().map(|value| word(&value)).collect()
}

/// All that the document may say there.
fn names(of: Of) -> Vec<String> {
    match of {
        Of::Status => stored::<Status>(),
        Of::Role => stored::<Role>(),
        Of::Standing => stored::<Standing>(),
        Of::Session => stored::<SessionKind>(),
        Of::HoldReason => HoldReason::ALL.iter().map(word).collect(),
        Of::RejectReason => RejectReason::ALL.iter().map(word).collect(),
        Of::ReportReason => ReportReason::ALL.iter().map(word).collect(),
        Of::Outcome => stored::<ReportOutcome>(),
        Of::Erased => stored::<Comments>(),
        Of::Action => stored::<Action>(),
        Of::Mail => stored::<MailKind>(),
        Of::Purpose => stored::<Purpose>(),
        Of::State => [names(Of::Status), names(Of::Standing), names(Of::Role)].concat(),
        Of::Provider => vec![identities::SITE.to_owned()],
    }
}

/// With the given one of the values of each field, where there are so many.
fn row(fields: &[Field], number: usize) -> Value {
    let mut row = json!({ "id": "comment_1", "episodeTitle": "One" });
    for field in fields {
        row[field.key] = match field.kind {
            Kind::Name(of) => {
                let names = names(of);
                names[number % names.len()].clone().into()
            }
            Kind::Moment => "2026-01-02T03:04:05Z".into(),
            Kind::Text | Kind::Words | Kind::Id => "written".into(),
            Kind::Picture => "data:image/png;base64,AAAA".into(),
        };
    }
    row
}

/// More than any field has values.
const MANY: usize = 40;

/// Rows that together have every value.
fn every_value() -> Vec<Piece> {
    let mut pieces = Vec::new();
    for number in 0..MANY {
        let mut account = row(fields::ACCOUNT, number);
        // Where the document has it.
        account["erasure"] = json!({ "comments": account["erasureComments"].take() });
        let member = row(fields::MEMBER, number);
        pieces.push(Piece::Head(json!({ "account": account, "member": member })));
        for of in Section::ALL {
            let mut row = row(fields::of(of), number);
            if of == Section::Comments {
                row["holdReasons"] = names(Of::HoldReason).into();
                let actions = names(Of::Action);
                let action = &actions[number % actions.len()];
                row["decisions"] = json!([{ "action": action }]);
            }
            let is_first = number == 0;
            pieces.push(Piece::Row { of, row, is_first });
        }
    }
    pieces
}

/// What people read between the tags.
fn read(page: &str) -> String {
    let parts = page.split('<').map(|part| match part.split_once('>') {
        Some((_, told)) => told,
        None => part,
    });
    parts.collect::<Vec<_>>().join(" ")
}

#[test]
fn nobody_has_to_read_names_of_the_programs() {
    let fields = all_fields().into_iter().flatten();
    let kinds = fields.filter_map(|field| match field.kind {
        Kind::Name(of) => Some(of),
        _ => None,
    });
    let all: Vec<_> = kinds.chain([Of::Action]).map(names).collect();
    assert!(all.iter().all(|names| names.len() <= MANY));
    let all: BTreeSet<_> = all.into_iter().flatten().collect();
    assert!(all.contains("SECOND_FACTOR_CHANGED") && all.contains("NEWCOMER"));
    for words in LANGUAGES {
        let told = read(&text(words, &every_value()));
        let parts = told.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        for part in parts {
            // The provider's is an ordinary word, too.
            let is_name = part != identities::SITE && all.contains(part);
            let is_like_one = part.contains('_') && part != "comment_1";
            assert!(!is_name && !is_like_one, "{}: {part}", words.tag);
        }
        assert!(told.contains(words.value(Of::Provider, identities::SITE).unwrap()));
    }
}

/// In words of another thing of the same name a page would tell what is not so.
#[test]
fn a_name_means_what_its_field_is_about() {
    let words = nearest("en");
    for (of, name, said) in [
        (Of::Action, "CONFIRM_GUEST", "Comment of a guest confirmed"),
        (Of::Mail, "CONFIRM_GUEST", "To confirm a comment"),
        (Of::Standing, "WATCHED", "Watched"),
        (Of::HoldReason, "WATCHED", "Your comments are read first"),
        (Of::RejectReason, "ILLEGAL", "Illegal content"),
        (Of::State, "SUSPENDED", "Suspended"),
        (Of::State, "ADMIN", "Admin"),
    ] {
        assert_eq!(words.value(of, name), Some(said), "{of:?}");
    }
    assert_eq!(words.value(Of::Mail, "SPAM"), None);
}

#[test]
fn a_moment_among_the_states_is_told_as_one() {
    let row = json!({ "action": "REJECT_ALL_BY", "from": "2026-12-12T14:03:00+00:00" });
    let (of, is_first) = (Section::Decisions, true);
    let page = text(nearest("en"), &[Piece::Row { of, row, is_first }]);
    assert!(page.contains("12 December 2026, 14:03 UTC"), "{page}");
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
