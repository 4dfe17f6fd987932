//! One content, many spellings.
use super::*;

/// A small file as the exporter writes it; every spelling below must mean the same.
fn file(prefix: &str, namespace: &str) -> String {
    let drafts = [comment(1), comment(2).to(1).by("Bo", "bo@mail.test")];
    one_post(&drafts)
        .replace("<wp:", &format!("<{prefix}"))
        .replace("</wp:", &format!("</{prefix}"))
        .replace("xmlns:wp=\"http://wordpress.org/export/1.2/\"", namespace)
}

#[derive(Debug, PartialEq)]
struct Outcome {
    episodes: Vec<Episode>,
    tree: Vec<(u64, Option<u64>)>,
    texts: Vec<PlannedComment>,
}

fn outcome(file: &str) -> Outcome {
    let plan = plan(file);
    let mut episodes = plan.episodes.clone();
    for episode in &mut episodes {
        episode.line = 0;
    }
    Outcome {
        episodes,
        tree: tree(&plan),
        texts: texts(file, &plan),
    }
}

fn usual() -> String {
    file("wp:", "xmlns:wp=\"http://wordpress.org/export/1.2/\"")
}

#[test]
fn the_namespace_may_be_spelt_in_any_way() {
    for (prefix, namespace) in [
        ("wp:", "xmlns:wp=\"https://wordpress.org/export/1.2/\""),
        ("wp:", "xmlns:wp='http://wordpress.org/export/1.0/'"),
        ("wp:", ""),
        ("", "xmlns:wp=\"http://wordpress.org/export/1.2/\""),
        ("w.x-r:", "xmlns:w.x-r=\"http://wordpress.org/export/1.2/\""),
    ] {
        assert_eq!(
            outcome(&file(prefix, namespace)),
            outcome(&usual()),
            "{prefix} {namespace}"
        );
    }
}

#[test]
fn values_may_be_cdata_or_text_with_white_space_around() {
    let plain = usual().replace("<![CDATA[", "").replace("]]>", "");
    let spaced = usual()
        .replace("<![CDATA[", "\n   <![CDATA[ ")
        .replace("]]>", "\n]]>\r\n\t");
    let split = usual()
        .replace("2020-02", "2020<!-- - -->]]><![CDATA[-02")
        .replace("Text", "T]]>ex<![CDATA[t");
    let numbered = usual().replace("<![CDATA[Text", "&#84;&#x65;xt<![CDATA[");

    for file in [plain, spaced, split, numbered] {
        assert_eq!(outcome(&file), outcome(&usual()), "{file}");
    }
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    let file = format!("\u{FEFF}{}", usual().replace('\n', "\r\n"));

    assert_eq!(outcome(&file), outcome(&usual()));
}

#[test]
fn line_ends_in_a_text_become_plain_ones() {
    let file = one_post(&[comment(1).says("one\r\ntwo\rthree")]);

    assert_eq!(texts(&file, &plan(&file))[0].text, "one\ntwo\nthree");
}

#[test]
fn the_fields_of_an_item_may_follow_its_comments() {
    let early = item(
        "<link>https://blog.test/a</link><wp:comment_status>closed</wp:comment_status>",
        &comment(1).xml(),
    );
    let late = item(
        "",
        &(comment(1).xml()
            + "<link>https://blog.test/a</link><wp:comment_status>closed</wp:comment_status>"),
    );

    assert_eq!(outcome(&export(&early)), outcome(&export(&late)));
    assert_eq!(plan(&export(&late)).episodes[0].thread, Thread::Closed);
}

#[test]
fn what_only_looks_like_a_comment_is_none() {
    let decoys = "<wfw:commentRss>x</wfw:commentRss><comments>https://blog.test/#c</comments>\
                  <wp:postmeta><wp:comment><wp:comment_id>9</wp:comment_id></wp:comment></wp:postmeta>\
                  <content:encoded><![CDATA[<wp:comment></wp:comment>]]></content:encoded>\
                  <!-- <wp:comment/> -->";
    let file = export(&item(
        "<link>https://blog.test/a</link>",
        &(comment(1).xml() + decoys),
    ));

    assert_eq!(plan(&file).report.comments.found, 1);
}

#[test]
fn other_namespaces_do_not_name_the_item() {
    let fields = "<itunes:title>Wrong</itunes:title><atom:link href=\"x\">wrong</atom:link>\
                  <title>Right</title><link>https://blog.test/a</link><title>Late</title>";
    let plan = plan(&export(&item(fields, &comment(1).xml())));

    assert_eq!(plan.episodes[0].title, "Right");
    assert_eq!(plan.episodes[0].key, "https://blog.test/a");
}

#[test]
fn control_characters_are_taken_out_and_mentioned() {
    let file = one_post(&[comment(1).says("a\u{0}b\u{B}c\u{1B}[0m\td\u{FFFF}")]);
    let plan = plan(&file);

    assert_eq!(texts(&file, &plan)[0].text, "abc[0m\td");
    assert_eq!(lines(&plan), ["comment 1: control characters taken out"]);
}

#[test]
fn numbers_of_control_characters_are_taken_out_too() {
    let file = export(&post(
        1,
        &comment(1).xml().replace("<![CDATA[Text 1]]>", "a&#8;b"),
    ));

    assert_eq!(texts(&file, &plan(&file))[0].text, "ab");
}

#[test]
fn a_text_of_a_mebibyte_is_kept_and_a_longer_one_left_out() {
    let (fits, long) = ("ä".repeat(1 << 19), "ä".repeat(1 << 19) + "b");
    let file = one_post(&[
        comment(1).says(&fits),
        comment(2).says(&long),
        comment(3).to(2),
    ]);
    let plan = plan(&file);

    assert_eq!(texts(&file, &plan)[0].text.len(), 1 << 20);
    assert_eq!(tree(&plan), [(1, None), (3, None)]);
    assert_eq!(
        lines(&plan),
        [
            "comment 2: left out: longer than 1 MiB",
            "comment 3: it answers 2, left out: put at the top"
        ]
    );
}

#[test]
fn text_behind_too_much_of_nothing_is_not_lost_silently() {
    let says = format!("{}end", "\u{1}".repeat(3 << 20));
    let plan = plan(&one_post(&[comment(1).says(&says)]));

    assert!(lines(&plan).contains(&"comment 1: left out: longer than 1 MiB".into()));
}
