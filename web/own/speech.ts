// The words of a page of our own: its own and those of all, in the language that the service chose.
import { Language } from '../shared/language.ts';
import type { OwnWords } from './words/en.ts';

const CODES = ['en', 'de', 'fr', 'es', 'pt', 'vi', 'ja', 'ar'] as const;

export type Code = (typeof CODES)[number];
export type Files<Words> = Record<Code, () => Promise<{ default: Words }>>;
export type Speech<Words = unknown> = Language<OwnWords & Words>;

const OWN: Files<OwnWords> = {
  en: () => import('./words/en.ts'),
  de: () => import('./words/de.ts'),
  fr: () => import('./words/fr.ts'),
  es: () => import('./words/es.ts'),
  pt: () => import('./words/pt.ts'),
  vi: () => import('./words/vi.ts'),
  ja: () => import('./words/ja.ts'),
  ar: () => import('./words/ar.ts'),
};

export async function speak<Words>(files: Files<Words>): Promise<Speech<Words>> {
  const code = CODES.find((known) => known === document.documentElement.lang) ?? 'en';
  const [own, more] = await Promise.all([OWN[code](), files[code]()]);
  return new Language(code, { ...own.default, ...more.default });
}

/** The same with the words of a part that is loaded when it is wanted. */
export async function speakMore<Words extends object, More extends object>(
  language: Language<Words>,
  files: Files<More>,
): Promise<Language<Words & More>> {
  const more = await files[language.code as Code]();
  return new Language(language.code, { ...language.words, ...more.default });
}

/** "3 minutes", as long as one would say it. */
export function duration(seconds: number, code: string): string {
  const [number, unit] = seconds < 90 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return new Intl.NumberFormat(code, { style: 'unit', unit, unitDisplay: 'long' }).format(number);
}
