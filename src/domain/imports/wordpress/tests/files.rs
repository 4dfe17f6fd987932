//! Two whole files: a small one with oddities, and one that holds every trap at once.
use super::*;

const SAMPLE: &str = include_str!("../testdata/sample.xml");
const NASTY: &str = include_str!("../testdata/nasty.xml");

#[test]
fn the_sample_is_imported_whole() {
    let plan = plan(SAMPLE);

    let [hello, by_query] = &plan.episodes[..] else {
        panic!("{:?}", plan.episodes)
    };
    assert_eq!(hello.title, "The Lighthouse at Skarn…");
    assert_eq!(hello.key, "http://blog.lamp.example/2013/skarn/");
    assert_eq!(hello.aliases, ["http://blog.lamp.example/2013/skarn/"]);
    assert_eq!(hello.thread, Thread::Open);
    assert_eq!(
        hello.published.unwrap().to_string(),
        "2013-11-08 19:05:40 UTC"
    );
    assert_eq!(hello.comments, 7);
    assert_eq!(
        (by_query.key.as_str(), by_query.comments),
        ("http://blog.lamp.example/?p=4", 1)
    );
    let answers = [
        (2, None),
        (6, None),
        (7, Some(6)),
        (8, Some(7)),
        (9, Some(7)),
        (10, None),
        (11, None),
        (11, None),
    ];
    assert_eq!(tree(&plan), answers);
    assert_eq!(
        (plan.report.items.found, plan.report.items.without_comments),
        (3, 1)
    );
    assert_eq!(plan.report.comments.found, 8);
    assert_eq!(plan.report.to_import(), 8);
    assert_eq!(
        lines(&plan),
        [
            "a post: no date of publication that can be read",
            "a post: opened: its comment status “” is not known"
        ]
    );
}

#[test]
fn the_sample_keeps_texts_times_and_authors() {
    let plan = plan(SAMPLE);
    let texts = texts(SAMPLE, &plan);

    let said: Vec<_> = texts.iter().map(|text| text.text.as_str()).collect();
    let lines = "The keeper wrote:\nfog, fog and again fog.";
    assert_eq!(
        said,
        [
            "I was there!",
            "Who lit it first?",
            "Größer als gedacht: 31 m.",
            "And the lamp burnt rape oil.",
            "…",
            lines,
            "…",
            "…"
        ]
    );
    assert_eq!(texts[0].author.email.as_deref(), Some("odo@mail.example"));
    assert_eq!(
        plan.comments[texts[5].index].time().to_string(),
        "2021-03-04 01:20:33 UTC"
    );
    assert_eq!(
        plan.comments[texts[7].index].time().to_string(),
        "2014-02-17 08:42:01 UTC"
    );
    let names: Vec<_> = texts.iter().map(|text| text.author.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "Odo",
            "Ines",
            "Ines",
            "Ines",
            "Ines",
            "Two Lines",
            "Ines, once more",
            "A Friend"
        ]
    );
    assert_eq!(
        plan.authors.len(),
        5,
        "one e-mail, three names: three authors"
    );
}

#[test]
fn the_nasty_file_loses_nothing_silently() {
    let plan = plan(NASTY);

    insta::assert_snapshot!(format!("{}\n{}", show(&plan), plan.report));
}

#[test]
fn the_nasty_file_gives_more_when_asked_for_it() {
    let everything = Options {
        with_spam: true,
        with_trash: true,
        with_unpublished: true,
        ..options()
    };
    let plan = plan_with(NASTY, &everything);

    insta::assert_snapshot!(plan.report.summary());
}

#[test]
fn the_report_can_be_read_by_machines() {
    let mut report = plan(NASTY).report;
    report.lines.truncate(2);

    insta::assert_json_snapshot!(report);
}

#[test]
fn a_summary_fits_a_terminal_and_a_line_is_one_line() {
    let report = plan(NASTY).report;

    assert!(
        report
            .summary()
            .to_string()
            .lines()
            .all(|line| line.chars().count() <= 60)
    );
    assert!(
        report
            .lines
            .iter()
            .all(|line| !line.to_string().contains('\n'))
    );
}

/// Everything the database is told, as text.
fn show(plan: &Plan) -> String {
    let mut out = String::new();
    for text in texts(NASTY, plan) {
        let comment = &plan.comments[text.index];
        let parent = comment.parent().map_or("the post".into(), |parent| {
            plan.comments[parent].source_id.to_string()
        });
        let (episode, time, fate) = (
            &plan.episodes[comment.episode()],
            comment.time(),
            comment.fate().unwrap(),
        );
        let Author {
            name, email, url, ..
        } = &text.author;
        writeln!(
            out,
            "{}: {} to {parent} on {} at {time}",
            text.index, comment.source_id, episode.key
        )
        .unwrap();
        writeln!(
            out,
            "   {fate:?}, {name:?} {email:?} {url:?} says {:?}",
            text.text
        )
        .unwrap();
    }
    for Episode {
        key,
        title,
        aliases,
        thread,
        published,
        comments,
        line,
        ..
    } in &plan.episodes
    {
        writeln!(
            out,
            "line {line}: {key} {thread:?} {title:?} {published:?}, {comments} comments"
        )
        .unwrap();
        writeln!(out, "   {aliases:?}").unwrap();
    }
    out
}

#[test]
fn sums_that_do_not_come_out_are_found() {
    let mut report = plan(NASTY).report;
    report.pages.push(PageTold {
        comments: 12,
        ..PageTold::default()
    });
    let done = Done {
        comments_imported: 11,
        comments_already_there: 1,
        episodes_created: 2,
        authors_created: 9,
        ..Done::default()
    };
    let with = |change: fn(&mut Report)| {
        let mut report = Report {
            done: Some(done),
            ..report.clone()
        };
        change(&mut report);
        report.check().err().unwrap_or_default()
    };

    assert_eq!(with(|_| {}), "");
    assert_eq!(
        with(|report| report.comments.found += 1),
        "comments: 28 found, but 27 accounted for"
    );
    assert_eq!(
        with(|report| report.items.merged = 0),
        "items: 8 found, but 7 accounted for"
    );
    assert!(
        with(|report| report.lines.retain(|line| !line.what.is_loss()))
            .contains("lines of comments left out")
    );
    assert!(with(|report| report.comments.other_kinds.clear()).contains("other kinds"));
    assert!(with(|report| report.comments.pinned = 13).contains("pinned: 13 of 12"));
    assert!(with(|report| report.done = Some(Done::default())).contains("comments written"));
    assert!(with(|report| report.pages.clear()).contains("comments of pages"));
    assert!(report.summary().to_string().lines().count() > 20);
}
