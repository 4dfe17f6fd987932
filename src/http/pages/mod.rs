//! Plain pages of our own: those that the links in mails lead to, and what the pages of a sign-in
//! by a provider have in common with them. They need no script, and looking at one changes nothing:
//! mail scanners follow links too. What happens is asked for by a form of our own.
mod account;
pub mod form;
mod guest;
mod guest_words;
pub mod layout;
pub mod line;
pub mod page;
pub mod words;

pub(super) use account::routes;
pub use page::Page;
