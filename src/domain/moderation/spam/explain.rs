//! A score as a line of text, to be kept with the comment it explains.

use super::score::{MAX_WORDS, Score, Weighed};

/// In bytes, of any encoded score.
const MAX_BYTES: usize = 1_024;

/// `92 90,3,0,casino 8,0,12,episode`: the percentage, then for each word its own, how many spam
/// and honest comments of the site had it, and the word.
pub fn encode(score: &Score) -> String {
    let mut line = score.percent.to_string();
    for word in &score.words {
        let next = format!(
            " {},{},{},{}",
            word.percent, word.spam, word.ham, word.token
        );
        if line.len() + next.len() > MAX_BYTES {
            break;
        }
        line.push_str(&next);
    }
    line
}

/// `None` for what [`encode`] does not write.
pub fn decode(line: &str) -> Option<Score> {
    let mut parts = line.split(' ');
    let score = Score {
        percent: share(parts.next()?)?,
        words: parts.map(word).collect::<Option<_>>()?,
    };
    (line.len() <= MAX_BYTES && score.words.len() <= MAX_WORDS).then_some(score)
}

fn word(part: &str) -> Option<Weighed> {
    let mut fields = part.splitn(4, ',');
    let weighed = Weighed {
        percent: share(fields.next()?)?,
        spam: fields.next()?.parse().ok()?,
        ham: fields.next()?.parse().ok()?,
        token: fields.next()?.to_owned(),
    };
    (!weighed.token.is_empty()).then_some(weighed)
}

fn share(text: &str) -> Option<u8> {
    text.parse().ok().filter(|percent| *percent <= 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighed(token: &str, count: u32) -> Weighed {
        Weighed {
            token: token.to_owned(),
            percent: 95,
            spam: count,
            ham: count,
        }
    }

    #[test]
    fn what_was_encoded_is_decoded() {
        for tokens in [vec![], vec!["casino", "~host:[::1]", "a,b", "词语"]] {
            let words = tokens.into_iter().map(|token| weighed(token, 3)).collect();
            let score = Score { percent: 81, words };
            assert_eq!(decode(&encode(&score)), Some(score));
        }
    }

    #[test]
    fn the_longest_score_is_kept_whole_and_an_overlong_one_within_bounds() {
        let longest = |bytes: usize| Score {
            percent: 100,
            words: vec![weighed(&"x".repeat(bytes), u32::MAX); MAX_WORDS],
        };
        let score = longest(crate::domain::moderation::spam::fold::MAX_BYTES);
        assert_eq!(decode(&encode(&score)), Some(score));
        let line = encode(&longest(200));
        assert!(line.len() <= MAX_BYTES);
        assert!(decode(&line).is_some());
    }

    #[test]
    fn what_is_no_score_is_not_decoded() {
        for line in [
            "",
            "x",
            "101",
            "-1",
            "300",
            "50 ",
            "50 1,2,3",
            "50 1,2,3,",
            "50 101,2,3,x",
            "50 1,-2,3,x",
            "50  1,2,3,x",
        ] {
            assert_eq!(decode(line), None, "{line}");
        }
        let many = format!("50{}", " 1,2,3,x".repeat(MAX_WORDS + 1));
        assert_eq!(decode(&many), None);
    }
}
