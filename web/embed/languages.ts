// The languages that the words are there in, and which of them an element speaks.
import type { Words } from './words/en.ts';

export const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'vi', 'ja', 'ar'] as const;

export type Code = (typeof LANGUAGES)[number];

/** Fetches the words of a language. */
export type Speak = (code: Code) => Promise<{ default: Words }>;

/** The element's own language, else the page's, else English; a region is no reason to fall back. */
export function languageOf(element: Element): Code {
  const said = element.closest<HTMLElement>('[lang]')?.lang || document.documentElement.lang;
  const code = said.toLowerCase().split('-')[0];
  return LANGUAGES.find((known) => known === code) ?? 'en';
}
