//! Each oddity of these formats is a test.
use crate::{
    domain::imports::{
        reading::{Fate, Markup, Options, Plan, PlanComment, Rules, Thread},
        testing::{self, lines, options, tree},
    },
    model::ImportFormat,
};

const LAMPS: &str = include_str!("testdata/lamps.json");
const COMENTARIO_1: &str = include_str!("testdata/comentario-1.json");
const COMENTARIO_3: &str = include_str!("testdata/comentario-3.json");

fn plan(file: &str) -> Plan {
    testing::plan(ImportFormat::Commento, file)
}

fn refusal(file: &str) -> String {
    testing::refusal(ImportFormat::Commento, file)
}

/// The names of comments in four characters.
fn told(plan: &Plan) -> Vec<String> {
    let told = lines(plan).into_iter().map(|line| {
        let words = line.split(' ').map(|word| {
            let end = if word.ends_with(':') { ":" } else { "" };
            let name = word.trim_end_matches([':', ',']);
            let is_name = name.len() == 32;
            if is_name {
                format!("{}{end}", &name[..4])
            } else {
                word.to_owned()
            }
        });
        words.collect::<Vec<_>>().join(" ")
    });
    told.collect()
}

#[test]
fn every_comment_is_accounted_for_and_every_loss_told() {
    let plan = plan(LAMPS);

    assert_eq!(
        tree(&plan),
        ["1111", "2222 < 1111", "4444", "7777", "8888", "9999"]
    );
    let all = [
        "line 18, comment 2222: it answers 3333 left out: put under 1111",
        "line 32, comment 3333: left out: deleted there",
        "line 60, comment 5555: left out: spam",
        "line 74, comment 6666: left out: deleted there",
        "line 88, comment 7777: held: its state “perhaps” is not known",
    ];
    assert_eq!(told(&plan), all);
    let fates: Vec<_> = plan
        .kept()
        .map(|(_, comment)| comment.fate().unwrap())
        .collect();
    assert_eq!(
        fates[2..4],
        [Fate::Held, Fate::Held],
        "unapproved, and not known"
    );
    assert_eq!(
        plan.report.comments.with_votes, 1,
        "a score is no vote of anybody"
    );
}

#[test]
fn a_page_is_its_host_with_its_path() {
    let plan = plan(LAMPS);

    let keys: Vec<_> = plan
        .episodes
        .iter()
        .map(|it| (it.key.as_str(), it.comments))
        .collect();
    let all = [
        ("https://lamps.example/skarn/", 3),
        ("https://lamps.example/fog/", 3),
    ];
    assert_eq!(keys, all);
    assert_eq!(plan.episodes[0].aliases, [all[0].0]);
}

/// The list was joined with the comments, and not made of different ones.
#[test]
fn a_commenter_who_stands_twice_is_one_author_by_the_first() {
    let plan = plan(LAMPS);
    let texts = testing::texts(ImportFormat::Commento, LAMPS, &plan);

    let ada = &texts[0].author;
    assert_eq!(ada.name, "Ada");
    assert_eq!(ada.email.as_deref(), Some("ada@mail.example"));
    assert_eq!(ada.url.as_deref(), Some("https://ada.example/"));
    let bo = &texts[1].author;
    assert_eq!((bo.name.as_str(), &bo.email, &bo.url), ("Bo", &None, &None));
    assert_eq!(texts[1].author_number, texts[4].author_number);
}

#[test]
fn a_commenter_of_nothing_is_not_kept() {
    let plan = plan(COMENTARIO_3);
    assert_eq!(plan.people.len(), 1, "Ada");

    let silent = COMENTARIO_3.replace("\"userCreated\": \"000000c0", "\"userCreated\": \"000000c1");
    assert_eq!(self::plan(&silent).people.len(), 0);
}

#[test]
fn anonymous_ones_are_nobody_and_not_one_author() {
    let plan = plan(LAMPS);
    let texts = testing::texts(ImportFormat::Commento, LAMPS, &plan);

    let (one, other) = (&texts[2], &texts[5]);
    assert_ne!(one.author_number, other.author_number);
    assert_eq!((one.author.name.as_str(), &one.author.email), ("", &None));
    assert_eq!(
        texts[3].author.name, "",
        "a commenter who is not in the file"
    );
}

#[test]
fn texts_are_markdown_and_only_where_there_is_none_html() {
    let plan = plan(LAMPS);
    let texts = testing::texts(ImportFormat::Commento, LAMPS, &plan);

    let first = (texts[0].text.as_str(), texts[0].markup);
    assert_eq!(
        first,
        ("Rape **oil**, until <b>1871</b>.", Markup::Markdown)
    );
    assert_eq!(texts[4].text, "undefined", "somebody may say so");
    let last = (texts[5].text.as_str(), texts[5].markup);
    assert_eq!(last, ("<p>Only <em>HTML</em></p>", Markup::Html));
    let time = plan.comments[texts[0].index].time().to_string();
    assert_eq!(time, "2020-03-02 10:00:00 UTC");
}

#[test]
fn the_first_version_of_comentario_has_other_names_and_zeros_for_nobody() {
    let plan = plan(COMENTARIO_1);
    let texts = testing::texts(ImportFormat::Commento, COMENTARIO_1, &plan);

    assert_eq!(tree(&plan), ["1111", "2222 < 1111"]);
    assert_eq!(plan.episodes[0].key, "https://lamps.example/skarn/");
    assert_ne!(texts[0].author_number, texts[1].author_number);
    assert_eq!(texts[0].markup, Markup::Markdown);
}

#[test]
fn the_third_version_has_pages_with_titles_and_locks() {
    let plan = plan(COMENTARIO_3);

    let skarn = &plan.episodes[0];
    assert_eq!(skarn.key, "http://lamps.example/skarn/");
    assert_eq!(
        (skarn.title.as_str(), skarn.thread),
        ("The Light at Skarn", Thread::Closed)
    );
    let fog = &plan.episodes[1];
    assert_eq!(
        (fog.key.as_str(), fog.thread),
        ("https://lamps.example/fog/", Thread::Open)
    );
    assert_eq!(plan.report.items.without_comments, 1);
    let all = [
        "line 64, comment 0000: left out: deleted there",
        "line 80, comment 0000: it answers 0000 left out: put under 0000",
        "line 96, comment 0000: left out: in the trash",
        "line 128, comment 0000: left out: its page is not in the file",
    ];
    let mut told = told(&plan);
    told.sort();
    let mut sorted = all.map(str::to_owned);
    sorted.sort();
    assert_eq!(told, sorted);
    let rules = Rules::parse(&["/=https://lamps.example/"]).unwrap();
    let options = Options { rules, ..options() };
    let moved = testing::plan_with(ImportFormat::Commento, COMENTARIO_3, &options);
    assert_eq!(moved.episodes[1].key, "https://lamps.example/fog/");
}

#[test]
fn the_third_version_says_more_of_comments() {
    let plan = plan(COMENTARIO_3);
    let texts = testing::texts(ImportFormat::Commento, COMENTARIO_3, &plan);

    let fates: Vec<_> = plan
        .kept()
        .map(|(_, comment)| comment.fate().unwrap())
        .collect();
    assert_eq!(
        fates,
        [Fate::Approved, Fate::Approved, Fate::Held, Fate::Approved]
    );
    let names: Vec<_> = texts.iter().map(|text| text.author.name.as_str()).collect();
    assert_eq!(names, ["Ada", "Passer-by", "Ada", ""]);
    assert_eq!(plan.report.comments.pinned, 1);
}

/// As Comentario writes it: without members that are false.
#[test]
fn what_is_not_said_to_be_published_is_not() {
    let is_said = |line: &&str| !line.ends_with(": false,");
    let file: Vec<_> = COMENTARIO_3.lines().filter(is_said).collect();
    let file = file.join("\n");
    assert!(!file.contains("\"isApproved\": false"));
    let verdicts =
        |plan: &Plan| -> Vec<_> { plan.comments.iter().map(PlanComment::fate).collect() };
    let (silent, whole) = (plan(&file), plan(COMENTARIO_3));

    assert_eq!(verdicts(&silent), verdicts(&whole));
    assert_eq!(silent.comments[4].fate(), None, "it was rejected");
    assert_eq!(
        silent.report.comments.left_out,
        whole.report.comments.left_out
    );
    let unsaid = COMENTARIO_1.replacen("\"state\": \"approved\"", "\"state\": \"\"", 1);
    let fates = [Some(Fate::Held), Some(Fate::Approved)];
    assert_eq!(verdicts(&plan(&unsaid)), fates);
}

#[test]
fn control_characters_are_in_no_address_title_or_name() {
    let whole = plan(COMENTARIO_3);
    let odd = COMENTARIO_3
        .replace("/skarn/", "/s\\u0000karn/")
        .replace("The Light", "The\\u0000 Light")
        .replace("\"Ada\"", "\"A\\u0000da\"");
    let plan = plan(&odd);

    assert_eq!(plan.episodes, whole.episodes);
    let texts = testing::texts(ImportFormat::Commento, &odd, &plan);
    assert_eq!(texts[0].author.name, "Ada");
    let odd = COMENTARIO_1.replace("/skarn/", "/s\\u0000karn/");
    assert_eq!(
        self::plan(&odd).episodes[0].aliases,
        ["https://lamps.example/skarn/"]
    );
}

#[test]
fn mistakes_are_located_and_another_file_is_named() {
    let half = &LAMPS[..LAMPS.len() / 2];
    let line = half[..half.rfind('{').unwrap()].lines().count();
    assert!(
        refusal(half).starts_with(&format!("line {line}, ")),
        "{}",
        refusal(half)
    );
    let wrong = LAMPS.replacen("\"score\": 3", "\"score\": {}", 1);
    let at = wrong[..wrong.find("\"score\": {}").unwrap()]
        .lines()
        .count();
    assert!(
        refusal(&wrong).starts_with(&format!("line {at}, ")),
        "{}",
        refusal(&wrong)
    );
    assert!(refusal("{\"version\": 2, \"comments\": []}").contains("version is 2"));
    assert!(refusal("{\"users\": []}").contains("neither comments nor commenters"));
    assert!(refusal("<disqus/>").contains("XML"));
}
