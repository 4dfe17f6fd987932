//! Akismet, by its public API: <https://akismet.com/developers/>.
use super::{Failure, Opinion, Subject};
use crate::{
    domain::credentials::Secret,
    outbound::{Answer, Message, Outbound},
};
use chrono::SecondsFormat;
use url::form_urlencoded::Serializer;

/// Akismet asks for the reader's address. This service keeps none, so it sends its own.
const USER_IP: &str = "127.0.0.1";

/// Characters of Akismet's own explanation that are kept.
const HELP_MAX: usize = 200;

/// A site's own account.
#[derive(Clone, Copy)]
pub struct Account<'a> {
    pub key: &'a Secret,
    /// Akismet learns nothing from a test.
    pub is_test: bool,
}

/// Whether it takes the comment for spam. That it does not is no praise: which of the reasons to
/// hold a comment [`Opinion::Release`] lifts is for whoever asked.
pub async fn check(
    outbound: &Outbound,
    account: Account<'_>,
    subject: Subject<'_>,
) -> Result<Opinion, Failure> {
    let answer = call(outbound, "comment-check", fields(account, subject)).await?;
    opinion(&answer)
}

/// Tells it of spam that it has missed.
pub async fn submit_spam(
    outbound: &Outbound,
    account: Account<'_>,
    subject: Subject<'_>,
) -> Result<(), Failure> {
    let answer = call(outbound, "submit-spam", fields(account, subject)).await?;
    thanks(&answer)
}

/// Tells it of a comment that it has wrongly taken for spam.
pub async fn submit_ham(
    outbound: &Outbound,
    account: Account<'_>,
    subject: Subject<'_>,
) -> Result<(), Failure> {
    let answer = call(outbound, "submit-ham", fields(account, subject)).await?;
    thanks(&answer)
}

/// Whether the key is one of Akismet's; `blog` is the site's front page.
pub async fn verify_key(
    outbound: &Outbound,
    account: Account<'_>,
    blog: &str,
) -> Result<bool, Failure> {
    let mut form = Serializer::new(String::new());
    form.append_pair("api_key", account.key.expose());
    // The name that the API's older descriptions have for it.
    form.append_pair("key", account.key.expose());
    form.append_pair("blog", blog);
    let answer = call(outbound, "verify-key", form.finish()).await?;
    match said(&answer)? {
        "valid" => Ok(true),
        "invalid" => Ok(false),
        _ => Err(unclear()),
    }
}

/// The same for a check and for what corrects it, by which Akismet finds the one to the other.
fn fields(account: Account<'_>, subject: Subject<'_>) -> String {
    let Subject {
        site,
        episode,
        comment,
        author,
    } = subject;
    let written = comment
        .created_at
        .to_rfc3339_opts(SecondsFormat::Secs, true);
    let mut form = Serializer::new(String::new());
    form.append_pair("api_key", account.key.expose())
        .append_pair("blog", site.origins.first().map_or("", String::as_str))
        .append_pair("blog_charset", "UTF-8")
        .append_pair("user_ip", USER_IP)
        .append_pair("comment_type", "comment")
        .append_pair("comment_author", &author.display_name)
        .append_pair("comment_content", &comment.body_markdown)
        .append_pair("comment_date_gmt", &written);
    if let Some(url) = &episode.url {
        form.append_pair("permalink", url);
    }
    if comment.edited_at.is_some() {
        form.append_pair("recheck_reason", "edit");
    }
    if account.is_test {
        form.append_pair("is_test", "true");
    }
    form.finish()
}

async fn call(outbound: &Outbound, method: &str, form: String) -> Result<Answer, Failure> {
    let url = format!("{}{method}", outbound.settings.akismet_url);
    let message = Message {
        content_type: "application/x-www-form-urlencoded",
        headers: vec![],
        body: form.into(),
    };
    let target = outbound.target(&url)?;
    Ok(outbound.post(&target, message).await?)
}

fn opinion(answer: &Answer) -> Result<Opinion, Failure> {
    let certain = header(answer, "x-akismet-pro-tip").as_deref() == Some("discard");
    match said(answer)? {
        "true" if certain => Ok(Opinion::Hold("Akismet is sure that it is spam.".to_owned())),
        "true" => Ok(Opinion::Hold("Akismet takes it for spam.".to_owned())),
        "false" => Ok(Opinion::Release),
        "invalid" => Err(refused(answer)),
        _ => Err(unclear()),
    }
}

fn thanks(answer: &Answer) -> Result<(), Failure> {
    match said(answer)? {
        "invalid" => Err(refused(answer)),
        text if text.starts_with("Thanks") => Ok(()),
        _ => Err(unclear()),
    }
}

/// Every answer of Akismet's is one short text.
fn said(answer: &Answer) -> Result<&str, Failure> {
    if answer.status != 200 {
        let what = format!("Akismet answered with the status {}.", answer.status);
        return Err(Failure::passing(what));
    }
    str::from_utf8(&answer.body)
        .map(str::trim)
        .map_err(|_| unclear())
}

fn unclear() -> Failure {
    Failure::passing("Akismet's answer was none that its API describes.")
}

/// The key is wrong, has run out, or a field is missing: asking again is no use.
fn refused(answer: &Answer) -> Failure {
    let help = header(answer, "x-akismet-debug-help")
        .or_else(|| header(answer, "x-akismet-alert-msg"))
        .unwrap_or_else(|| "it did not say why".to_owned());
    Failure::lasting(format!("Akismet refused the call: {help}"))
}

fn header(answer: &Answer, name: &str) -> Option<String> {
    let text = answer.headers.get(name)?.to_str().ok()?;
    Some(text.chars().take(HELP_MAX).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outbound::{HeaderMap, HeaderName, HeaderValue};

    fn answer(status: u16, headers: &[(&'static str, &str)], body: &str) -> Answer {
        let headers = headers.iter().map(|(name, value)| {
            let value = HeaderValue::from_str(value).unwrap();
            (HeaderName::from_static(name), value)
        });
        Answer {
            status,
            headers: headers.collect::<HeaderMap>(),
            body: body.to_owned().into(),
        }
    }

    #[test]
    fn each_answer_has_its_opinion() {
        let discard = [("x-akismet-pro-tip", "discard")];
        let hold = |why: &str| Ok(Opinion::Hold(why.to_owned()));
        for (status, headers, body, expect) in [
            (200, &[][..], "true", hold("Akismet takes it for spam.")),
            (
                200,
                &discard[..],
                "true",
                hold("Akismet is sure that it is spam."),
            ),
            (200, &[], "false\n", Ok(Opinion::Release)),
            (200, &[], "", Err(unclear())),
            (200, &[], "<html>true</html>", Err(unclear())),
            (
                500,
                &[],
                "true",
                Err(Failure::passing("Akismet answered with the status 500.")),
            ),
            (
                302,
                &[],
                "false",
                Err(Failure::passing("Akismet answered with the status 302.")),
            ),
        ] {
            let answer = answer(status, headers, body);
            assert_eq!(opinion(&answer), expect, "{status} {body}");
        }
    }

    #[test]
    fn a_refused_call_is_not_made_again_and_says_why() {
        let long = "x".repeat(1_000);
        for (headers, what) in [
            (&[][..], "it did not say why"),
            (
                &[("x-akismet-debug-help", "Empty \"blog\" value")],
                "Empty \"blog\" value",
            ),
            (
                &[("x-akismet-alert-msg", "Your key has run out.")],
                "Your key has run out.",
            ),
            (&[("x-akismet-debug-help", &long)], &long[..HELP_MAX]),
        ] {
            let answer = answer(200, headers, "invalid");
            let failure = Failure::lasting(format!("Akismet refused the call: {what}"));
            assert_eq!(opinion(&answer), Err(failure.clone()));
            assert_eq!(thanks(&answer), Err(failure));
        }
    }

    #[test]
    fn a_correction_is_done_when_akismet_says_thanks() {
        let text = "Thanks for making the web a better place.";
        assert_eq!(thanks(&answer(200, &[], text)), Ok(()));
        assert_eq!(thanks(&answer(200, &[], "")), Err(unclear()));
        assert!(thanks(&answer(503, &[], text)).is_err_and(|failure| failure.retry));
    }
}
