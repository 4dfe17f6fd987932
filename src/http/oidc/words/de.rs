//! German.
use super::{Reasons, Titled, Words};

pub(super) const WORDS: Words = Words {
    account: Titled {
        title: "Ist das dein Konto?",
        line: "Zur Adresse {email} gibt es schon ein Konto. Wenn es deines ist, weise das einmal nach: Von da an führt {provider} dorthin.",
    },
    password: "Passwort des Kontos",
    code: "Die sechs Ziffern aus der Mail an diese Adresse",
    it_is_mine: "Ja, das ist meines",
    send_code: "Code an diese Adresse mailen",
    send_another: "Noch einen Code mailen",
    begin_afresh: "Nein, neu anfangen",
    wrong_password: "Das ist nicht das Passwort des Kontos.",
    wrong_code: "Dieser Code ist nicht der zuletzt gemailte, oder seine Zeit ist um. Sieh noch einmal nach oder lass dir einen neuen mailen.",
    too_often: "Zu viele Versuche. Warte {time} und versuch es noch einmal.",
    seconds: "{number} Sek.",
    minutes: "{number} Min.",
    link: Titled {
        title: "Mit deinem Konto verknüpfen?",
        line: "Wer sich von jetzt an mit dieser Identität bei {provider} anmeldet, ist als {name} angemeldet.",
    },
    link_it: "Ja, verknüpfen",
    cancel: "Abbrechen",
    signed_in: Titled {
        title: "Angemeldet",
        line: "Du bist angemeldet. Du kannst dieses Fenster schließen.",
    },
    linked: Titled {
        title: "Verknüpft",
        line: "Die Anmeldung ist mit deinem Konto verknüpft. Du kannst dieses Fenster schließen.",
    },
    second_step: Titled {
        title: "Der zweite Schritt",
        line: "Einen Moment.",
    },
    go_on: "Weiter",
    go_back: "Zurück",
    not_signed_in: "Nicht angemeldet",
    alone: "Die Seite, die dieses Fenster geöffnet hat, ist nicht mehr da. Geh zu ihr zurück und melde dich noch einmal an.",
    why: Reasons {
        not_found: "Diese Adresse führt nirgendwohin. Geh zurück zu der Seite und versuch es noch einmal.",
        stale: "Diese Anmeldung ist vorbei oder wurde in einem anderen Browser begonnen. Geh zurück zu der Seite und fang noch einmal an.",
        cancelled: "Du hast abgebrochen und bist nicht angemeldet.",
        away: "Der Anmeldedienst ist nicht erreichbar. Versuch es später noch einmal oder auf einem anderen Weg.",
        refused: "Der Anmeldedienst hat nicht gesagt, wer du bist. Versuch es noch einmal oder auf einem anderen Weg.",
        taken: "Das ist schon mit einem anderen Konto verknüpft.",
        limited: "Zu viele Versuche. Warte eine Minute und versuch es noch einmal.",
        wrong: "Etwas ist schiefgegangen. Versuch es gleich noch einmal.",
    },
};
