//! Japanese.
use super::{Changes, Counted, Kinds, Language, Roles, Words};

pub(super) const WORDS: Language = Language {
    tag: "ja",
    direction: "ltr",
    or_code: "または、求められた画面で次のコードを入力してください:",
    code: "コード:",
    validity: "有効なのは {{ good_for }}以内、1 回だけです。",
    ignore: "お心当たりがない場合は、このメールを無視してください。何も起こりません。",
    unexpected: "お心当たりがない場合は、そのままにしてください。何も起こりません。",
    beware: "お心当たりがない場合は、パスワードを新しくし、{{ site }} の運営者にお知らせください。",
    beware_moved: "お心当たりがない場合は、すぐに {{ site }} の運営者にご連絡ください。このアドレスからはもうパスワードを設定できません。",
    minutes: Counted::Same("# 分"),
    hours: Counted::Same("# 時間"),
    days: Counted::Same("# 日"),
    changes: Changes {
        totp_added: "認証アプリが設定されました",
        totp_removed: "認証アプリが削除されました",
        passkey_added: "パスキーが追加されました",
        passkey_removed: "パスキーが削除されました",
        recovery_codes_renewed: "リカバリーコードが新しいものに替わりました",
        recovery_code_used: "リカバリーコードが使われました",
        reset: "サービスの運営者が二段階認証をすべて取り除きました",
    },
    roles: Roles {
        moderator: "モデレーター",
        admin: "管理者",
    },
    kinds: Kinds {
        confirm_sign_up: Words {
            subject: "{{ site }}: メールアドレスの確認",
            lead: "このメールアドレスで {{ site }} にコメントするための登録がありました。ご本人の場合は、アドレスを確認してください。",
            action: "アドレスを確認する",
        },
        already_signed_up: Words {
            subject: "{{ site }}: すでにアカウントがあります",
            lead: "このメールアドレスで {{ site }} への登録がありましたが、すでにアカウントがあります。ご本人の場合は、ログインするか、そこで新しいパスワードを申し込んでください。",
            action: "",
        },
        sign_in: Words {
            subject: "{{ site }} へのログイン",
            lead: "{{ site }} にコメントするためのログインです。",
            action: "ログインする",
        },
        verify_email: Words {
            subject: "{{ site }}: メールアドレスの確認",
            lead: "{{ site }} のアカウントにこのメールアドレスが使われています。ご本人のものであることを確認してください。",
            action: "アドレスを確認する",
        },
        reset_password: Words {
            subject: "{{ site }}: 新しいパスワード",
            lead: "{{ site }} のアカウントについて、新しいパスワードの申し込みがありました。",
            action: "新しいパスワードを設定する",
        },
        password_changed: Words {
            subject: "{{ site }}: パスワードが変更されました",
            lead: "{{ site }} のアカウントのパスワードが変更されました。ほかの場所ではすべてログアウトされています。",
            action: "",
        },
        confirm_new_email: Words {
            subject: "{{ site }}: 新しいメールアドレスの確認",
            lead: "{{ site }} のアカウント「{{ name }}」のメールアドレスが、今のものからこのアドレスに変わります。ご自身で申し込まれた場合は、ご本人のアドレスであることを確認してください。",
            action: "新しいアドレスを確認する",
        },
        confirm_old_email: Words {
            subject: "{{ site }}: メールアドレスの変更",
            lead: "{{ site }} のアカウントのメールアドレスが変更されようとしています。変更してよいことを確認してください。",
            action: "変更を確認する",
        },
        email_changed: Words {
            subject: "{{ site }}: メールアドレスが変更されました",
            lead: "{{ site }} のアカウントのメールアドレスが変更されました。このアドレスにはもう何も届きません。",
            action: "",
        },
        link_identity: Words {
            subject: "{{ site }}: ご本人ですか",
            lead: "{{ provider }} で {{ site }} にログインした人が、あなたのアカウントを自分のものだと言っています。ご本人の場合は、そこで次のコードを入力してください。",
            action: "",
        },
        confirm_guest: Words {
            subject: "{{ site }}: コメントの確認",
            lead: "このメールアドレスで {{ site }} にコメントがありました。ご本人の場合は確認してください。確認されるまで、コメントは誰にも見えません。",
            action: "コメントを確認する",
        },
        second_factor_changed: Words {
            subject: "{{ site }}: 二段階認証が変更されました",
            lead: "{{ site }} でパスワードのほかに本人を確かめる方法についてのお知らせです。{{ change }}。",
            action: "",
        },
        erasure_planned: Words {
            subject: "{{ site }}: アカウントが削除されます",
            lead: "{{ site }} のアカウントの削除が申し込まれました。{{ day }}に削除されます。それまでは、ログインして削除を取り消せば、アカウントを残せます。",
            action: "アカウントを残す",
        },
        erasure_waits: Words {
            subject: "{{ site }}: アカウントはまだ削除されていません",
            lead: "{{ site }} のアカウントは本日削除される予定でしたが、あなたはサイトの最後の管理者です。ほかの人を管理者にすると削除されます。残す場合は、ログインして削除を取り消してください。",
            action: "アカウントを残す",
        },
        account_erased: Words {
            subject: "{{ site }}: アカウントが削除されました",
            lead: "{{ site }} のアカウントが、お名前とメールアドレスとともに削除されました。これが最後のメールです。",
            action: "",
        },
        member_invited: Words {
            subject: "{{ site }} からの招待",
            lead: "{{ site }} のコメントの管理に、次の役割で招待されています：{{ role }}。お受けになる場合は、このメールが届いたメールアドレスとまったく同じアドレスで、ログインまたは登録してください。",
            action: "招待を受ける",
        },
    },
};
