//! Long files: nothing grows but the facts of the plan.
use super::*;
use std::io::{BufReader, Read};

/// An export made while it is read: posts of a hundred comments until it is long enough.
struct Endless {
    wanted: u64,
    made: u64,
    post: u32,
    pending: std::io::Cursor<Vec<u8>>,
    is_over: bool,
}

impl Endless {
    fn new(wanted: u64) -> Self {
        let head = export("");
        let (head, _) = head.split_once("</channel>").unwrap();
        Self {
            wanted,
            made: 0,
            post: 0,
            pending: std::io::Cursor::new(head.into()),
            is_over: false,
        }
    }

    fn refill(&mut self) {
        let text = if self.made < self.wanted {
            self.post += 1;
            let filler = "All the text of a post, which nobody reads here. ".repeat(200);
            let comments: String = (0..100).map(|number| self.comment(number)).collect();
            post(
                self.post,
                &format!("<content:encoded><![CDATA[{filler}]]></content:encoded>{comments}"),
            )
        } else {
            self.is_over = true;
            "</channel></rss>\n".into()
        };
        self.pending = std::io::Cursor::new(text.into());
    }

    fn comment(&self, number: u64) -> String {
        let id = u64::from(self.post) * 100 + number;
        comment(id)
            .to(if number == 0 { 0 } else { id - 1 })
            .by(
                &format!("Author {}", id % 3_000),
                &format!("a{}@mail.test", id % 3_000),
            )
            .says(&"Words of a comment. ".repeat(25))
            .xml()
    }
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let mut read = self.pending.read(into)?;
        if read == 0 && !self.is_over {
            self.refill();
            read = self.pending.read(into)?;
        }
        self.made += read as u64;
        Ok(read)
    }
}

#[test]
fn a_long_file_streams_through_a_small_buffer() {
    let mut reader = WordPress::new(BufReader::new(Endless::new(16 << 20))).unwrap();
    let (mut records, mut bytes) = (0, 0);
    while let Some(record) = reader.next().unwrap() {
        records += 1;
        if let Record::Comment(comment) = record {
            bytes += comment.text.as_str().len();
        }
    }

    assert!(records > 13_000, "{records}");
    assert!(bytes > 6_000_000, "{bytes}");
    assert!(reader.buffered() < 64 << 10, "{}", reader.buffered());
}

#[test]
fn the_plan_of_a_long_file_is_small() {
    let wanted = 4 << 20;
    let plan = survey(BufReader::new(Endless::new(wanted)), &options()).unwrap();

    plan.report.check().unwrap();
    assert_eq!(size_of::<PlanComment>(), 48);
    assert_eq!(size_of_val(&plan.authors[0]), 16);
    assert_eq!(plan.report.authors, 3_000);
    assert!(plan.report.lines.is_empty());
    let texts = comments(BufReader::new(Endless::new(wanted)), &plan);
    assert_eq!(texts.map(Result::unwrap).count(), plan.comments.len());
}
