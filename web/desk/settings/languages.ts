// The languages that the service speaks, as options.
import type { Option } from '../parts/fields.ts';

const CODES = ['en', 'de', 'fr', 'es', 'pt', 'vi', 'ja', 'ar'];

/** In the words of one of them. */
export function languages(code: string): Option[] {
  const names = new Intl.DisplayNames([code], { type: 'language' });
  return CODES.map((one) => [one, names.of(one) ?? one] as const);
}

/** What a language is called, whatever its region; the code where nobody knows it. */
export function languageOf(tag: string, code: string): string {
  try {
    return new Intl.DisplayNames([code], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
