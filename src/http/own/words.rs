//! What pages of our own say where no script speaks.
use crate::http::language::Language;

pub(super) struct Words {
    pub(super) account: About,
    pub(super) desk: About,
    pub(super) not_built: &'static str,
    pub(super) unavailable: &'static str,
}

/// What is said of one page.
pub(super) struct About {
    pub(super) title: &'static str,
    pub(super) no_script: &'static str,
    pub(super) unknown_site: &'static str,
    pub(super) needs_https: &'static str,
}

pub(super) fn of(language: &Language) -> &'static Words {
    let found = WORDS.iter().find(|(tag, _)| *tag == language.tag);
    found.map_or(&WORDS[0].1, |(_, words)| words)
}

const WORDS: [(&str, Words); 8] = [
    (
        "en",
        Words {
            account: About {
                title: "Your account",
                no_script: "To look after your account, allow JavaScript for this page.",
                unknown_site: "The address of this page names no site that is known here. Go back to the page with the comments, and open your account from there.",
                needs_https: "Your account can be looked after over an encrypted connection only, and this service is set up without one. If you run it: put it behind https and set public_url to its https address.",
            },
            desk: About {
                title: "The desk",
                no_script: "To moderate here, allow JavaScript for this page.",
                unknown_site: "The address of this page names no site that is known here. It ends in ?site= and the site's key, which whoever runs this service can tell you.",
                needs_https: "Moderators sign in over an encrypted connection only, and this service is set up without one. If you run it: put it behind https and set public_url to its https address.",
            },
            not_built: "This service was built without this page. If you run it: build it again where Node.js and npm are installed.",
            unavailable: "The service is busy at the moment. Try again in a minute.",
        },
    ),
    (
        "de",
        Words {
            account: About {
                title: "Ihr Konto",
                no_script: "Erlauben Sie JavaScript für diese Seite, um Ihr Konto zu verwalten.",
                unknown_site: "Die Adresse dieser Seite nennt keine Website, die hier bekannt ist. Gehen Sie zur Seite mit den Kommentaren zurück und öffnen Sie Ihr Konto von dort.",
                needs_https: "Ihr Konto lässt sich nur über eine verschlüsselte Verbindung verwalten, und dieser Dienst ist ohne eine eingerichtet. Falls Sie ihn betreiben: Stellen Sie ihn hinter https und setzen Sie public_url auf seine https-Adresse.",
            },
            desk: About {
                title: "Der Moderationsplatz",
                no_script: "Erlauben Sie JavaScript für diese Seite, um hier zu moderieren.",
                unknown_site: "Die Adresse dieser Seite nennt keine Website, die hier bekannt ist. Sie endet auf ?site= und den Schlüssel der Website; wer diesen Dienst betreibt, kann ihn Ihnen nennen.",
                needs_https: "Moderiert wird nur über eine verschlüsselte Verbindung, und dieser Dienst ist ohne eine eingerichtet. Falls Sie ihn betreiben: Stellen Sie ihn hinter https und setzen Sie public_url auf seine https-Adresse.",
            },
            not_built: "Dieser Dienst wurde ohne diese Seite gebaut. Falls Sie ihn betreiben: Bauen Sie ihn neu, wo Node.js und npm installiert sind.",
            unavailable: "Der Dienst ist gerade ausgelastet. Versuchen Sie es in einer Minute noch einmal.",
        },
    ),
    (
        "fr",
        Words {
            account: About {
                title: "Votre compte",
                no_script: "Pour gérer votre compte, autorisez JavaScript sur cette page.",
                unknown_site: "L’adresse de cette page ne nomme aucun site connu ici. Revenez à la page des commentaires et ouvrez votre compte depuis celle-ci.",
                needs_https: "Votre compte ne se gère que par une connexion chiffrée, et ce service est installé sans elle. Si vous l’exploitez : placez-le derrière https et donnez à public_url son adresse en https.",
            },
            desk: About {
                title: "Le bureau de modération",
                no_script: "Pour modérer ici, autorisez JavaScript sur cette page.",
                unknown_site: "L’adresse de cette page ne nomme aucun site connu ici. Elle se termine par ?site= et la clé du site, que peut vous donner qui exploite ce service.",
                needs_https: "La modération ne se fait que par une connexion chiffrée, et ce service est installé sans elle. Si vous l’exploitez : placez-le derrière https et donnez à public_url son adresse en https.",
            },
            not_built: "Ce service a été construit sans cette page. Si vous l’exploitez : construisez-le de nouveau là où Node.js et npm sont installés.",
            unavailable: "Le service est très occupé. Réessayez dans une minute.",
        },
    ),
    (
        "es",
        Words {
            account: About {
                title: "Su cuenta",
                no_script: "Para gestionar su cuenta, permita JavaScript en esta página.",
                unknown_site: "La dirección de esta página no nombra ningún sitio conocido aquí. Vuelva a la página de los comentarios y abra su cuenta desde allí.",
                needs_https: "Su cuenta solo se puede gestionar por una conexión cifrada, y este servicio está instalado sin ella. Si lo administra: póngalo detrás de https y dé a public_url su dirección https.",
            },
            desk: About {
                title: "La mesa de moderación",
                no_script: "Para moderar aquí, permita JavaScript en esta página.",
                unknown_site: "La dirección de esta página no nombra ningún sitio conocido aquí. Termina en ?site= y la clave del sitio, que puede darle quien administra este servicio.",
                needs_https: "Solo se modera por una conexión cifrada, y este servicio está instalado sin ella. Si lo administra: póngalo detrás de https y dé a public_url su dirección https.",
            },
            not_built: "Este servicio se compiló sin esta página. Si lo administra: compílelo de nuevo donde estén instalados Node.js y npm.",
            unavailable: "El servicio está ocupado en este momento. Inténtelo de nuevo en un minuto.",
        },
    ),
    (
        "pt",
        Words {
            account: About {
                title: "A sua conta",
                no_script: "Para cuidar da sua conta, permita JavaScript nesta página.",
                unknown_site: "O endereço desta página não indica nenhum site conhecido aqui. Volte à página dos comentários e abra a sua conta a partir dela.",
                needs_https: "Só se pode cuidar da conta por uma ligação cifrada, e este serviço está instalado sem ela. Se é quem o gere: ponha-o atrás de https e dê a public_url o endereço https.",
            },
            desk: About {
                title: "A mesa de moderação",
                no_script: "Para moderar aqui, permita JavaScript nesta página.",
                unknown_site: "O endereço desta página não indica nenhum site conhecido aqui. Termina em ?site= e na chave do site, que quem gere este serviço lhe pode dizer.",
                needs_https: "Só se modera por uma ligação cifrada, e este serviço está instalado sem ela. Se é quem o gere: ponha-o atrás de https e dê a public_url o endereço https.",
            },
            not_built: "Este serviço foi construído sem esta página. Se é quem o gere: construa-o de novo onde Node.js e npm estejam instalados.",
            unavailable: "O serviço está ocupado neste momento. Tente de novo dentro de um minuto.",
        },
    ),
    (
        "vi",
        Words {
            account: About {
                title: "Tài khoản của bạn",
                no_script: "Để quản lý tài khoản, hãy cho phép JavaScript trên trang này.",
                unknown_site: "Địa chỉ của trang này không nêu trang web nào được biết ở đây. Hãy quay lại trang có bình luận và mở tài khoản từ đó.",
                needs_https: "Chỉ có thể quản lý tài khoản qua kết nối được mã hóa, mà dịch vụ này được cài đặt không có kết nối đó. Nếu bạn vận hành dịch vụ: hãy đặt nó sau https và đặt public_url là địa chỉ https của nó.",
            },
            desk: About {
                title: "Bàn kiểm duyệt",
                no_script: "Để kiểm duyệt ở đây, hãy cho phép JavaScript trên trang này.",
                unknown_site: "Địa chỉ của trang này không nêu trang web nào được biết ở đây. Địa chỉ kết thúc bằng ?site= và khóa của trang web; người vận hành dịch vụ có thể cho bạn biết khóa đó.",
                needs_https: "Chỉ có thể kiểm duyệt qua kết nối được mã hóa, mà dịch vụ này được cài đặt không có kết nối đó. Nếu bạn vận hành dịch vụ: hãy đặt nó sau https và đặt public_url là địa chỉ https của nó.",
            },
            not_built: "Dịch vụ này được dựng mà không có trang này. Nếu bạn vận hành dịch vụ: hãy dựng lại ở nơi có cài Node.js và npm.",
            unavailable: "Dịch vụ đang bận. Hãy thử lại sau một phút.",
        },
    ),
    (
        "ja",
        Words {
            account: About {
                title: "アカウント",
                no_script: "アカウントを管理するには、このページで JavaScript を許可してください。",
                unknown_site: "このページのアドレスには、ここで登録されているサイトがありません。コメントのあるページに戻り、そこからアカウントを開いてください。",
                needs_https: "アカウントの管理には暗号化された接続が必要ですが、このサービスにはそれが設定されていません。運用者の方へ：https を通して公開し、public_url に https のアドレスを設定してください。",
            },
            desk: About {
                title: "モデレーションデスク",
                no_script: "ここでモデレーションを行うには、このページで JavaScript を許可してください。",
                unknown_site: "このページのアドレスには、ここで登録されているサイトがありません。アドレスの末尾は ?site= とサイトのキーです。キーはこのサービスの運用者にお尋ねください。",
                needs_https: "モデレーションには暗号化された接続が必要ですが、このサービスにはそれが設定されていません。運用者の方へ：https を通して公開し、public_url に https のアドレスを設定してください。",
            },
            not_built: "このサービスはこのページなしでビルドされています。運用者の方へ：Node.js と npm のある環境でビルドし直してください。",
            unavailable: "ただいま混み合っています。1 分後にもう一度お試しください。",
        },
    ),
    (
        "ar",
        Words {
            account: About {
                title: "حسابك",
                no_script: "للعناية بحسابك، اسمح بجافاسكربت لهذه الصفحة.",
                unknown_site: "عنوان هذه الصفحة لا يذكر موقعًا معروفًا هنا. ارجع إلى صفحة التعليقات وافتح حسابك من هناك.",
                needs_https: "لا يمكن العناية بحسابك إلا عبر اتصال مشفَّر، وهذه الخدمة مهيّأة من دونه. إن كنت من يديرها: ضعها خلف https واجعل public_url عنوانها بـ https.",
            },
            desk: About {
                title: "مكتب الإشراف",
                no_script: "للإشراف هنا، اسمح بجافاسكربت لهذه الصفحة.",
                unknown_site: "عنوان هذه الصفحة لا يذكر موقعًا معروفًا هنا. ينتهي العنوان بـ ?site= ثم مفتاح الموقع، ويمكن لمن يدير هذه الخدمة أن يخبرك به.",
                needs_https: "لا يمكن الإشراف إلا عبر اتصال مشفَّر، وهذه الخدمة مهيّأة من دونه. إن كنت من يديرها: ضعها خلف https واجعل public_url عنوانها بـ https.",
            },
            not_built: "بُنيت هذه الخدمة من دون هذه الصفحة. إن كنت من يديرها: أعد بناءها حيث Node.js وnpm مثبتان.",
            unavailable: "الخدمة مشغولة الآن. حاول مرة أخرى بعد دقيقة.",
        },
    ),
];
