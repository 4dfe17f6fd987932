// Japanese.
import type { DeskWords } from './en.ts';

const words: DeskWords = {
  desk: 'モデレーション',
  screens: '画面',
  queues: 'キュー',
  signedInAs: '{name} としてサインイン中',
  notLoaded: 'この画面を読み込めませんでした。',

  notModerator: 'このページはモデレーター用です',
  notModeratorHint: '{name} としてサインインしていますが、{site} のモデレーターではありません。',
  becomeModerator:
    'モデレーターになるには、{site} の管理者に API（setRole）またはコマンドラインで設定してもらい、そのあとこのページを読み込み直してください。',
  suspended: 'アカウントが停止または禁止されている間は、モデレーションできません。',
  signInAsOther: '別の人としてサインイン',
  reload: '読み込み直す',
  demanded: '二段階認証が必要です',
  demandedHint:
    '{site} では、二段階認証がないとモデレーションできません。アカウントに認証アプリかパスキーを追加するか、それを使ってサインインし直してください。',
  toFactor: '二段階認証を設定',

  over: 'サインアウトしました',
  overHint: 'セッションが終了しました。サインインし直すと、この場所に戻ります。',
  overKept: { other: 'まだ送信されていない決定が {count} 件あります。このタブに保存され、あとで送信されます。' },
  lineDown: '接続が切れています。決定は保存され、接続が戻ると送信されます。',
  lineUp: '接続が戻りました。',

  keysTitle: 'キー',
  key: 'キー',
  does: 'はたらき',
  keysOn: '単独のキー操作を使う',
  shift: 'Shift',
  showKeys: 'このヘルプを表示',
};

export default words;
