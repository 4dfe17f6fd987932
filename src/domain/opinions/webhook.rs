//! A site's own check: it is told of a comment and answers whether to hold or to release it.
use super::{Failure, Opinion, Subject};
use crate::{
    domain::{credentials::Secret, input},
    outbound::{Answer, HeaderName, HeaderValue, Message, Outbound, signature},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

/// In characters.
const REASON_MAX: usize = 200;

const SIGNATURE: HeaderName = HeaderName::from_static("x-rejoinder-signature");
const EVENT_ID: HeaderName = HeaderName::from_static("x-rejoinder-event-id");

#[derive(Clone, Copy)]
pub struct Receiver<'a> {
    pub url: &'a str,
    /// Two while one replaces the other.
    pub secrets: &'a [Secret],
}

#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// The same however often it is asked, so that the receiver can tell.
    pub event_id: Uuid,
    pub asked_at: DateTime<Utc>,
    pub subject: Subject<'a>,
}

pub async fn ask(
    outbound: &Outbound,
    receiver: Receiver<'_>,
    question: Question<'_>,
) -> Result<Opinion, Failure> {
    let target = outbound.target(receiver.url)?;
    let body = event(question).to_string();
    let secrets = receiver.secrets.iter().map(Secret::expose);
    let signature = signature::sign(secrets, question.asked_at, body.as_bytes());
    let message = Message {
        content_type: "application/json",
        headers: vec![
            (SIGNATURE, ascii(&signature)),
            (EVENT_ID, ascii(&question.event_id.to_string())),
        ],
        body: body.into(),
    };
    opinion(&outbound.post(&target, message).await?)
}

fn ascii(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).expect("digits, letters and punctuation make a header")
}

/// Names things as the API does.
fn event(question: Question<'_>) -> Value {
    let Subject {
        site,
        episode,
        comment,
        author,
    } = question.subject;
    let id = |kind: &str, id: Uuid| format!("{kind}_{}", id.simple());
    let reasons = comment.hold_reasons.iter().map(|reason| reason.as_str());
    json!({
        "id": question.event_id,
        "type": "comment.opinion",
        "site": { "id": id("site", site.id.0), "key": site.key, "name": site.name },
        "episode": {
            "id": id("episode", episode.id.0),
            "key": episode.key,
            "title": episode.title,
            "url": episode.url,
        },
        "comment": {
            "id": id("comment", comment.id.0),
            "revisionId": id("revision", comment.revision_id.0),
            "parentId": comment.parent_id.map(|parent| id("comment", parent.0)),
            "body": comment.body_markdown,
            "createdAt": comment.created_at,
            "editedAt": comment.edited_at,
            "holdReasons": reasons.collect::<Vec<_>>(),
        },
        "author": { "id": id("author", author.id.0), "name": author.display_name },
    })
}

#[derive(Deserialize)]
struct Said {
    verdict: Verdict,
    reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Verdict {
    Hold,
    Release,
    None,
}

fn opinion(answer: &Answer) -> Result<Opinion, Failure> {
    match answer.status {
        200 => {}
        410 => return Err(Failure::lasting("The webhook answered that it is gone.")),
        status => {
            let what = format!("The webhook answered with the status {status}, not 200.");
            return Err(Failure::passing(what));
        }
    }
    let said: Said = serde_json::from_slice(&answer.body).map_err(|_| {
        Failure::passing("The webhook's answer is no JSON with a verdict: hold, release or none.")
    })?;
    let reason = input::optional_line("reason", said.reason, REASON_MAX).map_err(|_| {
        Failure::passing(format!(
            "The webhook's reason is not one line of at most {REASON_MAX} characters."
        ))
    })?;
    Ok(match said.verdict {
        Verdict::Hold => {
            Opinion::Hold(reason.unwrap_or_else(|| "The site's own check held it.".to_owned()))
        }
        Verdict::Release => Opinion::Release,
        Verdict::None => Opinion::None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outbound::HeaderMap;

    fn answer(status: u16, body: &str) -> Answer {
        Answer {
            status,
            headers: HeaderMap::new(),
            body: body.to_owned().into(),
        }
    }

    #[test]
    fn each_answer_has_its_opinion() {
        let hold = |why: &str| Opinion::Hold(why.to_owned());
        let fits = "r".repeat(REASON_MAX);
        for (body, expect) in [
            (
                r#"{"verdict":"hold","reason":"Names  a\nprivate person"}"#.to_owned(),
                hold("Names a private person"),
            ),
            (
                r#"{"verdict":"hold"}"#.to_owned(),
                hold("The site's own check held it."),
            ),
            (
                r#"{"verdict":"hold","reason":" "}"#.to_owned(),
                hold("The site's own check held it."),
            ),
            (
                format!(r#"{{"verdict":"hold","reason":"{fits}"}}"#),
                hold(&fits),
            ),
            (
                r#"{"verdict":"release","reason":null,"score":0.1}"#.to_owned(),
                Opinion::Release,
            ),
            (r#"{"verdict":"none"}"#.to_owned(), Opinion::None),
        ] {
            assert_eq!(opinion(&answer(200, &body)), Ok(expect), "{body}");
        }
    }

    #[test]
    fn anything_else_is_a_failed_attempt() {
        let long = format!(
            r#"{{"verdict":"hold","reason":"{}"}}"#,
            "r".repeat(REASON_MAX + 1)
        );
        for (status, body) in [
            (200, ""),
            (200, "hold"),
            (200, "{}"),
            (200, r#"{"verdict":"HOLD"}"#),
            (200, r#"{"verdict":"delete"}"#),
            (200, r#"{"verdict":null}"#),
            (200, r#"{"verdict":"hold","reason":5}"#),
            (200, r#"{"verdict":"hold","reason":"a\u0000b"}"#),
            (200, r#"{"verdict":"hold"} {"verdict":"release"}"#),
            (200, &long),
            (201, r#"{"verdict":"hold"}"#),
            (204, ""),
            (302, r#"{"verdict":"hold"}"#),
            (404, r#"{"verdict":"hold"}"#),
            (429, ""),
            (500, r#"{"verdict":"hold"}"#),
        ] {
            let failure = opinion(&answer(status, body)).unwrap_err();
            assert!(failure.retry, "{status} {body}");
        }
        assert!(!opinion(&answer(410, "")).unwrap_err().retry);
    }

    #[test]
    fn a_failure_says_nothing_that_the_webhook_said() {
        for status in [200, 500] {
            let failure = opinion(&answer(status, "hunter2")).unwrap_err();
            assert!(!failure.what.contains("hunter2"), "{}", failure.what);
        }
    }
}
