//! Requests that come as messages on a connection which holds many, and what they are answered.
use super::{Admitted, Door, Frame, media::Media, request, response};
use async_graphql::Executor;
use axum::http::request::Parts;
use futures_util::{StreamExt as _, stream::BoxStream};

impl<E: Executor> Door<E> {
    /// Reads and judges a message on a connection that began with `parts`. Where it cannot run, its errors.
    pub async fn admit_message(
        &self,
        parts: Parts,
        message: &[u8],
    ) -> Result<Admitted, Vec<serde_json::Value>> {
        let judged = request::from_message(message)
            .map_err(|fault| Box::new(response::fault(Media::Json, fault)))
            .and_then(|asked| self.judge(asked, parts, (Some(Media::Json), true)));
        match judged {
            Ok(admitted) => Ok(admitted),
            Err(answer) => Err(response::errors_of(*answer).await),
        }
    }

    /// What a subscription tells, or why it cannot begin.
    pub async fn tell_message(
        &self,
        mut admitted: Admitted,
    ) -> Result<BoxStream<'static, Frame>, Vec<serde_json::Value>> {
        let held = std::mem::take(&mut admitted.held);
        match self.tell(admitted).await {
            Ok(told) => Ok(told
                .inspect(move |_| {
                    // As long as the stream is there.
                    let _ = &held;
                })
                .boxed()),
            Err(answer) => Err(response::errors_of(*answer).await),
        }
    }

    /// Refuses a message, as if a resolver had failed with this error.
    pub async fn refusal(
        &self,
        admitted: Admitted,
        error: impl Into<async_graphql::Error> + Send,
    ) -> Vec<serde_json::Value> {
        drop(admitted);
        let refused = response::refused(Media::Json, self.refusal_as(error));
        response::errors_of(refused).await
    }
}
