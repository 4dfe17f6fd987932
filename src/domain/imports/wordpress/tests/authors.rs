//! What makes two comments one person's.
use super::*;

/// Which of these comments have one author: their authors, numbered in the order they appear.
fn numbered(drafts: &[Draft]) -> Vec<usize> {
    let file = one_post(drafts);
    let plan = plan(&file);
    let keys: Vec<_> = texts(&file, &plan)
        .into_iter()
        .map(|text| text.author.key)
        .collect();
    let mut seen = Vec::new();
    keys.iter()
        .map(|key| {
            seen.iter()
                .position(|known| known == key)
                .unwrap_or_else(|| {
                    seen.push(*key);
                    seen.len() - 1
                })
        })
        .inspect(|number| assert!(*number < plan.authors.len()))
        .collect()
}

#[test]
fn an_email_with_a_name_is_a_person_and_an_email_alone_is_not() {
    let drafts = [
        comment(1).by("Ana", "a@mail.test"),
        comment(2).by("Bo", "a@mail.test"),
        comment(3).by(" Ana\n", " A@Mail.Test "),
        comment(4).by("Ana", "b@mail.test"),
    ];

    assert_eq!(numbered(&drafts), [0, 1, 0, 2]);
}

#[test]
fn composed_and_decomposed_letters_are_one_name() {
    assert_eq!(
        numbered(&[
            comment(1).by("Zo\u{EB}", "z@mail.test"),
            comment(2).by("Zoe\u{308}", "z@mail.test")
        ]),
        [0, 0]
    );
}

#[test]
fn two_guests_of_one_name_are_two_people() {
    let drafts = [
        comment(1).by("Anonymous", ""),
        comment(2).by("Anonymous", ""),
        comment(3).by("", ""),
        comment(4).by("", ""),
    ];

    assert_eq!(numbered(&drafts), [0, 1, 2, 3]);
}

#[test]
fn what_is_no_email_counts_as_none() {
    for email in [
        "undefined",
        "@",
        "a@",
        "@mail.test",
        "a b@mail.test",
        "a@localhost",
        "a@mail.test, b@mail.test",
    ] {
        assert_eq!(
            numbered(&[comment(1).by("Ana", email), comment(2).by("Ana", email)]),
            [0, 1],
            "{email}"
        );
    }
}

#[test]
fn without_an_email_a_web_address_with_a_name_is_a_person() {
    let by = |id, name: &str, url: &str| Draft {
        url: url.into(),
        ..comment(id).by(name, "")
    };
    let drafts = [
        by(1, "Ana", "https://ana.test"),
        by(2, "Ana", "https://ANA.test/"),
        by(3, "Bo", "https://ana.test"),
        by(4, "Ana", "http://"),
        by(5, "Ana", "http://"),
    ];

    assert_eq!(numbered(&drafts), [0, 0, 1, 2, 3]);
}

#[test]
fn a_key_is_the_same_in_every_import() {
    let file = one_post(&[
        comment(1).by("Ana", "a@mail.test"),
        comment(2).by("Guest", ""),
    ]);
    let later = one_post(&[
        comment(9),
        comment(2).by("Guest", ""),
        comment(1).by("Ana", "a@mail.test"),
    ]);
    let (before, after) = (plan(&file), plan(&later));

    assert_eq!(before.authors[..], [after.authors[2], after.authors[1]]);
    assert_eq!(
        before.authors[0].to_string(),
        "3f9dcb8daad48cfdceaef127a7c52474"
    );
}

#[test]
fn who_wrote_only_what_is_left_out_is_no_author() {
    let plan = plan(&one_post(&[
        comment(1).by("Spammer", "s@mail.test").is("spam"),
        comment(2),
    ]));

    assert_eq!(plan.report.authors, 1);
    assert_eq!(plan.author_of(&plan.comments[0]), None);
}

#[test]
fn names_lose_their_entities_and_are_cut_when_endless() {
    let file = one_post(&[
        comment(1).by("Tom &amp; O&#039;Neil", "t@mail.test"),
        comment(2).by(&"ä".repeat(300), "x@mail.test"),
    ]);
    let plan = plan(&file);
    let texts = texts(&file, &plan);

    assert_eq!(texts[0].author.name, "Tom & O'Neil");
    assert_eq!(texts[1].author.name, "ä".repeat(200));
    assert_eq!(
        lines(&plan),
        ["comment 2: the author's name was too long and is cut"]
    );
}

#[test]
fn the_report_holds_no_email() {
    let drafts = [comment(1).is("x").at(""), comment(1), comment(2).to(2)];

    assert!(!plan(&one_post(&drafts)).report.to_string().contains('@'));
}
