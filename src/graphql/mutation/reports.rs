//! Reporting comments.
use crate::{
    domain::{
        reports::{self, NewNotice, NewReport},
        threads,
    },
    graphql::{
        context::ContextExt,
        error::ApiError,
        id::GlobalId,
        plan,
        types::{Comment, Report, ReportReason},
    },
    model::{CommentId, RevisionId},
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

#[derive(Default)]
pub(super) struct ReportMutations;

/// A notice of illegal content, with what article 16 of the EU's Digital Services Act asks for; where
/// the comment stands is kept by itself.
#[derive(InputObject)]
struct IllegalNoticeInput {
    /// The law that the comment is said to break, at most 500 characters.
    legal_basis: Option<String>,
    /// Your name, at most 200 characters.
    name: Option<String>,
    /// Your e-mail address. Only moderators see name and address.
    email: Option<String>,
    /// True for a notice about offences of articles 3 to 7 of Directive 2011/93/EU, the sexual abuse
    /// and exploitation of children: name and address may then be left out.
    #[graphql(default = false)]
    on_child_abuse: bool,
    /// You believe in good faith that the notice is right and complete: must be true.
    good_faith: bool,
}

/// What is wrong with a comment.
#[derive(InputObject)]
struct ReportCommentInput {
    /// Which comment.
    comment_id: ID,
    /// The text that was read: refused as `STALE_REVISION` when there is a newer one.
    revision_id: ID,
    /// Why.
    reason: ReportReason,
    /// In your own words, at most 1,000 characters; needed with `OTHER`, and with `ILLEGAL`, where
    /// it explains what is illegal about the comment.
    text: Option<String>,
    /// Needed with `ILLEGAL`.
    illegal: Option<IllegalNoticeInput>,
}

/// The report is kept.
#[derive(SimpleObject)]
struct ReportCommentPayload {
    /// The same again answers the same report.
    report: Report,
    /// As the viewer sees it now; null when it is out of sight until a moderator has looked at it.
    comment: Option<Comment>,
}

#[Object]
impl ReportMutations {
    /// Tells the site's moderators of a comment, in whatever state its thread is. When so many readers
    /// as the site's rules say have reported it, it is held until a moderator decides; what comes of
    /// it stands in `viewer.reports`. At most 10 at once and then one a minute.
    async fn report_comment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The report.")] input: ReportCommentInput,
    ) -> Result<ReportCommentPayload, ApiError> {
        let id = CommentId::parse(&input.comment_id)?;
        let illegal = input.illegal.map(|notice| NewNotice {
            legal_basis: notice.legal_basis,
            name: notice.name,
            email: notice.email,
            on_child_abuse: notice.on_child_abuse,
            good_faith: notice.good_faith,
        });
        let new = NewReport {
            comment_id: id,
            revision_id: RevisionId::parse(&input.revision_id)?,
            reason: input.reason.into(),
            text: input.text,
            illegal,
        };
        let report = reports::give(ctx.app(), ctx.actor(), new).await?;
        let report = reports::one(ctx.app(), report).await?;
        let plan = plan::comment(&ctx.look_ahead().field("comment"));
        let left = threads::find_comment(ctx.app(), ctx.actor(), id, &plan).await?;
        Ok(ReportCommentPayload {
            report: Report(report),
            comment: left.map(Comment),
        })
    }
}
