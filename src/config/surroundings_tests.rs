//! What the configuration accepts of copies of the database and caches in front.
use super::Purpose;
use super::tests::{read, refusal};
use chrono::TimeDelta;

const SERVER: (&str, &str) = ("REJOINDER_DATABASE_URL", "postgres://db.example/rejoinder");
const REPLICA: &str = "REJOINDER_DATABASE_REPLICA_URL";
const FOLDER: (&str, &str) = ("REJOINDER_BACKUP_FOLDER", "copies");
const AGE: &str = "REJOINDER_CDN_MAX_AGE_SECONDS";
const URL: (&str, &str) = ("REJOINDER_CDN_PURGE_URL", "https://cdn.example/purge/{key}");

#[test]
fn only_a_server_is_followed_and_only_by_a_server() {
    let copy = (REPLICA, "postgres://copy.example/rejoinder");
    let config = read("", &[SERVER, copy], Purpose::Serve).unwrap();
    assert!(config.database.replica.is_some());
    for variables in [&[copy][..], &[SERVER, (REPLICA, "sqlite://copy.db")]] {
        let line = refusal("", variables);
        assert!(line.contains("database.replica_url"), "{line}");
    }
    let line = refusal("", &[SERVER, (REPLICA, "canary")]);
    assert!(!line.contains("canary"), "it may hold a password: {line}");
}

#[test]
fn only_a_file_is_backed_up_by_the_service() {
    let schedule = read("", &[FOLDER], Purpose::Serve)
        .unwrap()
        .backups
        .unwrap();
    assert_eq!((schedule.every, schedule.keep), (TimeDelta::hours(24), 7));
    assert!(refusal("", &[SERVER, FOLDER]).contains("backup.folder"));
    let config = read("", &[SERVER], Purpose::Serve).unwrap();
    assert!(config.backups.is_none());
}

#[test]
fn what_is_never_asked_back_may_not_grow_old() {
    let hour = (AGE, "3600");
    assert!(refusal("", &[hour]).contains("at most 60 without cdn.purge_url"));
    let config = read("", &[hour, URL], Purpose::Serve).unwrap();
    assert_eq!(config.caches.seconds, 3600);
    let nameless = (URL.0, "https://cdn.example/purge");
    assert!(refusal("", &[nameless]).contains("cdn.purge_body"));
    let named = ("REJOINDER_CDN_PURGE_BODY", r#"{"tags":["{key}"]}"#);
    assert!(read("", &[nameless, named], Purpose::Serve).is_ok());
}

#[test]
fn what_shows_that_the_service_may_ask_back_is_not_shown() {
    let line = refusal("", &[URL, ("REJOINDER_CDN_PURGE_HEADER", "canary")]);
    assert!(!line.contains("canary"), "{line}");
    let header = ("REJOINDER_CDN_PURGE_HEADER", "Fastly-Key: canary");
    let config = read("", &[URL, header], Purpose::Serve).unwrap();
    assert!(!format!("{config:?}").contains("canary"));
}
