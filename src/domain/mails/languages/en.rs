//! English.
use super::{Changes, Counted, Kinds, Language, Roles, Words};

pub(super) const WORDS: Language = Language {
    tag: "en",
    direction: "ltr",
    or_code: "Or enter this code where you are asked for it:",
    code: "Your code:",
    validity: "This works once, within {{ good_for }}.",
    ignore: "If this was not you, ignore this mail: nothing will happen.",
    unexpected: "If you did not expect this, let it be: nothing will happen.",
    beware: "If this was not you, set a new password and tell those who run {{ site }}.",
    beware_moved: "If this was not you, write to those who run {{ site }} at once: from this address you can no longer set a password.",
    minutes: Counted::Two("# minute", "# minutes"),
    hours: Counted::Two("# hour", "# hours"),
    days: Counted::Two("# day", "# days"),
    changes: Changes {
        totp_added: "an authenticator app was set up",
        totp_removed: "the authenticator app was removed",
        passkey_added: "a passkey was added",
        passkey_removed: "a passkey was removed",
        recovery_codes_renewed: "new recovery codes took the place of the old ones",
        recovery_code_used: "a recovery code was used",
        reset: "those who run the service took all second factors away",
    },
    roles: Roles {
        moderator: "moderator",
        admin: "admin",
    },
    kinds: Kinds {
        confirm_sign_up: Words {
            subject: "Confirm your address for {{ site }}",
            lead: "Somebody is signing up to comment on {{ site }} with this address. If it is you, confirm that the address is yours.",
            action: "Confirm the address",
        },
        already_signed_up: Words {
            subject: "You have an account on {{ site }}",
            lead: "Somebody is signing up to comment on {{ site }} with this address, but there is an account with it. If it is you, sign in, or ask for a new password there.",
            action: "",
        },
        sign_in: Words {
            subject: "Sign in to {{ site }}",
            lead: "Here you sign in to comment on {{ site }}.",
            action: "Sign in",
        },
        verify_email: Words {
            subject: "Confirm your address for {{ site }}",
            lead: "Your account on {{ site }} has this address. Confirm that it is yours.",
            action: "Confirm the address",
        },
        reset_password: Words {
            subject: "Set a new password for {{ site }}",
            lead: "Somebody has asked for a new password for your account on {{ site }}.",
            action: "Set a new password",
        },
        password_changed: Words {
            subject: "Your password for {{ site }} was changed",
            lead: "The password of your account on {{ site }} was changed. You have been signed out everywhere else.",
            action: "",
        },
        confirm_new_email: Words {
            subject: "Confirm your new address for {{ site }}",
            lead: "The account “{{ name }}” on {{ site }} is to have this address in place of the one it has. If you have asked for that, confirm that this address is yours.",
            action: "Confirm the new address",
        },
        confirm_old_email: Words {
            subject: "Your address for {{ site }} is to change",
            lead: "Your account on {{ site }} is to have another address. Confirm that this is what you want.",
            action: "Confirm the change",
        },
        email_changed: Words {
            subject: "Your address for {{ site }} was changed",
            lead: "Your account on {{ site }} now has another address. Nothing more will be sent to this one.",
            action: "",
        },
        link_identity: Words {
            subject: "Is this you on {{ site }}?",
            lead: "Somebody who signed in to {{ site }} with {{ provider }} says that your account is theirs. If it is you, enter this code there.",
            action: "",
        },
        confirm_guest: Words {
            subject: "Confirm your comment on {{ site }}",
            lead: "Somebody has commented on {{ site }} with this address. If it is you, confirm it; before that nobody sees the comment.",
            action: "Confirm the comment",
        },
        second_factor_changed: Words {
            subject: "Your second factor for {{ site }} was changed",
            lead: "There is news of what proves who you are on {{ site }}, besides your password: {{ change }}.",
            action: "",
        },
        erasure_planned: Words {
            subject: "Your account on {{ site }} is to be erased",
            lead: "You have asked for your account on {{ site }} to be erased. This will happen on {{ day }}. Until then you can keep it: sign in and take the erasure back.",
            action: "Keep the account",
        },
        erasure_waits: Words {
            subject: "Your account on {{ site }} is not erased yet",
            lead: "Your account on {{ site }} was to be erased today, but you are the last admin of a site. Make somebody else its admin, and it will be erased; or sign in and take the erasure back.",
            action: "Keep the account",
        },
        account_erased: Words {
            subject: "Your account on {{ site }} was erased",
            lead: "Your account on {{ site }} was erased, with your name and your address. This is the last mail to you.",
            action: "",
        },
        member_invited: Words {
            subject: "An invitation to {{ site }}",
            lead: "You are invited to look after the comments on {{ site }}, in this role: {{ role }}. To accept, sign in or sign up there with exactly the e-mail address that this mail came to.",
            action: "Accept the invitation",
        },
    },
};
