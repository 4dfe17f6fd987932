//! Help for the stories.
mod app;
mod build;
mod client;
mod database;

pub(crate) use app::{Setup, TestApp};
pub(crate) use client::{Answer, Client};
