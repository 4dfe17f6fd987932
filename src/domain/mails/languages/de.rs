//! German.
use super::{Changes, Counted, Kinds, Language, Roles, Words};

pub(super) const WORDS: Language = Language {
    tag: "de",
    direction: "ltr",
    or_code: "Oder geben Sie diesen Code dort ein, wo danach gefragt wird:",
    code: "Ihr Code:",
    validity: "Das gilt einmal und nur {{ good_for }} lang.",
    ignore: "Wenn Sie das nicht waren, tun Sie nichts: Dann geschieht auch nichts.",
    unexpected: "Wenn Sie nicht damit gerechnet haben, tun Sie nichts: Dann geschieht auch nichts.",
    beware: "Wenn Sie das nicht waren, setzen Sie ein neues Passwort und sagen Sie es denen, die {{ site }} betreiben.",
    beware_moved: "Wenn Sie das nicht waren, schreiben Sie sofort denen, die {{ site }} betreiben: Über diese Adresse können Sie kein Passwort mehr setzen.",
    minutes: Counted::Two("# Minute", "# Minuten"),
    hours: Counted::Two("# Stunde", "# Stunden"),
    days: Counted::Two("# Tag", "# Tage"),
    changes: Changes {
        totp_added: "eine Authenticator-App wurde eingerichtet",
        totp_removed: "die Authenticator-App wurde entfernt",
        passkey_added: "ein Passkey kam hinzu",
        passkey_removed: "ein Passkey wurde entfernt",
        recovery_codes_renewed: "neue Wiederherstellungscodes haben die alten ersetzt",
        recovery_code_used: "ein Wiederherstellungscode wurde benutzt",
        reset: "die Betreiber des Dienstes haben alle zweiten Faktoren entfernt",
    },
    roles: Roles {
        moderator: "Moderation",
        admin: "Verwaltung",
    },
    kinds: Kinds {
        confirm_sign_up: Words {
            subject: "Bestätigen Sie Ihre Adresse für {{ site }}",
            lead: "Jemand meldet sich mit dieser Adresse an, um auf {{ site }} zu kommentieren. Wenn Sie das sind, bestätigen Sie, dass die Adresse Ihnen gehört.",
            action: "Adresse bestätigen",
        },
        already_signed_up: Words {
            subject: "Sie haben ein Konto bei {{ site }}",
            lead: "Jemand will mit dieser Adresse ein Konto bei {{ site }} anlegen, aber es gibt schon eines. Wenn Sie das sind, melden Sie sich an oder lassen Sie sich dort ein neues Passwort schicken.",
            action: "",
        },
        sign_in: Words {
            subject: "Anmelden bei {{ site }}",
            lead: "Hiermit melden Sie sich an, um auf {{ site }} zu kommentieren.",
            action: "Anmelden",
        },
        verify_email: Words {
            subject: "Bestätigen Sie Ihre Adresse für {{ site }}",
            lead: "Ihr Konto bei {{ site }} hat diese Adresse. Bestätigen Sie, dass sie Ihnen gehört.",
            action: "Adresse bestätigen",
        },
        reset_password: Words {
            subject: "Neues Passwort für {{ site }}",
            lead: "Jemand hat um ein neues Passwort für Ihr Konto bei {{ site }} gebeten.",
            action: "Neues Passwort setzen",
        },
        password_changed: Words {
            subject: "Ihr Passwort für {{ site }} wurde geändert",
            lead: "Das Passwort Ihres Kontos bei {{ site }} wurde geändert. Überall sonst sind Sie nun abgemeldet.",
            action: "",
        },
        confirm_new_email: Words {
            subject: "Bestätigen Sie Ihre neue Adresse für {{ site }}",
            lead: "Das Konto „{{ name }}“ bei {{ site }} soll statt seiner bisherigen diese Adresse bekommen. Wenn Sie darum gebeten haben, bestätigen Sie, dass sie Ihnen gehört.",
            action: "Neue Adresse bestätigen",
        },
        confirm_old_email: Words {
            subject: "Ihre Adresse für {{ site }} soll sich ändern",
            lead: "Ihr Konto bei {{ site }} soll eine andere Adresse bekommen. Bestätigen Sie, dass Sie das wollen.",
            action: "Änderung bestätigen",
        },
        email_changed: Words {
            subject: "Ihre Adresse für {{ site }} wurde geändert",
            lead: "Ihr Konto bei {{ site }} hat jetzt eine andere Adresse. An diese hier kommt nichts mehr.",
            action: "",
        },
        link_identity: Words {
            subject: "Sind Sie das bei {{ site }}?",
            lead: "Jemand, der sich bei {{ site }} mit {{ provider }} angemeldet hat, sagt, Ihr Konto sei seines. Wenn Sie das sind, geben Sie dort diesen Code ein.",
            action: "",
        },
        confirm_guest: Words {
            subject: "Bestätigen Sie Ihren Kommentar auf {{ site }}",
            lead: "Jemand hat mit dieser Adresse auf {{ site }} kommentiert. Wenn Sie das waren, bestätigen Sie es; vorher sieht niemand den Kommentar.",
            action: "Kommentar bestätigen",
        },
        second_factor_changed: Words {
            subject: "Ihr zweiter Faktor für {{ site }} wurde geändert",
            lead: "Es gibt Neues zu dem, womit Sie bei {{ site }} außer dem Passwort zeigen, wer Sie sind: {{ change }}.",
            action: "",
        },
        erasure_planned: Words {
            subject: "Ihr Konto bei {{ site }} wird gelöscht",
            lead: "Sie haben darum gebeten, Ihr Konto bei {{ site }} zu löschen. Das geschieht am {{ day }}. Bis dahin können Sie es behalten: Melden Sie sich an und nehmen Sie die Löschung zurück.",
            action: "Konto behalten",
        },
        erasure_waits: Words {
            subject: "Ihr Konto bei {{ site }} ist noch nicht gelöscht",
            lead: "Ihr Konto bei {{ site }} sollte heute gelöscht werden, aber Sie verwalten eine Website als Letzter. Übergeben Sie die Verwaltung an jemand anderen, dann wird es gelöscht; oder melden Sie sich an und nehmen Sie die Löschung zurück.",
            action: "Konto behalten",
        },
        account_erased: Words {
            subject: "Ihr Konto bei {{ site }} wurde gelöscht",
            lead: "Ihr Konto bei {{ site }} wurde gelöscht, mit Ihrem Namen und Ihrer Adresse. Dies ist die letzte Mail an Sie.",
            action: "",
        },
        member_invited: Words {
            subject: "Eine Einladung von {{ site }}",
            lead: "Sie sind eingeladen, sich um die Kommentare auf {{ site }} zu kümmern, in dieser Rolle: {{ role }}. Nehmen Sie an, indem Sie sich dort mit genau der E-Mail-Adresse anmelden oder registrieren, an die diese Mail gegangen ist.",
            action: "Einladung annehmen",
        },
    },
};
