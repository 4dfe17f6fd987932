//! Tables, sites, accounts, and the doctor.
use super::Cli;
use crate::support::TestApp;
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use sea_orm::ConnectionTrait as _;

fn states(listed: &str) -> Vec<&str> {
    let words = listed.lines().map(|line| line.split(' ').next().unwrap());
    words.collect()
}

#[test]
fn steps_are_taken_back_and_taken_again() {
    let cli = Cli::new();

    let fresh = cli.run(&["migrate", "status"]).succeeds();
    let steps = fresh.lines().count();
    assert!(steps >= 4, "{fresh}");
    assert_eq!(states(&fresh), vec!["pending"; steps]);
    let up = cli.run(&["migrate", "up"]).succeeds();
    assert_eq!(states(&up), vec!["done"; steps]);
    assert_eq!(
        cli.run(&["migrate", "up"]).succeeds(),
        up,
        "nothing is left to do"
    );

    let down = cli.run(&["migrate", "down"]).succeeds();
    assert_eq!(states(&down)[..steps - 1], vec!["done"; steps - 1]);
    assert_eq!(states(&down)[steps - 1], "pending");
    let all = steps.to_string();
    let down = cli.run(&["migrate", "down", "--steps", &all]).succeeds();
    assert_eq!(down, fresh);
    assert_eq!(cli.run(&["migrate", "up"]).succeeds(), up);
}

#[tokio::test]
async fn status_tells_of_the_database_it_was_given() {
    let app = TestApp::new().await;
    let status = Cli::on(&app.place.url)
        .run(&["migrate", "status"])
        .succeeds();
    assert!(
        states(&status).iter().all(|state| *state == "done"),
        "{status}"
    );
}

#[test]
fn a_site_is_created_once_and_listed() {
    let cli = Cli::new();
    let args = ["site", "create", "history", "--name", "The Harbour Lamp"];
    let args = [
        &args[..],
        &["--origin", "https://history.example", "--mode", "post"],
    ]
    .concat();

    let said = cli.run(&args).succeeds();
    assert!(
        said.contains("history") && said.contains("The Harbour Lamp"),
        "{said}"
    );
    let listed = cli.run(&["site", "list"]).succeeds();
    assert_eq!(
        listed,
        "history\tThe Harbour Lamp\thttps://history.example\n"
    );

    let line = cli.run(&args).fails();
    assert!(line.contains("history") || line.contains("key"), "{line}");
    assert_eq!(cli.run(&["site", "list"]).succeeds(), listed);
}

#[test]
fn a_site_is_changed_where_something_is_given() {
    let cli = Cli::new().with_site();
    let update = |args: &[&str]| cli.run(&[&["site", "update"], args].concat());
    let www = [
        "--origin",
        "https://history.example",
        "--origin",
        "https://www.history.example",
    ];
    let said = update(&[&["history"], &www[..]].concat()).succeeds();
    assert!(said.contains("https://www.history.example"), "{said}");
    let listed = cli.run(&["site", "list"]).succeeds();
    let origins = "https://history.example https://www.history.example\n";
    assert!(listed.ends_with(origins), "{listed}");

    let renamed = update(&["history", "--name", "The Lamp"]).succeeds();
    assert!(
        renamed.contains("The Lamp") && renamed.contains("www"),
        "{renamed}"
    );
    let line = update(&["history", "--name", "The Lamp"]).fails();
    assert!(line.contains("already"), "{line}");
    let line = update(&["history", "--origin", "history.example"]).fails();
    assert!(line.contains("https://"), "{line}");
    let line = update(&["geography", "--name", "X"]).fails();
    assert!(line.contains("rejoinder site list"), "{line}");
    assert_eq!(update(&["history"]).code, Some(2));
}

#[test]
fn a_site_needs_a_key_and_origins_that_can_be() {
    let cli = Cli::new();
    for (key, origin, named) in [
        ("His tory", "https://history.example", "key"),
        ("", "https://history.example", "key"),
        ("history", "history.example", "https://"),
        ("history", "https://history.example/blog", "https://"),
        ("history", "ftp://history.example", "https://"),
    ] {
        let args = ["site", "create", key, "--name", "X", "--origin", origin];
        let line = cli.run(&args).fails();
        assert!(line.contains(named), "{key:?} {origin}: {line}");
    }
    assert_eq!(cli.run(&["site", "list"]).succeeds(), "");
}

const ANA: [&str; 6] = [
    "account",
    "create",
    "--email",
    "ana@example.org",
    "--name",
    "Ana",
];

#[tokio::test]
async fn an_account_is_created_and_signs_in() {
    let app = TestApp::new().await;
    let cli = Cli::on(&app.place.url);
    let args = [
        &ANA[..],
        &[
            "--site",
            "history",
            "--role",
            "moderator",
            "--password-stdin",
        ],
    ];

    let said = cli
        .run_with_input(&args.concat(), "a lantern over the harbour\n")
        .succeeds();

    assert!(said.contains("Ana") && !said.contains("lantern"), "{said}");
    let signing_in = "mutation($input: SignInInput!) {
        signIn(input: $input) { viewer { role author { displayName } } } }";
    let who = serde_json::json!({ "site": "history", "email": "ana@example.org",
        "password": "a lantern over the harbour" });
    let answer = app.anonymous().send(signing_in, who).await;
    assert_eq!(answer.text("/signIn/viewer/role"), "MODERATOR");
    assert_eq!(answer.text("/signIn/viewer/author/displayName"), "Ana");
}

#[test]
fn a_weak_password_is_refused() {
    let cli = Cli::new().with_site();
    let args = [&ANA[..], &["--password-stdin"]].concat();
    for password in ["password1\n", "ana@example.org\n", "short\n"] {
        let line = cli.run_with_input(&args, password).fails();
        assert!(line.contains("password"), "{line}");
        assert!(
            !line.contains(password.trim()) || password == "password1\n",
            "{line}"
        );
    }
    let line = cli.run_with_input(&args, "").fails();
    assert!(line.contains("standard input"), "{line}");
}

#[test]
fn an_account_needs_a_site_that_exists() {
    let cli = Cli::new();
    let args = [&ANA[..], &["--site", "geography", "--role", "ADMIN"]].concat();
    let line = cli.run(&args).fails();
    assert!(
        line.contains("geography") && line.contains("rejoinder site create"),
        "{line}"
    );
}

#[tokio::test]
async fn the_doctor_finds_a_wrong_number_and_mends_it_when_told_to() {
    let app = TestApp::new().await;
    let setting = app.thread().await;
    app.comment(&setting).insert().await;
    let cli = Cli::on(&app.place.url);
    let healthy = cli.run(&["doctor"]).succeeds();
    assert!(
        healthy.contains("1 episodes looked at, 0 things wrong"),
        "{healthy}"
    );

    let wrong = "UPDATE episode SET comment_count = 7";
    app.app.db.write().execute_unprepared(wrong).await.unwrap();

    let said = cli.run(&["doctor"]);
    assert_eq!(
        (said.code, said.err.as_str()),
        (Some(1), ""),
        "{}",
        said.out
    );
    assert!(said.out.contains(&setting.episode.key), "{}", said.out);
    assert!(said.out.contains("--repair"), "{}", said.out);
    cli.run(&["doctor", "--repair"]).succeeds();
    assert_eq!(cli.run(&["doctor"]).succeeds(), healthy);
}

/// Neither as bytes nor in any writing.
#[tokio::test]
async fn keys_are_listed_and_changed_without_their_private_halves() {
    let app = TestApp::new().await;
    let cli = Cli::on(&app.place.url);
    let before = cli.run(&["keys", "list"]).succeeds();
    assert_eq!(before.lines().count(), 1);
    assert!(before.contains("\tsigns\t"), "{before}");
    let rotated = cli.run(&["keys", "rotate"]).succeeds();
    assert!(rotated.contains("signs from"), "{rotated}");
    let again = cli.run(&["keys", "rotate"]).fails();
    assert!(again.contains("a new key is about to sign"), "{again}");
    let after = cli.run(&["keys", "list"]).succeeds();
    let keys: Vec<_> = after
        .lines()
        .map(|line| line.split('\t').nth(1).unwrap())
        .collect();
    assert_eq!(keys.len(), 2);
    assert!(
        keys[0] == "signs" && keys[1].starts_with("signs from"),
        "{after}"
    );

    let said = format!("{before}{rotated}{again}{after}").to_lowercase();
    let stored = rejoinder::storage::keys::list(app.app.db.read())
        .await
        .unwrap();
    for key in stored {
        let bytes = key.seed.first_chunk::<16>().unwrap();
        let hex = format!("{:032x}", u128::from_be_bytes(*bytes));
        for engine in [&STANDARD, &URL_SAFE_NO_PAD] {
            let text = engine.encode(&key.seed).to_lowercase();
            assert!(!said.contains(&text[..12]) && !said.contains(&hex[..12]));
        }
    }
}
