//! The thread of an episode as a page without script, for readers and search engines: what somebody
//! signed out sees, in pages that are reached by links.
use super::{
    framed::{STYLE, framed, oembed},
    place::Place,
    view::{CommentView, Sort, Speech, ThreadPage, Viewer},
    words::{self, Words},
};
use crate::{
    app::App,
    domain::{
        Error, caches, episodes, sites,
        threads::{self, Plan, ReplyPlan, Setting, Threaded},
    },
    graphql::{id::GlobalId, page},
    http::{
        finished::Finished,
        language::{self, Language},
        pages::Page as PlainPage,
        window,
    },
    model::{Actor, CommentId, EpisodeId, Order, Page, PageRequest, Site, ThreadState},
};
use askama::Template;
use axum::{
    Router,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderMap, StatusCode, Uri, uri::PathAndQuery},
    response::Response,
    routing::get,
};
use serde::Deserialize;
use std::sync::Arc;

/// Comments at the top of a page, and replies of the comment that a page is about.
const TOPS: u32 = 20;
/// Replies of each comment, level by level; what is further down has pages of its own.
const REPLIES: [u32; 3] = [5, 3, 2];

pub(super) fn routes(app: &Arc<App>, finished: Arc<Finished>) -> Router {
    Router::new()
        .route("/embed/{site}/{episode}", get(kept))
        .with_state((Arc::clone(app), finished))
}

#[derive(Default, Deserialize)]
struct Asked {
    sort: Option<String>,
    after: Option<String>,
    comment: Option<String>,
    lang: Option<String>,
}

/// As it was made last, where nothing has changed since.
async fn kept(
    State((app, finished)): State<(Arc<App>, Arc<Finished>)>,
    Path(path): Path<(String, String)>,
    asked: Result<Query<Asked>, QueryRejection>,
    address: Uri,
    headers: HeaderMap,
) -> Response {
    let Query(asked) = asked.unwrap_or_default();
    let language = language::of(asked.lang.as_deref(), &headers);
    let address = address.path_and_query().map_or("", PathAndQuery::as_str);
    let key = finished.asked(language.tag, address);
    if let Some(answer) = finished.find(&key, &headers).await {
        return answer;
    }
    let make = |()| Box::pin(app.db.for_all(thread(&app, &path, &asked, language)));
    finished.find_or_run(key, &headers, (), make).await
}

async fn thread(
    app: &App,
    (site, key): &(String, String),
    asked: &Asked,
    language: &'static Language,
) -> Response {
    let words = words::of(language);
    let place = Place {
        site,
        key,
        sort: asked
            .sort
            .as_deref()
            .filter(|sort| order(Some(sort)).is_some()),
        lang: asked.lang.as_deref().map(|_| language.tag),
    };
    let speech = Speech {
        language,
        words,
        place: &place,
    };
    match answer(app, speech, asked).await {
        Ok((site, episode, html)) => {
            let own = format!("{}{}", app.public_origin, place.path());
            let name = episode.map_or_else(|| caches::of_site(site.id), caches::of_episode);
            framed(app, &site, (html, oembed(app, &own), name))
        }
        Err(Error::NotFound) => {
            let page = PlainPage::new(language, words.absent).say(words.absent_advice);
            page.answer(StatusCode::NOT_FOUND)
        }
        Err(error) => {
            tracing::error!(?error, "a thread's page could not be made");
            let page = PlainPage::new(language, words.unavailable);
            page.answer(StatusCode::SERVICE_UNAVAILABLE)
        }
    }
}

/// The site, the episode, and the page. An episode that nobody has commented on, or about which nobody but the
/// author of a held comment has said anything, has a page of its own without comments.
async fn answer(
    app: &App,
    speech: Speech<'_>,
    asked: &Asked,
) -> Result<(Arc<Site>, Option<EpisodeId>, String), Error> {
    let place = speech.place;
    let known = episodes::find(app, place.site, place.key).await?;
    let known =
        known.filter(|setting| setting.episode.vouched || setting.episode.comment_count > 0);
    let page = match &known {
        Some(setting) => Shown::read(app, setting, asked).await?,
        None if asked.comment.is_some() || asked.after.is_some() => return Err(Error::NotFound),
        None if place.key.chars().count() > episodes::KEY_MAX => return Err(Error::NotFound),
        None => Shown::nothing(),
    };
    let site = match &known {
        Some(setting) => Arc::clone(&setting.site),
        None => Arc::new(sites::get(app, place.site).await?),
    };
    let html = written(app, (&site, known.as_ref()), speech, page)?;
    let episode = known.map(|setting| setting.episode.id);
    Ok((site, episode, html))
}

/// What of a thread a page is about.
struct Shown {
    pinned: Vec<Threaded>,
    comments: Vec<Threaded>,
    /// It is about one comment, and what is around it.
    is_permalink: bool,
    levels: Vec<PageRequest>,
    order: Order,
    more: Option<String>,
}

impl Shown {
    fn nothing() -> Self {
        Self {
            pinned: Vec::new(),
            comments: Vec::new(),
            is_permalink: false,
            levels: Vec::new(),
            order: Order::Oldest,
            more: None,
        }
    }

    async fn read(app: &App, setting: &Setting, asked: &Asked) -> Result<Self, Error> {
        match asked.comment.as_deref() {
            Some(id) => Self::comment(app, setting, (id, asked)).await,
            None => Self::tops(app, setting, asked).await,
        }
    }

    async fn tops(app: &App, setting: &Setting, asked: &Asked) -> Result<Self, Error> {
        let nobody = Actor::default();
        let order = order(asked.sort.as_deref()).unwrap_or_default();
        let after = asked.after.as_deref();
        let first = i32::try_from(TOPS).ok();
        // What is no cursor leads nowhere.
        let page = page::request(first, after, order, TOPS).map_err(|_| Error::NotFound)?;
        let levels: Vec<PageRequest> = REPLIES.into_iter().map(replies).collect();
        let plan = plan(&levels);
        let pinned = match after {
            None => threads::pinned(app, &nobody, setting, &plan).await?,
            Some(_) => Vec::new(),
        };
        let Page { items, has_next } = threads::thread(app, &nobody, setting, &page, &plan).await?;
        let last = items.last().filter(|_| has_next);
        let more = last.map(|last| page::encode(last.cursor(order), order));
        // Pinned ones stand at the head of the first page, and not a second time on it.
        let is_new = |comment: &Threaded| {
            let mut pinned = pinned.iter();
            !pinned.any(|pinned| pinned.comment.id == comment.comment.id)
        };
        Ok(Self {
            comments: items.into_iter().filter(is_new).collect(),
            pinned,
            is_permalink: false,
            levels,
            order,
            more,
        })
    }

    async fn comment(
        app: &App,
        setting: &Setting,
        (id, asked): (&str, &Asked),
    ) -> Result<Self, Error> {
        let id = CommentId::find(id).ok_or(Error::NotFound)?;
        let first = i32::try_from(TOPS).ok();
        let page = page::request(first, asked.after.as_deref(), Order::Oldest, TOPS);
        let page = page.map_err(|_| Error::NotFound)?;
        let below = REPLIES[1..].iter().copied().map(replies);
        let levels: Vec<PageRequest> = [page].into_iter().chain(below).collect();
        let plan = Plan {
            ancestors: Some(Box::new(plan(&[]))),
            ..plan(&levels)
        };
        let found = threads::find_comment(app, &Actor::default(), id, &plan).await?;
        let found = found.filter(|found| found.comment.episode_id == setting.episode.id);
        Ok(Self {
            comments: vec![found.ok_or(Error::NotFound)?],
            is_permalink: true,
            levels,
            ..Self::nothing()
        })
    }

    fn views(&self, speech: Speech<'_>) -> Vec<CommentView> {
        let mut viewer = Viewer::new(speech);
        if self.is_permalink {
            let comments = self.comments.iter();
            return comments
                .map(|comment| viewer.named(comment, &self.levels))
                .collect();
        }
        let mut views = viewer.list(&self.pinned, &self.levels);
        views.extend(viewer.list(&self.comments, &self.levels));
        views
    }
}

fn replies(first: u32) -> PageRequest {
    PageRequest {
        first,
        after: None,
        order: Order::Oldest,
    }
}

/// Authors, whom each answers, and a page of replies of each of these sizes, one below the other.
fn plan(levels: &[PageRequest]) -> Plan {
    let with_author = || Plan {
        author: true,
        ..Plan::default()
    };
    let replies = levels.split_first().map(|(page, below)| ReplyPlan {
        page: *page,
        plan: plan(below),
    });
    Plan {
        parent: Some(Box::new(with_author())),
        replies: replies.into_iter().collect(),
        ..with_author()
    }
}

fn order(sort: Option<&str>) -> Option<Order> {
    let sort = sort?;
    let known = SORTS.iter().find(|(name, ..)| *name == sort);
    known.map(|(_, order, _)| *order)
}

type Named = fn(&Words) -> &'static str;

const SORTS: [(&str, Order, Named); 4] = [
    ("oldest", Order::Oldest, |words| words.oldest),
    ("newest", Order::Newest, |words| words.newest),
    ("top", Order::Top, |words| words.top),
    ("moment", Order::Moment, |words| words.moment),
];

fn written(
    app: &App,
    (site, known): (&Site, Option<&Setting>),
    speech: Speech<'_>,
    shown: Shown,
) -> Result<String, Error> {
    let Speech {
        language,
        words,
        place,
    } = speech;
    let episode = known.map(|setting| &setting.episode);
    let own = format!("{}{}", app.public_origin, place.path());
    let page = episode.and_then(|episode| episode.url.as_deref());
    let count = episode.map_or(0, |episode| episode.comment_count);
    let view = ThreadPage {
        language,
        words,
        style: STYLE,
        icon: window::icon(),
        // Each comment is found on the page of the whole thread, and that by its first page.
        indexed: count > 0 && !shown.is_permalink,
        site: &site.name,
        heading: heading(speech, episode.map(|episode| (&*episode.title, count))),
        title: episode.map(|episode| &*episode.title),
        count,
        published: episode
            .and_then(|episode| episode.published_at)
            .map(|at| at.to_rfc3339()),
        canonical: page.map_or_else(|| own.clone(), str::to_owned),
        oembed: oembed(app, &own),
        page,
        notices: known.map_or_else(Vec::new, |setting| notices(app, words, setting)),
        whole: shown.is_permalink.then(|| place.whole()),
        sorts: sorts(speech, &shown, count),
        comments: shown.views(speech),
        more: shown.more.map(|cursor| place.after(&cursor)),
    };
    view.render().map_err(|error| Error::Internal(error.into()))
}

fn heading(
    Speech {
        words, language, ..
    }: Speech<'_>,
    about: Option<(&str, i32)>,
) -> String {
    let (title, text) = match about {
        None => return words.no_comments.to_owned(),
        Some((title, 0)) => (title, words.no_thoughts.to_owned()),
        Some((title, count)) => (title, words.thoughts.of(count, language)),
    };
    // Isolated, since a title may be written in the other direction.
    text.replace("{title}", &format!("\u{2068}{title}\u{2069}"))
}

/// Why nobody can post, in the moderator's own words too.
fn notices<'a>(app: &App, words: &'static Words, setting: &'a Setting) -> Vec<&'a str> {
    let episode = &setting.episode;
    let (state, said) = match episode.state_at(&setting.site, app.env.now()) {
        ThreadState::Open => return Vec::new(),
        ThreadState::Locked => (words.locked, episode.lock_reason.as_deref()),
        ThreadState::Closed => (words.closed, episode.closed_message.as_deref()),
    };
    [state].into_iter().chain(said).collect()
}

fn sorts(speech: Speech<'_>, shown: &Shown, count: i32) -> Vec<Sort> {
    if shown.is_permalink || count < 2 {
        return Vec::new();
    }
    let sort = |(name, order, named): (&str, Order, Named)| Sort {
        name: named(speech.words),
        href: speech.place.sorted(name),
        is_chosen: order == shown.order,
    };
    let timed = shown.pinned.iter().chain(&shown.comments).any(is_timed);
    let offered = SORTS.into_iter().filter(|(_, order, _)| {
        let is_by_moment = *order == Order::Moment;
        !is_by_moment || timed || shown.order == *order
    });
    offered.map(sort).collect()
}

/// Whether it, or something shown below it, is about a moment of the episode.
fn is_timed(threaded: &Threaded) -> bool {
    let below = || {
        threaded
            .replies
            .iter()
            .any(|(_, page)| page.items.iter().any(is_timed))
    };
    threaded.comment.moment_seconds.is_some() || below()
}
