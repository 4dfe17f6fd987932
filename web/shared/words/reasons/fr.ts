// French: why a comment is reported or rejected.
import type { ReasonWords } from './en.ts';

export default {
  OFF_TOPIC: 'Hors sujet',
  ABUSE: 'Insulte ou harcèle',
  SPAM: 'Spam',
  PERSONAL_INFORMATION: 'Données personnelles de quelqu’un',
  ILLEGAL: 'Illégal',
  OTHER: 'Autre chose',
} satisfies ReasonWords;
