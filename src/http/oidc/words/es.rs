//! Spanish.
use super::{Reasons, Titled, Words};

pub(super) const WORDS: Words = Words {
    account: Titled {
        title: "¿Es tuya esta cuenta?",
        line: "Ya hay una cuenta con la dirección {email}. Si es tuya, demuéstralo una vez: a partir de entonces, {provider} llevará a ella.",
    },
    password: "Contraseña de la cuenta",
    code: "Las seis cifras enviadas a esta dirección",
    it_is_mine: "Sí, es mía",
    send_code: "Enviar un código a esta dirección",
    send_another: "Enviar otro código",
    begin_afresh: "No, empezar de nuevo",
    wrong_password: "Esta no es la contraseña de la cuenta.",
    wrong_code: "Este código no es el último enviado o su plazo terminó. Míralo de nuevo o pide otro.",
    too_often: "Demasiados intentos. Espera {time} e inténtalo de nuevo.",
    seconds: "{number} s",
    minutes: "{number} min",
    link: Titled {
        title: "¿Vincular a tu cuenta?",
        line: "A partir de ahora, quien inicie sesión con esta identidad de {provider} entrará como {name}.",
    },
    link_it: "Sí, vincular",
    cancel: "Cancelar",
    signed_in: Titled {
        title: "Sesión iniciada",
        line: "Has iniciado sesión. Puedes cerrar esta ventana.",
    },
    linked: Titled {
        title: "Vinculada",
        line: "La identidad está vinculada a tu cuenta. Puedes cerrar esta ventana.",
    },
    second_step: Titled {
        title: "El segundo paso",
        line: "Un momento.",
    },
    go_on: "Continuar",
    go_back: "Volver",
    not_signed_in: "Sesión no iniciada",
    alone: "La página que abrió esta ventana ya no está. Vuelve a ella e inicia sesión de nuevo.",
    why: Reasons {
        not_found: "Esta dirección no lleva a ninguna parte. Vuelve a la página e inténtalo de nuevo.",
        stale: "Este inicio de sesión terminó o se empezó en otro navegador. Vuelve a la página y empieza de nuevo.",
        cancelled: "Has cancelado y no has iniciado sesión.",
        away: "No se puede llegar al servicio de inicio de sesión. Inténtalo más tarde o de otra manera.",
        refused: "El servicio de inicio de sesión no ha dicho quién eres. Inténtalo de nuevo o de otra manera.",
        taken: "Esta identidad ya está vinculada a otra cuenta.",
        limited: "Demasiados intentos. Espera un minuto e inténtalo de nuevo.",
        wrong: "Algo ha salido mal. Inténtalo de nuevo en un momento.",
    },
};
