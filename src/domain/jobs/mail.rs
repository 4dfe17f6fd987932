//! Sending one mail. A worker that is cut off between the server's yes and the end of the job leaves
//! a mail that is sent once more, under the same `Message-ID`.
use super::{
    conclude::{self, End},
    run,
};
use crate::{
    app::App,
    domain::{Error, mails, opinions::Failure},
    mailer::Fault,
    model::Job,
    storage,
};

pub(super) async fn send(app: &App, job: &Job) -> Result<(), Error> {
    let letter = match job.mail_id {
        Some(id) => mails::letter(app, id).await?,
        None => None,
    };
    let Some(letter) = letter else {
        return conclude::conclude(app, job, End::Dropped).await;
    };
    match app.mailer.send(&letter).await {
        Ok(()) => sent(app, job).await,
        Err(fault) => run::fail(app, job, fault.into()).await,
    }
}

async fn sent(app: &App, job: &Job) -> Result<(), Error> {
    let txn = app.db.begin_write().await?;
    let mine = storage::jobs::finish(&txn, job).await?;
    if let Some(mail) = job.mail_id.filter(|_| mine) {
        mails::sent(app, &txn, mail).await?;
        txn.commit().await?;
    }
    Ok(())
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self {
            retry: !fault.is_lasting(),
            what: format!("Not sent: {fault}."),
        }
    }
}
