//! What the database has broken off because of somebody else's work, a deadlock or a conflict of two
//! transactions: nothing of it is there, and the same may go well at once.
use std::cell::Cell;
use tokio::task_local;

task_local! {
    static BROKEN_OFF: Cell<bool>;
}

/// Told where it is found out.
pub(super) fn note() {
    BROKEN_OFF.try_with(|broken_off| broken_off.set(true)).ok();
}

/// Also whether something within was broken off.
pub async fn watched<F: Future>(work: F) -> (F::Output, bool) {
    let watching = async {
        let outcome = work.await;
        (outcome, BROKEN_OFF.with(Cell::get))
    };
    BROKEN_OFF.scope(Cell::new(false), watching).await
}
