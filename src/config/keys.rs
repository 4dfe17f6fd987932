//! The table of all settings: what `serve --help` prints and what the operating guide repeats.
use std::fmt::Write;

/// One setting.
#[derive(Clone, Copy, Debug)]
pub struct KeyDoc {
    /// In `rejoinder.toml`; a dot stands for a section.
    pub key: &'static str,
    pub variable: &'static str,
    /// As one would write it in the variable; for `public_url` what it is made from.
    pub default: &'static str,
    pub meaning: &'static str,
    /// What a value must be, put so that it follows "must be".
    pub allowed: &'static str,
}

const KEYS: &[KeyDoc] = &[
    KeyDoc {
        key: "listen",
        variable: "REJOINDER_LISTEN",
        default: "127.0.0.1:8080",
        meaning: "Address and port the service listens on; it speaks plain HTTP.",
        allowed: "an IP address and a port, such as 127.0.0.1:8080",
    },
    KeyDoc {
        key: "public_url",
        variable: "REJOINDER_PUBLIC_URL",
        default: "http://<listen>",
        meaning: "Where readers reach the service. Links are built from it, never from a request.",
        allowed: "http:// or https:// with a host and nothing after it, such as https://comments.example",
    },
    KeyDoc {
        key: "trusted_proxies",
        variable: "REJOINDER_TRUSTED_PROXIES",
        default: "",
        meaning: "Proxies whose `X-Forwarded-For` is believed: a list, in the variable with commas between.",
        allowed: "addresses or networks, such as 127.0.0.1 or 10.0.0.0/8",
    },
    KeyDoc {
        key: "country_header",
        variable: "REJOINDER_COUNTRY_HEADER",
        default: "",
        meaning: "The header in which the trusted proxies name a reader's country, for the list of their sessions.",
        allowed: "the name of a header, such as CF-IPCountry",
    },
    KeyDoc {
        key: "country_database",
        variable: "REJOINDER_COUNTRY_DATABASE",
        default: "",
        meaning: "A file in MaxMind's format that knows the country of an address, for the same list.",
        allowed: "the path of a .mmdb file",
    },
    KeyDoc {
        key: "keys.rotate_after_days",
        variable: "REJOINDER_KEYS_ROTATE_AFTER_DAYS",
        default: "90",
        meaning: "After how many days another key signs access tokens; 0 for never.",
        allowed: "a whole number of days from 0 to 3650",
    },
    KeyDoc {
        key: "database_url",
        variable: "REJOINDER_DATABASE_URL",
        default: "sqlite://rejoinder.db?mode=rwc",
        meaning: "Where everything is kept: a SQLite file or a PostgreSQL database (15 or newer).",
        allowed: "sqlite://FILE?mode=rwc or postgres://USER:PASSWORD@HOST:PORT/DATABASE, without :PASSWORD where database.password_file is set",
    },
    KeyDoc {
        key: "database.password_file",
        variable: "REJOINDER_DATABASE_PASSWORD_FILE",
        default: "",
        meaning: "A file with the password of the PostgreSQL user that `database_url` names, which then has none itself.",
        allowed: "a file that holds a password and nothing else",
    },
    KeyDoc {
        key: "database.max_connections",
        variable: "REJOINDER_DATABASE_MAX_CONNECTIONS",
        default: "10",
        meaning: "Connections to the database that one process opens at most.",
        allowed: "a whole number from 2 to 1000",
    },
    KeyDoc {
        key: "database.acquire_timeout_seconds",
        variable: "REJOINDER_DATABASE_ACQUIRE_TIMEOUT_SECONDS",
        default: "3",
        meaning: "How long a request waits for a free connection before it is refused as unavailable: on PostgreSQL four seconds at most, together with those of its statements that are slow; on SQLite, to begin to write, five.",
        allowed: "a whole number of seconds from 1 to 60",
    },
    KeyDoc {
        key: "database.replica_url",
        variable: "REJOINDER_DATABASE_REPLICA_URL",
        default: "",
        meaning: "A PostgreSQL database that follows the other (a hot standby): what people read who are signed out comes from it.",
        allowed: "postgres://USER:PASSWORD@HOST:PORT/DATABASE, where database_url is PostgreSQL too",
    },
    KeyDoc {
        key: "kept_answers_mb",
        variable: "REJOINDER_KEPT_ANSWERS_MB",
        default: "32",
        meaning: "Memory for finished answers to people who are signed out, in MiB; 0 keeps none.",
        allowed: "a whole number from 0 to 65536",
    },
    KeyDoc {
        key: "backup.folder",
        variable: "REJOINDER_BACKUP_FOLDER",
        default: "",
        meaning: "Where `serve` puts copies of the database, each looked through before it counts; SQLite only.",
        allowed: "a folder, where database_url is a SQLite file",
    },
    KeyDoc {
        key: "backup.every_hours",
        variable: "REJOINDER_BACKUP_EVERY_HOURS",
        default: "24",
        meaning: "Hours from one of these copies to the next.",
        allowed: "a whole number of hours from 1 to 8760",
    },
    KeyDoc {
        key: "backup.keep",
        variable: "REJOINDER_BACKUP_KEEP",
        default: "7",
        meaning: "So many of the newest are kept; older ones are removed once a new one is whole.",
        allowed: "a whole number from 1 to 1000",
    },
    KeyDoc {
        key: "cdn.max_age_seconds",
        variable: "REJOINDER_CDN_MAX_AGE_SECONDS",
        default: "5",
        meaning: "How long a cache in front may keep an answer to people who are signed out; over a minute only with `cdn.purge_url`.",
        allowed: "a whole number of seconds from 1 to 86400, and at most 60 without cdn.purge_url",
    },
    KeyDoc {
        key: "cdn.purge_url",
        variable: "REJOINDER_CDN_PURGE_URL",
        default: "",
        meaning: "Where a POST takes answers out of that cache when they have changed; `{key}` stands for their name.",
        allowed: "an https:// address, such as https://api.fastly.com/service/ID/purge/{key}",
    },
    KeyDoc {
        key: "cdn.purge_body",
        variable: "REJOINDER_CDN_PURGE_BODY",
        default: "",
        meaning: "What is sent there, where the name does not stand in the address.",
        allowed: "JSON with {key} in it, such as {\"tags\":[\"{key}\"]}",
    },
    KeyDoc {
        key: "cdn.purge_header",
        variable: "REJOINDER_CDN_PURGE_HEADER",
        default: "",
        meaning: "The header that shows that the service may do so.",
        allowed: "a name, a colon and a value, such as Fastly-Key: SECRET",
    },
    KeyDoc {
        key: "outbound.allow_private",
        variable: "REJOINDER_OUTBOUND_ALLOW_PRIVATE",
        default: "false",
        meaning: "Whether webhooks may be on this machine or in a private network.",
        allowed: "true or false",
    },
    KeyDoc {
        key: "outbound.allow_http",
        variable: "REJOINDER_OUTBOUND_ALLOW_HTTP",
        default: "false",
        meaning: "Whether webhooks may be called without TLS.",
        allowed: "true or false",
    },
    KeyDoc {
        key: "outbound.ports",
        variable: "REJOINDER_OUTBOUND_PORTS",
        default: "",
        meaning: "Ports that webhooks may have besides 80 and 443: a list, in the variable with commas between.",
        allowed: "numbers from 1 to 65535, such as 8443",
    },
    KeyDoc {
        key: "outbound.akismet_url",
        variable: "REJOINDER_OUTBOUND_AKISMET_URL",
        default: "https://rest.akismet.com/1.1/",
        meaning: "Where Akismet is called, for sites that have a key of theirs.",
        allowed: "an address that the other outbound settings allow, without a query and with a slash at its end",
    },
    KeyDoc {
        key: "mail.smtp_url",
        variable: "REJOINDER_MAIL_SMTP_URL",
        default: "",
        meaning: "The server that takes mails from the service, with user and password where it asks for them.",
        allowed: "smtps:// or smtp:// with USER:PASSWORD@ if needed (USER@ where mail.password_file is set), a host, a port if it is not the usual one, and ?tls=none (without a password) or ?tls=required if need be",
    },
    KeyDoc {
        key: "mail.password_file",
        variable: "REJOINDER_MAIL_PASSWORD_FILE",
        default: "",
        meaning: "A file with the password of the user that `mail.smtp_url` names, which then has none itself.",
        allowed: "a file that holds a password and nothing else",
    },
    KeyDoc {
        key: "mail.tls_ca",
        variable: "REJOINDER_MAIL_TLS_CA",
        default: "",
        meaning: "A file with the certificates of those who vouch for that server, instead of those whom browsers believe.",
        allowed: "a file with one or more certificates in PEM",
    },
    KeyDoc {
        key: "mail.from",
        variable: "REJOINDER_MAIL_FROM",
        default: "",
        meaning: "Who mails are from: an address, or a name and an address. Without a name they carry the site's.",
        allowed: "an address such as comments@comments.example, or Comments <comments@comments.example>",
    },
    KeyDoc {
        key: "mail.folder",
        variable: "REJOINDER_MAIL_FOLDER",
        default: "rejoinder-mail",
        meaning: "Where mails are written as files as long as there is no `mail.smtp_url`. Only by default when `public_url` is on this machine; elsewhere there is no mail then.",
        allowed: "a folder",
    },
    KeyDoc {
        key: "erasure_delay_days",
        variable: "REJOINDER_ERASURE_DELAY_DAYS",
        default: "7",
        meaning: "For how many days somebody who has asked to be erased may think better of it; 0 for not at all.",
        allowed: "a whole number of days from 0 to 30",
    },
    KeyDoc {
        key: "metrics.listen",
        variable: "REJOINDER_METRICS_LISTEN",
        default: "",
        meaning: "Address and port at which Prometheus reads what the service counts, and nothing else is answered. Whoever reaches it may read it.",
        allowed: "an IP address and a port, such as 127.0.0.1:9464",
    },
    KeyDoc {
        key: "traces.endpoint",
        variable: "REJOINDER_TRACES_ENDPOINT",
        default: "",
        meaning: "Where a collector takes traces by OTLP over HTTP; `/v1/traces` is added. Without it nothing is traced.",
        allowed: "http:// or https:// with a host, without a password or a query, such as http://127.0.0.1:4318",
    },
    KeyDoc {
        key: "traces.headers",
        variable: "REJOINDER_TRACES_HEADERS",
        default: "",
        meaning: "Headers that the collector asks for: a list, in the variable with commas between.",
        allowed: "names and values with a colon between, such as X-Scope-OrgID: show",
    },
    KeyDoc {
        key: "traces.headers_file",
        variable: "REJOINDER_TRACES_HEADERS_FILE",
        default: "",
        meaning: "A file with more such headers, for keys: one line, with commas between.",
        allowed: "a file that holds names and values with a colon between, such as Authorization: Bearer KEY, and nothing else",
    },
    KeyDoc {
        key: "traces.share",
        variable: "REJOINDER_TRACES_SHARE",
        default: "1",
        meaning: "How many of the requests and jobs are traced: 1 for all, 0.1 for every tenth. A trusted proxy that traces decides for its own.",
        allowed: "a number from 0 to 1, such as 0.1",
    },
    KeyDoc {
        key: "log",
        variable: "REJOINDER_LOG",
        default: "info",
        meaning: "What is logged: `error`, `warn`, `info`, `debug` or `trace`, also per module.",
        allowed: "a level or levels per module, such as info or warn,rejoinder=debug",
    },
    KeyDoc {
        key: "log_format",
        variable: "REJOINDER_LOG_FORMAT",
        default: "auto",
        meaning: "`text`, `json`, or `auto`: text on a terminal, JSON anywhere else.",
        allowed: "auto, text or json",
    },
];

/// Every setting there is, in the order in which one reads about them.
pub fn keys() -> &'static [KeyDoc] {
    KEYS
}

/// The settings as plain text for the end of a command's help.
pub fn help() -> String {
    let mut text =
        String::from("Settings, in rejoinder.toml or in a variable that overrides it:\n");
    for key in KEYS {
        let meaning = key.meaning.replace('`', "");
        let default = if key.default.is_empty() {
            "none"
        } else {
            key.default
        };
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "\n  {} ({})\n      {meaning}\n      Default: {default}\n",
            key.key, key.variable
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::KEYS;

    fn row(key: &super::KeyDoc) -> String {
        let default = match key.default {
            "" => "none".to_owned(),
            default => format!("`{default}`"),
        };
        format!(
            "| `{}` | `{}` | {default} | {} |",
            key.key, key.variable, key.meaning
        )
    }

    #[test]
    fn the_operating_guide_lists_exactly_these_settings() {
        let guide = include_str!("../../docs/operating.md");
        let rows: Vec<_> = guide
            .lines()
            .filter(|line| line.contains("| `REJOINDER_"))
            .collect();
        let expected: Vec<_> = KEYS.iter().map(row).collect();
        assert_eq!(rows, expected, "wanted:\n{}", expected.join("\n"));
    }

    #[test]
    fn a_variable_is_named_after_its_key() {
        for key in KEYS {
            let name = key.key.replace('.', "_").to_uppercase();
            assert_eq!(key.variable, format!("REJOINDER_{name}"));
        }
    }

    #[test]
    fn the_help_names_every_setting_and_its_default() {
        let help = super::help();
        for key in KEYS {
            assert!(
                help.contains(key.key) && help.contains(key.variable),
                "{}",
                key.key
            );
            assert!(help.contains(key.default), "{}", key.default);
        }
    }
}
