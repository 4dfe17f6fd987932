//! What the plain pages say, in each language.
use crate::http::language::Language;

pub struct Words {
    pub confirm: Asking,
    pub new_address: Asking,
    /// Which account gets it: `{name}`.
    pub new_address_of: &'static str,
    pub old_address: Asking,
    /// Which account loses it: `{name}`.
    pub old_address_of: &'static str,
    pub confirmed: &'static str,
    /// The other of two addresses has still to be confirmed.
    pub half_way: &'static str,
    pub signed_up: &'static str,
    pub reset: Asking,
    pub password: &'static str,
    pub password_hint: &'static str,
    pub weak_password: &'static str,
    pub password_set: &'static str,
    pub sign_in: Asking,
    pub go_back: &'static str,
    /// The link was followed in another browser than the one that asked.
    pub other_browser: &'static str,
    pub over: &'static str,
    pub taken: &'static str,
    pub wait: &'static str,
    pub foreign_form: &'static str,
}

pub struct Asking {
    pub title: &'static str,
    pub button: &'static str,
}

pub fn of(language: &Language) -> &'static Words {
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
    confirm: Asking {
        title: "Confirm your address",
        button: "Yes, this is my address",
    },
    new_address: Asking {
        title: "Confirm your new address",
        button: "Yes, give the account this address",
    },
    new_address_of: "The account “{name}” is to have this address in place of the one it has.",
    old_address: Asking {
        title: "Change your address",
        button: "Yes, give the account another one",
    },
    old_address_of: "The account “{name}” is to have another address in place of this one.",
    confirmed: "The address is confirmed.",
    half_way: "This address is confirmed. Now follow the link in the mail to the other one.",
    signed_up: "Your account is ready. Go back to the page you came from and sign in, unless it has gone on by itself.",
    reset: Asking {
        title: "Set a new password",
        button: "Set the password",
    },
    password: "New password",
    password_hint: "At least 8 characters. All devices will be signed out.",
    weak_password: "Choose another one: at least 8 characters, and not one that is easily guessed.",
    password_set: "The new password holds. Sign in with it.",
    sign_in: Asking {
        title: "Sign in",
        button: "Sign in",
    },
    go_back: "Go back to the window you came from: it goes on by itself.",
    other_browser: "You asked for this mail in another browser. Enter the code from the mail there. If you have not asked for it, do nothing.",
    over: "This link has been used, or its time is over. Ask for another mail.",
    taken: "There is an account with this address. Sign in, or ask for a new password.",
    wait: "Too many tries. Wait a minute and follow the link again.",
    foreign_form: "Nothing was done, for the form did not come from this page. Follow the link in the mail again.",
};

const GERMAN: Words = Words {
    confirm: Asking {
        title: "Adresse bestätigen",
        button: "Ja, das ist meine Adresse",
    },
    new_address: Asking {
        title: "Neue Adresse bestätigen",
        button: "Ja, das Konto bekommt diese Adresse",
    },
    new_address_of: "Das Konto „{name}“ soll statt seiner bisherigen diese Adresse bekommen.",
    old_address: Asking {
        title: "Adresse ändern",
        button: "Ja, es bekommt eine andere Adresse",
    },
    old_address_of: "Das Konto „{name}“ soll statt dieser eine andere Adresse bekommen.",
    confirmed: "Die Adresse ist bestätigt.",
    half_way: "Diese Adresse ist bestätigt. Folge jetzt dem Link in der Mail an die andere.",
    signed_up: "Dein Konto ist bereit. Geh zurück zu der Seite, von der du kommst, und melde dich an, falls sie nicht von selbst weitermacht.",
    reset: Asking {
        title: "Neues Passwort setzen",
        button: "Passwort setzen",
    },
    password: "Neues Passwort",
    password_hint: "Mindestens 8 Zeichen. Alle Geräte werden abgemeldet.",
    weak_password: "Wähle ein anderes: mindestens 8 Zeichen, und keines, das leicht zu erraten ist.",
    password_set: "Das neue Passwort gilt. Melde dich damit an.",
    sign_in: Asking {
        title: "Anmelden",
        button: "Anmelden",
    },
    go_back: "Geh zurück zu dem Fenster, aus dem du kommst: es macht von selbst weiter.",
    other_browser: "Du hast diese Mail in einem anderen Browser angefordert. Gib dort den Code aus der Mail ein. Wenn du sie nicht angefordert hast, tu nichts.",
    over: "Dieser Link wurde schon benutzt, oder seine Zeit ist um. Fordere eine neue Mail an.",
    taken: "Zu dieser Adresse gibt es ein Konto. Melde dich an oder fordere ein neues Passwort an.",
    wait: "Zu viele Versuche. Warte eine Minute und folge dem Link noch einmal.",
    foreign_form: "Es ist nichts geschehen, denn das Formular kam nicht von dieser Seite. Folge dem Link in der Mail noch einmal.",
};

const FRENCH: Words = Words {
    confirm: Asking {
        title: "Confirmer votre adresse",
        button: "Oui, c’est mon adresse",
    },
    new_address: Asking {
        title: "Confirmer votre nouvelle adresse",
        button: "Oui, donner cette adresse au compte",
    },
    new_address_of: "Le compte « {name} » doit avoir cette adresse à la place de la sienne.",
    old_address: Asking {
        title: "Changer d’adresse",
        button: "Oui, lui donner une autre adresse",
    },
    old_address_of: "Le compte « {name} » doit avoir une autre adresse à la place de celle-ci.",
    confirmed: "L’adresse est confirmée.",
    half_way: "Cette adresse est confirmée. Suivez maintenant le lien du message envoyé à l’autre.",
    signed_up: "Votre compte est prêt. Revenez à la page d’où vous venez et connectez-vous, si elle n’a pas continué d’elle-même.",
    reset: Asking {
        title: "Choisir un nouveau mot de passe",
        button: "Enregistrer le mot de passe",
    },
    password: "Nouveau mot de passe",
    password_hint: "Au moins 8 caractères. Tous les appareils seront déconnectés.",
    weak_password: "Choisissez-en un autre : au moins 8 caractères, et difficile à deviner.",
    password_set: "Le nouveau mot de passe est en place. Connectez-vous avec lui.",
    sign_in: Asking {
        title: "Se connecter",
        button: "Se connecter",
    },
    go_back: "Revenez à la fenêtre d’où vous venez : elle continue d’elle-même.",
    other_browser: "Vous avez demandé ce message dans un autre navigateur. Saisissez-y le code du message. Si vous ne l’avez pas demandé, ne faites rien.",
    over: "Ce lien a déjà servi, ou son temps est passé. Demandez un autre message.",
    taken: "Un compte existe avec cette adresse. Connectez-vous, ou demandez un nouveau mot de passe.",
    wait: "Trop d’essais. Attendez une minute et suivez de nouveau le lien.",
    foreign_form: "Rien n’a été fait, car le formulaire ne venait pas de cette page. Suivez de nouveau le lien du message.",
};

const SPANISH: Words = Words {
    confirm: Asking {
        title: "Confirma tu dirección",
        button: "Sí, es mi dirección",
    },
    new_address: Asking {
        title: "Confirma tu dirección nueva",
        button: "Sí, dar esta dirección a la cuenta",
    },
    new_address_of: "La cuenta «{name}» va a tener esta dirección en lugar de la suya.",
    old_address: Asking {
        title: "Cambiar de dirección",
        button: "Sí, darle otra dirección",
    },
    old_address_of: "La cuenta «{name}» va a tener otra dirección en lugar de esta.",
    confirmed: "La dirección está confirmada.",
    half_way: "Esta dirección está confirmada. Sigue ahora el enlace del correo enviado a la otra.",
    signed_up: "Tu cuenta está lista. Vuelve a la página de la que vienes e inicia sesión, si no ha continuado por sí sola.",
    reset: Asking {
        title: "Elegir una contraseña nueva",
        button: "Guardar la contraseña",
    },
    password: "Contraseña nueva",
    password_hint: "Al menos 8 caracteres. Se cerrará la sesión en todos los dispositivos.",
    weak_password: "Elige otra: al menos 8 caracteres y que no sea fácil de adivinar.",
    password_set: "La contraseña nueva ya vale. Inicia sesión con ella.",
    sign_in: Asking {
        title: "Iniciar sesión",
        button: "Iniciar sesión",
    },
    go_back: "Vuelve a la ventana de la que vienes: continúa por sí sola.",
    other_browser: "Pediste este correo en otro navegador. Escribe allí el código del correo. Si no lo pediste, no hagas nada.",
    over: "Este enlace ya se usó o su plazo terminó. Pide otro correo.",
    taken: "Ya hay una cuenta con esta dirección. Inicia sesión o pide una contraseña nueva.",
    wait: "Demasiados intentos. Espera un minuto y sigue el enlace de nuevo.",
    foreign_form: "No se hizo nada, porque el formulario no venía de esta página. Sigue de nuevo el enlace del correo.",
};

const PORTUGUESE: Words = Words {
    confirm: Asking {
        title: "Confirme o seu endereço",
        button: "Sim, este é o meu endereço",
    },
    new_address: Asking {
        title: "Confirme o seu novo endereço",
        button: "Sim, dar este endereço à conta",
    },
    new_address_of: "A conta “{name}” vai ter este endereço no lugar do atual.",
    old_address: Asking {
        title: "Mudar de endereço",
        button: "Sim, dar-lhe outro endereço",
    },
    old_address_of: "A conta “{name}” vai ter outro endereço no lugar deste.",
    confirmed: "O endereço está confirmado.",
    half_way: "Este endereço está confirmado. Siga agora o link do e-mail enviado para o outro.",
    signed_up: "A sua conta está pronta. Volte à página de onde veio e entre, se ela não tiver continuado sozinha.",
    reset: Asking {
        title: "Definir uma nova senha",
        button: "Definir a senha",
    },
    password: "Nova senha",
    password_hint: "Pelo menos 8 caracteres. A sessão será encerrada em todos os aparelhos.",
    weak_password: "Escolha outra: pelo menos 8 caracteres e que não seja fácil de adivinhar.",
    password_set: "A nova senha já vale. Entre com ela.",
    sign_in: Asking {
        title: "Entrar",
        button: "Entrar",
    },
    go_back: "Volte à janela de onde veio: ela continua sozinha.",
    other_browser: "Este e-mail foi pedido em outro navegador. Digite lá o código do e-mail. Se não o pediu, não faça nada.",
    over: "Este link já foi usado ou o seu prazo acabou. Peça outro e-mail.",
    taken: "Já existe uma conta com este endereço. Entre ou peça uma nova senha.",
    wait: "Tentativas demais. Espere um minuto e siga o link de novo.",
    foreign_form: "Nada foi feito, pois o formulário não veio desta página. Siga de novo o link do e-mail.",
};

const VIETNAMESE: Words = Words {
    confirm: Asking {
        title: "Xác nhận địa chỉ",
        button: "Đúng, đây là địa chỉ của tôi",
    },
    new_address: Asking {
        title: "Xác nhận địa chỉ mới",
        button: "Đúng, dùng địa chỉ này cho tài khoản",
    },
    new_address_of: "Tài khoản “{name}” sẽ dùng địa chỉ này thay cho địa chỉ hiện có.",
    old_address: Asking {
        title: "Đổi địa chỉ",
        button: "Đúng, dùng địa chỉ khác",
    },
    old_address_of: "Tài khoản “{name}” sẽ dùng một địa chỉ khác thay cho địa chỉ này.",
    confirmed: "Địa chỉ đã được xác nhận.",
    half_way: "Địa chỉ này đã được xác nhận. Bây giờ hãy mở liên kết trong thư gửi tới địa chỉ kia.",
    signed_up: "Tài khoản của bạn đã sẵn sàng. Hãy trở lại trang trước và đăng nhập, nếu trang đó chưa tự tiếp tục.",
    reset: Asking {
        title: "Đặt mật khẩu mới",
        button: "Đặt mật khẩu",
    },
    password: "Mật khẩu mới",
    password_hint: "Ít nhất 8 ký tự. Mọi thiết bị sẽ bị đăng xuất.",
    weak_password: "Hãy chọn mật khẩu khác: ít nhất 8 ký tự và không dễ đoán.",
    password_set: "Mật khẩu mới đã có hiệu lực. Hãy đăng nhập bằng mật khẩu đó.",
    sign_in: Asking {
        title: "Đăng nhập",
        button: "Đăng nhập",
    },
    go_back: "Hãy trở lại cửa sổ trước: nó sẽ tự tiếp tục.",
    other_browser: "Bạn đã yêu cầu thư này trong một trình duyệt khác. Hãy nhập mã trong thư ở đó. Nếu bạn không yêu cầu, hãy bỏ qua.",
    over: "Liên kết này đã được dùng hoặc đã hết hạn. Hãy yêu cầu một thư khác.",
    taken: "Đã có tài khoản với địa chỉ này. Hãy đăng nhập hoặc yêu cầu mật khẩu mới.",
    wait: "Quá nhiều lần thử. Hãy đợi một phút rồi mở lại liên kết.",
    foreign_form: "Chưa có gì được thực hiện vì biểu mẫu không đến từ trang này. Hãy mở lại liên kết trong thư.",
};

const JAPANESE: Words = Words {
    confirm: Asking {
        title: "メールアドレスの確認",
        button: "はい、私のアドレスです",
    },
    new_address: Asking {
        title: "新しいメールアドレスの確認",
        button: "はい、このアドレスに変更します",
    },
    new_address_of: "アカウント「{name}」のメールアドレスが、今のものからこのアドレスに変わります。",
    old_address: Asking {
        title: "メールアドレスの変更",
        button: "はい、別のアドレスに変更します",
    },
    old_address_of: "アカウント「{name}」のメールアドレスが、このアドレスから別のものに変わります。",
    confirmed: "アドレスが確認されました。",
    half_way: "このアドレスは確認されました。次に、もう一方のアドレスに届いたメールのリンクを開いてください。",
    signed_up: "アカウントの準備ができました。元のページに戻り、自動で進んでいなければログインしてください。",
    reset: Asking {
        title: "新しいパスワードの設定",
        button: "パスワードを設定する",
    },
    password: "新しいパスワード",
    password_hint: "8文字以上。すべての端末からログアウトされます。",
    weak_password: "別のものを選んでください。8文字以上で、推測されにくいものにしてください。",
    password_set: "新しいパスワードが有効になりました。それでログインしてください。",
    sign_in: Asking {
        title: "ログイン",
        button: "ログインする",
    },
    go_back: "元のウィンドウに戻ってください。自動で進みます。",
    other_browser: "このメールは別のブラウザーで依頼されました。メールのコードをそちらで入力してください。心当たりがなければ何もしないでください。",
    over: "このリンクは使用済みか、期限が切れています。もう一度メールを依頼してください。",
    taken: "このアドレスのアカウントがあります。ログインするか、新しいパスワードを依頼してください。",
    wait: "試行回数が多すぎます。1分待ってから、もう一度リンクを開いてください。",
    foreign_form: "フォームがこのページからのものではないため、何も行われませんでした。もう一度メールのリンクを開いてください。",
};

const ARABIC: Words = Words {
    confirm: Asking {
        title: "تأكيد عنوانك",
        button: "نعم، هذا عنواني",
    },
    new_address: Asking {
        title: "تأكيد عنوانك الجديد",
        button: "نعم، اجعل هذا عنوان الحساب",
    },
    new_address_of: "سيصبح هذا عنوان الحساب «{name}» بدلًا من عنوانه الحالي.",
    old_address: Asking {
        title: "تغيير العنوان",
        button: "نعم، غيّر عنوانه",
    },
    old_address_of: "سيصبح للحساب «{name}» عنوان آخر بدلًا من هذا.",
    confirmed: "تم تأكيد العنوان.",
    half_way: "تم تأكيد هذا العنوان. افتح الآن الرابط في الرسالة المرسلة إلى العنوان الآخر.",
    signed_up: "حسابك جاهز. عُد إلى الصفحة التي جئت منها وسجّل الدخول إن لم تتابع من تلقاء نفسها.",
    reset: Asking {
        title: "تعيين كلمة مرور جديدة",
        button: "تعيين كلمة المرور",
    },
    password: "كلمة المرور الجديدة",
    password_hint: "٨ أحرف على الأقل. سيتم تسجيل الخروج من جميع الأجهزة.",
    weak_password: "اختر كلمة أخرى: ٨ أحرف على الأقل، ولا يسهل تخمينها.",
    password_set: "كلمة المرور الجديدة سارية. سجّل الدخول بها.",
    sign_in: Asking {
        title: "تسجيل الدخول",
        button: "تسجيل الدخول",
    },
    go_back: "عُد إلى النافذة التي جئت منها: ستتابع من تلقاء نفسها.",
    other_browser: "طُلبت هذه الرسالة في متصفح آخر. أدخل هناك الرمز الموجود في الرسالة. إن لم تطلبها فلا تفعل شيئًا.",
    over: "استُخدم هذا الرابط من قبل أو انتهت مدته. اطلب رسالة أخرى.",
    taken: "يوجد حساب بهذا العنوان. سجّل الدخول أو اطلب كلمة مرور جديدة.",
    wait: "محاولات كثيرة. انتظر دقيقة ثم افتح الرابط مرة أخرى.",
    foreign_form: "لم يحدث شيء، لأن النموذج لم يأتِ من هذه الصفحة. افتح الرابط في الرسالة مرة أخرى.",
};
