//! A plain page: a heading, some sentences, and forms, each with one button.
use super::{
    layout::{self, Frame, Scripts},
    line::{Line, Part},
};
use crate::http::language::Language;
use askama::Template;
use axum::{http::StatusCode, response::Response};

/// Works without a script.
#[derive(Template)]
#[template(path = "page.html")]
pub struct Page<'a> {
    frame: Frame<'a>,
    lines: Vec<Line<'a>>,
    quote: Option<Quote<'a>>,
    fault: Option<String>,
    forms: Vec<Form<'a>>,
}

pub struct Form<'a> {
    action: &'static str,
    /// What it is about.
    hidden: Vec<(&'static str, &'a str)>,
    field: Option<Field<'a>>,
    button: &'a str,
    /// Not what the page is for.
    is_aside: bool,
}

/// What somebody has written, as they typed it.
#[derive(Clone, Copy)]
pub struct Quote<'a> {
    pub by: &'a str,
    pub text: &'a str,
}

pub struct Field<'a> {
    pub kind: Kind,
    pub label: &'a str,
    pub hint: Option<&'a str>,
    /// The page's fault is about what was entered here.
    pub is_faulty: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    NewPassword,
    Password,
    Code,
}

impl<'a> Page<'a> {
    pub fn new(language: &'static Language, title: &'a str) -> Self {
        Self {
            frame: Frame::new(language, title),
            lines: Vec::new(),
            quote: None,
            fault: None,
            forms: Vec::new(),
        }
    }

    /// In whose name it speaks.
    #[must_use]
    pub fn on(mut self, site: &'a str) -> Self {
        self.frame.site = Some(site);
        self
    }

    #[must_use]
    pub fn say(mut self, line: impl Into<Line<'a>>) -> Self {
        self.lines.push(line.into());
        self
    }

    #[must_use]
    pub fn quote(mut self, quote: Quote<'a>) -> Self {
        self.quote = Some(quote);
        self
    }

    /// What was wrong with what was sent.
    #[must_use]
    pub fn fault(mut self, fault: impl Into<String>) -> Self {
        self.fault = Some(fault.into());
        self
    }

    #[must_use]
    pub fn ask(mut self, form: Form<'a>) -> Self {
        self.forms.push(form);
        self
    }

    pub fn answer(&self, status: StatusCode) -> Response {
        layout::respond(status, self, Scripts::None)
    }
}

impl<'a> Form<'a> {
    pub fn new(
        action: &'static str,
        hidden: Vec<(&'static str, &'a str)>,
        button: &'a str,
    ) -> Self {
        Self {
            action,
            hidden,
            field: None,
            button,
            is_aside: false,
        }
    }

    #[must_use]
    pub fn with(mut self, field: Field<'a>) -> Self {
        self.field = Some(field);
        self
    }

    #[must_use]
    pub fn aside(mut self) -> Self {
        self.is_aside = true;
        self
    }
}

impl Field<'_> {
    /// The ids of what tells about it.
    fn described(&self) -> Option<&'static str> {
        match (self.hint.is_some(), self.is_faulty) {
            (true, true) => Some("hint fault"),
            (true, false) => Some("hint"),
            (false, true) => Some("fault"),
            (false, false) => None,
        }
    }
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::NewPassword | Self::Password => "password",
            Self::Code => "code",
        }
    }

    fn attributes(self) -> &'static str {
        match self {
            Self::NewPassword => r#"type="password" autocomplete="new-password""#,
            Self::Password => r#"type="password" autocomplete="current-password" maxlength="200""#,
            Self::Code => r#"inputmode="numeric" autocomplete="one-time-code" maxlength="12""#,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, Form, Kind, Line, Page, Quote};
    use crate::http::language::LANGUAGES;
    use askama::Template;
    use axum::http::StatusCode;

    #[test]
    fn what_comes_from_outside_is_text() {
        let bad = "\"><script>alert(1)</script>";
        let field = Field {
            kind: Kind::Password,
            label: bad,
            hint: Some(bad),
            is_faulty: true,
        };
        let form = Form::new("/account/reset", vec![("token", bad)], bad);
        let quote = Quote { by: bad, text: bad };
        let page = Page::new(&LANGUAGES[7], bad).on(bad).say(bad);
        let page = page.say(Line::from("Yours, {name}.").with("name", bad));
        let page = page.quote(quote).fault(bad).ask(form.with(field));
        let html = page.render().unwrap();
        assert!(
            !html.contains("<script") && !html.contains("\">\""),
            "{html}"
        );
        assert!(html.contains("<html lang=\"ar\" dir=\"rtl\">"), "{html}");
    }

    #[test]
    fn names_of_others_are_set_apart_within_a_sentence() {
        let line = Line::from("Yours, {name}.").with("name", "سلمى");
        let html = Page::new(&LANGUAGES[0], "A page")
            .say(line)
            .render()
            .unwrap();
        let told = "<p>Yours, <strong><bdi>سلمى</bdi></strong>.</p>";
        assert!(html.contains(told), "{html}");
    }

    #[test]
    fn a_fault_is_told_with_the_field_that_it_is_about() {
        for (hint, is_faulty, told) in [
            (None, false, "dir=\"ltr\">"),
            (
                Some("Long"),
                false,
                "dir=\"ltr\" aria-describedby=\"hint\">",
            ),
            (
                None,
                true,
                "dir=\"ltr\" aria-describedby=\"fault\" aria-invalid=\"true\">",
            ),
            (
                Some("Long"),
                true,
                "dir=\"ltr\" aria-describedby=\"hint fault\" aria-invalid=\"true\">",
            ),
        ] {
            let field = Field {
                kind: Kind::Code,
                label: "Code",
                hint,
                is_faulty,
            };
            let form = Form::new("/there", vec![], "Go").with(field);
            let html = Page::new(&LANGUAGES[0], "A page").ask(form);
            let html = html.render().unwrap();
            assert!(html.contains(told), "{html}");
        }
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
        assert!(
            !policy.contains("unsafe") && !policy.contains("script-src"),
            "{policy}"
        );
    }
}
