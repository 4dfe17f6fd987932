//! Portuguese.
use super::{Changes, Counted, Kinds, Language, Roles, Words};

pub(super) const WORDS: Language = Language {
    tag: "pt",
    direction: "ltr",
    or_code: "Ou escreva este código onde ele for pedido:",
    code: "O seu código:",
    validity: "Vale uma só vez, durante {{ good_for }}.",
    ignore: "Se não foi você, ignore esta mensagem: nada vai acontecer.",
    unexpected: "Se não esperava isto, ignore esta mensagem: nada vai acontecer.",
    beware: "Se não foi você, defina uma nova senha e avise quem cuida de {{ site }}.",
    beware_moved: "Se não foi você, escreva já a quem cuida de {{ site }}: com este endereço já não pode definir uma senha.",
    minutes: Counted::Two("# minuto", "# minutos"),
    hours: Counted::Two("# hora", "# horas"),
    days: Counted::Two("# dia", "# dias"),
    changes: Changes {
        totp_added: "uma aplicação de autenticação foi configurada",
        totp_removed: "a aplicação de autenticação foi removida",
        passkey_added: "uma chave de acesso foi adicionada",
        passkey_removed: "uma chave de acesso foi removida",
        recovery_codes_renewed: "novos códigos de recuperação substituíram os antigos",
        recovery_code_used: "um código de recuperação foi usado",
        reset: "os responsáveis pelo serviço removeram todos os segundos fatores",
    },
    roles: Roles {
        moderator: "moderação",
        admin: "administração",
    },
    kinds: Kinds {
        confirm_sign_up: Words {
            subject: "Confirme o seu endereço para {{ site }}",
            lead: "Alguém está a registar-se com este endereço para comentar em {{ site }}. Se for você, confirme que o endereço é seu.",
            action: "Confirmar o endereço",
        },
        already_signed_up: Words {
            subject: "Você tem uma conta em {{ site }}",
            lead: "Alguém quer registar-se em {{ site }} com este endereço, mas ele já tem uma conta. Se for você, entre ou peça lá uma nova senha.",
            action: "",
        },
        sign_in: Words {
            subject: "Entrar em {{ site }}",
            lead: "Com isto você entra para comentar em {{ site }}.",
            action: "Entrar",
        },
        verify_email: Words {
            subject: "Confirme o seu endereço para {{ site }}",
            lead: "A sua conta em {{ site }} tem este endereço. Confirme que ele é seu.",
            action: "Confirmar o endereço",
        },
        reset_password: Words {
            subject: "Nova senha para {{ site }}",
            lead: "Alguém pediu uma nova senha para a sua conta em {{ site }}.",
            action: "Definir uma nova senha",
        },
        password_changed: Words {
            subject: "A sua senha para {{ site }} mudou",
            lead: "A senha da sua conta em {{ site }} foi mudada. A sua sessão terminou em todos os outros lugares.",
            action: "",
        },
        confirm_new_email: Words {
            subject: "Confirme o seu novo endereço para {{ site }}",
            lead: "A conta “{{ name }}” em {{ site }} vai ter este endereço no lugar do atual. Se foi você que pediu, confirme que este endereço é seu.",
            action: "Confirmar o novo endereço",
        },
        confirm_old_email: Words {
            subject: "O seu endereço para {{ site }} vai mudar",
            lead: "A sua conta em {{ site }} vai ter outro endereço. Confirme que é isso que quer.",
            action: "Confirmar a mudança",
        },
        email_changed: Words {
            subject: "O seu endereço para {{ site }} mudou",
            lead: "A sua conta em {{ site }} tem agora outro endereço. Para este não será enviado mais nada.",
            action: "",
        },
        link_identity: Words {
            subject: "É você em {{ site }}?",
            lead: "Alguém que entrou em {{ site }} com {{ provider }} diz que a sua conta lhe pertence. Se for você, escreva lá este código.",
            action: "",
        },
        confirm_guest: Words {
            subject: "Confirme o seu comentário em {{ site }}",
            lead: "Alguém comentou em {{ site }} com este endereço. Se for você, confirme-o; até lá ninguém vê o comentário.",
            action: "Confirmar o comentário",
        },
        second_factor_changed: Words {
            subject: "O seu segundo fator para {{ site }} mudou",
            lead: "Há novidades naquilo com que você mostra quem é em {{ site }}, além da senha: {{ change }}.",
            action: "",
        },
        erasure_planned: Words {
            subject: "A sua conta em {{ site }} será apagada",
            lead: "Pediu que a sua conta em {{ site }} fosse apagada. Isso acontecerá em {{ day }}. Até lá pode mantê-la: entre e anule o pedido.",
            action: "Manter a conta",
        },
        erasure_waits: Words {
            subject: "A sua conta em {{ site }} ainda não foi apagada",
            lead: "A sua conta em {{ site }} deveria ser apagada hoje, mas é a última pessoa a administrar um site. Nomeie outra e ela será apagada; ou entre e anule o pedido.",
            action: "Manter a conta",
        },
        account_erased: Words {
            subject: "A sua conta em {{ site }} foi apagada",
            lead: "A sua conta em {{ site }} foi apagada, com o seu nome e o seu endereço. Esta é a última mensagem.",
            action: "",
        },
        member_invited: Words {
            subject: "Um convite de {{ site }}",
            lead: "Recebeu um convite para cuidar dos comentários de {{ site }}, com este papel: {{ role }}. Para aceitar, entre ou registe-se lá exatamente com o endereço de e-mail a que esta mensagem chegou.",
            action: "Aceitar o convite",
        },
    },
};
