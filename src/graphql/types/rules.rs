//! The rules of a site, and trying others.
use super::{Comment, CommentStatus, HoldReason, SiteMode};
use crate::{
    domain::rules::{Change, DryRun as Run, List, Match, Outcome, Proposal},
    graphql::given::change,
    model,
};
use async_graphql::{Enum, InputObject, MaybeUndefined, SimpleObject};
use chrono::{DateTime, Utc};

/// What a site's rules say of new and edited texts. For moderators of the site.
#[derive(SimpleObject)]
pub struct Rules {
    /// Characters that a comment must have, as a reader sees it; 0 for any.
    min_length: i32,
    /// Characters that it may have, at most 10,000.
    max_length: i32,
    /// Whether a text that its author has posted before is held.
    hold_repeats: bool,
    /// Patterns whose match rejects a comment.
    banned_words: Vec<String>,
    /// Patterns whose match holds a comment.
    suspect_words: Vec<String>,
    /// More links than this are held; null: any number may stand.
    links_max: Option<i32>,
    /// A spam score from here on, 1 to 100, is held; null: none is.
    spam_threshold: Option<i32>,
    /// As many readers of good record hide a comment by reporting it; null: never.
    report_threshold: Option<i32>,
    /// Whether Akismet is asked.
    asks_akismet: bool,
    /// The site's own webhook, which is asked about each text.
    webhook_url: Option<String>,
    /// When they were changed last; null for the rules that the service ships with.
    updated_at: Option<DateTime<Utc>>,
}

impl From<model::Rules> for Rules {
    fn from(rules: model::Rules) -> Self {
        Self {
            min_length: rules.min_length,
            max_length: rules.max_length,
            hold_repeats: rules.hold_repeats,
            banned_words: rules.banned_words,
            suspect_words: rules.suspect_words,
            links_max: rules.links_max,
            spam_threshold: rules.spam_threshold.map(i32::from),
            report_threshold: rules.report_threshold,
            asks_akismet: rules.akismet_key.is_some(),
            webhook_url: rules.webhook_url,
            updated_at: (rules.version > 0).then_some(rules.updated_at),
        }
    }
}

/// Rules to set or to try: what is left out stays, null takes a value away.
#[derive(InputObject, Default)]
pub struct RulesInput {
    /// Characters that a comment must have, 0 to 10,000.
    min_length: Option<i32>,
    /// Characters that it may have, 1 to 10,000.
    max_length: Option<i32>,
    /// Whether a text that its author has posted before is held.
    hold_repeats: Option<bool>,
    /// Patterns whose match rejects a comment: at most 1,000 of at most 100 characters. Whole words
    /// unless `*` stands for any letters; case, accents and look-alike letters do not matter.
    banned_words: Option<Vec<String>>,
    /// Patterns whose match holds a comment, in the same way.
    suspect_words: Option<Vec<String>>,
    /// More links than this are held, 0 to 1,000.
    links_max: MaybeUndefined<i32>,
    /// A spam score from here on is held, 1 to 100.
    spam_threshold: MaybeUndefined<i32>,
    /// As many readers of good record hide a comment by reporting it, 1 to 1,000.
    report_threshold: MaybeUndefined<i32>,
    /// Asks Akismet about each text; never shown again.
    akismet_key: MaybeUndefined<String>,
    /// Asks this address about each text.
    webhook_url: MaybeUndefined<String>,
    /// Signs what the webhook is asked, 32 to 200 ASCII characters; never shown again. The secret
    /// before goes on signing beside it until the next one.
    webhook_secret: MaybeUndefined<String>,
}

impl From<RulesInput> for Change {
    fn from(input: RulesInput) -> Self {
        Self {
            min_length: input.min_length,
            max_length: input.max_length,
            hold_repeats: input.hold_repeats,
            banned_words: input.banned_words,
            suspect_words: input.suspect_words,
            links_max: change(input.links_max),
            spam_threshold: change(input.spam_threshold),
            report_threshold: change(input.report_threshold),
            akismet_key: change(input.akismet_key),
            webhook_url: change(input.webhook_url),
            webhook_secret: change(input.webhook_secret),
        }
    }
}

/// Rules and settings to try on the last comments.
#[derive(InputObject, Default)]
pub struct DryRunInput {
    /// Rules that are tried; those left out are as they are.
    rules: Option<RulesInput>,
    /// In place of the site's mode.
    mode: Option<SiteMode>,
    /// In place of the site's number of approvals that make a newcomer known, 0 to 1,000.
    newcomer_approvals: Option<i32>,
}

impl From<DryRunInput> for Proposal {
    fn from(input: DryRunInput) -> Self {
        Self {
            change: input.rules.unwrap_or_default().into(),
            mode: input.mode.map(model::Mode::from),
            newcomer_approvals: input.newcomer_approvals,
        }
    }
}

/// What rules would have done to the site's last comments, up to 1,000.
#[derive(SimpleObject)]
pub struct DryRun {
    /// Comments that were looked at.
    judged: i32,
    /// Those that would have been shown at once.
    approved: i32,
    /// Those that would have been held.
    held: i32,
    /// Those that would have been rejected.
    rejected: i32,
    /// Those whose authors would have been told to write otherwise.
    refused: i32,
    /// Those that fare differently than under the rules as they are.
    differ: i32,
    /// The newest of them, at most 50.
    examples: Vec<DryRunExample>,
}

/// A comment that would fare differently.
#[derive(SimpleObject)]
pub(super) struct DryRunExample {
    /// The comment.
    comment: Comment,
    /// What the rules as they are make of it; null when they refuse it.
    now: Option<CommentStatus>,
    /// Why.
    now_reasons: Vec<HoldReason>,
    /// What the rules that are tried make of it; null when they refuse it.
    proposed: Option<CommentStatus>,
    /// Why.
    proposed_reasons: Vec<HoldReason>,
}

impl DryRun {
    /// `comments` are those of the examples, in their order.
    pub fn new(run: &Run, comments: Vec<Comment>) -> Self {
        let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        let examples = run.examples.iter().zip(comments);
        Self {
            judged: number(run.judged),
            approved: number(run.approved),
            held: number(run.held),
            rejected: number(run.rejected),
            refused: number(run.refused),
            differ: number(run.differ),
            examples: examples
                .map(|(retried, comment)| DryRunExample {
                    comment,
                    now: status(&retried.now),
                    now_reasons: reasons(&retried.now),
                    proposed: status(&retried.proposed),
                    proposed_reasons: reasons(&retried.proposed),
                })
                .collect(),
        }
    }
}

fn status(outcome: &Outcome) -> Option<CommentStatus> {
    match outcome {
        Outcome::Judged(status, _) => Some((*status).into()),
        Outcome::Refused => None,
    }
}

fn reasons(outcome: &Outcome) -> Vec<HoldReason> {
    match outcome {
        Outcome::Judged(_, reasons) => reasons.iter().copied().map(HoldReason::from).collect(),
        Outcome::Refused => Vec::new(),
    }
}

/// A list of words of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "List")]
pub enum WordListName {
    /// `bannedWords`: a match rejects.
    Banned,
    /// `suspectWords`: a match holds.
    Suspect,
}

/// A pattern of the site's lists that matches a text.
#[derive(SimpleObject)]
pub struct WordMatch {
    /// The list it stands on.
    list: WordListName,
    /// As the site wrote it.
    pattern: String,
}

impl From<Match> for WordMatch {
    fn from(found: Match) -> Self {
        Self {
            list: found.list.into(),
            pattern: found.pattern,
        }
    }
}
