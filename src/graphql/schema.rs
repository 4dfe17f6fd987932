//! The schema and its limits.
use super::{
    error::ErrorCode, limits, mutation::Mutation, query::Query, subscription::Subscription,
};

use std::sync::LazyLock;

pub type Schema = async_graphql::Schema<Query, Mutation, Subscription>;

/// Built once a process: nothing of it hangs on an app.
static SCHEMA: LazyLock<Schema> = LazyLock::new(|| {
    async_graphql::Schema::build(Query, Mutation::default(), Subscription)
        .register_output_type::<ErrorCode>()
        .limit_depth(limits::DEPTH)
        .limit_complexity(limits::COMPLEXITY)
        .limit_recursive_depth(limits::RECURSIVE_DEPTH)
        .limit_directives(limits::DIRECTIVES)
        .disable_suggestions()
        .finish()
});

pub fn schema() -> Schema {
    SCHEMA.clone()
}
