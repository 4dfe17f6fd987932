//! Imports as admins have them done: made ready, begun, called off, looked at.
use super::{outcome::Outcome, reading::Rules};
use crate::{
    app::App,
    domain::{
        Error, access, credentials::limits::Operation, error::Conflict, input, jobs, policy, sites,
    },
    model::{
        Actor, Import, ImportFormat, ImportId, ImportOptions, ImportState, Member, Page,
        PageRequest, Site,
    },
    storage,
};
use anyhow::Context;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use zeroize::Zeroizing;

pub struct NewImport {
    /// None where it is to be guessed.
    pub format: Option<ImportFormat>,
    pub file_name: String,
    pub options: ImportOptions,
    pub url_rules: Vec<String>,
}

/// Where the file is to be sent.
pub struct Prepared {
    pub import: Shown,
    pub url: String,
    pub expires_at: DateTime<Utc>,
}

/// An import with who has had it begun, and what came of it.
#[derive(Clone)]
pub struct Shown {
    pub import: Import,
    pub started_by: Option<Member>,
    pub outcome: Option<Outcome>,
    pub url_rules: Vec<String>,
}

pub struct Listed {
    pub page: Page<Shown>,
    pub total: i32,
}

const PREFIX: &str = "rji_";
const FILE_NAME_MAX: usize = 200;
/// Bytes of all rules together.
const RULES_MAX: usize = 16 << 10;
/// The file has to be there by then.
pub(super) const TO_SEND: TimeDelta = TimeDelta::hours(1);
/// A file that is there, or was tried, can be imported for so long.
pub(super) const KEPT: TimeDelta = TimeDelta::hours(24);

/// The newest first.
pub async fn list(
    app: &App,
    actor: &Actor,
    site: &Site,
    page: &PageRequest,
) -> Result<Listed, Error> {
    access::signed_in(actor)?;
    policy::site::may_administer(actor, site, app.env.now())?;
    let db = app.db.read();
    let total = storage::imports::count(db, site.id).await?;
    let found = storage::imports::list(db, site.id, page).await?;
    let page = Page::cut(shown(app, found).await?, page.first);
    Ok(Listed {
        page,
        total: i32::try_from(total).unwrap_or(i32::MAX),
    })
}

/// A site has one that is not finished; files of those that are go.
pub async fn prepare(
    app: &App,
    actor: &Actor,
    site: &str,
    new: NewImport,
) -> Result<Prepared, Error> {
    access::signed_in(actor)?;
    let site = sites::get(app, site).await?;
    let member = enter(app, actor, &site).await?;
    let now = app.env.now();
    let token = token(app.env.random());
    let import = Import {
        id: ImportId(app.env.new_id()),
        site_id: site.id,
        started_by: member.id,
        format: new.format.unwrap_or(ImportFormat::Unknown),
        state: ImportState::AwaitingFile,
        is_dry_run: false,
        options: new.options,
        url_rules: url_rules(&new.url_rules)?,
        file_name: input::line("fileName", &new.file_name, FILE_NAME_MAX)?,
        bytes: 0,
        ticket_hash: Some(hash(&token)),
        kept_until: Some(now + TO_SEND),
        done: 0,
        total: None,
        report: None,
        error: None,
        created_at: now,
        finished_at: None,
    };
    let txn = app.db.begin_write().await?;
    if !storage::imports::insert_if_alone(&txn, import.clone()).await? {
        return Err(Conflict::ImportUnderway.into());
    }
    for old in storage::imports::list_kept(&txn, site.id).await? {
        super::clearing::drop_file(&txn, old).await?;
    }
    txn.commit().await?;
    tracing::info!(import.id = %import.id.0, site.id = %site.id.0, "an import is made ready");
    Ok(Prepared {
        import: show(app, import).await?,
        url: format!("{}/imports/{}", app.public_origin, token.as_str()),
        expires_at: now + TO_SEND,
    })
}

/// Of what each has to be, to be kept.
fn url_rules(rules: &[String]) -> Result<Option<String>, Error> {
    if rules.iter().map(String::len).sum::<usize>() > RULES_MAX {
        let max = format!("must have at most {RULES_MAX} bytes");
        return Err(Error::invalid("urlRules", max));
    }
    Rules::parse(rules).map_err(|bad| Error::invalid("urlRules", bad.to_string()))?;
    let written = serde_json::to_string(rules).context("cannot write the rules")?;
    Ok((!rules.is_empty()).then_some(written))
}

/// As they were kept.
pub(super) fn rules_of(import: &Import) -> Result<Vec<String>, Error> {
    let Some(rules) = &import.url_rules else {
        return Ok(Vec::new());
    };
    Ok(serde_json::from_str(rules).context("the rules cannot be read")?)
}

/// To be done by a worker. What was a dry run can be done in earnest as long as its file is there.
pub async fn start(
    app: &App,
    actor: &Actor,
    (id, is_dry_run): (ImportId, bool),
) -> Result<Shown, Error> {
    let (before, member) = find(app, actor, id).await?;
    let now = app.env.now();
    match before.state {
        ImportState::Ready | ImportState::Done
            if before.kept_until.is_some_and(|end| now < end) => {}
        ImportState::Waiting | ImportState::Running => return Err(Conflict::ImportUnderway.into()),
        _ => return Err(Conflict::NoFileToImport.into()),
    }
    let import = Import {
        started_by: member.id,
        state: ImportState::Waiting,
        is_dry_run,
        kept_until: None,
        done: 0,
        total: None,
        report: None,
        error: None,
        finished_at: None,
        ..before.clone()
    };
    let txn = app.db.begin_write().await?;
    if !storage::imports::save_if(&txn, import.clone(), &[before.state]).await? {
        return Err(Conflict::ImportUnderway.into());
    }
    jobs::bring_in(app, &txn, &import).await?;
    txn.commit().await?;
    jobs::wake(app);
    show(app, import).await
}

/// Before it runs.
pub async fn cancel(app: &App, actor: &Actor, id: ImportId) -> Result<Shown, Error> {
    let (before, _) = find(app, actor, id).await?;
    let early = [
        ImportState::AwaitingFile,
        ImportState::Ready,
        ImportState::Waiting,
    ];
    let import = called_off(before, app.env.now());
    let txn = app.db.begin_write().await?;
    if !storage::imports::save_if(&txn, import.clone(), &early).await? {
        return Err(Conflict::Nothing("the import runs, or is over").into());
    }
    storage::jobs::forget_import(&txn, import.id).await?;
    storage::import_pieces::delete(&txn, import.id).await?;
    txn.commit().await?;
    show(app, import).await
}

pub(super) fn called_off(import: Import, now: DateTime<Utc>) -> Import {
    Import {
        state: ImportState::Cancelled,
        ticket_hash: None,
        kept_until: None,
        finished_at: Some(now),
        ..import
    }
}

pub(super) fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// 256 random bits as text.
fn token(random: [u8; 32]) -> Zeroizing<String> {
    let random = Zeroizing::new(random);
    Zeroizing::new(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(*random)))
}

async fn enter<'a>(app: &App, actor: &'a Actor, site: &Site) -> Result<&'a Member, Error> {
    access::enter(app, actor, site)?;
    let member = policy::site::may_administer(actor, site, app.env.now())?;
    access::limit(app, Operation::Moderate, member).await?;
    Ok(member)
}

async fn find<'a>(
    app: &App,
    actor: &'a Actor,
    id: ImportId,
) -> Result<(Import, &'a Member), Error> {
    access::signed_in(actor)?;
    let import = storage::imports::find(app.db.read(), id).await?;
    let import = import.ok_or(Error::NotFound)?;
    let site = sites::find_by_id(app, import.site_id).await?;
    let member = enter(app, actor, &site.ok_or(Error::NotFound)?).await?;
    Ok((import, member))
}

async fn show(app: &App, import: Import) -> Result<Shown, Error> {
    let shown = shown(app, vec![import]).await?;
    shown.into_iter().next().ok_or(Error::NotFound)
}

/// With how far they have come by what this node knows.
async fn shown(app: &App, found: Vec<Import>) -> Result<Vec<Shown>, Error> {
    let mut ids: Vec<_> = found.iter().map(|import| import.started_by).collect();
    ids.sort_unstable();
    ids.dedup();
    let members = storage::members::list(&app.db, &ids).await?;
    let members: HashMap<_, _> = members
        .into_iter()
        .map(|member| (member.id, member))
        .collect();
    let dressed = found.into_iter().map(|mut import| {
        let here = app.importing.of(import.id);
        if let Some((done, total)) = here.filter(|_| import.state == ImportState::Running) {
            (import.done, import.total) = (done, total);
        }
        Ok(Shown {
            started_by: members.get(&import.started_by).cloned(),
            outcome: import.report.as_deref().map(Outcome::read).transpose()?,
            url_rules: rules_of(&import)?,
            import,
        })
    });
    dressed.collect()
}
