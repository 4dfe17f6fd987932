//! `rejoinder site`.
use super::{open, open_existing, say, site_key, told};
use crate::{
    config::Config,
    domain::{
        Error,
        sites::{self, NewSite, Settings},
    },
    model::{Mode, Site},
};
use anyhow::anyhow;
use clap::{ArgGroup, Subcommand, ValueEnum};
use std::process::ExitCode;

pub(super) const EXAMPLE: &str = "\
Examples:
  rejoinder site create history --name 'The Harbour Lamp' --origin https://history.example
  rejoinder site update history --origin https://history.example --origin https://www.history.example
  rejoinder site list";

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Create a site.
    #[command(after_help = EXAMPLE)]
    Create(Create),
    /// Change a site: what is not given stays. The log keeps what was before.
    #[command(after_help = EXAMPLE)]
    Update(Update),
    /// List the sites.
    #[command(after_help = EXAMPLE)]
    List,
    /// The keys with which a site signs tokens for its own accounts.
    #[command(after_help = site_key::EXAMPLE)]
    Key(site_key::Args),
}

#[derive(clap::Args)]
struct Create {
    /// Names the site in requests: a-z, 0-9 and -, at most 64 characters.
    key: String,
    /// The show's name, for people.
    #[arg(long)]
    name: String,
    /// Scheme and host of the pages that embed the threads; give it once for each.
    #[arg(long = "origin", value_name = "ORIGIN")]
    origins: Vec<String>,
    /// Which comments wait for a moderator.
    #[arg(long, value_enum, ignore_case = true, default_value = "NEWCOMERS")]
    mode: ModeArg,
    /// How many levels of replies are shown, 1 to 10.
    #[arg(long, default_value_t = Site::NESTING_DEFAULT)]
    nesting: i16,
    /// Take comments only on episodes that a moderator has created.
    #[arg(long)]
    episodes_must_exist: bool,
    /// Close each thread so many days after its episode's publication.
    #[arg(long, value_name = "DAYS")]
    close_after_days: Option<i32>,
}

#[derive(clap::Args)]
#[command(group(ArgGroup::new("change").args(["name", "origins", "mode"]).required(true).multiple(true)))]
struct Update {
    /// The site's key.
    key: String,
    /// The show's name, for people.
    #[arg(long)]
    name: Option<String>,
    /// Scheme and host of the pages that embed the threads, in place of those that there are; give
    /// it once for each.
    #[arg(long = "origin", value_name = "ORIGIN")]
    origins: Option<Vec<String>>,
    /// Which comments wait for a moderator.
    #[arg(long, value_enum, ignore_case = true)]
    mode: Option<ModeArg>,
}

#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "SCREAMING_SNAKE_CASE")]
enum ModeArg {
    /// All of them.
    Pre,
    /// Those of authors with few approved comments.
    Newcomers,
    /// None: they are shown at once.
    Post,
}

pub(super) async fn run(config: &Config, args: Args) -> anyhow::Result<ExitCode> {
    match args.what {
        What::Create(args) => {
            let app = open(config).await?;
            let (key, warn) = (args.key.clone(), args.origins.is_empty());
            let site = sites::create(&app, args.into())
                .await
                .map_err(|fault| match fault {
                    Error::Conflict(_) => anyhow!("there is already a site {key:?}"),
                    fault => told(fault),
                })?;
            say(&format!("Created site {:?} ({}).", site.key, site.name));
            if warn {
                say("No page may write to it yet: it has no --origin.");
            }
        }
        What::Update(args) => {
            let app = open_existing(config).await?;
            let key = args.key.clone();
            let site = sites::update_as_operator(&app, &key, args.into()).await;
            let site = site.map_err(|fault| match fault {
                Error::NotFound => anyhow!("there is no site {key:?}: see `rejoinder site list`"),
                fault => told(fault),
            })?;
            say(&format!("Changed site {:?} ({}).", site.key, site.name));
            say(&format!(
                "Pages that may write to it: {}",
                site.origins.join(" ")
            ));
        }
        What::Key(args) => return site_key::run(config, args).await,
        What::List => {
            let app = open_existing(config).await?;
            for site in sites::list(&app).await.map_err(told)? {
                let origins = site.origins.join(" ");
                say(&format!("{}\t{}\t{origins}", site.key, site.name));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

impl From<Create> for NewSite {
    fn from(args: Create) -> Self {
        Self {
            key: args.key,
            name: args.name,
            origins: args.origins,
            mode: args.mode.into(),
            nesting: args.nesting,
            episodes_must_exist: args.episodes_must_exist,
            close_after_days: args.close_after_days,
        }
    }
}

impl From<Update> for Settings {
    fn from(args: Update) -> Self {
        Self {
            name: args.name,
            origins: args.origins,
            mode: args.mode.map(Mode::from),
            ..Self::default()
        }
    }
}

impl From<ModeArg> for Mode {
    fn from(mode: ModeArg) -> Self {
        match mode {
            ModeArg::Pre => Self::Pre,
            ModeArg::Newcomers => Self::Newcomers,
            ModeArg::Post => Self::Post,
        }
    }
}
