//! Which templates are taken, and that none of them learns what a mail carries.
use super::{super::languages, CODE, LINK, Sources, Values, check, rendered};
use crate::model::MailKind;

const TEXT: &str = "Welcome to {{ site }}.\n{{ link }}\n{{ code }}\nWithin {{ good_for }}.";
const HTML: &str = "<p>{{ site }}</p><p><a href=\"{{ link }}\">Confirm</a> {{ code }}</p>";

fn verdict(sources: Sources<'_>) -> Result<(), (&'static str, String)> {
    check(languages::nearest("en"), MailKind::ConfirmSignUp, sources)
}

fn refused(sources: Sources<'_>) -> String {
    let (field, message) = verdict(sources).unwrap_err();
    format!("{field} {message}")
}

fn with_text(text: &str) -> Sources<'_> {
    Sources {
        subject: "Welcome to {{ site }}",
        text,
        html: HTML,
    }
}

fn with_html(html: &str) -> Sources<'_> {
    Sources {
        html,
        ..with_text(TEXT)
    }
}

#[test]
fn a_template_with_all_that_its_kind_needs_is_taken() {
    verdict(with_text(TEXT)).unwrap();
    verdict(with_text("「{{link}}」 コード:{{code}}。")).unwrap();
    verdict(with_text("({{ link }}) <{{ code }}>. { not a name }")).unwrap();
    verdict(with_html(
        "<h1>Hi</h1><a href='{{ link }}'>{{ code }}</a> <a href=\"https://history.example/\">us</a>",
    ))
    .unwrap();
    let notice = Sources {
        subject: "Changed",
        text: "On {{ site }}.",
        html: "<p>On {{ site }}.</p>",
    };
    check(languages::nearest("ar"), MailKind::PasswordChanged, notice).unwrap();
}

#[test]
fn an_invitation_says_its_link_and_may_say_the_role() {
    let invite = |text: &'static str| {
        let sources = Sources {
            subject: "{{ site }} asks for a {{ role }}",
            text,
            html: "<p><a href=\"{{ link }}\">{{ role }}</a>, {{ good_for }}</p>",
        };
        check(languages::nearest("en"), MailKind::MemberInvited, sources)
    };
    invite("A {{ role }}: {{ link }} within {{ good_for }}").unwrap();
    let (_, told) = invite("A {{ role }}").unwrap_err();
    assert_eq!(told, "must say {{ link }}");
    let (_, told) = invite("{{ link }} {{ name }}").unwrap_err();
    assert_eq!(
        told,
        "cannot say \"name\": there is site, link, good_for, role"
    );
}

#[test]
fn what_a_template_cannot_say_is_told_by_field() {
    for (text, expected) in [
        ("{{ link }}", "text must say {{ code }}"),
        ("{{ code }}", "text must say {{ link }}"),
        (
            "{{ link }} {{ code }} {{ nam }}",
            "text cannot say \"nam\": there is site, link, code, good_for",
        ),
        (
            "{{ link }} {{ code|upper }}",
            "text cannot say \"code|upper\": there is site, link, code, good_for",
        ),
        (
            "{{ link }} {{ code }} {{ site * 99999999 }}",
            "text cannot say \"site * 99999999\": there is site, link, code, good_for",
        ),
        (
            "{% for i in range(99999) %}{% endfor %}",
            "text understands {{ name }} only, no {% and no {#",
        ),
        ("{{ link }} {{ code }} {{", "text has a {{ without its }}"),
    ] {
        assert_eq!(refused(with_text(text)), expected);
    }
    let subject = Sources {
        subject: "{{ code }} is your code",
        ..with_text(TEXT)
    };
    assert!(refused(subject).starts_with("subject must not say"));
    let long = "x".repeat(20_000);
    assert!(refused(with_html(&long)).starts_with("html must have at most 20000 bytes"));
}

#[test]
fn what_a_mail_carries_cannot_become_a_part_of_another_address() {
    for word in [
        "https://eve.example/{{ link }}",
        "https://eve.example/?{{ code }}",
        "eve.example#{{ code }}",
        "eve@{{ code }}",
        "{{ code }}.eve.example",
        "{{ link }}{{ code }}",
        "例え/{{ code }}",
        "{{ code }}@eve.example",
    ] {
        let text = format!("{{{{ link }}}} {{{{ code }}}} {word}");
        let told = refused(with_text(&text));
        assert!(told.starts_with("text must have a space"), "{word}: {told}");
        let html = format!("{HTML}<p>{word}</p>");
        let told = refused(with_html(&html));
        assert!(told.starts_with("html must have a space"), "{word}: {told}");
        let html = format!("{HTML}<a href=\"{word}\">here</a>");
        assert!(verdict(with_html(&html)).is_err(), "{word}");
    }
    let unquoted = format!("{HTML}<img src={{{{ link }}}}>");
    assert!(verdict(with_html(&unquoted)).is_err());
}

#[test]
fn the_html_of_a_template_loads_nothing() {
    let evil = [
        "<img src=\"https://eve.example/pixel\">",
        "<img src=\"{{ link }}\">",
        "<link rel=\"stylesheet\" href=\"https://eve.example/\">",
        "<style>p { background: url(https://eve.example/) }</style>",
        "<p style=\"background: url(https://eve.example/)\">x</p>",
        "<script>fetch('https://eve.example/')</script>",
        "<base href=\"https://eve.example/\">",
        "<meta http-equiv=\"refresh\" content=\"0; https://eve.example/\">",
        "<form action=\"https://eve.example/\"><input name=\"x\" value=\"{{ code }}\"></form>",
        "<video poster=\"https://eve.example/\"></video>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\"http://eve.example/\">x</a>",
        "<a href=\"//eve.example/\">x</a>",
        "<!-- --><svg><image href=\"https://eve.example/\"/></svg>",
    ];
    let values = Values {
        site: "<b>eve.example</b>",
        link: Some(LINK),
        code: Some(CODE),
        good_for: Some("24 hours"),
        more: None,
        day: None,
    };
    for piece in evil {
        let html = format!("{HTML}{piece}");
        let sources = with_html(&html);
        verdict(sources).unwrap();
        let rendered = rendered(languages::nearest("en"), sources, &values).unwrap();
        let body = rendered.html.split_once("<body").unwrap().1;
        for trace in [
            "<img",
            "<style",
            "<script",
            "<form",
            "<input",
            "url(",
            "javascript",
            "<b>eve",
        ] {
            assert!(!body.contains(trace), "{piece}: {body}");
        }
        assert!(!body.contains("=\"https://eve"), "{piece}: {body}");
        assert!(!body.contains("=\"http://eve"), "{piece}: {body}");
        assert_eq!(body.matches("href=").count(), 1, "{piece}: {body}");
    }
}

#[test]
fn every_shipped_text_would_be_taken_as_a_template() {
    use sea_orm::Iterable;
    for language in languages::all() {
        for kind in MailKind::iter() {
            let shown = super::super::render::as_template(language, kind).unwrap();
            let sources = Sources {
                subject: &shown.subject,
                text: &shown.text,
                html: &shown.html,
            };
            if let Err((field, message)) = check(language, kind, sources) {
                panic!(
                    "{} {kind:?} {field}: {message}\n{}",
                    language.tag, shown.text
                );
            }
        }
    }
}
