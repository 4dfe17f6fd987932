//! `rejoinder export`.
use super::Cli;
use flate2::read::MultiGzDecoder;
use serde_json::Value;
use std::{fs, io::Read as _};

const EXPORT: [&str; 3] = ["export", "--site", "history"];

fn last(lines: &str) -> Value {
    serde_json::from_str(lines.lines().last().unwrap()).unwrap()
}

#[test]
fn lines_go_to_standard_output_or_into_a_file_of_ones_own() {
    let cli = Cli::with_comments();
    let lines = cli.run(&EXPORT).succeeds();
    assert!(last(&lines)["comments"].as_u64() > Some(0), "{lines}");

    let plain = [&EXPORT[..], &["--output", "all.jsonl"]].concat();
    let said = cli.run(&plain).succeeds();
    assert!(said.starts_with("all.jsonl: "), "{said}");
    assert_eq!(fs::read_to_string(cli.path("all.jsonl")).unwrap(), lines);

    let packed = [&EXPORT[..], &["--output", "all.jsonl.gz"]].concat();
    cli.run(&packed).succeeds();
    let file = fs::read(cli.path("all.jsonl.gz")).unwrap();
    let mut unpacked = String::new();
    let mut gzip = MultiGzDecoder::new(&file[..]);
    gzip.read_to_string(&mut unpacked).unwrap();
    assert_eq!(unpacked, lines);
}

#[cfg(unix)]
#[test]
fn who_has_read_enough_of_it_is_told_nothing() {
    let cli = Cli::with_comments();
    let mut child = cli.command(&EXPORT).spawn().unwrap();
    drop(child.stdout.take());
    let said = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(said.stderr).unwrap(), "");
    assert_eq!(said.status.code(), Some(1));
}

#[cfg(unix)]
#[test]
fn others_on_the_machine_cannot_read_the_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let cli = Cli::with_comments();
    let args = [&EXPORT[..], &["--output", "all.jsonl"]].concat();
    cli.run(&args).succeeds();
    let mode = fs::metadata(cli.path("all.jsonl")).unwrap().permissions();
    assert_eq!(mode.mode() & 0o777, 0o600);
}

#[test]
fn nothing_is_overwritten_and_a_mistake_is_told() {
    let cli = Cli::with_comments();
    cli.write("all.jsonl", "mine");
    let args = [&EXPORT[..], &["--output", "all.jsonl"]].concat();
    let line = cli.run(&args).fails();
    assert!(line.contains("all.jsonl is there already"), "{line}");
    assert_eq!(fs::read_to_string(cli.path("all.jsonl")).unwrap(), "mine");

    let nowhere = [&EXPORT[..], &["--output", "no/such/all.jsonl"]].concat();
    let line = cli.run(&nowhere).fails();
    assert!(line.contains("cannot write into no/such: "), "{line}");
    assert!(!line.contains(".tmp"), "{line}");

    let line = cli.run(&["export", "--site", "nope"]).fails();
    assert!(line.contains("no site \"nope\""), "{line}");
}
