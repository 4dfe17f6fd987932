// Where a site's patterns stand in a text, for the eye: the service has found them already, by a closer
// look than this one, and names them. What is not found here is not marked, and named all the same.

export interface Place {
  from: number;
  to: number;
}

/** Signs that are written for letters; `l` and `i` look alike, and are taken for one another. */
const GUISES: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's' };

const WORD = /[\p{L}\p{M}\p{N}]/u;
/** Scripts that put no spaces between words: there a pattern may stand anywhere. */
const SPACELESS = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

export function places(text: string, patterns: readonly string[]): Place[] {
  const found: Place[] = [];
  for (const reading of [folded(text, false), folded(text, true)]) {
    for (const pattern of patterns) {
      const expression = expressionOf(pattern);
      if (!expression) continue;
      for (const match of reading.text.matchAll(expression)) {
        const from = reading.origins[match.index];
        const last = reading.origins[match.index + match[0].length - 1];
        if (from !== undefined && last !== undefined) found.push({ from, to: last + lengthAt(text, last) });
      }
    }
  }
  return joined(found);
}

/** In order, and what overlaps as one. */
function joined(found: Place[]): Place[] {
  const places: Place[] = [];
  for (const { from, to } of found.sort((one, other) => one.from - other.from)) {
    const last = places.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else places.push({ from, to });
  }
  return places;
}

/** Small letters without accents, and for each where it comes from. */
function folded(text: string, isGuess: boolean): { text: string; origins: number[] } {
  const origins: number[] = [];
  let read = '';
  let at = 0;
  for (const character of text) {
    for (const letter of character.normalize('NFKD').toLowerCase()) {
      if (/\p{M}/u.test(letter) && /\p{sc=Latin}|\p{sc=Greek}|\p{sc=Cyrillic}|\p{sc=Inherited}/u.test(letter)) continue;
      const plain = (isGuess && GUISES[letter]) || letter;
      read += plain;
      for (let unit = 0; unit < plain.length; unit += 1) origins.push(at);
    }
    at += character.length;
  }
  return { text: read, origins };
}

function lengthAt(text: string, at: number): number {
  return String.fromCodePoint(text.codePointAt(at) ?? 0).length;
}

/** Whole words; between the words of a phrase any signs; letters also one by one, `l a m p`. */
function expressionOf(pattern: string): RegExp | null {
  const words = folded(pattern, false).text.split(/\s+/).filter(Boolean);
  if (!words.some((word) => WORD.test(word))) return null;
  const isFree = SPACELESS.test(pattern);
  const phrase = words.map(wordOf).join('[^\\p{L}\\p{N}]+');
  const [only] = words;
  const isSpelled = words.length === 1 && only !== undefined && /^\p{L}{4,}$/u.test(only);
  const spelled = isSpelled ? `|${[...only].map(letterOf).join('[^\\p{L}\\p{N}]{1,3}')}` : '';
  const [before, after] = isFree ? ['', ''] : ['(?<![\\p{L}\\p{N}])', '(?![\\p{L}\\p{N}])'];
  return new RegExp(`${before}(?:${phrase}${spelled})${after}`, 'gu');
}

function wordOf(word: string): string {
  if (word === '*') return '[\\p{L}\\p{M}\\p{N}]+';
  return [...word].map((letter) => (letter === '*' ? '[\\p{L}\\p{M}\\p{N}]*' : letterOf(letter))).join('');
}

function letterOf(letter: string): string {
  return /[il]/.test(letter) ? '[il]' : letter.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
