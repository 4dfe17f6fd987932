//! What the page of a guest's comment says, in each language.
use super::words::Asking;
use crate::http::language::Language;

pub(super) struct Words {
    pub(super) ask: Asking,
    /// Above what was written.
    pub(super) look: &'static str,
    pub(super) posted: &'static str,
    /// A moderator looks at it first.
    pub(super) held: &'static str,
    /// The thread or the site does not take it.
    pub(super) refused: &'static str,
}

pub(super) fn of(language: &Language) -> &'static Words {
    match language.tag {
        "de" => &GERMAN,
        "fr" => &FRENCH,
        "es" => &SPANISH,
        "pt" => &PORTUGUESE,
        "vi" => &VIETNAMESE,
        "ja" => &JAPANESE,
        "ar" => &ARABIC,
        _ => &ENGLISH,
    }
}

const ENGLISH: Words = Words {
    ask: Asking {
        title: "Your comment",
        button: "Yes, post my comment",
    },
    look: "These words will be posted. If they are not yours, close this page, and nothing will happen.",
    posted: "Your comment is posted.",
    held: "Thank you. Your comment will be shown once a moderator has looked at it.",
    refused: "The comment cannot be posted: the thread is closed, or the site does not take it any more.",
};

const GERMAN: Words = Words {
    ask: Asking {
        title: "Dein Kommentar",
        button: "Ja, meinen Kommentar veröffentlichen",
    },
    look: "Diese Worte werden veröffentlicht. Sind es nicht deine, dann schließ diese Seite, und es geschieht nichts.",
    posted: "Dein Kommentar ist veröffentlicht.",
    held: "Danke. Dein Kommentar erscheint, sobald jemand von der Moderation ihn angesehen hat.",
    refused: "Der Kommentar kann nicht veröffentlicht werden: Das Gespräch ist geschlossen, oder die Seite nimmt ihn nicht mehr an.",
};

const FRENCH: Words = Words {
    ask: Asking {
        title: "Votre commentaire",
        button: "Oui, publier mon commentaire",
    },
    look: "Ce texte sera publié. S’il n’est pas de vous, fermez cette page : il ne se passera rien.",
    posted: "Votre commentaire est publié.",
    held: "Merci. Votre commentaire paraîtra quand la modération l’aura lu.",
    refused: "Le commentaire ne peut pas être publié : la discussion est close, ou le site ne l’accepte plus.",
};

const SPANISH: Words = Words {
    ask: Asking {
        title: "Tu comentario",
        button: "Sí, publicar mi comentario",
    },
    look: "Este texto se publicará. Si no es tuyo, cierra esta página: no pasará nada.",
    posted: "Tu comentario está publicado.",
    held: "Gracias. Tu comentario aparecerá cuando alguien de moderación lo haya leído.",
    refused: "El comentario no se puede publicar: la conversación está cerrada o el sitio ya no lo acepta.",
};

const PORTUGUESE: Words = Words {
    ask: Asking {
        title: "Seu comentário",
        button: "Sim, publicar meu comentário",
    },
    look: "Este texto será publicado. Se não for seu, feche esta página: nada acontecerá.",
    posted: "Seu comentário foi publicado.",
    held: "Obrigado. Seu comentário aparecerá quando a moderação o tiver lido.",
    refused: "O comentário não pode ser publicado: a conversa está fechada ou o site não o aceita mais.",
};

const VIETNAMESE: Words = Words {
    ask: Asking {
        title: "Bình luận của bạn",
        button: "Vâng, đăng bình luận của tôi",
    },
    look: "Nội dung này sẽ được đăng. Nếu không phải của bạn, hãy đóng trang này: sẽ không có gì xảy ra.",
    posted: "Bình luận của bạn đã được đăng.",
    held: "Cảm ơn bạn. Bình luận sẽ hiện ra khi người kiểm duyệt đã xem.",
    refused: "Không thể đăng bình luận: cuộc trò chuyện đã đóng, hoặc trang không còn nhận bình luận này.",
};

const JAPANESE: Words = Words {
    ask: Asking {
        title: "コメント",
        button: "はい、コメントを投稿する",
    },
    look: "この文章が投稿されます。ご自身のものでなければ、このページを閉じてください。何も投稿されません。",
    posted: "コメントを投稿しました。",
    held: "ありがとうございます。コメントは管理者の確認後に表示されます。",
    refused: "コメントを投稿できません。受付が終了したか、サイトがこのコメントを受け付けなくなりました。",
};

const ARABIC: Words = Words {
    ask: Asking {
        title: "تعليقك",
        button: "نعم، انشر تعليقي",
    },
    look: "سيُنشر هذا النص. إن لم يكن لك فأغلق هذه الصفحة ولن يحدث شيء.",
    posted: "نُشر تعليقك.",
    held: "شكرًا لك. سيظهر تعليقك بعد أن يطّلع عليه أحد المشرفين.",
    refused: "لا يمكن نشر التعليق: النقاش مغلق، أو أن الموقع لم يعد يقبله.",
};
