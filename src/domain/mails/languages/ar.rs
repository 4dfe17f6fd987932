//! Arabic.
use super::{Changes, Counted, Kinds, Language, Roles, Words};

pub(super) const WORDS: Language = Language {
    tag: "ar",
    direction: "rtl",
    or_code: "أو أدخل هذا الرمز حيث يُطلب منك:",
    code: "رمزك:",
    validity: "يصلح هذا مرة واحدة، خلال {{ good_for }}.",
    ignore: "إن لم تكن أنت من طلب ذلك فتجاهل هذه الرسالة، ولن يحدث شيء.",
    unexpected: "إن لم تكن تتوقع هذه الدعوة فدعها، ولن يحدث شيء.",
    beware: "إن لم تكن أنت من فعل ذلك فعيّن كلمة مرور جديدة وأخبر القائمين على {{ site }}.",
    beware_moved: "إن لم تكن أنت من فعل ذلك فاكتب فورًا إلى القائمين على {{ site }}: لم يعد بإمكانك تعيين كلمة مرور من هذا العنوان.",
    minutes: Counted::Five(["دقيقة واحدة", "دقيقتين", "# دقائق", "# دقيقة", "# دقيقة"]),
    hours: Counted::Five(["ساعة واحدة", "ساعتين", "# ساعات", "# ساعة", "# ساعة"]),
    days: Counted::Five(["يوم واحد", "يومين", "# أيام", "# يومًا", "# يوم"]),
    changes: Changes {
        totp_added: "أُعدّ تطبيق مصادقة",
        totp_removed: "أُزيل تطبيق المصادقة",
        passkey_added: "أُضيف مفتاح مرور",
        passkey_removed: "أُزيل مفتاح مرور",
        recovery_codes_renewed: "حلّت رموز استرداد جديدة محل القديمة",
        recovery_code_used: "استُخدم رمز استرداد",
        reset: "أزال القائمون على الخدمة كل العوامل الثانية",
    },
    roles: Roles {
        moderator: "مشرف",
        admin: "مدير",
    },
    kinds: Kinds {
        confirm_sign_up: Words {
            subject: "أكّد عنوانك في {{ site }}",
            lead: "يسجّل شخص ما بهذا العنوان للتعليق في {{ site }}. إن كنت أنت فأكّد أن العنوان لك.",
            action: "تأكيد العنوان",
        },
        already_signed_up: Words {
            subject: "لديك حساب في {{ site }}",
            lead: "يريد شخص ما التسجيل في {{ site }} بهذا العنوان، لكن له حسابًا بالفعل. إن كنت أنت فسجّل الدخول، أو اطلب هناك كلمة مرور جديدة.",
            action: "",
        },
        sign_in: Words {
            subject: "تسجيل الدخول إلى {{ site }}",
            lead: "بهذا تسجّل الدخول للتعليق في {{ site }}.",
            action: "تسجيل الدخول",
        },
        verify_email: Words {
            subject: "أكّد عنوانك في {{ site }}",
            lead: "لحسابك في {{ site }} هذا العنوان. أكّد أنه لك.",
            action: "تأكيد العنوان",
        },
        reset_password: Words {
            subject: "كلمة مرور جديدة في {{ site }}",
            lead: "طلب شخص ما كلمة مرور جديدة لحسابك في {{ site }}.",
            action: "تعيين كلمة مرور جديدة",
        },
        password_changed: Words {
            subject: "تغيّرت كلمة مرورك في {{ site }}",
            lead: "تغيّرت كلمة مرور حسابك في {{ site }}، وأُنهيت جلساتك في كل مكان آخر.",
            action: "",
        },
        confirm_new_email: Words {
            subject: "أكّد عنوانك الجديد في {{ site }}",
            lead: "سيصبح هذا عنوان الحساب «{{ name }}» في {{ site }} بدلًا من عنوانه الحالي. إن كنت قد طلبت ذلك فأكّد أن هذا العنوان لك.",
            action: "تأكيد العنوان الجديد",
        },
        confirm_old_email: Words {
            subject: "سيتغيّر عنوانك في {{ site }}",
            lead: "سيكون لحسابك في {{ site }} عنوان آخر. أكّد أنك تريد ذلك.",
            action: "تأكيد التغيير",
        },
        email_changed: Words {
            subject: "تغيّر عنوانك في {{ site }}",
            lead: "صار لحسابك في {{ site }} عنوان آخر، ولن يُرسل شيء بعد الآن إلى هذا العنوان.",
            action: "",
        },
        link_identity: Words {
            subject: "هل هذا أنت في {{ site }}؟",
            lead: "يقول شخص سجّل الدخول إلى {{ site }} عن طريق {{ provider }} إن حسابك له. إن كنت أنت فأدخل هذا الرمز هناك.",
            action: "",
        },
        confirm_guest: Words {
            subject: "أكّد تعليقك في {{ site }}",
            lead: "علّق شخص ما في {{ site }} بهذا العنوان. إن كنت أنت فأكّد ذلك؛ ولا يرى أحد التعليق قبل ذلك.",
            action: "تأكيد التعليق",
        },
        second_factor_changed: Words {
            subject: "تغيّر عاملك الثاني في {{ site }}",
            lead: "هناك جديد فيما تثبت به هويتك في {{ site }} إلى جانب كلمة المرور: {{ change }}.",
            action: "",
        },
        erasure_planned: Words {
            subject: "سيُحذف حسابك في {{ site }}",
            lead: "طلبتَ حذف حسابك في {{ site }}، وسيحدث ذلك في {{ day }}. يمكنك الاحتفاظ به حتى ذلك الحين: سجّل الدخول وألغِ الحذف.",
            action: "الاحتفاظ بالحساب",
        },
        erasure_waits: Words {
            subject: "لم يُحذف حسابك في {{ site }} بعد",
            lead: "كان حسابك في {{ site }} سيُحذف اليوم، لكنك آخر مدير لأحد المواقع. عيّن مديرًا غيرك فيُحذف الحساب، أو سجّل الدخول وألغِ الحذف.",
            action: "الاحتفاظ بالحساب",
        },
        account_erased: Words {
            subject: "حُذف حسابك في {{ site }}",
            lead: "حُذف حسابك في {{ site }} مع اسمك وعنوانك. هذه آخر رسالة إليك.",
            action: "",
        },
        member_invited: Words {
            subject: "دعوة من {{ site }}",
            lead: "أنت مدعو إلى رعاية التعليقات على {{ site }} بهذا الدور: {{ role }}. لقبول الدعوة سجّل الدخول هناك أو أنشئ حسابًا بعنوان البريد نفسه الذي وصلت إليه هذه الرسالة.",
            action: "قبول الدعوة",
        },
    },
};
