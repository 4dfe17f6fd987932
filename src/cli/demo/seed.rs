//! Filling the demo's database, once.
use super::{
    PASSWORD, PEOPLE, SITE,
    desk::{self, Cast},
    lately::NUISANCES,
    show::{self, EPISODES, HOST, LISTENERS, Remark, Thread},
};
use crate::{
    app::App,
    cli::told,
    domain::{
        Error,
        accounts::{self, NewAccount},
        credentials::Secret,
        episodes,
        imports::{Planned, Writer},
        sites::{self, NewSite},
    },
    model::{Episode, HoldReason, MemberId, Mode, Role, Site, Status, ThreadState},
    storage::{self, Txn},
};
use anyhow::bail;
use chrono::{DateTime, Duration, Utc};

/// Does nothing when the demo's people are there already. Whatever else a database holds, it gets
/// no accounts with a password that everybody knows.
pub(super) async fn seed(app: &App) -> anyhow::Result<()> {
    let db = app.db.read();
    let (admin, ..) = PEOPLE[PEOPLE.len() - 1];
    if storage::accounts::find_credentials(db, admin)
        .await?
        .is_some()
    {
        return Ok(());
    }
    if !storage::sites::list(db).await?.is_empty() {
        bail!(
            "this database has sites of its own, and the demo's accounts have a public password: \
             unset database_url, or give the demo a database to itself"
        );
    }
    fill(app).await.map_err(told)
}

async fn fill(app: &App) -> Result<(), Error> {
    let site = sites::create(app, new_site(app)).await?;
    let mut signed_in = Vec::new();
    for ((email, name, _), role) in
        PEOPLE
            .into_iter()
            .zip([Role::Commenter, Role::Moderator, Role::Admin])
    {
        let new = NewAccount {
            email: email.to_owned(),
            display_name: name.to_owned(),
            password: Some(Secret::new(PASSWORD)),
            site: Some((SITE.to_owned(), Some(role))),
        };
        let created = accounts::create(app, new).await?;
        signed_in.extend(created.member.map(|member| member.id));
    }
    let txn = app.db.begin_write().await?;
    let mut people = Vec::new();
    let names = LISTENERS.into_iter().chain(NUISANCES);
    for (index, name) in names.enumerate() {
        people.push(match (index, signed_in.last()) {
            (HOST, Some(&host)) => host,
            _ => accounts::insert_unclaimed(app, &txn, site.id, name).await?,
        });
    }
    for episode in &EPISODES {
        write(app, &txn, &site, (episode, &people)).await?;
    }
    txn.commit().await?;
    let &[_, moderator, admin] = signed_in.as_slice() else {
        return Err(Error::NotFound);
    };
    let cast = Cast {
        moderator,
        admin,
        listeners: people,
    };
    desk::seed(app, &cast).await
}

fn new_site(app: &App) -> NewSite {
    NewSite {
        key: SITE.to_owned(),
        name: show::NAME.to_owned(),
        origins: vec![
            app.public_origin.clone(),
            "https://history.example".to_owned(),
        ],
        mode: Mode::Post,
        nesting: Site::NESTING_MAX,
        episodes_must_exist: false,
        close_after_days: None,
    }
}

/// One comment to come.
struct Line {
    by: usize,
    answers: Option<usize>,
    at: DateTime<Utc>,
    text: String,
}

async fn write(
    app: &App,
    txn: &Txn,
    site: &Site,
    (show, people): (&show::Episode, &[MemberId]),
) -> Result<(), Error> {
    let published = app.env.now() - Duration::days(show.days_ago);
    let lines = match show.thread {
        Thread::Long => argument(published),
        _ => show
            .comments
            .iter()
            .map(|remark| line(remark, published))
            .collect(),
    };
    let (state, lock_reason) = match show.thread {
        Thread::Locked(reason) => (ThreadState::Locked, Some(reason.to_owned())),
        Thread::Closed => (ThreadState::Closed, None),
        Thread::Open | Thread::Held | Thread::Long => (ThreadState::Open, None),
    };
    let held = matches!(show.thread, Thread::Held);
    let page = format!("{}/episodes/{}", app.public_origin, show.key);
    let episode = Episode {
        title: show.title.to_owned(),
        url: Some(page.clone()),
        published_at: Some(published),
        state,
        lock_reason,
        mode: held.then_some(Mode::Pre),
        created_at: published,
        ..episodes::blank(app, site, show.key.to_owned())
    };
    let episode = storage::episodes::insert(txn, episode).await?;
    episodes::add_url(app, txn, &episode, page).await?;
    let planned = lines.iter().enumerate().map(|(index, line)| Planned {
        episode_id: episode.id,
        parent: line.answers,
        // Of the held ones, the first two have been looked at.
        status: if held && index >= 2 {
            Status::Pending
        } else {
            Status::Approved
        },
        created_at: line.at,
        external_key: format!("demo:{index}"),
    });
    let planned: Vec<_> = planned.collect();
    let mut writer = Writer::new(app, txn, site, planned).await?;
    writer = writer.held_for(HoldReason::Premoderation);
    for (index, line) in lines.into_iter().enumerate() {
        writer.write(index, people[line.by], line.text).await?;
    }
    writer.finish().await
}

fn line(remark: &Remark, published: DateTime<Utc>) -> Line {
    Line {
        by: remark.by,
        answers: remark.answers,
        at: published + Duration::hours(remark.hours_later),
        text: remark.text.to_owned(),
    }
}

/// 420 comments: 60 opinions, each with a chain of answers, every sixth ten levels deep.
fn argument(published: DateTime<Utc>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for opinion in 0..60 {
        let top = lines.len();
        let depth = if opinion % 6 == 0 {
            10
        } else {
            2 + opinion % 5
        };
        for level in 0..depth {
            let number = lines.len();
            let answers = (level > 0).then(|| if level == 4 { top } else { number - 1 });
            let answers = if depth == 10 {
                (level > 0).then(|| number - 1)
            } else {
                answers
            };
            lines.push(Line {
                by: 1 + (number * 7 + level) % (LISTENERS.len() - 1),
                answers,
                at: published + minutes(opinion * 170 + level * 23),
                text: if level == 0 {
                    show::remark(opinion)
                } else {
                    show::answer(number)
                },
            });
        }
        for extra in 0..(opinion % 4) {
            let number = lines.len();
            lines.push(Line {
                by: 1 + (number * 5) % (LISTENERS.len() - 1),
                answers: Some(top),
                at: published + minutes(opinion * 170 + 400 + extra * 31),
                text: show::answer(number),
            });
        }
    }
    lines
}

fn minutes(number: usize) -> Duration {
    Duration::minutes(i64::try_from(number).unwrap_or(0))
}
