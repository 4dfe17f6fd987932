//! Japanese.
use super::{Values, Words};
use crate::{
    domain::erasure::Comments,
    model::{
        Action, HoldReason, MailKind, Purpose, ReportOutcome, ReportReason, Role, SessionKind,
        Standing, Status,
    },
};

pub(super) const WORDS: Words = Words {
    tag: "ja",
    direction: "ltr",
    title: "{site} に保存されているあなたのデータ",
    made: "作成: {when}",
    contents: "目次",
    nothing: "ありません。",
    download: "ダウンロード",
    over: "このダウンロードは使用済みか、期限が過ぎています。もう一度申し込んでください。",
    readme: "account-data.html は、読むため、印刷するためのページです。接続は必要ありません。\n\
             account-data.json には同じ内容が、いくつかの識別子とともに、プログラム用に入っています。\n\n\
             このサイトがあなたについて保存しているものは、これですべてです。ほかの人は識別子だけで示されます。\n\
             これらのファイルは、ほかの人に読まれない場所に保管してください。",
    headings: &[
        ("account", "アカウント"),
        ("member", "このサイトでのあなた"),
        ("identities", "ほかのログイン方法"),
        ("passkeys", "パスキー"),
        ("sessions", "ログイン"),
        ("mutes", "ミュートした人"),
        ("votes", "あなたの投票"),
        ("reports", "あなたの通報"),
        ("decisions", "あなたについての決定"),
        ("actions", "管理者として行ったこと"),
        ("claims", "管理者として読んでいるコメント"),
        ("importedAuthors", "ほかのシステムでのあなた"),
        ("proofs", "確認待ちのアドレス"),
        ("mails", "あなたへのメール"),
        ("invitations", "あなたへの招待"),
        ("guestComments", "確認待ちのコメント"),
        ("comments", "あなたのコメント"),
    ],
    labels: &[
        ("displayName", "名前"),
        ("email", "メールアドレス"),
        ("emailVerifiedAt", "アドレスの確認日時"),
        ("accountSince", "アカウントの作成日時"),
        ("memberSince", "参加日時"),
        ("linkedAt", "連携日時"),
        ("addedAt", "追加日時"),
        ("begunAt", "ログイン日時"),
        ("mutedAt", "ミュート日時"),
        ("votedAt", "投票日時"),
        ("reportedAt", "通報日時"),
        ("doneAt", "実行日時"),
        ("askedAt", "申請日時"),
        ("preparedAt", "作成日時"),
        ("writtenAt", "投稿日時"),
        ("totpSince", "認証アプリの登録日時"),
        ("recoveryCodesLeft", "残りのリカバリーコード"),
        ("erasureAt", "削除の予定"),
        ("erasureComments", "そのときのコメント"),
        ("role", "役割"),
        ("pictureData", "画像"),
        ("pictureSource", "画像の取得元"),
        ("standing", "状態"),
        ("standingUntil", "状態の期限"),
        ("standingReason", "理由"),
        ("reportsUpheld", "認められた通報"),
        ("reportsDismissed", "認められなかった通報"),
        ("provider", "提供者"),
        ("subject", "そこでの識別名"),
        ("lastUsedAt", "最終使用"),
        ("name", "名前"),
        ("device", "端末"),
        ("country", "国"),
        ("kind", "種類"),
        ("endedAt", "終了"),
        ("authorId", "相手"),
        ("commentId", "コメント"),
        ("reason", "理由"),
        ("body", "あなたの言葉"),
        ("legalBasis", "法律"),
        ("resolvedAt", "決定日時"),
        ("outcome", "結果"),
        ("action", "内容"),
        ("from", "変更前"),
        ("to", "変更後"),
        ("subjectId", "対象"),
        ("claimedUntil", "確保の期限"),
        ("validUntil", "有効期限"),
        ("source", "システム"),
        ("authorKey", "そこでの識別名"),
        ("purpose", "目的"),
        ("sentAt", "送信日時"),
        ("episodeKey", "エピソード"),
        ("bodyMarkdown", "本文"),
        ("editedAt", "編集日時"),
        ("status", "状態"),
        ("score", "投票"),
        ("holdReasons", "保留の理由"),
        ("rejectReason", "却下の理由"),
        ("authorNote", "管理者から"),
        ("revisions", "以前の本文"),
        ("decisions", "経過"),
    ],
    values: Values {
        own_accounts: "サイト自身のアカウント",
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
        Status::Pending => "確認待ち",
        Status::Approved => "公開中",
        Status::Rejected => "却下",
        Status::Spam => "スパム",
        Status::Deleted => "削除済み",
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Commenter => "投稿者",
        Role::Moderator => "モデレーター",
        Role::Admin => "管理者",
    }
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Normal => "通常",
        Standing::Trusted => "信頼",
        Standing::Watched => "要確認",
        Standing::Suspended => "停止中",
        Standing::Banned => "追放",
    }
}

fn session(session: SessionKind) -> &'static str {
    match session {
        SessionKind::Embedded => "サイトのページ内",
        SessionKind::Direct => "直接",
        SessionKind::Moderating => "サイトのページ内での管理",
    }
}

fn hold_reason(hold_reason: HoldReason) -> &'static str {
    match hold_reason {
        HoldReason::Watched => "あなたのコメントは先に確認される",
        HoldReason::Newcomer => "最初のコメントはモデレーターが確認する",
        HoldReason::Premoderation => "ここではすべてのコメントが先に確認される",
        HoldReason::Imported => "取り込み時に保留されていた",
        HoldReason::Repeat => "以前のコメントと同じ内容",
        HoldReason::BannedWord | HoldReason::SuspectWord => "含まれている言葉",
        HoldReason::Links => "含まれているリンク",
        HoldReason::SpamScore => "スパムのように読める",
        HoldReason::Restored => "再確認のため戻された",
        HoldReason::Reported => "読者から通報があった",
        HoldReason::Akismet => "スパムフィルターの判定",
        HoldReason::Webhook => "サイト独自の確認",
    }
}

fn report_reason(report_reason: ReportReason) -> &'static str {
    match report_reason {
        ReportReason::OffTopic => "話題から外れている",
        ReportReason::Abuse => "侮辱または嫌がらせ",
        ReportReason::Spam => "スパム",
        ReportReason::PersonalInformation => "個人情報",
        ReportReason::Illegal => "違法な内容",
        ReportReason::Other => "その他",
    }
}

fn outcome(outcome: ReportOutcome) -> &'static str {
    match outcome {
        ReportOutcome::Upheld => "認められた",
        ReportOutcome::Dismissed => "認められなかった",
        ReportOutcome::Moot => "先に削除された",
    }
}

fn erased(erased: Comments) -> &'static str {
    match erased {
        Comments::Delete => "本文を削除",
        Comments::KeepAnonymously => "名前なしで残す",
    }
}

fn action(action: Action) -> &'static str {
    match action {
        Action::ApproveComment => "承認",
        Action::RejectComment => "却下",
        Action::MarkSpam => "スパムに指定",
        Action::RestoreComment => "確認待ちに戻した",
        Action::RejectAllBy => "すべてのコメントを却下",
        Action::PinComment => "固定",
        Action::UnpinComment => "固定を解除",
        Action::FeatureComment => "注目に指定",
        Action::UnfeatureComment => "注目を解除",
        Action::JudgeComment => "規則による判定",
        Action::RemoveComment => "除去",
        Action::EditComment => "編集",
        Action::LockThread => "スレッドをロック",
        Action::CloseThread => "スレッドを終了",
        Action::ReopenThread => "スレッドを再開",
        Action::LockBranch => "返信をロック",
        Action::UnlockBranch => "返信のロックを解除",
        Action::CreateEpisode => "エピソードを作成",
        Action::UpdateEpisode => "エピソードを変更",
        Action::GiveRole => "役割の変更",
        Action::InviteMember => "招待",
        Action::WithdrawInvitation => "招待の取り消し",
        Action::SetStanding => "状態の変更",
        Action::UpdateSite => "サイトの設定を変更",
        Action::UpdateRules => "規則を変更",
        Action::UpdateWaysIn => "ログイン方法を変更",
        Action::AddProvider => "提供者を追加",
        Action::UpdateProvider => "提供者を変更",
        Action::RemoveProvider => "提供者を除去",
        Action::AddSiteKey => "サイトの鍵を追加",
        Action::RemoveSiteKey => "サイトの鍵を除去",
        Action::UpdateMailTemplate => "メールの文面を変更",
        Action::ConfirmGuest => "ゲストのコメントを確認",
        Action::EraseMember => "個人のデータを削除",
        Action::Undo => "取り消し",
        Action::ImportComments => "コメントを取り込み",
        Action::ExportSite => "サイト全体を書き出し",
        Action::ClaimAuthor => "取り込まれた投稿者を本人と申告",
    }
}

fn mail(mail: MailKind) -> &'static str {
    match mail {
        MailKind::ConfirmSignUp => "新しいアカウントの確認",
        MailKind::AlreadySignedUp => "アカウントがすでにあるという知らせ",
        MailKind::SignIn => "ログイン",
        MailKind::VerifyEmail => "アドレスの確認",
        MailKind::ResetPassword => "新しいパスワードの設定",
        MailKind::PasswordChanged => "パスワードが変更されたという知らせ",
        MailKind::ConfirmNewEmail => "新しいアドレスの確認",
        MailKind::ConfirmOldEmail => "以前のアドレスの使用終了",
        MailKind::EmailChanged => "アドレスが変更されたという知らせ",
        MailKind::LinkIdentity => "ほかのログイン方法の連携",
        MailKind::ConfirmGuest => "コメントの確認",
        MailKind::SecondFactorChanged => "二段階認証が変更されたという知らせ",
        MailKind::ErasurePlanned => "アカウントが削除されるという知らせ",
        MailKind::ErasureWaits => "アカウントがまだ削除されていないという知らせ",
        MailKind::AccountErased => "アカウントが削除されたという知らせ",
        MailKind::MemberInvited => "役割への招待",
    }
}

fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::SignUp => "アカウントの作成",
        Purpose::SignIn => "ログイン",
        Purpose::VerifyEmail => "アドレスの確認",
        Purpose::ResetPassword => "新しいパスワードの設定",
        Purpose::NewEmail => "新しいアドレスの確認",
        Purpose::OldEmail => "以前のアドレスの使用終了",
        Purpose::LinkIdentity => "ほかのログイン方法の連携",
        Purpose::ConfirmGuest => "コメントの確認",
    }
}
