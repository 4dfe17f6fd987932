//! Times: whose, and what stands in for them.
use super::*;

fn time_of(draft: Draft) -> (String, Vec<String>) {
    let plan = plan(&one_post(&[draft]));
    (plan.comments[0].time().to_rfc3339(), lines(&plan))
}

fn with_local(date: &str, date_gmt: &str) -> Draft {
    Draft {
        date: date.into(),
        ..comment(1).at(date_gmt)
    }
}

#[test]
fn the_time_in_gmt_counts_to_the_second() {
    let (time, lines) = time_of(with_local("2019-03-31 03:30:59", "2019-03-31 01:30:59"));

    assert_eq!(time, "2019-03-31T01:30:59+00:00");
    assert!(lines.is_empty());
}

#[test]
fn without_it_the_local_time_stands_in() {
    for broken in [
        "0000-00-00 00:00:00",
        "",
        "2019-02-30 10:00:00",
        "soon",
        "1960-01-01 00:00:00",
        "-0001-11-30 00:00:00",
    ] {
        let (time, lines) = time_of(with_local("2019-03-31 03:30:59", broken));
        assert_eq!(time, "2019-03-31T03:30:59+00:00", "{broken}");
        assert_eq!(
            lines,
            ["comment 1: no time in GMT: its local time is taken as UTC"]
        );
    }
}

#[test]
fn without_both_the_time_of_the_post_stands_in() {
    let (time, lines) = time_of(comment(1).at("0000-00-00 00:00:00"));

    assert_eq!(time, "2020-01-02T10:00:00+00:00");
    assert_eq!(
        lines,
        ["comment 1: no time that can be read: that of its post is taken"]
    );
}

#[test]
fn without_any_time_now_stands_in() {
    let file = export(&item(
        "<link>https://blog.test/a</link>",
        &comment(1).at("").xml(),
    ));
    let plan = plan(&file);

    assert_eq!(plan.comments[0].time(), now());
    assert_eq!(
        lines(&plan)[2],
        "comment 1: no time that can be read, nor has its post: now is taken"
    );
}

#[test]
fn no_comment_is_from_the_future() {
    let (time, lines) = time_of(comment(1).at("2999-01-01 00:00:00"));

    assert_eq!(time, now().to_rfc3339());
    assert_eq!(
        lines,
        ["comment 1: its time is in the future: now is taken"]
    );
}

#[test]
fn the_publication_is_taken_from_the_best_date_there_is() {
    for (fields, published) in [
        (
            "<wp:post_date_gmt>2020-01-02 03:04:05</wp:post_date_gmt><pubDate>Thu, 01 Jan 2015 00:00:00 +0000</pubDate>",
            "2020-01-02T03:04:05",
        ),
        (
            "<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt><pubDate>Thu, 01 Jan 2015 02:00:00 +0200</pubDate><wp:post_date>2016-01-01 00:00:00</wp:post_date>",
            "2015-01-01T00:00:00",
        ),
        (
            "<pubDate>Mon, 30 Nov -0001 00:00:00 +0000</pubDate><wp:post_date>2016-01-01 00:00:00</wp:post_date>",
            "2016-01-01T00:00:00",
        ),
    ] {
        let fields = format!("<link>https://blog.test/a</link>{fields}");
        let plan = plan(&export(&item(&fields, &comment(1).xml())));
        assert_eq!(
            plan.episodes[0].published.unwrap().to_rfc3339(),
            format!("{published}+00:00")
        );
    }
}
