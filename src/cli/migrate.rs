//! `rejoinder migrate`.
use super::{connect, say};
use crate::{
    config::Config,
    storage::{self, Db, db::Alone},
};
use anyhow::{Context, bail};
use clap::Subcommand;
use migration::{MigrationStatus, Migrator, MigratorTrait};
use sea_orm::DbErr;
use std::{process::ExitCode, time::Duration};
use tokio::time::sleep;

const TRIES: u32 = 3;
const AGAIN: Duration = Duration::from_secs(2);

pub(super) const EXAMPLE: &str = "\
Examples:
  rejoinder migrate status
  rejoinder migrate up
  rejoinder migrate down --steps 1";

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Take every step that has not been taken. `serve` does this by itself.
    #[command(after_help = EXAMPLE)]
    Up,
    /// Take steps back. Loses what their tables hold: make a backup first.
    #[command(after_help = EXAMPLE)]
    Down {
        /// How many steps.
        #[arg(long, default_value_t = 1)]
        steps: u32,
    },
    /// List the steps.
    #[command(after_help = EXAMPLE)]
    Status,
}

pub(super) async fn run(config: &Config, args: Args) -> anyhow::Result<ExitCode> {
    let db = connect(config).await?;
    match args.what {
        What::Up => up(&db).await?,
        What::Down { steps } => {
            refuse_newer(&db).await?;
            let alone = db.alone().await?;
            let done = match &alone {
                Alone::Whole(txn) => Migrator::down(txn, Some(steps)).await,
                Alone::Lock(_) => Migrator::down(db.driver(), Some(steps)).await,
            };
            done.context("cannot step back")?;
            alone.release().await?;
        }
        What::Status => refuse_newer(&db).await?,
    }
    for step in Migrator::get_migration_with_status(db.driver()).await? {
        let state = match step.status() {
            MigrationStatus::Applied => "done   ",
            MigrationStatus::Pending => "pending",
        };
        say(&format!("{state}  {}", step.name()));
    }
    Ok(ExitCode::SUCCESS)
}

/// Several nodes may start at once: one migrates, the others wait for it.
pub(super) async fn up(db: &Db) -> anyhow::Result<()> {
    refuse_newer(db).await?;
    if is_up_to_date(db).await? {
        return Ok(());
    }
    let alone = db.alone().await?;
    let done = match &alone {
        Alone::Whole(txn) => Migrator::up(txn, None).await,
        Alone::Lock(_) => up_beside(db).await,
    };
    done.context("cannot bring the database's tables up to date")?;
    alone.release().await?;
    Ok(())
}

/// A node that was killed has let go of the lock, and the server may still be at its last statement, which
/// then is in the way of ours. Each step is a transaction or goes on where it stopped: one that has failed
/// can be taken again.
async fn up_beside(db: &Db) -> Result<(), DbErr> {
    for _ in 1..TRIES {
        match Migrator::up(db.driver(), None).await {
            Ok(()) => return Ok(()),
            Err(error) => tracing::warn!(%error, "a step has failed: trying again"),
        }
        sleep(AGAIN).await;
    }
    Migrator::up(db.driver(), None).await
}

/// What a newer version has made of the tables, this one does not know.
pub(super) async fn refuse_newer(db: &Db) -> anyhow::Result<()> {
    // A new database has no such table, and one that cannot be read says so to whoever reads it next.
    let taken = storage::steps::taken(db.read()).await.unwrap_or_default();
    let known = Migrator::migrations();
    let is_known = |step: &String| known.iter().any(|known| known.name() == step);
    if let Some(step) = taken.iter().find(|step| !is_known(step)) {
        bail!(
            "a newer rejoinder has used this database: run that one, or restore a backup of before \
             (the step {step} is not known here)"
        );
    }
    Ok(())
}

/// Looks, and changes nothing.
pub(super) async fn is_up_to_date(db: &Db) -> anyhow::Result<bool> {
    Ok(pending(db).await.is_ok_and(|steps| steps == 0))
}

/// How many steps there are.
pub(super) fn steps() -> usize {
    Migrator::migrations().len()
}

/// How many steps are missing. Fails where the tables are of a newer version, or of another program.
pub(super) async fn pending(db: &Db) -> anyhow::Result<usize> {
    let pending = Migrator::get_pending_migrations_read_only(db.read()).await?;
    Ok(pending.len())
}
