//! Each oddity of the format is a test.
use crate::{
    domain::imports::{
        reading::{Options, Plan, Rules, Thread},
        testing::{self, lines, options, tree},
    },
    model::ImportFormat,
};

const LAMPS: &str = include_str!("testdata/lamps.xml");

fn plan(file: &str) -> Plan {
    testing::plan(ImportFormat::Disqus, file)
}

fn refusal(file: &str) -> String {
    testing::refusal(ImportFormat::Disqus, file)
}

/// An export of one thread, number 1, around some posts.
fn export(posts: &str) -> String {
    format!(
        "<disqus xmlns:dsq=\"x\"><thread dsq:id=\"1\"><link>https://lamps.example/1</link></thread>\
         {posts}</disqus>"
    )
}

#[test]
fn every_comment_is_accounted_for_and_every_loss_told() {
    let plan = plan(LAMPS);

    assert_eq!(plan.report.comments.found, 11);
    let stands = ["1", "3 < 1", "4 < 3", "8", "9"];
    assert_eq!(tree(&plan), stands);
    let told = [
        "line 20, post 1002: the post of line 8 again: both make one episode",
        "line 29, post 1003: no date of publication that can be read",
        "line 38, post 1005: left out with its comments (1): the post is in the trash",
        "line 53, comment 2: left out: deleted there",
        "line 63, comment 3: it answers 2, left out: put under 1",
        "line 81, comment 5: left out: spam",
        "line 89, comment 6: left out: its page is not in the file",
        "line 95, comment 7: left out: its page is not in the file",
        "line 100, a comment: left out: without a number of its own",
        "line 111, comment 9: comment 99, which it answers, is missing: put at the top",
        "line 118, comment 10: left out: the post is in the trash",
    ];
    assert_eq!(lines(&plan), told);
}

#[test]
fn two_threads_of_one_page_are_one_episode_closed_as_the_first() {
    let plan = plan(LAMPS);

    let skarn = &plan.episodes[0];
    assert_eq!(skarn.key, "https://lamps.example/skarn/");
    assert_eq!(skarn.title, "The Light at Skarn & its keeper");
    assert_eq!((skarn.thread, skarn.comments), (Thread::Closed, 3));
    let addresses = [
        "https://lamps.example/skarn/",
        "http://www.lamps.example/skarn",
    ];
    assert_eq!(skarn.aliases, addresses);
    assert_eq!(
        skarn.published.unwrap().to_string(),
        "2019-05-01 08:00:00 UTC"
    );
    assert_eq!(plan.report.items.merged, 1);
}

#[test]
fn a_thread_without_a_link_is_known_by_its_identifier_or_its_number() {
    let plan = plan(LAMPS);

    let keys: Vec<_> = plan.episodes.iter().map(|it| it.key.as_str()).collect();
    assert_eq!(keys[1..], ["disqus-1003", "fog-horns"]);
    assert_eq!(plan.episodes[2].thread, Thread::Open);
}

#[test]
fn a_rule_brings_the_page_of_an_old_host_home() {
    let threads = [
        ("1", "http://old.example/?p=7"),
        ("2", "https://lamps.example/e/7"),
    ];
    let threads = threads.map(|(id, link)| {
        format!(
            "<thread dsq:id=\"{id}\"><link>{link}</link></thread><post dsq:id=\"{id}\">\
             <message>x</message><thread dsq:id=\"{id}\"/></post>"
        )
    });
    let file = format!("<disqus xmlns:dsq=\"x\">{}</disqus>", threads.concat());
    assert_eq!(plan(&file).episodes.len(), 2);

    let rules = [r"re:^http://old\.example/\?p=(\d+)$=https://lamps.example/e/$1"];
    let options = Options {
        rules: Rules::parse(&rules).unwrap(),
        ..options()
    };
    let plan = testing::plan_with(ImportFormat::Disqus, &file, &options);

    assert_eq!(plan.episodes.len(), 1);
    assert_eq!(plan.episodes[0].key, "https://lamps.example/e/7");
    assert_eq!(plan.episodes[0].comments, 2);
}

#[test]
fn an_account_is_one_author_under_any_name_and_a_guest_is_an_address_with_a_name() {
    let plan = plan(LAMPS);
    let texts = testing::texts(ImportFormat::Disqus, LAMPS, &plan);

    let numbers: Vec<_> = texts.iter().map(|text| text.author_number).collect();
    assert_eq!(numbers, [0, 1, 0, 2, 3], "two of them without an address");
    let ines = &texts[1].author;
    assert_eq!(ines.email.as_deref(), Some("ines@mail.example"));
    assert_eq!(
        (
            texts[0].author.email.as_deref(),
            texts[0].author.name.as_str()
        ),
        (None, "Odo")
    );
    assert_eq!(texts[3].author.name, "", "no author at all");
    assert_eq!(texts[0].text, "<p>Rape oil, until 1871.</p>");
}

#[test]
fn one_address_with_two_names_is_two_authors() {
    let by = |id: u8, name: &str| {
        format!(
            "<post dsq:id=\"{id}\"><message>x</message><author><name>{name}</name>\
             <email>both@mail.example</email></author><thread dsq:id=\"1\"/></post>"
        )
    };
    let file = export(&[by(1, "Ada"), by(2, "Bo"), by(3, "Ada")].concat());
    let texts = testing::texts(ImportFormat::Disqus, &file, &plan(&file));

    let numbers: Vec<_> = texts.iter().map(|text| text.author_number).collect();
    assert_eq!(numbers, [0, 1, 0]);
}

#[test]
fn spam_and_what_hangs_under_deleted_threads_come_when_they_are_asked_for() {
    let options = Options {
        with_spam: true,
        with_trash: true,
        ..options()
    };
    let plan = testing::plan_with(ImportFormat::Disqus, LAMPS, &options);

    assert_eq!(plan.report.to_import(), 7);
    let told = lines(&plan);
    assert!(
        told.iter()
            .any(|line| line.contains("comment 2: left out: deleted there"))
    );
}

#[test]
fn posts_may_stand_before_their_thread() {
    let file = "<disqus><post id=\"1\"><message>x</message><thread id=\"5\"/></post>\
        <thread id=\"5\"><link>https://lamps.example/5</link></thread></disqus>";

    assert_eq!(plan(file).episodes[0].key, "https://lamps.example/5");
}

#[test]
fn a_thread_that_stands_there_again_is_the_first_one() {
    let again = "<thread dsq:id=\"1\"><link>https://lamps.example/2</link></thread>";
    let posts = [("1", "2"), ("2", "1")].map(|(id, parent)| {
        format!(
            "<post dsq:id=\"{id}\"><message>x</message><thread dsq:id=\"1\"/>\
             <parent dsq:id=\"{parent}\"/></post>"
        )
    });
    let plan = plan(&export(&(again.to_owned() + &posts.concat())));

    assert_eq!(tree(&plan), ["1", "2 < 1"]);
    assert_eq!((plan.episodes.len(), plan.report.items.merged), (1, 1));
    let addresses = ["https://lamps.example/1", "https://lamps.example/2"];
    assert_eq!(plan.episodes[0].aliases, addresses);
    let told = lines(&plan);
    assert!(
        told.contains(
            &"line 1, post 1: the post of line 1 again: both make one episode".to_owned()
        ),
        "{told:?}"
    );
}

#[test]
fn of_a_thread_that_stands_there_again_deleted_nothing_is_kept() {
    let again = "<thread dsq:id=\"1\"><isDeleted>true</isDeleted></thread>";
    let post = "<post dsq:id=\"1\"><message>x</message><thread dsq:id=\"1\"/></post>";
    let plan = plan(&export(&format!("{again}{post}")));

    assert_eq!((plan.report.to_import(), plan.episodes.len()), (0, 0));
}

#[test]
fn what_has_no_number_belongs_to_nothing_else_without_one() {
    let file = "<disqus xmlns:dsq=\"x\"><thread><link>https://lamps.example/1</link></thread>\
        <thread><link>https://lamps.example/2</link></thread>\
        <post dsq:id=\"1\"><message>x</message></post></disqus>";
    let plan = plan(file);

    assert_eq!((plan.report.to_import(), plan.episodes.len()), (0, 0));
    assert_eq!(plan.report.items.without_comments, 2);
}

#[test]
fn of_two_posts_with_one_number_the_one_that_is_not_deleted_stays() {
    let post = |more: &str| {
        format!("<post dsq:id=\"1\"><message>x</message>{more}<thread dsq:id=\"1\"/></post>")
    };
    let answer = "<post dsq:id=\"2\"><message>y</message><thread dsq:id=\"1\"/>\
        <parent dsq:id=\"1\"/></post>";
    let deleted = post("<isDeleted>true</isDeleted>");
    for posts in [
        [deleted.as_str(), &post(""), answer],
        [&post(""), &deleted, answer],
    ] {
        assert_eq!(tree(&plan(&export(&posts.concat()))), ["1", "2 < 1"]);
    }
}

#[test]
fn a_text_of_sixty_thousand_letters_is_kept_whole() {
    let long = "word ".repeat(12_000);
    let file = export(&format!(
        "<post dsq:id=\"1\"><message>{long}</message><thread dsq:id=\"1\"/></post>"
    ));
    let plan = plan(&file);

    let texts = testing::texts(ImportFormat::Disqus, &file, &plan);
    assert_eq!(texts[0].text, long.trim());
}

#[test]
fn a_time_that_is_missing_or_nonsense_is_that_of_the_thread_or_now() {
    let file = export(
        "<post dsq:id=\"1\"><message>x</message><createdAt>yesterday</createdAt><thread dsq:id=\"1\"/></post>",
    );

    let told = lines(&plan(&file));
    assert!(
        told.iter()
            .any(|line| line.ends_with("no time that can be read, nor has its post: now is taken")),
        "{told:?}"
    );
}

/// As a lenient reader of other systems would take them.
#[test]
fn files_that_are_not_well_formed_are_refused_with_line_and_column() {
    let stray = format!("`{LAMPS}");
    assert!(
        refusal(&stray).starts_with("line 1, column 1: "),
        "{}",
        refusal(&stray)
    );

    let unquoted = LAMPS.replacen("<thread dsq:id=\"1002\">", "<thread dsq:id=1002>", 1);
    let line = LAMPS[..LAMPS.find("dsq:id=\"1002\"").unwrap()]
        .lines()
        .count();
    let refused = refusal(&unquoted);
    assert!(
        refused.starts_with(&format!("line {line}, column 3: ")),
        "{refused}"
    );

    let half = &LAMPS[..LAMPS.len() / 2];
    assert!(refusal(half).contains("incomplete"));
    let bomb = "<!DOCTYPE d [<!ENTITY a \"aaaa\">]><disqus>&a;</disqus>";
    assert!(refusal(bomb).contains("DOCTYPE"));
}

#[test]
fn another_file_is_named() {
    assert!(refusal("<rss/>").contains("no export of Disqus"));
    assert!(refusal("{}").contains("JSON"));
    assert!(refusal("").contains("empty"));
}

#[test]
fn what_no_key_may_hold_is_taken_out_of_it_and_told() {
    let post = |id: u32, thread: u32| {
        format!(
            "<post dsq:id=\"{id}\"><message>x</message><thread dsq:id=\"{thread}\"/>\
             <createdAt>2020-01-01T00:00:00Z</createdAt></post>"
        )
    };
    let file = format!(
        "<disqus xmlns:dsq=\"x\">\
         <thread dsq:id=\"1\"><link>https://ada:pass@lamps.example/a\nb\tc</link></thread>\
         <thread dsq:id=\"2\"><link>https://lamps.example/abc</link></thread>\
         <thread dsq:id=\"3\"><id>episode\n3</id></thread>{}</disqus>",
        [post(1, 1), post(2, 2), post(3, 3)].concat()
    );
    let plan = plan(&file);

    let keys: Vec<_> = plan.episodes.iter().map(|it| it.key.as_str()).collect();
    assert_eq!(keys, ["https://lamps.example/abc", "episode3"]);
    assert_eq!(plan.episodes[0].aliases, ["https://lamps.example/abc"]);
    let told = lines(&plan);
    let told = told.iter().filter(|line| line.contains("taken out"));
    let told: Vec<_> = told.map(|line| &line[..14]).collect();
    assert_eq!(told, ["line 1, post 1", "line 2, post 3"]);
}
