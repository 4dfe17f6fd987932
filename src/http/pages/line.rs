//! Sentences of ours, with names of others in them.

/// Names in braces stand for what is put there.
#[derive(Clone)]
pub struct Line<'a> {
    pattern: &'a str,
    values: Vec<(&'static str, &'a str)>,
}

/// Of a line, as a page shows it: what is not ours is set apart, and keeps its own direction.
#[derive(Debug, PartialEq, Eq)]
pub enum Part<'a> {
    Ours(&'a str),
    Theirs(&'a str),
}

impl<'a> From<&'a str> for Line<'a> {
    fn from(pattern: &'a str) -> Self {
        Self {
            pattern,
            values: Vec::new(),
        }
    }
}

impl<'a> Line<'a> {
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &'a str) -> Self {
        self.values.push((name, value));
        self
    }

    /// What nothing is put in for stays as it is.
    pub fn parts(&self) -> Vec<Part<'a>> {
        let mut parts = Vec::new();
        let mut rest = self.pattern;
        while let Some((before, value, after)) = self.next(rest) {
            parts.push(Part::Ours(before));
            parts.push(Part::Theirs(value));
            rest = after;
        }
        parts.push(Part::Ours(rest));
        parts.retain(|part| *part != Part::Ours(""));
        parts
    }

    /// The first name in braces that there is a value for, and what stands around it.
    fn next(&self, text: &'a str) -> Option<(&'a str, &'a str, &'a str)> {
        let found = self.values.iter().filter_map(|(name, value)| {
            let (before, after) = text.split_once(&format!("{{{name}}}"))?;
            Some((before, *value, after))
        });
        found.min_by_key(|(before, ..)| before.len())
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, Part};

    #[test]
    fn names_stand_where_the_language_wants_them() {
        let line = Line::from("{provider}: {email}.");
        let line = line.with("email", "{provider}").with("provider", "Guild");
        let told = [
            Part::Theirs("Guild"),
            Part::Ours(": "),
            Part::Theirs("{provider}"),
            Part::Ours("."),
        ];
        assert_eq!(line.parts(), told);
    }

    #[test]
    fn a_line_without_names_is_all_ours() {
        assert_eq!(
            Line::from("One {name}.").parts(),
            [Part::Ours("One {name}.")]
        );
        assert_eq!(Line::from("").parts(), []);
    }
}
