//! The two kinds of page: a question, and the last one, whose script hands over the outcome.
use super::{
    message::{Factor, Message, data_block},
    words::{self, Titled, Words},
};
use crate::{
    domain::{
        oidc::{About, AnswerFault, Candidate, Question},
        sessions::Challenge,
    },
    http::{
        Service,
        language::Language,
        pages::{
            Page,
            layout::{self, Frame, Scripts},
            line::Line,
            page::{Field, Form, Kind},
        },
    },
};
use askama::Template;
use axum::{
    Router,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
    routing::get,
};
use serde_json::json;
use std::sync::Arc;

pub(super) const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
/// The page that opened the window has to stay within reach.
pub(super) const WITHIN_REACH: &str = "unsafe-none";
pub(super) const ANSWER: &str = "/sign-in/oidc/answer";
const SCRIPT: &str = "/sign-in/oidc/hand-over.js";

pub(super) fn assets() -> Router<Arc<Service>> {
    let script = || async {
        let headers = [
            (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
            (header::CACHE_CONTROL, "no-cache"),
        ];
        (headers, include_str!("hand-over.js"))
    };
    Router::new().route(SCRIPT, get(script))
}

/// The last page.
#[derive(Template)]
#[template(path = "closing.html")]
pub(super) struct Closing {
    frame: Frame<'static>,
    sentence: &'static str,
    /// Shown by the script where there is nobody to tell, under the other heading.
    alone: &'static str,
    not_signed_in: &'static str,
    /// To the page where it began, where no other has opened this one.
    back: Option<(&'static str, String)>,
    /// To whom what is told, as a data block: tokens stand nowhere else.
    block: Option<String>,
    script: &'static str,
}

impl Closing {
    pub(super) fn new(
        language: &'static Language,
        (title, sentence): (&'static str, &'static str),
        told: Option<(&str, Message)>,
    ) -> Self {
        let block = told.and_then(|(origin, message)| {
            data_block(&json!({ "origin": origin, "message": message })).ok()
        });
        let words = words::of(language);
        Self {
            frame: Frame::new(language, title),
            sentence,
            alone: words.alone,
            not_signed_in: words.not_signed_in,
            back: None,
            block,
            script: SCRIPT,
        }
    }

    /// All is well.
    pub(super) fn done(
        language: &'static Language,
        Titled { title, line }: &'static Titled,
        told: Option<(&str, Message)>,
    ) -> Self {
        Self::new(language, (title, line), told)
    }

    /// The sign-in window goes on at `next`, and asks for the second factor. Its address holds no
    /// secret: what it needs to know stays in the page and in the window's own storage.
    pub(super) fn going_on(language: &'static Language, challenge: &Challenge, next: &str) -> Self {
        let told = json!({ "next": next, "factor": Factor::from(challenge) });
        Self {
            block: data_block(&told).ok(),
            ..Self::done(language, &words::of(language).second_step, None)
        }
    }

    /// All is well, and a page of ours takes this one's place: by its script, so that the browser
    /// sends the cookie along, which it keeps from what another site has led to.
    pub(super) fn leading_on(language: &'static Language, title: &'static str, next: &str) -> Self {
        let words = words::of(language);
        Self {
            block: data_block(&json!({ "next": next })).ok(),
            back: Some((words.go_on, next.to_owned())),
            ..Self::new(language, (title, words.second_step.line), None)
        }
    }

    pub(super) fn with_way_back(self, language: &'static Language, next: &str) -> Self {
        let back = Some((words::of(language).go_back, next.to_owned()));
        Self { back, ..self }
    }

    pub(super) fn answer(&self, status: StatusCode) -> Response {
        within_reach(layout::respond(status, self, Scripts::Own))
    }
}

pub(super) fn ask(language: &'static Language, question: &Question) -> Response {
    let attempt = question.attempt.0.simple().to_string();
    let words = words::of(language);
    let page = match &question.about {
        About::Account(candidate) => {
            let line = Line::from(words.account.line).with("email", &candidate.email);
            let page = Page::new(language, words.account.title)
                .say(line.with("provider", &question.provider));
            prove(page, words, (candidate, &attempt))
        }
        About::Link { display_name } => {
            let line = Line::from(words.link.line).with("name", display_name);
            Page::new(language, words.link.title)
                .say(line.with("provider", &question.provider))
                .ask(form(&attempt, "link", words.link_it))
                .ask(form(&attempt, "cancel", words.cancel).aside())
        }
    };
    let page = page.on(&question.site.name);
    within_reach(page.answer(StatusCode::OK))
}

/// The ways to show that the account is theirs, and the one around it.
fn prove<'a>(
    mut page: Page<'a>,
    words: &'static Words,
    (candidate, attempt): (&Candidate, &'a str),
) -> Page<'a> {
    let fault = candidate.fault;
    if let Some(fault) = fault {
        page = page.fault(sentence(words, fault));
    }
    if candidate.can_use_password {
        let field = Field {
            kind: Kind::Password,
            label: words.password,
            hint: None,
            is_faulty: fault == Some(AnswerFault::Password),
        };
        page = page.ask(form(attempt, "password", words.it_is_mine).with(field));
    }
    let mut send = words.send_code;
    if candidate.mailed {
        let field = Field {
            kind: Kind::Code,
            label: words.code,
            hint: None,
            is_faulty: fault == Some(AnswerFault::Code),
        };
        page = page.ask(form(attempt, "code", words.it_is_mine).with(field));
        send = words.send_another;
    }
    page.ask(form(attempt, "send-code", send).aside())
        .ask(form(attempt, "afresh", words.begin_afresh).aside())
}

fn form<'a>(attempt: &'a str, said: &'a str, button: &'a str) -> Form<'a> {
    let hidden = vec![("attempt", attempt), ("said", said)];
    Form::new(ANSWER, hidden, button)
}

fn sentence(words: &Words, fault: AnswerFault) -> String {
    match fault {
        AnswerFault::Password => words.wrong_password.to_owned(),
        AnswerFault::Code => words.wrong_code.to_owned(),
        AnswerFault::TooOften(seconds) => words.too_often(seconds),
    }
}

fn within_reach(mut response: Response) -> Response {
    let value = HeaderValue::from_static(WITHIN_REACH);
    response.headers_mut().insert(OPENER_POLICY, value);
    response
}

#[cfg(test)]
mod tests {
    use super::{Closing, Message, ask};
    use crate::{
        domain::oidc::{About, AnswerFault, Candidate, Question},
        http::language::LANGUAGES,
        model::{AttemptId, Mode, Site, SiteId},
    };
    use axum::{http::StatusCode, response::Response};
    use http_body_util::BodyExt;
    use uuid::Uuid;

    async fn html(response: Response) -> String {
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    /// One of each kind, in which everything that comes from outside is this text.
    fn questions(text: &str) -> [Question; 2] {
        let site = Site {
            id: SiteId(Uuid::nil()),
            key: "history".to_owned(),
            name: text.to_owned(),
            origins: vec![],
            mode: Mode::Post,
            nesting: 5,
            newcomer_approvals: 1,
            edit_window: Site::EDIT_WINDOW_DEFAULT,
            episodes_must_exist: false,
            close_after_days: None,
            created_at: chrono::DateTime::UNIX_EPOCH,
        };
        let account = Candidate {
            email: text.to_owned(),
            can_use_password: true,
            mailed: true,
            fault: Some(AnswerFault::Code),
        };
        let display_name = text.to_owned();
        [About::Account(account), About::Link { display_name }].map(|about| Question {
            attempt: AttemptId(Uuid::nil()),
            site: site.clone(),
            provider: text.to_owned(),
            about,
        })
    }

    #[tokio::test]
    async fn what_comes_from_outside_is_text() {
        let bad = "\"><script>alert(1)</script>";
        for question in questions(bad) {
            let html = html(ask(&LANGUAGES[0], &question)).await;
            assert!(
                !html.contains("<script") && !html.contains("\">\""),
                "{html}"
            );
        }
        let told = Some((bad, Message::Failed { reason: "STALE" }));
        let page = Closing::new(&LANGUAGES[0], ("Title", "Words."), told);
        let html = html(page.answer(StatusCode::OK)).await;
        assert!(!html.contains("<script>"), "{html}");
        assert_eq!(html.matches("</script>").count(), 2, "{html}");
    }

    #[tokio::test]
    async fn a_question_is_asked_in_every_language_and_leaves_no_name_open() {
        for language in &LANGUAGES {
            let root = format!(
                "<html lang=\"{}\" dir=\"{}\">",
                language.tag, language.direction
            );
            for question in questions("Sumi") {
                let html = html(ask(language, &question)).await;
                assert!(html.contains(&root), "{html}");
                let main = html.split_once("<main>").unwrap().1;
                assert!(!main.contains(['{', '}']), "{html}");
                assert_eq!(main.matches("<strong><bdi>Sumi</bdi></strong>").count(), 2);
            }
        }
    }

    #[tokio::test]
    async fn a_wrong_code_is_told_with_the_field_for_it_alone() {
        let [question, _] = questions("Sumi");
        let html = html(ask(&LANGUAGES[0], &question)).await;
        let field = html.split_once("id=\"code\"").unwrap().1;
        let field = field.split_once('>').unwrap().0;
        assert!(field.contains("aria-describedby=\"fault\""), "{html}");
        assert_eq!(html.matches("aria-invalid=\"true\"").count(), 1, "{html}");
    }

    #[tokio::test]
    async fn a_page_keeps_its_opener_and_is_kept_and_framed_by_nobody() {
        let [question, _] = questions("Sumi");
        let asked = ask(&LANGUAGES[0], &question);
        let page = Closing::new(&LANGUAGES[0], ("Title", "Words."), None);
        for (answer, runs) in [(asked, false), (page.answer(StatusCode::OK), true)] {
            let header = |name| answer.headers()[name].to_str().unwrap();
            assert_eq!(header("cross-origin-opener-policy"), "unsafe-none");
            assert_eq!(header("cache-control"), "no-store");
            assert_eq!(header("vary"), "accept-language");
            let policy = header("content-security-policy");
            for rule in ["default-src 'none'", "frame-ancestors 'none'"] {
                assert!(policy.contains(rule), "{policy}");
            }
            assert_eq!(policy.contains("script-src 'self'"), runs, "{policy}");
            assert!(!policy.contains("unsafe"), "{policy}");
        }
    }
}
