//! Files that are refused: where, why, and what to do.
use super::*;

/// The refusal, which a second reading must share.
fn refusal(file: &[u8]) -> String {
    let error = survey(file, &options()).unwrap_err();
    let again = comments(file, &plan(&export("")))
        .find_map(Result::err)
        .unwrap();
    assert_eq!(error.to_string(), again.to_string());
    error.to_string()
}

fn check(file: impl AsRef<[u8]>, place: &str, problem: &str) {
    let refusal = refusal(file.as_ref());
    let (before, after) = refusal.split_once(": ").unwrap();
    assert_eq!(before, place, "{refusal}");
    assert!(after.contains(problem), "{refusal}");
}

#[test]
fn a_file_that_ends_early_is_refused_wherever_it_ends() {
    let file = one_post(&[comment(1), comment(2).says("x ]] > &amp; <b>")]);
    let end = file.trim_end().len();
    for length in 1..end {
        assert!(
            survey(&file.as_bytes()[..length], &options()).is_err(),
            "{}",
            &file[..length]
        );
    }
    assert!(survey(&file.as_bytes()[..end], &options()).is_ok());
}

#[test]
fn the_end_of_an_incomplete_file_is_located() {
    let rss = "<rss>\n<channel>\n <item>\n";
    check(rss, "line 4, column 1", "but <item> (line 3) is still open");
    check(
        format!("{rss}  <wp:comment"),
        "line 4, column 3",
        "the file ends inside the tag",
    );
    check(
        format!("{rss}  <title><![CDATA[ä"),
        "line 4, column 10",
        "the file ends inside the CDATA section",
    );
    check(
        format!("{rss}ä&#12"),
        "line 4, column 2",
        "a `&` stands alone",
    );
}

#[test]
fn tags_must_match() {
    check(
        "<rss>\n <channel>\n  <a></b>",
        "line 3, column 6",
        "</b> where </a> should stand",
    );
    check(
        "<rss><channel></rss>",
        "line 1, column 15",
        "</rss> where </channel> should stand",
    );
    check(
        "<rss></rss>\n</rss>",
        "line 2, column 1",
        "</rss> closes nothing",
    );
    check("<rss><></></rss>", "line 1, column 6", "is not a tag");
    check("<rss>1 < 2</rss>", "line 1, column 8", "is not a tag");
    check("<rss a=1></rss>", "line 1, column 1", "in <rss>");
    check("<rss a='1' a='2'></rss>", "line 1, column 1", "in <rss>");
}

#[test]
fn one_outermost_element_and_nothing_around_it() {
    check(
        "<rss></rss>\n <rss></rss>",
        "line 2, column 2",
        "one outermost element",
    );
    check(
        "<rss></rss>\nPHP Warning",
        "line 1, column 12",
        "one outermost element",
    );
    check(
        "Notice: x in y.php\n<rss/>",
        "line 1, column 1",
        "looks like plain text",
    );
    check(
        "<!-- only this -->",
        "line 1, column 19",
        "the file is empty",
    );
}

#[test]
fn any_doctype_is_refused() {
    check(
        "<?xml version='1.0'?>\n<!DOCTYPE rss>\n<rss/>",
        "line 2, column 1",
        "DOCTYPE",
    );
    check(
        "<!doctype html>\n<html></html>",
        "line 1, column 1",
        "DOCTYPE",
    );
    check(
        "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss>&x;</rss>",
        "line 1, column 1",
        "DOCTYPE",
    );
    check("<!DOCTYPE rss [", "line 1, column 1", "DOCTYPE");
}

#[test]
fn a_billion_laughs_are_refused_before_the_first() {
    let mut file = String::from("<!DOCTYPE rss [<!ENTITY a0 \"ha\">");
    for level in 1..10 {
        write!(
            file,
            "<!ENTITY a{level} \"{}\">",
            format!("&a{};", level - 1).repeat(10)
        )
        .unwrap();
    }
    check(file + "]><rss>&a9;</rss>", "line 1, column 1", "DOCTYPE");
}

#[test]
fn unknown_entities_and_bare_ampersands_are_located() {
    let file =
        |text: &str| format!("<rss>\n<channel><item><title>{text}</title></item></channel></rss>");
    check(
        file("a &nbsp; b"),
        "line 2, column 25",
        "`&nbsp;` is not defined in XML",
    );
    check(
        file("&#xD800;"),
        "line 2, column 23",
        "`&#xD800;` is not defined",
    );
    check(file("&#0;"), "line 2, column 23", "`&#0;` is not defined");
    check(file("ä & b"), "line 2, column 25", "a `&` stands alone");
    check(file("a &<b/>"), "line 2, column 25", "a `&` stands alone");
}

#[test]
fn markup_in_a_field_is_refused_rather_than_lost() {
    let file = one_post(&[comment(1)]).replace("<![CDATA[Text 1]]>", "Some <b>bold</b> text");

    assert!(
        refusal(file.as_bytes())
            .contains("<wp:comment_content> may hold text only, but <b> stands in it")
    );
}

#[test]
fn only_utf_8_is_read() {
    check(
        b"<rss>\n<title>Z\xF6e</title></rss>",
        "line 2, column 9",
        "not UTF-8",
    );
    check(
        "ä<rss>\n".as_bytes().split_last().unwrap().1,
        "line 1, column 1",
        "plain text",
    );
    check(
        "<?xml version='1.0' encoding='ISO-8859-1'?><rss/>",
        "line 1, column 1",
        "the file is in ISO-8859-1",
    );
    check(
        b"\xFF\xFE<\0r\0",
        "line 1, column 1",
        "the file is in UTF-16",
    );
    check(b"\0<\0r", "line 1, column 1", "the file is in UTF-16");
}

#[test]
fn what_is_no_export_is_named() {
    check("", "line 1, column 1", "the file is empty");
    check(" \n ", "line 2, column 2", "the file is empty");
    check(
        b"\x1F\x8B\x08\0",
        "line 1, column 1",
        "packed with gzip; unpack it first",
    );
    check(b"PK\x03\x04", "line 1, column 1", "packed with zip");
    check("{\"comments\": []}", "line 1, column 1", "looks like JSON");
    check("\n [1]", "line 1, column 1", "looks like JSON");
    check("Hello", "line 1, column 1", "looks like plain text");
    check(
        "<disqus></disqus>",
        "line 1, column 1",
        "this is a Disqus export",
    );
    check(
        "<html><body>404</body></html>",
        "line 1, column 1",
        "a web page",
    );
    check(
        "<rss><channel><item><title>x</title></item></channel></rss>",
        "line 1, column 1",
        "a feed is not enough",
    );
}

#[test]
fn depth_tags_and_pieces_are_bounded() {
    check(
        "<a>".repeat(100_000).replacen("<a>", "<rss>", 1),
        "line 1, column 195",
        "nested deeper than 64 levels",
    );
    check(
        format!("<rss {}>", "a='' ".repeat(5_000)),
        "line 1, column 1",
        "has more markup inside",
    );
    check(
        format!("<rss>\n<{}>", "x".repeat(20_000)),
        "line 2, column 1",
        "has more markup inside",
    );
    let endless = format!("<rss>\n <title><![CDATA[{}", "x".repeat(17 << 20));
    check(&endless, "line 2, column 9", "larger than 16777216 bytes");
    check(
        endless.replace("<![CDATA[", ""),
        "line 2, column 9",
        "larger than 16777216 bytes",
    );
    check(
        endless.replace("<![CDATA[", "&"),
        "line 2, column 9",
        "larger than 16777216 bytes",
    );
    check(
        endless.replace("<![CDATA[", "<"),
        "line 2, column 9",
        "larger than 16777216 bytes",
    );
}

#[test]
fn too_many_comments_or_items_are_refused_and_exactly_enough_are_not() {
    let file = one_post(&[comment(1), comment(2)]).replace("</channel>", "<item/></channel>");
    let with = |max_comments, max_items| {
        survey(
            file.as_bytes(),
            &Options {
                max_comments,
                max_items,
                ..options()
            },
        )
    };

    assert!(with(2, 2).is_ok());
    assert!(
        with(1, 2)
            .unwrap_err()
            .to_string()
            .contains("more than 1 comments; export in parts")
    );
    assert!(
        with(2, 1)
            .unwrap_err()
            .to_string()
            .contains("more than 1 items; export in parts")
    );
}

#[test]
fn a_file_that_changed_between_the_readings_is_noticed() {
    let file = one_post(&[comment(1), comment(2)]);
    let plan = plan(&file);
    for changed in [
        one_post(&[comment(1)]),
        one_post(&[comment(1), comment(3)]),
        one_post(&[comment(1), comment(2), comment(3)]),
        file.replacen("<wp:comment>", "\n<wp:comment>", 1),
    ] {
        let error = comments(changed.as_bytes(), &plan)
            .find_map(Result::err)
            .unwrap();
        assert!(matches!(error.problem, Problem::Changed(_)), "{error}");
    }
}

#[test]
fn after_an_error_nothing_more_comes() {
    let file = one_post(&[comment(1), comment(2)]);
    let plan = plan(&file);
    let mut stream = comments(&file.as_bytes()[..file.len() - 60], &plan);

    assert!(stream.next().unwrap().is_ok());
    assert!(stream.by_ref().any(|result| result.is_err()));
    assert!(stream.next().is_none());
}

#[test]
fn a_disk_that_fails_is_an_error_with_a_place() {
    struct Failing;
    impl std::io::Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("bad sector"))
        }
    }
    let file = std::io::BufReader::new(std::io::Read::chain(&b"<rss>\n<channel>"[..], Failing));

    let error = survey(file, &options()).unwrap_err().to_string();
    assert_eq!(
        error,
        "line 2, column 10: reading failed: bad sector; try again"
    );
}
