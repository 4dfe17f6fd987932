//! Passwords: what is stored, what it costs to be wrong, and a queue that is full.
use super::*;
use argon2::PasswordHasher;
use std::{sync::mpsc, task::Poll};
use tokio::task::yield_now;

const SALT: [u8; 16] = *b"sixteen bytes of";
const NO: Verdict = Verdict {
    matches: false,
    needs_rehash: false,
};
const YES: Verdict = Verdict {
    matches: true,
    needs_rehash: false,
};

fn hashed(params: Params, algorithm: Algorithm) -> String {
    Argon2::new(algorithm, Version::V0x13, params)
        .hash_password_with_salt(b"correct horse", &SALT)
        .unwrap()
        .to_string()
}

#[tokio::test]
async fn a_hash_says_its_parameters_and_verifies_only_its_own_password() {
    let passwords = Passwords::new(2, 8);
    let phc = passwords
        .hash("correct horse".to_owned().into(), SALT)
        .await
        .unwrap();
    assert!(
        phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$c2l4dGVlbiBieXRlcyBvZg$"),
        "{phc}"
    );
    for (typed, verdict) in [
        ("correct horse", YES),
        ("correct horsf", NO),
        ("Correct horse", NO),
        ("", NO),
    ] {
        assert_eq!(
            passwords.verify(Secret::new(typed), Some(&phc)).await,
            Ok(verdict),
            "{typed}"
        );
    }
}

#[tokio::test]
async fn every_character_of_a_long_password_counts() {
    let passwords = Passwords::new(2, 8);
    let long = "ü".repeat(127);
    let phc = passwords
        .hash(Secret::new(format!("{long}a")), SALT)
        .await
        .unwrap();
    let typed = |last: &str| Secret::new(format!("{long}{last}"));
    assert_eq!(passwords.verify(typed("a"), Some(&phc)).await, Ok(YES));
    assert_eq!(passwords.verify(typed("b"), Some(&phc)).await, Ok(NO));
    assert_eq!(passwords.verify(typed(""), Some(&phc)).await, Ok(NO));
}

#[tokio::test]
async fn composed_and_decomposed_letters_are_the_same_but_look_alikes_are_not() {
    let passwords = Passwords::new(2, 8);
    let phc = passwords
        .hash(Secret::new("caf\u{e9} o'clock 1"), SALT)
        .await
        .unwrap();
    for (typed, verdict) in [
        ("cafe\u{301} o'clock 1", YES),
        ("caf\u{e9} o'clock \u{2460}", NO),
        ("cafe o'clock 1", NO),
    ] {
        assert_eq!(
            passwords.verify(Secret::new(typed), Some(&phc)).await,
            Ok(verdict),
            "{typed}"
        );
    }
}

#[tokio::test]
async fn an_unknown_account_costs_one_hash_like_a_known_one() {
    let passwords = Passwords::new(2, 8);
    let phc = hashed(PARAMS, Algorithm::Argon2id);
    for stored in [Some(phc.as_str()), None, Some("$2b$10$nonsense"), Some("")] {
        let before = passwords.computed();
        let verdict = passwords.verify(Secret::new("wrong"), stored).await;
        assert_eq!(
            (verdict, passwords.computed() - before),
            (Ok(NO), 1),
            "{stored:?}"
        );
    }
}

#[tokio::test]
async fn not_even_the_dummys_own_password_opens_an_account() {
    let mut passwords = Passwords::new(2, 8);
    passwords.dummy = PasswordHash::new(&hashed(PARAMS, Algorithm::Argon2id)).unwrap();
    assert_eq!(
        passwords.verify(Secret::new("correct horse"), None).await,
        Ok(NO)
    );
}

#[test]
fn the_dummy_has_the_parameters_of_today() {
    assert_eq!(Params::try_from(&dummy()), Ok(PARAMS));
    assert_eq!(dummy().salt.map(|salt| salt.len()), Some(16));
    assert!(!is_weaker(&dummy()));
    assert_eq!(readable(&dummy().to_string()), Some(dummy()));
}

#[tokio::test]
async fn a_right_password_with_weaker_parameters_is_to_be_hashed_anew() {
    let passwords = Passwords::new(2, 8);
    let params = |memory, passes| Params::new(memory, passes, 1, Some(32)).unwrap();
    for (phc, needs_rehash) in [
        (hashed(params(8, 2), Algorithm::Argon2id), true),
        (hashed(params(MEMORY, 1), Algorithm::Argon2id), true),
        (hashed(params(MEMORY, 2), Algorithm::Argon2i), true),
        (
            hashed(
                Params::new(MEMORY, 2, 1, Some(16)).unwrap(),
                Algorithm::Argon2id,
            ),
            true,
        ),
        (hashed(params(MEMORY, 2), Algorithm::Argon2id), false),
        (hashed(params(MEMORY + 1024, 3), Algorithm::Argon2id), false),
    ] {
        let right = passwords
            .verify(Secret::new("correct horse"), Some(&phc))
            .await;
        assert_eq!(
            right,
            Ok(Verdict {
                matches: true,
                needs_rehash
            }),
            "{phc}"
        );
        assert_eq!(
            passwords.verify(Secret::new("wrong"), Some(&phc)).await,
            Ok(NO),
            "{phc}"
        );
    }
}

#[tokio::test]
async fn a_full_queue_refuses_at_once_and_takes_again_when_one_is_done() {
    let passwords = Arc::new(Passwords::new(1, 1));
    let (release, released) = mpsc::channel::<()>();
    let spawned = |job: Box<dyn FnOnce() + Send>| {
        let passwords = Arc::clone(&passwords);
        tokio::spawn(async move { passwords.run(job).await })
    };
    let working = spawned(Box::new(move || released.recv().unwrap()));
    let waiting = spawned(Box::new(|| ()));
    while passwords.places.available_permits() > 0 {
        yield_now().await;
    }

    let refused = passwords.verify(Secret::new("any"), None).await;
    assert_eq!(
        refused,
        Err(Busy {
            retry_after: Duration::from_secs(1)
        })
    );
    assert_eq!(passwords.computed(), 0);

    release.send(()).unwrap();
    assert_eq!(
        (working.await.unwrap(), waiting.await.unwrap()),
        (Ok(()), Ok(()))
    );
    assert_eq!(passwords.verify(Secret::new("any"), None).await, Ok(NO));
}

#[tokio::test]
async fn a_caller_that_goes_away_keeps_its_core_until_the_hash_is_done() {
    let passwords = Passwords::new(1, 0);
    let (release, released) = mpsc::channel::<()>();
    let (start, started) = mpsc::channel();
    let mut given_up = Box::pin(passwords.run(move || {
        start.send(()).unwrap();
        released.recv()
    }));
    assert!(matches!(poll_once(given_up.as_mut()).await, Poll::Pending));
    drop(given_up);
    started.recv().unwrap();
    assert_eq!(passwords.cores.available_permits(), 0);
    assert!(passwords.hash(Secret::new("any"), SALT).await.is_err());

    release.send(()).unwrap();
    while passwords.places.available_permits() == 0 {
        yield_now().await;
    }
    assert_eq!(passwords.cores.available_permits(), 1);
}

async fn poll_once<F: Future + Unpin>(mut future: F) -> Poll<F::Output> {
    std::future::poll_fn(|context| Poll::Ready(std::pin::Pin::new(&mut future).poll(context))).await
}

#[tokio::test]
async fn hashes_share_the_memory_of_those_that_work_at_once() {
    let passwords = Passwords::new(2, 100);
    let first = passwords.hash(Secret::new("correct horse"), SALT).await;
    // Larger and smaller hashes, one after the other in the same memory.
    let larger = Params::new(MEMORY + 1024, 2, 1, Some(32)).unwrap();
    for params in [larger, Params::new(8, 1, 1, Some(32)).unwrap()] {
        let phc = hashed(params, Algorithm::Argon2id);
        let typed = Secret::new("correct horse");
        assert!(passwords.verify(typed, Some(&phc)).await.unwrap().matches);
    }
    let again = (0..20).map(|_| passwords.hash(Secret::new("correct horse"), SALT));
    for phc in futures_util::future::join_all(again).await {
        assert_eq!(phc, first);
    }
    assert!((1..=2).contains(&passwords.memories.lock().len()));
}

#[test]
fn who_is_refused_is_told_to_come_back_when_the_queue_may_have_emptied() {
    assert_eq!(
        Passwords::new(2, 98).busy().retry_after,
        Duration::from_secs(5)
    );
    assert_eq!(
        Passwords::new(0, 0).busy().retry_after,
        Duration::from_secs(1)
    );
}
