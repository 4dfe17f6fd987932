// The words of those who take part: fetched with the first part that speaks.
import { Language } from '../../shared/language.ts';
import type { Code } from '../languages.ts';
import { unfetched } from '../parts.ts';
import type { Reading } from '../reading.ts';
import type { More } from '../words/more/en.ts';

export type Spoken = Language<More>;

const FILES: Record<Code, () => Promise<{ default: More }>> = {
  en: () => import('../words/more/en.ts'),
  de: () => import('../words/more/de.ts'),
  fr: () => import('../words/more/fr.ts'),
  es: () => import('../words/more/es.ts'),
  pt: () => import('../words/more/pt.ts'),
  vi: () => import('../words/more/vi.ts'),
  ja: () => import('../words/more/ja.ts'),
  ar: () => import('../words/more/ar.ts'),
};

const spoken = new Map<string, Spoken>();

/** There is one for each language, however many comments speak it. */
export async function speakMore({ language: { code } }: Reading): Promise<Spoken> {
  const { default: words } = await FILES[code as Code]().catch(unfetched);
  const known = spoken.get(code) ?? new Language(code, words);
  spoken.set(code, known);
  return known;
}

/** "3 minutes", as long as one would say it. */
export function duration(seconds: number, { code }: Spoken): string {
  const [number, unit] = seconds < 90 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return new Intl.NumberFormat(code, { style: 'unit', unit, unitDisplay: 'long' }).format(number);
}
