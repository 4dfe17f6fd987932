//! The two kinds of page: a question, and the last one, whose script hands over the outcome.
use super::message::{Factor, Message, data_block};
use crate::{
    domain::{
        oidc::{About, AnswerFault, Question},
        sessions::Challenge,
    },
    http::{Service, errors::error_response},
};
use askama::Template;
use axum::{
    Router,
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::json;
use std::sync::Arc;

pub(super) const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
pub(super) const ANSWER: &str = "/sign-in/oidc/answer";
const SCRIPT: &str = "/sign-in/oidc/hand-over.js";
const STYLE: &str = "/sign-in/oidc/page.css";

pub(super) fn assets() -> Router<Arc<Service>> {
    let file = |kind, text: &'static str| {
        get(move || async move {
            let headers: [(HeaderName, &str); 2] = [
                (header::CONTENT_TYPE, kind),
                (header::CACHE_CONTROL, "no-cache"),
            ];
            (headers, text)
        })
    };
    let script = include_str!("hand-over.js");
    Router::new()
        .route(SCRIPT, file("text/javascript; charset=utf-8", script))
        .route(
            STYLE,
            file("text/css; charset=utf-8", include_str!("page.css")),
        )
}

/// The last page.
#[derive(Template)]
#[template(path = "closing.html")]
pub(super) struct Closing {
    pub(super) status: StatusCode,
    title: &'static str,
    sentence: &'static str,
    /// To whom what is told, as a data block: tokens stand nowhere else.
    block: Option<String>,
    script: &'static str,
    style: &'static str,
}

impl Closing {
    pub(super) fn new(
        title: &'static str,
        sentence: &'static str,
        told: Option<(String, Message)>,
    ) -> Self {
        let block = told.and_then(|(origin, message)| {
            data_block(&json!({ "origin": origin, "message": message })).ok()
        });
        Self {
            status: StatusCode::OK,
            title,
            sentence,
            block,
            script: SCRIPT,
            style: STYLE,
        }
    }

    /// The sign-in window goes on, and asks for the second factor. Its address holds no secret: what
    /// it needs to know stays in the page and in the window's own storage.
    pub(super) fn going_on(challenge: &Challenge, (site, origin): (&str, &str)) -> Self {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("site", site)
            .append_pair("origin", origin)
            .finish();
        let told =
            json!({ "next": format!("/sign-in?{query}"), "factor": Factor::from(challenge) });
        Self {
            block: data_block(&told).ok(),
            ..Self::new("The second step", "One moment.", None)
        }
    }

    pub(super) fn answer(&self) -> Response {
        respond(self.status, self.render())
    }
}

pub(super) struct Asked(pub(super) Question);

#[derive(Template)]
#[template(path = "question.html")]
struct QuestionPage<'a> {
    site: &'a str,
    provider: &'a str,
    attempt: String,
    about: &'a About,
    fault: Option<String>,
    action: &'static str,
    style: &'static str,
}

impl Asked {
    pub(super) fn answer(&self) -> Response {
        let question = &self.0;
        let fault = match &question.about {
            About::Account { fault, .. } => fault.map(sentence),
            About::Link { .. } => None,
        };
        let page = QuestionPage {
            site: &question.site.name,
            provider: &question.provider,
            attempt: question.attempt.0.simple().to_string(),
            about: &question.about,
            fault,
            action: ANSWER,
            style: STYLE,
        };
        respond(StatusCode::OK, page.render())
    }
}

fn sentence(fault: AnswerFault) -> String {
    match fault {
        AnswerFault::Password => "This password is not the account's.".to_owned(),
        AnswerFault::Code => {
            "This code is not the one that was mailed last, or is over: look again, or have \
             another one mailed."
                .to_owned()
        }
        AnswerFault::TooOften(seconds) => {
            format!("Too many tries: wait {seconds} seconds, and try again.")
        }
    }
}

/// Runs the service's own script and no other; nobody frames it, keeps it or learns its address.
/// The page that opened the window has to stay within reach.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";

fn respond(status: StatusCode, html: askama::Result<String>) -> Response {
    let Ok(html) = html else {
        return error_response(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let headers: [(HeaderName, &str); 6] = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (OPENER_POLICY, "unsafe-none"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ];
    (status, headers, html).into_response()
}

#[cfg(test)]
mod tests {
    use super::{Asked, Closing, Message};
    use crate::{
        domain::oidc::{About, AnswerFault, Question},
        model::{AttemptId, Mode, Site, SiteId},
    };
    use axum::response::Response;
    use http_body_util::BodyExt;
    use uuid::Uuid;

    async fn html(response: Response) -> String {
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    #[tokio::test]
    async fn what_comes_from_outside_is_text() {
        let bad = "\"><script>alert(1)</script>";
        let site = Site {
            id: SiteId(Uuid::nil()),
            key: "history".to_owned(),
            name: bad.to_owned(),
            origins: vec![],
            mode: Mode::Post,
            nesting: 5,
            newcomer_approvals: 1,
            edit_window: Site::EDIT_WINDOW_DEFAULT,
            episodes_must_exist: false,
            close_after_days: None,
            created_at: chrono::DateTime::UNIX_EPOCH,
        };
        let about = [
            About::Account {
                email: bad.to_owned(),
                can_use_password: true,
                mailed: true,
                fault: Some(AnswerFault::Code),
            },
            About::Link {
                display_name: bad.to_owned(),
            },
        ];
        for about in about {
            let question = Question {
                attempt: AttemptId(Uuid::nil()),
                site: site.clone(),
                provider: bad.to_owned(),
                about,
            };
            let html = html(Asked(question).answer()).await;
            assert!(
                !html.contains("<script") && !html.contains("\">\""),
                "{html}"
            );
        }
        let told = (bad.to_owned(), Message::Failed { reason: "STALE" });
        let html = html(Closing::new("Title", "Words.", Some(told)).answer()).await;
        assert!(!html.contains("<script>"), "{html}");
        assert_eq!(html.matches("</script>").count(), 2, "{html}");
    }

    #[test]
    fn a_page_keeps_its_opener_and_is_kept_and_framed_by_nobody() {
        let answer = Closing::new("Title", "Words.", None).answer();
        let header = |name| answer.headers()[name].to_str().unwrap();
        assert_eq!(header("cross-origin-opener-policy"), "unsafe-none");
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("referrer-policy"), "no-referrer");
        let policy = header("content-security-policy");
        for rule in ["default-src 'none'", "frame-ancestors 'none'"] {
            assert!(policy.contains(rule), "{policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
    }
}
