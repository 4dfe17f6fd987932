//! Work that was given up.
use crate::{
    domain::jobs,
    graphql::{context::ContextExt, error::ApiError, id::GlobalId, types::Job},
    model::JobId,
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

#[derive(Default)]
pub(super) struct JobMutations;

/// What to try again.
#[derive(InputObject)]
struct RetryJobInput {
    /// One that was given up.
    job_id: ID,
}

/// What is tried again.
#[derive(SimpleObject)]
struct RetryJobPayload {
    /// Waiting again, with no attempts made.
    job: Job,
}

#[Object]
impl JobMutations {
    /// Has a job that was given up tried again at once, as often as a new one. For admins of the
    /// site. Refused as `NOTHING_TO_DO` when it was not given up.
    async fn retry_job(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RetryJobInput,
    ) -> Result<RetryJobPayload, ApiError> {
        let id = JobId::parse(&input.job_id)?;
        Ok(RetryJobPayload {
            job: Job(jobs::retry(ctx.app(), ctx.actor(), id).await?),
        })
    }
}
