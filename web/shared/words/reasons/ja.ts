// Japanese: why a comment is reported or rejected.
import type { ReasonWords } from './en.ts';

export default {
  OFF_TOPIC: '話題から外れている',
  ABUSE: '侮辱または嫌がらせ',
  SPAM: 'スパム',
  PERSONAL_INFORMATION: '誰かの個人情報',
  ILLEGAL: '違法',
  OTHER: 'その他',
} satisfies ReasonWords;
