//! How likely a comment is spam, and which of its words say so.

use std::collections::BTreeSet;

use super::{priors, signs};

/// Words kept as the explanation of a score.
pub(super) const MAX_WORDS: usize = 10;

/// Tokens of either direction that count at most.
const MOST_TELLING: usize = 15;

/// A token counts when its probability is at least so far from even.
const TELLING: f64 = 0.1;

/// Bounds of one token's probability: no single one holds a comment.
const PROBABILITY: (f64, f64) = (0.05, 0.95);

/// Bounds for what the form of a text tells, hosts of links apart: many an honest comment is
/// short and has a link.
const FORM_PROBABILITY: (f64, f64) = (0.2, 0.8);

/// Bounds for the script of a text: a language alone says next to nothing.
const SCRIPT_PROBABILITY: (f64, f64) = (0.35, 0.65);

/// Log odds before any token is looked at: most comments are honest.
const BEFORE: f64 = -2.0;

/// What all honest words together may take off, so that spam cannot be padded with them.
const MOST_HAM: f64 = 3.0;

/// Between so many tokens a comment is long, and above them no longer longer.
const LONG: (u32, u32) = (40, 120);

/// For each token within [`LONG`], taken off the log odds and added to [`MOST_HAM`]: in a long text
/// some words tell of spam by chance. Bounded, so that padding hides little.
const LENGTH: f64 = 0.03;

/// Documents that share in a word's overall rate on either side: what was never seen among few
/// documents may still be usual there.
const SHARED: f64 = 10.0;

/// Virtual documents behind a word that the priors do not know; they are half spam.
const UNKNOWN: f64 = 3.0;

/// Decided comments of a site: with one token, or in all. Negative numbers count as none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub spam: i32,
    pub ham: i32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// 0 to 100; 12 or less where nothing is known.
    pub percent: u8,
    /// At most [`MAX_WORDS`], the weightiest first, for and against.
    pub words: Vec<Weighed>,
}

/// A token that counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighed {
    pub token: String,
    /// How likely a comment with it is spam: above 50 it spoke for spam.
    pub percent: u8,
    /// The site's own decisions with it.
    pub spam: u32,
    pub ham: u32,
}

/// The probability of each token is Robinson's degree of belief (Gary Robinson, "A Statistical
/// Approach to the Spam Problem", 2003): the site's own rates, drawn towards the shipped prior by
/// the weight of its virtual documents. The most telling are added up as log odds, after Paul
/// Graham ("A Plan for Spam", 2002), with the honest side bounded.
///
/// `counts` gives the site's decided comments that have a token; `totals` all of them.
pub fn score(tokens: &BTreeSet<String>, counts: impl Fn(&str) -> Counts, totals: Counts) -> Score {
    let mut weighed: Vec<(f64, Weighed)> = tokens
        .iter()
        .map(|token| weigh(token, counts(token), totals))
        .filter(|(belief, _)| (belief - 0.5).abs() >= TELLING)
        .map(|(belief, weighed)| (log_odds(belief), weighed))
        .collect();
    // Rounded, so that equal weights of either direction are equal on every machine.
    let weight = |odds: f64| (odds.abs() * 1e6).round();
    weighed.sort_by(|(a, x), (b, y)| {
        weight(*b)
            .total_cmp(&weight(*a))
            .then_with(|| x.token.cmp(&y.token))
    });
    let side = |is_side: fn(f64) -> bool| -> f64 {
        let odds = weighed.iter().map(|(odds, _)| *odds);
        odds.filter(|odds| is_side(*odds)).take(MOST_TELLING).sum()
    };
    let length = length(tokens.len());
    let (spam, ham) = (side(|odds| odds > 0.0), side(|odds| odds < 0.0));
    let odds = BEFORE + spam - length + ham.max(-MOST_HAM - length);
    Score {
        percent: percent(1.0 / (1.0 + (-odds).exp())),
        words: weighed
            .into_iter()
            .map(|(_, word)| word)
            .take(MAX_WORDS)
            .collect(),
    }
}

/// What the length of a comment takes off.
fn length(tokens: usize) -> f64 {
    let (common, long) = LONG;
    let tokens = u32::try_from(tokens).unwrap_or(u32::MAX);
    LENGTH * f64::from(tokens.clamp(common, long) - common)
}

fn weigh(token: &str, counts: Counts, totals: Counts) -> (f64, Weighed) {
    let belief = belief(token, counts, totals);
    let weighed = Weighed {
        token: token.to_owned(),
        percent: percent(belief),
        spam: counts.spam.max(0).unsigned_abs(),
        ham: counts.ham.max(0).unsigned_abs(),
    };
    (belief, weighed)
}

fn belief(token: &str, counts: Counts, totals: Counts) -> f64 {
    let number = |count: i32| f64::from(count.max(0));
    let (spam, ham) = (number(counts.spam), number(counts.ham));
    // A token is in no more documents than there are, whatever was counted.
    let (all_spam, all_ham) = (number(totals.spam).max(spam), number(totals.ham).max(ham));
    let (expected, weight) = priors::of(token).map_or((0.5, UNKNOWN), |prior| {
        let (spam, ham) = (f64::from(prior.spam), f64::from(prior.ham));
        (spam / (spam + ham), spam + ham)
    });
    let seen = spam + ham;
    let overall = if seen > 0.0 {
        seen / (all_spam + all_ham)
    } else {
        0.0
    };
    let rate = |with: f64, all: f64| (with + SHARED * overall) / (all + SHARED);
    let (spam_rate, ham_rate) = (rate(spam, all_spam), rate(ham, all_ham));
    let own = if seen > 0.0 {
        spam_rate / (spam_rate + ham_rate)
    } else {
        0.5
    };
    let belief = (weight * expected + seen * own) / (weight + seen);
    let (least, most) = bounds(token);
    belief.clamp(least, most)
}

fn bounds(token: &str) -> (f64, f64) {
    if token.starts_with("~script:") {
        SCRIPT_PROBABILITY
    } else if token.starts_with(signs::PREFIX) && !token.starts_with("~host:") {
        FORM_PROBABILITY
    } else {
        PROBABILITY
    }
}

fn log_odds(belief: f64) -> f64 {
    (belief / (1.0 - belief)).ln()
}

fn percent(share: f64) -> u8 {
    let reached = (1..=100).take_while(|&percent| f64::from(percent) - 0.5 <= share * 100.0);
    reached.last().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Counts = Counts { spam: 0, ham: 0 };

    fn set(words: &str) -> BTreeSet<String> {
        words.split_whitespace().map(str::to_owned).collect()
    }

    fn numbered(word: &str, upto: usize) -> String {
        let words: Vec<String> = (0..upto).map(|n| format!("{word}{n:03}")).collect();
        words.join(" ")
    }

    fn at(words: &str, spam: i32, ham: i32, totals: (i32, i32)) -> Score {
        let (all_spam, all_ham) = totals;
        let totals = Counts {
            spam: all_spam,
            ham: all_ham,
        };
        score(&set(words), |_| Counts { spam, ham }, totals)
    }

    #[test]
    fn without_a_telling_word_nothing_is_known() {
        let unknown = Score {
            percent: 12,
            words: vec![],
        };
        for words in ["", "teapot", "teapot kettle saucer"] {
            assert_eq!(score(&set(words), |_| NONE, NONE), unknown, "{words}");
            assert_eq!(at(words, 0, 0, (500, 500)), unknown, "{words}");
        }
    }

    #[test]
    fn no_single_word_holds_a_comment() {
        for word in ["casino", "viagra", "teapot"] {
            let percent = at(word, i32::MAX, 0, (i32::MAX, i32::MAX)).percent;
            assert!((60..80).contains(&percent), "{word}: {percent}");
        }
        assert!(at("viagra teapot", 50, 0, (50, 50)).percent > 80);
    }

    #[test]
    fn a_script_weighs_little_whatever_was_learned() {
        let always = at("~script:Cyrl", 1_000, 0, (1_000, 1_000));
        let never = at("~script:Cyrl", 0, 1_000, (1_000, 1_000));
        assert_eq!((always.words[0].percent, never.words[0].percent), (65, 35));
        assert!(always.percent < 25, "{}", always.percent);
    }

    #[test]
    fn a_short_comment_with_a_link_is_not_held_for_its_form_whatever_was_learned() {
        let form = at("~links:1 ~short:link", 500, 0, (500, 500)).percent;
        assert!((50..80).contains(&form), "{form}");
        assert!(at("~links:1 ~host:spam.example", 500, 0, (500, 500)).percent >= 80);
    }

    #[test]
    fn own_decisions_outweigh_the_priors() {
        let casino = |ham: i32| at("casino", 0, ham, (100, 100)).words;
        assert!(casino(0)[0].percent > 70);
        assert_eq!(casino(6), []);
        assert!(casino(60)[0].percent < 40, "{:?}", casino(60));
    }

    #[test]
    fn a_word_is_no_sign_of_spam_where_only_spam_was_decided() {
        assert_eq!(at("teapot kettle", 30, 0, (30, 0)).words, []);
        assert_eq!(at("teapot kettle", 30, 0, (30, 2)).words, []);
        assert!(at("teapot kettle", 30, 0, (30, 60)).percent > 80);
    }

    #[test]
    fn honest_words_take_off_only_so_much() {
        let ham = numbered("honest", 190);
        let counts = |token: &str| match token {
            token if token.starts_with("honest") => Counts { spam: 0, ham: 400 },
            _ => NONE,
        };
        let totals = Counts {
            spam: 400,
            ham: 400,
        };
        let spam = "viagra cialis pharmacy kamagra xanax tramadol discreet cheap";
        let plain = score(&set(spam), counts, totals);
        let stuffed = score(&set(&format!("{spam} {ham}")), counts, totals);
        assert!(plain.percent > 95 && stuffed.percent >= 80, "{stuffed:?}");
        assert!(score(&set(&ham), counts, totals).percent < 2);
    }

    #[test]
    fn a_long_text_may_have_more_suspect_words_but_not_ever_more() {
        let of = |n| {
            score(
                &set(&format!("loan casino cheap {}", numbered("talk", n))),
                |_| NONE,
                NONE,
            )
            .percent
        };
        assert_eq!(of(0), of(30));
        assert!(of(30) > of(80) && of(80) > of(117));
        assert_eq!(of(117), of(190));
    }

    #[test]
    fn the_weightiest_words_explain_in_both_directions_and_in_one_order() {
        let words = "viagra casino ~links:0 episode teapot";
        let explained = at(words, 0, 0, (0, 0)).words;
        let line: Vec<String> = explained
            .iter()
            .map(|word| format!("{} {}", word.token, word.percent))
            .collect();
        assert_eq!(
            line,
            ["episode 10", "viagra 90", "casino 78", "~links:0 25"]
        );
        let kept = at(&numbered("word", 50), 30, 0, (50, 50)).words;
        assert_eq!(kept.len(), MAX_WORDS);
        assert_eq!(
            (kept[0].token.as_str(), kept[9].token.as_str()),
            ("word000", "word009")
        );
    }

    #[test]
    fn any_counts_give_a_score() {
        let numbers = [i32::MIN, -1, 0, 1, 7, i32::MAX];
        for spam in numbers {
            for ham in numbers {
                for totals in numbers.iter().flat_map(|a| numbers.map(|b| (*a, b))) {
                    let score = at("casino teapot ~script:Latn", spam, ham, totals);
                    assert!(score.percent <= 99, "{spam} {ham} {totals:?}");
                    if spam <= 0 && ham <= 0 {
                        assert_eq!(score, at("casino teapot ~script:Latn", 0, 0, (0, 0)));
                    }
                }
            }
        }
    }
}
