//! All conversations as WordPress exports them (WXR 1.2), which WordPress and Disqus both import.
//!
//! Facts of the format: `wp-admin/includes/export.php` of WordPress 7.0; what Disqus adds is from its
//! help pages ("Custom XML Import Format").
use super::{
    lines::{Author, Comment, Counts, Episode},
    read::{Conversation, Conversations, Of},
    readable::{Shown, shown},
};
use crate::domain::Error;
use chrono::{DateTime, Utc};
use quick_xml::{
    Writer,
    events::{BytesCData, BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};
use std::{
    collections::HashMap,
    io::{self, Write},
};

const NAMESPACES: [(&str, &str); 5] = [
    ("version", "2.0"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:dsq", "http://www.disqus.com/"),
    ("xmlns:wp", "http://wordpress.org/export/1.2/"),
];

/// Numbers are given in the order of the file: the systems that read it know no other ids.
struct Numbers {
    episodes: u64,
    comments: u64,
}

pub(super) async fn write<W: Write>(
    of: Of<'_>,
    out: W,
    mut progress: impl FnMut(u64) -> bool,
) -> Result<(W, Counts), Error> {
    let mut conversations = Conversations::of(of).await?;
    let mut file = File(Writer::new_with_indent(out, b' ', 1));
    file.head(of).map_err(super::write::unwritten)?;
    let mut numbers = Numbers {
        episodes: 0,
        comments: 0,
    };
    while let Some(conversation) = conversations.next(of).await? {
        file.item(&conversation, conversations.authors(), &mut numbers)
            .map_err(super::write::unwritten)?;
        if !progress(numbers.comments) {
            // Without its end, so that nobody takes it for whole.
            return Ok((file.0.into_inner(), Counts::default()));
        }
    }
    let counts = Counts {
        authors: conversations.authors().len() as u64,
        episodes: numbers.episodes,
        comments: numbers.comments,
        ..Counts::default()
    };
    let mut out = file.end().map_err(super::write::unwritten)?;
    out.flush().map_err(super::write::unwritten)?;
    Ok((out, counts))
}

struct File<W: Write>(Writer<W>);

impl<W: Write> File<W> {
    fn head(&mut self, of: Of<'_>) -> io::Result<()> {
        let declaration = BytesDecl::new("1.0", Some("UTF-8"), None);
        self.0.write_event(Event::Decl(declaration))?;
        let rss = BytesStart::new("rss").with_attributes(NAMESPACES);
        self.0.write_event(Event::Start(rss))?;
        self.open("channel")?;
        let home = of.site.origins.first().map_or("", String::as_str);
        self.text("title", &of.site.name)?;
        self.text("link", home)?;
        self.text("wp:wxr_version", "1.2")?;
        self.text("wp:base_site_url", home)?;
        self.text("wp:base_blog_url", home)
    }

    fn end(mut self) -> io::Result<W> {
        self.close("channel")?;
        self.close("rss")?;
        Ok(self.0.into_inner())
    }

    fn item(
        &mut self,
        Conversation { episode, comments }: &Conversation,
        authors: &HashMap<String, Author>,
        numbers: &mut Numbers,
    ) -> io::Result<()> {
        numbers.episodes += 1;
        self.open("item")?;
        self.episode(episode, numbers.episodes)?;
        let shown = shown(comments);
        let mut own = HashMap::with_capacity(shown.len());
        for said in &shown {
            numbers.comments += 1;
            own.insert(said.comment.id.as_str(), numbers.comments);
        }
        for said in &shown {
            let number = |id: &str| own.get(id).copied().unwrap_or(0);
            let place = (number(&said.comment.id), said.answers.map_or(0, number));
            self.comment(said, authors.get(&said.comment.author_id), place)?;
        }
        self.close("item")
    }

    fn episode(&mut self, episode: &Episode, number: u64) -> io::Result<()> {
        let published = episode.published_at.unwrap_or(episode.created_at);
        let is_open = episode.state == "OPEN";
        self.text("title", &episode.title)?;
        self.text("link", episode.url.as_deref().unwrap_or(&episode.key))?;
        self.text("pubDate", &published.to_rfc2822())?;
        let guid = BytesStart::new("guid").with_attributes([("isPermaLink", "false")]);
        self.0.write_event(Event::Start(guid))?;
        self.0
            .write_event(Event::Text(BytesText::new(&printable(&episode.key))))?;
        self.close("guid")?;
        self.text("content:encoded", "")?;
        self.text("dsq:thread_identifier", &episode.key)?;
        self.text("wp:post_id", &number.to_string())?;
        self.text("wp:post_date", &date(published))?;
        self.text("wp:post_date_gmt", &date(published))?;
        self.text("wp:comment_status", if is_open { "open" } else { "closed" })?;
        self.text("wp:ping_status", "closed")?;
        self.text("wp:status", "publish")?;
        self.text("wp:post_type", "post")
    }

    /// `number` is its own, and that of what it answers; 0 for nothing.
    fn comment(
        &mut self,
        said: &Shown<'_>,
        author: Option<&Author>,
        (number, parent): (u64, u64),
    ) -> io::Result<()> {
        let Comment { created_at, .. } = said.comment;
        let email = author.and_then(|author| author.email.as_deref());
        self.open("wp:comment")?;
        self.text("wp:comment_id", &number.to_string())?;
        self.cdata(
            "wp:comment_author",
            author.map_or("", |one| &one.display_name),
        )?;
        self.text("wp:comment_author_email", email.unwrap_or_default())?;
        self.text("wp:comment_author_url", "")?;
        self.text("wp:comment_author_IP", "")?;
        self.text("wp:comment_date", &date(*created_at))?;
        self.text("wp:comment_date_gmt", &date(*created_at))?;
        self.cdata("wp:comment_content", &said.html())?;
        self.text("wp:comment_approved", said.approved())?;
        self.text("wp:comment_type", "comment")?;
        self.text("wp:comment_parent", &parent.to_string())?;
        self.text("wp:comment_user_id", "0")?;
        self.close("wp:comment")
    }

    fn open(&mut self, name: &str) -> io::Result<()> {
        self.0.write_event(Event::Start(BytesStart::new(name)))
    }

    fn close(&mut self, name: &str) -> io::Result<()> {
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.0
            .create_element(name)
            .write_text_content(BytesText::new(&printable(text)))?;
        Ok(())
    }

    fn cdata(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.0.write_event(Event::Start(BytesStart::new(name)))?;
        for part in BytesCData::escaped(&printable(text)) {
            self.0.write_event(Event::CData(part))?;
        }
        self.close(name)
    }
}

/// XML has no place for control characters, nor for two that are none.
fn printable(text: &str) -> String {
    let is_allowed = |c: &char| match c {
        '\n' | '\t' => true,
        '\u{FFFE}' | '\u{FFFF}' => false,
        c => !c.is_control(),
    };
    text.chars().filter(is_allowed).collect()
}

fn date(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M:%S").to_string()
}
