//! Threads: their pages, their states, what they cost and what they count.
mod branches;
mod cells;
mod clock;
mod closing;
mod doctor;
mod drift;
mod finding;
mod paging;
mod paging_under_writes;
mod pins;
mod plans;
mod statements;
mod states;
mod tombstones;
