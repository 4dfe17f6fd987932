//! Each oddity of the format is a test.
use super::reader::OF_NOBODY;
use crate::{
    domain::imports::{
        reading::{Markup, Plan, Thread},
        testing::{self, lines, tree},
    },
    model::ImportFormat,
};

const HEAD: &str = r#"{"version":1,"users":[
    {"id":"github_ada","blocked":{"status":false,"until":"0001-01-01T00:00:00Z"},"verified":true,"details":{"user_id":"github_ada","email":"ada@mail.example"}},
    {"id":"anonymous_rude","blocked":{"status":true,"until":"2099-01-01T00:00:00Z"}}],
    "posts":[{"url":"https://lamps.example/fog/","read_only":true},{"url":"https://lamps.example/none/","read_only":true}]}"#;

const SKARN: &str = "https://lamps.example/skarn/";

/// A line; what `more` names is otherwise than in an ordinary one.
fn comment(id: &str, more: &str) -> String {
    let mut line: serde_json::Value = serde_json::from_str(&format!(
        r#"{{"id":"{id}","pid":"","text":"<p>Text {id}</p>\n","orig":"Text {id}",
        "user":{{"name":"Ada &amp; Co","id":"github_ada","picture":"","ip":"ab12","admin":false,"site_id":"lamps"}},
        "locator":{{"site":"lamps","url":"https://lamps.example/skarn/"}},"score":0,"vote":0,
        "time":"2021-04-05T06:07:08.123456789+02:00","title":"The Light at Skarn"}}"#
    ))
    .unwrap();
    let more: serde_json::Value = serde_json::from_str(more).unwrap();
    let more = more.as_object().unwrap().clone();
    line.as_object_mut().unwrap().extend(more);
    format!("{line}\n")
}

fn backup(comments: &[String]) -> String {
    format!("{}\n{}", HEAD.replace('\n', ""), comments.concat())
}

fn plan(file: &str) -> Plan {
    testing::plan(ImportFormat::Remark42, file)
}

fn refusal(file: &str) -> String {
    testing::refusal(ImportFormat::Remark42, file)
}

#[test]
fn pages_have_their_titles_and_locks() {
    let fog = r#"{"locator":{"url":"https://lamps.example/fog/"},"title":"Fog"}"#;
    let plan = plan(&backup(&[
        comment("1", "{}"),
        comment("2", fog),
        comment("3", "{}"),
    ]));

    let episodes: Vec<_> = plan
        .episodes
        .iter()
        .map(|it| (it.key.as_str(), it.title.as_str(), it.thread, it.comments))
        .collect();
    let all = [
        (
            "https://lamps.example/skarn/",
            "The Light at Skarn",
            Thread::Open,
            2,
        ),
        ("https://lamps.example/fog/", "Fog", Thread::Closed, 1),
    ];
    assert_eq!(episodes, all);
    let first = plan.comments[0].time().to_string();
    assert_eq!(first, "2021-04-05 04:07:08 UTC");
}

#[test]
fn a_deleted_comment_is_told_and_its_answers_go_up() {
    let deleted =
        r#"{"pid":"1","delete":true,"text":"","orig":"","user":{"name":"deleted","id":"deleted"}}"#;
    let file = backup(&[
        comment("1", "{}"),
        comment("2", deleted),
        comment("3", r#"{"pid":"2"}"#),
        comment("4", r#"{"pid":"99"}"#),
    ]);
    let plan = plan(&file);

    assert_eq!(tree(&plan), ["1", "3 < 1", "4"]);
    let told = [
        "line 1, author anonymous_rude: may not write there; here nobody is barred for it",
        "line 3, comment 2: left out: deleted there",
        "line 4, comment 3: it answers 2, left out: put under 1",
        "line 5, comment 4: comment 99, which it answers, is missing: put at the top",
    ];
    assert_eq!(lines(&plan), told);
}

#[test]
fn what_was_written_counts_before_what_was_made_of_it() {
    let imported = r#"{"orig":"","text":"<p>From <b>elsewhere</b></p>"}"#;
    let file = backup(&[comment("1", "{}"), comment("wp-7", imported)]);
    let plan = plan(&file);
    let texts = testing::texts(ImportFormat::Remark42, &file, &plan);

    assert_eq!(
        (texts[0].text.as_str(), texts[0].markup),
        ("Text 1", Markup::Markdown)
    );
    let other = (texts[1].text.as_str(), texts[1].markup);
    assert_eq!(other, ("<p>From <b>elsewhere</b></p>", Markup::Html));
}

#[test]
fn one_name_signed_in_elsewhere_is_another_author() {
    let elsewhere = r#"{"user":{"name":"Ada & Co","id":"google_ada"}}"#;
    let nobody = r#"{"user":{"name":"deleted","id":"deleted"}}"#;
    let file = backup(&[
        comment("1", "{}"),
        comment("2", elsewhere),
        comment("3", "{}"),
        comment("4", nobody),
        comment("5", nobody),
    ]);
    let plan = plan(&file);
    let texts = testing::texts(ImportFormat::Remark42, &file, &plan);

    let numbers: Vec<_> = texts.iter().map(|text| text.author_number).collect();
    assert_eq!(numbers, [0, 1, 0, 2, 3]);
    assert_eq!(texts[0].author.name, "Ada & Co");
    assert_eq!(texts[0].author.email.as_deref(), Some("ada@mail.example"));
    assert_eq!(texts[1].author.email, None);
}

#[test]
fn an_id_that_was_made_of_a_name_is_nobodys() {
    let by = |id: &str, name: &str| {
        serde_json::json!({ "user": { "id": id, "name": name } }).to_string()
    };
    let account = "disqus_0a92fab3230134cca6eadd9898325b9b2ae67998";
    let nobody = format!("disqus_{OF_NOBODY}");
    let file = backup(&[
        comment("1", &by("wordpress_ab", "Ada")),
        comment("2", &by("wordpress_ab", "Ada")),
        comment("3", &by(&nobody, "Ada")),
        comment("4", &by(&nobody, "Ada")),
        comment("5", &by("disqus_Ada", "Ada")),
        comment("6", &by("disqus_Ada", "Ada")),
        comment("7", &by(account, "Ada")),
        comment("8", &by(account, "Ada")),
        comment("9", &by(account, "Bo")),
    ]);
    let texts = testing::texts(ImportFormat::Remark42, &file, &plan(&file));

    let numbers: Vec<_> = texts.iter().map(|text| text.author_number).collect();
    assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 6, 6, 7]);
}

#[test]
fn control_characters_are_in_no_address_title_or_name() {
    let odd = r#"{"locator":{"url":"https://lamps.example/s\u0000karn/\u0008"},"title":"T\u0000",
        "user":{"id":"github_ada","name":"A\u0000da"}}"#;
    let file = backup(&[comment("1", odd), comment("2", "{}")]);
    let plan = plan(&file);

    let skarn = &plan.episodes[0];
    assert_eq!((skarn.key.as_str(), skarn.comments), (SKARN, 2));
    assert_eq!(
        (&skarn.aliases[..], skarn.title.as_str()),
        (&[SKARN.to_owned()][..], "T")
    );
    let texts = testing::texts(ImportFormat::Remark42, &file, &plan);
    assert_eq!(texts[0].author.name, "Ada");
}

#[test]
fn votes_are_told_and_pins_are_kept() {
    let file = backup(&[
        comment("1", r#"{"score":3,"votes":{"a":true},"pin":true}"#),
        comment("2", r#"{"score":0,"votes":{"a":true,"b":false}}"#),
        comment("3", r#"{"votes":{},"voted_ips":{}}"#),
    ]);
    let plan = plan(&file);
    let texts = testing::texts(ImportFormat::Remark42, &file, &plan);

    assert_eq!(plan.report.comments.with_votes, 2);
    let pinned: Vec<_> = texts.iter().map(|text| text.is_pinned).collect();
    assert_eq!(pinned, [true, false, false]);
}

#[test]
fn a_backup_without_its_first_line_or_a_version_is_read() {
    assert_eq!(plan(&comment("1", "{}")).report.to_import(), 1);
    let old = format!("{{\"users\":[],\"posts\":null}}\n{}", comment("1", "{}"));
    assert_eq!(plan(&old).report.to_import(), 1);
}

#[test]
fn mistakes_are_located_and_another_file_is_named() {
    let whole = backup(&[comment("1", "{}"), comment("2", "{}")]);
    let half = &whole[..whole.len() - 20];
    assert!(
        refusal(half).starts_with("line 3, column 1: "),
        "{}",
        refusal(half)
    );
    let wrong = whole.replacen("\"score\":0", "\"score\":\"much\"", 1);
    let line = wrong.lines().nth(1).unwrap();
    let column = line.find("\"much\"").unwrap() + "\"much\"".len();
    let place = format!("line 2, column {column}: ");
    assert!(refusal(&wrong).starts_with(&place), "{}", refusal(&wrong));
    assert!(refusal("{\"version\":2}").contains("version is 2"));
    assert!(refusal("{\"comments\":[]}").contains("no comment of a page"));
    assert!(refusal("<rss/>").contains("XML"));
}
