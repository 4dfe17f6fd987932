//! `rejoinder account`.
use super::{open, open_existing, say, told};
use crate::{
    config::Config,
    domain::{
        accounts::{self, Created, NewAccount},
        credentials::Secret,
        factors,
    },
    model::Role,
};
use anyhow::{Context, bail};
use clap::{Subcommand, ValueEnum};
use std::{io::BufRead, process::ExitCode};

pub(super) const EXAMPLE: &str = "\
Example:
  echo 'a long phrase of your own' | rejoinder account create --email mo@example.org \\
      --name Mo --site history --role MODERATOR --password-stdin";

const RESET_EXAMPLE: &str = "\
Example:
  rejoinder account reset-factors --email mo@example.org";

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Create an account, or give an existing one a role or a new password. Its e-mail address
    /// counts as verified: you vouch for it.
    #[command(after_help = EXAMPLE)]
    Create(Create),
    /// Take all second factors of an account away, for somebody who has lost them, and end its
    /// sessions. Make sure first that it is they who ask: with the factors goes what they protected.
    #[command(after_help = RESET_EXAMPLE)]
    ResetFactors(ResetFactors),
}

#[derive(clap::Args)]
struct ResetFactors {
    /// What the account signs in with.
    #[arg(long)]
    email: String,
}

#[derive(clap::Args)]
struct Create {
    /// What it signs in with.
    #[arg(long)]
    email: String,
    /// Shown with its comments.
    #[arg(long)]
    name: String,
    /// The site that it becomes a member of.
    #[arg(long, value_name = "KEY")]
    site: Option<String>,
    /// What it may do on the site; without it, what it may already, and a new member comments.
    #[arg(long, value_enum, ignore_case = true, requires = "site")]
    role: Option<RoleArg>,
    /// Read the password from the first line of standard input.
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "SCREAMING_SNAKE_CASE")]
enum RoleArg {
    /// Reads, posts and votes.
    Commenter,
    /// Also decides on comments and threads.
    Moderator,
    /// Also runs the site.
    Admin,
}

pub(super) async fn run(config: &Config, args: Args) -> anyhow::Result<ExitCode> {
    match args.what {
        What::Create(args) => create(config, args).await,
        What::ResetFactors(args) => reset_factors(config, &args).await,
    }
}

async fn reset_factors(config: &Config, args: &ResetFactors) -> anyhow::Result<ExitCode> {
    let app = open_existing(config).await?;
    let account = match factors::reset(&app, &args.email).await {
        Err(crate::domain::Error::NotFound) => {
            bail!("there is no account with this e-mail address")
        }
        result => result.map_err(told)?,
    };
    say(&format!(
        "{} signs in without a second factor now, and has been signed out everywhere.",
        account.display_name
    ));
    Ok(ExitCode::SUCCESS)
}

async fn create(config: &Config, args: Create) -> anyhow::Result<ExitCode> {
    let password = if args.password_stdin {
        Some(read_password()?)
    } else {
        None
    };
    let role = args.role.map(|role| match role {
        RoleArg::Commenter => Role::Commenter,
        RoleArg::Moderator => Role::Moderator,
        RoleArg::Admin => Role::Admin,
    });
    let new = NewAccount {
        email: args.email,
        display_name: args.name,
        password,
        site: args.site.map(|key| (key, role)),
    };
    let app = open(config).await?;
    let missing = new.site.as_ref().map(|(key, _)| key.clone());
    let Created {
        account,
        member,
        can_sign_in,
    } = match accounts::create(&app, new).await {
        Err(crate::domain::Error::NotFound) => {
            let key = missing.unwrap_or_default();
            bail!("there is no site {key:?}: create it with `rejoinder site create {key} …`");
        }
        result => result.map_err(told)?,
    };
    let place = member.map_or(String::new(), |member| {
        format!(
            ", {} on the site",
            format!("{:?}", member.role).to_uppercase()
        )
    });
    let email = account.email.as_deref().unwrap_or_default();
    say(&format!("{} ({email}){place}.", account.display_name));
    if !can_sign_in {
        say("It has no password yet and cannot sign in: run this again with --password-stdin.");
    }
    Ok(ExitCode::SUCCESS)
}

fn read_password() -> anyhow::Result<Secret> {
    let mut line = zeroize::Zeroizing::new(String::new());
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .context("cannot read standard input")?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        bail!("no password came by standard input: write it there as one line");
    }
    Ok(Secret::new(password))
}
