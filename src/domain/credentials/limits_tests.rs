//! Limits: exact figures under a clock that stands still until told, and what a flood can do.
use super::limits::*;
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

struct Hand(Arc<AtomicU64>);

impl Hand {
    fn new() -> Self {
        Self(Arc::new(AtomicU64::new(5_000_000)))
    }

    fn clock(&self) -> Monotonic {
        let millis = Arc::clone(&self.0);
        Arc::new(move || Duration::from_millis(millis.load(Ordering::SeqCst)))
    }

    fn advance(&self, by: Duration) {
        self.0
            .fetch_add(u64::try_from(by.as_millis()).unwrap(), Ordering::SeqCst);
    }

    fn step_back(&self, by: Duration) {
        self.0
            .fetch_sub(u64::try_from(by.as_millis()).unwrap(), Ordering::SeqCst);
    }

    fn limits(&self) -> Limits {
        Limits::new(&self.clock(), [7; 32])
    }
}

const MILLI: Duration = Duration::from_millis(1);

fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[test]
fn each_operation_allows_its_burst_and_then_one_more_each_so_often() {
    for operation in Operation::ALL {
        let Allowance { burst, each } = operation.allowance();
        let hand = Hand::new();
        let limits = hand.limits();
        let check = || limits.check(operation, &["ana"]);
        for _ in 0..burst {
            assert_eq!(check(), Ok(()), "{operation:?}");
        }
        assert_eq!(check(), Err(RetryAfter(each)), "{operation:?}");
        hand.advance(each.saturating_sub(MILLI));
        assert_eq!(check(), Err(RetryAfter(MILLI)), "{operation:?}");
        hand.advance(MILLI);
        assert_eq!(
            (check(), check()),
            (Ok(()), Err(RetryAfter(each))),
            "{operation:?}"
        );
        hand.advance(each * burst);
        let after_a_rest = (0..=burst).filter(|_| check().is_ok()).count();
        assert_eq!(after_a_rest, burst as usize, "{operation:?}");
    }
}

#[test]
fn each_operation_has_its_allowance() {
    let table: Vec<String> = Operation::ALL
        .map(|operation| {
            let Allowance { burst, each } = operation.allowance();
            format!("{operation:?} {burst} {each:?}")
        })
        .to_vec();
    assert_eq!(
        table,
        [
            "SignInFromAddress 7 20s",
            "SignInFromAround 56 2.5s",
            "SignInToAccount 7 20s",
            "SignInKnownDevice 7 20s",
            "SignUp 5 720s",
            "ProviderSignIn 10 10s",
            "SiteToken 60 2s",
            "SignUpFromAround 40 90s",
            "GuestPost 5 720s",
            "Refresh 60 1s",
            "RedeemMailed 7 20s",
            "AwaitMailed 60 1s",
            "AskForMail 10 120s",
            "SecondFactorFromAddress 7 20s",
            "SecondFactorToAccount 7 300s",
            "SecondFactorKnownDevice 7 60s",
            "AskPasskey 30 2s",
            "ChangeFactors 20 30s",
            "MailTo 3 1200s",
            "MailToKnownDevice 3 1200s",
            "ResetTo 3 1200s",
            "PostAttempt 60 1s",
            "Post 8 6s",
            "Edit 10 6s",
            "Vote 60 1s",
            "Report 10 60s",
            "Mute 30 2s",
            "Note 30 2s",
            "Moderate 600 100ms",
            "InviteTo 3 1200s",
            "InviteFromSite 100 900s",
            "AccountData 3 1200s",
            "SiteExport 10 300s",
            "Claim 60 1s",
            "DryRun 10 3s",
            "EndSession 30 2s",
            "Suspicion 5 600s",
        ]
    );
}

/// The most that somebody who tries every 100 ms for ten minutes gets through in any such span.
fn most_within(span: Duration, operation: Operation) -> usize {
    let hand = Hand::new();
    let limits = hand.limits();
    let mut through: Vec<Duration> = Vec::new();
    for try_ in 0..6_000 {
        if limits.check(operation, &["ana"]).is_ok() {
            through.push(Duration::from_millis(100) * try_);
        }
        hand.advance(Duration::from_millis(100));
    }
    let within = |from: &Duration| {
        through
            .iter()
            .filter(|at| (*from..=*from + span).contains(*at))
            .count()
    };
    through.iter().map(within).max().unwrap()
}

#[test]
fn nobody_guesses_more_than_ten_times_in_any_minute() {
    use Operation::{RedeemMailed, SignInFromAddress, SignInKnownDevice, SignInToAccount};
    for operation in [
        SignInFromAddress,
        SignInToAccount,
        SignInKnownDevice,
        RedeemMailed,
    ] {
        assert_eq!(most_within(secs(60), operation), 10, "{operation:?}");
    }
}

#[test]
fn of_a_hundred_comments_in_ten_seconds_nine_are_let_through() {
    assert_eq!(most_within(secs(10), Operation::Post), 9);
}

#[test]
fn keys_and_operations_have_buckets_of_their_own() {
    let hand = Hand::new();
    let limits = hand.limits();
    let exhaust = |operation, key: &[&str]| while limits.check(operation, key).is_ok() {};
    exhaust(Operation::SignInToAccount, &["ana@a.example"]);
    exhaust(Operation::SignInKnownDevice, &["ana", "192.0.2.1"]);

    assert_eq!(
        limits.check(Operation::SignInToAccount, &["bo@a.example"]),
        Ok(())
    );
    assert_eq!(
        limits.check(Operation::SignInFromAddress, &["ana@a.example"]),
        Ok(())
    );
    for other in [
        &["ana", "192.0.2.2"][..],
        &["ana192.0.2.1"],
        &["ana1", "92.0.2.1"],
        &["192.0.2.1", "ana"],
        &["ana"],
        &[],
    ] {
        assert_eq!(
            limits.check(Operation::SignInKnownDevice, other),
            Ok(()),
            "{other:?}"
        );
    }
}

#[test]
fn guessing_at_an_account_does_not_lock_its_owners_device_out() {
    let hand = Hand::new();
    let limits = hand.limits();
    while limits
        .check(Operation::SignInToAccount, &["ana@a.example"])
        .is_ok()
    {}
    assert_eq!(
        limits.check(Operation::SignInKnownDevice, &["ana", "192.0.2.1"]),
        Ok(())
    );
}

#[test]
fn a_clock_that_steps_back_lifts_nothing() {
    let hand = Hand::new();
    let limits = hand.limits();
    hand.advance(secs(100));
    let check = || limits.check(Operation::SignUp, &["192.0.2.1"]);
    while check().is_ok() {}
    let RetryAfter(before) = check().unwrap_err();
    hand.step_back(secs(60));
    assert_eq!(check(), Err(RetryAfter(before + secs(60))));
    hand.step_back(secs(3_600));
    assert!(check().is_err());
}

#[test]
fn what_is_learned_of_other_nodes_holds_from_then_on() {
    let hand = Hand::new();
    let limits = hand.limits();
    let key = &["ana"];
    let Allowance { burst, each } = Operation::Post.allowance();
    assert_eq!(limits.check(Operation::Post, key), Ok(()));
    // Elsewhere all tries have been taken, and half of one has come back since.
    limits.learn(Operation::Post, key, each * (burst - 1) + each / 2);
    assert_eq!(
        limits.check(Operation::Post, key),
        Err(RetryAfter(each / 2))
    );
    hand.advance(each / 2);
    assert_eq!(limits.check(Operation::Post, key), Ok(()));
    // Of a bucket that is not kept here nothing is learned.
    limits.learn(Operation::Post, &["bo"], each * burst);
    assert_eq!(limits.check(Operation::Post, &["bo"]), Ok(()));
}

#[test]
fn a_refused_try_costs_nothing() {
    let hand = Hand::new();
    let limits = hand.limits();
    let tries = (0..1_000)
        .filter(|_| limits.check(Operation::Post, &["ana"]).is_ok())
        .count();
    assert_eq!(tries, 8);
    hand.advance(secs(6));
    assert_eq!(limits.check(Operation::Post, &["ana"]), Ok(()));
}

#[test]
fn buckets_that_are_full_again_are_dropped() {
    let hand = Hand::new();
    let limits = hand.limits();
    for member in 0..10_000 {
        limits
            .check(Operation::Post, &[&member.to_string()])
            .unwrap();
    }
    assert_eq!(limits.kept(), 10_000);
    hand.advance(secs(13));
    for _ in 0..1_024 {
        let _ = limits.check(Operation::Post, &["ana"]);
    }
    assert_eq!(limits.kept(), 1);
    // And what is not full again stays.
    assert!(limits.check(Operation::Post, &["ana"]).is_err());
}

#[test]
fn a_flood_of_keys_neither_fills_memory_nor_lifts_a_limit() {
    let hand = Hand::new();
    let limits = hand.limits();
    while limits.check(Operation::SignUp, &["known"]).is_ok() {}
    let let_through = (0..100_000)
        .filter(|address: &u32| {
            limits
                .check(Operation::SignUp, &[&address.to_string()])
                .is_ok()
        })
        .count();
    // One each for those that found a place, and five each for the thousand shared buckets.
    assert_eq!(limits.kept(), 65_536 + 1_024);
    assert_eq!(let_through, 65_535 + 5 * 1_024);
    assert!(limits.check(Operation::SignUp, &["known"]).is_err());
    assert!(limits.check(Operation::SignUp, &["unknown"]).is_err());

    hand.advance(secs(2 * 3_600));
    for _ in 0..1_024 {
        let _ = limits.check(Operation::SignUp, &["known"]);
    }
    assert_eq!(limits.check(Operation::SignUp, &["unknown"]), Ok(()));
    assert_eq!(limits.kept(), 2);
}

#[test]
fn threads_together_get_no_more_than_one_would() {
    let hand = Hand::new();
    let limits = hand.limits();
    let through: usize = thread::scope(|scope| {
        let tries = || {
            (0..500)
                .filter(|_| limits.check(Operation::Vote, &["ana"]).is_ok())
                .count()
        };
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(tries)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    assert_eq!(through, 60);
}

#[test]
fn waiting_times_are_told_in_whole_seconds_rounded_up() {
    for (millis, seconds) in [
        (0, 1),
        (1, 1),
        (1_000, 1),
        (1_001, 2),
        (19_999, 20),
        (20_000, 20),
    ] {
        assert_eq!(RetryAfter(Duration::from_millis(millis)).seconds(), seconds);
    }
}
