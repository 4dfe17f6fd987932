//! The window's page, which its scripts fill, and the page in its place where it may not open.
use super::assets;
use crate::{http::language::Language, model::Site};
use askama::Template;

/// Where the session goes.
pub(super) enum Way<'a> {
    /// To the page of this origin that opened the window.
    Opener(&'a str),
    /// To the session frame in the page of this origin that opened the window.
    Frame(Framed<'a>),
    /// Into a cookie; then this path is shown.
    Next(&'a str),
}

/// A session frame that waits in the page that opened the window.
pub(super) struct Framed<'a> {
    pub(super) origin: &'a str,
    /// By which the frame knows the window that it waits for.
    pub(super) secret: &'a str,
    /// Whether a moderator's session is asked for.
    pub(super) moderates: bool,
}

/// Why the window does not open.
pub(super) enum Problem {
    UnknownSite,
    /// As far as what was named is an origin at all.
    ForeignOrigin(Option<String>),
    ForeignNext,
    /// Neither a page that waits nor a path, or both.
    NowhereToGo,
    Unavailable,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<!doctype html>
<html lang="{{ language.tag }}" dir="{{ language.direction }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>{{ site.name }}</title>
<link rel="icon" href="/sign-in/assets/{{ version }}/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/sign-in/assets/{{ version }}/window.css">
<script type="module" src="/sign-in/assets/{{ version }}/main.js"></script>
</head>
<body data-site="{{ site.key }}" data-name="{{ site.name }}"{% match way %}{% when Way::Opener(origin) %} data-origin="{{ origin }}"{% when Way::Frame(frame) %} data-origin="{{ frame.origin }}" data-frame="{{ frame.secret }}"{% if frame.moderates %} data-moderate{% endif %}{% when Way::Next(next) %} data-next="{{ next }}"{% endmatch %}>
<main id="main" aria-busy="true">
<h1 id="title" tabindex="-1">{{ site.name }}</h1>
<noscript><p>{{ no_script }}</p></noscript>
</main>
<p id="status" class="out-of-sight" role="status"></p>
</body>
</html>
"#
)]
struct WindowPage<'a> {
    site: &'a Site,
    way: &'a Way<'a>,
    language: &'a Language,
    version: &'a str,
    no_script: &'static str,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<!doctype html>
<html lang="{{ language.tag }}" dir="{{ language.direction }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>{{ title }}</title>
<link rel="icon" href="/sign-in/assets/{{ version }}/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/sign-in/assets/{{ version }}/window.css">
</head>
<body>
<main id="main">
<h1>{{ title }}</h1>
<p>{{ advice }}</p>
{% if let Some(origin) = origin %}<p><code dir="ltr">{{ origin }}</code></p>{% endif %}
</main>
</body>
</html>
"#
)]
struct RefusalPage<'a> {
    language: &'a Language,
    version: &'a str,
    title: &'static str,
    advice: &'static str,
    origin: Option<&'a str>,
}

pub(super) fn window(site: &Site, way: &Way<'_>, language: &Language) -> String {
    rendered(&WindowPage {
        site,
        way,
        language,
        version: &assets::VERSION,
        no_script: words(language).no_script,
    })
}

pub(super) fn refusal(problem: &Problem, language: &Language) -> String {
    let words = words(language);
    let (advice, origin) = match problem {
        Problem::UnknownSite => (words.unknown_site, None),
        Problem::ForeignOrigin(origin) => (words.foreign_origin, origin.as_deref()),
        Problem::ForeignNext | Problem::NowhereToGo => (words.nowhere, None),
        Problem::Unavailable => (words.unavailable, None),
    };
    rendered(&RefusalPage {
        language,
        version: &assets::VERSION,
        title: words.title,
        advice,
        origin,
    })
}

/// Rendering into a string fails only where a template writes an error of its own; ours have none.
fn rendered(page: &impl Template) -> String {
    page.render().unwrap_or_default()
}

/// What the pages say where no script speaks.
struct Words {
    title: &'static str,
    unknown_site: &'static str,
    foreign_origin: &'static str,
    nowhere: &'static str,
    unavailable: &'static str,
    no_script: &'static str,
}

fn words(language: &Language) -> &'static Words {
    let found = WORDS.iter().find(|(tag, _)| *tag == language.tag);
    found.map_or(&WORDS[0].1, |(_, words)| words)
}

const WORDS: [(&str, Words); 8] = [
    (
        "en",
        Words {
            title: "This window cannot be used to sign in",
            unknown_site: "The page that opened it names a site that is unknown here. You can close this window. If the site is yours: check the site’s key in the page.",
            foreign_origin: "The page that opened it is not one of the site’s own, so nothing would be handed to it. You can close this window. If the site is yours: add the page’s origin to the site’s origins.",
            nowhere: "Its address does not say where to go after signing in, or names a place that is not allowed. Go back and try again.",
            unavailable: "The service is busy at the moment. Try again in a minute.",
            no_script: "To sign in here, allow JavaScript for this page.",
        },
    ),
    (
        "de",
        Words {
            title: "In diesem Fenster kann man sich nicht anmelden",
            unknown_site: "Die Seite, die es geöffnet hat, nennt eine Website, die hier unbekannt ist. Sie können dieses Fenster schließen. Falls es Ihre Website ist: Prüfen Sie den Schlüssel der Website in der Seite.",
            foreign_origin: "Die Seite, die es geöffnet hat, gehört nicht zur Website; ihr würde nichts übergeben. Sie können dieses Fenster schließen. Falls es Ihre Website ist: Nehmen Sie den Ursprung der Seite in die Liste der Website auf.",
            nowhere: "Seine Adresse sagt nicht, wohin es nach der Anmeldung geht, oder nennt einen Ort, der nicht erlaubt ist. Gehen Sie zurück und versuchen Sie es noch einmal.",
            unavailable: "Der Dienst ist gerade ausgelastet. Versuchen Sie es in einer Minute noch einmal.",
            no_script: "Erlauben Sie JavaScript für diese Seite, um sich anzumelden.",
        },
    ),
    (
        "fr",
        Words {
            title: "Cette fenêtre ne permet pas de se connecter",
            unknown_site: "La page qui l’a ouverte nomme un site inconnu ici. Vous pouvez fermer cette fenêtre. Si le site est à vous : vérifiez la clé du site dans la page.",
            foreign_origin: "La page qui l’a ouverte n’appartient pas au site : rien ne lui serait remis. Vous pouvez fermer cette fenêtre. Si le site est à vous : ajoutez l’origine de la page à celles du site.",
            nowhere: "Son adresse ne dit pas où aller après la connexion, ou nomme un endroit qui n’est pas permis. Revenez en arrière et réessayez.",
            unavailable: "Le service est très occupé. Réessayez dans une minute.",
            no_script: "Pour vous connecter ici, autorisez JavaScript sur cette page.",
        },
    ),
    (
        "es",
        Words {
            title: "En esta ventana no se puede iniciar sesión",
            unknown_site: "La página que la abrió nombra un sitio que aquí no se conoce. Puede cerrar esta ventana. Si el sitio es suyo: compruebe la clave del sitio en la página.",
            foreign_origin: "La página que la abrió no es del sitio, así que no se le entregaría nada. Puede cerrar esta ventana. Si el sitio es suyo: añada el origen de la página a los del sitio.",
            nowhere: "Su dirección no dice adónde ir después de iniciar sesión, o nombra un lugar que no está permitido. Vuelva atrás e inténtelo de nuevo.",
            unavailable: "El servicio está ocupado en este momento. Inténtelo de nuevo en un minuto.",
            no_script: "Para iniciar sesión aquí, permita JavaScript en esta página.",
        },
    ),
    (
        "pt",
        Words {
            title: "Não é possível entrar nesta janela",
            unknown_site: "A página que a abriu indica um site desconhecido aqui. Pode fechar esta janela. Se o site é seu: verifique a chave do site na página.",
            foreign_origin: "A página que a abriu não é do site, por isso nada lhe seria entregue. Pode fechar esta janela. Se o site é seu: acrescente a origem da página às do site.",
            nowhere: "O endereço não diz para onde ir depois de entrar, ou indica um lugar que não é permitido. Volte atrás e tente de novo.",
            unavailable: "O serviço está ocupado neste momento. Tente de novo dentro de um minuto.",
            no_script: "Para entrar aqui, permita JavaScript nesta página.",
        },
    ),
    (
        "vi",
        Words {
            title: "Không thể đăng nhập trong cửa sổ này",
            unknown_site: "Trang đã mở cửa sổ này nêu một trang web không được biết ở đây. Bạn có thể đóng cửa sổ. Nếu đó là trang web của bạn: hãy kiểm tra khóa của trang web trong trang.",
            foreign_origin: "Trang đã mở cửa sổ này không thuộc trang web, nên sẽ không nhận được gì. Bạn có thể đóng cửa sổ. Nếu đó là trang web của bạn: hãy thêm nguồn gốc (origin) của trang vào danh sách của trang web.",
            nowhere: "Địa chỉ không cho biết sẽ đi đâu sau khi đăng nhập, hoặc nêu một nơi không được phép. Hãy quay lại và thử lần nữa.",
            unavailable: "Dịch vụ đang bận. Hãy thử lại sau một phút.",
            no_script: "Để đăng nhập tại đây, hãy cho phép JavaScript trên trang này.",
        },
    ),
    (
        "ja",
        Words {
            title: "このウィンドウではサインインできません",
            unknown_site: "開いたページが示すサイトは、ここでは登録されていません。このウィンドウは閉じてかまいません。ご自分のサイトの場合は、ページに書かれたサイトのキーを確認してください。",
            foreign_origin: "開いたページはこのサイトのものではないため、何も渡されません。このウィンドウは閉じてかまいません。ご自分のサイトの場合は、ページのオリジンをサイトの一覧に加えてください。",
            nowhere: "サインイン後の行き先がアドレスにないか、許可されていない場所です。前のページに戻って、もう一度お試しください。",
            unavailable: "ただいま混み合っています。1 分後にもう一度お試しください。",
            no_script: "サインインするには、このページで JavaScript を許可してください。",
        },
    ),
    (
        "ar",
        Words {
            title: "لا يمكن تسجيل الدخول في هذه النافذة",
            unknown_site: "الصفحة التي فتحتها تذكر موقعًا غير معروف هنا. يمكنك إغلاق هذه النافذة. إن كان الموقع لك فتحقّق من مفتاح الموقع في الصفحة.",
            foreign_origin: "الصفحة التي فتحتها ليست من صفحات الموقع، فلن يُسلَّم إليها شيء. يمكنك إغلاق هذه النافذة. إن كان الموقع لك فأضف مصدر الصفحة (origin) إلى مصادر الموقع.",
            nowhere: "عنوانها لا يبيّن إلى أين تذهب بعد تسجيل الدخول، أو يذكر مكانًا غير مسموح به. ارجع وحاول مرة أخرى.",
            unavailable: "الخدمة مشغولة الآن. حاول مرة أخرى بعد دقيقة.",
            no_script: "لتسجيل الدخول هنا، اسمح بجافاسكربت لهذه الصفحة.",
        },
    ),
];
