//! Spanish.
use super::{Changes, Counted, Kinds, Language, Roles, Words};

pub(super) const WORDS: Language = Language {
    tag: "es",
    direction: "ltr",
    or_code: "O escribe este código donde te lo pidan:",
    code: "Tu código:",
    validity: "Sirve una sola vez, durante {{ good_for }}.",
    ignore: "Si no fuiste tú, no hagas caso de este mensaje: no pasará nada.",
    unexpected: "Si no lo esperabas, no hagas caso de este mensaje: no pasará nada.",
    beware: "Si no fuiste tú, pon una contraseña nueva y avisa a quienes llevan {{ site }}.",
    beware_moved: "Si no fuiste tú, escribe enseguida a quienes llevan {{ site }}: con esta dirección ya no puedes poner una contraseña.",
    minutes: Counted::Two("# minuto", "# minutos"),
    hours: Counted::Two("# hora", "# horas"),
    days: Counted::Two("# día", "# días"),
    changes: Changes {
        totp_added: "se configuró una aplicación de autenticación",
        totp_removed: "se quitó la aplicación de autenticación",
        passkey_added: "se añadió una llave de acceso",
        passkey_removed: "se quitó una llave de acceso",
        recovery_codes_renewed: "unos códigos de recuperación nuevos sustituyen a los anteriores",
        recovery_code_used: "se usó un código de recuperación",
        reset: "quienes gestionan el servicio quitaron todos los segundos factores",
    },
    roles: Roles {
        moderator: "moderación",
        admin: "administración",
    },
    kinds: Kinds {
        confirm_sign_up: Words {
            subject: "Confirma tu dirección para {{ site }}",
            lead: "Alguien se registra con esta dirección para comentar en {{ site }}. Si eres tú, confirma que la dirección es tuya.",
            action: "Confirmar la dirección",
        },
        already_signed_up: Words {
            subject: "Ya tienes una cuenta en {{ site }}",
            lead: "Alguien quiere registrarse en {{ site }} con esta dirección, pero ya tiene una cuenta. Si eres tú, entra o pide allí una contraseña nueva.",
            action: "",
        },
        sign_in: Words {
            subject: "Entrar en {{ site }}",
            lead: "Con esto entras para comentar en {{ site }}.",
            action: "Entrar",
        },
        verify_email: Words {
            subject: "Confirma tu dirección para {{ site }}",
            lead: "Tu cuenta en {{ site }} tiene esta dirección. Confirma que es tuya.",
            action: "Confirmar la dirección",
        },
        reset_password: Words {
            subject: "Contraseña nueva para {{ site }}",
            lead: "Alguien ha pedido una contraseña nueva para tu cuenta en {{ site }}.",
            action: "Poner una contraseña nueva",
        },
        password_changed: Words {
            subject: "Tu contraseña para {{ site }} ha cambiado",
            lead: "Se ha cambiado la contraseña de tu cuenta en {{ site }}. Tu sesión se ha cerrado en todos los demás lugares.",
            action: "",
        },
        confirm_new_email: Words {
            subject: "Confirma tu dirección nueva para {{ site }}",
            lead: "La cuenta «{{ name }}» de {{ site }} va a tener esta dirección en lugar de la suya. Si lo has pedido tú, confirma que esta dirección es tuya.",
            action: "Confirmar la dirección nueva",
        },
        confirm_old_email: Words {
            subject: "Tu dirección para {{ site }} va a cambiar",
            lead: "Tu cuenta en {{ site }} va a tener otra dirección. Confirma que es lo que quieres.",
            action: "Confirmar el cambio",
        },
        email_changed: Words {
            subject: "Tu dirección para {{ site }} ha cambiado",
            lead: "Tu cuenta en {{ site }} tiene ahora otra dirección. A esta no llegará nada más.",
            action: "",
        },
        link_identity: Words {
            subject: "¿Eres tú en {{ site }}?",
            lead: "Alguien que ha entrado en {{ site }} con {{ provider }} dice que tu cuenta es suya. Si eres tú, escribe allí este código.",
            action: "",
        },
        confirm_guest: Words {
            subject: "Confirma tu comentario en {{ site }}",
            lead: "Alguien ha comentado en {{ site }} con esta dirección. Si eres tú, confírmalo; hasta entonces nadie ve el comentario.",
            action: "Confirmar el comentario",
        },
        second_factor_changed: Words {
            subject: "Tu segundo factor para {{ site }} ha cambiado",
            lead: "Hay novedades en aquello con lo que demuestras quién eres en {{ site }}, además de la contraseña: {{ change }}.",
            action: "",
        },
        erasure_planned: Words {
            subject: "Tu cuenta en {{ site }} se va a borrar",
            lead: "Has pedido que se borre tu cuenta en {{ site }}. Se borrará el {{ day }}. Hasta entonces puedes conservarla: entra y anula el borrado.",
            action: "Conservar la cuenta",
        },
        erasure_waits: Words {
            subject: "Tu cuenta en {{ site }} aún no se ha borrado",
            lead: "Tu cuenta en {{ site }} iba a borrarse hoy, pero eres la última persona que administra un sitio. Nombra a otra y se borrará; o entra y anula el borrado.",
            action: "Conservar la cuenta",
        },
        account_erased: Words {
            subject: "Tu cuenta en {{ site }} se ha borrado",
            lead: "Tu cuenta en {{ site }} se ha borrado, con tu nombre y tu dirección. Este es el último mensaje.",
            action: "",
        },
        member_invited: Words {
            subject: "Una invitación de {{ site }}",
            lead: "Te han invitado a ocuparte de los comentarios de {{ site }}, con este papel: {{ role }}. Para aceptar, entra o regístrate allí exactamente con la dirección de correo a la que ha llegado este mensaje.",
            action: "Aceptar la invitación",
        },
    },
};
