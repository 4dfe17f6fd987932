//! The database's URL: checked when read, its password never printed.
use sea_orm::sqlx::{postgres::PgConnectOptions, sqlite::SqliteConnectOptions};
use std::{fmt, path::PathBuf, str::FromStr};
use url::Url;

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum DatabaseKind {
    Sqlite,
    Postgres,
}

/// A URL that the driver understands. `Display` and `Debug` leave the password out.
#[derive(Clone, Eq, PartialEq)]
pub struct DatabaseUrl {
    text: String,
    kind: DatabaseKind,
}

impl DatabaseUrl {
    pub fn kind(&self) -> DatabaseKind {
        self.kind
    }

    /// With its password: for the driver only, never for a log.
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// The file that is the database; none for a server, or for a database in memory.
    pub fn file(&self) -> Option<PathBuf> {
        if self.kind != DatabaseKind::Sqlite || self.text.contains(":memory:") {
            return None;
        }
        let options = SqliteConnectOptions::from_str(&self.text).ok()?;
        Some(options.get_filename().to_owned())
    }

    pub(super) fn has_password(&self) -> bool {
        self.kind == DatabaseKind::Postgres
            && Url::parse(&self.text).is_ok_and(|url| {
                url.password().is_some() || url.query_pairs().any(|(name, _)| name == "password")
            })
    }
}

/// The URL is of no use; why is not said, since the URL may hold a password.
#[derive(Debug)]
pub struct NotADatabaseUrl;

impl FromStr for DatabaseUrl {
    type Err = NotADatabaseUrl;

    fn from_str(text: &str) -> Result<Self, NotADatabaseUrl> {
        let kind = match text
            .split_once(':')
            .map(|(scheme, rest)| (scheme, rest.trim_start_matches('/')))
        {
            Some(("sqlite", rest)) if !rest.is_empty() && !rest.starts_with('?') => {
                DatabaseKind::Sqlite
            }
            Some(("postgres" | "postgresql", rest)) if !rest.is_empty() => DatabaseKind::Postgres,
            _ => return Err(NotADatabaseUrl),
        };
        let understood = match kind {
            DatabaseKind::Sqlite => SqliteConnectOptions::from_str(text).is_ok(),
            DatabaseKind::Postgres => PgConnectOptions::from_str(text).is_ok(),
        };
        let text = text.to_owned();
        understood
            .then_some(Self { text, kind })
            .ok_or(NotADatabaseUrl)
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.kind, Url::parse(&self.text)) {
            (DatabaseKind::Sqlite, _) => out.write_str(&self.text),
            (DatabaseKind::Postgres, Ok(mut url)) => {
                // Parameters may hold a password too.
                url.set_query(None);
                let masked = url.password().is_none() || url.set_password(Some("***")).is_ok();
                out.write_str(if masked { url.as_str() } else { "postgres" })
            }
            (DatabaseKind::Postgres, Err(_)) => out.write_str("postgres"),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "\"{self}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::{DatabaseKind, DatabaseUrl};

    #[test]
    fn both_databases_are_told_apart() {
        for (text, kind) in [
            ("sqlite://rejoinder.db?mode=rwc", DatabaseKind::Sqlite),
            ("sqlite::memory:", DatabaseKind::Sqlite),
            (
                "sqlite:///var/lib/rejoinder/rejoinder.db",
                DatabaseKind::Sqlite,
            ),
            ("postgres://ana@localhost/show", DatabaseKind::Postgres),
            (
                "postgresql://ana:pw@[::1]:5433/show?sslmode=disable",
                DatabaseKind::Postgres,
            ),
        ] {
            assert_eq!(text.parse::<DatabaseUrl>().unwrap().kind(), kind, "{text}");
        }
    }

    #[test]
    fn what_no_driver_understands_is_refused() {
        for text in [
            "",
            "rejoinder.db",
            "mysql://localhost/show",
            "sqlite:",
            "sqlite://",
            "sqlite://?mode=rwc",
            "sqlite://a.db?mode=x",
            "sqlite://a.db?colour=red",
            "postgres:",
            "postgres://",
            "postgres://host:99999/show",
        ] {
            assert!(text.parse::<DatabaseUrl>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_password_is_never_printed() {
        for text in [
            "postgres://ana:s3cret@db.example/show",
            "postgres://ana@db.example/show?password=s3cret",
            "postgres://ana:s3cret%20@db.example:5433/show?sslmode=disable",
        ] {
            let url: DatabaseUrl = text.parse().unwrap();
            let printed = format!("{url} {url:?}");
            assert!(!printed.contains("s3cret"), "{printed}");
            assert!(
                printed.contains("db.example") && printed.contains("/show"),
                "{printed}"
            );
            assert!(url.has_password());
            assert_eq!(url.expose(), text);
        }
    }
}
