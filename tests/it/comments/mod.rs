//! Comments: posting, changing and taking back, who sees them, votes and numbers.
mod again;
mod beginning;
mod counts;
mod crowding;
mod deleting;
mod editing;
mod idempotency;
mod moments;
mod posting;
mod previewing;
mod visibility;
mod voting;
