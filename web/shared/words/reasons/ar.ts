// Arabic: why a comment is reported or rejected.
import type { ReasonWords } from './en.ts';

export default {
  OFF_TOPIC: 'خارج الموضوع',
  ABUSE: 'يسيء أو يضايق',
  SPAM: 'رسالة مزعجة',
  PERSONAL_INFORMATION: 'معلومات شخصية عن أحد',
  ILLEGAL: 'غير قانوني',
  OTHER: 'أمر آخر',
} satisfies ReasonWords;
