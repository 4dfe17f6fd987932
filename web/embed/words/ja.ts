// Japanese.
import type { Words } from './en.ts';

const words: Words = {
  heading: 'コメント',
  thoughts: { other: '「{title}」への{count}件のコメント' },
  noThoughts: '「{title}」へのコメントはまだありません',
  comments: { other: 'コメント{count}件' },
  noComments: 'コメントはまだありません',

  sort: '並べ替え',
  oldest: '古い順',
  newest: '新しい順',
  top: 'いいねの多い順',
  moment: '再生位置順',
  sorted: '並べ替えました：{order}。',

  loading: 'コメントを読み込んでいます…',
  more: 'コメントをさらに表示',
  moreReplies: { other: '返信をさらに{count}件表示' },
  replies: { other: '返信を{count}件表示' },
  laterReplies: '返信をさらに表示',
  loaded: { other: 'さらに{count}件のコメントを表示しました。' },

  by: '{name}さんのコメント',
  answer: '{name}さんの返信',
  gone: '表示されないコメント',
  answering: '{name}さんへ',
  edited: '編集済み',
  editedAt: '編集：{time}',
  readMore: '続きを読む',
  readLess: '折りたたむ',
  you: 'あなた',
  host: '番組',
  moderator: 'モデレーター',
  pinned: '固定',
  featured: '注目',
  isNew: '新着',
  likes: { other: 'いいね{count}件' },
  reply: '返信',
  replyTo: '{name}さんに返信',
  menuFor: '{name}さんのコメントのその他の操作',
  comment: 'コメントを書く',
  signIn: 'サインイン',

  deleted: 'このコメントは投稿者が削除しました。',
  removed: 'このコメントはモデレーターが削除しました。',
  waiting: 'このコメントはモデレーターの確認待ちです。',
  muted: 'この投稿者をミュートしています。',
  held: '確認待ち：モデレーターが読むまで、ほかの人には表示されません。',
  rejected: '不承認：ほかの人には表示されません。',
  spam: 'スパムと判定：ほかの人には表示されません。',

  closed: 'コメントの受付は終了しました。',
  closes: 'コメントの受付終了：{time}。',
  locked: 'このスレッドはロックされています。投稿できるのはモデレーターだけです。',
  lockedBranch: 'この会話はここからロックされています。',
  opens: '再開：{time}。',

  linked: 'リンク先の会話',
  linkGone: 'このリンク先のコメントは、もうありません。',
  fresh: { other: '新着コメント{count}件' },

  at: '{time}の場面',
  playFrom: '{time}から再生',

  unreachable: 'コメントを読み込めませんでした。しばらくしてからもう一度お試しください。',
  offline: 'オフラインです。接続が戻るとコメントを読み込みます。',
  busy: 'コメントへのアクセスが集中しています。しばらくしてからもう一度お試しください。',
  unfetched:
    '読み込めませんでした。しばらくしてからもう一度押してください。それでもできないときは、ページを再読み込みしてください。',
  broken: '問題が発生しました。しばらくしてからもう一度お試しください。',
  retry: 'もう一度試す',
};

export default words;
