//! German.
use super::{Values, Words};
use crate::{
    domain::erasure::Comments,
    model::{
        Action, HoldReason, MailKind, Purpose, ReportOutcome, ReportReason, Role, SessionKind,
        Standing, Status,
    },
};

pub(super) const WORDS: Words = Words {
    tag: "de",
    direction: "ltr",
    title: "Ihre Daten bei {site}",
    made: "Erstellt am {when}.",
    contents: "Inhalt",
    nothing: "Nichts.",
    download: "Download",
    over: "Dieser Download wurde schon benutzt, oder seine Zeit ist um. Fordern Sie einen neuen an.",
    readme: "account-data.html ist eine Seite zum Lesen und Drucken. Sie braucht keine Verbindung.\n\
             account-data.json enthält dasselbe für Programme, mit einigen Kennungen mehr.\n\n\
             Das ist alles, was auf dieser Website über Sie gespeichert ist. Andere stehen darin nur als Kennungen.\n\
             Bewahren Sie die Dateien dort auf, wo sie niemand sonst liest.",
    headings: &[
        ("account", "Konto"),
        ("member", "Auf dieser Website"),
        ("identities", "Andere Anmeldewege"),
        ("passkeys", "Passkeys"),
        ("sessions", "Anmeldungen"),
        ("mutes", "Wen Sie stummgeschaltet haben"),
        ("votes", "Ihre Stimmen"),
        ("reports", "Ihre Meldungen"),
        ("decisions", "Entscheidungen über Sie"),
        ("actions", "Was Sie moderierend getan haben"),
        ("claims", "Kommentare, die Sie moderierend lesen"),
        ("importedAuthors", "Sie in anderen Systemen"),
        ("proofs", "Zu bestätigende Adressen"),
        ("mails", "Mails an Sie"),
        ("invitations", "Einladungen an Sie"),
        ("guestComments", "Zu bestätigende Kommentare"),
        ("comments", "Ihre Kommentare"),
    ],
    labels: &[
        ("displayName", "Name"),
        ("email", "E-Mail-Adresse"),
        ("emailVerifiedAt", "Adresse bestätigt"),
        ("accountSince", "Konto seit"),
        ("memberSince", "Hier seit"),
        ("linkedAt", "Verknüpft"),
        ("addedAt", "Hinzugefügt"),
        ("begunAt", "Angemeldet"),
        ("mutedAt", "Stummgeschaltet"),
        ("votedAt", "Abgestimmt"),
        ("reportedAt", "Gemeldet"),
        ("doneAt", "Getan"),
        ("askedAt", "Angefordert"),
        ("preparedAt", "Vorbereitet"),
        ("writtenAt", "Geschrieben"),
        ("totpSince", "Authenticator-App seit"),
        ("recoveryCodesLeft", "Übrige Wiederherstellungscodes"),
        ("erasureAt", "Wird gelöscht"),
        ("erasureComments", "Ihre Kommentare dann"),
        ("role", "Rolle"),
        ("pictureData", "Bild"),
        ("pictureSource", "Bild geholt von"),
        ("standing", "Stellung"),
        ("standingUntil", "Stellung bis"),
        ("standingReason", "Grund"),
        ("reportsUpheld", "Bestätigte Meldungen"),
        ("reportsDismissed", "Nicht bestätigte Meldungen"),
        ("provider", "Anbieter"),
        ("subject", "Dort bekannt als"),
        ("lastUsedAt", "Zuletzt benutzt"),
        ("name", "Name"),
        ("device", "Gerät"),
        ("country", "Land"),
        ("kind", "Art"),
        ("endedAt", "Beendet"),
        ("authorId", "Person"),
        ("commentId", "Kommentar"),
        ("reason", "Grund"),
        ("body", "Was Sie schrieben"),
        ("legalBasis", "Gesetz"),
        ("resolvedAt", "Entschieden"),
        ("outcome", "Ergebnis"),
        ("action", "Was geschah"),
        ("from", "Von"),
        ("to", "Zu"),
        ("subjectId", "Worüber"),
        ("claimedUntil", "Reserviert bis"),
        ("validUntil", "Gilt bis"),
        ("source", "System"),
        ("authorKey", "Dort bekannt als"),
        ("purpose", "Wofür"),
        ("sentAt", "Gesendet"),
        ("episodeKey", "Folge"),
        ("bodyMarkdown", "Text"),
        ("editedAt", "Bearbeitet"),
        ("status", "Zustand"),
        ("score", "Stimmen"),
        ("holdReasons", "Warum zurückgehalten"),
        ("rejectReason", "Warum abgelehnt"),
        ("authorNote", "Von der Moderation"),
        ("revisions", "Frühere Texte"),
        ("decisions", "Was daraus wurde"),
    ],
    values: Values {
        own_accounts: "Eigene Konten der Website",
        status,
        role,
        standing,
        session,
        hold_reason,
        report_reason,
        outcome,
        erased,
        action,
        mail,
        purpose,
    },
};

fn status(status: Status) -> &'static str {
    match status {
        Status::Pending => "Wartet auf die Moderation",
        Status::Approved => "Veröffentlicht",
        Status::Rejected => "Abgelehnt",
        Status::Spam => "Spam",
        Status::Deleted => "Gelöscht",
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Commenter => "Kommentierend",
        Role::Moderator => "Moderation",
        Role::Admin => "Verwaltung",
    }
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Normal => "Normal",
        Standing::Trusted => "Vertraut",
        Standing::Watched => "Beobachtet",
        Standing::Suspended => "Vorübergehend gesperrt",
        Standing::Banned => "Gesperrt",
    }
}

fn session(session: SessionKind) -> &'static str {
    match session {
        SessionKind::Embedded => "Auf einer Seite der Website",
        SessionKind::Direct => "Direkt",
        SessionKind::Moderating => "Zum Moderieren auf einer Seite der Website",
    }
}

fn hold_reason(hold_reason: HoldReason) -> &'static str {
    match hold_reason {
        HoldReason::Watched => "Ihre Kommentare werden zuerst gelesen",
        HoldReason::Newcomer => "Erste Kommentare liest die Moderation",
        HoldReason::Premoderation => "Hier wird jeder Kommentar zuerst gelesen",
        HoldReason::Imported => "Er wartete schon, als er importiert wurde",
        HoldReason::Repeat => "Er wiederholt einen früheren",
        HoldReason::BannedWord | HoldReason::SuspectWord => "Ein Wort darin",
        HoldReason::Links => "Die Links darin",
        HoldReason::SpamScore => "Er liest sich wie Spam",
        HoldReason::Restored => "Er soll noch einmal gelesen werden",
        HoldReason::Reported => "Er wurde gemeldet",
        HoldReason::Akismet => "Ein Spamfilter hatte Zweifel",
        HoldReason::Webhook => "Die eigene Prüfung der Website",
    }
}

fn report_reason(report_reason: ReportReason) -> &'static str {
    match report_reason {
        ReportReason::OffTopic => "Nicht zum Thema",
        ReportReason::Abuse => "Beleidigung oder Belästigung",
        ReportReason::Spam => "Spam",
        ReportReason::PersonalInformation => "Persönliche Angaben",
        ReportReason::Illegal => "Rechtswidriger Inhalt",
        ReportReason::Other => "Anderer Grund",
    }
}

fn outcome(outcome: ReportOutcome) -> &'static str {
    match outcome {
        ReportOutcome::Upheld => "Bestätigt",
        ReportOutcome::Dismissed => "Nicht bestätigt",
        ReportOutcome::Moot => "Vorher gelöscht",
    }
}

fn erased(erased: Comments) -> &'static str {
    match erased {
        Comments::Delete => "Worte gelöscht",
        Comments::KeepAnonymously => "Ohne Namen behalten",
    }
}

fn action(action: Action) -> &'static str {
    match action {
        Action::ApproveComment => "Freigegeben",
        Action::RejectComment => "Abgelehnt",
        Action::MarkSpam => "Als Spam markiert",
        Action::RestoreComment => "Zurück in die Warteschlange",
        Action::RejectAllBy => "Alle Kommentare abgelehnt",
        Action::PinComment => "Angeheftet",
        Action::UnpinComment => "Nicht mehr angeheftet",
        Action::FeatureComment => "Hervorgehoben",
        Action::UnfeatureComment => "Nicht mehr hervorgehoben",
        Action::JudgeComment => "Von einer Regel beurteilt",
        Action::RemoveComment => "Entfernt",
        Action::EditComment => "Bearbeitet",
        Action::LockThread => "Thema gesperrt",
        Action::CloseThread => "Thema geschlossen",
        Action::ReopenThread => "Thema wieder geöffnet",
        Action::LockBranch => "Antworten gesperrt",
        Action::UnlockBranch => "Antworten wieder möglich",
        Action::CreateEpisode => "Folge angelegt",
        Action::UpdateEpisode => "Folge geändert",
        Action::GiveRole => "Rolle geändert",
        Action::InviteMember => "Jemand eingeladen",
        Action::WithdrawInvitation => "Einladung zurückgenommen",
        Action::SetStanding => "Stellung geändert",
        Action::UpdateSite => "Einstellungen der Website geändert",
        Action::UpdateRules => "Regeln geändert",
        Action::UpdateWaysIn => "Anmeldewege geändert",
        Action::AddProvider => "Anbieter hinzugefügt",
        Action::UpdateProvider => "Anbieter geändert",
        Action::RemoveProvider => "Anbieter entfernt",
        Action::AddSiteKey => "Schlüssel der Website hinzugefügt",
        Action::RemoveSiteKey => "Schlüssel der Website entfernt",
        Action::UpdateMailTemplate => "Text einer Mail geändert",
        Action::ConfirmGuest => "Kommentar als Gast bestätigt",
        Action::EraseMember => "Daten einer Person gelöscht",
        Action::Undo => "Zurückgenommen",
        Action::ImportComments => "Kommentare importiert",
        Action::ExportSite => "Die ganze Website exportiert",
        Action::ClaimAuthor => "Importierte Person übernommen",
    }
}

fn mail(mail: MailKind) -> &'static str {
    match mail {
        MailKind::ConfirmSignUp => "Bestätigung eines neuen Kontos",
        MailKind::AlreadySignedUp => "Hinweis, dass es schon ein Konto gibt",
        MailKind::SignIn => "Anmeldung",
        MailKind::VerifyEmail => "Bestätigung der Adresse",
        MailKind::ResetPassword => "Neues Passwort",
        MailKind::PasswordChanged => "Hinweis, dass das Passwort geändert wurde",
        MailKind::ConfirmNewEmail => "Bestätigung der neuen Adresse",
        MailKind::ConfirmOldEmail => "Aufgabe der alten Adresse",
        MailKind::EmailChanged => "Hinweis, dass die Adresse geändert wurde",
        MailKind::LinkIdentity => "Verknüpfung eines anderen Anmeldewegs",
        MailKind::ConfirmGuest => "Bestätigung eines Kommentars",
        MailKind::SecondFactorChanged => "Hinweis, dass der zweite Faktor geändert wurde",
        MailKind::ErasurePlanned => "Hinweis, dass das Konto gelöscht wird",
        MailKind::ErasureWaits => "Hinweis, dass das Konto noch nicht gelöscht ist",
        MailKind::AccountErased => "Hinweis, dass das Konto gelöscht wurde",
        MailKind::MemberInvited => "Einladung zu einer Rolle",
    }
}

fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::SignUp => "Neues Konto",
        Purpose::SignIn => "Anmeldung",
        Purpose::VerifyEmail => "Bestätigung der Adresse",
        Purpose::ResetPassword => "Neues Passwort",
        Purpose::NewEmail => "Bestätigung der neuen Adresse",
        Purpose::OldEmail => "Aufgabe der alten Adresse",
        Purpose::LinkIdentity => "Verknüpfung eines anderen Anmeldewegs",
        Purpose::ConfirmGuest => "Bestätigung eines Kommentars",
    }
}
