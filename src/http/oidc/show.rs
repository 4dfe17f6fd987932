//! What the window shows of what has come, in the language of whoever reads it.
use super::{
    message::Message,
    page::{self, Closing},
    words,
};
use crate::{
    domain::{
        Error,
        credentials::session_cookie,
        oidc::{Failure, Reached, Step, Why},
        sessions::{Arrival, Kept},
    },
    http::language::{self, Language},
    model::Window,
};
use axum::{
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use url::form_urlencoded::Serializer;

/// Who looks at the window. What the page has asked for that opened it comes before what their
/// browser accepts.
pub(super) struct Reader<'a> {
    headers: &'a HeaderMap,
    asked: Option<&'a str>,
}

impl<'a> Reader<'a> {
    pub(super) fn of(headers: &'a HeaderMap) -> Self {
        Self {
            headers,
            asked: None,
        }
    }

    pub(super) fn asking(self, asked: Option<&'a str>) -> Self {
        Self { asked, ..self }
    }

    pub(super) fn show(&self, come: Result<Reached, Failure>) -> Response {
        match come {
            Ok(Reached { window, step }) => reached(self.language(Some(&window)), &window, step),
            Err(Failure { window, why }) => {
                let language = self.language(window.as_deref());
                failed(language, window.as_deref(), &why)
            }
        }
    }

    fn language(&self, window: Option<&Window>) -> &'static Language {
        let asked = window.map_or(self.asked, |window| window.locale.as_deref());
        language::of(asked, self.headers)
    }
}

fn reached(language: &'static Language, window: &Window, step: Step) -> Response {
    let words = words::of(language);
    let origin = window.origin.as_str();
    let page = match step {
        Step::Ask(question) => return page::ask(language, &question),
        Step::Linked => match &window.next {
            Some(next) => Closing::leading_on(language, words.linked.title, next),
            None => Closing::done(language, &words.linked, Some((origin, Message::Linked))),
        },
        Step::Arrived {
            arrival: Arrival::SecondFactor(challenge),
            site,
        } => Closing::going_on(language, &challenge, &sign_in(&site, window)),
        Step::Arrived {
            arrival: Arrival::InCookie(kept),
            ..
        } => return kept_in_cookie(language, window, &kept),
        Step::Arrived { arrival, .. } => {
            let told = Message::of(arrival).map(|message| (origin, message));
            Closing::done(language, &words.signed_in, told)
        }
    };
    page.answer(StatusCode::OK)
}

fn kept_in_cookie(language: &'static Language, window: &Window, kept: &Kept) -> Response {
    let title = words::of(language).signed_in.title;
    let next = window.next.as_deref().unwrap_or("/");
    let mut page = Closing::leading_on(language, title, next).answer(StatusCode::OK);
    if let Ok(cookie) = session_cookie::set(&kept.cookie).try_into() {
        page.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    page
}

/// The sign-in window, as the page has opened this one.
fn sign_in(site: &str, window: &Window) -> String {
    let mut query = Serializer::new(String::new());
    query.append_pair("site", site);
    match &window.next {
        Some(next) => query.append_pair("next", next),
        None => query.append_pair("origin", &window.origin),
    };
    if let Some(locale) = &window.locale {
        query.append_pair("locale", locale);
    }
    format!("/sign-in?{}", query.finish())
}

fn failed(language: &'static Language, window: Option<&Window>, why: &Why) -> Response {
    if let Why::Error(Error::Internal(cause)) = why {
        tracing::error!(error = %format!("{cause:#}"), "a sign-in by a provider failed");
    }
    let words = words::of(language);
    let reason = why.reason();
    let said = (words.not_signed_in, words.why.sentence(why));
    let page = match window {
        Some(Window {
            next: Some(next), ..
        }) => Closing::new(language, said, None).with_way_back(language, next),
        Some(Window { origin, .. }) => {
            Closing::new(language, said, Some((origin, Message::Failed { reason })))
        }
        None => Closing::new(language, said, None),
    };
    page.answer(status(why))
}

fn status(why: &Why) -> StatusCode {
    match why {
        Why::Cancelled => StatusCode::OK,
        Why::NotFound => StatusCode::NOT_FOUND,
        Why::Away(_) => StatusCode::BAD_GATEWAY,
        Why::Error(Error::Limited(_)) => StatusCode::TOO_MANY_REQUESTS,
        Why::Error(Error::Unavailable(_)) => StatusCode::SERVICE_UNAVAILABLE,
        Why::Error(Error::Internal(_)) => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    }
}
