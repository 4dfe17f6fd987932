//! Up to where a listener knows a thread, as clients keep it: the thread's version.

pub fn write(version: i64) -> String {
    version.to_string()
}

/// Nothing but what `write` gives.
pub fn read(text: &str) -> Option<i64> {
    let version = text.parse().ok()?;
    (version >= 0 && write(version) == text).then_some(version)
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn a_cursor_is_written_in_one_way() {
        for version in [0, 4, i64::MAX] {
            assert_eq!(read(&write(version)), Some(version));
        }
        for other in [
            "",
            "+4",
            "0004",
            "-0",
            "-1",
            " 4",
            "4.0",
            "9223372036854775808",
        ] {
            assert_eq!(read(other), None, "{other:?}");
        }
    }
}
