// Spanish: why a comment is reported or rejected.
import type { ReasonWords } from './en.ts';

export default {
  OFF_TOPIC: 'No viene al caso',
  ABUSE: 'Insulta o acosa',
  SPAM: 'Spam',
  PERSONAL_INFORMATION: 'Datos personales de alguien',
  ILLEGAL: 'Ilegal',
  OTHER: 'Otra cosa',
} satisfies ReasonWords;
