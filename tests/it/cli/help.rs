//! What the program says of itself.
use super::Cli;
use sha2::{Digest as _, Sha256};

const COMMANDS: &[&[&str]] = &[
    &["demo"],
    &["serve"],
    &["migrate"],
    &["migrate", "up"],
    &["migrate", "down"],
    &["migrate", "status"],
    &["schema"],
    &["documents"],
    &["site"],
    &["site", "create"],
    &["site", "update"],
    &["site", "list"],
    &["site", "key"],
    &["site", "key", "add"],
    &["site", "key", "list"],
    &["site", "key", "remove"],
    &["account"],
    &["account", "create"],
    &["keys"],
    &["keys", "rotate"],
    &["keys", "list"],
    &["import"],
    &["export"],
    &["backup"],
    &["restore"],
    &["doctor"],
];

#[test]
fn the_help_of_every_command_shows_an_example() {
    let cli = Cli::new();
    for command in COMMANDS {
        let mut args = command.to_vec();
        args.push("--help");
        let help = cli.run(&args).succeeds();
        let (_, example) = help
            .split_once("Example")
            .unwrap_or_else(|| panic!("{command:?} has no example:\n{help}"));
        let name = format!("rejoinder {}", command[0]);
        assert!(example.contains(&name), "{command:?}:\n{help}");
    }
    assert!(
        !cli.has("rejoinder.db"),
        "asking for help leaves nothing behind"
    );
}

#[test]
fn the_help_lists_every_command() {
    let help = Cli::new().run(&["--help"]).succeeds();
    let (_, rest) = help.split_once("Commands:\n").unwrap();
    let (list, _) = rest.split_once("\n\n").unwrap();
    let lines = list.lines().filter_map(|line| line.strip_prefix("  "));
    let listed: Vec<_> = lines
        .filter(|line| !line.starts_with(' '))
        .map(|line| line.split(' ').next().unwrap())
        .collect();

    let mut known: Vec<_> = COMMANDS.iter().map(|command| command[0]).collect();
    known.dedup();
    known.push("help");
    assert_eq!(listed, known);
}

#[test]
fn a_command_that_does_not_exist_is_refused_with_status_2() {
    let said = Cli::new().run(&["sreve"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("serve"), "{}", said.err);
}

#[test]
fn documents_are_printed_by_their_hashes() {
    let printed = Cli::new().run(&["documents"]).succeeds();
    let printed: std::collections::BTreeMap<String, String> =
        serde_json::from_str(&printed).unwrap();
    assert!(printed.len() > 10);
    for (hash, document) in printed {
        assert_eq!(
            hash,
            format!("{:x}", Sha256::digest(&document)),
            "{document}"
        );
    }
}

#[test]
fn schema_prints_the_committed_schema() {
    let printed = Cli::new().run(&["schema"]).succeeds();
    let committed = std::fs::read_to_string("schema.graphql").unwrap();
    assert!(printed == committed, "run script/schema");
}
