//! Refresh tokens: texts that are refused, the table of verdicts, and pairs of requests at once.
use super::refresh_token::{RefreshVerdict::*, *};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, TimeDelta, Utc};
use std::{
    collections::HashMap,
    sync::{Barrier, Mutex},
    thread,
};

fn at(time: &str) -> DateTime<Utc> {
    time.parse().unwrap()
}

const START: &str = "2026-01-01T00:00:00Z";
const MILLI: TimeDelta = TimeDelta::milliseconds(1);

#[test]
fn a_token_survives_its_text_and_shows_nothing() {
    let token = RefreshToken::new([0xfb; 32]);
    let text = token.text();
    assert_eq!(*text, "rjr_-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_s");
    assert_eq!(RefreshToken::parse(&text), Some(token.clone()));
    assert_eq!(format!("{token:?}"), "RefreshToken(…)");
}

#[test]
fn a_text_that_no_token_has_is_refused() {
    let good = RefreshToken::new([0xfb; 32]).text();
    let end = good.len() - 1;
    let huge = format!("{}{}", *good, "A".repeat(1_000_000));
    for bad in [
        "",
        "rjr_",
        &good[4..],
        &good[..end],
        &format!("{}A", *good),
        &format!("{}=", &good[..end]),
        // The same bytes, but for bits that do not count.
        &format!("{}t", &good[..end]),
        &format!(" {}", *good),
        &format!("{}\n", &good[..end]),
        &good.replace('-', "+").replace('_', "/"),
        &good.replacen("rjr_", "RJR_", 1),
        &good.replacen("rjr_", "rja_", 1),
        &format!("rjr_{}", "é".repeat(22)),
        &huge,
    ] {
        assert_eq!(
            RefreshToken::parse(bad),
            None,
            "{:?}",
            &bad[..bad.len().min(60)]
        );
    }
}

#[test]
fn what_is_stored_is_the_hash_of_the_text() {
    let token = RefreshToken::new([0; 32]);
    // By another program: printf rjr_AAA… | openssl dgst -sha256 -binary | base64
    assert_eq!(
        STANDARD.encode(token.hash()),
        "HhIqXlGe2M1GTEFGvsH9hVdePIcsthU86/8qj2g6+R8="
    );
}

#[test]
fn the_next_token_depends_on_the_token_and_on_its_salt() {
    let (one, other) = (RefreshToken::new([1; 32]), RefreshToken::new([2; 32]));
    assert_eq!(one.next(&[3; 32]), one.next(&[3; 32]));
    assert_ne!(one.next(&[3; 32]), one.next(&[4; 32]));
    assert_ne!(one.next(&[3; 32]), other.next(&[3; 32]));
    assert_ne!(one.next(&[3; 32]), one);
}

#[test]
fn a_token_expires_when_idle_and_at_the_end_of_its_family() {
    let started = at("2026-01-01T00:00:00Z");
    assert_eq!(expiry(started, started), at("2026-01-31T00:00:00Z"));
    assert_eq!(
        expiry(started, at("2026-05-31T00:00:00Z")),
        at("2026-06-30T00:00:00Z")
    );
    assert_eq!(
        expiry(started, at("2026-06-20T00:00:00Z")),
        at("2026-06-30T00:00:00Z")
    );
}

/// The first token of a family, not yet used.
fn fresh() -> StoredRefresh {
    StoredRefresh {
        used_at: None,
        expires_at: at(START) + IDLE,
        family_started_at: at(START),
        family_ended_at: None,
    }
}

type Row = (
    StoredRefresh,
    Option<StoredRefresh>,
    DateTime<Utc>,
    RefreshVerdict,
);

fn verdicts_are(table: &[Row]) {
    for (row, (presented, successor, now, expected)) in table.iter().enumerate() {
        let verdict = judge(presented, successor.as_ref(), *now);
        assert_eq!(verdict, *expected, "row {row}");
    }
}

#[test]
fn a_token_not_yet_used_is_rotated_until_its_end_or_its_familys() {
    let started = at(START);
    let until = |expires_at| StoredRefresh {
        expires_at,
        ..fresh()
    };
    let busy = until(started + ABSOLUTE);
    let too_long = until(started + ABSOLUTE * 2);
    verdicts_are(&[
        (fresh(), None, started, Rotate),
        (fresh(), None, started + IDLE - MILLI, Rotate),
        (fresh(), None, started + IDLE, Expired),
        (busy, None, started + ABSOLUTE - MILLI, Rotate),
        (busy, None, started + ABSOLUTE, Expired),
        (too_long, None, started + ABSOLUTE, Expired),
    ]);
}

#[test]
fn a_used_token_is_answered_again_for_a_moment_and_then_ends_the_family() {
    let used = at("2026-01-10T00:00:00Z");
    let was_used = |used_at| StoredRefresh {
        used_at: Some(used_at),
        ..fresh()
    };
    let (first, next, next_used) = (was_used(used), fresh(), was_used(used + MILLI));
    verdicts_are(&[
        // Nobody has used what came next.
        (first, Some(next), used, Reissue),
        (first, Some(next), used + GRACE, Reissue),
        (first, Some(next), used + GRACE + MILLI, Replay),
        (first, Some(next), used + IDLE, Replay),
        // A clock that went back, or another machine's.
        (first, Some(next), used - TimeDelta::hours(1), Reissue),
        // Somebody has.
        (first, Some(next_used), used + MILLI, Replay),
        (first, Some(next_used), used + GRACE, Replay),
        (first, Some(next_used), used + TimeDelta::days(100), Replay),
        // Rows that contradict each other are not believed.
        (first, None, used, Replay),
        (fresh(), Some(next), used, Replay),
    ]);
}

#[test]
fn a_family_that_is_over_stays_so() {
    let now = at("2026-01-10T00:00:00Z");
    let ended = StoredRefresh {
        family_ended_at: Some(now),
        ..fresh()
    };
    let used = StoredRefresh {
        used_at: Some(now),
        ..ended
    };
    verdicts_are(&[
        (ended, None, now, Expired),
        (used, Some(ended), now, Expired),
        (used, Some(used), now, Expired),
    ]);
    let alive = StoredRefresh {
        family_ended_at: None,
        ..used
    };
    verdicts_are(&[(alive, Some(alive), at(START) + ABSOLUTE, Expired)]);
}

/// One family in a store whose lock stands for the transaction.
struct Family(Mutex<Rows>);

struct Rows {
    tokens: HashMap<[u8; 32], Kept>,
    ended: bool,
}

struct Kept {
    used_at: Option<DateTime<Utc>>,
    expires_at: DateTime<Utc>,
    next: Option<([u8; 32], [u8; 32])>,
}

impl Family {
    fn begin(first: &RefreshToken) -> Self {
        let row = Kept {
            used_at: None,
            expires_at: at(START) + IDLE,
            next: None,
        };
        let tokens = HashMap::from([(first.hash(), row)]);
        Self(Mutex::new(Rows {
            tokens,
            ended: false,
        }))
    }

    fn refresh(&self, text: &str, now: DateTime<Utc>, salt: [u8; 32]) -> Option<RefreshToken> {
        let token = RefreshToken::parse(text)?;
        let mut rows = self.0.lock().unwrap();
        let row = rows.tokens.get(&token.hash())?;
        let stored = |row: &Kept| StoredRefresh {
            used_at: row.used_at,
            expires_at: row.expires_at,
            family_started_at: at(START),
            family_ended_at: rows.ended.then_some(now),
        };
        let successor = row.next.map(|(hash, _)| stored(&rows.tokens[&hash]));
        let verdict = judge(&stored(row), successor.as_ref(), now);
        match (verdict, row.next) {
            (Rotate, _) => {
                let next = token.next(&salt);
                let expires_at = expiry(at(START), now);
                let row = rows.tokens.get_mut(&token.hash()).unwrap();
                (row.used_at, row.next) = (Some(now), Some((next.hash(), salt)));
                rows.tokens.insert(
                    next.hash(),
                    Kept {
                        used_at: None,
                        expires_at,
                        next: None,
                    },
                );
                Some(next)
            }
            (Reissue, Some((hash, salt))) => {
                Some(token.next(&salt)).filter(|next| next.hash() == hash)
            }
            (Replay, _) => {
                rows.ended = true;
                None
            }
            _ => None,
        }
    }

    fn is_ended(&self) -> bool {
        self.0.lock().unwrap().ended
    }
}

#[test]
fn of_a_hundred_pairs_at_once_none_is_signed_out_and_every_replay_ends_the_family() {
    for round in 0..100_u8 {
        let mut now = at(START);
        let mut held = RefreshToken::new([round; 32]);
        let family = Family::begin(&held);
        let first = held.clone();
        for pair in 0..3_u8 {
            now += TimeDelta::minutes(9);
            let together = Barrier::new(2);
            let ask = |which: u8| {
                together.wait();
                family.refresh(&held.text(), now, [round ^ pair.rotate_left(3) ^ which; 32])
            };
            let (one, other) = thread::scope(|scope| {
                let (one, other) = (scope.spawn(|| ask(1)), scope.spawn(|| ask(2)));
                (one.join().unwrap(), other.join().unwrap())
            });
            // Whichever answer the client keeps, it stays signed in.
            assert_eq!(one, other);
            held = if pair % 2 == 0 {
                one.unwrap()
            } else {
                other.unwrap()
            };
            assert!(!family.is_ended());
        }

        // A copy of an old token, even within the grace of the newest.
        assert_eq!(family.refresh(&first.text(), now, [9; 32]), None);
        assert!(family.is_ended());
        assert_eq!(family.refresh(&held.text(), now, [9; 32]), None);
    }
}

#[test]
fn a_lost_answer_can_be_asked_for_again_until_the_grace_is_over() {
    let first = RefreshToken::new([7; 32]);
    let family = Family::begin(&first);
    let now = at(START);
    let lost = family.refresh(&first.text(), now, [1; 32]);
    assert_eq!(family.refresh(&first.text(), now + GRACE, [2; 32]), lost);
    assert!(!family.is_ended());
    assert_eq!(
        family.refresh(&first.text(), now + GRACE + MILLI, [3; 32]),
        None
    );
    assert!(family.is_ended());
}

#[test]
fn a_thief_who_shared_an_answer_is_found_out_at_the_next_rotation() {
    let first = RefreshToken::new([7; 32]);
    let family = Family::begin(&first);
    let now = at(START);
    let owner = family.refresh(&first.text(), now, [1; 32]).unwrap();
    let thief = family
        .refresh(&first.text(), now + TimeDelta::seconds(5), [2; 32])
        .unwrap();

    assert!(
        family
            .refresh(&thief.text(), now + TimeDelta::minutes(8), [3; 32])
            .is_some()
    );
    assert_eq!(
        family.refresh(&owner.text(), now + TimeDelta::minutes(9), [4; 32]),
        None
    );
    assert!(family.is_ended());
}

#[test]
fn another_familys_token_is_nobodys() {
    let family = Family::begin(&RefreshToken::new([7; 32]));
    assert_eq!(
        family.refresh(&RefreshToken::new([8; 32]).text(), at(START), [1; 32]),
        None
    );
    assert!(!family.is_ended());
}
