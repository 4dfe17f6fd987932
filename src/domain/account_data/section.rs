//! Lists that follow one another, in every shape.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Identities,
    Passkeys,
    Sessions,
    Mutes,
    Votes,
    Reports,
    Decisions,
    Actions,
    Claims,
    ImportedAuthors,
    Proofs,
    Mails,
    Invitations,
    GuestComments,
    Comments,
}

impl Section {
    pub(super) const ALL: [Self; 15] = [
        Self::Identities,
        Self::Passkeys,
        Self::Sessions,
        Self::Mutes,
        Self::Votes,
        Self::Reports,
        Self::Decisions,
        Self::Actions,
        Self::Claims,
        Self::ImportedAuthors,
        Self::Proofs,
        Self::Mails,
        Self::Invitations,
        Self::GuestComments,
        Self::Comments,
    ];

    /// In the document.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Identities => "identities",
            Self::Passkeys => "passkeys",
            Self::Sessions => "sessions",
            Self::Mutes => "mutes",
            Self::Votes => "votes",
            Self::Reports => "reports",
            Self::Decisions => "decisions",
            Self::Actions => "actions",
            Self::Claims => "claims",
            Self::ImportedAuthors => "importedAuthors",
            Self::Proofs => "proofs",
            Self::Mails => "mails",
            Self::Invitations => "invitations",
            Self::GuestComments => "guestComments",
            Self::Comments => "comments",
        }
    }
}
