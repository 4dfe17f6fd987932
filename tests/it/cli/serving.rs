//! `demo` and `serve`: from the start to SIGTERM.
use super::Cli;
use crate::support::{TestApp, receiver::Receiver};
use rejoinder::model::{CommentId, Mode, Status};
use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, ChildStdout, Command, ExitStatus},
    time::Duration,
};

/// Until SIGTERM has been answered; killed when a test fails before.
pub(super) struct Running {
    child: Child,
    out: BufReader<ChildStdout>,
    pub(super) address: String,
    /// What it has printed when it listens.
    pub(super) greeting: String,
}

/// Answers that take longer are a failure, not slow.
const PATIENCE: Duration = Duration::from_secs(30);

impl Running {
    /// Any free port; the log goes into a file.
    pub(super) fn demo(cli: &Cli) -> Self {
        let mut running = Self::start(cli, "demo");
        while !running.greeting.contains("Ctrl+C") {
            let read = running.out.read_line(&mut running.greeting).unwrap();
            assert!(read > 0, "{} {}", running.greeting, log(cli));
        }
        let (_, rest) = running.greeting.split_once("http://").unwrap();
        running.address = rest.split('/').next().unwrap().to_owned();
        running
    }

    pub(super) fn start(cli: &Cli, command: &str) -> Self {
        let log = fs::File::create(cli.path("log")).unwrap();
        let mut child = cli
            .command(&[command])
            .env("REJOINDER_LISTEN", "127.0.0.1:0")
            .stderr(log)
            .spawn()
            .unwrap();
        Self {
            out: BufReader::new(child.stdout.take().unwrap()),
            child,
            address: String::new(),
            greeting: String::new(),
        }
    }

    pub(super) fn request(&self, head: &str, body: &str) -> (u16, Value) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let length = body.len();
        let address = &self.address;
        write!(
            stream,
            "{head}\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, serde_json::from_str(body).unwrap())
    }

    pub(super) fn status_of(&self, path: &str) -> u16 {
        self.request(&format!("GET {path} HTTP/1.1"), "").0
    }

    /// The answer's data.
    fn ask(&self, token: Option<&str>, query: &str, variables: &Value) -> Value {
        let bearer = token.map_or(String::new(), |token| {
            format!("\r\nAuthorization: Bearer {token}")
        });
        let head = format!("POST /graphql HTTP/1.1\r\nContent-Type: application/json{bearer}");
        let body = json!({ "query": query, "variables": variables }).to_string();
        let (status, answer) = self.request(&head, &body);
        assert_eq!((status, answer.get("errors")), (200, None));
        answer["data"].clone()
    }

    /// How it ends, once SIGTERM has been sent.
    pub(super) async fn stop(self) -> ExitStatus {
        let pid = self.child.id().to_string();
        let signal = |name: &str| Command::new("kill").args([name, &pid]).status().unwrap();
        assert!(signal("-TERM").success());
        let stopping = tokio::task::spawn_blocking(move || {
            let mut running = self;
            running.child.wait().unwrap()
        });
        let stopped = tokio::time::timeout(Duration::from_secs(10), stopping).await;
        if stopped.is_err() {
            signal("-KILL");
        }
        stopped.expect("it stops within 10 s").unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Does nothing to one that has been waited for.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(super) fn log(cli: &Cli) -> String {
    fs::read_to_string(cli.path("log")).unwrap()
}

#[tokio::test]
async fn the_demo_runs_without_any_set_up_and_stops_when_asked() {
    let cli = Cli::new();

    let demo = Running::demo(&cli);

    let base = format!("http://{}", demo.address);
    for place in ["/graphql", "/graphiql", "/episodes/278"] {
        assert!(
            demo.greeting.contains(&format!("{base}{place}")),
            "{}",
            demo.greeting
        );
    }
    for role in ["reader@", "moderator@", "admin@", "Password"] {
        assert!(demo.greeting.contains(role), "{role} in {}", demo.greeting);
    }
    assert_eq!(
        (demo.status_of("/healthz"), demo.status_of("/readyz")),
        (200, 200)
    );
    let query = "{ episode(site: \"history\", key: \"278\") { state commentCount
        comments { nodes { author { displayName } replies { nodes { depth author { role } } } } } } }";
    let episode = &demo.ask(None, query, &json!({}))["episode"];
    assert_eq!(
        (&episode["state"], &episode["commentCount"]),
        (&json!("CLOSED"), &json!(3))
    );
    let top = episode["comments"]["nodes"].as_array().unwrap();
    assert_eq!(top.len(), 2);
    assert_eq!(top[0]["replies"]["nodes"][0]["depth"], 1);

    assert_eq!(demo.stop().await.code(), Some(0));
    let log = log(&cli);
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let targets = lines.iter().map(|line| line["target"].as_str().unwrap());
    let foreign: Vec<_> = targets
        .filter(|target| !target.starts_with("rejoinder"))
        .collect();
    assert!(foreign.is_empty() && !lines.is_empty(), "{log}");
}

#[tokio::test]
async fn the_demo_keeps_what_was_posted() {
    let cli = Cli::new();
    let demo = Running::demo(&cli);
    let (_, password) = demo.greeting.split_once("Password of all three: ").unwrap();
    let who = json!({ "site": "history", "email": "reader@demo.example",
        "password": password.lines().next().unwrap() });
    let signing_in = "mutation($input: SignInInput!) { signIn(input: $input) { accessToken } }";
    let token =
        demo.ask(None, signing_in, &json!({ "input": who }))["signIn"]["accessToken"].clone();
    let query =
        "{ site(key: \"history\") { episodes(first: 100) { totalCount nodes { key state } } } }";
    let episodes = demo.ask(None, query, &json!({}))["site"]["episodes"].clone();
    assert!(episodes["totalCount"].as_u64().unwrap() >= 6, "{episodes}");
    let open = episodes["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|episode| episode["state"] == "OPEN");
    let here = json!({ "site": "history", "key": open.unwrap()["key"] });
    let posting = "mutation($input: PostCommentInput!) {
        postComment(input: $input) { comment { id status } } }";
    let input = json!({ "input": { "episode": here, "body": "Kept between runs" } });
    let posted = demo.ask(token.as_str(), posting, &input)["postComment"]["comment"].clone();
    assert_eq!(demo.stop().await.code(), Some(0));

    let demo = Running::demo(&cli);

    let query = "query($id: ID!) { comment(id: $id) { bodyMarkdown }
        site(key: \"history\") { episodes(first: 100) { totalCount nodes { key state } } } }";
    let found = demo.ask(None, query, &json!({ "id": posted["id"] }));
    assert_eq!(found["comment"]["bodyMarkdown"], "Kept between runs");
    assert_eq!(
        found["site"]["episodes"], episodes,
        "it has not been filled twice"
    );
    assert_eq!(demo.stop().await.code(), Some(0));
}

/// A connection without a request on it does not hold it up.
#[tokio::test]
async fn serve_starts_in_an_empty_folder_and_stops_when_asked() {
    let cli = Cli::new();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = port.local_addr().unwrap().to_string();
    drop(port);
    let mut child = cli.command(&["serve"]);
    child.env("REJOINDER_LISTEN", &address);
    let mut child = child.spawn().unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap());
    let mut serve = Running {
        out: BufReader::new(child.stdout.take().unwrap()),
        child,
        address,
        greeting: String::new(),
    };
    while !serve.greeting.contains("listening") {
        assert!(
            log.read_line(&mut serve.greeting).unwrap() > 0,
            "{}",
            serve.greeting
        );
    }

    assert_eq!(
        (serve.status_of("/healthz"), serve.status_of("/readyz")),
        (200, 200)
    );
    let found = serve.ask(None, "{ site(key: \"history\") { id } }", &json!({}));
    assert_eq!(found["site"], Value::Null);
    assert!(cli.has("rejoinder.db") && !cli.has("rejoinder-demo.db"));
    let idle = TcpStream::connect(&serve.address).unwrap();
    assert_eq!(serve.stop().await.code(), Some(0));
    drop(idle);
}

/// Where it listens, by its log.
pub(super) async fn listening(cli: &Cli, ports: usize) -> Vec<String> {
    let listens = async {
        loop {
            let log = log(cli);
            let lines = log.lines().filter(|line| line.ends_with('}'));
            let events = lines.map(|line| serde_json::from_str::<Value>(line).unwrap());
            let says = |event: &Value| event["message"].as_str().map(str::to_owned);
            let listens =
                events.filter(|event| says(event).is_some_and(|it| it.starts_with("listening")));
            let addresses = listens.map(|event| event["address"].as_str().unwrap().to_owned());
            let addresses: Vec<String> = addresses.collect();
            if addresses.len() >= ports {
                return addresses;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    let listens = tokio::time::timeout(PATIENCE, listens).await;
    listens.unwrap_or_else(|_| panic!("{}", log(cli)))
}

pub(super) fn text_of(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let head = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[tokio::test]
async fn metrics_are_told_on_a_port_of_their_own_as_long_as_it_serves() {
    let cli = Cli::new().with("REJOINDER_METRICS_LISTEN", "127.0.0.1:0");
    let serve = Running::start(&cli, "serve");
    let addresses = listening(&cli, 2).await;
    let paths = ["/metrics", "/healthz"];
    let told = addresses
        .iter()
        .map(|address| paths.map(|path| text_of(address, path).starts_with("HTTP/1.1 200")));
    let mut told: Vec<[bool; 2]> = told.collect();
    told.sort_unstable();
    assert_eq!(told, [[false, true], [true, false]]);
    assert_eq!(serve.stop().await.code(), Some(0), "{}", log(&cli));
}

/// A site whose webhook is this receiver's, with what its readers have posted before any worker was
/// there.
pub(super) async fn posted(hook: &Receiver, bodies: &[&str]) -> (TestApp, Vec<CommentId>) {
    let app = TestApp::asking(hook, Mode::Post).await;
    let sql = "INSERT INTO site_rules (site_id, version, min_length, max_length, hold_repeats,
        banned_words, suspect_words, webhook_url, webhook_secret, updated_at)
        VALUES ($1, 1, 0, 10000, $2, '', '', $3, 'canary of a secret', $4)";
    let (url, now) = (format!("{}canary?of=address", hook.url), app.app.env.now());
    let values = vec![app.site.id.into(), false.into(), url.into(), now.into()];
    app.execute(sql, values).await;
    let (thread, ana) = (app.thread().await, app.reader("ana").await);
    let mut ids = Vec::new();
    for body in bodies {
        let posted = ana.post(&thread, body).await;
        let id = posted.text("/postComment/comment/id");
        let id = uuid::Uuid::try_parse(id.trim_start_matches("comment_")).unwrap();
        ids.push(CommentId(id));
    }
    (app, ids)
}

pub(super) fn beside(app: &TestApp, hook: &Receiver) -> Cli {
    let (_, port) = hook.url.trim_end_matches('/').rsplit_once(':').unwrap();
    Cli::on(&app.place.url)
        .with("REJOINDER_OUTBOUND_ALLOW_PRIVATE", "true")
        .with("REJOINDER_OUTBOUND_ALLOW_HTTP", "true")
        .with("REJOINDER_OUTBOUND_PORTS", port)
}

/// Whatever has not begun yet when the signal comes hears of it too.
#[tokio::test]
async fn serve_can_be_stopped_as_soon_as_it_listens() {
    let cli = Cli::new();
    for _ in 0..8 {
        let serve = Running::start(&cli, "serve");
        let listens = async {
            while !log(&cli).contains("listening") {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        let listens = tokio::time::timeout(PATIENCE, listens).await;
        assert!(listens.is_ok(), "{}", log(&cli));
        assert_eq!(serve.stop().await.code(), Some(0), "{}", log(&cli));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn serve_does_the_jobs_that_are_due_and_finishes_what_it_has_in_hand() {
    let hook = Receiver::start().await;
    let (app, ids) = posted(&hook, &["hello"]).await;
    hook.replies(200, &[], r#"{"verdict":"hold"}"#);
    let cli = beside(&app, &hook);
    let serve = Running::start(&cli, "serve");
    hook.arrived(1).await;
    assert_eq!(serve.stop().await.code(), Some(0), "{}", log(&cli));
    let status = app.stored(ids[0]).await.status;
    assert_eq!(status, Status::Pending, "{}", log(&cli));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_given_up_is_one_warning_that_tells_no_text_and_no_secret() {
    let hook = Receiver::start().await;
    let (app, _) = posted(&hook, &["canary of a text", "canary of another"]).await;
    hook.replies(503, &[], "canary of an answer");
    hook.replies(410, &[], "canary of an answer");
    let cli = beside(&app, &hook).with("REJOINDER_LOG", "trace");
    let serve = Running::start(&cli, "serve");
    hook.arrived(2).await;
    assert_eq!(serve.stop().await.code(), Some(0), "{}", log(&cli));
    let log = log(&cli);
    let lines = |words: &str| log.lines().filter(|line| line.contains(words)).count();
    assert_eq!(lines("tried again later"), 1, "{log}");
    assert_eq!((lines("a job is given up"), lines("WARN")), (1, 1), "{log}");
    assert!(!log.contains("canary") && !log.contains("v1="), "{log}");
}
