// How long a text is, as the service counts.

/** Characters as a reader counts them. */
export const LONGEST = 10_000;
/** From here on the writer is told how many are left. */
const NEAR = 500;

/** What is left, once that is worth saying; negative where the text is too long. */
export function left(text: string): number | null {
  // No text has more characters than units.
  if (text.length < LONGEST - NEAR) return null;
  const remaining = LONGEST - count(text);
  return remaining <= NEAR ? remaining : null;
}

function count(text: string): number {
  const trimmed = text.normalize('NFC').trim();
  if (!Intl.Segmenter) return [...trimmed].length;
  let number = 0;
  for (const _ of new Intl.Segmenter().segment(trimmed)) number += 1;
  return number;
}
