// German: why a comment is reported or rejected.
import type { ReasonWords } from './en.ts';

export default {
  OFF_TOPIC: 'Gehört nicht zum Thema',
  ABUSE: 'Beleidigt oder belästigt',
  SPAM: 'Spam',
  PERSONAL_INFORMATION: 'Persönliche Angaben über jemanden',
  ILLEGAL: 'Rechtswidrig',
  OTHER: 'Etwas anderes',
} satisfies ReasonWords;
