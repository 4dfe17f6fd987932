//! An export of Disqus: XML, in which threads stand before the posts that name them.
//!
//! - Elements and attributes are matched without their prefix, as in every XML here.
//! - A post whose thread is not in the file is left out and told; so is one that was deleted. What
//!   answers it goes to its nearest kept ancestor.
//! - Threads of one page, by `http` and `https` or with `www.`, are one episode; one without a link
//!   is known by its identifier, or else its number.
//! - Whoever had an account is known by the user name; a guest by e-mail and name.
mod reader;
#[cfg(test)]
mod tests;

pub(super) use reader::Disqus;
