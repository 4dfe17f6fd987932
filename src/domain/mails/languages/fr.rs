//! French.
use super::{Changes, Counted, Kinds, Language, Roles, Words};

pub(super) const WORDS: Language = Language {
    tag: "fr",
    direction: "ltr",
    or_code: "Ou saisissez ce code là où il vous est demandé :",
    code: "Votre code :",
    validity: "Valable une seule fois, pendant {{ good_for }}.",
    ignore: "Si ce n’était pas vous, ignorez ce message : il ne se passera rien.",
    unexpected: "Si vous ne vous y attendiez pas, laissez ce message : il ne se passera rien.",
    beware: "Si ce n’était pas vous, choisissez un nouveau mot de passe et prévenez les responsables de {{ site }}.",
    beware_moved: "Si ce n’était pas vous, écrivez tout de suite aux responsables de {{ site }} : cette adresse ne permet plus de choisir un mot de passe.",
    minutes: Counted::Two("# minute", "# minutes"),
    hours: Counted::Two("# heure", "# heures"),
    days: Counted::Two("# jour", "# jours"),
    changes: Changes {
        totp_added: "une application d’authentification a été configurée",
        totp_removed: "l’application d’authentification a été retirée",
        passkey_added: "une clé d’accès a été ajoutée",
        passkey_removed: "une clé d’accès a été retirée",
        recovery_codes_renewed: "de nouveaux codes de secours remplacent les anciens",
        recovery_code_used: "un code de secours a été utilisé",
        reset: "les responsables du service ont retiré tous les seconds facteurs",
    },
    roles: Roles {
        moderator: "modération",
        admin: "administration",
    },
    kinds: Kinds {
        confirm_sign_up: Words {
            subject: "Confirmez votre adresse pour {{ site }}",
            lead: "Quelqu’un s’inscrit avec cette adresse pour commenter sur {{ site }}. Si c’est vous, confirmez que l’adresse est la vôtre.",
            action: "Confirmer l’adresse",
        },
        already_signed_up: Words {
            subject: "Vous avez un compte sur {{ site }}",
            lead: "Quelqu’un veut s’inscrire sur {{ site }} avec cette adresse, mais elle a déjà un compte. Si c’est vous, connectez-vous ou demandez-y un nouveau mot de passe.",
            action: "",
        },
        sign_in: Words {
            subject: "Connexion à {{ site }}",
            lead: "Voici de quoi vous connecter pour commenter sur {{ site }}.",
            action: "Se connecter",
        },
        verify_email: Words {
            subject: "Confirmez votre adresse pour {{ site }}",
            lead: "Votre compte sur {{ site }} porte cette adresse. Confirmez qu’elle est la vôtre.",
            action: "Confirmer l’adresse",
        },
        reset_password: Words {
            subject: "Nouveau mot de passe pour {{ site }}",
            lead: "Quelqu’un a demandé un nouveau mot de passe pour votre compte sur {{ site }}.",
            action: "Choisir un mot de passe",
        },
        password_changed: Words {
            subject: "Votre mot de passe pour {{ site }} a changé",
            lead: "Le mot de passe de votre compte sur {{ site }} a été changé. Vous avez été déconnecté partout ailleurs.",
            action: "",
        },
        confirm_new_email: Words {
            subject: "Confirmez votre nouvelle adresse pour {{ site }}",
            lead: "Le compte « {{ name }} » sur {{ site }} doit avoir cette adresse à la place de la sienne. Si vous l’avez demandé, confirmez que cette adresse est la vôtre.",
            action: "Confirmer la nouvelle adresse",
        },
        confirm_old_email: Words {
            subject: "Votre adresse pour {{ site }} va changer",
            lead: "Votre compte sur {{ site }} doit recevoir une autre adresse. Confirmez que vous le voulez.",
            action: "Confirmer le changement",
        },
        email_changed: Words {
            subject: "Votre adresse pour {{ site }} a changé",
            lead: "Votre compte sur {{ site }} a maintenant une autre adresse. Rien ne sera plus envoyé à celle-ci.",
            action: "",
        },
        link_identity: Words {
            subject: "Est-ce vous sur {{ site }} ?",
            lead: "Quelqu’un qui s’est connecté à {{ site }} avec {{ provider }} dit que votre compte est le sien. Si c’est vous, saisissez-y ce code.",
            action: "",
        },
        confirm_guest: Words {
            subject: "Confirmez votre commentaire sur {{ site }}",
            lead: "Quelqu’un a commenté sur {{ site }} avec cette adresse. Si c’est vous, confirmez-le ; d’ici là, personne ne voit le commentaire.",
            action: "Confirmer le commentaire",
        },
        second_factor_changed: Words {
            subject: "Votre second facteur pour {{ site }} a changé",
            lead: "Il y a du nouveau pour ce qui prouve votre identité sur {{ site }} en plus du mot de passe : {{ change }}.",
            action: "",
        },
        erasure_planned: Words {
            subject: "Votre compte sur {{ site }} va être effacé",
            lead: "Vous avez demandé l’effacement de votre compte sur {{ site }}. Il aura lieu le {{ day }}. D’ici là, vous pouvez le garder : connectez-vous et annulez l’effacement.",
            action: "Garder le compte",
        },
        erasure_waits: Words {
            subject: "Votre compte sur {{ site }} n’est pas encore effacé",
            lead: "Votre compte sur {{ site }} devait être effacé aujourd’hui, mais vous êtes la dernière personne à administrer un site. Confiez-en l’administration à quelqu’un d’autre, et il sera effacé ; ou connectez-vous et annulez l’effacement.",
            action: "Garder le compte",
        },
        account_erased: Words {
            subject: "Votre compte sur {{ site }} a été effacé",
            lead: "Votre compte sur {{ site }} a été effacé, avec votre nom et votre adresse. Ce message est le dernier.",
            action: "",
        },
        member_invited: Words {
            subject: "Une invitation de {{ site }}",
            lead: "Vous êtes invité à vous occuper des commentaires de {{ site }}, avec ce rôle : {{ role }}. Pour accepter, connectez-vous ou inscrivez-vous là-bas avec exactement l’adresse e-mail à laquelle ce message a été envoyé.",
            action: "Accepter l’invitation",
        },
    },
};
