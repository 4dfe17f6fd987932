//! `import`.
use super::Cli;
use crate::support::TestApp;
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};
use std::{fs, io::Write};

const SAMPLE: &str = include_str!("../../../src/domain/imports/wordpress/testdata/sample.xml");
const NASTY: &str = include_str!("../../../src/domain/imports/wordpress/testdata/nasty.xml");
const DISQUS: &str = include_str!("../../../src/domain/imports/disqus/testdata/lamps.xml");
const IMPORT: [&str; 5] = ["import", "wordpress", "export.xml", "--site", "history"];

fn sum(numbers: &Value) -> u64 {
    let numbers = numbers.as_object().unwrap().values();
    numbers.map(|number| number.as_u64().unwrap()).sum()
}

#[tokio::test]
async fn an_export_comes_in_and_the_report_says_so() {
    let app = TestApp::new().await;
    let cli = Cli::on(&app.place.url);
    cli.write("export.xml", SAMPLE);

    let report = cli.run(&IMPORT).succeeds();

    let words = report.split_whitespace().collect::<Vec<_>>().join(" ");
    for row in [
        "comments found 8",
        "approved 8",
        "comments imported 8",
        "authors created 5",
    ] {
        assert!(words.contains(row), "{row}:\n{report}");
    }
    assert!(report.contains("no date of publication"), "{report}");
    let query = "query { commentCounts(site: \"history\",
        episodes: [\"http://blog.lamp.example/2013/skarn/\"]) { count } }";
    let counts = app.anonymous().run(query, json!({})).await;
    assert_eq!(counts.number("/commentCounts/0/count"), 7);
    app.assert_no_drift().await;
}

#[test]
fn a_rehearsal_reports_the_same_and_changes_nothing() {
    let cli = Cli::new().with_site();
    cli.write("export.xml", NASTY);
    let rehearsed = cli.run(&[&IMPORT[..], &["--dry-run"]].concat()).succeeds();
    let healthy = cli.run(&["doctor"]).succeeds();
    assert!(healthy.contains("0 episodes looked at"), "{healthy}");

    let report = cli.run(&IMPORT).succeeds();

    let (same, note) = rehearsed.trim_end().rsplit_once('\n').unwrap();
    let (told, done) = report.trim_end().rsplit_once('\n').unwrap();
    assert_eq!(same, told);
    assert!(note.contains("nothing was changed"), "{note}");
    assert!(
        done.contains("WordPress is imported into \"history\""),
        "{done}"
    );
}

#[test]
fn the_report_as_json_adds_up() {
    let cli = Cli::new().with_site();
    cli.write("export.xml", NASTY);

    let report = cli.run(&[&IMPORT[..], &["--json"]].concat()).succeeds();

    let report: Value = serde_json::from_str(&report).unwrap();
    let comments = &report["comments"];
    assert_eq!(comments["found"], 27);
    assert_eq!(sum(&comments["to_import"]) + sum(&comments["left_out"]), 27);
    assert_eq!(
        sum(&comments["to_import"]),
        report["done"]["comments_imported"]
    );
    let lost = report["lines"].as_array().unwrap().iter();
    let lost = lost.filter(|line| line["lost"] == true && line["comment"] != json!(null));
    assert!(lost.count() > 10, "each comment left out has its line");

    let everything = [
        "--json",
        "--with-spam",
        "--with-trash",
        "--with-unpublished",
    ];
    let more = cli.run(&[&IMPORT[..], &everything].concat()).succeeds();
    let more: Value = serde_json::from_str(&more).unwrap();
    assert_eq!(more["done"]["comments_already_there"], 12);
    assert_eq!(more["done"]["comments_imported"], 5);
}

#[test]
fn a_broken_file_is_refused_with_line_and_column_and_changes_nothing() {
    let cli = Cli::new().with_site();
    let half = &SAMPLE[..SAMPLE.find("Two Lines").unwrap()];
    cli.write("export.xml", half);

    let line = cli.run(&IMPORT).fails();

    let at = format!("line {}", half.lines().count());
    for part in ["export.xml", &at, "column", "Nothing was imported"] {
        assert!(line.contains(part), "{part}: {line}");
    }
    let healthy = cli.run(&["doctor"]).succeeds();
    assert!(healthy.contains("0 episodes looked at"), "{healthy}");
}

#[test]
fn a_packed_file_that_is_cut_off_is_refused_with_advice() {
    let cli = Cli::new().with_site();
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(DISQUS.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    fs::write(cli.path("cut.xml.gz"), &packed[..packed.len() / 2]).unwrap();
    let line = cli
        .run(&["import", "cut.xml.gz", "--site", "history"])
        .fails();
    assert!(line.contains("no whole gzip file"), "{line}");
}

#[test]
fn an_export_makes_its_site_in_a_place_where_nothing_is() {
    let cli = Cli::new().with_site();
    cli.write("export.xml", SAMPLE);
    cli.run(&IMPORT).succeeds();
    let export = ["export", "--site", "history", "--output"];
    cli.run(&[&export[..], &["one.jsonl"]].concat()).succeeds();
    let elsewhere = Cli::new();
    fs::copy(cli.path("one.jsonl"), elsewhere.path("one.jsonl")).unwrap();
    elsewhere
        .run(&["import", "one.jsonl", "--site", "history"])
        .succeeds();
    elsewhere
        .run(&[&export[..], &["two.jsonl"]].concat())
        .succeeds();
    let (one, two) = (cli.path("one.jsonl"), elsewhere.path("two.jsonl"));
    assert_eq!(fs::read(one).unwrap(), fs::read(two).unwrap());
}

#[test]
fn a_database_is_whole_without_its_log_once_a_command_has_ended() {
    let cli = Cli::new().with_site();
    cli.write("export.xml", SAMPLE);
    cli.run(&IMPORT).succeeds();
    for name in ["rejoinder.db", "database.db"] {
        let log = fs::metadata(cli.path(&format!("{name}-wal")));
        assert!(log.is_err() || log.unwrap().len() == 0, "{name}");
    }
}

#[test]
fn files_that_are_no_exports_are_refused_with_advice() {
    let cli = Cli::new().with_site();
    for (text, advice) in [
        ("", "empty"),
        ("{\"comments\": []}", "looks like a file of Commento"),
        ("{\"anything\": []}", "XML"),
        (
            "<rss><channel><item><title>A feed</title></item></channel></rss>",
            "All content",
        ),
        ("PK\u{3}\u{4}", "unpack"),
    ] {
        cli.write("export.xml", text);
        let line = cli.run(&IMPORT).fails();
        assert!(line.contains(advice), "{text:?}: {line}");
    }
}

#[test]
fn a_missing_file_or_site_is_named() {
    let cli = Cli::new();
    let line = cli.run(&IMPORT).fails();
    assert!(line.contains("export.xml"), "{line}");
    assert!(!cli.has("rejoinder.db"), "no database for nothing");

    cli.write("export.xml", SAMPLE);
    let line = cli.run(&IMPORT).fails();
    assert!(line.contains("rejoinder site create"), "{line}");
    assert!(!cli.has("rejoinder.db"), "no database for nothing");

    let cli = Cli::new().with_site();
    cli.write("export.xml", SAMPLE);
    let elsewhere = ["import", "wordpress", "export.xml", "--site", "nowhere"];
    let line = cli.run(&elsewhere).fails();
    assert!(
        line.contains("nowhere") && line.contains("rejoinder site create"),
        "{line}"
    );
}

#[test]
fn a_file_may_be_packed_or_come_through_a_pipe_and_needs_no_format() {
    let cli = Cli::new().with_site();
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(DISQUS.as_bytes()).unwrap();
    fs::write(cli.path("disqus.xml.gz"), packed.finish().unwrap()).unwrap();

    let tried = ["import", "disqus.xml.gz", "--site", "history", "--dry-run"];
    let tried = cli.run(&tried).succeeds();
    let piped = ["import", "disqus", "-", "--site", "history"];
    let piped = cli.run_with_input(&piped, DISQUS).succeeds();

    let (same, guessed) = tried.trim_end().rsplit_once('\n').unwrap();
    assert_eq!(same, piped.trim_end().rsplit_once('\n').unwrap().0);
    assert!(guessed.contains("a file of Disqus"), "{guessed}");
    let words = piped.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("comments imported 5"), "{piped}");
}

#[test]
fn pages_are_shown_where_a_rule_puts_them() {
    let cli = Cli::new().with_site();
    cli.write("disqus.xml", DISQUS);
    let import = [
        "import",
        "disqus.xml",
        "--site",
        "history",
        "--pages",
        "--dry-run",
    ];
    let rule = [
        "--map-url",
        r"re:^https?://(www\.)?lamps\.example/=https://history.example/$2",
    ];

    let report = cli.run(&[&import[..], &rule].concat()).succeeds();

    let told = "https://history.example/skarn/ (new): 3 comments, 3 deep\n\
        \x20 also https://history.example/skarn\n";
    assert!(report.contains(told), "{report}");
    let line = cli
        .run(&[&import[..], &["--map-url", "nonsense"]].concat())
        .fails();
    assert!(line.contains("FROM=TO"), "{line}");
}

#[test]
fn a_file_of_which_nothing_is_known_and_a_database_in_use_are_refused() {
    let cli = Cli::new().with_site();
    cli.write("letter.txt", "Dear Sir");
    let line = cli
        .run(&["import", "letter.txt", "--site", "history"])
        .fails();
    assert!(line.contains("name the format"), "{line}");

    cli.write("comments.db", "SQLite format 3");
    for log in ["comments.db-wal", "comments.db-journal"] {
        cli.write(log, "something");
        let line = cli
            .run(&["import", "isso", "comments.db", "--site", "history"])
            .fails();
        assert!(line.contains("is in use"), "{line}");
        fs::remove_file(cli.path(log)).unwrap();
    }
}
