// What is said, in one language: sentences with gaps, numbers, plurals and times.

/** A sentence for each kind of number that the language has. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** Fills the gaps of a sentence: `{name}` with what has that name. Gives the pieces in their order. */
export function weave<Piece>(sentence: string, gaps: Record<string, Piece>): (Piece | string)[] {
  const pieces = sentence.split(/\{(\w+)\}/);
  return pieces.map((piece, index) => (index % 2 ? (gaps[piece] ?? piece) : piece));
}

export class Language<Words> {
  readonly code: string;
  readonly words: Words;
  readonly #rules: Intl.PluralRules;
  readonly #numbers: Intl.NumberFormat;
  readonly #relative: Intl.RelativeTimeFormat;
  readonly #absolute: Intl.DateTimeFormat;

  constructor(code: string, words: Words) {
    this.code = code;
    this.words = words;
    this.#rules = new Intl.PluralRules(code);
    this.#numbers = new Intl.NumberFormat(code);
    this.#relative = new Intl.RelativeTimeFormat(code, { numeric: 'auto' });
    this.#absolute = new Intl.DateTimeFormat(code, { dateStyle: 'long', timeStyle: 'short' });
  }

  get direction(): 'ltr' | 'rtl' {
    return /^(ar|fa|he|ur)\b/.test(this.code) ? 'rtl' : 'ltr';
  }

  count(number: number): string {
    return this.#numbers.format(number);
  }

  /** Between words from right to left each gap has a direction of its own. */
  say(sentence: string, gaps: Record<string, string> = {}): string {
    const isolated = this.direction === 'ltr' ? sentence : sentence.replace(/\{\w+\}/g, '\u2068$&\u2069');
    return weave(isolated, gaps).join('');
  }

  /** The form for the number; its `{count}` is for `say` or `weave` to fill. */
  form(forms: Plural, number: number): string {
    return forms[this.#rules.select(number)] ?? forms.other;
  }

  plural(forms: Plural, number: number, gaps: Record<string, string> = {}): string {
    return this.say(this.form(forms, number), { count: this.count(number), ...gaps });
  }

  /** How long ago or ahead, as one would say it: "3 hours ago". */
  relative(moment: Date, now: number): string {
    const seconds = Math.round((moment.getTime() - now) / 1000);
    for (const [unit, length] of STEPS) {
      if (Math.abs(seconds) >= length) return this.#relative.format(Math.trunc(seconds / length), unit);
    }
    return this.#relative.format(0, 'second');
  }

  absolute(moment: Date): string {
    return this.#absolute.format(moment);
  }
}
