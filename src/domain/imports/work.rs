//! Doing an import that was begun at the desk: all in one transaction, in which the job ends too, so
//! that of several workers that try it one writes.
use super::{
    Fault,
    formats::{self, To},
    from_file::reopened,
    opening::{self, Opened},
    outcome::Outcome,
    own::Trust,
    packing,
    prepare::{KEPT, rules_of},
    progress::Progress,
    reading::{ImportError, Options, Report, Rules},
};
use crate::{
    app::App,
    domain::{Error, jobs::LEASE, log, sites},
    model::{Import, ImportFormat, ImportId, ImportState, Job, Site},
    storage::{self, Txn},
};
use anyhow::Context;
use std::{fs::File, io::Write as _, sync::Arc, time::Duration};
use tokio::{
    runtime::Handle,
    task::{AbortHandle, spawn_blocking},
    time::sleep,
};

/// What has been broken off so often is given up.
const ATTEMPTS: i32 = 5;
const INTERRUPTED: &str = "It was interrupted five times. Nothing was imported.";
const INTERNAL: &str = "An internal error, which is in the service's log. Nothing was imported.";

/// How often other nodes are told how far it has come.
const TELLING: Duration = Duration::from_secs(1);
/// So many times, and the lease is renewed: four times while it lasts.
const RENEWING: u32 = 15;

/// What a worker has in hand.
struct Work {
    app: Arc<App>,
    job: Job,
    import: Import,
    site: Site,
    progress: Arc<Progress>,
    telling: Option<AbortHandle>,
}

/// Whoever lets go of it stops it.
impl Drop for Work {
    fn drop(&mut self) {
        self.progress.stop();
        self.app.importing.end(self.import.id);
        if let Some(telling) = &self.telling {
            telling.abort();
        }
    }
}

type Written = (Txn, Result<Report, ImportError>);
/// With the format, which may have been guessed.
type Known = (Txn, ImportFormat, Result<Report, ImportError>);

pub(in crate::domain) async fn run(app: &Arc<App>, job: &Job) -> Result<(), Error> {
    let Some((site, import)) = begin(app, job).await? else {
        storage::jobs::finish(app.db.write(), job).await?;
        return Ok(());
    };
    if job.attempts > ATTEMPTS {
        let txn = app.db.begin_write().await?;
        return conclude(app, (txn, job), import, Err(INTERRUPTED.to_owned())).await;
    }
    let progress = app.importing.begin(import.id);
    let mut work = Work {
        app: Arc::clone(app),
        job: job.clone(),
        import: import.clone(),
        site,
        progress,
        telling: None,
    };
    work.tell();
    match work.write().await {
        Ok((txn, format, written)) => {
            let import = Import { format, ..import };
            let written = written.map_err(|fault| format!("{fault}. Nothing was imported."));
            conclude(app, (txn, job), import, written).await
        }
        Err(Error::Internal(cause)) => {
            tracing::error!(import.id = %import.id.0, error = ?cause, "an import failed");
            let txn = app.db.begin_write().await?;
            conclude(app, (txn, job), import, Err(INTERNAL.to_owned())).await
        }
        Err(fault) => Err(fault),
    }
}

/// None when it was called off.
async fn begin(app: &App, job: &Job) -> Result<Option<(Site, Import)>, Error> {
    let Some(id) = job.import_id else {
        return Ok(None);
    };
    let Some(import) = storage::imports::find(app.db.read(), id).await? else {
        return Ok(None);
    };
    let Some(site) = sites::find_by_id(app, import.site_id).await? else {
        return Ok(None);
    };
    let import = Import {
        state: ImportState::Running,
        ..import
    };
    let begun = [ImportState::Waiting, ImportState::Running];
    let txn = app.db.begin_write().await?;
    let is_wanted = storage::imports::save_if(&txn, import.clone(), &begun).await?;
    txn.commit().await?;
    Ok(is_wanted.then_some((site, import)))
}

async fn conclude(
    app: &App,
    (txn, job): (Txn, &Job),
    import: Import,
    written: Result<Report, String>,
) -> Result<(), Error> {
    let now = app.env.now();
    let (id, is_dry_run) = (import.id, import.is_dry_run);
    let mut import = Import {
        finished_at: Some(now),
        ..import
    };
    match written {
        Ok(report) => {
            import.state = ImportState::Done;
            import.done = report.to_import();
            import.total = Some(import.done);
            import.report = Some(Outcome::of(&report).write()?);
            import.kept_until = is_dry_run.then_some(now + KEPT);
        }
        Err(why) => {
            import.state = ImportState::Failed;
            import.error = Some(why);
        }
    }
    let state = import.state;
    if import.kept_until.is_none() {
        storage::import_pieces::delete(&txn, id).await?;
    }
    let mine = storage::imports::save_if(&txn, import, &[ImportState::Running]).await?
        && storage::jobs::finish(&txn, job).await?;
    if !mine {
        tracing::warn!(import.id = %id.0, "an import was taken over by another worker");
        return Ok(());
    }
    txn.commit().await?;
    tracing::info!(import.id = %id.0, site.id = %job.site_id.0, ?state, is_dry_run, "an import is over");
    Ok(())
}

impl Work {
    /// Where other nodes may look at it: how far it has come, and that it is in hand.
    fn tell(&mut self) {
        if !self.app.db.is_shared() {
            return;
        }
        let (app, job) = (Arc::clone(&self.app), self.job.clone());
        let (id, progress) = (self.import.id, Arc::clone(&self.progress));
        let telling = tokio::spawn(async move {
            let mut round = 0;
            while told(&app, &job, (id, &progress), round).await {
                sleep(TELLING).await;
                round += 1;
            }
            progress.stop();
        });
        self.telling = Some(telling.abort_handle());
    }

    /// The worker's threads answer others meanwhile.
    async fn write(&self) -> Result<Known, Error> {
        let file = spool(&self.app, self.import.id).await?;
        let (app, site, import) = (
            Arc::clone(&self.app),
            self.site.clone(),
            self.import.clone(),
        );
        let (progress, handle) = (Arc::clone(&self.progress), Handle::current());
        let name = format!("job-{}", self.job.id.0.simple());
        let written = spawn_blocking(move || {
            let by = log::By {
                member: Some(import.started_by),
                correlation_id: Some(&name),
            };
            handle.block_on(async {
                let wanted = Some(import.format).filter(|it| *it != ImportFormat::Unknown);
                match opening::opened(file, wanted).await {
                    Ok(file) => {
                        let place = (&site, &import, by);
                        let (txn, report) = bring_in(&app, place, (&file, &progress)).await?;
                        Ok((txn, file.format, report))
                    }
                    Err(Fault::File(fault)) => {
                        Ok((app.db.begin_write().await?, import.format, Err(fault)))
                    }
                    Err(Fault::Domain(fault)) => Err(fault),
                }
            })
        });
        written
            .await
            .map_err(|fault| Error::Internal(fault.into()))?
    }
}

/// False when another worker has it.
async fn told(app: &App, job: &Job, (id, progress): (ImportId, &Progress), round: u32) -> bool {
    let db = app.db.write();
    let told = storage::imports::progress(db, id, progress.get()).await;
    let renewed = if round.is_multiple_of(RENEWING) {
        storage::jobs::renew(db, job, app.env.now() + LEASE).await
    } else {
        Ok(true)
    };
    if let Err(error) = told.and(renewed.as_ref().map(|_| ()).map_err(Clone::clone)) {
        tracing::warn!(%error, import.id = %id.0, "cannot tell how far an import has come");
    }
    renewed.unwrap_or(true)
}

/// The whole file, in one that has no name and goes with its last reader.
async fn spool(app: &App, id: ImportId) -> Result<File, Error> {
    let db = app.db.read();
    let mut file = tempfile::tempfile().context("no room for a file")?;
    let mut number = 0;
    while let Some(piece) = storage::import_pieces::find(db, (id, number)).await? {
        let writing = spawn_blocking(move || {
            file.write_all(&packing::unpacked(&piece)?)?;
            Ok::<_, std::io::Error>(file)
        });
        let written = writing
            .await
            .map_err(|fault| Error::Internal(fault.into()))?;
        file = written.context("cannot write the file")?;
        number += 1;
    }
    Ok(file)
}

/// Into a part of the transaction that can be taken back by itself, which a dry run is.
async fn bring_in(
    app: &App,
    (site, import, by): (&Site, &Import, log::By<'_>),
    (file, progress): (&Opened, &Progress),
) -> Result<Written, Error> {
    let rules = Rules::parse(&rules_of(import)?).map_err(anyhow::Error::from)?;
    let options = Options {
        rules: rules.below(&site.origins),
        with_spam: import.options.with_spam,
        with_trash: import.options.with_trash,
        with_unpublished: import.options.with_unpublished,
        ..super::options(app.env.now())
    };
    let open = || reopened(|| progress.read(&file.file));
    let found = formats::look((file.format, Trust::Admin), open()?, &options);
    let txn = app.db.begin_write().await?.unhurried();
    let found = match found {
        Ok(found) => found,
        Err(fault) => return Ok((txn, Err(fault))),
    };
    let part = txn.begin_part().await?;
    let to = To {
        app,
        txn: &part,
        site: Some(site.clone()),
        key: &site.key,
        format: file.format,
        trust: Trust::Admin,
        by,
    };
    let done = |done, total| progress.set(done, total);
    match to.write(found, open()?, done).await {
        Ok(report) if import.is_dry_run => {
            part.rollback().await?;
            Ok((txn, Ok(report)))
        }
        Ok(report) => {
            part.commit().await?;
            Ok((txn, Ok(report)))
        }
        Err(Fault::File(fault)) => {
            part.rollback().await?;
            Ok((txn, Err(fault)))
        }
        Err(Fault::Domain(fault)) => Err(fault),
    }
}
