//! Writes.
mod account_data;
mod accounts;
mod branches;
mod claims;
mod comments;
mod episodes;
mod erasure;
mod exports;
mod factors;
mod finish_sign_in;
mod guests;
mod imports;
mod invitations;
mod jobs;
mod mail_templates;
mod marks;
mod moderating_here;
mod moderation;
mod own_sessions;
mod people;
mod providers;
mod reports;
mod rules;
mod sessions;
mod site;
mod site_keys;
mod threads;
mod ways_in;

use async_graphql::MergedObject;

/// What can be written. Each mutation takes one `input`, where there is anything to say, and has a
/// payload of its own. At most ten in one request, and one that tries or makes what people sign in
/// with, or causes a mail.
#[derive(MergedObject, Default)]
pub struct Mutation(
    sessions::SessionMutations,
    own_sessions::OwnSessionMutations,
    moderating_here::ModeratingHereMutations,
    accounts::AccountMutations,
    finish_sign_in::FinishSignInMutations,
    factors::FactorMutations,
    comments::CommentMutations,
    moderation::ModerationMutations,
    threads::ThreadMutations,
    claims::ClaimMutations,
    branches::BranchMutations,
    marks::MarkMutations,
    rules::RulesMutations,
    episodes::EpisodeMutations,
    site::SiteMutations,
    guests::GuestMutations,
    ways_in::WaysInMutations,
    site_keys::SiteKeyMutations,
    providers::ProviderMutations,
    erasure::ErasureMutations,
    account_data::AccountDataMutations,
    mail_templates::MailTemplateMutations,
    reports::ReportMutations,
    jobs::JobMutations,
    imports::ImportMutations,
    exports::ExportMutations,
    people::PeopleMutations,
    invitations::InvitationMutations,
);
