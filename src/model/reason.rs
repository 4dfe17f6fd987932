//! Reasons, by the names that are stored.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name that is stored.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

named! {
    /// Why the rules held a comment.
    HoldReason {
        /// The author's comments are all looked at first.
        Watched = "WATCHED",
        /// The author has few approved comments on this site.
        Newcomer = "NEWCOMER",
        /// The site or the episode holds every comment.
        Premoderation = "PREMODERATION",
        /// It was held on the system that it was imported from.
        Imported = "IMPORTED",
        /// The author has posted the same text before.
        Repeat = "REPEAT",
        /// A word of the site's list of banned words stands in it.
        BannedWord = "BANNED_WORD",
        /// A word of the site's list of suspect words stands in it.
        SuspectWord = "SUSPECT_WORD",
        /// It has more links than the site lets stand.
        Links = "LINKS",
        /// It reads like spam.
        SpamScore = "SPAM_SCORE",
        /// A moderator has taken it back into the queue.
        Restored = "RESTORED",
        /// Readers have reported it.
        Reported = "REPORTED",
        /// Akismet takes it for spam.
        Akismet = "AKISMET",
        /// The site's own webhook holds it.
        Webhook = "WEBHOOK",
    }
}

named! {
    /// Why a moderator rejected a comment.
    RejectReason {
        OffTopic = "OFF_TOPIC",
        Abuse = "ABUSE",
        Spam = "SPAM",
        PersonalInformation = "PERSONAL_INFORMATION",
        Illegal = "ILLEGAL",
        Other = "OTHER",
    }
}

named! {
    /// Why a reader reports a comment.
    ReportReason {
        OffTopic = "OFF_TOPIC",
        Abuse = "ABUSE",
        Spam = "SPAM",
        PersonalInformation = "PERSONAL_INFORMATION",
        Illegal = "ILLEGAL",
        Other = "OTHER",
    }
}

named! {
    /// What the spam score has learned from a text.
    Learned {
        Spam = "spam",
        Ham = "ham",
    }
}
