//! The command line: a file a command.
mod account;
mod backup;
mod demo;
mod doctor;
mod documents;
mod export;
mod import;
mod keys;
mod migrate;
mod restore;
mod schema;
mod serve;
mod site;
mod site_key;
mod supervisor;

use crate::{
    app::App,
    config::{Config, Purpose},
    domain::Error,
    env::Env,
    graphql::error,
    storage::{Db, db::DbOptions},
    telemetry::{self, Traces},
};
use anyhow::{Context as _, anyhow, bail};
use clap::{Parser, Subcommand};
use std::{io::Write, path::PathBuf, process::ExitCode};

/// Threaded, moderated comments for shows and other sites that publish in episodes.
#[derive(Parser)]
#[command(name = "rejoinder", version, arg_required_else_help = true)]
struct Cli {
    /// Read this configuration file instead of rejoinder.toml in the working folder.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run a whole working example, with invented people and texts, on a database of its own.
    #[command(after_help = demo::EXAMPLE)]
    Demo(demo::Args),
    /// Run the service.
    #[command(after_help = serve::help())]
    Serve,
    /// Bring the database's tables up to date, or take steps back.
    #[command(after_help = migrate::EXAMPLE)]
    Migrate(migrate::Args),
    /// Print the GraphQL schema.
    #[command(after_help = schema::EXAMPLE)]
    Schema,
    /// Print the persisted documents, by hash.
    #[command(after_help = documents::EXAMPLE)]
    Documents,
    /// Create and list sites.
    #[command(after_help = site::EXAMPLE)]
    Site(site::Args),
    /// Create accounts, and give them a role on a site.
    #[command(after_help = account::EXAMPLE)]
    Account(account::Args),
    /// List and change the keys that sign access tokens.
    #[command(after_help = keys::EXAMPLE)]
    Keys(keys::Args),
    /// Bring in comments from another system.
    #[command(after_help = import::EXAMPLE)]
    Import(import::Args),
    /// Take a whole site away, as lines of JSON.
    #[command(after_help = export::EXAMPLE)]
    Export(export::Args),
    /// Copy the database while it is in use, and look through the copy.
    #[command(after_help = backup::EXAMPLE)]
    Backup(backup::Args),
    /// Put a backup in an empty place.
    #[command(after_help = restore::EXAMPLE)]
    Restore(restore::Args),
    /// Recount everything that is kept instead of counted, and tell what is wrong.
    #[command(after_help = doctor::EXAMPLE)]
    Doctor(doctor::Args),
}

/// The whole program. Errors are one line that says what to do; exit status 1, or 2 for words
/// that the command line does not know.
pub async fn run() -> ExitCode {
    let cli = Cli::parse();
    match Box::pin(dispatch(cli)).await {
        Ok(code) => code,
        Err(fault) => {
            say_error(&format!("{fault:#}"));
            ExitCode::FAILURE
        }
    }
}

async fn dispatch(cli: Cli) -> anyhow::Result<ExitCode> {
    let purpose = match cli.command {
        Command::Demo(_) => Purpose::Demo,
        _ => Purpose::Serve,
    };
    match cli.command {
        Command::Schema => return Ok(schema::run()),
        Command::Documents => return Ok(documents::run()),
        _ => {}
    }
    let config = Config::load(cli.config.as_deref(), purpose)?;
    let serves = matches!(cli.command, Command::Demo(_) | Command::Serve);
    let wanted = config.traces.clone().filter(|_| serves);
    let traces = telemetry::init(&config.log, wanted);
    let outcome = run_command(&config, cli.command, traces).await;
    if let Some(file) = config.database.url.file().filter(|_| !serves)
        && file.exists()
        && let Err(error) = crate::storage::backup::settle(&file)
    {
        tracing::debug!(%error, "the write-ahead log stays beside the database");
    }
    outcome
}

async fn run_command(
    config: &Config,
    command: Command,
    traces: Option<Traces>,
) -> anyhow::Result<ExitCode> {
    match command {
        Command::Demo(args) => Box::pin(demo::run(config, args, traces)).await,
        Command::Serve => serve::run(config, traces).await,
        Command::Migrate(args) => migrate::run(config, args).await,
        Command::Schema => Ok(schema::run()),
        Command::Documents => Ok(documents::run()),
        Command::Site(args) => site::run(config, args).await,
        Command::Account(args) => account::run(config, args).await,
        Command::Keys(args) => keys::run(config, args).await,
        Command::Import(args) => Box::pin(import::run(config, args)).await,
        Command::Export(args) => export::run(config, args).await,
        Command::Backup(args) => backup::run(config, args).await,
        Command::Restore(args) => restore::run(config, args).await,
        Command::Doctor(args) => doctor::run(config, args).await,
    }
}

/// A database that is a file which does not exist is made.
async fn connect(config: &Config) -> anyhow::Result<Db> {
    let options = DbOptions {
        url: config.database.url.expose().to_owned(),
        max_connections: config.database.max_connections,
        acquire_timeout: config.database.acquire_timeout,
    };
    let place = &config.database.url;
    let db = Db::connect(&options).await.map_err(|fault| {
        anyhow!(
            "cannot reach the database {place} ({fault}): is it running, and database_url right?"
        )
    })?;
    let Some(replica) = &config.database.replica else {
        return Ok(db);
    };
    let url = replica.expose().to_owned();
    let replica = db.with_replica(&DbOptions { url, ..options }).await;
    replica.context("cannot use database.replica_url")
}

/// The app on a database whose tables are up to date, made if it does not exist.
async fn open(config: &Config) -> anyhow::Result<App> {
    let db = connect(config).await?;
    migrate::up(&db).await?;
    app(config, db).await
}

/// The app on a database that is there and up to date: for commands that look, or bring something
/// to what is there.
async fn open_existing(config: &Config) -> anyhow::Result<App> {
    let place = &config.database.url;
    if place.file().is_some_and(|file| !file.exists()) {
        bail!(
            "there is no database {place}: `rejoinder site create` makes one, or set database_url"
        );
    }
    let db = connect(config).await?;
    migrate::refuse_newer(&db).await?;
    if !migrate::is_up_to_date(&db).await? {
        bail!("the tables of {place} are not up to date: run `rejoinder migrate up`");
    }
    app(config, db).await
}

async fn app(config: &Config, db: Db) -> anyhow::Result<App> {
    let settings = config.app();
    App::new(db, Env::real(), settings).await.map_err(told)
}

/// A use case's failure as a sentence for the terminal.
fn told(fault: Error) -> anyhow::Error {
    match fault {
        Error::Internal(cause) => cause,
        fault => anyhow!(error::message(&fault)),
    }
}

/// Whoever reads the output may stop reading: that is no fault.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

#[expect(clippy::print_stderr, reason = "this is where commands speak")]
fn say_error(line: &str) {
    eprintln!("rejoinder: {line}");
}
