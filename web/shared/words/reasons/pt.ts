// Portuguese: why a comment is reported or rejected.
import type { ReasonWords } from './en.ts';

export default {
  OFF_TOPIC: 'Fora do assunto',
  ABUSE: 'Insulta ou assedia',
  SPAM: 'Spam',
  PERSONAL_INFORMATION: 'Dados pessoais de alguém',
  ILLEGAL: 'Ilegal',
  OTHER: 'Outra coisa',
} satisfies ReasonWords;
