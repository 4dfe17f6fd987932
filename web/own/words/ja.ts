// Japanese.
import type { OwnWords } from './en.ts';

const words: OwnWords = {
  // Where one is
  loading: '読み込んでいます…',
  account: 'アカウント',
  elsewhere: '別のサイトにサインインしています',
  elsewhereHint:
    'このブラウザーでは {site} に {name} としてサインインしています。サイトの間で何かが引き継がれることはありません。',
  signInHere: 'このサイトにサインイン',

  missing: 'この欄に入力してください。',
  oneMoment: 'お待ちください…',
  cancel: 'キャンセル',
  close: '閉じる',
  goOn: '続ける',
  showPassword: 'パスワードを表示',
  code: 'コード',
  signOut: 'サインアウト',
  tryAgain: 'もう一度試す',
  more: 'さらに表示',

  prove: 'ご本人の確認',
  proveHint: 'この操作のために、もう一度サインインしてください。確認は 10 分間有効です。',
  password: 'パスワード',
  proveByPassword: 'パスワードを使う',
  proveByMail: 'メールでコードを受け取る',
  usePasskey: 'パスキーを使う',
  useAppCode: '認証アプリを使う',
  useRecoveryCode: 'リカバリーコードを使う',
  mailHint: '{email} にコードをお送りします。',
  sendMail: 'コードを送る',
  mailSent: '{email} にメールを送りました。届くまで 1 分ほどかかることがあります。',
  mailCodeHint: 'メールにある 6 桁の数字',
  secondStep: '2 つ目の確認',
  appCodeHint: '認証アプリに表示される 6 桁の数字',
  recoveryCode: 'リカバリーコード',
  recoveryCodeHint: '保管しているコードの 1 つ。それぞれ 1 回だけ使えます',
  signInAgain: 'サインインのページへ',
  working: '迷惑行為を防ぐための短い計算をしています：{percent}',

  unreachable: 'サービスに接続できませんでした。少し待ってからもう一度お試しください。',
  tooOften: '試行回数が多すぎます。{time}後にもう一度お試しください。',
  busy: 'ただいま混み合っています。少し待ってからもう一度お試しください。',
  broken: 'サービス側で問題が起きました。少し待ってからもう一度お試しください。',
  refused: 'サービスが受け付けませんでした：{message}',
  SESSION_ENDED: 'サインアウトしています。もう一度サインインしてください。',
  WRONG_PASSWORD: 'パスワードが違います。',
  WRONG_CODE: 'コードが違うか、すでに使われています。',
  LINK_OVER: 'このコードは期限切れか、試行回数が多すぎました。もう一度メールを請求してください。',
  CHALLENGE_OVER: '時間がかかりすぎたか、試行回数が多すぎました。最初からやり直してください。',
  PASSKEY_REFUSED: 'パスキーが示されなかったか、受け付けられませんでした。もう一度お試しいただけます。',
  SIGN_IN_AGAIN: 'この操作には、もう一度サインインする必要があります。',
  OWN_PAGES_ONLY: 'この操作は、サービス自身のアドレスでのみ行えます。',
  COOKIE_NEEDS_HTTPS:
    'このサービスは暗号化なしで公開されているため、サインインできません。運用者の方へ：https を通して公開し、public_url に https のアドレスを設定してください。',
  NO_MAIL: '現在、このサービスはメールを送信していません。',
  WAY_CLOSED: 'このサイトでは、この方法でサインインできません。',
  CHANGED: 'その間にほかの人が変更しました。もう一度確認してください。',
  NOTHING_TO_DO: 'すでに済んでいます。',
  ALREADY_SIGNED_UP: 'このアドレスは別のアカウントのものです。',
  invalid_email: '今と異なる、正しいメールアドレスを入力してください。',
  invalid_password: '8〜128 文字の、推測されにくい別のパスワードを選んでください。',
  invalid_name: '1〜60 文字の別の名前を選んでください。',
};

export default words;
