//! `rejoinder site key`.
use super::Cli;

const ED25519: &str =
    include_str!("../../../src/domain/credentials/site_token/testdata/ed25519.pub.pem");

#[test]
fn a_secret_is_made_and_shown_once() {
    let cli = Cli::new().with_site();
    let said = cli
        .run(&["site", "key", "add", "history", "--kid", "2026-1"])
        .succeeds();
    let (line, secret) = said.trim_end().split_once('\n').unwrap();
    let (_, secret) = secret.rsplit_once(' ').unwrap();
    assert!(secret.len() >= 32, "{said}");
    let listed = cli.run(&["site", "key", "list", "history"]).succeeds();
    assert_eq!(listed, format!("{line}\n"));
    assert!(listed.contains("\t2026-1\tSECRET\tHS256\t-"), "{listed}");
    assert!(!listed.contains(secret));
}

#[test]
fn keys_of_each_kind_are_added_and_taken_away() {
    let cli = Cli::new().with_site();
    cli.write("site.pem", ED25519);
    let add = ["site", "key", "add", "history", "--algorithm", "eddsa"];
    let by_file = [&add[..], &["--kid", "pair", "--public-key", "site.pem"]].concat();
    let by_url = [&add[..], &["--jwks-url", "https://history.example/keys"]].concat();
    cli.run(&by_file).succeeds();
    cli.run(&by_url).succeeds();
    let secret = "marsh-kettle-violet-0417-harbour-lamp";
    let given = ["site", "key", "add", "history", "--secret-stdin"];
    let said = cli
        .run_with_input(&given, &format!("{secret}\n"))
        .succeeds();
    assert!(!said.contains(secret), "{said}");

    let listed = cli.run(&["site", "key", "list", "history"]).succeeds();
    let ids: Vec<&str> = listed
        .lines()
        .map(|line| line.split('\t').next().unwrap())
        .collect();
    assert_eq!(ids.len(), 3, "{listed}");
    let until = [
        "site",
        "key",
        "remove",
        "history",
        ids[0],
        "--until",
        "2099-01-01T00:00:00Z",
    ];
    cli.run(&until).succeeds();
    cli.run(&["site", "key", "remove", "history", ids[1]])
        .succeeds();
    let left = cli.run(&["site", "key", "list", "history"]).succeeds();
    assert_eq!(left.lines().count(), 2, "{left}");
    assert!(
        left.contains("\tpair\tPUBLIC_KEY\tEDDSA\t2099-01-01T00:00:00Z"),
        "{left}"
    );
    let line = cli
        .run(&["site", "key", "remove", "history", ids[1]])
        .fails();
    assert!(line.contains("no key"), "{line}");
}

#[test]
fn what_is_wrong_with_a_key_is_told() {
    let cli = Cli::new().with_site();
    let line = cli.run(&["site", "key", "add", "nowhere"]).fails();
    assert!(line.contains("nowhere"), "{line}");
    let short = ["site", "key", "add", "history", "--secret-stdin"];
    let line = cli.run_with_input(&short, "too short\n").fails();
    assert!(
        line.contains("secret") && !line.contains("too short"),
        "{line}"
    );
    let missing = [
        "site",
        "key",
        "add",
        "history",
        "--algorithm",
        "RS256",
        "--public-key",
        "no.pem",
    ];
    let line = cli.run(&missing).fails();
    assert!(line.contains("public key"), "{line}");
}
