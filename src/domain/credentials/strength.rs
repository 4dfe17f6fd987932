//! Which passwords are refused: too short, on the lists that guessers begin with, or about oneself.
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// In characters.
pub const SHORTEST: usize = 8;
/// In characters, all of which count.
pub const LONGEST: usize = 128;

/// Beyond this many characters nothing is on a list.
const LONGEST_LISTED: usize = 40;
/// Fewer guesses than this, by the reckoning of zxcvbn, and a password counts as listed. It takes
/// in its list of 30,000 whole, and such variants as `Password1!`.
const LISTED_WITHIN: u64 = 1_000_000;
/// zxcvbn tries each reading of symbols as letters, which grows exponentially: 100 characters that
/// mix all symbols cost it a second. Nothing on a list has more readings than this.
const MOST_READINGS: usize = 16;
/// The symbols that zxcvbn may read as one letter, a letter each.
const SYMBOLS: [&str; 12] = [
    "4@", "8", "({[<", "3", "69", "1!|", "1|7", "0", "$5", "+7", "%", "2",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    #[error("Use at least {SHORTEST} characters.")]
    TooShort,
    #[error("Use at most {LONGEST} characters.")]
    TooLong,
    #[error("This password is among those that are guessed first. Choose another.")]
    Common,
    #[error("Leave out your name, your address and the name of the site, or add more to them.")]
    Context,
}

/// `context` holds what anybody could look up: e-mail address, display name, site name. Its words
/// of more than two characters do not count: what is left without them has to be strong by itself.
/// There are no rules about which kinds of characters to use. Takes 10 ms at worst.
pub fn check_strength(password: &str, context: &[&str]) -> Result<(), WeakPassword> {
    let password = normalised(password);
    match password.chars().count() {
        ..SHORTEST => return Err(WeakPassword::TooShort),
        SHORTEST..=LONGEST => {}
        _ => return Err(WeakPassword::TooLong),
    }
    if is_listed(&password) {
        return Err(WeakPassword::Common);
    }
    let folded = Zeroizing::new(password.to_lowercase());
    let rest = without(&folded, context);
    if *rest != *folded && (rest.chars().count() < SHORTEST || is_listed(&rest)) {
        return Err(WeakPassword::Context);
    }
    Ok(())
}

/// NFC. Leaves no copy behind in memory.
pub(super) fn normalised(password: &str) -> Zeroizing<String> {
    // NFC makes a text at most three times as long in UTF-8.
    let mut normalised = Zeroizing::new(String::with_capacity(password.len() * 3));
    normalised.extend(password.nfc());
    normalised
}

fn is_listed(password: &str) -> bool {
    may_be_listed(password) && zxcvbn::zxcvbn(password, &[]).guesses() < LISTED_WITHIN
}

/// Keeps from zxcvbn what would take it long and cannot be on a list.
fn may_be_listed(password: &str) -> bool {
    password.chars().count() <= LONGEST_LISTED && readings(password) <= MOST_READINGS
}

fn readings(password: &str) -> usize {
    let present = |symbols: &&str| symbols.chars().filter(|&c| password.contains(c)).count();
    SYMBOLS
        .iter()
        .map(present)
        .map(|symbols| symbols.max(1))
        .product()
}

fn without(folded: &str, context: &[&str]) -> Zeroizing<String> {
    let mut words: Vec<String> = context
        .iter()
        .flat_map(|text| text.split(['@', '.', '-', '_', ' ']))
        .map(|word| word.nfc().collect::<String>().to_lowercase())
        .filter(|word| word.chars().count() > 2)
        .collect();
    words.sort_unstable_by_key(|word| std::cmp::Reverse(word.len()));
    words
        .iter()
        .fold(Zeroizing::new(folded.to_owned()), |rest, word| {
            Zeroizing::new(rest.replace(word.as_str(), ""))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANA: &[&str] = &[
        "ana.brunhilde@rejoinder.example",
        "Ána Brünhilde",
        "The Late Show",
    ];

    #[test]
    fn strength_is_judged_by_length_lists_and_context_alone() {
        use WeakPassword::{Common, Context, TooLong, TooShort};
        let (long, too_long) = ("q".repeat(LONGEST), "q".repeat(LONGEST + 1));
        let table: &[(&str, Result<(), WeakPassword>)] = &[
            ("", Err(TooShort)),
            ("xk7fq2m", Err(TooShort)),
            ("ﷺﷺﷺﷺﷺﷺﷺ", Err(TooShort)),
            ("e\u{301}e\u{301}e\u{301}e\u{301}zqjv", Ok(())),
            ("e\u{301}e\u{301}e\u{301}e\u{301}zqj", Err(TooShort)),
            ("xk7fq2mz", Ok(())),
            (&long, Ok(())),
            (&too_long, Err(TooLong)),
            // No rules about kinds of characters.
            ("violet kettle orbit", Ok(())),
            ("VIOLETKETTLEORBIT", Ok(())),
            ("829174650318", Ok(())),
            ("горькийшоколад", Ok(())),
            // The lists, and what differs from them by a trifle.
            ("password", Err(Common)),
            ("12345678", Err(Common)),
            ("1234567890", Err(Common)),
            ("iloveyou", Err(Common)),
            ("sunshine1", Err(Common)),
            ("qwertyuiop", Err(Common)),
            ("1qaz2wsx", Err(Common)),
            ("trustno1", Err(Common)),
            ("baseball", Err(Common)),
            ("Football", Err(Common)),
            ("P@ssw0rd", Err(Common)),
            ("Password1!", Err(Common)),
            ("aaaaaaaaaaaa", Err(Common)),
            ("abcdefgh", Err(Common)),
            // What anybody could look up.
            ("brunhilde", Err(Context)),
            ("Brünhilde1", Err(Context)),
            ("brunhilde2024!", Err(Context)),
            ("ana.brunhilde@rejoinder.example", Err(Context)),
            ("Rejoinder-99", Err(Context)),
            ("rejoinderbrunhilde", Err(Context)),
            ("thelateshow", Err(Context)),
            ("brunhildepassword", Err(Context)),
            // Enough beside it.
            ("brunhilde xk7fq2mz", Ok(())),
            ("bananas in pyjamas", Ok(())),
        ];
        for &(password, expected) in table {
            assert_eq!(check_strength(password, ANA), expected, "{password:?}");
        }
    }

    #[test]
    fn context_words_of_two_characters_or_fewer_do_not_matter() {
        assert_eq!(check_strength("io-kqzwx", &["io", "i", ""]), Ok(()));
        assert_eq!(
            check_strength("iod-kqzw", &["iod"]),
            Err(WeakPassword::Context)
        );
    }

    #[test]
    fn a_password_full_of_symbols_is_not_read_in_thousands_of_ways() {
        let symbols = "4@8({[<3691!|70$5+%2";
        assert_eq!(readings(symbols), 2 * 4 * 2 * 3 * 3 * 2 * 2);
        assert!(!may_be_listed(symbols));
        assert_eq!(check_strength(symbols, &[]), Ok(()));
        // Every digit together is still within what is read.
        assert!(may_be_listed("0123456789"));
        assert_eq!(check_strength("0123456789", &[]), Err(WeakPassword::Common));
    }

    #[test]
    fn each_refusal_is_a_sentence() {
        assert_eq!(
            WeakPassword::TooShort.to_string(),
            "Use at least 8 characters."
        );
        assert_eq!(
            WeakPassword::TooLong.to_string(),
            "Use at most 128 characters."
        );
        for refusal in [WeakPassword::Common, WeakPassword::Context] {
            assert!(refusal.to_string().ends_with('.'));
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
        #[test]
        fn any_text_gets_an_answer(password: String, context: Vec<String>) {
            let context: Vec<&str> = context.iter().map(String::as_str).collect();
            let verdict = check_strength(&password, &context);
            let length = normalised(&password).chars().count();
            proptest::prop_assert_eq!(verdict == Err(WeakPassword::TooShort), length < SHORTEST);
            proptest::prop_assert_eq!(verdict == Err(WeakPassword::TooLong), length > LONGEST);
        }
    }
}
