//! Spanish.
use super::{Values, Words};
use crate::{
    domain::erasure::Comments,
    model::{
        Action, HoldReason, MailKind, Purpose, ReportOutcome, ReportReason, Role, SessionKind,
        Standing, Status,
    },
};

pub(super) const WORDS: Words = Words {
    tag: "es",
    direction: "ltr",
    title: "Tus datos en {site}",
    made: "Hecho el {when}.",
    contents: "Contenido",
    nothing: "Nada.",
    download: "Descarga",
    over: "Esta descarga ya se ha usado o su plazo ha pasado. Pide otra.",
    readme: "account-data.html es una página para leer e imprimir. No necesita conexión.\n\
             account-data.json contiene lo mismo para programas, con algunos identificadores más.\n\n\
             Es todo lo que este sitio guarda sobre ti. Las demás personas figuran solo con identificadores.\n\
             Guarda estos archivos donde nadie más los lea.",
    headings: &[
        ("account", "Cuenta"),
        ("member", "En este sitio"),
        ("identities", "Otras formas de entrar"),
        ("passkeys", "Llaves de acceso"),
        ("sessions", "Inicios de sesión"),
        ("mutes", "A quién has silenciado"),
        ("votes", "Tus votos"),
        ("reports", "Tus avisos"),
        ("decisions", "Decisiones sobre ti"),
        ("actions", "Lo que hiciste al moderar"),
        ("claims", "Comentarios que lees al moderar"),
        ("importedAuthors", "Tú en otros sistemas"),
        ("proofs", "Direcciones por confirmar"),
        ("mails", "Mensajes para ti"),
        ("invitations", "Invitaciones para ti"),
        ("guestComments", "Comentarios por confirmar"),
        ("comments", "Tus comentarios"),
    ],
    labels: &[
        ("displayName", "Nombre"),
        ("email", "Correo electrónico"),
        ("emailVerifiedAt", "Correo confirmado"),
        ("accountSince", "Cuenta creada"),
        ("memberSince", "Aquí desde"),
        ("linkedAt", "Vinculado"),
        ("addedAt", "Añadida"),
        ("begunAt", "Iniciada"),
        ("mutedAt", "Silenciada"),
        ("votedAt", "Votado"),
        ("reportedAt", "Avisado"),
        ("doneAt", "Hecho"),
        ("askedAt", "Pedido"),
        ("preparedAt", "Preparado"),
        ("writtenAt", "Escrito"),
        ("totpSince", "Aplicación de autenticación desde"),
        ("recoveryCodesLeft", "Códigos de recuperación restantes"),
        ("erasureAt", "Se borrará"),
        ("erasureComments", "Tus comentarios entonces"),
        ("role", "Papel"),
        ("pictureData", "Imagen"),
        ("pictureSource", "Imagen tomada de"),
        ("standing", "Situación"),
        ("standingUntil", "Situación hasta"),
        ("standingReason", "Motivo"),
        ("reportsUpheld", "Avisos aceptados"),
        ("reportsDismissed", "Avisos no aceptados"),
        ("provider", "Proveedor"),
        ("subject", "Conocido allí como"),
        ("lastUsedAt", "Último uso"),
        ("name", "Nombre"),
        ("device", "Dispositivo"),
        ("country", "País"),
        ("kind", "Tipo"),
        ("endedAt", "Terminada"),
        ("authorId", "Persona"),
        ("commentId", "Comentario"),
        ("reason", "Motivo"),
        ("body", "Lo que dijiste"),
        ("legalBasis", "Ley"),
        ("resolvedAt", "Decidido"),
        ("outcome", "Resultado"),
        ("action", "Qué se hizo"),
        ("from", "De"),
        ("to", "A"),
        ("subjectId", "Sobre"),
        ("claimedUntil", "Reservado hasta"),
        ("validUntil", "Caduca"),
        ("source", "Sistema"),
        ("authorKey", "Conocido allí como"),
        ("purpose", "Para qué"),
        ("sentAt", "Enviado"),
        ("episodeKey", "Episodio"),
        ("bodyMarkdown", "Texto"),
        ("editedAt", "Editado"),
        ("status", "Estado"),
        ("score", "Votos"),
        ("holdReasons", "Motivo de la retención"),
        ("rejectReason", "Motivo del rechazo"),
        ("authorNote", "De la moderación"),
        ("revisions", "Textos anteriores"),
        ("decisions", "Qué fue de él"),
    ],
    values: Values {
        own_accounts: "Cuentas del propio sitio",
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
        Status::Pending => "A la espera de moderación",
        Status::Approved => "Publicado",
        Status::Rejected => "Rechazado",
        Status::Spam => "Correo basura",
        Status::Deleted => "Borrado",
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Commenter => "Comentarista",
        Role::Moderator => "Moderación",
        Role::Admin => "Administración",
    }
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Normal => "Normal",
        Standing::Trusted => "De confianza",
        Standing::Watched => "Vigilado",
        Standing::Suspended => "Suspendido",
        Standing::Banned => "Expulsado",
    }
}

fn session(session: SessionKind) -> &'static str {
    match session {
        SessionKind::Embedded => "En una página del sitio",
        SessionKind::Direct => "Directamente",
        SessionKind::Moderating => "Para moderar en una página del sitio",
    }
}

fn hold_reason(hold_reason: HoldReason) -> &'static str {
    match hold_reason {
        HoldReason::Watched => "Tus comentarios se leen antes",
        HoldReason::Newcomer => "Un moderador lee los primeros comentarios",
        HoldReason::Premoderation => "Aquí todo comentario se lee antes",
        HoldReason::Imported => "Ya esperaba cuando se importó",
        HoldReason::Repeat => "Repite otro anterior",
        HoldReason::BannedWord | HoldReason::SuspectWord => "Una palabra que contiene",
        HoldReason::Links => "Los enlaces que contiene",
        HoldReason::SpamScore => "Parece correo basura",
        HoldReason::Restored => "Se devolvió para leerlo de nuevo",
        HoldReason::Reported => "Hay lectores que avisaron de él",
        HoldReason::Akismet => "Un filtro de correo basura tuvo dudas",
        HoldReason::Webhook => "La comprobación del propio sitio",
    }
}

fn report_reason(report_reason: ReportReason) -> &'static str {
    match report_reason {
        ReportReason::OffTopic => "Fuera de tema",
        ReportReason::Abuse => "Insultos o acoso",
        ReportReason::Spam => "Correo basura",
        ReportReason::PersonalInformation => "Datos personales",
        ReportReason::Illegal => "Contenido ilegal",
        ReportReason::Other => "Otro motivo",
    }
}

fn outcome(outcome: ReportOutcome) -> &'static str {
    match outcome {
        ReportOutcome::Upheld => "Aceptado",
        ReportOutcome::Dismissed => "No aceptado",
        ReportOutcome::Moot => "Borrado antes",
    }
}

fn erased(erased: Comments) -> &'static str {
    match erased {
        Comments::Delete => "Textos borrados",
        Comments::KeepAnonymously => "Conservados sin nombre",
    }
}

fn action(action: Action) -> &'static str {
    match action {
        Action::ApproveComment => "Aprobado",
        Action::RejectComment => "Rechazado",
        Action::MarkSpam => "Marcado como correo basura",
        Action::RestoreComment => "Devuelto a la cola",
        Action::RejectAllBy => "Todos los comentarios rechazados",
        Action::PinComment => "Fijado",
        Action::UnpinComment => "Ya no fijado",
        Action::FeatureComment => "Destacado",
        Action::UnfeatureComment => "Ya no destacado",
        Action::JudgeComment => "Juzgado por una regla",
        Action::RemoveComment => "Retirado",
        Action::EditComment => "Editado",
        Action::LockThread => "Hilo bloqueado",
        Action::CloseThread => "Hilo cerrado",
        Action::ReopenThread => "Hilo reabierto",
        Action::LockBranch => "Respuestas bloqueadas",
        Action::UnlockBranch => "Respuestas desbloqueadas",
        Action::CreateEpisode => "Episodio creado",
        Action::UpdateEpisode => "Episodio cambiado",
        Action::GiveRole => "Papel cambiado",
        Action::InviteMember => "Alguien invitado",
        Action::WithdrawInvitation => "Invitación retirada",
        Action::SetStanding => "Situación cambiada",
        Action::UpdateSite => "Ajustes del sitio cambiados",
        Action::UpdateRules => "Reglas cambiadas",
        Action::UpdateWaysIn => "Formas de entrar cambiadas",
        Action::AddProvider => "Proveedor añadido",
        Action::UpdateProvider => "Proveedor cambiado",
        Action::RemoveProvider => "Proveedor retirado",
        Action::AddSiteKey => "Clave del sitio añadida",
        Action::RemoveSiteKey => "Clave del sitio retirada",
        Action::UpdateMailTemplate => "Texto de un mensaje cambiado",
        Action::ConfirmGuest => "Comentario de invitado confirmado",
        Action::EraseMember => "Datos de una persona borrados",
        Action::Undo => "Anulado",
        Action::ImportComments => "Comentarios importados",
        Action::ExportSite => "Sitio entero exportado",
        Action::ClaimAuthor => "Autor importado reclamado",
    }
}

fn mail(mail: MailKind) -> &'static str {
    match mail {
        MailKind::ConfirmSignUp => "Para confirmar una cuenta nueva",
        MailKind::AlreadySignedUp => "Aviso de que ya hay una cuenta",
        MailKind::SignIn => "Para entrar",
        MailKind::VerifyEmail => "Para confirmar la dirección",
        MailKind::ResetPassword => "Para poner una contraseña nueva",
        MailKind::PasswordChanged => "Aviso de que la contraseña ha cambiado",
        MailKind::ConfirmNewEmail => "Para confirmar la dirección nueva",
        MailKind::ConfirmOldEmail => "Para dejar la dirección antigua",
        MailKind::EmailChanged => "Aviso de que la dirección ha cambiado",
        MailKind::LinkIdentity => "Para vincular otra forma de entrar",
        MailKind::ConfirmGuest => "Para confirmar un comentario",
        MailKind::SecondFactorChanged => "Aviso de que el segundo factor ha cambiado",
        MailKind::ErasurePlanned => "Aviso de que la cuenta se va a borrar",
        MailKind::ErasureWaits => "Aviso de que la cuenta aún no se ha borrado",
        MailKind::AccountErased => "Aviso de que la cuenta se ha borrado",
        MailKind::MemberInvited => "Invitación a un papel",
    }
}

fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::SignUp => "Para abrir una cuenta",
        Purpose::SignIn => "Para entrar",
        Purpose::VerifyEmail => "Para confirmar la dirección",
        Purpose::ResetPassword => "Para poner una contraseña nueva",
        Purpose::NewEmail => "Para confirmar la dirección nueva",
        Purpose::OldEmail => "Para dejar la dirección antigua",
        Purpose::LinkIdentity => "Para vincular otra forma de entrar",
        Purpose::ConfirmGuest => "Para confirmar un comentario",
    }
}
