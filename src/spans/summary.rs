//! What of a statement is told: enough to know it by, and none of its values.

const OPERATIONS: [&str; 11] = [
    "SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "BEGIN", "COMMIT", "PRAGMA", "CREATE",
    "NOTIFY", "LISTEN",
];

/// Its first word, where that is one of those that statements begin with.
pub(super) fn operation_of(sql: &str) -> &'static str {
    let first = sql.split_ascii_whitespace().next().unwrap_or_default();
    let mut known = OPERATIONS.into_iter();
    known
        .find(|known| known.eq_ignore_ascii_case(first))
        .unwrap_or("OTHER")
}

/// What stands behind the first of the words that a table follows. A value is no table: those of a
/// statement stand beside it, and behind a quotation mark nothing is looked at.
pub(super) fn table_of(sql: &str) -> Option<&str> {
    let (before, _) = sql.split_once('\'').unwrap_or((sql, ""));
    let mut words = before
        .split(|c: char| c.is_ascii_whitespace() || matches!(c, '(' | ')' | ','))
        .filter(|word| !word.is_empty());
    while let Some(word) = words.next() {
        let leads = ["FROM", "INTO", "UPDATE"].iter();
        if leads.clone().any(|lead| lead.eq_ignore_ascii_case(word)) {
            let next = words.clone().next()?.trim_matches('"');
            if is_table(next) {
                return Some(next);
            }
        }
    }
    None
}

fn is_table(word: &str) -> bool {
    let is_part = |c: char| c.is_ascii_lowercase() || c == '_';
    !word.is_empty() && word.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::{operation_of, table_of};

    #[test]
    fn a_statement_is_known_by_its_first_word_and_its_first_table() {
        for (sql, operation, table) in [
            (
                r#"SELECT "comment"."id" FROM "comment" WHERE "id" = $1"#,
                "SELECT",
                Some("comment"),
            ),
            (
                r#"INSERT INTO "vote" ("id") VALUES (?) ON CONFLICT DO UPDATE SET "up" = ?"#,
                "INSERT",
                Some("vote"),
            ),
            ("update member set name = $1", "UPDATE", Some("member")),
            (r#"DELETE FROM "job""#, "DELETE", Some("job")),
            (
                "WITH RECURSIVE above AS (SELECT id FROM comment WHERE id = $1) SELECT 1",
                "WITH",
                Some("comment"),
            ),
            (
                "SELECT EXTRACT(EPOCH FROM $1) FROM\n  episode",
                "SELECT",
                Some("episode"),
            ),
            (
                "SELECT count(*) FROM (SELECT 1 FROM site)",
                "SELECT",
                Some("site"),
            ),
            ("SELECT 1", "SELECT", None),
            ("COMMIT", "COMMIT", None),
            ("VACUUM", "OTHER", None),
            ("", "OTHER", None),
        ] {
            assert_eq!(
                (operation_of(sql), table_of(sql)),
                (operation, table),
                "{sql}"
            );
        }
    }

    #[test]
    fn a_value_in_a_statement_is_no_table() {
        for sql in [
            "SELECT 'a letter from ana'",
            "SELECT trim(both from 'ana')",
            "SELECT substring(x FROM 17)",
            "SELECT x FROM ana@example.org",
            "SELECT x FROM",
        ] {
            assert_eq!(table_of(sql), None, "{sql}");
        }
        assert_eq!(operation_of("ana@example.org says"), "OTHER");
    }
}
