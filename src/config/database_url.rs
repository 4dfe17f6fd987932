//! The database's URL: checked when read, its password never printed.
use crate::domain::credentials::Secret;
use percent_encoding::percent_decode_str;
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

    /// None where there is a password already, or no use for one.
    pub(super) fn with_password(self, password: &Secret) -> Option<Self> {
        if self.kind != DatabaseKind::Postgres || self.credentials().is_some() {
            return None;
        }
        // A URL without a host, which has its socket in a parameter, takes it in no other place.
        let mut url = Url::parse(&self.text).ok()?;
        url.query_pairs_mut()
            .append_pair("password", password.expose());
        let text = url.into();
        Some(Self { text, ..self })
    }

    /// The user, or nothing where none is named, and the password, if there is one.
    pub(super) fn credentials(&self) -> Option<(String, Secret)> {
        if self.kind != DatabaseKind::Postgres {
            return None;
        }
        let url = Url::parse(&self.text).ok()?;
        let parameter = |wanted: &str| {
            let found = url.query_pairs().filter(|(name, _)| name == wanted).last();
            found.map(|(_, value)| value.into_owned())
        };
        let password = parameter("password").or_else(|| Some(decoded(url.password()?)))?;
        let user = parameter("user").unwrap_or_else(|| decoded(url.username()));
        Some((user, password.into()))
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
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
    use super::{DatabaseKind, DatabaseUrl, PgConnectOptions, Secret};
    use std::str::FromStr;

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
            assert!(url.credentials().is_some());
            assert_eq!(url.expose(), text);
        }
    }

    #[test]
    fn a_password_from_elsewhere_reaches_the_driver_as_it_is() {
        let password = Secret::new("a+b %41&c=ü#?/@:");
        for text in [
            "postgres://ana@db.example:5433/show?sslmode=disable",
            "postgres:///show?host=/run/postgresql&user=ana",
        ] {
            let url: DatabaseUrl = text.parse().unwrap();
            let url = url.with_password(&password).unwrap();
            let (user, known) = url.credentials().unwrap();
            assert_eq!((user.as_str(), known.expose()), ("ana", password.expose()));
            let printed = format!("{:?}", PgConnectOptions::from_str(url.expose()).unwrap());
            let expected = format!("{:?}", password.expose());
            assert!(printed.contains(&expected), "{printed}");
            assert!(!format!("{url} {url:?}").contains("a+b"), "{url}");
        }
    }

    #[test]
    fn a_second_password_or_one_without_use_is_refused() {
        let password = Secret::new("violet kettle orbit");
        for text in [
            "sqlite://rejoinder.db",
            "postgres://ana:s3cret@db.example/show",
            "postgres://ana@db.example/show?password=s3cret",
        ] {
            let url: DatabaseUrl = text.parse().unwrap();
            assert!(url.with_password(&password).is_none(), "{text}");
        }
    }
}
