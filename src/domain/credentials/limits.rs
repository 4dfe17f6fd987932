//! How often what may be done: a bucket for each operation and key.
//!
//! A bucket holds some tries and gains one more each so often (GCRA, by governor), so in any span
//! of time at most `burst + span / each` are let through. Time is monotonic: a step of the wall
//! clock lifts nothing. These buckets live in the process; where there are several nodes,
//! `domain::limits` asks those that the nodes share besides, and these learn from them.
use super::buckets::{Buckets, Ticks};
use governor::{Quota, RateLimiter, clock::Clock, middleware::NoOpMiddleware, nanos::Nanos};
use sha2::{Digest, Sha256};
use std::{
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// Time since some fixed moment; never goes back.
pub type Monotonic = Arc<dyn Fn() -> Duration + Send + Sync>;

/// Buckets that are full again are dropped once in so many checks of an operation.
const SWEPT_EACH: u64 = 1_024;

/// The comment on each says what its key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// The address bucket. Asked of every sign-in.
    SignInFromAddress,
    /// The network around the address bucket, where there is one that a customer may own whole.
    SignInFromAround,
    /// The account's e-mail as typed, folded. Asked unless the address is a known device's.
    SignInToAccount,
    /// The account and the address bucket, when that account has signed in from there before.
    /// Asked in place of `SignInToAccount`, so that nobody's guessing locks an owner out.
    SignInKnownDevice,
    /// The address bucket.
    SignUp,
    /// The address bucket: ways to a provider that are begun.
    ProviderSignIn,
    /// The address bucket: tokens that sites sign for their own accounts. Many readers may share
    /// an address, and none of them can guess.
    SiteToken,
    /// The network around the address bucket.
    SignUpFromAround,
    /// The address bucket: comments of guests that cause a mail.
    GuestPost,
    /// The address bucket.
    Refresh,
    /// The address bucket: tries of a mailed token, to reset a password or to verify an address.
    RedeemMailed,
    /// The address bucket: asking whether the link in a mail has been followed.
    AwaitMailed,
    /// The address bucket: mails asked for, to whomever.
    AskForMail,
    /// The address bucket: answers to what was asked besides the first factor.
    SecondFactorFromAddress,
    /// The account: codes of six digits. A recovery code is not counted, for nobody guesses one: it
    /// lets the owner in whoever has used the tries up.
    SecondFactorToAccount,
    /// The account and the address bucket, when that account has signed in from there before; in
    /// place of `SecondFactorToAccount`.
    SecondFactorKnownDevice,
    /// The address bucket: being asked for a passkey.
    AskPasskey,
    /// The account: changes of its second factors.
    ChangeFactors,
    /// The e-mail address that is written to, folded. Asked unless the address bucket is a known
    /// device's.
    MailTo,
    /// The e-mail address that is written to and the address bucket, when its account has signed in
    /// from there before; in place of `MailTo`, so that nobody's asking keeps an owner from mail.
    MailToKnownDevice,
    /// The e-mail address of whoever has forgotten a password; in place of `MailTo`, for no work is
    /// asked of those who ask, and their asking keeps nobody from signing in.
    ResetTo,
    /// The member: posts that reach the database, the same one sent again among them.
    PostAttempt,
    /// The member.
    Post,
    /// The member.
    Edit,
    /// The member.
    Vote,
    /// The member.
    Report,
    /// The member.
    Mute,
    /// The member.
    Note,
    /// The member.
    Moderate,
    /// The site and the e-mail address that is invited to it: an admin's asking keeps nobody from the
    /// mails of their own.
    InviteTo,
    /// The site: invitations that are mailed, to whomever.
    InviteFromSite,
    /// The account: taking away all that is kept of it.
    AccountData,
    /// The member: taking away the site.
    SiteExport,
    /// The member: claims of comments, and giving them back.
    Claim,
    /// The member: rules tried on a thousand comments.
    DryRun,
    /// The member: ends of their own sessions.
    EndSession,
    /// The address bucket: wrong passwords, and what its limits refused. While it is empty the
    /// network is a suspect.
    Suspicion,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// At once, after a rest; at least 1.
    pub burst: u32,
    /// One more so often; longer than zero.
    pub each: Duration,
}

impl Operation {
    pub const ALL: [Self; 37] = [
        Self::SignInFromAddress,
        Self::SignInFromAround,
        Self::SignInToAccount,
        Self::SignInKnownDevice,
        Self::SignUp,
        Self::ProviderSignIn,
        Self::SiteToken,
        Self::SignUpFromAround,
        Self::GuestPost,
        Self::Refresh,
        Self::RedeemMailed,
        Self::AwaitMailed,
        Self::AskForMail,
        Self::SecondFactorFromAddress,
        Self::SecondFactorToAccount,
        Self::SecondFactorKnownDevice,
        Self::AskPasskey,
        Self::ChangeFactors,
        Self::MailTo,
        Self::MailToKnownDevice,
        Self::ResetTo,
        Self::PostAttempt,
        Self::Post,
        Self::Edit,
        Self::Vote,
        Self::Report,
        Self::Mute,
        Self::Note,
        Self::Moderate,
        Self::InviteTo,
        Self::InviteFromSite,
        Self::AccountData,
        Self::SiteExport,
        Self::Claim,
        Self::DryRun,
        Self::EndSession,
        Self::Suspicion,
    ];

    /// What is asked of the network around besides: some eight times as much, for all of whom it
    /// consists of.
    pub const fn from_around(self) -> Option<Self> {
        match self {
            Self::SignInFromAddress | Self::RedeemMailed => Some(Self::SignInFromAround),
            Self::SignUp | Self::GuestPost => Some(Self::SignUpFromAround),
            _ => None,
        }
    }

    /// The table. Sign-ins and mailed tokens: never more than 10 in any minute.
    pub const fn allowance(self) -> Allowance {
        let (burst, each) = match self {
            Self::SignInFromAddress
            | Self::SignInToAccount
            | Self::SignInKnownDevice
            | Self::RedeemMailed
            | Self::SecondFactorFromAddress => (7, Duration::from_secs(20)),
            // Three codes of a million are good at a time: 0.1 % a day is guessed, and 0.5 %.
            Self::SecondFactorToAccount => (7, Duration::from_mins(5)),
            Self::SecondFactorKnownDevice => (7, Duration::from_mins(1)),
            Self::ChangeFactors => (20, Duration::from_secs(30)),
            Self::ProviderSignIn => (10, Duration::from_secs(10)),
            Self::SignInFromAround => (56, Duration::from_millis(2_500)),
            Self::SignUp | Self::GuestPost => (5, Duration::from_mins(12)),
            Self::SignUpFromAround => (40, Duration::from_secs(90)),
            Self::MailTo
            | Self::MailToKnownDevice
            | Self::ResetTo
            | Self::InviteTo
            | Self::AccountData => (3, Duration::from_mins(20)),
            // Some two hundred in the first day, and then a hundred a day.
            Self::InviteFromSite => (100, Duration::from_mins(15)),
            Self::AskForMail => (10, Duration::from_mins(2)),
            Self::Refresh | Self::Vote | Self::PostAttempt | Self::Claim | Self::AwaitMailed => {
                (60, Duration::from_secs(1))
            }
            Self::SiteToken => (60, Duration::from_secs(2)),
            Self::Post => (8, Duration::from_secs(6)),
            Self::Edit => (10, Duration::from_secs(6)),
            Self::Report => (10, Duration::from_mins(1)),
            Self::Mute | Self::Note | Self::EndSession | Self::AskPasskey => {
                (30, Duration::from_secs(2))
            }
            Self::Moderate => (600, Duration::from_millis(100)),
            Self::SiteExport => (10, Duration::from_mins(5)),
            Self::DryRun => (10, Duration::from_secs(3)),
            Self::Suspicion => (5, Duration::from_mins(10)),
        };
        Allowance { burst, each }
    }
}

/// When the next try is let through, if nobody else takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryAfter(pub Duration);

impl RetryAfter {
    /// Whole seconds, rounded up, at least 1.
    pub fn seconds(self) -> u64 {
        (self.0.as_secs() + u64::from(self.0.subsec_nanos() > 0)).max(1)
    }
}

pub struct Limits {
    limiters: [Limiter; Operation::ALL.len()],
    secret: [u8; 32],
    shared_tries: AtomicU64,
}

struct Limiter {
    allowance: Allowance,
    buckets: Buckets,
    /// Buckets tell time from here.
    start: Nanos,
    governor: RateLimiter<u64, Buckets, Ticks, NoOpMiddleware<Nanos>>,
    checks: AtomicU64,
}

impl Limits {
    /// `secret` keeps the keys' hashes from being guessed; nodes that share buckets have the same.
    pub fn new(clock: &Monotonic, secret: [u8; 32]) -> Self {
        Self::with_allowances(clock, secret, Operation::allowance)
    }

    /// With another table than [`Operation::allowance`].
    pub fn with_allowances(
        clock: &Monotonic,
        secret: [u8; 32],
        allowance: impl Fn(Operation) -> Allowance,
    ) -> Self {
        let limiter = |operation| {
            let (allowance, buckets) = (allowance(operation), Buckets::default());
            let ticks = Ticks(Arc::clone(clock));
            Limiter {
                allowance,
                buckets: buckets.clone(),
                start: ticks.now(),
                governor: RateLimiter::new(quota(allowance), buckets, ticks),
                checks: AtomicU64::new(0),
            }
        };
        Self {
            limiters: Operation::ALL.map(limiter),
            secret,
            shared_tries: AtomicU64::new(0),
        }
    }

    /// Takes one try out of the bucket, or says when there will be one; a refused try costs
    /// nothing. The parts of `key` together name the bucket and are not kept as text.
    pub fn check(&self, operation: Operation, key: &[&str]) -> Result<(), RetryAfter> {
        let Limiter {
            governor, checks, ..
        } = &self.limiters[operation as usize];
        if checks.fetch_add(1, Ordering::Relaxed) % SWEPT_EACH == SWEPT_EACH - 1 {
            governor.retain_recent();
        }
        governor
            .check_key(&short(&self.name(operation, key)))
            .map_err(|until| RetryAfter(until.wait_time_from(governor.clock().now())))
    }

    /// Whether a try would be refused; takes none.
    pub fn is_empty(&self, operation: Operation, key: &[&str]) -> bool {
        let limiter = &self.limiters[operation as usize];
        let Allowance { burst, each } = limiter.allowance;
        let now = limiter.now();
        let full_at = limiter.buckets.full_at(short(&self.name(operation, key)));
        full_at.is_some_and(|full_at| full_at > now + each * (burst - 1))
    }

    pub fn allowance(&self, operation: Operation) -> Allowance {
        self.limiters[operation as usize].allowance
    }

    /// Takes over when a bucket that nodes share will be full again: from then on this one refuses
    /// what that one would, and asks nobody.
    pub fn learn(&self, operation: Operation, key: &[&str], full_in: Duration) {
        let limiter = &self.limiters[operation as usize];
        let full_at = limiter.now() + full_in;
        let slot = short(&self.name(operation, key));
        // Keys that have no bucket of their own here have others' tries in theirs.
        if let Some(kept) = limiter.buckets.lock().get_mut(&slot) {
            *kept = full_at;
        }
    }

    /// Counts a try of what nodes share; true once in [`SWEPT_EACH`].
    pub fn is_time_to_sweep(&self) -> bool {
        let tries = self.shared_tries.fetch_add(1, Ordering::Relaxed);
        tries % SWEPT_EACH == SWEPT_EACH - 1
    }

    /// Names a bucket among those of all operations.
    pub fn name(&self, operation: Operation, key: &[&str]) -> [u8; 32] {
        let mut digest = Sha256::new_with_prefix(self.secret);
        let operation = format!("{operation:?}");
        for part in [operation.as_str()].iter().chain(key) {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
        digest.finalize().into()
    }

    /// Buckets kept at the moment, of all operations.
    pub fn kept(&self) -> usize {
        self.limiters
            .iter()
            .map(|limiter| limiter.governor.len())
            .sum()
    }
}

impl Limiter {
    fn now(&self) -> Nanos {
        self.governor.clock().now().saturating_sub(self.start)
    }
}

fn short(name: &[u8; 32]) -> u64 {
    name[..8]
        .iter()
        .fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
}

fn quota(Allowance { burst, each }: Allowance) -> Quota {
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    let quota = Quota::with_period(each.max(Duration::from_nanos(1)));
    quota.expect("the period is not zero").allow_burst(burst)
}
