//! The kinds of lines, in the order in which they stand in a file: what others hang on comes first.
use super::lines::Line;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::domain) enum Kind {
    Settings,
    SpamWords,
    Authors,
    Episodes,
    Comments,
    Reports,
    Notes,
    Log,
    End,
}

impl Kind {
    /// None of lines that nobody here knows.
    pub(in crate::domain) fn of(line: &Line) -> Option<Self> {
        Some(match line {
            Line::Export(_)
            | Line::Site(_)
            | Line::Rules(_)
            | Line::WaysIn(_)
            | Line::Provider(_)
            | Line::SiteKey(_)
            | Line::MailTemplate(_) => Self::Settings,
            Line::SpamWord(_) => Self::SpamWords,
            Line::Author(_) => Self::Authors,
            Line::Episode(_) => Self::Episodes,
            Line::Comment(_) => Self::Comments,
            Line::Report(_) => Self::Reports,
            Line::Note(_) => Self::Notes,
            Line::LogEntry(_) => Self::Log,
            Line::End(_) => Self::End,
            Line::Unknown => return None,
        })
    }

    /// None after the last.
    pub(super) fn next(self) -> Option<Self> {
        Some(match self {
            Self::Settings => Self::SpamWords,
            Self::SpamWords => Self::Authors,
            Self::Authors => Self::Episodes,
            Self::Episodes => Self::Comments,
            Self::Comments => Self::Reports,
            Self::Reports => Self::Notes,
            Self::Notes => Self::Log,
            Self::Log => Self::End,
            Self::End => return None,
        })
    }
}
