//! What the configuration accepts, and how it says no.
use super::{Config, ConfigError, LogFormat, Purpose, settings};
use crate::mailer::{Credentials, Tls, Way};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};
use tempfile::TempDir;

pub(super) fn read(
    file: &str,
    variables: &[(&str, &str)],
    purpose: Purpose,
) -> Result<Config, ConfigError> {
    let folder = TempDir::new().unwrap();
    let path = write(&folder, file);
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let variables = variables.iter().map(owned).collect();
    let settings = settings::Settings::collect(Some(path), variables, purpose)?;
    Config::from_settings(&settings)
}

fn write(folder: &TempDir, text: &str) -> PathBuf {
    let path = folder.path().join("rejoinder.toml");
    fs::write(&path, text).unwrap();
    path
}

/// The line that stops the start, without the temporary folder's name.
pub(super) fn refusal(file: &str, variables: &[(&str, &str)]) -> String {
    let line = read(file, variables, Purpose::Serve)
        .unwrap_err()
        .to_string();
    assert_eq!(line.lines().count(), 1, "{line}");
    let at = line.find("rejoinder.toml").unwrap_or(0);
    line[at..].to_owned()
}

#[test]
fn nothing_needs_to_be_set() {
    let config = read("", &[], Purpose::Serve).unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.public_url.as_str(), "http://127.0.0.1:8080/");
    assert_eq!(
        config.database.url.expose(),
        "sqlite://rejoinder.db?mode=rwc"
    );
    assert_eq!(config.database.max_connections, 10);
    assert_eq!(config.database.acquire_timeout, Duration::from_secs(3));
    assert_eq!(config.log.filter, "info");
    assert_eq!(config.log.format, LogFormat::Auto);
    assert!(config.trusted_proxies.is_empty());
    assert!(config.traces.is_none());
    let outbound = config.outbound;
    assert!(!outbound.rules.allow_private && !outbound.rules.allow_http);
    assert_eq!(outbound.rules.ports, [0_u16; 0]);
    assert_eq!(
        outbound.akismet_url.as_str(),
        "https://rest.akismet.com/1.1/"
    );
}

#[test]
fn a_variable_overrides_the_file_which_overrides_the_default() {
    let file = "listen = '0.0.0.0:80'\nlog = 'warn'\n[database]\nmax_connections = 4\nacquire_timeout_seconds = 5";
    let variables = [
        ("REJOINDER_LISTEN", "[::1]:81"),
        ("REJOINDER_DATABASE_MAX_CONNECTIONS", "7"),
    ];
    let config = read(file, &variables, Purpose::Serve).unwrap();
    assert_eq!(config.listen.to_string(), "[::1]:81");
    assert_eq!(config.public_url.as_str(), "http://[::1]:81/");
    assert_eq!(config.log.filter, "warn");
    assert_eq!(config.database.max_connections, 7);
    assert_eq!(config.database.acquire_timeout, Duration::from_secs(5));
}

#[test]
fn a_list_reads_the_same_from_the_file_and_from_a_variable() {
    let file = read(
        "trusted_proxies = ['127.0.0.1', 'fd00::/8']",
        &[],
        Purpose::Serve,
    )
    .unwrap();
    let variables = [("REJOINDER_TRUSTED_PROXIES", "127.0.0.1, fd00::/8,")];
    let variable = read("", &variables, Purpose::Serve).unwrap();
    assert_eq!(file.trusted_proxies, variable.trusted_proxies);
    let networks: Vec<_> = file
        .trusted_proxies
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(networks, ["127.0.0.1/32", "fd00::/8"]);
}

#[test]
fn what_may_be_called_reads_the_same_from_the_file_and_from_variables() {
    let file = "[outbound]\nallow_private = true\nallow_http = true\nports = [8000, '8443']\nakismet_url = 'http://127.0.0.1:8000/1.1/'";
    let file = read(file, &[], Purpose::Serve).unwrap();
    let variables = [
        ("REJOINDER_OUTBOUND_ALLOW_PRIVATE", "true"),
        ("REJOINDER_OUTBOUND_ALLOW_HTTP", "true"),
        ("REJOINDER_OUTBOUND_PORTS", "8000, 8443"),
        (
            "REJOINDER_OUTBOUND_AKISMET_URL",
            "http://127.0.0.1:8000/1.1/",
        ),
    ];
    let variables = read("", &variables, Purpose::Serve).unwrap();
    for config in [file, variables] {
        let outbound = config.outbound;
        assert!(outbound.rules.allow_private && outbound.rules.allow_http);
        assert_eq!(outbound.rules.ports, [8_000, 8_443]);
        assert_eq!(outbound.akismet_url.as_str(), "http://127.0.0.1:8000/1.1/");
    }
}

#[test]
fn the_demo_keeps_to_its_own_file_unless_told_otherwise() {
    let demo = read("", &[], Purpose::Demo).unwrap();
    assert_eq!(
        demo.database.url.expose(),
        "sqlite://rejoinder-demo.db?mode=rwc"
    );
    let variables = [("REJOINDER_DATABASE_URL", "sqlite://other.db")];
    let told = read("", &variables, Purpose::Demo).unwrap();
    assert_eq!(told.database.url.expose(), "sqlite://other.db");
}

fn way(values: &[(&str, &str)]) -> Way {
    read("", values, Purpose::Serve).unwrap().mail.way
}

#[test]
fn mails_leave_over_tls_unless_the_server_is_here_or_the_operator_says_otherwise() {
    for (url, host, port, tls) in [
        ("smtps://mail.example", "mail.example", 465, Tls::Implicit),
        ("smtp://mail.example", "mail.example", 587, Tls::Required),
        (
            "smtp://mail.example:2525",
            "mail.example",
            2525,
            Tls::Required,
        ),
        ("smtp://localhost", "localhost", 25, Tls::None),
        ("smtp://127.0.0.1:1025/", "127.0.0.1", 1025, Tls::None),
        ("smtp://[::1]:1025", "[::1]", 1025, Tls::None),
        (
            "smtp://localhost?tls=required",
            "localhost",
            587,
            Tls::Required,
        ),
        ("smtp://10.0.0.5?tls=none", "10.0.0.5", 25, Tls::None),
    ] {
        let values = [
            ("REJOINDER_MAIL_SMTP_URL", url),
            ("REJOINDER_MAIL_FROM", "comments@comments.example"),
        ];
        let Way::Smtp(relay) = way(&values) else {
            panic!("{url}");
        };
        assert_eq!(
            (relay.host.as_str(), relay.port, relay.tls),
            (host, port, tls)
        );
        assert!(relay.credentials.is_none(), "{url}");
    }
}

#[test]
fn what_is_no_mail_server_is_refused_and_not_shown() {
    for url in [
        "mail.example",
        "https://mail.example",
        "smtp://",
        "smtp://mail.example/under",
        "smtp://mail.example?tls=opportunistic",
        "smtps://mail.example?tls=none",
        "smtp://canary@mail.example",
        "smtp://:canary@mail.example",
        "smtp://user:canary@mail.example?tls=none",
        "smtp://us%0d%0aer:canary@mail.example",
        "smtps://user:canary@mail.example#here",
    ] {
        let variables = [
            ("REJOINDER_MAIL_SMTP_URL", url),
            ("REJOINDER_MAIL_FROM", "comments@comments.example"),
        ];
        let told = refusal("", &variables);
        assert!(
            told.starts_with("REJOINDER_MAIL_SMTP_URL: mail.smtp_url is"),
            "{told}"
        );
        assert!(!told.contains("canary"), "{told}");
    }
}

#[test]
fn a_mail_server_needs_a_sender_and_its_password_is_kept() {
    let url = "smtps://user:can%40ary-kettle@mail.example";
    let told = refusal("", &[("REJOINDER_MAIL_SMTP_URL", url)]);
    assert!(
        told.starts_with("REJOINDER_MAIL_SMTP_URL: mail.smtp_url is set, but mail.from is not"),
        "{told}"
    );
    let values = [
        ("REJOINDER_MAIL_SMTP_URL", url),
        (
            "REJOINDER_MAIL_FROM",
            "Comments <comments@comments.example>",
        ),
    ];
    let config = read("", &values, Purpose::Serve).unwrap();
    let from = &config.mail.from;
    assert_eq!(from.name.as_deref(), Some("Comments"));
    let printed = format!("{config:?}");
    assert!(
        !printed.contains("can@ary-kettle") && !printed.contains("can%40ary-kettle"),
        "{printed}"
    );
}

#[test]
fn a_mail_servers_own_authority_is_read_when_the_service_starts() {
    const PEM: &str = include_str!("../../tests/it/support/testdata/authority.pem");
    let folder = TempDir::new().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let server = [
        ("REJOINDER_MAIL_SMTP_URL", "smtps://mail.example"),
        ("REJOINDER_MAIL_FROM", "comments@comments.example"),
    ];
    let both = file("both.pem", &format!("{PEM}{PEM}"));
    let Way::Smtp(relay) = way(&[server[0], server[1], ("REJOINDER_MAIL_TLS_CA", &both)]) else {
        panic!("there is a server");
    };
    assert!(relay.authorities.is_some());
    let half = &PEM[..PEM.len() / 2];
    for path in [
        file("absent", "").replace("absent", "nowhere"),
        file("empty.pem", ""),
        file("half.pem", &format!("{PEM}{half}")),
        file("other.pem", &PEM.replace("CERTIFICATE", "PRIVATE KEY")),
        file("junk.pem", &PEM.replace("MII", "AAA")),
    ] {
        let told = refusal(
            "",
            &[server[0], server[1], ("REJOINDER_MAIL_TLS_CA", &path)],
        );
        assert!(
            told.contains("mail.tls_ca is") && told.contains("certificates in PEM"),
            "{told}"
        );
    }
    let told = refusal("", &[("REJOINDER_MAIL_TLS_CA", &both)]);
    assert!(
        told.contains("mail.tls_ca is set, but mail.smtp_url is not"),
        "{told}"
    );
}

#[test]
fn without_a_server_mails_are_files_but_only_on_this_machine() {
    let folder = |way: Way| match way {
        Way::Folder(folder) => folder.display().to_string(),
        way => format!("{way:?}"),
    };
    assert_eq!(folder(way(&[])), "rejoinder-mail");
    let public = ("REJOINDER_PUBLIC_URL", "https://comments.example");
    assert_eq!(folder(way(&[public])), "Nowhere");
    let chosen = ("REJOINDER_MAIL_FOLDER", "mails");
    assert_eq!(folder(way(&[public, chosen])), "mails");
    let demo = read("", &[], Purpose::Demo).unwrap();
    assert_eq!(folder(demo.mail.way), "rejoinder-demo-mail");
}

#[test]
fn a_bad_value_is_named_with_its_place_and_what_is_allowed() {
    assert_eq!(
        refusal("listen = 'everywhere'", &[]),
        "rejoinder.toml: listen is \"everywhere\", but it must be an IP address and a port, such as 127.0.0.1:8080"
    );
    assert_eq!(
        refusal("", &[("REJOINDER_DATABASE_MAX_CONNECTIONS", "0")]),
        "REJOINDER_DATABASE_MAX_CONNECTIONS: database.max_connections is \"0\", but it must be a whole number from 2 to 1000"
    );
    for (key, value) in [
        ("listen", "8080"),
        ("listen", "'localhost:8080'"),
        ("listen", "['127.0.0.1:8080']"),
        ("public_url", "'comments.example'"),
        ("public_url", "'https://comments.example/under'"),
        ("public_url", "'https://ana:pw@comments.example'"),
        ("public_url", "'ftp://comments.example'"),
        ("trusted_proxies", "'10.0.0.0/33'"),
        ("trusted_proxies", "[10]"),
        ("database.max_connections", "1001"),
        ("database.max_connections", "-1"),
        ("database.max_connections", "2.5"),
        ("database.acquire_timeout_seconds", "'soon'"),
        ("outbound.allow_private", "'yes'"),
        ("outbound.allow_http", "1"),
        ("outbound.ports", "[0]"),
        ("outbound.ports", "'80,65536'"),
        ("outbound.ports", "[[443]]"),
        ("outbound.akismet_url", "'rest.akismet.com'"),
        ("outbound.akismet_url", "'http://rest.akismet.com/1.1/'"),
        ("outbound.akismet_url", "'https://127.0.0.1/1.1/'"),
        ("outbound.akismet_url", "'https://rest.akismet.com/1.1'"),
        ("outbound.akismet_url", "'https://rest.akismet.com/?a/'"),
        ("erasure_delay_days", "31"),
        ("erasure_delay_days", "-1"),
        ("log", "''"),
        ("log", "'rejoinder=loud'"),
        ("log_format", "'xml'"),
        ("log_format", "true"),
    ] {
        let line = refusal(&format!("{key} = {value}"), &[]);
        let start = format!("rejoinder.toml: {key} is ");
        assert!(
            line.starts_with(&start) && line.contains("must be"),
            "{line}"
        );
    }
}

#[test]
fn what_is_not_a_setting_is_named_with_its_place() {
    for (file, key) in [
        ("listn = '127.0.0.1:80'", "listn"),
        ("database = 5", "database"),
        ("[database]\nmax = 5", "database.max"),
        ("[listen]\nport = 80", "listen.port"),
        ("'database.max_connections' = 5", "database.max_connections"),
        ("[theme]", "theme"),
    ] {
        let line = refusal(file, &[]);
        let start = format!("rejoinder.toml: there is no setting {key}; the settings are listen, ");
        assert!(line.starts_with(&start), "{line}");
    }
    let line = refusal("", &[("REJOINDER_LISTN", "127.0.0.1:80")]);
    assert!(
        line.starts_with("REJOINDER_LISTN: there is no such variable"),
        "{line}"
    );
    assert!(line.contains("REJOINDER_LISTEN"), "{line}");
}

#[test]
fn a_section_may_have_nothing_in_it() {
    let file = "[database]\n# max_connections = 4\n[mail]\n";
    let config = read(file, &[], Purpose::Serve).unwrap();
    assert_eq!(config.database.max_connections, 10);
}

#[test]
fn the_settings_of_the_package_are_accepted_and_so_are_those_it_offers() {
    let packaged = include_str!("../../packaging/rejoinder.toml");
    let config = read(packaged, &[], Purpose::Serve).unwrap();
    let database = "sqlite:///var/lib/rejoinder/rejoinder.db?mode=rwc";
    assert_eq!(config.database.url.expose(), database);
    assert_eq!(config.trusted_proxies.len(), 2);
    // Explanations have a space after the mark.
    let offered = packaged.lines().map(|line| match line.strip_prefix('#') {
        Some(setting) if !setting.starts_with(' ') => setting,
        _ => line,
    });
    let offered = offered.collect::<Vec<_>>().join("\n");
    // The files with passwords are the operator's to make.
    let variables = [
        ("REJOINDER_DATABASE_PASSWORD_FILE", ""),
        ("REJOINDER_MAIL_PASSWORD_FILE", ""),
        ("REJOINDER_MAIL_SMTP_URL", "smtps://mail.example"),
    ];
    let config = read(&offered, &variables, Purpose::Serve).unwrap();
    assert_eq!(config.public_url.as_str(), "https://comments.example/");
    assert!(config.metrics_listen.is_some() && config.traces.is_some());
}

#[test]
fn control_characters_of_a_value_do_not_reach_the_terminal() {
    let line = refusal("", &[("REJOINDER_LISTEN", "\u{1b}[31m\nforged")]);
    assert!(
        !line.contains('\u{1b}') && line.contains("forged"),
        "{line}"
    );
}

#[test]
fn a_bad_database_url_is_named_but_not_shown() {
    let line = refusal("database_url = 'postgres://ana:s3cret@host:port/show'", &[]);
    assert!(
        line.starts_with("rejoinder.toml: database_url is something else"),
        "{line}"
    );
    assert!(
        line.contains("must be sqlite://FILE") && !line.contains("s3cret"),
        "{line}"
    );
}

#[test]
fn a_file_that_is_no_toml_is_named_without_what_stands_in_it() {
    let line = refusal(
        "log = 'info'\ndatabase_url = \"postgres://ana:s3cret@host/show",
        &[],
    );
    assert!(
        line.starts_with("rejoinder.toml: TOML parse error at line 2, column"),
        "{line}"
    );
    assert!(!line.contains("s3cret"), "{line}");
}

#[test]
fn a_file_that_was_asked_for_must_exist() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("absent.toml");
    let line = settings::file(Some(&path)).unwrap_err().to_string();
    assert!(
        line.ends_with("absent.toml: there is no such file"),
        "{line}"
    );
}

#[test]
fn printing_a_configuration_keeps_the_password() {
    let variables = [(
        "REJOINDER_DATABASE_URL",
        "postgres://ana:s3cret-kettle@host/show",
    )];
    let printed = format!("{:?}", read("", &variables, Purpose::Serve).unwrap());
    assert!(
        printed.contains("host/show") && !printed.contains("s3cret"),
        "{printed}"
    );
}

#[cfg(unix)]
#[test]
fn a_password_in_a_file_that_all_may_read_is_refused() {
    let folder = TempDir::new().unwrap();
    for (key, text) in [
        (
            "database_url",
            "database_url = 'postgres://ana:s3cret-kettle@host/show'",
        ),
        (
            "mail.smtp_url",
            "[mail]\nsmtp_url = 'smtps://ana:s3cret-kettle@host'\nfrom = 'ana@host.example'",
        ),
    ] {
        let path = write(&folder, text);
        refused_when_all_may_read(&path, key);
    }
}

#[cfg(unix)]
fn refused_when_all_may_read(path: &Path, key: &str) {
    let read = |mode| {
        set_mode(path, mode);
        let path = Some(path.to_owned());
        let settings = settings::Settings::collect(path, Vec::new(), Purpose::Serve)?;
        Config::from_settings(&settings)
    };
    let line = read(0o644).unwrap_err().to_string();
    assert!(
        line.contains(&format!("rejoinder.toml: {key} holds a password")),
        "{line}"
    );
    assert!(read(0o640).is_ok());
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// The file's path.
#[cfg(unix)]
pub(super) fn keep(folder: &TempDir, password: &[u8]) -> String {
    let path = folder.path().join("password");
    fs::write(&path, password).unwrap();
    set_mode(&path, 0o640);
    path.display().to_string()
}

#[cfg(unix)]
#[test]
fn a_password_may_stand_in_a_file_of_its_own() {
    let folder = TempDir::new().unwrap();
    let path = keep(&folder, b"violet kettle orbit\r\n");
    let variables = [
        ("REJOINDER_DATABASE_URL", "postgres://ana@host/show"),
        ("REJOINDER_DATABASE_PASSWORD_FILE", &path),
        ("REJOINDER_MAIL_SMTP_URL", "smtps://ana@mail.example"),
        ("REJOINDER_MAIL_PASSWORD_FILE", &path),
        ("REJOINDER_MAIL_FROM", "ana@mail.example"),
    ];
    let config = read("", &variables, Purpose::Serve).unwrap();
    let (user, password) = config.database.url.credentials().unwrap();
    assert_eq!(
        (user.as_str(), password.expose()),
        ("ana", "violet kettle orbit")
    );
    assert!(!format!("{config:?}").contains("kettle"), "{config:?}");
    let Way::Smtp(relay) = config.mail.way else {
        panic!("there is a server");
    };
    let expected = Credentials::new("ana".to_owned(), "violet kettle orbit".to_owned());
    assert!(relay.credentials == Some(expected));
}

#[cfg(unix)]
#[test]
fn a_password_file_that_is_of_no_use_is_named() {
    let folder = TempDir::new().unwrap();
    let url = ("REJOINDER_DATABASE_URL", "postgres://ana@host/show");
    let with = |path: &str| refusal("", &[url, ("REJOINDER_DATABASE_PASSWORD_FILE", path)]);
    for content in [
        "".as_bytes(),
        b"\n",
        b"two\nlines of text",
        b"\xff\xfe not text",
    ] {
        let path = keep(&folder, content);
        let line = with(&path);
        let named = line.starts_with(&format!("{path}: database.password_file names this file"));
        assert!(named && !line.contains("lines"), "{line}");
    }
    let line = with("/nowhere/password");
    assert!(line.starts_with("/nowhere/password: "), "{line}");
    let path = keep(&folder, b"violet kettle orbit");
    set_mode(Path::new(&path), 0o644);
    let line = with(&path);
    assert!(
        line.starts_with(&format!("{path}: database.password_file holds a password")),
        "{line}"
    );
}

#[cfg(unix)]
#[test]
fn a_password_stands_in_one_place_and_somebody_has_to_ask_for_it() {
    let folder = TempDir::new().unwrap();
    let path = keep(&folder, b"violet kettle orbit");
    let database = ("REJOINDER_DATABASE_PASSWORD_FILE", path.as_str());
    let mail = ("REJOINDER_MAIL_PASSWORD_FILE", path.as_str());
    let from = ("REJOINDER_MAIL_FROM", "ana@mail.example");
    let line = refusal("", &[database]);
    assert!(
        line.starts_with("the default: database_url is something else"),
        "{line}"
    );
    let twice = "postgres://ana:violet%20kettle@host/show";
    let line = refusal("", &[("REJOINDER_DATABASE_URL", twice), database]);
    assert!(line.contains("without :PASSWORD"), "{line}");
    let line = refusal("", &[mail]);
    assert!(
        line.contains("mail.password_file is set, but mail.smtp_url is not"),
        "{line}"
    );
    for url in [
        "smtps://ana:violet%20kettle@mail.example",
        "smtps://mail.example",
    ] {
        let line = refusal("", &[("REJOINDER_MAIL_SMTP_URL", url), mail, from]);
        assert!(
            line.starts_with("REJOINDER_MAIL_SMTP_URL: mail.smtp_url is something else"),
            "{line}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_password_that_is_guessed_first_is_refused_wherever_it_stands() {
    let folder = TempDir::new().unwrap();
    let from = ("REJOINDER_MAIL_FROM", "ana@mail.example");
    for password in [
        "s3cret",
        "Password",
        "changeme",
        "Brunhilde1",
        "rejoinder",
        "postgres1",
    ] {
        let path = keep(&folder, password.as_bytes());
        let database = format!("postgres://brunhilde:{password}@host/show");
        let mail = format!("smtps://brunhilde:{password}@mail.example");
        for (key, variables) in [
            (
                "database_url",
                vec![("REJOINDER_DATABASE_URL", database.as_str())],
            ),
            (
                "database.password_file",
                vec![
                    ("REJOINDER_DATABASE_URL", "postgres://brunhilde@host/show"),
                    ("REJOINDER_DATABASE_PASSWORD_FILE", &path),
                ],
            ),
            (
                "mail.smtp_url",
                vec![("REJOINDER_MAIL_SMTP_URL", mail.as_str()), from],
            ),
            (
                "mail.password_file",
                vec![
                    ("REJOINDER_MAIL_SMTP_URL", "smtps://brunhilde@mail.example"),
                    ("REJOINDER_MAIL_PASSWORD_FILE", &path),
                    from,
                ],
            ),
        ] {
            let line = refusal("", &variables);
            let why = if password.len() < 8 {
                "has less than 8"
            } else {
                "is among those"
            };
            let told = line.contains(&format!("the password of {key} {why}"));
            assert!(told && !line.contains(password), "{password}: {line}");
        }
    }
}

#[test]
fn the_variables_of_the_tests_and_of_others_are_left_alone() {
    let all = [
        "PATH",
        "REJOINDER_TEST_DATABASE_URL",
        "REJOINDER_LOG",
        "REJOINDER",
    ];
    let all = all.map(|name| (name.into(), "warn".into()));
    let ours = settings::variables(all.into_iter()).unwrap();
    assert_eq!(ours, [("REJOINDER_LOG".to_owned(), "warn".to_owned())]);
}

#[test]
fn tests_get_a_configuration_of_their_own() {
    let config = Config::for_testing();
    assert_eq!(config.listen.to_string(), "127.0.0.1:0");
    assert_eq!(config.database.url.expose(), "sqlite::memory:");
}
