//! A backup of Remark42: lines of JSON, first what is known of users and pages, then the comments.
//!
//! - The text is what was written (`orig`, Markdown), or else what was made of it (`text`, HTML).
//! - Whoever wrote is known by an id that begins with where they signed in: so they are distinct,
//!   except where Remark42 had imported them: then it is made of a name, and may be that of several.
//! - Who is blocked there is told, and not here.
//! - The first line may be missing, or without a version.
mod reader;
#[cfg(test)]
mod tests;

pub(super) use reader::Remark42;
