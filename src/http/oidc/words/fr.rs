//! French.
use super::{Reasons, Titled, Words};

pub(super) const WORDS: Words = Words {
    account: Titled {
        title: "Ce compte est-il à vous ?",
        line: "Un compte existe avec l’adresse {email}. S’il est à vous, prouvez-le une fois : {provider} y mènera désormais.",
    },
    password: "Mot de passe du compte",
    code: "Les six chiffres envoyés à cette adresse",
    it_is_mine: "Oui, il est à moi",
    send_code: "Envoyer un code à cette adresse",
    send_another: "Envoyer un autre code",
    begin_afresh: "Non, repartir de zéro",
    wrong_password: "Ce mot de passe n’est pas celui du compte.",
    wrong_code: "Ce code n’est pas le dernier envoyé, ou son temps est passé. Vérifiez, ou demandez-en un autre.",
    too_often: "Trop d’essais. Attendez {time}, puis réessayez.",
    seconds: "{number} s",
    minutes: "{number} min",
    link: Titled {
        title: "Associer à votre compte ?",
        line: "Désormais, quiconque se connecte avec cette identité de {provider} sera connecté en tant que {name}.",
    },
    link_it: "Oui, associer",
    cancel: "Annuler",
    signed_in: Titled {
        title: "Connexion réussie",
        line: "La connexion a réussi. Vous pouvez fermer cette fenêtre.",
    },
    linked: Titled {
        title: "C’est associé",
        line: "Cette identité est associée à votre compte. Vous pouvez fermer cette fenêtre.",
    },
    second_step: Titled {
        title: "La seconde étape",
        line: "Un instant.",
    },
    go_on: "Continuer",
    go_back: "Retour",
    not_signed_in: "Pas de connexion",
    alone: "La page qui a ouvert cette fenêtre n’est plus là. Revenez-y et connectez-vous de nouveau.",
    why: Reasons {
        not_found: "Cette adresse ne mène nulle part. Revenez à la page et réessayez.",
        stale: "Cette connexion n’est plus valable, ou a été commencée dans un autre navigateur. Revenez à la page et recommencez.",
        cancelled: "Vous avez renoncé : la connexion n’a pas eu lieu.",
        away: "Le service de connexion est injoignable. Réessayez plus tard, ou connectez-vous autrement.",
        refused: "Le service de connexion n’a pas dit qui vous êtes. Réessayez, ou connectez-vous autrement.",
        taken: "Cette identité est déjà associée à un autre compte.",
        limited: "Trop d’essais. Attendez une minute, puis réessayez.",
        wrong: "Quelque chose a échoué. Réessayez dans un instant.",
    },
};
