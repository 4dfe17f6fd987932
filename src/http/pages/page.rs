//! The one layout of all plain pages: a heading, some sentences, at most one form.
use crate::http::language::Language;
use askama::Template;
use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

const STYLE: &str = include_str!("page.css");

/// No script, one style sheet, forms to ourselves, and nobody frames it.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'",
        STANDARD.encode(Sha256::digest(STYLE))
    );
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
});

/// Works without a script. Carries secrets, so it is kept nowhere and says nothing to other sites.
#[derive(Template)]
#[template(path = "page.html")]
pub struct Page<'a> {
    language: &'static Language,
    title: &'a str,
    site: Option<&'a str>,
    lines: Vec<&'a str>,
    quote: Option<Quote<'a>>,
    form: Option<Form<'a>>,
    style: &'static str,
}

/// Sends the token from the mail, and a password where one is asked for.
#[derive(Clone, Copy)]
pub struct Form<'a> {
    pub action: &'a str,
    pub token: &'a str,
    pub password: Option<Field<'a>>,
    pub button: &'a str,
    /// What was wrong with what was sent.
    pub fault: Option<&'a str>,
}

/// What somebody has written, as they typed it.
#[derive(Clone, Copy)]
pub struct Quote<'a> {
    pub by: &'a str,
    pub text: &'a str,
}

#[derive(Clone, Copy)]
pub struct Field<'a> {
    pub label: &'a str,
    pub hint: &'a str,
}

impl<'a> Page<'a> {
    pub fn new(language: &'static Language, title: &'a str) -> Self {
        Self {
            language,
            title,
            site: None,
            lines: Vec::new(),
            quote: None,
            form: None,
            style: STYLE,
        }
    }

    /// In whose name it speaks.
    #[must_use]
    pub fn on(self, site: &'a str) -> Self {
        Self {
            site: Some(site),
            ..self
        }
    }

    #[must_use]
    pub fn say(mut self, line: &'a str) -> Self {
        self.lines.push(line);
        self
    }

    #[must_use]
    pub fn quote(self, quote: Quote<'a>) -> Self {
        Self {
            quote: Some(quote),
            ..self
        }
    }

    #[must_use]
    pub fn ask(self, form: Form<'a>) -> Self {
        Self {
            form: Some(form),
            ..self
        }
    }

    pub fn answer(&self, status: StatusCode) -> Response {
        let Ok(html) = self.render() else {
            return crate::http::errors::error_response(StatusCode::INTERNAL_SERVER_ERROR);
        };
        let headers: [(HeaderName, HeaderValue); 5] = [
            (
                header::CONTENT_TYPE,
                HeaderValue::from_static("text/html; charset=utf-8"),
            ),
            (header::CONTENT_SECURITY_POLICY, POLICY.clone()),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            (header::VARY, HeaderValue::from_static("accept-language")),
            (
                HeaderName::from_static("cross-origin-resource-policy"),
                HeaderValue::from_static("same-origin"),
            ),
        ];
        (status, headers, html).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, Form, Page, Quote};
    use crate::http::language::LANGUAGES;
    use askama::Template;
    use axum::http::StatusCode;

    #[test]
    fn what_comes_from_outside_is_text() {
        let bad = "\"><script>alert(1)</script>";
        let form = Form {
            action: "/account/reset",
            token: bad,
            password: Some(Field {
                label: bad,
                hint: bad,
            }),
            button: bad,
            fault: Some(bad),
        };
        let quote = Quote { by: bad, text: bad };
        let page = Page::new(&LANGUAGES[7], bad).on(bad).say(bad);
        let page = page.quote(quote).ask(form);
        let html = page.render().unwrap();
        assert!(
            !html.contains("<script") && !html.contains("\">\""),
            "{html}"
        );
        assert!(html.contains("<html lang=\"ar\" dir=\"rtl\">"), "{html}");
    }

    #[test]
    fn a_page_is_kept_nowhere_and_framed_by_nobody() {
        let answer = Page::new(&LANGUAGES[0], "A page").answer(StatusCode::OK);
        assert_eq!(answer.headers()["cache-control"], "no-store");
        let policy = answer.headers()["content-security-policy"]
            .to_str()
            .unwrap();
        for rule in [
            "default-src 'none'",
            "style-src 'sha256-",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(rule), "{policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
    }
}
