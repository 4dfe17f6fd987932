//! Translation between GraphQL and the domain, nothing else: a resolver parses ids, calls one use
//! case and wraps the result.
pub mod context;
pub mod cursor;
pub mod error;
mod given;
pub mod id;
pub mod limits;
pub mod mutation;
pub mod page;
pub mod plan;
pub mod query;
pub mod scan;
pub mod schema;
pub mod subscription;
pub mod types;

pub use schema::{Schema, schema};
