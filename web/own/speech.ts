// The words of a page of our own: its own and those of all, in the language that the service chose.
import { Language } from '../shared/language.ts';
import type { OwnWords } from './words/en.ts';

const CODES = ['en', 'de', 'fr', 'es', 'pt', 'vi', 'ja', 'ar'] as const;

export type Code = (typeof CODES)[number];
/** What `import.meta.glob('./words/*.ts')` gives: how to load the words of each language. */
export type Files<Words> = Record<string, () => Promise<{ default: Words }>>;
export type Speech<Words = unknown> = Language<OwnWords & Words>;

export async function speak<Words>(files: Files<Words>): Promise<Speech<Words>> {
  const code = CODES.find((known) => known === document.documentElement.lang) ?? 'en';
  const all = import.meta.glob<{ default: OwnWords }>('./words/*.ts');
  const [own, more] = await Promise.all([load(all, code), load(files, code)]);
  return new Language(code, { ...own, ...more });
}

/** The same with the words of a part that is loaded when it is wanted. */
export async function speakMore<Words extends object, More extends object>(
  language: Language<Words>,
  files: Files<More>,
): Promise<Language<Words & More>> {
  const more = await load(files, language.code);
  return new Language(language.code, { ...language.words, ...more });
}

async function load<Words>(files: Files<Words>, code: string): Promise<Words> {
  const file = files[`./words/${code}.ts`];
  if (!file) throw new Error(`no words in ${code}`);
  return (await file()).default;
}

/** "3 minutes", as long as one would say it. */
export function duration(seconds: number, code: string): string {
  const [number, unit] = seconds < 90 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return new Intl.NumberFormat(code, { style: 'unit', unit, unitDisplay: 'long' }).format(number);
}
