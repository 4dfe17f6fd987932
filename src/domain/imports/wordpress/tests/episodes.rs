//! Which posts become which episodes.
use super::*;

/// The episodes of posts with these fields and one comment each, numbered from 1.
fn episodes(posts: &[&str]) -> Plan {
    let items = (1..)
        .zip(posts)
        .map(|(id, fields)| item(fields, &comment(id).xml()));
    plan(&export(&items.collect::<String>()))
}

fn keys(posts: &[&str]) -> Vec<String> {
    episodes(posts)
        .episodes
        .into_iter()
        .map(|episode| episode.key)
        .collect()
}

#[test]
fn a_post_is_known_by_guid_else_link_else_number_else_name() {
    let (guid, link) = ("<guid>g</guid>", "<link>https://blog.test/l</link>");
    let (id, name) = (
        "<wp:post_id>7</wp:post_id>",
        "<wp:post_name>slug</wp:post_name>",
    );

    assert_eq!(keys(&[&[guid, link, id, name].concat()]), ["g"]);
    assert_eq!(keys(&[&[name, id, link].concat()]), ["https://blog.test/l"]);
    assert_eq!(keys(&[&[name, id].concat()]), ["wp-post-7"]);
    assert_eq!(keys(&[name]), ["slug"]);
}

#[test]
fn a_post_that_nothing_tells_from_others_is_left_out_with_a_line() {
    let plan = episodes(&["<title>Who am I?</title>"]);

    assert!(plan.episodes.is_empty());
    assert_eq!(
        lines(&plan)[0],
        "a post: left out with its comments (1): nothing tells the post from others"
    );
}

#[test]
fn the_link_is_an_alias_and_a_guid_that_is_a_permalink_too() {
    for (guid, is_alias) in [
        (
            "<guid isPermaLink=\"false\">https://blog.test/?p=1</guid>",
            false,
        ),
        (
            "<guid isPermaLink=\"true\">https://blog.test/?p=1</guid>",
            true,
        ),
        ("<guid>https://blog.test/?p=1</guid>", true),
        ("<guid>tag:blog.test,2020:1</guid>", false),
        (
            "<guid isPermaLink=\"true\">https://blog.test/l</guid>",
            false,
        ),
    ] {
        let plan = episodes(&[&format!("<link>https://blog.test/l</link>{guid}")]);
        let mut expected = vec!["https://blog.test/l"];
        expected.extend(is_alias.then_some("https://blog.test/?p=1"));
        assert_eq!(plan.episodes[0].aliases, expected, "{guid}");
    }
}

#[test]
fn a_link_that_is_no_web_address_is_no_alias() {
    let plan = episodes(&["<link>javascript:alert(1)</link><guid>g</guid>"]);

    assert!(plan.episodes[0].aliases.is_empty());
    assert!(lines(&plan).contains(&"a post: its link is not a web address: not kept".into()));
}

#[test]
fn an_address_belongs_to_one_episode() {
    let plan = episodes(&[
        "<link>https://blog.test/l</link><guid>a</guid>",
        "<link>https://blog.test/m</link><guid>https://blog.test/l</guid>",
    ]);

    assert_eq!(plan.episodes[0].aliases, ["https://blog.test/l"]);
    assert_eq!(plan.episodes[1].aliases, ["https://blog.test/m"]);
    assert!(
        lines(&plan)
            .contains(&"a post: its address belongs to the post of line 5: not kept".into())
    );
}

#[test]
fn a_post_that_stands_twice_in_the_file_is_one_episode() {
    let plan = episodes(&[
        "<guid>g</guid><wp:post_id>7</wp:post_id><title>A</title>",
        "<guid>g</guid><title>B</title>",
    ]);

    let [episode] = &plan.episodes[..] else {
        panic!("{:?}", plan.episodes)
    };
    assert_eq!((episode.title.as_str(), episode.comments), ("A", 2));
    assert_eq!((plan.report.items.found, plan.report.items.merged), (2, 1));
    assert!(
        lines(&plan).contains(&"a post: the post of line 5 again: both make one episode".into())
    );
}

#[test]
fn of_two_posts_with_one_guid_the_older_keeps_it_in_any_order() {
    let (old, new) = (
        "<guid>g</guid><wp:post_id>7</wp:post_id>",
        "<guid>g</guid><wp:post_id>20</wp:post_id>",
    );

    assert_eq!(keys(&[old, new]), ["g", "wp-post-20"]);
    assert_eq!(keys(&[new, old]), ["wp-post-20", "g"]);
    assert_eq!(keys(&[new]), ["g"]);
}

#[test]
fn a_guid_that_is_too_long_is_passed_over_with_a_line() {
    let plan = episodes(&[&format!(
        "<guid>{}</guid><wp:post_id>7</wp:post_id>",
        "x".repeat(MAX_KEY + 1)
    )]);

    assert_eq!(plan.episodes[0].key, "wp-post-7");
    assert!(lines(&plan).contains(&"post 7: an address that is too long to keep".into()));
}

#[test]
fn the_comment_status_is_the_state_of_the_thread() {
    for (status, thread, is_mentioned) in [
        ("open", Thread::Open, false),
        ("closed", Thread::Closed, false),
        ("\n closed\n", Thread::Closed, false),
        ("registered_only", Thread::Open, true),
        ("", Thread::Open, true),
    ] {
        let fields = format!("<guid>g</guid><wp:comment_status>{status}</wp:comment_status>");
        let plan = episodes(&[&fields]);
        assert_eq!(plan.episodes[0].thread, thread, "{status}");
        assert_eq!(
            lines(&plan).iter().any(|line| line.contains("opened")),
            is_mentioned,
            "{status}"
        );
    }
}

#[test]
fn posts_without_comments_to_import_are_counted_and_no_episodes() {
    let items = item("<guid>a</guid>", "")
        + &item("<guid>b</guid>", &comment(1).kind("pingback").xml())
        + &item("<guid>c</guid>", &comment(2).xml());
    let plan = plan(&export(&items));

    assert_eq!(plan.episodes.len(), 1);
    assert_eq!(plan.comments[1].episode(), 0);
    assert_eq!(
        (
            plan.report.items.without_comments,
            plan.report.items.nothing_kept
        ),
        (1, 1)
    );
}

#[test]
fn titles_lose_their_entities_but_not_their_text() {
    let title =
        "<title><![CDATA[Tom &amp; Jerry&#8217;s\n 1 < 2 &hellip; &bogus]]></title><guid>g</guid>";
    assert_eq!(
        episodes(&[title]).episodes[0].title,
        "Tom &amp; Jerry&#8217;s 1 < 2 &hellip; &bogus"
    );

    let title = "<title><![CDATA[Tom &amp; Jerry&#8217;s\n 1 < 2 &hellip;]]></title><guid>g</guid>";
    assert_eq!(
        episodes(&[title]).episodes[0].title,
        "Tom & Jerry’s 1 < 2 …"
    );
}

#[test]
fn a_post_that_stands_twice_keeps_its_own_address() {
    let fields = "<guid>g</guid><link>https://blog.test/l</link>";
    let plan = episodes(&[fields, fields]);

    assert_eq!(plan.episodes[0].aliases, ["https://blog.test/l"]);
    assert!(!lines(&plan).iter().any(|line| line.contains("address")));
}
