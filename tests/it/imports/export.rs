//! `WordPress` exports in the making; what is not named is as in an ordinary one.
use std::fmt::Write as _;

/// With a field or two missing and white space where it does not belong.
pub(crate) const SAMPLE: &str =
    include_str!("../../../src/domain/imports/wordpress/testdata/sample.xml");
/// Every trap at once.
pub(crate) const NASTY: &str =
    include_str!("../../../src/domain/imports/wordpress/testdata/nasty.xml");

#[derive(Clone)]
pub(crate) struct Post {
    number: u32,
    state: &'static str,
    link: String,
    guid: String,
    comments: String,
}

/// A public post with an open thread.
pub(crate) fn post(number: u32) -> Post {
    Post {
        number,
        state: "open",
        link: format!("https://history.example/{number}/"),
        guid: format!("https://history.example/?p={number}"),
        comments: String::new(),
    }
}

impl Post {
    pub(crate) fn closed(mut self) -> Self {
        self.state = "closed";
        self
    }

    pub(crate) fn link(mut self, link: &str) -> Self {
        link.clone_into(&mut self.link);
        self
    }

    pub(crate) fn guid(mut self, guid: &str) -> Self {
        guid.clone_into(&mut self.guid);
        self
    }

    pub(crate) fn with(mut self, comments: impl IntoIterator<Item = Draft>) -> Self {
        for comment in comments {
            comment.write(&mut self.comments);
        }
        self
    }

    fn write(&self, xml: &mut String) {
        let Self {
            number,
            state,
            link,
            guid,
            comments,
        } = self;
        let day = number % 28 + 1;
        write!(
            xml,
            "<item><title>Post {number}</title><link>{link}</link>\
             <guid isPermaLink=\"false\">{guid}</guid><wp:post_id>{number}</wp:post_id>\
             <wp:post_date_gmt>2019-01-{day:02} 10:00:00</wp:post_date_gmt>\
             <wp:comment_status>{state}</wp:comment_status><wp:status>publish</wp:status>\
             <wp:post_type>post</wp:post_type>\n{comments}</item>\n"
        )
        .unwrap();
    }
}

#[derive(Clone)]
pub(crate) struct Draft {
    id: u64,
    parent: u64,
    author: String,
    email: String,
    approved: &'static str,
    content: String,
}

/// Approved, by Ana, on the second of its number, answering the post.
pub(crate) fn comment(id: u64) -> Draft {
    Draft {
        id,
        parent: 0,
        author: "Ana".to_owned(),
        email: "ana@example.org".to_owned(),
        approved: "1",
        content: format!("Text {id}"),
    }
}

impl Draft {
    pub(crate) fn to(mut self, parent: u64) -> Self {
        self.parent = parent;
        self
    }

    pub(crate) fn by(mut self, author: &str, email: &str) -> Self {
        author.clone_into(&mut self.author);
        email.clone_into(&mut self.email);
        self
    }

    pub(crate) fn held(mut self) -> Self {
        self.approved = "0";
        self
    }

    /// As the blog spells it.
    pub(crate) fn state(mut self, approved: &'static str) -> Self {
        self.approved = approved;
        self
    }

    pub(crate) fn says(mut self, content: &str) -> Self {
        content.clone_into(&mut self.content);
        self
    }

    fn write(&self, xml: &mut String) {
        let Self {
            id,
            parent,
            author,
            email,
            approved,
            content,
        } = self;
        let (hour, minute, second) = (id / 3600 % 24, id / 60 % 60, id % 60);
        let day = id / 86_400 % 28 + 1;
        writeln!(
            xml,
            "<wp:comment><wp:comment_id>{id}</wp:comment_id>\
             <wp:comment_author><![CDATA[{author}]]></wp:comment_author>\
             <wp:comment_author_email>{email}</wp:comment_author_email>\
             <wp:comment_author_IP>192.0.2.77</wp:comment_author_IP>\
             <wp:comment_date_gmt>2020-02-{day:02} {hour:02}:{minute:02}:{second:02}</wp:comment_date_gmt>\
             <wp:comment_content><![CDATA[{content}]]></wp:comment_content>\
             <wp:comment_approved>{approved}</wp:comment_approved>\
             <wp:comment_type>comment</wp:comment_type>\
             <wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
        )
        .unwrap();
    }
}

/// A whole file.
pub(crate) fn export(posts: impl IntoIterator<Item = Post>) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" \
         xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel>\n\
         <wp:wxr_version>1.2</wp:wxr_version>\n",
    );
    for post in posts {
        post.write(&mut xml);
    }
    xml + "</channel>\n</rss>\n"
}
