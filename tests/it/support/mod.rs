//! Help for the stories.
mod app;
mod authenticator;
mod build;
mod client;
pub(crate) mod database;
pub(crate) mod events;
pub(crate) mod log;
pub(crate) mod mail;
pub(crate) mod provider;
pub(crate) mod receiver;
pub(crate) mod smtp;
mod talk;

pub(crate) use app::{ORIGIN, OWN_ORIGIN, SECURE_ORIGIN, Setup, TestApp};
pub(crate) use authenticator::Authenticator;
pub(crate) use client::{Answer, Client};
pub(crate) use talk::{comment_id, episode_id, item, named, together};
