//! Signing in with a provider, by OpenID Connect, as a browser would.
mod cookies;
mod languages;
mod linking;
mod providers;
mod refusals;
mod signing_in;

use crate::support::{
    Answer, Client, ORIGIN, SECURE_ORIGIN, Setup, TestApp,
    provider::{CLIENT_ID, CLIENT_SECRET, FakeProvider},
    receiver,
};
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use rejoinder::outbound;
use serde_json::{Value, json};
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use tower::ServiceExt;
use url::form_urlencoded::Serializer;

const ADD: &str = "mutation($input: AddProviderInput!) { addProvider(input: $input) {
    provider { key name issuer clientId hasClientSecret scopes }
    site { waysIn { providers { key name } } } } }";
const VIEWER: &str = "{ viewer { email author { id displayName } role
    identities { id email provider { key } } } }";

/// An app whose site has a provider under the key `login`.
struct Scene {
    app: TestApp,
    provider: FakeProvider,
    admin: Client,
}

impl Scene {
    async fn new() -> Self {
        Self::with(Setup::default(), receiver::loopback()).await
    }

    /// Under an origin where browsers keep secure cookies.
    async fn secure() -> Self {
        let setup = Setup {
            public_origin: SECURE_ORIGIN,
            ..Setup::default()
        };
        Self::with(setup, receiver::loopback()).await
    }

    /// For providers that never answer.
    async fn impatient() -> Self {
        let outbound = outbound::Settings {
            deadline: Duration::from_millis(300),
            ..receiver::loopback()
        };
        Self::with(Setup::default(), outbound).await
    }

    async fn with(setup: Setup, outbound: outbound::Settings) -> Self {
        let app = TestApp::with(Setup { outbound, ..setup }).await;
        let core = Arc::clone(&app.app);
        let provider = FakeProvider::start(move || core.env.now()).await;
        let admin = app.admin("Ada").await;
        let scene = Self {
            app,
            provider,
            admin,
        };
        scene.add("login").await.at("/addProvider");
        scene
    }

    async fn add(&self, key: &str) -> Answer {
        self.admin.send(ADD, self.input(key)).await
    }

    fn input(&self, key: &str) -> Value {
        json!({
            "site": "history", "key": key, "name": "The Guild", "issuer": self.provider.url,
            "clientId": CLIENT_ID, "clientSecret": CLIENT_SECRET,
        })
    }

    fn browser(&self) -> Browser {
        Browser {
            router: self.app.router(),
            cookies: BTreeMap::new(),
            accepts: None,
        }
    }

    /// Begins at a page of the site; gives the address of the provider.
    async fn begin(&self, browser: &mut Browser) -> String {
        let page = browser.get(&start("login", ORIGIN)).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        // Otherwise browsers part the window from the page that has opened it.
        assert_eq!(page.header("cross-origin-opener-policy"), "unsafe-none");
        page.header(header::LOCATION.as_str())
    }

    /// All the way: what the window shows in the end.
    async fn sign_in(&self, browser: &mut Browser, subject: &str) -> Page {
        let address = self.begin(browser).await;
        let code = self.provider.sign_in(&address, subject);
        browser.get(&back(&address, &code)).await
    }

    /// Somebody whom the site knows by this verified address, with [`PASSWORD`].
    async fn member(&self, name: &str) -> String {
        use rejoinder::domain::{accounts, credentials::Secret};
        let email = format!("{}@example.org", name.to_lowercase());
        let new = accounts::NewAccount {
            email: email.clone(),
            display_name: name.to_owned(),
            password: Some(Secret::new(PASSWORD)),
            site: Some(("history".to_owned(), None)),
        };
        accounts::create(&self.app.app, new).await.unwrap();
        email
    }

    /// The provider vouches for this address from now on.
    fn vouch(&self, email: &str) {
        let claims = json!({ "email": email, "email_verified": true, "name": "Ana" });
        self.provider.behave(|manner| manner.claims = claims);
    }
}

const PASSWORD: &str = "orchard-violin-1742";

fn start(provider: &str, origin: &str) -> String {
    let query = Serializer::new(String::new())
        .append_pair("site", "history")
        .append_pair("provider", provider)
        .append_pair("origin", origin)
        .finish();
    format!("/sign-in/oidc/start?{query}")
}

/// Where a provider sends somebody back to whom it was asked for at `address`.
fn back(address: &str, code: &str) -> String {
    let query = Serializer::new(String::new())
        .append_pair("state", &parameter(address, "state"))
        .append_pair("code", code)
        .finish();
    format!("{}?{query}", way_back(address))
}

/// The path that the provider was told to lead back to.
fn way_back(address: &str) -> String {
    let callback = url::Url::parse(&parameter(address, "redirect_uri")).unwrap();
    callback.path().to_owned()
}

fn parameter(address: &str, name: &str) -> String {
    let url = url::Url::parse(address).unwrap();
    let found = url.query_pairs().find(|(key, _)| key == name);
    found.unwrap().1.into_owned()
}

/// A browser's window, as far as the service sees it.
#[derive(Clone)]
struct Browser {
    router: Router,
    /// By their names.
    cookies: BTreeMap<String, String>,
    /// Its `Accept-Language`.
    accepts: Option<&'static str>,
}

struct Page {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Browser {
    async fn get(&mut self, path: &str) -> Page {
        let request = Request::builder().method(Method::GET).uri(path);
        self.send(request, Body::empty()).await
    }

    /// A form of one of the service's own pages.
    async fn post(&mut self, page: &Page, fields: &[(&str, &str)]) -> Page {
        let body = Serializer::new(String::new())
            .append_pair("attempt", page.attempt())
            .extend_pairs(fields)
            .finish();
        let request = Request::post("/sign-in/oidc/answer")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header(header::ORIGIN, "null");
        self.send(request, body.into()).await
    }

    async fn send(&mut self, request: axum::http::request::Builder, body: Body) -> Page {
        let mut request = request.body(body).unwrap();
        let accepts = self.accepts.map(|accepts| accepts.parse().unwrap());
        let pairs = self.cookies.iter();
        let pairs: Vec<_> = pairs
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let cookie = (!pairs.is_empty()).then(|| pairs.join("; ").parse().unwrap());
        for (name, value) in [(header::ACCEPT_LANGUAGE, accepts), (header::COOKIE, cookie)] {
            if let Some(value) = value {
                request.headers_mut().insert(name, value);
            }
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        if let Some(set) = parts.headers.get(header::SET_COOKIE) {
            let (pair, _) = set.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Page {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }
}

impl Page {
    fn header(&self, name: &str) -> String {
        self.headers[name].to_str().unwrap().to_owned()
    }

    /// What the page's script hands over, and to whom.
    fn told(&self) -> Value {
        let block = self.body.split("id=\"told\">").nth(1);
        let block = block.unwrap_or_else(|| panic!("nothing told in {}", self.body));
        serde_json::from_str(block.split("</script>").next().unwrap()).unwrap()
    }

    fn message(&self) -> Value {
        self.told()["message"].clone()
    }

    /// Why nobody was signed in.
    fn reason(&self) -> String {
        let message = self.message();
        assert_eq!(message["type"], "rejoinder:failed", "{message}");
        message["reason"].as_str().unwrap().to_owned()
    }

    fn attempt(&self) -> &str {
        let rest = self.body.split("name=\"attempt\" value=\"").nth(1);
        rest.unwrap().split('"').next().unwrap()
    }

    /// The client that holds the tokens which the page was handed.
    fn client(&self, app: &TestApp) -> Client {
        let message = self.message();
        assert_eq!(message["type"], "rejoinder:signed-in", "{}", self.body);
        Client {
            access: Some(message["accessToken"].as_str().unwrap().to_owned()),
            refresh: Some(message["refreshToken"].as_str().unwrap().to_owned()),
            origin: Some(self.told()["origin"].as_str().unwrap().to_owned()),
            ..app.anonymous()
        }
    }
}
