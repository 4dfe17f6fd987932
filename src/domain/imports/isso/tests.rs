//! Each oddity of the format is a test, on rows; `tests/it/imports` has whole databases.
use crate::{
    domain::imports::{
        reading::{Fate, Markup, Options, Plan, Rules},
        testing::{self, lines, options, tree},
    },
    model::ImportFormat,
    storage::isso::{CommentRow, Row, ThreadRow},
};

fn thread(id: i64, uri: &str) -> Row {
    Row::Thread(ThreadRow {
        id,
        uri: uri.to_owned(),
        title: format!("Page {id}"),
    })
}

fn comment(id: i64, tid: i64) -> CommentRow {
    CommentRow {
        id,
        tid,
        parent: 0,
        created: 1_400_000_000.75,
        mode: 1,
        text: format!("Text {id}"),
        author: "Ada".to_owned(),
        email: String::new(),
        website: String::new(),
        votes: 0,
    }
}

fn rows(rows: impl IntoIterator<Item = Row>) -> String {
    let lines = rows
        .into_iter()
        .map(|row| serde_json::to_string(&row).unwrap() + "\n");
    lines.collect()
}

fn plan_with(file: &str, options: &Options) -> Plan {
    testing::plan_with(ImportFormat::Isso, file, options)
}

#[test]
fn modes_are_states_and_what_was_deleted_is_left_out() {
    let answering = |id, parent, mode| {
        Row::Comment(CommentRow {
            parent,
            mode,
            ..comment(id, 1)
        })
    };
    let file = rows([
        thread(1, "/skarn/"),
        answering(1, 0, 1),
        answering(2, 1, 4),
        answering(3, 2, 2),
        answering(4, 9, 7),
    ]);
    let plan = plan_with(&file, &options());

    assert_eq!(tree(&plan), ["1", "3 < 1", "4"]);
    let fates: Vec<_> = plan
        .kept()
        .map(|(_, comment)| comment.fate().unwrap())
        .collect();
    assert_eq!(fates, [Fate::Approved, Fate::Held, Fate::Held]);
    let told = [
        "comment 2: left out: deleted there",
        "comment 4: held: its state “mode 7” is not known",
        "comment 3: it answers 2, left out: put under 1",
        "comment 4: comment 9, which it answers, is missing: put at the top",
    ];
    let mut found = lines(&plan);
    found.sort();
    let mut all = told.map(str::to_owned);
    all.sort();
    assert_eq!(found, all);
    assert_eq!(plan.comments[0].time().timestamp(), 1_400_000_000);
}

#[test]
fn a_path_is_below_the_sites_address_or_where_a_rule_puts_it() {
    let file = rows([
        thread(1, "/skarn/"),
        thread(2, "/skarn"),
        Row::Comment(comment(1, 1)),
        Row::Comment(comment(2, 2)),
        Row::Comment(comment(3, 3)),
    ]);
    let keys = |rules: Rules| {
        let options = Options { rules, ..options() };
        let plan = testing::survey(ImportFormat::Isso, &file, &options);
        plan.map(|plan| {
            let keys = plan.episodes.into_iter().map(|it| it.key);
            keys.collect::<Vec<_>>()
        })
    };

    let origin = ["https://lamps.example".to_owned()];
    assert_eq!(
        keys(Rules::default().below(&origin)).unwrap(),
        ["https://lamps.example/skarn/"]
    );
    let rules = Rules::parse(&["/=https://new.example/"]).unwrap();
    let moved = ["https://new.example/skarn/"];
    assert_eq!(keys(rules.clone()).unwrap(), moved);
    assert_eq!(keys(rules.below(&origin)).unwrap(), moved);
    let other = Rules::parse(&["/other/=https://new.example/"]).unwrap();
    for placeless in [Rules::default(), other] {
        let refusal = keys(placeless).unwrap_err().to_string();
        assert!(refusal.starts_with("“/skarn/” is only a path"), "{refusal}");
    }
}

#[test]
fn control_characters_are_in_no_address() {
    let file = rows([thread(1, "/s\0karn/"), Row::Comment(comment(1, 1))]);

    assert_eq!(
        plan_with(&file, &options()).episodes[0].key,
        "https://lamps.example/skarn/"
    );
}

#[test]
fn an_address_that_a_rule_makes_too_long_is_not_kept() {
    let file = rows([thread(1, "/skarn/"), Row::Comment(comment(1, 1))]);
    let rule = format!("/=https://lamps.example/{}/", "x".repeat(500));
    let rules = Rules::parse(&[rule]).unwrap();
    let plan = plan_with(&file, &Options { rules, ..options() });

    let told = lines(&plan);
    assert_eq!(told[0], "post 1: an address that is too long to keep");
    assert_eq!(plan.report.to_import(), 0);
}

#[test]
fn a_text_is_markdown_unless_it_came_from_disqus() {
    let says = |id, text: &str| {
        Row::Comment(CommentRow {
            text: text.to_owned(),
            ..comment(id, 1)
        })
    };
    let file = rows([
        thread(1, "/"),
        says(1, "**loud**"),
        says(2, "<p>From <b>Disqus</b></p>"),
        says(3, "<pre>x</pre>"),
        says(4, ""),
    ]);
    let plan = plan_with(&file, &options());
    let texts = testing::texts(ImportFormat::Isso, &file, &plan);

    let markups: Vec<_> = texts.iter().map(|text| text.markup).collect();
    assert_eq!(markups, [Markup::Markdown, Markup::Html, Markup::Markdown]);
    assert!(lines(&plan).contains(&"comment 4: left out: no text".to_owned()));
}

#[test]
fn an_author_is_an_address_with_a_name_and_votes_are_told() {
    let by = |id, email: &str, votes| {
        Row::Comment(CommentRow {
            email: email.to_owned(),
            votes,
            ..comment(id, 1)
        })
    };
    let file = rows([
        thread(1, "/"),
        by(1, "ada@mail.example", 2),
        by(2, "", 0),
        by(3, "Ada@mail.example", 0),
        Row::Comment(CommentRow {
            votes: 5,
            ..comment(4, 9)
        }),
    ]);
    let plan = plan_with(&file, &options());
    let texts = testing::texts(ImportFormat::Isso, &file, &plan);

    let numbers: Vec<_> = texts.iter().map(|text| text.author_number).collect();
    assert_eq!(numbers, [0, 1, 0]);
    assert_eq!(
        plan.report.comments.with_votes, 1,
        "of the one without a page nothing is told"
    );
}

#[test]
fn of_a_row_that_cannot_be_read_the_table_is_told_with_the_row_before() {
    let file = rows([thread(1, "/"), Row::Comment(comment(7, 1))]);
    let file = file + &rows([Row::Comment(comment(8, 1))]).replacen("\"mode\":1", "\"mode\":{}", 1);

    let refusal = testing::refusal(ImportFormat::Isso, &file);
    assert!(
        refusal.starts_with("table comments, after row 7: invalid type"),
        "{refusal}"
    );
}

#[test]
fn one_address_with_two_names_is_two_authors() {
    let by = |id, name: &str| {
        Row::Comment(CommentRow {
            author: name.to_owned(),
            email: "both@mail.example".to_owned(),
            ..comment(id, 1)
        })
    };
    let file = rows([thread(1, "/"), by(1, "Ada"), by(2, "Bo"), by(3, "Ada")]);
    let plan = plan_with(&file, &options());
    let texts = testing::texts(ImportFormat::Isso, &file, &plan);

    let numbers: Vec<_> = texts.iter().map(|text| text.author_number).collect();
    assert_eq!(numbers, [0, 1, 0]);
}

#[test]
fn an_empty_database_is_an_empty_import() {
    assert_eq!(plan_with("", &options()).report.comments.found, 0);
}
