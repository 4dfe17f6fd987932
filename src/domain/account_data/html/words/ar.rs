//! Arabic.
use super::{Values, Words};
use crate::{
    domain::erasure::Comments,
    model::{
        Action, HoldReason, MailKind, Purpose, ReportOutcome, ReportReason, Role, SessionKind,
        Standing, Status,
    },
};

pub(super) const WORDS: Words = Words {
    tag: "ar",
    direction: "rtl",
    title: "بياناتك في {site}",
    made: "أُعدّ في {when}.",
    contents: "المحتويات",
    nothing: "لا شيء.",
    download: "التنزيل",
    over: "استُعمل هذا التنزيل أو انتهى وقته. اطلب غيره.",
    readme: "account-data.html صفحة للقراءة والطباعة، ولا تحتاج إلى اتصال.\n\
             account-data.json فيه الشيء نفسه للبرامج، مع معرّفات أكثر.\n\n\
             هذا كل ما يحفظه هذا الموقع عنك. أما الآخرون فلا يظهرون إلا بمعرّفاتهم.\n\
             احفظ هذه الملفات حيث لا يقرؤها غيرك.",
    headings: &[
        ("account", "الحساب"),
        ("member", "في هذا الموقع"),
        ("identities", "طرق أخرى لتسجيل الدخول"),
        ("passkeys", "مفاتيح المرور"),
        ("sessions", "جلسات الدخول"),
        ("mutes", "من كتمتهم"),
        ("votes", "أصواتك"),
        ("reports", "بلاغاتك"),
        ("decisions", "قرارات تخصّك"),
        ("actions", "ما فعلته مشرفًا"),
        ("claims", "تعليقات تقرؤها مشرفًا"),
        ("importedAuthors", "أنت في أنظمة أخرى"),
        ("proofs", "عناوين تنتظر التأكيد"),
        ("mails", "رسائل إليك"),
        ("invitations", "دعوات لك"),
        ("guestComments", "تعليقات تنتظر التأكيد"),
        ("comments", "تعليقاتك"),
    ],
    labels: &[
        ("displayName", "الاسم"),
        ("email", "البريد الإلكتروني"),
        ("emailVerifiedAt", "تأكّد العنوان في"),
        ("accountSince", "أُنشئ الحساب في"),
        ("memberSince", "هنا منذ"),
        ("linkedAt", "رُبط في"),
        ("addedAt", "أُضيف في"),
        ("begunAt", "بدأت في"),
        ("mutedAt", "كُتم في"),
        ("votedAt", "صوّتّ في"),
        ("reportedAt", "أبلغت في"),
        ("doneAt", "جرى في"),
        ("askedAt", "طُلب في"),
        ("preparedAt", "أُعدّت في"),
        ("writtenAt", "كُتب في"),
        ("totpSince", "تطبيق المصادقة منذ"),
        ("recoveryCodesLeft", "رموز الاسترداد الباقية"),
        ("erasureAt", "سيُحذف في"),
        ("erasureComments", "تعليقاتك عندئذ"),
        ("role", "الدور"),
        ("pictureData", "الصورة"),
        ("pictureSource", "مصدر الصورة"),
        ("standing", "الحال"),
        ("standingUntil", "الحال حتى"),
        ("standingReason", "السبب"),
        ("reportsUpheld", "بلاغات قُبلت"),
        ("reportsDismissed", "بلاغات لم تُقبل"),
        ("provider", "المزوّد"),
        ("subject", "المعرّف هناك"),
        ("lastUsedAt", "آخر استعمال"),
        ("name", "الاسم"),
        ("device", "الجهاز"),
        ("country", "البلد"),
        ("kind", "النوع"),
        ("endedAt", "انتهت في"),
        ("authorId", "الشخص"),
        ("commentId", "التعليق"),
        ("reason", "السبب"),
        ("body", "ما قلته"),
        ("legalBasis", "القانون"),
        ("resolvedAt", "تقرّر في"),
        ("outcome", "النتيجة"),
        ("action", "ما جرى"),
        ("from", "من"),
        ("to", "إلى"),
        ("subjectId", "بشأن"),
        ("claimedUntil", "محجوز حتى"),
        ("validUntil", "ينتهي في"),
        ("source", "النظام"),
        ("authorKey", "المعرّف هناك"),
        ("purpose", "الغرض"),
        ("sentAt", "أُرسلت في"),
        ("episodeKey", "الحلقة"),
        ("bodyMarkdown", "النص"),
        ("editedAt", "عُدّل في"),
        ("status", "الحالة"),
        ("score", "الأصوات"),
        ("holdReasons", "سبب الحجز"),
        ("rejectReason", "سبب الرفض"),
        ("authorNote", "من المشرفين"),
        ("revisions", "النصوص السابقة"),
        ("decisions", "ما آل إليه"),
    ],
    values: Values {
        own_accounts: "حسابات الموقع نفسه",
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
        Status::Pending => "ينتظر الإشراف",
        Status::Approved => "منشور",
        Status::Rejected => "مرفوض",
        Status::Spam => "غير مرغوب فيه",
        Status::Deleted => "محذوف",
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Commenter => "معلّق",
        Role::Moderator => "مشرف",
        Role::Admin => "مدير",
    }
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Normal => "عادي",
        Standing::Trusted => "موثوق",
        Standing::Watched => "مراقَب",
        Standing::Suspended => "موقوف",
        Standing::Banned => "محظور",
    }
}

fn session(session: SessionKind) -> &'static str {
    match session {
        SessionKind::Embedded => "في صفحة من الموقع",
        SessionKind::Direct => "مباشرة",
        SessionKind::Moderating => "للإشراف في صفحة من الموقع",
    }
}

fn hold_reason(hold_reason: HoldReason) -> &'static str {
    match hold_reason {
        HoldReason::Watched => "تُقرأ تعليقاتك أولًا",
        HoldReason::Newcomer => "يقرأ أحد المشرفين التعليقات الأولى",
        HoldReason::Premoderation => "كل تعليق هنا يُقرأ أولًا",
        HoldReason::Imported => "كان ينتظر حين استُورد",
        HoldReason::Repeat => "يكرر تعليقًا سابقًا",
        HoldReason::BannedWord | HoldReason::SuspectWord => "كلمة فيه",
        HoldReason::Links => "الروابط التي فيه",
        HoldReason::SpamScore => "يشبه ما لا يُرغب فيه",
        HoldReason::Restored => "أُعيد ليُقرأ مرة أخرى",
        HoldReason::Reported => "أبلغ عنه قرّاء",
        HoldReason::Akismet => "شكّ فيه مرشّح الرسائل",
        HoldReason::Webhook => "فحص الموقع نفسه",
    }
}

fn report_reason(report_reason: ReportReason) -> &'static str {
    match report_reason {
        ReportReason::OffTopic => "خارج الموضوع",
        ReportReason::Abuse => "إساءة أو مضايقة",
        ReportReason::Spam => "غير مرغوب فيه",
        ReportReason::PersonalInformation => "معلومات شخصية",
        ReportReason::Illegal => "محتوى غير قانوني",
        ReportReason::Other => "سبب آخر",
    }
}

fn outcome(outcome: ReportOutcome) -> &'static str {
    match outcome {
        ReportOutcome::Upheld => "مقبول",
        ReportOutcome::Dismissed => "غير مقبول",
        ReportOutcome::Moot => "حُذف قبل ذلك",
    }
}

fn erased(erased: Comments) -> &'static str {
    match erased {
        Comments::Delete => "يُحذف النص",
        Comments::KeepAnonymously => "يبقى بلا اسم",
    }
}

fn action(action: Action) -> &'static str {
    match action {
        Action::ApproveComment => "قُبل",
        Action::RejectComment => "رُفض",
        Action::MarkSpam => "عُدّ غير مرغوب فيه",
        Action::RestoreComment => "أُعيد إلى الانتظار",
        Action::RejectAllBy => "رُفضت كل التعليقات",
        Action::PinComment => "ثُبّت",
        Action::UnpinComment => "أُلغي تثبيته",
        Action::FeatureComment => "أُبرز",
        Action::UnfeatureComment => "أُلغي إبرازه",
        Action::JudgeComment => "حكمت فيه قاعدة",
        Action::RemoveComment => "أُزيل",
        Action::EditComment => "عُدّل",
        Action::LockThread => "أُقفل النقاش",
        Action::CloseThread => "أُغلق النقاش",
        Action::ReopenThread => "أُعيد فتح النقاش",
        Action::LockBranch => "أُقفلت الردود",
        Action::UnlockBranch => "أُعيد فتح الردود",
        Action::CreateEpisode => "أُنشئت حلقة",
        Action::UpdateEpisode => "تغيّرت حلقة",
        Action::GiveRole => "تغيّر الدور",
        Action::InviteMember => "دُعي شخص",
        Action::WithdrawInvitation => "سُحبت دعوة",
        Action::SetStanding => "تغيّر الحال",
        Action::UpdateSite => "تغيّرت إعدادات الموقع",
        Action::UpdateRules => "تغيّرت القواعد",
        Action::UpdateWaysIn => "تغيّرت طرق تسجيل الدخول",
        Action::AddProvider => "أُضيف مزوّد",
        Action::UpdateProvider => "تغيّر مزوّد",
        Action::RemoveProvider => "أُزيل مزوّد",
        Action::AddSiteKey => "أُضيف مفتاح للموقع",
        Action::RemoveSiteKey => "أُزيل مفتاح للموقع",
        Action::UpdateMailTemplate => "تغيّر نص رسالة",
        Action::ConfirmGuest => "تأكّد تعليق ضيف",
        Action::EraseMember => "حُذفت بيانات شخص",
        Action::Undo => "أُلغي",
        Action::ImportComments => "استُوردت تعليقات",
        Action::ExportSite => "صُدّر الموقع كله",
        Action::ClaimAuthor => "نُسب كاتب مستورد إلى صاحبه",
    }
}

fn mail(mail: MailKind) -> &'static str {
    match mail {
        MailKind::ConfirmSignUp => "تأكيد حساب جديد",
        MailKind::AlreadySignedUp => "إشعار بوجود حساب من قبل",
        MailKind::SignIn => "تسجيل الدخول",
        MailKind::VerifyEmail => "تأكيد العنوان",
        MailKind::ResetPassword => "تعيين كلمة مرور جديدة",
        MailKind::PasswordChanged => "إشعار بتغيّر كلمة المرور",
        MailKind::ConfirmNewEmail => "تأكيد العنوان الجديد",
        MailKind::ConfirmOldEmail => "ترك العنوان القديم",
        MailKind::EmailChanged => "إشعار بتغيّر العنوان",
        MailKind::LinkIdentity => "ربط طريقة أخرى لتسجيل الدخول",
        MailKind::ConfirmGuest => "تأكيد تعليق",
        MailKind::SecondFactorChanged => "إشعار بتغيّر العامل الثاني",
        MailKind::ErasurePlanned => "إشعار بأن الحساب سيُحذف",
        MailKind::ErasureWaits => "إشعار بأن الحساب لم يُحذف بعد",
        MailKind::AccountErased => "إشعار بحذف الحساب",
        MailKind::MemberInvited => "دعوة إلى دور",
    }
}

fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::SignUp => "إنشاء حساب",
        Purpose::SignIn => "تسجيل الدخول",
        Purpose::VerifyEmail => "تأكيد العنوان",
        Purpose::ResetPassword => "تعيين كلمة مرور جديدة",
        Purpose::NewEmail => "تأكيد العنوان الجديد",
        Purpose::OldEmail => "ترك العنوان القديم",
        Purpose::LinkIdentity => "ربط طريقة أخرى لتسجيل الدخول",
        Purpose::ConfirmGuest => "تأكيد تعليق",
    }
}
