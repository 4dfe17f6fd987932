//! The app under test: its own database, a clock that stands still, seeded ids.
use super::{
    client::Client,
    database::{self, Place},
    receiver::{self, Receiver},
};
use axum::Router;
use chrono::{DateTime, Duration, TimeZone, Utc};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use rejoinder::{
    app::{self, App},
    config::Config,
    domain::{
        accounts::{self, NewAccount},
        caches, episodes, jobs,
        sites::{self, NewSite},
        threads::Setting,
    },
    env::{Clock, Env},
    graphql, http,
    mailer::{self, Letter, Outbox, Way},
    model::{Actor, Mode, Role, SessionKind, Site},
    outbound, storage,
};
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU32, AtomicU64, Ordering},
};

pub(crate) const ORIGIN: &str = "https://history.example";
pub(crate) const OWN_ORIGIN: &str = "http://comments.test";
/// Where browsers keep passkeys.
pub(crate) const SECURE_ORIGIN: &str = "https://comments.test";

pub(crate) struct TestApp {
    pub(crate) app: Arc<App>,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) site: Site,
    pub(crate) place: Place,
    router: Router,
    settings: app::Settings,
    outbox: Outbox,
    episodes: AtomicU32,
    nodes: AtomicU64,
}

/// What a test's site is like where it matters.
pub(crate) struct Setup {
    pub(crate) mode: Mode,
    pub(crate) nesting: i16,
    pub(crate) episodes_must_exist: bool,
    pub(crate) close_after_days: Option<i32>,
    pub(crate) outbound: outbound::Settings,
    /// Mails are kept for [`TestApp::mails`] unless a test has a server of its own.
    pub(crate) way: Option<Way>,
    pub(crate) public_origin: &'static str,
    /// None, so that who is erased is gone, unless a test is about the wait.
    pub(crate) erasure_delay: Duration,
    pub(crate) caches: caches::Settings,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            mode: Mode::Post,
            nesting: Site::NESTING_DEFAULT,
            episodes_must_exist: false,
            close_after_days: None,
            outbound: receiver::settings(),
            way: None,
            public_origin: OWN_ORIGIN,
            erasure_delay: Duration::zero(),
            caches: Config::for_testing().caches,
        }
    }
}

impl TestApp {
    pub(crate) async fn new() -> Self {
        Self::with(Setup::default()).await
    }

    /// Of an operator who has set no way to send mails.
    pub(crate) async fn without_mail() -> Self {
        Self::with(Setup {
            way: Some(Way::Nowhere),
            ..Setup::default()
        })
        .await
    }

    pub(crate) async fn mode(mode: Mode) -> Self {
        Self::with(Setup {
            mode,
            ..Setup::default()
        })
        .await
    }

    /// Under an address that browsers keep passkeys for.
    pub(crate) async fn secure() -> Self {
        Self::with(Setup {
            public_origin: SECURE_ORIGIN,
            ..Setup::default()
        })
        .await
    }

    /// On a machine that may call receivers beside it, where Akismet is too.
    pub(crate) async fn asking(akismet: &Receiver, mode: Mode) -> Self {
        Self::with(Setup {
            mode,
            outbound: receiver::reaching(akismet),
            ..Setup::default()
        })
        .await
    }

    pub(crate) async fn with(setup: Setup) -> Self {
        let (db, place) = database::create().await;
        let start = Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).unwrap();
        let clock = Arc::new(ManualClock(Mutex::new((start, std::time::Duration::ZERO))));
        let env = Env::new(clock.clone(), ChaCha20Rng::seed_from_u64(42));
        let outbox = Outbox::default();
        let settings = settings(&setup, &outbox);
        let app = Arc::new(App::new(db, env, settings.clone()).await.unwrap());
        let router = http::router(&app, graphql::schema(), vec![], Router::new());
        let site = Self::create_site(&app, "history", setup).await;
        Self {
            app,
            clock,
            site,
            place,
            router,
            settings,
            outbox,
            episodes: AtomicU32::new(0),
            nodes: AtomicU64::new(43),
        }
    }

    async fn create_site(app: &App, key: &str, setup: Setup) -> Site {
        let new = NewSite {
            key: key.to_owned(),
            name: format!("The {key} show"),
            origins: vec![format!("https://{key}.example")],
            mode: setup.mode,
            nesting: setup.nesting,
            episodes_must_exist: setup.episodes_must_exist,
            close_after_days: setup.close_after_days,
        };
        sites::create(app, new).await.unwrap()
    }

    /// Another site of the installation.
    pub(crate) async fn other_site(&self, key: &str) -> Site {
        Self::create_site(&self.app, key, Setup::default()).await
    }

    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    /// Another node on the same database, with a clock and ids of its own.
    pub(crate) async fn node(&self) -> Router {
        let app = self.node_app().await;
        http::router(&app, graphql::schema(), vec![], Router::new())
    }

    pub(crate) async fn node_app(&self) -> Arc<App> {
        self.node_at(OWN_ORIGIN).await
    }

    /// One that readers reach under this origin.
    pub(crate) async fn node_at(&self, origin: &str) -> Arc<App> {
        let db = database::connect(&self.place.url).await;
        let seed = self.nodes.fetch_add(1, Ordering::Relaxed);
        let env = Env::new(self.clock.clone(), ChaCha20Rng::seed_from_u64(seed));
        let settings = app::Settings {
            public_origin: origin.to_owned(),
            ..self.settings.clone()
        };
        Arc::new(App::new(db, env, settings).await.unwrap())
    }

    pub(crate) fn anonymous(&self) -> Client {
        Client::new(self.router())
    }

    /// Somebody signed out, whose requests come from this address.
    pub(crate) fn peer(&self, peer: &str) -> Client {
        Client::new(crate::sessions::from_peer(self.router(), peer))
    }

    pub(crate) async fn reader(&self, name: &str) -> Client {
        self.signed_in(&self.site, name, Role::Commenter).await
    }

    pub(crate) async fn moderator(&self, name: &str) -> Client {
        self.signed_in(&self.site, name, Role::Moderator).await
    }

    pub(crate) async fn admin(&self, name: &str) -> Client {
        self.signed_in(&self.site, name, Role::Admin).await
    }

    /// A member with a session begun outside any embed; no password is hashed.
    pub(crate) async fn signed_in(&self, site: &Site, name: &str, role: Role) -> Client {
        self.session(site, name, role, SessionKind::Direct).await
    }

    pub(crate) async fn session(
        &self,
        site: &Site,
        name: &str,
        role: Role,
        kind: SessionKind,
    ) -> Client {
        let new = NewAccount {
            email: format!("{}@example.org", name.to_lowercase().replace(' ', ".")),
            display_name: name.to_owned(),
            password: None,
            site: Some((site.key.clone(), Some(role))),
        };
        let created = accounts::create(&self.app, new).await.unwrap();
        let (account, member) = (created.account, created.member.unwrap());
        let tokens =
            rejoinder::domain::sessions::begin_for(&self.app, kind, (site, &account, &member))
                .await
                .unwrap();
        Client::new(self.router()).with(tokens, member)
    }

    /// A member who moderates in pages of the site's origin, as `beginModeratingHere` lets them.
    pub(crate) async fn in_place(&self, site: &Site, name: &str, role: Role) -> Client {
        let client = self
            .session(site, name, role, SessionKind::Moderating)
            .await;
        let values = vec![site.origins[0].clone().into(), client.member_id().into()];
        let bind = "UPDATE session SET origin = $1 WHERE member_id = $2 AND kind = 'moderating'";
        self.execute(bind, values).await;
        client.in_frame(&self.settings.public_origin, &site.origins[0])
    }

    /// An episode with an open, empty thread.
    pub(crate) async fn thread(&self) -> Setting {
        let number = 100 + self.episodes.fetch_add(1, Ordering::Relaxed);
        self.thread_on(&self.site, &number.to_string()).await
    }

    pub(crate) async fn thread_on(&self, site: &Site, key: &str) -> Setting {
        let txn = self.app.db.begin_write().await.unwrap();
        let episode = rejoinder::model::Episode {
            title: format!("Episode {key}"),
            url: Some(format!("{}/{key}", site.origins[0])),
            published_at: Some(self.app.env.now()),
            ..episodes::blank(&self.app, site, key.to_owned())
        };
        let episode = storage::episodes::insert(&txn, episode).await.unwrap();
        let url = episode.url.clone().unwrap();
        episodes::add_url(&self.app, &txn, &episode, url)
            .await
            .unwrap();
        txn.commit().await.unwrap();
        Setting {
            site: Arc::new(site.clone()),
            episode,
        }
    }

    /// As it stands in the database now.
    pub(crate) async fn episode(&self, setting: &Setting) -> rejoinder::model::Episode {
        storage::episodes::find(self.app.db.read(), setting.episode.id)
            .await
            .unwrap()
            .unwrap()
    }

    /// No number that is kept differs from what is counted.
    pub(crate) async fn assert_no_drift(&self) {
        let findings = rejoinder::domain::doctor::examine(&self.app.db, false, |_, _| {})
            .await
            .unwrap();
        assert_eq!(findings.wrong, Vec::<String>::new());
    }

    /// Does the jobs that are due, and gives the mails that were sent since the last time.
    pub(crate) async fn mails(&self) -> Vec<Letter> {
        jobs::run_due(&self.app).await.unwrap();
        self.outbox.take()
    }

    /// The one mail that was sent since the last time.
    pub(crate) async fn mail(&self) -> Letter {
        let mails = self.mails().await;
        let kinds: Vec<&String> = mails.iter().map(|mail| &mail.kind).collect();
        assert_eq!(mails.len(), 1, "{kinds:?}");
        mails.into_iter().next().unwrap()
    }

    pub(crate) fn nobody() -> Actor {
        Actor::default()
    }
}

fn settings(setup: &Setup, outbox: &Outbox) -> app::Settings {
    let kept = || Way::Memory(outbox.clone());
    app::Settings {
        public_origin: setup.public_origin.to_owned(),
        outbound: setup.outbound.clone(),
        mail: mailer::Settings {
            from: "comments@comments.test".parse().unwrap(),
            way: setup.way.clone().unwrap_or_else(kept),
        },
        erasure_delay: setup.erasure_delay,
        caches: setup.caches.clone(),
    }
}

/// Time that moves only when told to.
pub(crate) struct ManualClock(Mutex<(DateTime<Utc>, std::time::Duration)>);

impl ManualClock {
    pub(crate) fn advance(&self, by: Duration) {
        let mut time = self.0.lock().unwrap();
        time.0 += by;
        time.1 += by.to_std().unwrap();
    }

    /// The wall clock alone steps, forwards or back.
    pub(crate) fn step(&self, by: Duration) {
        self.0.lock().unwrap().0 += by;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> DateTime<Utc> {
        self.0.lock().unwrap().0
    }

    fn monotonic(&self) -> std::time::Duration {
        self.0.lock().unwrap().1
    }
}
