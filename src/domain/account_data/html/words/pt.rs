//! Portuguese.
use super::{Values, Words};
use crate::{
    domain::erasure::Comments,
    model::{
        Action, HoldReason, MailKind, Purpose, ReportOutcome, ReportReason, Role, SessionKind,
        Standing, Status,
    },
};

pub(super) const WORDS: Words = Words {
    tag: "pt",
    direction: "ltr",
    title: "Os seus dados em {site}",
    made: "Feito em {when}.",
    contents: "Conteúdo",
    nothing: "Nada.",
    download: "Download",
    over: "Este download já foi usado ou o seu prazo acabou. Peça outro.",
    readme: "account-data.html é uma página para ler e imprimir. Não precisa de ligação.\n\
             account-data.json contém o mesmo para programas, com mais alguns identificadores.\n\n\
             É tudo o que este site guarda sobre si. As outras pessoas aparecem só como identificadores.\n\
             Guarde estes ficheiros onde mais ninguém os leia.",
    headings: &[
        ("account", "Conta"),
        ("member", "Neste site"),
        ("identities", "Outras formas de entrar"),
        ("passkeys", "Chaves de acesso"),
        ("sessions", "Sessões"),
        ("mutes", "Quem silenciou"),
        ("votes", "Os seus votos"),
        ("reports", "As suas denúncias"),
        ("decisions", "Decisões a seu respeito"),
        ("actions", "O que fez ao moderar"),
        ("claims", "Comentários que está a ler ao moderar"),
        ("importedAuthors", "A sua pessoa noutros sistemas"),
        ("proofs", "Endereços por confirmar"),
        ("mails", "Mensagens para si"),
        ("invitations", "Convites para si"),
        ("guestComments", "Comentários por confirmar"),
        ("comments", "Os seus comentários"),
    ],
    labels: &[
        ("displayName", "Nome"),
        ("email", "Endereço de e-mail"),
        ("emailVerifiedAt", "Endereço confirmado"),
        ("accountSince", "Conta criada"),
        ("memberSince", "Aqui desde"),
        ("linkedAt", "Ligado"),
        ("addedAt", "Adicionada"),
        ("begunAt", "Iniciada"),
        ("mutedAt", "Silenciada"),
        ("votedAt", "Votado"),
        ("reportedAt", "Denunciado"),
        ("doneAt", "Feito"),
        ("askedAt", "Pedido"),
        ("preparedAt", "Preparado"),
        ("writtenAt", "Escrito"),
        ("totpSince", "Aplicação de autenticação desde"),
        ("recoveryCodesLeft", "Códigos de recuperação restantes"),
        ("erasureAt", "Será apagada"),
        ("erasureComments", "Os seus comentários então"),
        ("role", "Papel"),
        ("pictureData", "Imagem"),
        ("pictureSource", "Imagem obtida de"),
        ("standing", "Situação"),
        ("standingUntil", "Situação até"),
        ("standingReason", "Motivo"),
        ("reportsUpheld", "Denúncias aceites"),
        ("reportsDismissed", "Denúncias não aceites"),
        ("provider", "Fornecedor"),
        ("subject", "Conhecido lá como"),
        ("lastUsedAt", "Último uso"),
        ("name", "Nome"),
        ("device", "Dispositivo"),
        ("country", "País"),
        ("kind", "Tipo"),
        ("endedAt", "Terminada"),
        ("authorId", "Pessoa"),
        ("commentId", "Comentário"),
        ("reason", "Motivo"),
        ("body", "O que disse"),
        ("legalBasis", "Lei"),
        ("resolvedAt", "Decidido"),
        ("outcome", "Resultado"),
        ("action", "O que foi feito"),
        ("from", "De"),
        ("to", "Para"),
        ("subjectId", "Sobre"),
        ("claimedUntil", "Reservado até"),
        ("validUntil", "Expira"),
        ("source", "Sistema"),
        ("authorKey", "Conhecido lá como"),
        ("purpose", "Para quê"),
        ("sentAt", "Enviado"),
        ("episodeKey", "Episódio"),
        ("bodyMarkdown", "Texto"),
        ("editedAt", "Editado"),
        ("status", "Estado"),
        ("score", "Votos"),
        ("holdReasons", "Motivo da retenção"),
        ("rejectReason", "Motivo da rejeição"),
        ("authorNote", "Da moderação"),
        ("revisions", "Textos anteriores"),
        ("decisions", "O que lhe aconteceu"),
    ],
    values: Values {
        own_accounts: "Contas do próprio site",
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
        Status::Pending => "À espera de moderação",
        Status::Approved => "Publicado",
        Status::Rejected => "Rejeitado",
        Status::Spam => "Spam",
        Status::Deleted => "Apagado",
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Commenter => "Comentador",
        Role::Moderator => "Moderação",
        Role::Admin => "Administração",
    }
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Normal => "Normal",
        Standing::Trusted => "De confiança",
        Standing::Watched => "Vigiado",
        Standing::Suspended => "Suspenso",
        Standing::Banned => "Banido",
    }
}

fn session(session: SessionKind) -> &'static str {
    match session {
        SessionKind::Embedded => "Numa página do site",
        SessionKind::Direct => "Diretamente",
        SessionKind::Moderating => "Para moderar numa página do site",
    }
}

fn hold_reason(hold_reason: HoldReason) -> &'static str {
    match hold_reason {
        HoldReason::Watched => "Os seus comentários são lidos antes",
        HoldReason::Newcomer => "Um moderador lê os primeiros comentários",
        HoldReason::Premoderation => "Aqui todos os comentários são lidos antes",
        HoldReason::Imported => "Já aguardava quando foi importado",
        HoldReason::Repeat => "Repete outro anterior",
        HoldReason::BannedWord | HoldReason::SuspectWord => "Uma palavra que contém",
        HoldReason::Links => "As ligações que contém",
        HoldReason::SpamScore => "Parece spam",
        HoldReason::Restored => "Foi reposto para ser lido de novo",
        HoldReason::Reported => "Houve leitores que o denunciaram",
        HoldReason::Akismet => "Um filtro de spam teve dúvidas",
        HoldReason::Webhook => "A verificação do próprio site",
    }
}

fn report_reason(report_reason: ReportReason) -> &'static str {
    match report_reason {
        ReportReason::OffTopic => "Fora do assunto",
        ReportReason::Abuse => "Insultos ou assédio",
        ReportReason::Spam => "Spam",
        ReportReason::PersonalInformation => "Dados pessoais",
        ReportReason::Illegal => "Conteúdo ilegal",
        ReportReason::Other => "Outro motivo",
    }
}

fn outcome(outcome: ReportOutcome) -> &'static str {
    match outcome {
        ReportOutcome::Upheld => "Aceite",
        ReportOutcome::Dismissed => "Não aceite",
        ReportOutcome::Moot => "Apagado antes",
    }
}

fn erased(erased: Comments) -> &'static str {
    match erased {
        Comments::Delete => "Textos apagados",
        Comments::KeepAnonymously => "Mantidos sem nome",
    }
}

fn action(action: Action) -> &'static str {
    match action {
        Action::ApproveComment => "Aprovado",
        Action::RejectComment => "Rejeitado",
        Action::MarkSpam => "Marcado como spam",
        Action::RestoreComment => "Devolvido à fila",
        Action::RejectAllBy => "Todos os comentários rejeitados",
        Action::PinComment => "Fixado",
        Action::UnpinComment => "Já não fixado",
        Action::FeatureComment => "Destacado",
        Action::UnfeatureComment => "Já não destacado",
        Action::JudgeComment => "Avaliado por uma regra",
        Action::RemoveComment => "Removido",
        Action::EditComment => "Editado",
        Action::LockThread => "Conversa bloqueada",
        Action::CloseThread => "Conversa fechada",
        Action::ReopenThread => "Conversa reaberta",
        Action::LockBranch => "Respostas bloqueadas",
        Action::UnlockBranch => "Respostas desbloqueadas",
        Action::CreateEpisode => "Episódio criado",
        Action::UpdateEpisode => "Episódio alterado",
        Action::GiveRole => "Papel alterado",
        Action::InviteMember => "Alguém convidado",
        Action::WithdrawInvitation => "Convite retirado",
        Action::SetStanding => "Situação alterada",
        Action::UpdateSite => "Definições do site alteradas",
        Action::UpdateRules => "Regras alteradas",
        Action::UpdateWaysIn => "Formas de entrar alteradas",
        Action::AddProvider => "Fornecedor adicionado",
        Action::UpdateProvider => "Fornecedor alterado",
        Action::RemoveProvider => "Fornecedor removido",
        Action::AddSiteKey => "Chave do site adicionada",
        Action::RemoveSiteKey => "Chave do site removida",
        Action::UpdateMailTemplate => "Texto de uma mensagem alterado",
        Action::ConfirmGuest => "Comentário de convidado confirmado",
        Action::EraseMember => "Dados de uma pessoa apagados",
        Action::Undo => "Anulado",
        Action::ImportComments => "Comentários importados",
        Action::ExportSite => "Site inteiro exportado",
        Action::ClaimAuthor => "Autor importado reclamado",
    }
}

fn mail(mail: MailKind) -> &'static str {
    match mail {
        MailKind::ConfirmSignUp => "Para confirmar uma conta nova",
        MailKind::AlreadySignedUp => "Aviso de que já existe uma conta",
        MailKind::SignIn => "Para entrar",
        MailKind::VerifyEmail => "Para confirmar o endereço",
        MailKind::ResetPassword => "Para definir uma nova senha",
        MailKind::PasswordChanged => "Aviso de que a senha mudou",
        MailKind::ConfirmNewEmail => "Para confirmar o novo endereço",
        MailKind::ConfirmOldEmail => "Para deixar o endereço antigo",
        MailKind::EmailChanged => "Aviso de que o endereço mudou",
        MailKind::LinkIdentity => "Para ligar outra forma de entrar",
        MailKind::ConfirmGuest => "Para confirmar um comentário",
        MailKind::SecondFactorChanged => "Aviso de que o segundo fator mudou",
        MailKind::ErasurePlanned => "Aviso de que a conta será apagada",
        MailKind::ErasureWaits => "Aviso de que a conta ainda não foi apagada",
        MailKind::AccountErased => "Aviso de que a conta foi apagada",
        MailKind::MemberInvited => "Convite para um papel",
    }
}

fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::SignUp => "Para criar uma conta",
        Purpose::SignIn => "Para entrar",
        Purpose::VerifyEmail => "Para confirmar o endereço",
        Purpose::ResetPassword => "Para definir uma nova senha",
        Purpose::NewEmail => "Para confirmar o novo endereço",
        Purpose::OldEmail => "Para deixar o endereço antigo",
        Purpose::LinkIdentity => "Para ligar outra forma de entrar",
        Purpose::ConfirmGuest => "Para confirmar um comentário",
    }
}
