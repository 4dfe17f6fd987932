//! How exports are read, from the outside: a file goes in, a plan and texts come out.
mod authors;
mod big;
mod broken;
mod dates;
mod episodes;
mod files;
mod parents;
mod random;
mod shapes;
mod states;

use super::WordPress;
use crate::domain::imports::reading::{self, *};
use chrono::{DateTime, Utc};
use std::{fmt::Write, io::BufRead};

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_secs(1_750_000_000).unwrap()
}

fn options() -> Options {
    Options::new(now(), |html, _| (!html.is_empty()).then_some(html.len()))
}

fn survey(file: impl BufRead, options: &Options) -> Result<Plan, ImportError> {
    reading::survey(WordPress::new(file)?, options)
}

fn comments<'a>(
    file: impl BufRead + 'a,
    plan: &'a Plan,
) -> Box<dyn Iterator<Item = Result<PlannedComment, ImportError>> + 'a> {
    match WordPress::new(file) {
        Ok(reader) => Box::new(reading::comments(reader, plan)),
        Err(error) => Box::new(std::iter::once(Err(error))),
    }
}

/// The plan of a file that must be readable, with its sums checked.
fn plan(file: &str) -> Plan {
    plan_with(file, &options())
}

fn plan_with(file: &str, options: &Options) -> Plan {
    let plan = survey(file.as_bytes(), options).unwrap();
    plan.report.check().unwrap();
    plan
}

/// What the second reading hands out.
fn texts(file: &str, plan: &Plan) -> Vec<PlannedComment> {
    comments(file.as_bytes(), plan)
        .collect::<Result<_, _>>()
        .unwrap()
}

/// The report's lines, without the places in the file.
fn lines(plan: &Plan) -> Vec<String> {
    plan.report
        .lines
        .iter()
        .map(|line| format!("{}: {}", line.subject, line.what))
        .collect()
}

/// A whole export around some items.
fn export(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\">\n\
         <channel>\n<wp:wxr_version>1.2</wp:wxr_version>\n{items}</channel>\n</rss>\n"
    )
}

/// A public post around some comments.
fn post(number: u32, comments: &str) -> String {
    item(
        &format!(
            "<title>Post {number}</title><link>https://blog.test/{number}/</link>\
             <guid isPermaLink=\"false\">https://blog.test/?p={number}</guid><wp:post_id>{number}</wp:post_id>\
             <wp:post_date_gmt>2020-01-0{} 10:00:00</wp:post_date_gmt><wp:comment_status>open</wp:comment_status>\
             <wp:status>publish</wp:status><wp:post_type>post</wp:post_type>",
            number % 9 + 1
        ),
        comments,
    )
}

fn item(fields: &str, comments: &str) -> String {
    format!("<item>{fields}\n{comments}</item>\n")
}

/// A comment in the making; what is not named is as in an ordinary one.
#[derive(Clone, Debug)]
struct Draft {
    id: String,
    parent: String,
    author: String,
    email: String,
    url: String,
    date: String,
    date_gmt: String,
    approved: String,
    kind: String,
    content: String,
}

fn comment(id: u64) -> Draft {
    Draft {
        id: id.to_string(),
        parent: "0".into(),
        author: "Ana".into(),
        email: "ana@mail.test".into(),
        url: String::new(),
        date: String::new(),
        date_gmt: "2020-02-01 12:00:00".into(),
        approved: "1".into(),
        kind: "comment".into(),
        content: format!("Text {id}"),
    }
}

impl Draft {
    fn to(mut self, parent: u64) -> Self {
        self.parent = parent.to_string();
        self
    }

    fn by(mut self, author: &str, email: &str) -> Self {
        self.author = author.into();
        self.email = email.into();
        self
    }

    fn at(mut self, date_gmt: &str) -> Self {
        self.date_gmt = date_gmt.into();
        self
    }

    fn is(mut self, approved: &str) -> Self {
        self.approved = approved.into();
        self
    }

    fn kind(mut self, kind: &str) -> Self {
        self.kind = kind.into();
        self
    }

    fn says(mut self, content: &str) -> Self {
        self.content = content.into();
        self
    }

    /// On one line.
    fn xml(&self) -> String {
        let fields = [
            ("id", &self.id),
            ("parent", &self.parent),
            ("author", &self.author),
            ("author_email", &self.email),
            ("author_url", &self.url),
            ("date", &self.date),
            ("date_gmt", &self.date_gmt),
            ("approved", &self.approved),
            ("type", &self.kind),
            ("content", &self.content),
        ];
        let mut xml = String::from("<wp:comment>");
        for (name, value) in fields {
            write!(
                xml,
                "<wp:comment_{name}><![CDATA[{value}]]></wp:comment_{name}>"
            )
            .unwrap();
        }
        xml + "</wp:comment>\n"
    }
}

/// An export of one public post, number 1.
fn one_post(comments: &[Draft]) -> String {
    export(&post(
        1,
        &comments.iter().map(Draft::xml).collect::<String>(),
    ))
}

/// Who stands under whom, by the blog's numbers, of what is imported.
fn tree(plan: &Plan) -> Vec<(u64, Option<u64>)> {
    let number = |comment: &PlanComment| comment.source_id.to_string().parse().unwrap();
    plan.kept()
        .map(|(_, comment)| {
            let parent = comment.parent().map(|parent| &plan.comments[parent]);
            (number(comment), parent.map(number))
        })
        .collect()
}
