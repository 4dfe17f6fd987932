//! Words that are looked for in a column.

/// Both databases fold ASCII, and not everywhere more: other letters are looked for as they were
/// typed, small, large, and with a large one at the beginning.
pub(super) fn spellings(text: &str) -> Vec<String> {
    let mut spellings = vec![text.to_owned()];
    if text.is_ascii() {
        return spellings;
    }
    let small = text.to_lowercase();
    let mut letters = small.chars();
    let capital: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect();
    for spelling in [text.to_uppercase(), capital, small] {
        if !spellings.contains(&spelling) {
            spellings.push(spelling);
        }
    }
    spellings
}

/// As `LIKE` finds just this.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '%' | '_') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_like_takes_for_more_is_taken_for_itself() {
        assert_eq!(escaped(r"100%_\o/"), r"100\%\_\\o/");
        assert_eq!(escaped("plain"), "plain");
    }

    #[test]
    fn letters_beyond_ascii_are_looked_for_small_and_large() {
        assert_eq!(spellings("Harbour"), ["Harbour"]);
        assert_eq!(spellings("éCOLE"), ["éCOLE", "ÉCOLE", "École", "école"]);
    }
}
