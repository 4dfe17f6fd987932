//! `rejoinder backup`, and the way back.
use super::{Cli, serving::Running};
use rejoinder::config::DatabaseKind;
use std::{
    fs,
    path::Path,
    time::{Duration, SystemTime},
};
use tokio::time::sleep;

const EXPORT: [&str; 4] = ["export", "--site", "history", "--with-addresses"];
const BACK_UP: [&str; 2] = ["backup", "copy.db"];
const RESTORE: [&str; 2] = ["restore", "copy.db"];

/// As somebody does whose database is lost.
fn lose(cli: &Cli) {
    for file in ["rejoinder.db", "rejoinder.db-wal", "rejoinder.db-shm"] {
        fs::remove_file(cli.path(file)).ok();
    }
}

fn copies(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).into_iter().flatten();
    let name = |file: std::io::Result<fs::DirEntry>| file.unwrap().file_name();
    let mut names: Vec<_> = files
        .map(|file| name(file).into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn what_was_backed_up_comes_back_as_it_was() {
    let cli = Cli::with_comments();
    let before = cli.run(&EXPORT).succeeds();
    let said = cli.run(&BACK_UP).succeeds();
    assert!(said.starts_with("copy.db: "), "{said}");
    assert!(said.ends_with("episodes, nothing wrong.\n"), "{said}");
    for log in ["copy.db-wal", "copy.db-shm"] {
        assert!(!cli.has(log), "a copy is one file");
    }
    lose(&cli);
    cli.run(&RESTORE).succeeds();
    assert_eq!(cli.run(&EXPORT).succeeds(), before);
    cli.run(&["doctor"]).succeeds();
    // And the copy can be used again.
    lose(&cli);
    cli.run(&RESTORE).succeeds();
    assert_eq!(cli.run(&EXPORT).succeeds(), before);
}

#[test]
fn nothing_that_is_there_is_written_over() {
    let cli = Cli::with_comments();
    cli.run(&BACK_UP).succeeds();
    let copy = fs::read(cli.path("copy.db")).unwrap();
    let line = cli.run(&BACK_UP).fails();
    assert_eq!(line, "copy.db is there already: give another name");
    assert_eq!(fs::read(cli.path("copy.db")).unwrap(), copy);
    let line = cli.run(&RESTORE).fails();
    assert_eq!(line, "rejoinder.db is there already: move it away first");
    cli.write("rejoinder.db-wal", "");
    fs::rename(cli.path("rejoinder.db"), cli.path("old.db")).unwrap();
    let line = cli.run(&RESTORE).fails();
    assert!(line.contains("rejoinder.db-wal is left"), "{line}");
}

#[test]
fn what_is_no_backup_is_refused_and_leaves_nothing() {
    let cli = Cli::new();
    cli.write("copy.db", "no database, but long enough to look like one");
    let line = cli.run(&RESTORE).fails();
    assert_eq!(line.matches("not a database").count(), 1, "{line}");
    fs::write(cli.path("copy.db"), []).unwrap();
    let line = cli.run(&RESTORE).fails();
    assert!(line.contains("no backup of rejoinder"), "{line}");
    assert!(cli.run(&["restore", "none.db"]).fails().contains("no file"));
    assert_eq!(copies(cli.folder.path()), ["copy.db"]);
}

#[test]
fn what_is_wrong_is_told_and_keeps_nobody_from_a_copy() {
    let cli = Cli::with_comments();
    let file = rusqlite::Connection::open(cli.path("rejoinder.db")).unwrap();
    file.execute("UPDATE episode SET comment_count = 99", [])
        .unwrap();
    drop(file);
    let said = cli.run(&BACK_UP).succeeds();
    assert!(said.contains("things wrong in it"), "{said}");
    lose(&cli);
    let said = cli.run(&RESTORE).succeeds();
    assert!(said.contains("things wrong in it"), "{said}");
    cli.run(&["doctor", "--repair"]).succeeds();
    cli.run(&["doctor"]).succeeds();
}

#[test]
fn a_copy_can_be_brought_back_from_where_nothing_can_be_written() {
    let cli = Cli::with_comments();
    cli.run(&BACK_UP).succeeds();
    let header = fs::read(cli.path("copy.db")).unwrap();
    // The format of the file is the old one, without a log: see sqlite.org/fileformat.html, 1.3.
    assert_eq!(header[18..20], [1, 1]);
}

#[test]
fn what_is_kept_on_a_server_is_left_to_its_tools() {
    let Some(url) = rejoinder::config::test_database_url() else {
        return;
    };
    assert_eq!(url.kind(), DatabaseKind::Postgres);
    let cli = Cli::on(url.expose());
    assert!(cli.run(&RESTORE).fails().contains("pg_restore"));
}

#[test]
fn of_those_in_a_folder_the_newest_stay() {
    let cli = Cli::with_comments();
    fs::create_dir(cli.path("copies")).unwrap();
    for name in [
        "rejoinder-20010101T000000Z.db",
        "rejoinder-20020101T000000Z.db",
        // By a clock that was ahead.
        "rejoinder-29010101T000000Z.db",
        "mine.db",
    ] {
        fs::write(cli.path("copies").join(name), "x").unwrap();
    }
    cli.run(&["backup", "--folder", "copies", "--keep", "2"])
        .succeeds();
    let left = copies(&cli.path("copies"));
    assert_eq!(left.len(), 4, "{left:?}");
    assert_eq!(left[..2], ["mine.db", "rejoinder-20020101T000000Z.db"]);
}

#[tokio::test]
async fn the_service_makes_one_at_once_where_there_is_none() {
    let cli = Cli::with_comments().with("REJOINDER_BACKUP_FOLDER", "copies");
    let running = Running::start(&cli, "serve");
    let folder = cli.path("copies");
    let is_whole = |name: &String| name.starts_with("rejoinder-");
    while !copies(&folder).iter().any(is_whole) {
        sleep(Duration::from_millis(20)).await;
    }
    assert!(running.stop().await.success());
    let made = copies(&folder);
    assert_eq!(made.len(), 1, "{made:?}");
    lose(&cli);
    let copy = format!("copies/{}", made[0]);
    cli.run(&["restore", &copy]).succeeds();
}

#[test]
fn what_was_killed_at_it_goes_with_the_next_copy() {
    let cli = Cli::with_comments();
    let [old, new] = [".rejoinder-copy-old", ".rejoinder-copy-new"];
    for name in [old, new] {
        let folder = cli.path("copies").join(name);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("half.db"), "x").unwrap();
    }
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_hours(9);
    let folder = fs::File::open(cli.path("copies").join(old)).unwrap();
    folder.set_modified(long_ago).unwrap();
    let add = ["backup", "--folder", "copies"];
    cli.run(&add).succeeds();
    let left = copies(&cli.path("copies"));
    assert_eq!(left.len(), 2, "{left:?}");
    assert_eq!(left[0], new, "somebody may be at it");
}

#[test]
fn a_text_that_is_missing_among_the_revisions_is_found_and_put_back() {
    let cli = Cli::with_comments();
    let before = cli.run(&EXPORT).succeeds();
    let file = rusqlite::Connection::open(cli.path("rejoinder.db")).unwrap();
    file.pragma_update(None, "foreign_keys", false).unwrap();
    let lose = "DELETE FROM revision WHERE id IN (SELECT id FROM revision ORDER BY id LIMIT 1)";
    assert_eq!(file.execute(lose, []).unwrap(), 1);
    drop(file);
    let said = cli.run(&["doctor"]);
    assert!(
        said.out.contains("among their revisions: 1"),
        "{}",
        said.out
    );
    assert_ne!(cli.run(&EXPORT).succeeds(), before);
    cli.run(&["doctor", "--repair"]).succeeds();
    cli.run(&["doctor"]).succeeds();
    assert_eq!(cli.run(&EXPORT).succeeds(), before);
}

#[test]
fn tables_of_a_newer_version_are_told_from_old_ones_by_every_command() {
    let cli = Cli::with_comments();
    cli.run(&BACK_UP).succeeds();
    for database in ["rejoinder.db", "copy.db"] {
        let file = rusqlite::Connection::open(cli.path(database)).unwrap();
        let newer = "INSERT INTO seaql_migrations VALUES ('m20991231_000001_more', 0)";
        file.execute(newer, []).unwrap();
    }
    for command in [
        &["serve"][..],
        &["doctor"],
        &["site", "list"],
        &["backup", "another.db"],
        &EXPORT,
        &["migrate", "status"],
        &["migrate", "up"],
        &["migrate", "down"],
    ] {
        let line = cli.run(command).fails();
        assert!(
            line.contains("a newer rejoinder has used this database"),
            "{command:?}: {line}"
        );
    }
    lose(&cli);
    assert!(
        cli.run(&RESTORE)
            .fails()
            .contains("a newer version has made")
    );
}
