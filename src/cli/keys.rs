//! `rejoinder keys`.
use super::{open_existing, say, told};
use crate::{
    config::Config,
    domain::keys::{self, KeyState},
};
use chrono::{DateTime, SecondsFormat, Utc};
use clap::Subcommand;
use std::process::ExitCode;

pub(super) const EXAMPLE: &str = "\
Private halves are never shown; /.well-known/jwks.json has the public ones.

Examples:
  rejoinder keys list
  rejoinder keys rotate";

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Make another key, which signs in a minute. The old one verifies until its last token has
    /// ended, so nobody is signed out.
    #[command(after_help = EXAMPLE)]
    Rotate,
    /// List the keys of access tokens.
    #[command(after_help = EXAMPLE)]
    List,
}

pub(super) async fn run(config: &Config, args: Args) -> anyhow::Result<ExitCode> {
    let app = open_existing(config).await?;
    match args.what {
        What::Rotate => {
            let made = keys::rotate(&app).await.map_err(told)?;
            say(&format!("Key {} {}.", made.kid, words(made.state)));
        }
        What::List => {
            for key in keys::list(&app).await.map_err(told)? {
                let made = time(key.created_at);
                say(&format!("{}\t{}\tmade {made}", key.kid, words(key.state)));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn words(state: KeyState) -> String {
    match state {
        KeyState::Coming(from) => format!("signs from {} on", time(from)),
        KeyState::Signs => "signs".to_owned(),
        KeyState::Verifies(until) => format!("verifies until {}", time(until)),
    }
}

fn time(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}
