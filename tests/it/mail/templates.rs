//! A site's own words for its mails.
use super::{token, write};
use crate::support::{Client, TestApp, mail};
use rejoinder::model::{MailKind, Purpose};
use serde_json::{Value, json};

const SET: &str = "mutation($input: SetMailTemplateInput!) { setMailTemplate(input: $input) {
    mailTemplate { kind locale subject text html ownSince } } }";
const REMOVE: &str = "mutation($input: RemoveMailTemplateInput!) {
    removeMailTemplate(input: $input) { mailTemplate { subject ownSince } } }";
const LIST: &str = "query($kind: MailKind!) { site(key: \"history\") {
    mailTemplates(kind: $kind) { locale subject text html names ownSince } } }";

fn german() -> Value {
    json!({
        "site": "history", "kind": "SIGN_IN", "locale": "de",
        "subject": "Herein zu {{ site }}",
        "text": "Hier geht es hinein:\n{{ link }}\nOder mit {{ code }} binnen {{ good_for }}.",
        "html": "<h1>Herein</h1><p><a href=\"{{ link }}\">Hier</a> oder {{ code }}</p>",
    })
}

fn with(field: &str, value: &str) -> Value {
    let mut input = german();
    input[field] = value.into();
    input
}

async fn letter(app: &TestApp, locale: &str) -> rejoinder::mailer::Letter {
    let id = token(app, Purpose::SignIn).await;
    write(app, MailKind::SignIn, locale, Some(id)).await;
    app.mail().await
}

async fn shown(admin: &Client) -> Vec<Value> {
    let answer = admin.run(LIST, json!({ "kind": "SIGN_IN" })).await;
    answer.at("/site/mailTemplates").as_array().unwrap().clone()
}

#[tokio::test]
async fn a_mail_has_the_words_that_its_site_gave_it_in_its_language() {
    let app = TestApp::new().await;
    let admin = app.admin("ada").await;
    let set = admin.send(SET, german()).await;
    assert_eq!(set.text("/setMailTemplate/mailTemplate/kind"), "SIGN_IN");
    let german = letter(&app, "de-AT").await;
    assert_eq!(german.subject, "Herein zu The history show");
    let (token, code) = (mail::token(&german), mail::code(&german));
    let link = format!("http://comments.test/sign-in/mail?token={token}");
    assert_eq!(
        german.text,
        format!("Hier geht es hinein:\n{link}\nOder mit {code} binnen 24 Stunden.")
    );
    let html = format!("<h1>Herein</h1><p><a href=\"{link}\">Hier</a> oder {code}</p>");
    assert!(german.html.contains(&html), "{}", german.html);
    assert!(german.html.contains("<html lang=\"de\" dir=\"ltr\">"));
    assert_eq!(
        letter(&app, "en").await.subject,
        "Sign in to The history show"
    );

    let input = json!({ "site": "history", "kind": "SIGN_IN", "locale": "de" });
    let removed = admin.send(REMOVE, input.clone()).await;
    let subject = removed.text("/removeMailTemplate/mailTemplate/subject");
    assert_eq!(subject, "Anmelden bei {{ site }}");
    let again = admin.send(REMOVE, input).await;
    assert_eq!(again.reason(), "NOTHING_TO_DO");
    let shipped = letter(&app, "de").await;
    assert_eq!(shipped.subject, "Anmelden bei The history show");
}

#[tokio::test]
async fn admins_see_the_words_of_each_language_as_templates() {
    let app = TestApp::new().await;
    let admin = app.admin("ada").await;
    admin.send(SET, german()).await.at("/setMailTemplate");
    let shown = shown(&admin).await;
    let own = |template: &&Value| !template["ownSince"].is_null();
    let owned: Vec<_> = shown.iter().filter(own).collect();
    assert_eq!((shown.len(), owned.len()), (8, 1));
    assert_eq!(owned[0]["locale"], "de");
    assert_eq!(shown[0]["locale"], "en");
    for template in &shown {
        assert_eq!(
            template["names"],
            json!(["site", "link", "code", "good_for"])
        );
    }
    // What is shown can be given back.
    for template in &shown {
        let mut input = german();
        for field in ["locale", "subject", "text", "html"] {
            input[field] = template[field].clone();
        }
        admin.send(SET, input).await.at("/setMailTemplate");
    }
    let arabic = letter(&app, "ar").await;
    assert!(arabic.html.contains("<html lang=\"ar\" dir=\"rtl\">"));
}

#[tokio::test]
async fn a_template_that_could_not_be_sent_is_refused_by_field() {
    let app = TestApp::new().await;
    let admin = app.admin("ada").await;
    for (field, value) in [
        ("locale", "tlh"),
        ("locale", "de-AT"),
        ("subject", ""),
        ("subject", "Code {{ code }}"),
        ("subject", "{{ nothing }}"),
        ("text", " "),
        ("text", "{{ link }}"),
        ("text", "{{ link }} {{ code }} {{ name }}"),
        ("text", "{{ link }} {{ code }} {% include 'x' %}"),
        ("text", "{{ link }} https://eve.example/{{ code }}"),
        ("text", "{{ link }} {{ code }} \u{7}"),
        ("html", "<p>{{ link }} {{ code }}</p>"),
        (
            "html",
            "<a href=\"https://eve.example/?{{ link }}\">x</a> {{ code }}",
        ),
    ] {
        let refused = admin.send(SET, with(field, value)).await;
        assert_eq!(refused.code(), "INVALID", "{field} {value}");
        let named = refused.json.pointer("/errors/0/extensions/field");
        assert_eq!(named.unwrap(), field, "{value}");
    }
    let long = "x".repeat(20_001);
    let refused = admin.send(SET, with("html", &long)).await;
    assert_eq!(refused.code(), "INVALID");
    assert_eq!(app.count("mail_template", "1 = 1", vec![]).await, 0);
}

#[tokio::test]
async fn a_template_that_cannot_be_used_any_more_gives_way_to_the_shipped_words() {
    let app = TestApp::new().await;
    let admin = app.admin("ada").await;
    admin.send(SET, german()).await.at("/setMailTemplate");
    let sql = "UPDATE mail_template SET text = '{{ gone }}'";
    app.execute(sql, vec![]).await;
    let german = letter(&app, "de").await;
    assert_eq!(german.subject, "Anmelden bei The history show");
}

#[tokio::test]
async fn a_change_of_words_is_in_the_log() {
    let app = TestApp::new().await;
    let admin = app.admin("ada").await;
    let mut input = german();
    input["reason"] = "friendlier".into();
    admin.send(SET, input).await.at("/setMailTemplate");
    let gone = json!({ "site": "history", "kind": "SIGN_IN", "locale": "de" });
    admin.send(REMOVE, gone).await.at("/removeMailTemplate");
    let query = "{ site(key: \"history\") {
        log(filter: { actions: [UPDATE_MAIL_TEMPLATE] }) { nodes { action from to reason } } } }";
    let log = admin.run(query, json!({})).await;
    assert_eq!(
        log.at("/site/log/nodes"),
        &json!([
            { "action": "UPDATE_MAIL_TEMPLATE", "from": "SIGN_IN de", "to": null, "reason": null },
            {
                "action": "UPDATE_MAIL_TEMPLATE", "from": null, "to": "SIGN_IN de",
                "reason": "friendlier",
            },
        ])
    );
}
