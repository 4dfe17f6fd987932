//! The outside: HTTP to GraphQL and the domain.
pub mod graphql;
