// Vietnamese: why a comment is reported or rejected.
import type { ReasonWords } from './en.ts';

export default {
  OFF_TOPIC: 'Lạc đề',
  ABUSE: 'Xúc phạm hoặc quấy rối',
  SPAM: 'Thư rác',
  PERSONAL_INFORMATION: 'Thông tin cá nhân của ai đó',
  ILLEGAL: 'Bất hợp pháp',
  OTHER: 'Điều khác',
} satisfies ReasonWords;
