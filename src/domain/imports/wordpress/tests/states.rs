//! What becomes of a comment by its state and kind, and by the state of its post.
use super::*;

fn fate_of(approved: &str, kind: &str, options: &Options) -> Option<Fate> {
    let file = one_post(&[comment(1).is(approved).kind(kind)]);
    plan_with(&file, options).comments[0].fate()
}

#[test]
fn every_state_has_its_fate() {
    let everything = Options {
        with_spam: true,
        with_trash: true,
        ..options()
    };
    for (approved, usually, asked_for_all) in [
        ("1", Some(Fate::Approved), Some(Fate::Approved)),
        ("approve", Some(Fate::Approved), Some(Fate::Approved)),
        ("0", Some(Fate::Held), Some(Fate::Held)),
        ("hold", Some(Fate::Held), Some(Fate::Held)),
        ("spam", None, Some(Fate::Spam)),
        ("trash", None, Some(Fate::Trash)),
        ("post-trashed", None, Some(Fate::Trash)),
        ("", Some(Fate::Held), Some(Fate::Held)),
        ("2", Some(Fate::Held), Some(Fate::Held)),
    ] {
        assert_eq!(fate_of(approved, "", &options()), usually, "{approved}");
        assert_eq!(
            fate_of(approved, "comment", &everything),
            asked_for_all,
            "{approved}"
        );
    }
}

#[test]
fn only_comments_are_imported_whatever_is_asked_for() {
    let everything = Options {
        with_spam: true,
        with_trash: true,
        with_unpublished: true,
        ..options()
    };
    for kind in [
        "pingback",
        "trackback",
        "note",
        "review",
        "order_note",
        "Comment",
    ] {
        assert_eq!(fate_of("1", kind, &everything), None, "{kind}");
    }
}

#[test]
fn kinds_are_counted_by_name() {
    let kinds = [
        "pingback",
        "review",
        "note",
        "review",
        "webmention",
        "trackback",
        "pingback",
    ];
    let drafts: Vec<_> = (1..)
        .zip(kinds)
        .map(|(id, kind)| comment(id).kind(kind))
        .collect();
    let counted = plan(&one_post(&drafts)).report.comments;

    let left_out = [
        (LeftOut::Pingback, 2),
        (LeftOut::Trackback, 1),
        (LeftOut::Note, 1),
        (LeftOut::OtherKind, 3),
    ];
    assert_eq!(counted.left_out, left_out.into());
    assert_eq!(
        counted.other_kinds,
        [("review".to_owned(), 2), ("webmention".to_owned(), 1)].into()
    );
}

#[test]
fn a_thousand_invented_kinds_are_not_remembered_one_by_one() {
    let drafts: Vec<_> = (1..1_000)
        .map(|id| comment(id).kind(&format!("kind {id}")))
        .collect();
    let report = plan(&one_post(&drafts)).report;

    assert_eq!(report.comments.other_kinds.len(), 51);
    assert_eq!(
        report.lines.len(),
        1_000,
        "a line for each, and one for the post"
    );
}

#[test]
fn an_unknown_state_is_said() {
    assert_eq!(
        lines(&plan(&one_post(&[comment(1).is("maybe")]))),
        ["comment 1: held: its state “maybe” is not known"]
    );
}

#[test]
fn a_comment_without_text_or_number_is_left_out_with_a_line() {
    let mut nameless = comment(7);
    nameless.id = "x7".into();
    let plan = plan(&one_post(&[
        comment(1).says(" \n "),
        nameless,
        comment(0),
        comment(2),
    ]));

    assert_eq!(tree(&plan), [(2, None)]);
    assert_eq!(
        lines(&plan),
        [
            "comment 1: left out: no text",
            "a comment: left out: without a number of its own",
            "a comment: left out: without a number of its own"
        ]
    );
}

#[test]
fn whoever_converts_the_text_says_what_is_empty() {
    let options = Options {
        kept: |html, _| html.contains("word").then_some(html.len()),
        ..options()
    };
    let plan = plan_with(
        &one_post(&[comment(1).says("<p></p>"), comment(2).says("word")]),
        &options,
    );

    assert_eq!(tree(&plan), [(2, None)]);
}

#[test]
fn the_first_of_two_comments_with_one_number_stays() {
    let file = one_post(&[
        comment(5).says("first"),
        comment(5).says("second"),
        comment(6).to(5),
    ]);
    let plan = plan(&file);

    assert_eq!(tree(&plan), [(5, None), (6, Some(5))]);
    assert_eq!(texts(&file, &plan)[0].text, "first");
    assert_eq!(
        lines(&plan),
        ["comment 5: left out: a number that came before"]
    );
}

#[test]
fn comments_of_hidden_posts_come_only_when_asked_for() {
    let unpublished = Options {
        with_unpublished: true,
        ..options()
    };
    let trash = Options {
        with_trash: true,
        ..options()
    };
    for (status, password, by_default, with_unpublished, with_trash) in [
        ("publish", "", 1, 1, 1),
        ("", "", 1, 1, 1),
        ("inherit", "", 1, 1, 1),
        ("publish", "secret", 0, 1, 0),
        ("private", "", 0, 1, 0),
        ("draft", "", 0, 1, 0),
        ("pending", "", 0, 1, 0),
        ("future", "", 0, 1, 0),
        ("invented", "", 0, 1, 0),
        ("trash", "", 0, 0, 1),
    ] {
        let fields = format!(
            "<link>https://blog.test/a</link><wp:status>{status}</wp:status>\
             <wp:post_password>{password}</wp:post_password><wp:post_id>3</wp:post_id>"
        );
        let file = export(&item(&fields, &comment(1).xml()));
        let imported = [&options(), &unpublished, &trash]
            .map(|options| plan_with(&file, options).report.to_import());
        assert_eq!(
            imported,
            [by_default, with_unpublished, with_trash],
            "{status} {password}"
        );
    }
}

#[test]
fn a_hidden_post_is_listed_with_each_of_its_comments() {
    let fields =
        "<link>https://blog.test/a</link><wp:status>private</wp:status><wp:post_id>3</wp:post_id>";
    let comments = [comment(1), comment(2).kind("pingback")]
        .map(|draft| draft.xml())
        .concat();

    assert_eq!(
        lines(&plan(&export(&item(fields, &comments)))),
        [
            "post 3: left out with its comments (2): the post is not public",
            "comment 1: left out: the post is not public",
            "comment 2: left out: a pingback"
        ]
    );
}

#[test]
fn an_attachment_is_as_hidden_as_its_post_even_if_that_follows() {
    let attachment = "<link>https://blog.test/pic</link><wp:status>inherit</wp:status><wp:post_parent>3</wp:post_parent>";
    let hidden = "<wp:status>private</wp:status><wp:post_id>3</wp:post_id>";
    let file = export(&(item(attachment, &comment(1).xml()) + &item(hidden, "")));

    assert_eq!(plan(&file).report.to_import(), 0);
    assert_eq!(
        plan(&file.replace("private", "publish")).report.to_import(),
        1
    );
}
