//! Each episode as a page of HTML by itself: what everybody may read, without any script, to be put on
//! any web server or kept.
use super::{
    lines::{Author, Comment, Counts, Episode},
    read::{Conversation, Conversations, Of},
    readable::{html, is_public},
};
use crate::{app::App, domain::Error, model::Site};
use quick_xml::escape::escape;
use std::{
    collections::{HashMap, HashSet},
    fmt::Write as _,
    fs, io,
    path::Path,
};

const STYLE: &str = "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;\
overflow-wrap:anywhere}.thread{list-style:none;padding:0}.thread .thread{padding-inline-start:1rem;border-inline-start:1px \
solid #8888}article{margin-block:1.5rem}header{font-weight:600}time,.gone{font-weight:400;opacity:.7}";

/// Leads to all others, and they lead back.
const INDEX: &str = "index.html";

/// Into a folder that is there, and where each file is new.
pub async fn write(
    app: &App,
    site: &Site,
    folder: &Path,
    mut progress: impl FnMut(u64),
) -> Result<Counts, Error> {
    let snapshot = app.db.snapshot().await?;
    let of = Of {
        db: &snapshot,
        site,
        with_addresses: false,
    };
    let mut conversations = Conversations::of(of).await?;
    let mut counts = Counts::default();
    let mut index = String::new();
    while let Some(conversation) = conversations.next(of).await? {
        let page = Page::of(site, &conversation, conversations.authors());
        if page.comments == 0 {
            continue;
        }
        counts.episodes += 1;
        counts.comments += page.comments;
        let name = file_name(counts.episodes, &conversation.episode.key);
        keep(folder, &name, &page.text).map_err(super::write::unwritten)?;
        let title = escape(title(&conversation.episode));
        writeln!(
            index,
            "<li><a href=\"{name}\">{title}</a> ({})</li>",
            page.comments
        )
        .ok();
        progress(counts.comments);
    }
    let body = format!("<h1>{}</h1>\n<ul>\n{index}</ul>\n", escape(&site.name));
    keep(folder, INDEX, &document(&site.name, &body)).map_err(super::write::unwritten)?;
    counts.authors = conversations.authors().len() as u64;
    Ok(counts)
}

struct Page<'a> {
    below: HashMap<Option<&'a str>, Vec<&'a Comment>>,
    authors: &'a HashMap<String, Author>,
    /// Comments that everybody may read, and those above them.
    places: HashSet<&'a str>,
    comments: u64,
    text: String,
}

impl<'a> Page<'a> {
    fn of(
        site: &Site,
        conversation: &'a Conversation,
        authors: &'a HashMap<String, Author>,
    ) -> Self {
        let Conversation { episode, comments } = conversation;
        let mut page = Self {
            below: HashMap::new(),
            authors,
            places: HashSet::new(),
            comments: 0,
            text: String::new(),
        };
        let known: HashMap<&str, &Comment> =
            comments.iter().map(|one| (one.id.as_str(), one)).collect();
        for comment in comments {
            let above = comment.nested_under_id.as_deref();
            page.below.entry(above).or_default().push(comment);
            if is_public(comment) {
                page.comments += 1;
                let mut next = Some(comment);
                while let Some(place) = next.filter(|place| page.places.insert(&place.id)) {
                    let above = place.nested_under_id.as_deref();
                    next = above.and_then(|id| known.get(id).copied());
                }
            }
        }
        let title = title(episode);
        let (site, heading) = (escape(&site.name), escape(title));
        let mut body = format!("<nav><a href=\"{INDEX}\">{site}</a></nav>\n<h1>{heading}</h1>\n");
        if let Some(url) = episode.url.as_deref().filter(|url| url.starts_with("http")) {
            let url = escape(url);
            writeln!(body, "<p><a href=\"{url}\">{url}</a></p>").ok();
        }
        page.list(None, &mut body);
        if episode.state == "CLOSED" {
            let message = episode.closed_message.as_deref();
            let message = escape(message.unwrap_or("Comments are closed."));
            writeln!(body, "<p>{message}</p>").ok();
        }
        page.text = document(title, &body);
        page
    }

    /// As deep as the site shows threads, which is ten levels at most.
    fn list(&self, above: Option<&str>, out: &mut String) {
        let below = self.below.get(&above).into_iter().flatten();
        let below: Vec<_> = below
            .filter(|comment| self.places.contains(comment.id.as_str()))
            .collect();
        if below.is_empty() {
            return;
        }
        out.push_str("<ol class=\"thread\">\n");
        for comment in below {
            let id = escape(&comment.id);
            writeln!(out, "<li><article id=\"{id}\">").ok();
            self.one(comment, out);
            out.push_str("</article>\n");
            self.list(Some(&comment.id), out);
            out.push_str("</li>\n");
        }
        out.push_str("</ol>\n");
    }

    fn one(&self, comment: &Comment, out: &mut String) {
        if !is_public(comment) {
            out.push_str("<p class=\"gone\">This comment was removed.</p>");
            return;
        }
        let author = self.authors.get(&comment.author_id);
        let name = escape(author.map_or("", |author| &author.display_name));
        let at = comment.created_at;
        let (machine, human) = (at.to_rfc3339(), at.format("%Y-%m-%d %H:%M UTC"));
        writeln!(
            out,
            "<header><bdi>{name}</bdi> <time datetime=\"{machine}\">{human}</time></header>\n\
             <div dir=\"auto\">{}</div>",
            html(comment)
        )
        .ok();
    }
}

fn title(episode: &Episode) -> &str {
    Some(episode.title.as_str())
        .filter(|title| !title.is_empty())
        .unwrap_or(&episode.key)
}

fn document(title: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        "<!doctype html>\n<html>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n{body}</html>\n"
    )
}

/// Any key makes one that any file system takes.
fn file_name(number: u64, key: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '-'
        }
    };
    let key: String = key.chars().map(plain).take(60).collect();
    format!("{number:05}-{}.html", key.trim_matches('-'))
}

fn keep(folder: &Path, name: &str, text: &str) -> io::Result<()> {
    let mut new = fs::File::create_new(folder.join(name))?;
    io::Write::write_all(&mut new, text.as_bytes())
}
