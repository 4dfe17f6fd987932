//! French.
use super::{Values, Words};
use crate::{
    domain::erasure::Comments,
    model::{
        Action, HoldReason, MailKind, Purpose, ReportOutcome, ReportReason, Role, SessionKind,
        Standing, Status,
    },
};

pub(super) const WORDS: Words = Words {
    tag: "fr",
    direction: "ltr",
    title: "Vos données sur {site}",
    made: "Établi le {when}.",
    contents: "Sommaire",
    nothing: "Rien.",
    download: "Téléchargement",
    over: "Ce téléchargement a déjà servi, ou son délai est passé. Demandez-en un autre.",
    readme: "account-data.html est une page à lire et à imprimer. Elle n’a besoin d’aucune connexion.\n\
             account-data.json contient la même chose pour les programmes, avec quelques identifiants de plus.\n\n\
             C’est tout ce que ce site garde à votre sujet. Les autres personnes n’y figurent que par des identifiants.\n\
             Gardez ces fichiers là où personne d’autre ne les lit.",
    headings: &[
        ("account", "Compte"),
        ("member", "Sur ce site"),
        ("identities", "Autres moyens de connexion"),
        ("passkeys", "Clés d’accès"),
        ("sessions", "Connexions"),
        ("mutes", "Personnes que vous avez masquées"),
        ("votes", "Vos votes"),
        ("reports", "Vos signalements"),
        ("decisions", "Décisions à votre sujet"),
        ("actions", "Ce que vous avez fait en modérant"),
        ("claims", "Commentaires que vous lisez en modérant"),
        ("importedAuthors", "Vous dans d’autres systèmes"),
        ("proofs", "Adresses à confirmer"),
        ("mails", "Messages à votre adresse"),
        ("invitations", "Invitations pour vous"),
        ("guestComments", "Commentaires à confirmer"),
        ("comments", "Vos commentaires"),
    ],
    labels: &[
        ("displayName", "Nom"),
        ("email", "Adresse e-mail"),
        ("emailVerifiedAt", "Adresse confirmée"),
        ("accountSince", "Compte créé"),
        ("memberSince", "Ici depuis"),
        ("linkedAt", "Lié"),
        ("addedAt", "Ajoutée"),
        ("begunAt", "Commencée"),
        ("mutedAt", "Masquée"),
        ("votedAt", "Voté"),
        ("reportedAt", "Signalé"),
        ("doneAt", "Fait"),
        ("askedAt", "Demandé"),
        ("preparedAt", "Préparé"),
        ("writtenAt", "Écrit"),
        ("totpSince", "Application d’authentification depuis"),
        ("recoveryCodesLeft", "Codes de secours restants"),
        ("erasureAt", "Sera effacé"),
        ("erasureComments", "Vos commentaires alors"),
        ("role", "Rôle"),
        ("pictureData", "Image"),
        ("pictureSource", "Image prise sur"),
        ("standing", "Statut"),
        ("standingUntil", "Statut jusqu’au"),
        ("standingReason", "Motif"),
        ("reportsUpheld", "Signalements retenus"),
        ("reportsDismissed", "Signalements non retenus"),
        ("provider", "Fournisseur"),
        ("subject", "Connu là-bas comme"),
        ("lastUsedAt", "Dernière utilisation"),
        ("name", "Nom"),
        ("device", "Appareil"),
        ("country", "Pays"),
        ("kind", "Type"),
        ("endedAt", "Terminée"),
        ("authorId", "Personne"),
        ("commentId", "Commentaire"),
        ("reason", "Motif"),
        ("body", "Ce que vous avez dit"),
        ("legalBasis", "Loi"),
        ("resolvedAt", "Décidé"),
        ("outcome", "Résultat"),
        ("action", "Ce qui a été fait"),
        ("from", "De"),
        ("to", "À"),
        ("subjectId", "Au sujet de"),
        ("claimedUntil", "Réservé jusqu’au"),
        ("validUntil", "Expire"),
        ("source", "Système"),
        ("authorKey", "Connu là-bas comme"),
        ("purpose", "Pour quoi"),
        ("sentAt", "Envoyé"),
        ("episodeKey", "Épisode"),
        ("bodyMarkdown", "Texte"),
        ("editedAt", "Modifié"),
        ("status", "État"),
        ("score", "Votes"),
        ("holdReasons", "Motif de la retenue"),
        ("rejectReason", "Motif du rejet"),
        ("authorNote", "De la modération"),
        ("revisions", "Textes précédents"),
        ("decisions", "Ce qu’il est devenu"),
    ],
    values: Values {
        own_accounts: "Comptes du site lui-même",
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
        Status::Pending => "En attente de modération",
        Status::Approved => "Publié",
        Status::Rejected => "Rejeté",
        Status::Spam => "Indésirable",
        Status::Deleted => "Supprimé",
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Commenter => "Commentateur",
        Role::Moderator => "Modération",
        Role::Admin => "Administration",
    }
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Normal => "Normal",
        Standing::Trusted => "De confiance",
        Standing::Watched => "Surveillé",
        Standing::Suspended => "Suspendu",
        Standing::Banned => "Banni",
    }
}

fn session(session: SessionKind) -> &'static str {
    match session {
        SessionKind::Embedded => "Sur une page du site",
        SessionKind::Direct => "Directement",
        SessionKind::Moderating => "Pour modérer sur une page du site",
    }
}

fn hold_reason(hold_reason: HoldReason) -> &'static str {
    match hold_reason {
        HoldReason::Watched => "Vos commentaires sont d’abord lus",
        HoldReason::Newcomer => "Un modérateur lit les premiers commentaires",
        HoldReason::Premoderation => "Ici chaque commentaire est d’abord lu",
        HoldReason::Imported => "Il attendait déjà lors de son importation",
        HoldReason::Repeat => "Il en répète un autre",
        HoldReason::BannedWord | HoldReason::SuspectWord => "Un mot qu’il contient",
        HoldReason::Links => "Les liens qu’il contient",
        HoldReason::SpamScore => "Il ressemble à un texte indésirable",
        HoldReason::Restored => "Il a été remis en lecture",
        HoldReason::Reported => "Des lecteurs l’ont signalé",
        HoldReason::Akismet => "Un filtre antispam a eu des doutes",
        HoldReason::Webhook => "La vérification du site",
    }
}

fn report_reason(report_reason: ReportReason) -> &'static str {
    match report_reason {
        ReportReason::OffTopic => "Hors sujet",
        ReportReason::Abuse => "Insultes ou harcèlement",
        ReportReason::Spam => "Indésirable",
        ReportReason::PersonalInformation => "Données personnelles",
        ReportReason::Illegal => "Contenu illégal",
        ReportReason::Other => "Autre motif",
    }
}

fn outcome(outcome: ReportOutcome) -> &'static str {
    match outcome {
        ReportOutcome::Upheld => "Retenu",
        ReportOutcome::Dismissed => "Non retenu",
        ReportOutcome::Moot => "Supprimé avant",
    }
}

fn erased(erased: Comments) -> &'static str {
    match erased {
        Comments::Delete => "Textes supprimés",
        Comments::KeepAnonymously => "Gardés sans nom",
    }
}

fn action(action: Action) -> &'static str {
    match action {
        Action::ApproveComment => "Approuvé",
        Action::RejectComment => "Rejeté",
        Action::MarkSpam => "Marqué comme indésirable",
        Action::RestoreComment => "Remis dans la file",
        Action::RejectAllBy => "Tous les commentaires rejetés",
        Action::PinComment => "Épinglé",
        Action::UnpinComment => "Détaché",
        Action::FeatureComment => "Mis en avant",
        Action::UnfeatureComment => "Plus mis en avant",
        Action::JudgeComment => "Jugé par une règle",
        Action::RemoveComment => "Retiré",
        Action::EditComment => "Modifié",
        Action::LockThread => "Fil verrouillé",
        Action::CloseThread => "Fil fermé",
        Action::ReopenThread => "Fil rouvert",
        Action::LockBranch => "Réponses verrouillées",
        Action::UnlockBranch => "Réponses rouvertes",
        Action::CreateEpisode => "Épisode créé",
        Action::UpdateEpisode => "Épisode changé",
        Action::GiveRole => "Rôle changé",
        Action::InviteMember => "Quelqu’un invité",
        Action::WithdrawInvitation => "Invitation retirée",
        Action::SetStanding => "Statut changé",
        Action::UpdateSite => "Réglages du site changés",
        Action::UpdateRules => "Règles changées",
        Action::UpdateWaysIn => "Moyens de connexion changés",
        Action::AddProvider => "Fournisseur ajouté",
        Action::UpdateProvider => "Fournisseur changé",
        Action::RemoveProvider => "Fournisseur retiré",
        Action::AddSiteKey => "Clé du site ajoutée",
        Action::RemoveSiteKey => "Clé du site retirée",
        Action::UpdateMailTemplate => "Texte d’un message changé",
        Action::ConfirmGuest => "Commentaire d’invité confirmé",
        Action::EraseMember => "Données d’une personne effacées",
        Action::Undo => "Annulé",
        Action::ImportComments => "Commentaires importés",
        Action::ExportSite => "Site entier exporté",
        Action::ClaimAuthor => "Auteur importé revendiqué",
    }
}

fn mail(mail: MailKind) -> &'static str {
    match mail {
        MailKind::ConfirmSignUp => "Confirmation d’un nouveau compte",
        MailKind::AlreadySignedUp => "Avis qu’un compte existe déjà",
        MailKind::SignIn => "Connexion",
        MailKind::VerifyEmail => "Confirmation de l’adresse",
        MailKind::ResetPassword => "Nouveau mot de passe",
        MailKind::PasswordChanged => "Avis que le mot de passe a changé",
        MailKind::ConfirmNewEmail => "Confirmation de la nouvelle adresse",
        MailKind::ConfirmOldEmail => "Abandon de l’ancienne adresse",
        MailKind::EmailChanged => "Avis que l’adresse a changé",
        MailKind::LinkIdentity => "Liaison d’un autre moyen de connexion",
        MailKind::ConfirmGuest => "Confirmation d’un commentaire",
        MailKind::SecondFactorChanged => "Avis que le second facteur a changé",
        MailKind::ErasurePlanned => "Avis que le compte va être effacé",
        MailKind::ErasureWaits => "Avis que le compte n’est pas encore effacé",
        MailKind::AccountErased => "Avis que le compte a été effacé",
        MailKind::MemberInvited => "Invitation à un rôle",
    }
}

fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::SignUp => "Nouveau compte",
        Purpose::SignIn => "Connexion",
        Purpose::VerifyEmail => "Confirmation de l’adresse",
        Purpose::ResetPassword => "Nouveau mot de passe",
        Purpose::NewEmail => "Confirmation de la nouvelle adresse",
        Purpose::OldEmail => "Abandon de l’ancienne adresse",
        Purpose::LinkIdentity => "Liaison d’un autre moyen de connexion",
        Purpose::ConfirmGuest => "Confirmation d’un commentaire",
    }
}
