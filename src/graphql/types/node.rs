//! Everything that has an id.
use super::{Author, Comment, Episode, Site};
use async_graphql::{ID, Interface};

/// Something that `node(id:)` finds again.
#[derive(Interface)]
#[graphql(field(
    name = "id",
    ty = "ID",
    desc = "Names it for ever, among all kinds of things."
))]
pub enum Node {
    Site(Site),
    Episode(Episode),
    Comment(Comment),
    Author(Author),
}
