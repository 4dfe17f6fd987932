//! The words of mails.
use crate::{
    domain::{
        mails::{self, NewTemplate},
        threads::Terms,
    },
    graphql::{
        context::ContextExt,
        error::ApiError,
        types::{MailKind, MailTemplate},
    },
};
use async_graphql::{Context, InputObject, Object, SimpleObject};

#[derive(Default)]
pub(super) struct MailTemplateMutations;

/// The site's own words for its mails of a kind, in a language. They may say `{{ site }}`; where
/// the kind has a link or a code, text and HTML must say `{{ link }}` or `{{ code }}`, and may say
/// `{{ good_for }}`, which is how long that is good. The three together: at most 20,000 bytes.
#[derive(InputObject)]
struct SetMailTemplateInput {
    /// The site's key.
    site: String,
    /// What the mails are for.
    kind: MailKind,
    /// The language: `en`, `de`, `fr`, `es`, `pt`, `vi`, `ja` or `ar`.
    locale: String,
    /// One line, at most 150 characters, without link and code.
    subject: String,
    /// For readers without HTML.
    text: String,
    /// What stands between `<body>` and `</body>`: paragraphs, headings, lists, links with https.
    /// Anything else is left out of mails, styles and pictures too.
    html: String,
    /// For the log; at most 500 characters.
    reason: Option<String>,
    /// For other moderators, in the log; at most 1,000 characters.
    private_note: Option<String>,
}

/// Mails that are sent from now on have these words.
#[derive(SimpleObject)]
struct SetMailTemplatePayload {
    /// As it is now.
    mail_template: MailTemplate,
}

/// The site's own words that are to go.
#[derive(InputObject)]
struct RemoveMailTemplateInput {
    /// The site's key.
    site: String,
    /// What the mails are for.
    kind: MailKind,
    /// The language.
    locale: String,
    /// For the log; at most 500 characters.
    reason: Option<String>,
    /// For other moderators, in the log; at most 1,000 characters.
    private_note: Option<String>,
}

/// Mails have the words again that come with the service.
#[derive(SimpleObject)]
struct RemoveMailTemplatePayload {
    /// Those that come with the service.
    mail_template: MailTemplate,
}

#[Object]
impl MailTemplateMutations {
    /// Replaces the words of a site's mails. For its admins.
    async fn set_mail_template(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The words.")] input: SetMailTemplateInput,
    ) -> Result<SetMailTemplatePayload, ApiError> {
        let new = NewTemplate {
            kind: input.kind.into(),
            locale: input.locale,
            subject: input.subject,
            text: input.text,
            html: input.html,
        };
        let terms = terms(input.reason, input.private_note);
        let words = mails::set(ctx.app(), ctx.actor(), &input.site, (new, terms)).await?;
        Ok(SetMailTemplatePayload {
            mail_template: MailTemplate(words),
        })
    }

    /// Takes a site's own words for its mails away. For its admins. Where it has none, it is a
    /// `CONFLICT` with the reason `NOTHING_TO_DO`.
    async fn remove_mail_template(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones.")] input: RemoveMailTemplateInput,
    ) -> Result<RemoveMailTemplatePayload, ApiError> {
        let at = (input.kind.into(), input.locale.as_str());
        let terms = terms(input.reason, input.private_note);
        let words = mails::remove(ctx.app(), ctx.actor(), &input.site, (at, terms)).await?;
        Ok(RemoveMailTemplatePayload {
            mail_template: MailTemplate(words),
        })
    }
}

fn terms(reason: Option<String>, private_note: Option<String>) -> Terms {
    Terms {
        reason,
        private_note,
        until: None,
    }
}
