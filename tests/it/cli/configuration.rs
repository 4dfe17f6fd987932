//! Settings that are wrong stop the start with one line that names them.
use super::Cli;

#[test]
fn an_unknown_key_of_the_file_is_named() {
    let cli = Cli::new();
    cli.write("rejoinder.toml", "listen = '127.0.0.1:0'\nlissten = 'x'\n");
    for command in [
        ["serve"].as_slice(),
        &["demo"],
        &["site", "list"],
        &["doctor"],
    ] {
        let line = cli.run(command).fails();
        assert!(
            line.contains("rejoinder.toml") && line.contains("lissten"),
            "{line}"
        );
    }
    assert!(!cli.has("rejoinder.db"));
}

#[test]
fn an_unknown_variable_is_named() {
    let cli = Cli::new().with("REJOINDER_LISSTEN", "127.0.0.1:0");
    let line = cli.run(&["serve"]).fails();
    assert!(line.contains("REJOINDER_LISSTEN"), "{line}");
}

#[test]
fn a_bad_value_is_named_with_what_is_allowed() {
    let cli = Cli::new().with("REJOINDER_LISTEN", "everywhere");
    let line = cli.run(&["demo"]).fails();
    for part in ["REJOINDER_LISTEN", "everywhere", "127.0.0.1:8080"] {
        assert!(line.contains(part), "{part}: {line}");
    }
}

#[test]
fn a_file_that_was_named_must_exist() {
    let line = Cli::new().run(&["--config", "other.toml", "serve"]).fails();
    assert!(line.contains("other.toml"), "{line}");
}

#[test]
fn a_database_that_does_not_answer_is_named_without_its_password() {
    let url = "postgres://rejoinder:hunter2-kettle@127.0.0.1:1/none";
    let line = Cli::on(url)
        .with("REJOINDER_DATABASE_ACQUIRE_TIMEOUT_SECONDS", "1")
        .run(&["migrate", "status"])
        .fails();
    assert!(line.contains("127.0.0.1:1"), "{line}");
    assert!(!line.contains("hunter2-kettle"), "{line}");
}

#[test]
fn an_address_for_metrics_that_is_none_or_in_use_is_named() {
    let cli = || Cli::new().with("REJOINDER_LISTEN", "127.0.0.1:0");
    let line = cli()
        .with("REJOINDER_METRICS_LISTEN", "9464")
        .run(&["serve"])
        .fails();
    for part in ["REJOINDER_METRICS_LISTEN", "9464", "127.0.0.1:9464"] {
        assert!(line.contains(part), "{part}: {line}");
    }
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let line = cli()
        .with("REJOINDER_METRICS_LISTEN", &address)
        .run(&["serve"])
        .fails();
    assert!(
        line.contains(&address) && line.contains("REJOINDER_METRICS_LISTEN"),
        "{line}"
    );
}

#[test]
fn a_folder_for_backups_that_takes_none_is_named() {
    let cli = Cli::new()
        .with("REJOINDER_LISTEN", "127.0.0.1:0")
        .with("REJOINDER_BACKUP_FOLDER", "file/backups");
    cli.write("file", "");
    let line = cli.run(&["serve"]).fails();
    for part in ["backup.folder", "file/backups"] {
        assert!(line.contains(part), "{part}: {line}");
    }
}

#[test]
fn an_address_in_use_is_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let line = Cli::new()
        .with("REJOINDER_LISTEN", &address)
        .run(&["serve"])
        .fails();
    assert!(
        line.contains(&address) && line.contains("REJOINDER_LISTEN"),
        "{line}"
    );
}
